import { withParticle } from "../base/korean.ts";
import { Mistake } from "../base/mistake.ts";
import { addressFamily, isOddIpv4, isUnspecified, parsePort } from "./endpoint.ts";
import type { Transport } from "./transport.ts";

/** A target as a person wrote it. Every part may be missing. */
export interface Target {
  readonly transport?: Transport;
  readonly host?: string;
  readonly port?: number;
}

/**
 * Reads `host:port`, `host`, `port`, `:port`, `[::1]:port` or `::1`, with or without `tcp://` or `udp://` in
 * front.
 *
 * @param use `bind` allows port 0 and the unspecified addresses, `reach` does not.
 * @throws {Mistake} With what is wrong in one sentence.
 */
export function parseTarget(text: string, use: "bind" | "reach"): Target {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(text);
  const transport = scheme === null ? undefined : parseTransport(scheme[1]!);
  const address = scheme === null ? text : scheme[2]!.replace(/\/$/, "");
  if (address === "") {
    throw new Mistake({
      en: "the target is empty; write host:port",
      ko: "대상이 비어 있습니다. host:port처럼 입력하세요",
    });
  }
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
  throw new Mistake({
    en: `"${scheme}://" is not supported; write tcp:// or udp://`,
    ko: `"${scheme}://" 형식은 지원하지 않습니다. tcp:// 또는 udp://로 시작하세요`,
  });
}

function splitAddress(address: string): { host?: string; port?: string } {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(address);
  if (bracketed !== null) {
    const host = bracketed[1]!;
    if (addressFamily(host) !== 6) {
      throw new Mistake({
        en: `"[${host}]" is not an IPv6 address`,
        ko: `IPv6 주소가 아닙니다: "[${host}]"`,
      });
    }
    return bracketed[2] === undefined ? { host } : { host, port: bracketed[2] };
  }
  if (addressFamily(address) === 6) return { host: address };
  const colon = address.indexOf(":");
  if (colon === -1) return /^[0-9]+$/.test(address) ? { port: address } : { host: address };
  if (colon !== address.lastIndexOf(":")) {
    throw new Mistake({
      en: `"${address}" has several colons; write an IPv6 address with a port as [::1]:port`,
      ko: `"${address}"에 콜론이 여러 개 있습니다. IPv6 주소에 포트를 붙일 때는 [::1]:port처럼 입력하세요`,
    });
  }
  const port = address.slice(colon + 1);
  return colon === 0 ? { port } : { host: address.slice(0, colon), port };
}

/**
 * Checks a host name or address.
 *
 * @throws {Mistake} If it holds characters that no host has, looks like a mistyped IPv4 address, or is an
 * address to bind to where a peer is wanted.
 */
export function parseHost(host: string, use: "bind" | "reach"): string {
  if (host === "") throw new Mistake({ en: "the host is empty", ko: "호스트가 비어 있습니다" });
  if (use === "reach" && isUnspecified(host)) {
    throw new Mistake({
      en: `${host} is an address to bind to, not a destination; use 127.0.0.1 or ::1 to reach this machine`,
      ko: `${
        withParticle(host, "은")
      } 바인드할 때만 쓰는 주소입니다. 이 컴퓨터에 보내려면 127.0.0.1이나 ::1을 쓰세요`,
    });
  }
  if (addressFamily(host) !== 0) return host;
  if (/\s/.test(host)) {
    throw new Mistake({
      en: `a host cannot contain blanks: "${host}"`,
      ko: `호스트에는 공백을 쓸 수 없습니다: "${host}"`,
    });
  }
  if (isOddIpv4(host)) {
    throw new Mistake({
      en: `"${host}" is not an IPv4 address: it has four numbers from 0 to 255`,
      ko: `IPv4 주소가 아닙니다: "${host}". IPv4 주소는 0부터 255까지의 수 네 개입니다`,
    });
  }
  if (!/^[\p{L}\p{N}._-]+$/u.test(host) || /^[.-]/.test(host) || host.includes("..") || host.length > 253) {
    throw new Mistake({
      en: `"${host}" is not a host name`,
      ko: `호스트 이름이 아닙니다: "${host}"`,
    });
  }
  return host;
}
