import { mistakeText } from "../../base/mistake.ts";
import { sameInAll, type Text } from "../../base/text.ts";
import { lecturePorts, type Transport } from "../../protocol/transport.ts";
import { parseHost, parseTarget } from "../../protocol/target.ts";
import type { Endpoint } from "../../protocol/endpoint.ts";
import type { Operand } from "./command.ts";
import { UsageError } from "./usage_error.ts";

export const transportOperand: Operand = { usage: "tcp|udp", choices: ["tcp", "udp"] };

interface Operands {
  readonly transport: Transport;
  readonly endpoint: Endpoint;
}

/**
 * Reads `tcp|udp [address]`, where a server binds.
 *
 * @throws {UsageError} Also when the address and `--host` or `--port` both say the same.
 */
export function parseBindOperands(
  command: string,
  positionals: readonly string[],
  flags: { readonly host: string | undefined; readonly port: number | undefined },
): Operands {
  const [transport, target] = transportAndTarget(command, positionals, "bind");
  if (target.host !== undefined && flags.host !== undefined) throw given("host");
  if (target.port !== undefined && flags.port !== undefined) throw given("port");
  const host = target.host ?? flags.host ?? "127.0.0.1";
  const port = target.port ?? flags.port ?? lecturePorts[transport].server;
  return { transport, endpoint: { host, port } };
}

function given(part: "host" | "port"): UsageError {
  return new UsageError(`the ${part} is given twice`, `write it in the address or with --${part}`);
}

/** Reads `tcp|udp [target]`, whom a client talks to. */
export function parseReachOperands(command: string, positionals: readonly string[]): Operands {
  const [transport, target] = transportAndTarget(command, positionals, "reach");
  const host = target.host ?? "localhost";
  return { transport, endpoint: { host, port: target.port ?? lecturePorts[transport].server } };
}

function transportAndTarget(
  command: string,
  [transport, text, ...more]: readonly string[],
  use: "bind" | "reach",
): [Transport, ReturnType<typeof parseTarget>] {
  if (transport === undefined) {
    throw new UsageError(`${command} needs a transport`, `write ${command} tcp or ${command} udp`);
  }
  if (transport !== "tcp" && transport !== "udp") {
    throw new UsageError(`"${transport}" is not a transport`, `write ${command} tcp or ${command} udp`);
  }
  if (more.length > 0) throw tooMany([text!, ...more]);
  if (text === undefined) return [transport, {}];
  const target = asUsage(`target "${text}"`, () => parseTarget(text, use));
  if (target.transport !== undefined && target.transport !== transport) {
    throw new UsageError(
      `${text} is not ${transport}`,
      `write ${command} ${target.transport} ${text.split("//")[1]}`,
    );
  }
  return [transport, target];
}

function tooMany(targets: readonly string[]): UsageError {
  const [first, second] = targets as [string, string];
  const hint = /^[0-9]+$/.test(second)
    ? `write ${first.includes(":") ? `[${first}]` : first}:${second}`
    : "one target, please";
  return new UsageError(`too many words: ${targets.map((word) => `"${word}"`).join(" ")}`, hint);
}

/** A check for `--host`. */
export function checkBindHost(text: string): string {
  return parseHost(text.replace(/^\[(.*)\]$/, "$1"), "bind");
}

/** What a parser finds wrong, as a usage error. */
export function asUsage<T>(what: Text | string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const { en, ko } = mistakeText(error);
    const { en: whatEn, ko: whatKo } = typeof what === "string" ? sameInAll(what) : what;
    throw new UsageError({ en: `${whatEn}: ${en}`, ko: `${whatKo}: ${ko}` });
  }
}

/** @throws {UsageError} If a command that takes no operands got some. */
export function refuseOperands(command: string, positionals: readonly string[]): void {
  if (positionals.length > 0) throw new UsageError(`${command} takes no "${positionals[0]}"`);
}
