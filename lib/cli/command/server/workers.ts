import { requireWorker } from "../../line/flag_checks.ts";
import type { Endpoint } from "../../../protocol/endpoint.ts";
import type { Observer, SocketEvent } from "../../../protocol/event.ts";
import { canSharePort } from "../../../net/abilities.ts";
import type { Network } from "../../../net/network.ts";
import type { ServerEvent, Summary } from "../../../server/event.ts";
import { sharedPlacesMemory } from "../../../server/places.ts";
import type { ServerTask, ServerThread } from "../../../thread/server_worker.ts";
import type { Clock } from "../../../base/clock.ts";
import { Thread } from "../../../thread/thread.ts";
import { workerUrl } from "../../../thread/worker_url.ts";
import { UsageError } from "../../line/usage_error.ts";

/** @throws {UsageError} When a server with several threads cannot be had here, or not with what else is asked. */
export function checkWorkers(flags: { readonly serial: boolean; readonly once: boolean }): void {
  if (!canSharePort()) {
    throw new UsageError(
      "--workers needs Linux: elsewhere the system does not divide connections among those who share a port",
      "leave it out: one thread serves any number of clients",
    );
  }
  for (const flag of ["serial", "once"] as const) {
    if (!flags[flag]) continue;
    const hint = `leave out --${flag} or --workers`;
    throw new UsageError(`--${flag} and --workers exclude each other: one client needs one thread`, hint);
  }
  requireWorker("server");
}

export interface ServerWorkersOptions {
  /** What all threads do alike. */
  readonly task: Omit<ServerTask, "number" | "endpoint" | "places" | "zeroMs" | "tellsCalls">;
  readonly clock: Clock;
  readonly count: number;
  /** Is told the calls of all threads as they tell them. */
  readonly observer: Observer | undefined;
  readonly report: (event: ServerEvent) => void;
}

/**
 * A TCP server of several threads that listen on one port. The system gives each a part of the connections;
 * what they report comes together here.
 */
export class ServerWorkers {
  readonly #threads: ServerThread[];
  readonly #startMs: number;
  #endpoint: Endpoint;

  private constructor(endpoint: Endpoint, readonly options: ServerWorkersOptions) {
    const { clock, count, observer, report } = options;
    this.#startMs = clock.now();
    this.#endpoint = endpoint;
    const take = (told: ServerEvent | SocketEvent): void =>
      told.event === "socket" ? observer?.(told) : report(told);
    this.#threads = Array.from(
      { length: count },
      (_, index) => new Thread(workerUrl("server"), index + 1, take),
    );
  }

  /**
   * Starts the threads. When it returns, all of them listen.
   *
   * @param network Is asked first whether the port is free: those who share a port are not told.
   * @throws {Failure} As `listenTcp`.
   */
  static async listen(
    endpoint: Endpoint,
    network: Network,
    options: ServerWorkersOptions,
  ): Promise<ServerWorkers> {
    (await network.listenTcp(endpoint)).close();
    const workers = new ServerWorkers(endpoint, options);
    try {
      await workers.#listen();
      return workers;
    } catch (error) {
      workers.#terminate();
      throw error;
    }
  }

  /** The address that they share. */
  get endpoint(): Endpoint {
    return this.#endpoint;
  }

  /** The first one may let the system choose the port; the others follow. */
  async #listen(): Promise<void> {
    const { clock, observer, task } = this.options;
    const zeroMs = performance.timeOrigin + performance.now() - clock.now();
    const shared = { ...task, places: sharedPlacesMemory(), zeroMs, tellsCalls: observer !== undefined };
    const listen = (thread: ServerThread, index: number): Promise<Endpoint> =>
      thread.prepare({ ...shared, number: index + 1, endpoint: this.#endpoint });
    this.#endpoint = await listen(this.#threads[0]!, 0);
    await Promise.all(this.#threads.slice(1).map((thread, index) => listen(thread, index + 1)));
  }

  /**
   * Serves until `stop` is aborted, lets every thread answer what it has received, and returns the totals of
   * all.
   *
   * @throws {Error} When a thread died: then nothing is waited for.
   */
  async serve(stop: AbortSignal): Promise<Summary> {
    const { clock, report } = this.options;
    try {
      const summaries = await Promise.all(this.#threads.map((thread) => thread.run(stop)));
      const summary = { ...summaries.reduce(added), durationMs: clock.now() - this.#startMs };
      report(summary);
      return summary;
    } finally {
      this.#terminate();
    }
  }

  #terminate(): void {
    for (const thread of this.#threads) thread.terminate();
  }
}

function added(one: Summary, other: Summary): Summary {
  return {
    ...one,
    connections: one.connections + other.connections,
    messages: one.messages + other.messages,
    bytesIn: one.bytesIn + other.bytesIn,
    bytesOut: one.bytesOut + other.bytesOut,
    cutOff: one.cutOff + other.cutOff,
  };
}
