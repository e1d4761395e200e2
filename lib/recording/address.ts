import { isLoopback, isUnspecified } from "../protocol/endpoint.ts";
import { splitAddress } from "../protocol/address.ts";

/** Whether both texts can name the same socket: a socket bound to all addresses is reached at each of them. */
export function isSameAddress(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a === b) return true;
  const [one, other] = [splitAddress(a), splitAddress(b)];
  if (one.port !== other.port) return false;
  return one.host === other.host || isUnspecified(one.host) || isUnspecified(other.host);
}

/** Whether both addresses have the same port and can belong to the same machine, in either family. */
export function isSamePlace(a: string | undefined, b: string | undefined): boolean {
  if (isSameAddress(a, b)) return true;
  if (a === undefined || b === undefined) return false;
  const [one, other] = [splitAddress(a), splitAddress(b)];
  return one.port === other.port && isLoopback(one.host) && isLoopback(other.host);
}
