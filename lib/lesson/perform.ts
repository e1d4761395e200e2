import { unlessAborted } from "../base/abort.ts";
import type { Clock } from "../base/clock.ts";
import type { Observer, SocketEvent } from "../protocol/event.ts";
import { Network, type NetworkOptions, socketNumbers } from "../net/network.ts";
import type { Resolver } from "../net/resolver.ts";
import type { Lesson } from "./lesson.ts";
import { begun, OpenSockets, Party } from "../stage/party.ts";
import type { Text } from "../base/text.ts";

/** A step that takes longer than this did not bring what it was to bring, in milliseconds. */
const stepLimitMs = 5000;

export interface PerformOptions {
  readonly clock: Clock;
  /** Ends the lesson in the middle of whatever it does. */
  readonly stop: AbortSignal;
  /** Shows what comes next; the lesson goes on when it resolves, and no time limit runs until then. */
  readonly step: (text: Text) => Promise<void>;
  readonly note: (text: Text) => void;
  readonly observe: Observer;
  /** What a step may take, in milliseconds, without the time in which the learner reads. */
  readonly stepLimitMs?: number;
  /** Left out, one that knows no name: nothing leaves this machine. */
  readonly resolver?: Resolver;
  /** Makes the network of each side. */
  readonly network?: (options: NetworkOptions) => Network;
}

/**
 * Gives a lesson its stage and closes all its sockets at the end.
 *
 * @returns What was seen; `undefined` when it did not happen, or not in time.
 * @throws {Failure} Of a call that the lesson is not about. The signal's reason when it was stopped.
 */
export async function perform(lesson: Lesson, options: PerformOptions): Promise<Text[] | undefined> {
  const { clock, stop, note } = options;
  stop.throwIfAborted();
  const over = new AbortController();
  const sockets = new OpenSockets();
  const events: SocketEvent[] = [];
  const limit = new Limit(clock, options.stepLimitMs ?? stepLimitMs);
  const side = (name: "server" | "client"): Party => {
    const network = makeNetwork({
      clock,
      nextId,
      side: name,
      resolver: options.resolver ?? noNames,
      observer: (event) => {
        const { data: _, ...withoutData } = event;
        events.push(withoutData);
        options.observe(event);
      },
    });
    return new Party(network, sockets, over.signal);
  };
  const nextId = socketNumbers();
  const makeNetwork = options.network ?? ((networkOptions) => new Network(networkOptions));
  const say = async (text: Text): Promise<void> => {
    over.signal.throwIfAborted();
    limit.lift();
    await options.step(text);
    over.signal.throwIfAborted();
    limit.set();
  };
  limit.set();
  try {
    const [server, client] = [side("server"), side("client")];
    const run = begun(lesson.run({ clock, server, client, say, note, events, stop: over.signal }));
    return await unlessAborted(Promise.race([run, limit.passed]), stop);
  } finally {
    limit.lift();
    over.abort();
    sockets.closeAll();
  }
}

/** Says that a step took too long. */
class Limit {
  readonly #passed = Promise.withResolvers<undefined>();
  #cancel = (): void => {};

  constructor(readonly clock: Clock, readonly limitMs: number) {}

  get passed(): Promise<undefined> {
    return this.#passed.promise;
  }

  set(): void {
    this.lift();
    this.#cancel = this.clock.after(this.limitMs, () => this.#passed.resolve(undefined));
  }

  lift(): void {
    this.#cancel();
  }
}

/** Fails for every name as the system does for one that ends with `.invalid` (RFC 6761, section 6.4). */
const noNames: Resolver = (host) => {
  return Promise.reject(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: "ENOTFOUND" }));
};
