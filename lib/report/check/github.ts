import { formatDuration } from "../../base/duration.ts";
import type { CheckResult } from "../../client/check/check.ts";
import { type CheckFormat, noLines } from "./format.ts";

/** Workflow commands of GitHub Actions: an annotation for each target. */
export const github: CheckFormat = {
  begin: noLines,
  target: ({ target, ok, tookMs, cause }: CheckResult) => {
    const level = ok ? "notice" : "error";
    const message = ok ? `answered after ${formatDuration(tookMs)}` : cause?.message ?? "failed";
    return [`::${level} title=${escapeProperty(`capsock check ${target.text}`)}::${escapeData(message)}`];
  },
  end: noLines,
};

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
