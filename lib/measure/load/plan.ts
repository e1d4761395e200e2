import type { Clock } from "../../base/clock.ts";
import type { Endpoint } from "../../protocol/endpoint.ts";
import type { Transport } from "../../protocol/transport.ts";
import type { Random } from "../../base/random.ts";

/** The sizes of messages, in bytes, both included. */
export interface SizeRange {
  readonly lowest: number;
  readonly highest: number;
}

/** What is to be done. It can be sent to another thread. */
export interface LoadPlan {
  readonly transport: Transport;
  /** As the person wrote it, or the default. */
  readonly endpoint: Endpoint;
  readonly family?: 4 | 6 | undefined;
  /** TCP connections, or UDP sockets. */
  readonly connections: number;
  /** How long messages are sent, in milliseconds, or how many. One of the two is there. */
  readonly durationMs?: number | undefined;
  readonly messages?: number | undefined;
  /** What is sent so long at first does not count, in milliseconds. Then all begins: duration, schedule, number. */
  readonly warmupMs: number;
  readonly sizes: SizeRange;
  /** Messages per second by a schedule; left out, the next leaves as soon as one is answered. */
  readonly rate?: number | undefined;
  /** Whether each message has a connection of its own. */
  readonly newConnection: boolean;
  /** How many messages a connection may have unanswered. */
  readonly pipeline: number;
  /** How many datagrams may be unanswered, of all sockets together. */
  readonly window: number;
  /** Compares every byte of every reply. */
  readonly verify: boolean;
  /**
   * After this a message counts as not answered, in milliseconds. Over TCP counted from the last moment at which
   * anything moved on its connection.
   */
  readonly timeoutMs: number;
}

/** What a run needs of the machine. */
export interface LoadOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Ends the run early. */
  readonly stop: AbortSignal;
  /** The processor time that the thread of this run has used, in milliseconds. */
  readonly cpuMs: () => number;
}

/** The part of a plan that one of several threads does. */
export function shareOf(plan: LoadPlan, index: number, workers: number): LoadPlan {
  const part = (whole: number): number =>
    Math.floor((whole * (index + 1)) / workers) - Math.floor((whole * index) / workers);
  const { messages, rate } = plan;
  return {
    ...plan,
    connections: part(plan.connections),
    window: Math.max(1, part(plan.window)),
    messages: messages === undefined ? undefined : part(messages),
    rate: rate === undefined ? undefined : rate / workers,
  };
}
