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
  /** The name that the person typed, when `endpoint` holds the address that was found for it. */
  readonly name?: string;
  /** The addresses that were tried, when `endpoint` is a name with several. */
  readonly tried?: readonly string[];
  /** Set when our own deadline ended the wait; absent when the system gave up. */
  readonly deadlineMs?: number;
  /** The edition of this executable, when its permissions are the reason. */
  readonly edition?: string;
  /** Nobody waited for a reply. */
  readonly idle?: true;
  /** How many bytes the call was given to send. */
  readonly bytes?: number;
}
