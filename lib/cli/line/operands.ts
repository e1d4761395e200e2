import { particleAfter, withParticle } from "../../base/korean.ts";
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
  const text: Record<typeof part, Text> = {
    host: { en: "the host is given twice", ko: "호스트가 두 번 있습니다" },
    port: { en: "the port is given twice", ko: "포트 번호가 두 번 있습니다" },
  };
  return new UsageError(text[part], {
    en: `write it in the address or with --${part}, not both`,
    ko: `주소와 --${part} 중 한 곳에만 쓰세요`,
  });
}

/** Reads `tcp|udp [target]`, which a client talks to. */
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
  const hint = {
    en: `write \`capsock ${command} tcp\` or \`capsock ${command} udp\``,
    ko: `\`capsock ${command} tcp\` 또는 \`capsock ${command} udp\`라고 입력하세요`,
  };
  if (transport === undefined) {
    throw new UsageError(
      { en: `${command} needs a transport`, ko: `${command}에는 전송 방식(tcp, udp)이 필요합니다` },
      hint,
    );
  }
  if (transport !== "tcp" && transport !== "udp") {
    throw new UsageError(
      { en: `"${transport}" is not a transport`, ko: `전송 방식(tcp, udp)이 아닙니다: "${transport}"` },
      hint,
    );
  }
  if (more.length > 0) throw tooMany([text!, ...more]);
  if (text === undefined) return [transport, {}];
  const target = asUsage({ en: `target "${text}"`, ko: `대상 "${text}"` }, () => parseTarget(text, use));
  if (target.transport !== undefined && target.transport !== transport) {
    const line = `capsock ${command} ${target.transport} ${text.split("//")[1]}`;
    throw new UsageError(
      {
        en: `${text} is not a ${transport} target`,
        ko: `${withParticle(text, "은")} ${transport} 대상이 아닙니다`,
      },
      { en: `write \`${line}\``, ko: `\`${line}\`라고 입력하세요` },
    );
  }
  return [transport, target];
}

function tooMany(targets: readonly string[]): UsageError {
  const [first, second] = targets as [string, string];
  const words = targets.map((word) => `"${word}"`).join(" ");
  const address = `${first.includes(":") ? `[${first}]` : first}:${second}`;
  return new UsageError(
    { en: `too many words: ${words}`, ko: `단어가 너무 많습니다: ${words}` },
    /^[0-9]+$/.test(second)
      ? { en: `write ${address}`, ko: `${withParticle(address, "이라")}고 입력하세요` }
      : { en: "give one target", ko: "대상을 하나만 입력하세요" },
  );
}

/** A check for `--host`. */
export function checkBindHost(text: string): string {
  return parseHost(text.replace(/^\[(.*)\]$/, "$1"), "bind");
}

/** Turns the mistake that a parser finds into a usage error about `what`. */
export function asUsage<T>(what: Text | string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const reason = mistakeText(error);
    const subject = typeof what === "string" ? sameInAll(what) : what;
    throw new UsageError({ en: `${subject.en}: ${reason.en}`, ko: `${subject.ko}: ${reason.ko}` });
  }
}

/** @throws {UsageError} If a command that takes no operands got some. */
export function refuseOperands(command: string, positionals: readonly string[]): void {
  const [first] = positionals;
  if (first === undefined) return;
  throw new UsageError({
    en: `${command} takes no "${first}"`,
    ko: `${command} 뒤에는 "${first}"${particleAfter(first, "을")} 쓸 수 없습니다`,
  });
}
