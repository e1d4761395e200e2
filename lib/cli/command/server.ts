import type { Endpoint } from "../../protocol/endpoint.ts";
import { maxDatagramBytes } from "../../protocol/datagram.ts";
import type { Transport } from "../../protocol/transport.ts";
import { type ServiceName, services } from "../../protocol/service/services.ts";
import { Network } from "../../net/network.ts";
import { giveUpNetwork } from "../../net/permissions.ts";
import type { Ready, ServerEvent, Summary } from "../../server/event.ts";
import { serveTcp } from "../../server/tcp_server.ts";
import { serveUdp } from "../../server/udp_server.ts";
import { jsonLine } from "../../report/json.ts";
import { serverLines } from "../../report/server/text.ts";
import { defineCommand } from "../line/command.ts";
import { reportFlags } from "../line/common_flags.ts";
import { exitCode } from "../exit_code.ts";
import {
  choiceFlag,
  countFlag,
  durationFlag,
  type FlagValues,
  portFlag,
  sizeFlag,
  switchFlag,
  textFlag,
} from "../line/flag.ts";
import type { Host } from "../host/host.ts";
import { observerFor } from "../host/observer.ts";
import { checkBindHost, parseBindOperands, transportOperand } from "../line/operands.ts";
import { checkWorkers, ServerWorkers } from "./server/workers.ts";

const defaultBufferBytes = 65_536;

const flags = {
  host: textFlag({
    placeholder: "ADDRESS",
    help: "address to bind to; 0.0.0.0 opens it to others",
    initial: undefined,
    initialText: "127.0.0.1",
    check: checkBindHost,
  }),
  port: portFlag({
    short: "p",
    lowest: 0,
    help: "0: any free port",
    initialText: "10825 tcp, 11758 udp",
  }),
  service: choiceFlag(Object.keys(services) as ServiceName[], {
    help: "upper, echo or discard",
    placeholder: "NAME",
    initial: "upper",
  }),
  buffer: sizeFlag({
    help: "receive buffer; a longer datagram is cut",
    initial: undefined,
    initialText: "64KiB",
    lowest: 1,
    highest: 16_777_216,
  }),
  maxConnections: countFlag({
    only: "tcp",
    help: "close further clients at once",
    initial: 10_000,
    initialText: "10000",
    lowest: 1,
    highest: 1_000_000,
  }),
  idleTimeout: durationFlag({
    only: "tcp",
    help: "close a client that is silent so long",
    initial: undefined,
    initialText: "off",
    lowestMs: 1,
  }),
  backlog: countFlag({
    only: "tcp",
    help: "connections that may wait to be accepted",
    initial: undefined,
    initialText: "511",
    lowest: 1,
    highest: 65_535,
  }),
  workers: countFlag({
    only: "tcp",
    help: "threads that share the port (Linux)",
    initial: 1,
    initialText: "1",
    lowest: 1,
    highest: 64,
  }),
  serial: switchFlag({
    only: "tcp",
    help: "one client at a time; the next one waits",
  }),
  answerSamePort: switchFlag({ only: "udp", help: "answer a port with our own number" }),
  once: switchFlag({ help: "end after the first client or datagram" }),
  for: durationFlag({ help: "end by itself after so long", initial: undefined, lowestMs: 1 }),
  grace: durationFlag({
    help: "when stopping, wait for busy clients",
    initial: 5000,
    initialText: "5s",
  }),
  hex: switchFlag({ help: "show the bytes both ways, as hex and text" }),
  ...reportFlags,
};

type ServerFlags = FlagValues<typeof flags>;

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
    const run = transport === "udp" ? runUdp : values.workers > 1 ? runTcpWorkers : runTcp;
    await run(endpoint, values, host, stopAfter(values.for, host));
    return exitCode.ok;
  },
});

async function runTcp(
  endpoint: Endpoint,
  values: ServerFlags,
  host: Host,
  stop: AbortSignal,
): Promise<Summary> {
  const { clock } = host;
  const network = new Network({ clock, side: "server", observer: observerFor(values, host) });
  const listener = await network.listenTcp(endpoint, values.backlog);
  await giveUpNetwork();
  const report = reporter(values, host);
  report(ready("tcp", listener.local, values.service));
  const { maxConnections, serial, once, idleTimeout: idleTimeoutMs, grace: graceMs } = values;
  const bufferBytes = values.buffer ?? defaultBufferBytes;
  return await serveTcp(listener, services[values.service], stop, {
    clock,
    report,
    bufferBytes,
    maxConnections,
    serial,
    once,
    idleTimeoutMs,
    graceMs,
  });
}

async function runTcpWorkers(
  endpoint: Endpoint,
  values: ServerFlags,
  host: Host,
  stop: AbortSignal,
): Promise<Summary> {
  const { clock } = host;
  const { workers: count, backlog, service, maxConnections, idleTimeout, grace: graceMs, quiet } = values;
  const report = reporter(values, host);
  const workers = await ServerWorkers.listen(endpoint, new Network({ clock, side: "server" }), {
    clock,
    count,
    observer: observerFor(values, host),
    report,
    task: {
      backlog,
      service,
      bufferBytes: values.buffer ?? defaultBufferBytes,
      maxConnections,
      idleTimeoutMs: idleTimeout,
      graceMs,
      tellsClients: !quiet,
    },
  });
  await giveUpNetwork();
  report({ ...ready("tcp", workers.endpoint, service), workers: count });
  return await workers.serve(stop);
}

async function runUdp(
  endpoint: Endpoint,
  values: ServerFlags,
  host: Host,
  stop: AbortSignal,
): Promise<Summary> {
  const { clock } = host;
  const network = new Network({ clock, side: "server", observer: observerFor(values, host) });
  const socket = await network.bindUdp(endpoint);
  const report = reporter(values, host);
  report(ready("udp", socket.local, values.service));
  const { answerSamePort, once, grace: graceMs } = values;
  const bufferBytes = Math.min(values.buffer ?? maxDatagramBytes, maxDatagramBytes);
  return await serveUdp(socket, services[values.service], stop, {
    clock,
    report,
    bufferBytes,
    reportsDatagrams: !values.quiet,
    answerSamePort,
    once,
    graceMs,
  });
}

function ready(transport: Transport, { host, port }: Endpoint, service: string): Ready {
  return { event: "ready", transport, host, port, service };
}

/** Single clients and datagrams are not told when it shall be quiet. */
const quietEvents: ReadonlySet<ServerEvent["event"]> = new Set(["accepted", "closed", "datagram"]);

function reporter({ json, quiet }: ServerFlags, { out, err }: Host): (event: ServerEvent) => void {
  return (event) => {
    if (quiet && quietEvents.has(event.event)) return;
    if (json) out.line(jsonLine(event));
    else if (event.event === "warning") serverLines(event).forEach((line) => err.line(line));
    else serverLines(event).forEach((line) => out.line(line));
  };
}

function stopAfter(durationMs: number | undefined, { clock, stop }: Host): AbortSignal {
  if (durationMs === undefined) return stop.signal;
  const ended = new AbortController();
  clock.after(durationMs, () => ended.abort());
  return AbortSignal.any([stop.signal, ended.signal]);
}
