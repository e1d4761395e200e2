/**
 * One file a command, and a folder of its name for its parts. A command declares its flags and help; its
 * `run()` checks how they go together (a `UsageError`, before anything is opened), chooses the sink that its
 * events go to (`NAME/sinks.ts`), has the work done (`NAME/run.ts`, over what lies below `cli/`) and returns
 * the exit code. What could work without a command line does not live here.
 *
 * @module
 */
import type { Registration } from "../../base/abort.ts";
import type { Clock } from "../../base/clock.ts";
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
    help: "address to bind to; 0.0.0.0 opens it to others",
    initialText: "127.0.0.1",
  }),
  port: valueFlag(portNumber(0), {
    short: "p",
    help: "0: any free port",
    initialText: `${lecturePorts.tcp.server} tcp, ${lecturePorts.udp.server} udp`,
  }),
  service: valueFlag(nameIn(services), { initial: "upper" }),
  buffer: valueFlag(size(1, 16_777_216), {
    help: "receive buffer; a longer datagram is cut",
    initial: 65_536,
  }),
  maxConnections: valueFlag(wholeNumber(1, 1_000_000), {
    only: "tcp",
    help: "close further clients at once",
    initial: 10_000,
  }),
  idleTimeout: valueFlag(duration(), {
    only: "tcp",
    help: "close a client that is silent so long",
    initialText: "off",
  }),
  backlog: valueFlag(wholeNumber(1, 65_535), {
    only: "tcp",
    help: "connections that may wait to be accepted",
    initialText: "511",
  }),
  workers: valueFlag(wholeNumber(1, 64), {
    only: "tcp",
    help: "threads that share the port (Linux)",
    initial: 1,
  }),
  serial: switchFlag({ only: "tcp", help: "one client at a time; the next one waits" }),
  answerSamePort: switchFlag({ only: "udp", help: "answer a port with our own number" }),
  once: switchFlag({ help: "end after the first client or datagram" }),
  for: valueFlag(duration(), { help: "end by itself after so long" }),
  grace: valueFlag(duration(0), { help: "when stopping, wait for busy clients", initial: 5000 }),
  hex: switchFlag({ help: "show the bytes both ways, as hex and text" }),
  ...reportFlags,
};

export const server = defineCommand({
  name: "server",
  summary: "run a server that answers in capitals",
  operands: [transportOperand, { usage: "[address]" }],
  about: [
    "Runs the lecture's server: what comes in goes back in capitals. Many clients at once, each with a socket of its own. Ctrl-C stops it: it answers what it has received and prints a summary.",
  ],
  flags,
  examples: [
    ["capsock server tcp", "on 127.0.0.1:10825"],
    ["capsock server tcp --host 0.0.0.0", "other machines can connect"],
    ["capsock server udp :9000 --service echo", "an echo server over UDP"],
    ["capsock server tcp --port 0 --for 60s --json", "for a CI job"],
  ],
  async run({ positionals, flags: values }, host) {
    const { transport, endpoint } = parseBindOperands("server", positionals, values);
    if (values.workers > 1) checkWorkers(values);
    const { clock, giveUpNetwork } = host;
    using ending = endAfter(values.for, clock);
    await runServer(transport, endpoint, values, {
      clock,
      observer: observerFor(values, host),
      report: serverSink(formatOf(values), values.quiet, host),
      stop: AbortSignal.any([host.stop.signal, ending.signal]),
      giveUpNetwork,
    });
    return exitCode.ok;
  },
});

/** A signal that is aborted after so long; never where `durationMs` is undefined. */
function endAfter(
  durationMs: number | undefined,
  clock: Clock,
): Registration & { readonly signal: AbortSignal } {
  const ended = new AbortController();
  const cancel = durationMs === undefined ? undefined : clock.after(durationMs, () => ended.abort());
  return { signal: ended.signal, [Symbol.dispose]: () => cancel?.() };
}
