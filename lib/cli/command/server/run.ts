/**
 * The parts of `server`: open the socket and serve (`run.ts`), the same with several threads on one port
 * (`workers.ts`), and show what happens (`sinks.ts`). Serving itself is `server/`; a thread's own file is
 * `thread/server_worker.ts`.
 *
 * @module
 */
import type { Clock } from "../../../base/clock.ts";
import type { Sink } from "../../../base/sink.ts";
import { Network } from "../../../net/network.ts";
import { maxDatagramBytes } from "../../../protocol/datagram.ts";
import type { Endpoint } from "../../../protocol/endpoint.ts";
import type { Observer } from "../../../protocol/event.ts";
import { type ServiceName, services } from "../../../protocol/service/services.ts";
import type { Transport } from "../../../protocol/transport.ts";
import type { Ready, ServerEvent, Summary } from "../../../server/event.ts";
import { serveTcp } from "../../../server/tcp_server.ts";
import { serveUdp } from "../../../server/udp_server.ts";
import { ServerWorkers } from "./workers.ts";

/** One receive of this size and one send of it cost less than four of 64 KiB. */
const defaultTcpBufferBytes = 262_144;

/** What a person can say of a server. */
export interface ServerWishes {
  readonly service: ServiceName;
  readonly buffer: number | undefined;
  readonly maxConnections: number;
  readonly idleTimeout: number | undefined;
  readonly backlog: number | undefined;
  readonly workers: number;
  readonly serial: boolean;
  readonly answerSamePort: boolean;
  readonly once: boolean;
  readonly grace: number;
  readonly quiet: boolean;
}

/** What a server needs of the machine it runs on. */
export interface ServerSurroundings {
  readonly clock: Clock;
  readonly observer: Observer | undefined;
  readonly report: Sink<ServerEvent>;
  readonly stop: AbortSignal;
  giveUpNetwork(): Promise<void>;
}

type Run = (endpoint: Endpoint, wishes: ServerWishes, surroundings: ServerSurroundings) => Promise<Summary>;

/** Binds to `endpoint`, says so, and serves until it is told to stop. */
export function runServer(
  transport: Transport,
  ...[endpoint, wishes, surroundings]: Parameters<Run>
): Promise<Summary> {
  const run = transport === "udp" ? runUdp : wishes.workers > 1 ? runTcpWorkers : runTcp;
  return run(endpoint, wishes, surroundings);
}

const runTcp: Run = async (endpoint, wishes, { clock, observer, report, stop, giveUpNetwork }) => {
  const network = new Network({ clock, side: "server", observer });
  const listener = await network.listenTcp(endpoint, wishes.backlog);
  await giveUpNetwork();
  report(ready("tcp", listener.local, wishes.service));
  const { maxConnections, serial, once, idleTimeout: idleTimeoutMs, grace: graceMs } = wishes;
  return await serveTcp(listener, services[wishes.service], stop, {
    clock,
    report,
    bufferBytes: wishes.buffer ?? defaultTcpBufferBytes,
    maxConnections,
    serial,
    once,
    idleTimeoutMs,
    graceMs,
  });
};

const runTcpWorkers: Run = async (endpoint, wishes, { clock, observer, report, stop, giveUpNetwork }) => {
  const { workers: count, backlog, service, maxConnections, idleTimeout, grace: graceMs, quiet } = wishes;
  const workers = await ServerWorkers.listen(endpoint, new Network({ clock, side: "server" }), {
    clock,
    count,
    observer,
    report,
    task: {
      backlog,
      service,
      bufferBytes: wishes.buffer ?? defaultTcpBufferBytes,
      maxConnections,
      idleTimeoutMs: idleTimeout,
      graceMs,
      tellsClients: !quiet,
    },
  });
  await giveUpNetwork();
  report({ ...ready("tcp", workers.endpoint, service), workers: count });
  return await workers.serve(stop);
};

const runUdp: Run = async (endpoint, wishes, { clock, observer, report, stop }) => {
  const network = new Network({ clock, side: "server", observer });
  const socket = await network.bindUdp(endpoint);
  report(ready("udp", socket.local, wishes.service));
  const { answerSamePort, once, grace: graceMs } = wishes;
  const bufferBytes = Math.min(wishes.buffer ?? maxDatagramBytes, maxDatagramBytes);
  return await serveUdp(socket, services[wishes.service], stop, {
    clock,
    report,
    bufferBytes,
    reportsDatagrams: !wishes.quiet,
    answerSamePort,
    once,
    graceMs,
  });
};

function ready(transport: Transport, { host, port }: Endpoint, service: string): Ready {
  return { event: "ready", transport, host, port, service };
}
