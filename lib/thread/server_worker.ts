/** A thread of `server tcp --workers`: it listens on the port that it shares, and serves what it gets. */
import type { Clock } from "../base/clock.ts";
import type { SocketEvent } from "../protocol/event.ts";
import { services } from "../protocol/service/services.ts";
import { Network } from "../net/network.ts";
import type { ServerEvent } from "../server/event.ts";
import { sharedPlaces } from "../server/places.ts";
import { serveTcp } from "../server/tcp_server.ts";
import type { FromServerWorker, ServerTask, ToServerWorker } from "./server_message.ts";
import { systemClock } from "./system_clock.ts";
import { threadFailed, threadScope } from "./thread.ts";

const thread = threadScope<ToServerWorker, FromServerWorker>();
const tell = (message: FromServerWorker): void => thread.postMessage(message);
const stop = new AbortController();

thread.addEventListener("message", ({ data }) => {
  if (data.type === "stop") stop.abort();
  else serve(data.task).catch((error) => thread.postMessage(threadFailed(error)));
});

async function serve(task: ServerTask): Promise<void> {
  const clock = clockFrom(task.zeroMs);
  let sockets = 0;
  const network = new Network({
    clock,
    side: "server",
    observer: task.tellsCalls ? tellCall : undefined,
    nextId: () => `${task.number}#${++sockets}`,
  });
  const listener = await network.listenTcp(task.endpoint, task.backlog, { sharesPort: true });
  tell({ type: "listening", endpoint: listener.local });
  const { bufferBytes, maxConnections, idleTimeoutMs, graceMs } = task;
  const summary = await serveTcp(listener, services[task.service], stop.signal, {
    clock,
    report: (event) => tellEvent(event, task),
    bufferBytes,
    maxConnections,
    places: sharedPlaces(task.places, maxConnections),
    idleTimeoutMs,
    graceMs,
  });
  tell({ type: "ended", summary });
}

function clockFrom(zeroMs: number): Clock {
  return { ...systemClock(), now: () => performance.timeOrigin + performance.now() - zeroMs };
}

function tellEvent(event: ServerEvent, { tellsClients }: ServerTask): void {
  const isOfClient = event.event === "accepted" || event.event === "closed";
  if (event.event === "summary" || (isOfClient && !tellsClients)) return;
  tell({ type: "event", event });
}

function tellCall(event: SocketEvent): void {
  // A view would be sent with all of the buffer that it is a view of.
  const own = event.data === undefined ? {} : { data: event.data.slice() };
  tell({ type: "call", event: { ...event, ...own } });
}
