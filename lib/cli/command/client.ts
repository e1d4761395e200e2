import { lectureTimeoutMs } from "../../protocol/transport.ts";
import { expectations, framings } from "../../protocol/reply/reply.ts";
import type { TalkResult } from "../../client/talk.ts";
import { codeOfCauses, isStop } from "../ending.ts";
import { defineCommand } from "../line/command.ts";
import { reportFlags, targetFlags } from "../line/common_flags.ts";
import { anyText, duration, oneOf, portNumber, wholeNumber } from "../../setting/types.ts";
import { listFlag, switchFlag, valueFlag } from "../line/flag.ts";
import { familyExclusion, familyOf, refuseTogether } from "../line/flag_checks.ts";
import { formatOf } from "../host/format.ts";
import { observerFor } from "../host/observer.ts";
import { parseReachOperands, transportOperand } from "../line/operands.ts";
import { messageBytes } from "./client/lines.ts";
import { ClientRun, retriesInTerminal } from "./client/run.ts";
import { clientSinks } from "./client/sinks.ts";

const flags = {
  message: listFlag(anyText("TEXT"), {
    short: "m",
    help: { en: "send TEXT, then stop", ko: "TEXT를 전송하고 종료" },
  }),
  timeout: valueFlag(duration(), {
    help: { en: "how long to wait for a reply or a connection", ko: "응답이나 연결을 기다리는 시간제한" },
    initial: lectureTimeoutMs,
  }),
  retries: valueFlag(wholeNumber(0, 1_000_000), {
    only: "tcp",
    help: { en: "more attempts after a refused one", ko: "거부된 뒤 다시 시도하는 횟수" },
    initialText: {
      en: `${retriesInTerminal} in a terminal, else 0`,
      ko: `터미널에서 ${retriesInTerminal}, 아니면 0`,
    },
  }),
  retryDelay: valueFlag(duration(0), {
    only: "tcp",
    help: { en: "pause before the next attempt", ko: "다음 시도까지 쉬는 시간" },
    initial: 1000,
  }),
  expect: valueFlag(oneOf(expectations), {
    help: { en: "what a correct reply is", ko: "올바른 응답의 기준" },
    initial: "upper",
  }),
  framing: valueFlag(oneOf(framings), {
    only: "tcp",
    help: { en: "how a message ends on the stream", ko: "스트림에서 메시지가 끝나는 방법" },
    initial: "raw",
  }),
  localPort: valueFlag(portNumber(1), {
    help: {
      en: "send from this port (in the lecture: 20825, 21758)",
      ko: "이 포트에서 전송(강의: 20825, 21758)",
    },
  }),
  ...targetFlags,
  ipv4: switchFlag({ short: "4", help: { en: "only IPv4 addresses", ko: "IPv4 주소만" } }),
  ipv6: switchFlag({ short: "6", help: { en: "only IPv6 addresses", ko: "IPv6 주소만" } }),
  escapes: switchFlag({
    help: {
      en: "read \\r \\n \\t \\0 \\xNN \\\\ as bytes",
      ko: "\\r \\n \\t \\0 \\xNN \\\\를 바이트로 읽음",
    },
  }),
  hex: switchFlag({
    help: { en: "show the bytes both ways, as hex and text", ko: "오가는 바이트를 16진수와 글자로 표시" },
  }),
  ...reportFlags,
};

export const client = defineCommand({
  name: "client",
  summary: {
    en: "type a line, see the reply and its response time",
    ko: "한 줄을 입력하고 응답과 응답 시간 보기",
  },
  operands: [transportOperand, { usage: "[target]" }],
  about: [
    {
      en:
        "Runs the lecture's client. In a terminal it asks for lines; from a pipe it reads them; -m sends one and stops. It shows each reply with its response time. Without a target it uses localhost and the lecture's port.",
      ko:
        "강의의 클라이언트를 실행합니다. 터미널에서는 한 줄씩 입력을 받고, 파이프에서는 줄을 읽으며, -m은 한 줄만 전송하고 끝납니다. 응답마다 응답 시간을 보여 줍니다. 대상을 쓰지 않으면 localhost와 강의의 포트를 씁니다.",
    },
  ],
  flags,
  examples: [
    ["capsock client tcp", { en: "talk to `capsock server tcp`", ko: "`capsock server tcp`와 대화" }],
    ["capsock client tcp 192.0.2.7:10825 -m hello", {
      en: "one line, for a script",
      ko: "한 줄만, 스크립트용",
    }],
    ["printf 'a\\nb\\n' | capsock client udp", { en: "lines from a pipe", ko: "파이프에서 읽은 줄" }],
    ["capsock client tcp :80 --framing crlf --expect any", {
      en: "a server other than capsock",
      ko: "capsock이 아닌 서버",
    }],
  ],
  async run({ positionals, flags: values }, host) {
    const { transport, endpoint } = parseReachOperands("client", positionals, values);
    refuseTogether([familyExclusion(values)]);
    // Read before anything is opened: a wrong escape must not cost a connection.
    const messages = values.message.map((text) => messageBytes(text, values.escapes));
    const report = clientSinks[formatOf(values)](host, values);
    const run = new ClientRun(
      values,
      familyOf(values),
      messages,
      host,
      report,
      await observerFor(values, host),
    );
    const result = await run.talkTo(transport, endpoint).catch((error: unknown): TalkResult => {
      if (isStop(error, host.stop)) return {};
      throw error;
    });
    if (run.isScripted && host.stop.code !== undefined) return host.stop.code;
    return codeOfCauses(result.last === undefined ? [] : [result.last]);
  },
});
