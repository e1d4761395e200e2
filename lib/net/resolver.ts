import { addressFamily, isLocalhost } from "../protocol/endpoint.ts";
import { Failure } from "../protocol/failure.ts";
import type { Transport } from "../protocol/transport.ts";
import { toFailure } from "./failure.ts";
import { edition } from "./permissions.ts";

/** Finds the addresses of a name, in the order in which they should be tried. */
export type Resolver = (host: string) => Promise<string[]>;

/**
 * Asks the system's resolver (hosts file, then name servers).
 *
 * @throws {Deno.errors.NotCapable} In the loopback edition: it asks nobody.
 */
export const systemResolver: Resolver = async (host) => {
  if (edition() === "capsock-loopback") throw new Deno.errors.NotCapable(`Requires net access to "${host}"`);
  // Loaded only for a name: addresses and localhost do not need it.
  const { lookup } = await import("node:dns");
  const { promise, resolve, reject } = Promise.withResolvers<string[]>();
  lookup(host, { all: true }, (error, addresses) => {
    if (error) reject(error);
    else resolve(addresses.map(({ address }) => address));
  });
  return await promise;
};

export interface ResolveOptions {
  readonly transport: Transport;
  readonly resolver: Resolver;
  /** Only addresses of this family. */
  readonly family?: 4 | 6;
}

/**
 * The addresses to try for `host`. A literal address is itself. `localhost` is `::1` and `127.0.0.1` without
 * asking anybody (RFC 6761, section 6.3); over UDP IPv4 comes first, since a missing reply does not
 * tell whether the family was wrong.
 *
 * @throws {Failure} `unknown-host` when there is none, or none of the family wanted.
 */
export async function resolveHost(host: string, options: ResolveOptions): Promise<string[]> {
  const attempt = { call: "resolve", transport: options.transport, endpoint: { host, port: 0 } } as const;
  const addresses = await candidates(host, options).catch((error) => {
    throw toFailure(error, attempt);
  });
  const wanted = addresses.filter((address) => !options.family || addressFamily(address) === options.family);
  const { family } = options;
  if (wanted.length === 0) throw new Failure("unknown-host", family ? { ...attempt, family } : attempt);
  return [...new Set(wanted)];
}

/**
 * The address that stands for `host` where a socket is bound: `localhost` is 127.0.0.1 without asking anybody. Other
 * names are the runtime's to resolve.
 */
export function addressToBind(host: string): string {
  return isLocalhost(host) ? "127.0.0.1" : host;
}

async function candidates(host: string, { transport, resolver }: ResolveOptions): Promise<string[]> {
  if (addressFamily(host) !== 0) return [host];
  if (isLocalhost(host)) return transport === "udp" ? ["127.0.0.1", "::1"] : ["::1", "127.0.0.1"];
  return await resolver(host);
}
