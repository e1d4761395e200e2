/** A thread of `server tcp --workers`. It listens on the shared port and serves its part of the connections. */
import type { Clock } from "../base/clock.ts";
import type { Endpoint } from "../protocol/endpoint.ts";
import type { SocketEvent } from "../protocol/event.ts";
import { type ServiceName, services } from "../protocol/service/services.ts";
import { Network } from "../net/network.ts";
import { SocketNumbers } from "../net/socket_numbers.ts";
import type { ServerEvent, Summary } from "../server/event.ts";
import { sharedPlaces } from "../server/places.ts";
import { serveTcp } from "../server/tcp_server.ts";
import { systemClock } from "./system_clock.ts";
import { type MainThread, runThread, type ThreadOf } from "./thread.ts";

export type ServerThread = ThreadOf<typeof serve>;

export interface ServerTask {
  /** The number of the thread, from 1. The sockets of thread 1 are `1#1`, `1#2`, …. */
  readonly number: number;
  readonly endpoint: Endpoint;
  readonly backlog: number | undefined;
  readonly service: ServiceName;
  readonly bufferBytes: number;
  readonly maxConnections: number;
  /** Shared memory in which all threads count their clients together. */
  readonly places: SharedArrayBuffer;
  readonly idleTimeoutMs: number | undefined;
  readonly graceMs: number;
  /** Whether events of single clients are shown. */
  readonly tellsClients: boolean;
  /** Whether every socket call is shown. */
  readonly tellsCalls: boolean;
  /** When the command's clock was at 0, in milliseconds since 1970: each thread's clock has another 0. */
  readonly zeroMs: number;
}

runThread(serve);

/** It is ready when it listens. Clients that come before all threads are ready wait in the backlog. */
async function serve(
  task: ServerTask,
  { ready, tell, stop }: MainThread<Endpoint, ServerEvent | SocketEvent>,
): Promise<Summary> {
  const clock = clockFrom(task.zeroMs);
  const network = new Network({
    clock,
    side: "server",
    observer: task.tellsCalls ? (event) => tell(copyOf(event)) : undefined,
    numbers: new SocketNumbers(`${task.number}#`),
  });
  const listener = await network.listenTcp(task.endpoint, task.backlog, { sharesPort: true });
  await ready(listener.local);
  const { bufferBytes, maxConnections, idleTimeoutMs, graceMs } = task;
  return await serveTcp(listener, services[task.service], stop, {
    clock,
    report: (event) => isWanted(event, task) && tell(event),
    bufferBytes,
    maxConnections,
    places: sharedPlaces(task.places, maxConnections),
    idleTimeoutMs,
    graceMs,
  });
}

function clockFrom(zeroMs: number): Clock {
  return { ...systemClock(), now: () => performance.timeOrigin + performance.now() - zeroMs };
}

function isWanted({ event }: ServerEvent, { tellsClients }: ServerTask): boolean {
  const isOfClient = event === "accepted" || event === "closed";
  return event !== "summary" && (!isOfClient || tellsClients);
}

/** A view would be sent with its whole buffer. */
function copyOf(event: SocketEvent): SocketEvent {
  return event.data === undefined ? event : { ...event, data: event.data.slice() };
}
