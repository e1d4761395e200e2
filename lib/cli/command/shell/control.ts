import { Mistake } from "../../../base/mistake.ts";
import type { Text } from "../../../base/text.ts";
import { didYouMean } from "../../../base/nearest.ts";
import { UsageError } from "../../line/usage_error.ts";
import type { ShellCall } from "./call.ts";
import { refuseMore } from "./addresses.ts";

export const status: ShellCall = {
  usage: "status",
  summary: { en: "list every socket and what it waits for", ko: "모든 소켓과 대기 중인 호출 표시" },
  prepare(words, workspace) {
    refuseMore(words);
    return () =>
      workspace.report({ event: "status", sockets: workspace.sockets.map((socket) => socket.status()) });
  },
};

export const explain: ShellCall = {
  usage: "explain on|off",
  summary: { en: "explain every call in a sentence or two", ko: "호출마다 한두 문장으로 설명" },
  prepare(words, workspace) {
    const wanted = words.next();
    refuseMore(words);
    if (wanted !== "on" && wanted !== "off") {
      throw new Mistake({ en: "explain takes on or off", ko: "explain 뒤에는 on이나 off를 써야 합니다" });
    }
    return () => {
      workspace.explanations.areWanted = wanted === "on";
    };
  },
};

export const wait: ShellCall = {
  usage: "wait",
  summary: { en: "wait for all background calls", ko: "백그라운드 호출이 모두 끝날 때까지 대기" },
  prepare(words, workspace) {
    refuseMore(words);
    return (signal) => workspace.jobs.wait(signal);
  },
};

export const quit: ShellCall = {
  usage: "quit",
  summary: { en: "close all sockets and end; also Ctrl-D", ko: "모든 소켓을 닫고 끝내기. Ctrl-D도 가능" },
  prepare(words, workspace) {
    refuseMore(words);
    return () => workspace.end();
  },
};

/** Calls of C that people type, and what to write here. */
const elsewhere: Readonly<Record<string, Text>> = {
  socket: {
    en: "a socket is made together with its first call: write listen tcp, bind udp or connect tcp",
    ko: "소켓은 첫 호출과 함께 만들어집니다. listen tcp, bind udp, connect tcp 중 하나를 쓰세요",
  },
  read: { en: "write recv #SOCKET", ko: "recv #SOCKET 형식으로 쓰세요" },
  write: { en: "write send #SOCKET TEXT", ko: "send #SOCKET TEXT 형식으로 쓰세요" },
  exit: { en: "write quit", ko: "quit을 입력하세요" },
};

export function unknownCall(name: string, meant: string | undefined): UsageError {
  const known = Object.hasOwn(elsewhere, name) ? elsewhere[name] : undefined;
  const typed = JSON.stringify(name);
  return new UsageError(
    { en: `unknown call ${typed}`, ko: `알 수 없는 호출: ${typed}` },
    known ??
      (meant === undefined
        ? { en: "`help` lists the calls", ko: "`help`는 호출 목록을 보여 줍니다" }
        : didYouMean(meant)),
  );
}
