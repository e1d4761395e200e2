import type { SocketCall } from "./call.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Transport } from "./transport.ts";

/** What was tried when a call failed. */
export interface Attempt {
  readonly call: SocketCall;
  readonly transport: Transport;
  /** The peer, or for `bind` and `listen` the local address. */
  readonly endpoint?: Endpoint;
  /** The only family of addresses that was asked for. */
  readonly family?: 4 | 6;
  /** What the person wrote for the peer, where `endpoint` has the address that was found for it. */
  readonly name?: string;
  /** The addresses that were tried, where `endpoint` has a name with several. */
  readonly tried?: readonly string[];
  /** Set where our own deadline ended the wait; left out where the system gave up. */
  readonly deadlineMs?: number;
  /** Which executable this is, where its permissions are the reason. */
  readonly edition?: string;
  /** No reply was waited for. */
  readonly idle?: true;
  /** Size of what was to be sent. */
  readonly bytes?: number;
}
