import { particleAfter } from "../../../base/korean.ts";
import { Mistake } from "../../../base/mistake.ts";
import type { Text } from "../../../base/text.ts";
import { type Endpoint, isUnspecified, parsePort } from "../../../protocol/endpoint.ts";
import type { Transport } from "../../../protocol/transport.ts";
import { parseHost, parseTarget } from "../../../protocol/target.ts";
import { UsageError } from "../../line/usage_error.ts";
import type { Workspace } from "./workspace.ts";
import type { Words } from "../../prompt/words.ts";

/** Where a line has no host: nothing typed here reaches another machine unless the line says so. */
const ownHost = "127.0.0.1";

/**
 * Takes `tcp` or `udp`.
 *
 * @param hints What to write instead of a transport that does not go with the call.
 * @throws {UsageError}
 */
export function takeTransport(words: Words, hints: Partial<Record<Transport, Text>>): void {
  const transport = words.next();
  const [wanted] = (["tcp", "udp"] as const).filter((name) => hints[name] === undefined);
  if (transport === wanted) return;
  if (transport === undefined) {
    throw new Mistake({ en: "the transport is missing", ko: "전송 방식(tcp, udp)이 빠졌습니다" });
  }
  if (transport !== "tcp" && transport !== "udp") {
    throw new Mistake({
      en: `"${transport}" is not tcp or udp`,
      ko: `"${transport}"${particleAfter(transport, "은")} tcp도 udp도 아닙니다`,
    });
  }
  const name = transport.toUpperCase();
  throw new UsageError(
    { en: `this call does not work over ${name}`, ko: `${name}에서는 쓸 수 없는 호출입니다` },
    hints[transport],
  );
}

/** Takes `[host] port`, where a socket is bound. */
export function takeBindPlace(words: Words): Endpoint {
  const word = words.next();
  if (word === undefined) throw new Mistake({ en: "the port is missing", ko: "포트 번호가 빠졌습니다" });
  const { host = ownHost, port } = parseTarget(word, "bind");
  return { host, port: port ?? parsePort(words.next() ?? "", 0) };
}

/** Takes `host port`, `host:port`, `port` of this machine, or `#1`: where that socket of the shell is. */
export function takePeer(words: Words, workspace: Workspace): Endpoint {
  const word = words.next();
  if (word === undefined) throw new Mistake({ en: "the host is missing", ko: "호스트가 빠졌습니다" });
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
  if (more !== "") {
    throw new Mistake({
      en: `there is too much on the line: "${more}"`,
      ko: `줄에 필요 없는 내용이 있습니다: "${more}"`,
    });
  }
}

/** Takes a number of bytes or connections, if there is one. */
export function takeCount(words: Words, highest: number): number | undefined {
  const word = words.next();
  if (word === undefined) return undefined;
  if (!/^[0-9]{1,9}$/.test(word) || Number(word) < 1 || Number(word) > highest) {
    throw new Mistake({
      en: `"${word}" is not a number from 1 to ${highest}`,
      ko: `"${word}"${particleAfter(word, "은")} 1에서 ${highest}까지의 수가 아닙니다`,
    });
  }
  return Number(word);
}
