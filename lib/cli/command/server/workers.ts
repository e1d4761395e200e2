import { withParticle } from "../../../base/korean.ts";
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

/** @throws {UsageError} When a server cannot have several threads on this system, or not with the other flags. */
export function checkWorkers(flags: { readonly serial: boolean; readonly once: boolean }): void {
  if (!canSharePort()) {
    throw new UsageError(
      {
        en: "--workers needs Linux: other systems do not divide connections among threads that share a port",
        ko:
          "--workers는 Linux에서만 쓸 수 있습니다. 다른 시스템은 포트를 함께 쓰는 스레드에 연결을 나누어 주지 않습니다",
      },
      {
        en: "leave out --workers: one thread serves any number of clients",
        ko: "--workers를 빼세요. 스레드 하나가 클라이언트를 몇이든 처리합니다",
      },
    );
  }
  for (const flag of ["serial", "once"] as const) {
    if (!flags[flag]) continue;
    throw new UsageError(
      {
        en: `--${flag} and --workers cannot be used together: one client needs one thread`,
        ko: `${
          withParticle(`--${flag}`, "과")
        } --workers는 함께 쓸 수 없습니다. 클라이언트 하나에는 스레드 하나면 됩니다`,
      },
      {
        en: `leave out --${flag} or --workers`,
        ko: `${withParticle(`--${flag}`, "이나")} --workers를 빼세요`,
      },
    );
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
    let waitingClients = 0;
    const take = (told: ServerEvent | SocketEvent): void => {
      if (told.event === "socket") return observer?.(told);
      if (told.event !== "waiting") return report(told);
      waitingClients += told.clients ?? 0;
      report({ ...told, clients: waitingClients });
    };
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
