/**
 * A service is what a server does with the bytes that it receives. Each has one file; the table below lists
 * all. A service has no socket: `start()` returns a stream for one connection or one datagram, `push()` takes
 * bytes and returns the reply so far, `end()` returns what was held back. The caller sends it and closes.
 *
 * @module
 */
import { concat } from "../../base/bytes.ts";
import type { Bytes } from "../../base/bytes.ts";
import { discard } from "./discard.ts";
import { echo } from "./echo.ts";
import type { Service } from "./service.ts";
import { upper } from "./upper.ts";

/** All services. */
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
