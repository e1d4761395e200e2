/**
 * Each command is one file, with a folder of the same name for its parts. A command declares its flags and help.
 * Its `run()` checks how the flags go together (a `UsageError`, before anything is opened), chooses the sink for
 * its events (`NAME/sinks.ts`), has the work done (`NAME/run.ts`, over what lies below `cli/`) and returns the
 * exit code. What could work without a command line does not live here.
 *
 * @module
 */
import type { Registration } from "../../base/abort.ts";
import type { Clock } from "../../base/clock.ts";
import { type Language, sameInAll } from "../../base/text.ts";
import { lecturePorts } from "../../protocol/transport.ts";
import { services } from "../../protocol/service/services.ts";
import { defineCommand } from "../line/command.ts";
import { reportFlags } from "../line/common_flags.ts";
import { exitCode } from "../exit_code.ts";
import { formatOf } from "../host/format.ts";
import { anyText, duration, nameIn, portNumber, size, wholeNumber } from "../../setting/types.ts";
import { switchFlag, valueFlag } from "../line/flag.ts";
import { observerFor } from "../host/observer.ts";
import { checkBindHost, parseBindOperands, transportOperand } from "../line/operands.ts";
import { runServer } from "./server/run.ts";
import { serverSink } from "./server/sinks.ts";
import { checkWorkers } from "./server/workers.ts";

const flags = {
  host: valueFlag(anyText("ADDRESS", checkBindHost), {
    help: {
      en: "address to bind to; 0.0.0.0: other machines can connect",
      ko: "바인드할 주소. 0.0.0.0이면 다른 컴퓨터도 연결 가능",
    },
    initialText: sameInAll("127.0.0.1"),
  }),
  port: valueFlag(portNumber(0), {
    short: "p",
    help: { en: "port to bind to; 0: any free port", ko: "바인드할 포트. 0이면 빈 포트" },
    initialText: sameInAll(`${lecturePorts.tcp.server} tcp, ${lecturePorts.udp.server} udp`),
  }),
  service: valueFlag(nameIn(services), { initial: "upper" }),
  buffer: valueFlag(size(1, 16_777_216), {
    help: { en: "receive buffer; cuts off longer datagrams", ko: "수신 버퍼. 더 긴 데이터그램은 잘림" },
    initialText: sameInAll("256KiB tcp, 64KiB udp"),
  }),
  maxConnections: valueFlag(wholeNumber(1, 1_000_000), {
    only: "tcp",
    help: { en: "close clients beyond this many at once", ko: "이보다 많은 클라이언트는 바로 닫음" },
    initial: 10_000,
  }),
  idleTimeout: valueFlag(duration(), {
    only: "tcp",
    help: {
      en: "close a client that is idle for this long",
      ko: "이 시간 동안 전송이 없는 클라이언트를 닫음",
    },
    initialText: { en: "off", ko: "없음" },
  }),
  backlog: valueFlag(wholeNumber(1, 65_535), {
    only: "tcp",
    help: { en: "connections that can wait for accept", ko: "수락을 기다릴 수 있는 연결 수(백로그)" },
    initialText: sameInAll("511"),
  }),
  workers: valueFlag(wholeNumber(1, 64), {
    only: "tcp",
    help: { en: "threads that share the port (Linux)", ko: "포트 하나를 나누어 맡는 스레드 수(Linux)" },
    initial: 1,
  }),
  serial: switchFlag({
    only: "tcp",
    help: { en: "one client at a time; the next one waits", ko: "한 번에 한 클라이언트. 다음은 대기" },
  }),
  answerSamePort: switchFlag({
    only: "udp",
    help: {
      en: "also answer a client on this same port number",
      ko: "이 서버와 포트 번호가 같은 상대측에도 응답",
    },
  }),
  once: switchFlag({
    help: { en: "stop after the first client or datagram", ko: "첫 클라이언트나 데이터그램 뒤에 종료" },
  }),
  for: valueFlag(duration(), {
    help: { en: "stop automatically after this long", ko: "이 시간이 지나면 자동으로 종료" },
  }),
  grace: valueFlag(duration(0), {
    help: {
      en: "at the end, wait this long for busy clients",
      ko: "종료할 때 처리 중인 클라이언트를 기다리는 시간",
    },
    initial: 5000,
  }),
  hex: switchFlag({
    help: { en: "show the bytes both ways, as hex and text", ko: "오가는 바이트를 16진수와 글자로 표시" },
  }),
  ...reportFlags,
};

/** What each service does. */
function serviceList(language: Language): string {
  const list = Object.entries(services).map(([name, { summary }]) => `${name}: ${summary[language]}`);
  return `${list.join("; ")}.`;
}

export const server = defineCommand({
  name: "server",
  summary: { en: "run a server that answers in capitals", ko: "대문자로 답하는 서버 실행" },
  operands: [transportOperand, { usage: "[address]" }],
  about: [
    {
      en:
        "Runs the lecture's server, which sends back what it receives in capitals. It serves many clients at once, each on its own socket. Ctrl-C stops it: it first answers what it has received, then prints a summary.",
      ko:
        "강의의 서버를 실행합니다. 수신한 것을 대문자로 바꾸어 돌려보냅니다. 여러 클라이언트를 동시에 처리하며, 클라이언트마다 연결 소켓을 하나씩 씁니다. Ctrl-C를 누르면 이미 수신한 것에 답하고 요약을 출력한 뒤 끝납니다.",
    },
    { en: serviceList("en"), ko: serviceList("ko") },
  ],
  flags,
  examples: [
    ["capsock server tcp", { en: "on 127.0.0.1:10825", ko: "127.0.0.1:10825에서" }],
    ["capsock server tcp --host 0.0.0.0", {
      en: "other machines can connect",
      ko: "다른 컴퓨터에서도 연결 가능",
    }],
    ["capsock server udp :9000 --service echo", { en: "an echo server over UDP", ko: "UDP 에코 서버" }],
    ["capsock server tcp --port 0 --for 60s --json", { en: "for a CI job", ko: "CI 작업용" }],
  ],
  async run({ positionals, flags: values }, host) {
    const { transport, endpoint } = parseBindOperands("server", positionals, values);
    if (values.workers > 1) checkWorkers(values);
    const { clock, giveUpNetwork } = host;
    using ending = endAfter(values.for, clock);
    await runServer(transport, endpoint, values, {
      clock,
      observer: await observerFor(values, host),
      report: serverSink(formatOf(values), values.quiet, host),
      stop: AbortSignal.any([host.stop.signal, ending.signal]),
      giveUpNetwork,
    });
    return exitCode.ok;
  },
});

/** A signal that is aborted after `durationMs`, or never if that is undefined. */
function endAfter(
  durationMs: number | undefined,
  clock: Clock,
): Registration & { readonly signal: AbortSignal } {
  const ended = new AbortController();
  const cancel = durationMs === undefined ? undefined : clock.after(durationMs, () => ended.abort());
  return { signal: ended.signal, [Symbol.dispose]: () => cancel?.() };
}
