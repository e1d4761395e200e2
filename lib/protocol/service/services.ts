/**
 * What a server does with what it receives, one file a service, and the table of them all. A service holds no
 * socket: `start()` gives a stream for one connection or one datagram, `push()` takes what came and gives
 * what can be answered by now, `end()` gives what was held back. Whoever calls sends it and closes.
 *
 * @module
 */
import { concat } from "../../base/bytes.ts";
import type { Bytes } from "../../base/bytes.ts";
import { discard } from "./discard.ts";
import { echo } from "./echo.ts";
import type { Service } from "./service.ts";
import { upper } from "./upper.ts";

/** Every service there is. */
export const services = { upper, echo, discard } satisfies Record<string, Service>;

export type ServiceName = keyof typeof services;

/** The reply to one datagram, or `undefined` where the service sends none. May use the datagram's memory. */
export function replyToDatagram(service: Service, datagram: Bytes): Bytes | undefined {
  if (service.answers === false) return undefined;
  const stream = service.start();
  const reply = stream.push(datagram);
  const rest = stream.end();
  return rest.length === 0 ? reply : concat(reply, rest);
}
