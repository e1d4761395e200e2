/**
 * What a person can do about a failure, in one sentence. A failure's kind and attempt give a key, `en.ts` and
 * `ko.ts` have the sentences. What happened is said by the failure itself (`protocol/failure.ts`).
 *
 * @module
 */
import { isLocalhost, isLoopback, swapPortBytes } from "../../protocol/endpoint.ts";
import type { Attempt } from "../../protocol/attempt.ts";
import type { SocketCall } from "../../protocol/call.ts";
import type { FailureKind } from "../../protocol/failure_kind.ts";
import { lecturePorts } from "../../protocol/transport.ts";
import { type HintKey, hintsEn } from "./en.ts";
import { hintsKo } from "./ko.ts";
import type { Language } from "../../base/text.ts";

const tables: Record<Language, Record<HintKey, string>> = { en: hintsEn, ko: hintsKo };

/** What a hint is chosen by. */
export interface Mishap {
  readonly kind: FailureKind;
  readonly attempt: Attempt;
  /** What was sent holds `\n` or the like as it was typed. */
  readonly unreadEscapes?: boolean | undefined;
  /** What was sent is not UTF-8. */
  readonly isNotUtf8?: boolean | undefined;
  /** How much of the reply had come. */
  readonly receivedBytes?: number | undefined;
}

/** What a person can do about a failure, in one sentence. */
export function hintFor(failure: Mishap, language: Language): string {
  const { transport, endpoint } = failure.attempt;
  const table = tables[language];
  const port = lecturePorts[transport].server;
  const isLecturePort = failure.kind === "refused" && endpoint?.port === port;
  const hint = table[hintKey(failure)] + (isLecturePort ? table["forgot-htons"] : "");
  return hint.replace("{transport}", transport).replace("{swapped}", String(swapPortBytes(port)));
}

/** What to do when a text holds `\n` or the like and the reply is not the expected one. */
export function escapesHint(language: Language): string {
  return tables[language]["unread-escapes"];
}

/** What to do when standard output cannot be written. */
export function outputHint(language: Language): string {
  return tables[language].output;
}

function hintKey({ kind, attempt, unreadEscapes, isNotUtf8, receivedBytes = 0 }: Mishap): HintKey {
  const { call, transport, endpoint } = attempt;
  const host = endpoint?.host ?? "";
  if (unreadEscapes && lacksReply(kind, call)) return "unread-escapes";
  switch (kind) {
    case "refused":
      if (transport === "udp") return "refused-udp";
      return isLoopback(host) ? "refused-here" : "refused";
    case "timeout":
      if (call === "connect") return "timeout-connect";
      if (transport === "tcp") {
        if (isNotUtf8) return "timeout-not-utf8";
        return receivedBytes > 0 ? "timeout-part" : "timeout-reply";
      }
      return isLocalhost(attempt.name ?? host) ? "timeout-udp-localhost" : "timeout-udp";
    case "in-use":
      // Only a client binds a port for a connection; a server listens.
      return call === "bind" && transport === "tcp" ? "in-use-local" : "in-use";
    case "not-local":
      return call === "connect" ? "no-local-port" : "not-local";
    default:
      return kind;
  }
}

function lacksReply(kind: FailureKind, call: SocketCall): boolean {
  return kind === "closed" || kind === "timeout" && (call === "recv" || call === "recvfrom");
}
