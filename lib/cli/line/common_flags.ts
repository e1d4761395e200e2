import { lecturePorts } from "../../protocol/transport.ts";
import { languages, sameInAll } from "../../base/text.ts";
import { anyText, oneOf, portNumber } from "../../setting/types.ts";
import { switchFlag, valueFlag } from "./flag.ts";
import { checkReachHost } from "./operands.ts";

/** Flags that every command has. */
export const commonFlags = {
  help: switchFlag({ short: "h", help: { en: "show this help", ko: "이 도움말 표시" } }),
  lang: valueFlag(oneOf(languages), {
    help: { en: "language of everything that a person reads", ko: "사람이 읽는 모든 글의 언어" },
    initialText: { en: "the system's", ko: "시스템 언어" },
  }),
  noColor: switchFlag({ help: { en: "never use colours", ko: "색을 쓰지 않음" } }),
};

/** Flags of the commands that open sockets. */
export const traceFlags = {
  trace: switchFlag({ help: { en: "show each socket call", ko: "소켓 호출을 모두 표시" } }),
  explain: switchFlag({ help: { en: "explain each socket call", ko: "소켓 호출마다 설명 표시" } }),
  showData: switchFlag({
    help: { en: "show each socket call with its first bytes", ko: "소켓 호출을 데이터의 앞부분과 함께 표시" },
  }),
};

/** Flags of the commands that report events. */
export const reportFlags = {
  json: switchFlag({
    help: { en: "one JSON object per line on standard output", ko: "표준 출력에 한 줄마다 JSON 객체 하나" },
  }),
  ...traceFlags,
  quiet: switchFlag({ short: "q", help: { en: "only results and errors", ko: "결과와 오류만 표시" } }),
};

/** The target of a client, said as a server's address can be said. */
export const targetFlags = {
  host: valueFlag(anyText("HOST", checkReachHost), {
    help: { en: "the target's name or address", ko: "대상의 이름이나 주소" },
    initialText: sameInAll("localhost"),
  }),
  port: valueFlag(portNumber(1), {
    short: "p",
    help: { en: "the target's port", ko: "대상의 포트 번호" },
    initialText: sameInAll(`${lecturePorts.tcp.server} tcp, ${lecturePorts.udp.server} udp`),
  }),
};
