import type { Clock } from "../../base/clock.ts";
import type { Endpoint } from "../../protocol/endpoint.ts";
import type { Transport } from "../../protocol/transport.ts";
import type { Random } from "../../base/random.ts";

/** The smallest and the largest size of messages, in bytes. */
export interface SizeRange {
  readonly lowest: number;
  readonly highest: number;
}

/** What a run does. It can be sent to another thread. */
export interface LoadPlan {
  readonly transport: Transport;
  /** The target that the person typed, or the default. */
  readonly endpoint: Endpoint;
  readonly family?: 4 | 6 | undefined;
  /** TCP connections, or UDP sockets. */
  readonly connections: number;
  /** How long to send, in milliseconds, or how many messages. One of the two is set. */
  readonly durationMs?: number | undefined;
  readonly messages?: number | undefined;
  /**
   * The length of the warm-up, in milliseconds. Its messages do not count. Duration, schedule and number start
   * after it.
   */
  readonly warmupMs: number;
  readonly sizes: SizeRange;
  /** Messages per second. Without it, the next message leaves as soon as one is answered. */
  readonly rate?: number | undefined;
  /** Whether each message has a new connection. */
  readonly newConnection: boolean;
  /** How many messages a connection may have unanswered. */
  readonly pipeline: number;
  /** How many datagrams may be unanswered, of all sockets together. */
  readonly window: number;
  /** Compares every byte of every reply. */
  readonly verify: boolean;
  /**
   * How long to wait for a reply, in milliseconds. Over TCP this counts from the last time that any byte moved on
   * the connection.
   */
  readonly timeoutMs: number;
}

/** The last replies are waited for no longer than this after the end, in milliseconds. */
const longestDrainMs = 4000;

/** How long the last replies are waited for after the end, in milliseconds. */
export function drainMs({ timeoutMs }: LoadPlan): number {
  return Math.min(timeoutMs, longestDrainMs);
}

/** What a run needs from the machine. */
export interface LoadOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Ends the run early. */
  readonly stop: AbortSignal;
  /** The processor time that the thread of this run has used, in milliseconds. */
  readonly cpuMs: () => number;
  /** Milliseconds since 1970: by them results of several machines know whether they were at the same time. */
  readonly wallMs: () => number;
}

/** The part of a plan for one of several threads. */
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
