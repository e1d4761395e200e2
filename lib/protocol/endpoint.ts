import { withParticle } from "../base/korean.ts";
import { Mistake } from "../base/mistake.ts";

/** The largest port number; 0 asks the system to choose one (RFC 6335, section 6). */
export const maxPort = 65_535;

/** One end of a conversation: the lecture's 종착점. */
export interface Endpoint {
  /** A name, an IPv4 address, or an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
}

/** `host:port`, with brackets around an IPv6 address (RFC 3986, section 3.2.2). */
export function formatEndpoint({ host, port }: Endpoint): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Whether both name the same address and port. */
export function equalEndpoints(a: Endpoint, b: Endpoint): boolean {
  return a.port === b.port && a.host === b.host;
}

/** 4 or 6 for a literal address, 0 for a name. */
export function addressFamily(host: string): 4 | 6 | 0 {
  if (/^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(host)) return 4;
  return isIpv6(host) ? 6 : 0;
}

/** RFC 4291, section 2.2, with an optional zone (RFC 4007); the runtime has the last word. */
function isIpv6(host: string): boolean {
  const [address, ...zone] = host.split("%") as [string, ...string[]];
  if (zone.length > 1 || !zone.every((name) => /^\S+$/.test(name))) return false;
  if (!/^[0-9a-fA-F:.]*$/.test(address) || !address.includes(":")) return false;
  const halves = address.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => half === "" ? [] : half.split(":"));
  const last = address.slice(address.lastIndexOf(":") + 1);
  const dotted = last.includes(".");
  if (dotted && addressFamily(last) !== 4) return false;
  if (!groups.slice(0, dotted ? -1 : undefined).every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) {
    return false;
  }
  const width = groups.length + (dotted ? 1 : 0);
  return halves.length === 2 ? width <= 7 : width === 8;
}

/** Whether the host is an address that only this machine can reach, or a name for one. */
export function isLoopback(host: string): boolean {
  if (addressFamily(host) === 6) return /^[0:]*:0*1$/.test(host);
  return isLocalhost(host) || (addressFamily(host) === 4 && host.startsWith("127."));
}

/**
 * Whether the name is `localhost` or one below it (`app.localhost`), in any case and script, with or without the
 * final dot: these are this machine, whatever anybody answers (RFC 6761, section 6.3).
 */
export function isLocalhost(host: string): boolean {
  return /(^|\.)localhost\.?$/i.test(asciiName(host));
}

/**
 * Whether the system's resolver takes it for an IPv4 address although it is not written as one: `127.1`, `0x7f.1`,
 * `2130706433`, digits of another script.
 */
export function isOddIpv4(host: string): boolean {
  const number = "(?:0x[0-9a-f]*|[0-9]+)";
  return addressFamily(host) === 0 &&
    new RegExp(`^${number}?(?:\\.+${number})*\\.*$`, "i").test(asciiName(host));
}

/** The name that a resolver looks for: it maps letters of other scripts to these (UTS 46). */
function asciiName(host: string): string {
  if (!/[\u0080-\uffff]/.test(host)) return host;
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return host;
  }
}

/** Whether the address stands for all addresses of a machine. A program can bind to it, but not send to it. */
export function isUnspecified(host: string): boolean {
  return addressFamily(host) !== 0 && /^[0:.]*$/.test(host);
}

/**
 * The address to bind to before sending to `address`. For a loopback address it is one that only this machine
 * reaches.
 */
export function localAddressFor(address: string): string {
  if (addressFamily(address) === 6) return isLoopback(address) ? "::1" : "::";
  return isLoopback(address) ? "127.0.0.1" : "0.0.0.0";
}

/** The IPv4 address in a mapped address that an IPv6 socket gave (RFC 4291, section 2.5.5.2). */
export function unmapIpv4(host: string): string {
  // Called for every datagram, so a plain IPv4 address must not run a regular expression.
  if (!host.startsWith("::")) return host;
  const match = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(host);
  return match === null ? host : match[1]!;
}

/**
 * Reads a port number.
 *
 * @param lowest 0 where the system may choose, 1 where a peer is named.
 * @throws {Mistake}
 */
export function parsePort(text: string, lowest: 0 | 1): number {
  if (text === "") throw new Mistake({ en: "the port is missing", ko: "포트 번호가 없습니다" });
  if (!/^[0-9]+$/.test(text)) {
    throw new Mistake({
      en: `"${text}" is not a port number`,
      ko: `포트 번호가 아닙니다: "${text}"`,
    });
  }
  const port = Number(text);
  if (port > maxPort) {
    throw new Mistake({
      en: `${text} is not a port number: the largest is ${maxPort}`,
      ko: `${withParticle(text, "은")} 포트 번호가 아닙니다. 가장 큰 포트 번호는 ${maxPort}입니다`,
    });
  }
  if (port < lowest) {
    throw new Mistake({
      en: "port 0 is for binding only; the system then chooses a free port",
      ko: "포트 0은 바인드할 때만 씁니다. 그때 시스템이 빈 포트를 고릅니다",
    });
  }
  return port;
}

/** The port with its two bytes swapped: a program uses it by mistake when it forgets `htons`. */
export function swapPortBytes(port: number): number {
  return ((port & 0xff) << 8) | (port >> 8);
}
