import { type Endpoint, isUnspecified, parsePort } from "../../../protocol/endpoint.ts";
import type { Transport } from "../../../protocol/transport.ts";
import { parseHost, parseTarget } from "../../../protocol/target.ts";
import { UsageError } from "../../line/usage_error.ts";
import type { Workspace } from "./workspace.ts";
import type { Words } from "../../prompt/words.ts";

/** Where a host is left out: nothing typed here reaches another machine unasked. */
const ownHost = "127.0.0.1";

/**
 * Takes `tcp` or `udp`.
 *
 * @param hints What to write instead of a transport that does not go with the call.
 * @throws {UsageError}
 */
export function takeTransport(words: Words, hints: Partial<Record<Transport, string>>): void {
  const transport = words.next();
  const [wanted] = (["tcp", "udp"] as const).filter((name) => hints[name] === undefined);
  if (transport === wanted) return;
  if (transport !== "tcp" && transport !== "udp") {
    throw new RangeError(
      transport === undefined ? "the transport is missing" : `"${transport}" is not tcp or udp`,
    );
  }
  throw new UsageError(`not over ${transport}`, hints[transport]);
}

/** Takes `[host] port`, where a socket is bound. */
export function takeBindPlace(words: Words): Endpoint {
  const word = words.next();
  if (word === undefined) throw new RangeError("the port is missing");
  const { host = ownHost, port } = parseTarget(word, "bind");
  return { host, port: port ?? parsePort(words.next() ?? "", 0) };
}

/** Takes `host port`, `host:port`, `port` of this machine, or `#1`: where that socket of the shell is. */
export function takePeer(words: Words, workspace: Workspace): Endpoint {
  const word = words.next();
  if (word === undefined) throw new RangeError("the host is missing");
  if (word.startsWith("#")) return whereIs(workspace.socket(word).socket.local);
  const { host = ownHost, port } = parseTarget(word, "reach");
  return { host: parseHost(host, "reach"), port: port ?? parsePort(words.next() ?? "", 1) };
}

/** A socket bound to all addresses is reached at one of them. */
function whereIs({ host, port }: Endpoint): Endpoint {
  if (!isUnspecified(host)) return { host, port };
  return { host: host.includes(":") ? "::1" : ownHost, port };
}

/** @throws {RangeError} If there is more on the line than the call takes. */
export function refuseMore(words: Words): void {
  const more = words.text;
  if (more !== "") throw new RangeError(`too much on the line: "${more}"`);
}

/** Takes a number of bytes or connections, if there is one. */
export function takeCount(words: Words, highest: number): number | undefined {
  const word = words.next();
  if (word === undefined) return undefined;
  if (!/^[0-9]{1,9}$/.test(word) || Number(word) < 1 || Number(word) > highest) {
    throw new RangeError(`"${word}" is not a number from 1 to ${highest}`);
  }
  return Number(word);
}
