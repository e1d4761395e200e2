import { particleAfter, withParticle } from "../../base/korean.ts";
import { mistakeText } from "../../base/mistake.ts";
import { sameInAll, type Text } from "../../base/text.ts";
import { lecturePorts, type Transport } from "../../protocol/transport.ts";
import { parseHost, parseTarget } from "../../protocol/target.ts";
import type { Endpoint } from "../../protocol/endpoint.ts";
import type { Operand } from "./command.ts";
import { UsageError } from "./usage_error.ts";

export const transportOperand: Operand = { usage: "tcp|udp", choices: ["tcp", "udp"] };

/** An address that is given by flags. */
interface AddressFlags {
  readonly host: string | undefined;
  readonly port: number | undefined;
}

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
  flags: AddressFlags,
): Operands {
  return operandsOf(command, positionals, flags, "bind", "127.0.0.1");
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

/**
 * Reads `tcp|udp [target]`, which a client talks to.
 *
 * @throws {UsageError} As {@linkcode parseBindOperands}.
 */
export function parseReachOperands(
  command: string,
  positionals: readonly string[],
  flags: AddressFlags,
): Operands {
  return operandsOf(command, positionals, flags, "reach", "localhost");
}

function operandsOf(
  command: string,
  positionals: readonly string[],
  flags: AddressFlags,
  use: "bind" | "reach",
  ownHost: string,
): Operands {
  const [transport, target] = transportAndTarget(command, positionals, use);
  if (target.host !== undefined && flags.host !== undefined) throw given("host");
  if (target.port !== undefined && flags.port !== undefined) throw given("port");
  const host = target.host ?? flags.host ?? ownHost;
  const port = target.port ?? flags.port ?? lecturePorts[transport].server;
  return { transport, endpoint: { host, port } };
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
      { en: `write \`${line}\``, ko: `다음과 같이 입력하세요: \`${line}\`` },
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

/** A check for `--host` of a server. */
export function checkBindHost(text: string): string {
  return parseHost(withoutBrackets(text), "bind");
}

/** A check for `--host` of a client. */
export function checkReachHost(text: string): string {
  return parseHost(withoutBrackets(text), "reach");
}

function withoutBrackets(text: string): string {
  return text.replace(/^\[(.*)\]$/, "$1");
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

/**
 * @param reads Says that the command reads its work from standard input: the operand is taken for a file then.
 * @throws {UsageError} If a command that takes no operands got some.
 */
export function refuseOperands(command: string, positionals: readonly string[], reads?: "input"): void {
  const [first] = positionals;
  if (first === undefined) return;
  throw new UsageError({
    en: `${command} takes no "${first}"`,
    ko: `${command} 뒤에는 "${first}"${particleAfter(first, "을")} 쓸 수 없습니다`,
  }, reads && inputHint(command, first));
}

/** @throws {UsageError} If a word is the name of a file, where targets are wanted or a plan on standard input. */
export function refuseFiles(command: string, positionals: readonly string[]): void {
  const file = positionals.find(isFileName);
  if (file === undefined) return;
  throw new UsageError({
    en: `"${file}" is a file, not a target: capsock opens no files`,
    ko: `"${file}"${particleAfter(file, "은")} 대상이 아니라 파일입니다. capsock은 파일을 열지 않습니다`,
  }, inputHint(command, file));
}

/** No name of a machine ends like these, or begins like a path. */
function isFileName(text: string): boolean {
  return /\.(jsonl?|jsonc|json5|ndjson|ya?ml|toml|txt|log)$/i.test(text) || /^(~|\.{0,2})\//.test(text);
}

/** This program reads no files: its shell gives it one on standard input. */
function inputHint(command: string, file: string): Text {
  if (file === "-") {
    return {
      en: `leave it out: ${command} reads standard input`,
      ko: `빼세요. ${withParticle(command, "은")} 표준 입력을 읽습니다`,
    };
  }
  const line = `\`capsock ${command} < ${/^[\w./\\:~-]+$/.test(file) ? file : `"${file}"`}\``;
  return { en: `write ${line}`, ko: `다음과 같이 입력하세요: ${line}` };
}
