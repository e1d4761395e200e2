import type { Endpoint } from "../protocol/endpoint.ts";
import type { SocketEvent } from "../protocol/event.ts";
import type { ServiceName } from "../protocol/service/services.ts";
import type { ServerEvent, Summary } from "../server/event.ts";

/** What a thread of a server is to do. */
export interface ServerTask {
  /** 1, 2, …: its sockets are `1#1`, `1#2`, …. */
  readonly number: number;
  readonly endpoint: Endpoint;
  readonly backlog: number | undefined;
  readonly service: ServiceName;
  readonly bufferBytes: number;
  readonly maxConnections: number;
  /** Where all threads count their clients together. */
  readonly places: SharedArrayBuffer;
  readonly idleTimeoutMs: number | undefined;
  readonly graceMs: number;
  /** Whether somebody wants to be told of single clients. */
  readonly tellsClients: boolean;
  /** Whether somebody wants to be told every socket call. */
  readonly tellsCalls: boolean;
  /** When the command's clock stood at 0, in milliseconds since 1970: clocks of threads start at their own 0. */
  readonly zeroMs: number;
}

export type ToServerWorker =
  | { readonly type: "serve"; readonly task: ServerTask }
  | { readonly type: "stop" };

/** What a thread of a server tells, in this order: it listens; events; its end. */
export type FromServerWorker =
  | { readonly type: "listening"; readonly endpoint: Endpoint }
  | { readonly type: "event"; readonly event: ServerEvent }
  | { readonly type: "call"; readonly event: SocketEvent }
  | { readonly type: "ended"; readonly summary: Summary };
