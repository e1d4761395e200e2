import { addressFamily, isUnspecified, parsePort } from "./endpoint.ts";
import type { Transport } from "./transport.ts";

/** What a person named: any part may be left out. */
export interface Target {
  readonly transport?: Transport;
  readonly host?: string;
  readonly port?: number;
}

/**
 * Reads `host:port`, `host`, `port`, `:port`, `[::1]:port`, `::1`, each with `tcp://` or `udp://` before it
 * where that is wanted.
 *
 * @param use `bind` allows port 0 and the unspecified addresses, `reach` does not.
 * @throws {RangeError} With what is wrong in one sentence.
 */
export function parseTarget(text: string, use: "bind" | "reach"): Target {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(text);
  const transport = scheme === null ? undefined : parseTransport(scheme[1]!);
  const address = scheme === null ? text : scheme[2]!.replace(/\/$/, "");
  if (address === "") throw new RangeError("the target is empty; write host:port");
  const { host, port } = splitAddress(address);
  return {
    ...(transport && { transport }),
    ...(host !== undefined && { host: parseHost(host, use) }),
    ...(port !== undefined && { port: parsePort(port, use === "bind" ? 0 : 1) }),
  };
}

function parseTransport(scheme: string): Transport {
  const transport = scheme.toLowerCase();
  if (transport === "tcp" || transport === "udp") return transport;
  throw new RangeError(`"${scheme}://" is not known here; write tcp:// or udp://`);
}

function splitAddress(address: string): { host?: string; port?: string } {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(address);
  if (bracketed !== null) {
    const host = bracketed[1]!;
    if (addressFamily(host) !== 6) throw new RangeError(`"[${host}]" is not an IPv6 address`);
    return bracketed[2] === undefined ? { host } : { host, port: bracketed[2] };
  }
  if (addressFamily(address) === 6) return { host: address };
  const colon = address.indexOf(":");
  if (colon === -1) return /^[0-9]+$/.test(address) ? { port: address } : { host: address };
  if (colon !== address.lastIndexOf(":")) {
    throw new RangeError(
      `"${address}" has several colons; an IPv6 address with a port is written [::1]:port`,
    );
  }
  const port = address.slice(colon + 1);
  return colon === 0 ? { port } : { host: address.slice(0, colon), port };
}

/**
 * Checks a host name or address.
 *
 * @throws {RangeError} If it holds characters that no host has, looks like a mistyped IPv4 address, or is an
 * address to bind to where a peer is wanted.
 */
export function parseHost(host: string, use: "bind" | "reach"): string {
  if (host === "") throw new RangeError("the host is empty");
  if (use === "reach" && isUnspecified(host)) {
    throw new RangeError(
      `${host} is an address to bind to, not one to reach; use 127.0.0.1 or ::1 for this machine`,
    );
  }
  if (addressFamily(host) !== 0) return host;
  if (/\s/.test(host)) throw new RangeError(`a host cannot contain blanks: "${host}"`);
  if (/^[0-9.]+$/.test(host)) {
    throw new RangeError(`"${host}" is not an IPv4 address: four numbers up to 255`);
  }
  if (!/^[\p{L}\p{N}._-]+$/u.test(host) || /^[.-]/.test(host) || host.includes("..") || host.length > 253) {
    throw new RangeError(`"${host}" is not a host name`);
  }
  return host;
}
