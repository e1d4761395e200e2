import { unlessAborted } from "../base/abort.ts";
import type { Clock } from "../base/clock.ts";
import type { Text } from "../base/text.ts";
import { Network, type NetworkOptions } from "../net/network.ts";
import { SocketNumbers } from "../net/socket_numbers.ts";
import type { Resolver } from "../net/resolver.ts";
import type { Observer, SocketEvent } from "../protocol/event.ts";
import { begun, OpenSockets, Party } from "./party.ts";
import type { Stage } from "./stage.ts";
import { StepLimit } from "./step_limit.ts";

/** A step that takes longer than this did not bring what it was to bring, in milliseconds. */
const stepLimitMs = 5000;

export interface StageOptions {
  readonly clock: Clock;
  /** Ends everything in the middle of whatever it does. */
  readonly stop: AbortSignal;
  /** Shows what comes next; the next step begins when it resolves, and no time limit runs until then. */
  readonly step: (text: Text) => Promise<void>;
  readonly note: (text: Text) => void;
  readonly observe: Observer;
  /** What a step may take, in milliseconds, without the time in which somebody reads. */
  readonly stepLimitMs?: number;
  /** Left out, one that knows no name: nothing leaves this machine. */
  readonly resolver?: Resolver;
  /** Makes the network of each side. */
  readonly network?: (options: NetworkOptions) => Network;
}

/**
 * Gives `run` a stage: both sides on this machine, a limit for each step, and all sockets closed at the end.
 *
 * @returns What `run` gave; `undefined` when a step was not done in time.
 * @throws What `run` throws. The signal's reason when it was stopped.
 */
export async function onStage<T>(
  run: (stage: Stage) => Promise<T>,
  options: StageOptions,
): Promise<T | undefined> {
  const { clock, stop, note } = options;
  stop.throwIfAborted();
  const events: SocketEvent[] = [];
  const over = new AbortController();
  using sockets = new OpenSockets();
  using _ = { [Symbol.dispose]: () => over.abort() };
  using limit = new StepLimit(clock, options.stepLimitMs ?? stepLimitMs);
  const numbers = new SocketNumbers();
  const makeNetwork = options.network ?? ((networkOptions) => new Network(networkOptions));
  const side = (name: "server" | "client"): Party => {
    const network = makeNetwork({
      clock,
      numbers,
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
  const say = async (text: Text): Promise<void> => {
    over.signal.throwIfAborted();
    limit.lift();
    await options.step(text);
    over.signal.throwIfAborted();
    limit.set();
  };
  limit.set();
  const [server, client] = [side("server"), side("client")];
  const running = begun(run({ clock, server, client, say, note, events, stop: over.signal }));
  return await unlessAborted(Promise.race([running, limit.passed]), stop);
}

/** Fails for every name as the system does for one that ends with `.invalid` (RFC 6761, section 6.4). */
const noNames: Resolver = (host) => {
  return Promise.reject(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: "ENOTFOUND" }));
};
