import { filtered, joined, type Sink } from "../../../base/sink.ts";
import { visibleText } from "../../../base/visible.ts";
import type { CheckResult } from "../../../client/check/check.ts";
import type { CheckCause, CheckTarget } from "../../../client/check/target.ts";
import { type CheckFormatName, checkFormats } from "../../../report/check/formats.ts";
import { hintFor } from "../../../report/hint/hint.ts";
import type { Host } from "../../host/host.ts";
import { Progress } from "../../host/progress.ts";

/** What a check tells of itself. */
export type CheckEvent =
  | { readonly event: "begun"; readonly targets: number }
  /** These are not decided, with why their last attempt did not pass. */
  | { readonly event: "waiting"; readonly targets: ReadonlyMap<CheckTarget, CheckCause | undefined> }
  /** A target is decided. `number` counts them, from 1. */
  | { readonly event: "decided"; readonly result: CheckResult; readonly number: number }
  | { readonly event: "ended"; readonly results: readonly CheckResult[] };

/** Where a check tells how it goes and what it came to; what passed is left out when it shall be quiet. */
export function checkSink(format: CheckFormatName, quiet: boolean, host: Host): Sink<CheckEvent> {
  const [progress, results] = [progressSink(host), resultSink(format, host)];
  if (!quiet) return joined(progress, results, hintSink(host));
  return joined(progress, filtered(results, (event) => event.event !== "decided" || !event.result.ok));
}

function resultSink(name: CheckFormatName, { out }: Host): Sink<CheckEvent> {
  const format = checkFormats[name];
  return (event) => {
    switch (event.event) {
      case "begun":
        return format.begin(event.targets).forEach(out.line);
      case "decided":
        return format.target(event.result, event.number).forEach(out.line);
      case "ended":
        return format.end(event.results).forEach(out.line);
    }
  };
}

function hintSink({ err, language }: Host): Sink<CheckEvent> {
  return (event) => {
    const failure = event.event === "decided" ? event.result.cause?.failure : undefined;
    if (failure !== undefined) err.line(`  → ${hintFor(failure, language)}`);
  };
}

function progressSink({ err }: Host): Sink<CheckEvent> {
  const line = new Progress(err);
  return (event) => {
    if (event.event !== "waiting" || event.targets.size === 0) return line.clear();
    const waiting = [...event.targets].map(([{ text }, cause]) =>
      cause === undefined ? text : `${text} (${cause.kind})`
    );
    line.show(visibleText(`waiting for ${waiting.join(", ")}`));
  };
}
