import type { Language, Text } from "../../../base/text.ts";
import { filtered, joined, type Sink } from "../../../base/sink.ts";
import { visibleText } from "../../../base/visible.ts";
import type { CheckResult } from "../../../client/check/check.ts";
import type { CheckCause, CheckTarget } from "../../../client/check/target.ts";
import { failureName } from "../../../protocol/failure_name.ts";
import { hanging } from "../../../report/columns.ts";
import { type CheckFormatName, checkFormats } from "../../../report/check/formats.ts";
import { escapesHint, hintFor } from "../../../report/hint/hint.ts";
import { lineColumns } from "../../host/format.ts";
import type { Host } from "../../host/host.ts";
import { Progress } from "../../host/progress.ts";

/** What a check tells of itself. */
export type CheckEvent =
  | { readonly event: "begun"; readonly targets: number }
  /** Targets that are not decided yet, each with the reason why its last attempt did not pass. */
  | { readonly event: "waiting"; readonly targets: ReadonlyMap<CheckTarget, CheckCause | undefined> }
  /** A target is decided. `number` counts them, from 1. */
  | { readonly event: "decided"; readonly result: CheckResult; readonly number: number }
  | { readonly event: "ended"; readonly results: readonly CheckResult[] };

/** Where a check tells its progress and its results. With `quiet` only what did not pass is told. */
export function checkSink(format: CheckFormatName, quiet: boolean, host: Host): Sink<CheckEvent> {
  const [progress, results] = [progressSink(host), resultSink(format, host)];
  if (!quiet) return joined(progress, results, hintSink(host));
  return joined(progress, filtered(results, (event) => event.event !== "decided" || !event.result.ok));
}

function resultSink(name: CheckFormatName, { out, language }: Host): Sink<CheckEvent> {
  const reader = { language, columns: lineColumns(out) };
  const format = checkFormats[name];
  return (event) => {
    switch (event.event) {
      case "begun":
        return format.begin(event.targets).forEach(out.line);
      case "decided":
        return format.target(event.result, event.number, reader).forEach(out.line);
      case "ended":
        return format.end(event.results, reader).forEach(out.line);
    }
  };
}

function hintSink({ err, language }: Host): Sink<CheckEvent> {
  return (event) => {
    const hint = event.event === "decided" ? hintTo(event.result, language) : undefined;
    if (hint !== undefined) hanging("  → ", hint, lineColumns(err)).forEach(err.line);
  };
}

function hintTo({ target: { unreadEscapes }, cause }: CheckResult, language: Language): string | undefined {
  if (cause?.failure !== undefined) {
    const { kind, attempt } = cause.failure;
    return hintFor({ kind, attempt, unreadEscapes }, language);
  }
  return cause?.kind === "mismatch" && unreadEscapes ? escapesHint(language) : undefined;
}

function progressSink({ err, language }: Host): Sink<CheckEvent> {
  const line = new Progress(err);
  return (event) => {
    if (event.event !== "waiting" || event.targets.size === 0) return line.clear();
    const targets = [...event.targets].map(([{ text }, cause]) =>
      cause === undefined ? text : `${text} (${causeName(cause)[language]})`
    ).join(", ");
    line.show(visibleText({ en: `waiting for ${targets}`, ko: `응답을 기다리는 중: ${targets}` }[language]));
  };
}

function causeName({ kind }: CheckCause): Text {
  if (kind === "mismatch") return { en: "wrong reply", ko: "잘못된 응답" };
  return kind === "still-up" ? { en: "still up", ko: "아직 응답함" } : failureName(kind);
}
