import { formatDuration } from "../../../base/duration.ts";
import { joined, type Sink } from "../../../base/sink.ts";
import type { LoadProgress } from "../../../measure/load/progress.ts";
import type { LoadPlan } from "../../../measure/load/plan.ts";
import type { LoadResult } from "../../../measure/load/result.ts";
import type { Endpoint } from "../../../protocol/endpoint.ts";
import { formatEndpoint } from "../../../protocol/endpoint.ts";
import { hanging } from "../../../report/columns.ts";
import { type LoadFormat, loadFormats } from "../../../report/load/formats.ts";
import type { LoadWords } from "../../../report/load/en.ts";
import { loadProgressJson } from "../../../report/load/json.ts";
import { startedLine, windowNote } from "../../../report/load/started.ts";
import { progressLine } from "../../../report/load/text.ts";
import { loadWords } from "../../../report/load/words.ts";
import { lineColumns } from "../../host/format.ts";
import type { Host } from "../../host/host.ts";
import { Progress } from "../../host/progress.ts";

/** What a load tells of itself. */
export type LoadEvent =
  | { readonly event: "started"; readonly plan: LoadPlan; readonly peer: Endpoint }
  | { readonly event: "progress"; readonly progress: LoadProgress }
  /** Without a result when it was stopped before anything was measured. */
  | { readonly event: "ended"; readonly result: LoadResult | undefined };

/** Where a load tells how it goes and what it came to; only that, when it is told to be quiet. */
export async function loadSink(format: LoadFormat, quiet: boolean, host: Host): Promise<Sink<LoadEvent>> {
  const result = await resultSink(format, host);
  if (quiet) return result;
  const words = await loadWords(host.language);
  const isShown = format !== "json" && host.err.isTerminal;
  const waiting = isShown ? [] : [waitSink(host, words)];
  return joined(startSink(host, words), progressSinks[format](host, words), ...waiting, result);
}

function startSink({ err }: Host, words: LoadWords): Sink<LoadEvent> {
  return (event) => {
    if (event.event !== "started") return;
    const note = windowNote(event.plan, words);
    const lines = [
      startedLine(event.plan, formatEndpoint(event.peer), words),
      ...(note === undefined ? [] : [`  ${note}`]),
    ];
    lines.flatMap((line) => hanging("", line, lineColumns(err), "    ")).forEach((line) => err.line(line));
  };
}

/** Where the result is for a file, how it goes is still for a person. */
const progressSinks: Record<LoadFormat, (host: Host, words: LoadWords) => Sink<LoadEvent>> = {
  text: terminalProgress,
  svg: terminalProgress,
  json: ({ out }) => (event) => {
    if (event.event === "progress") out.line(loadProgressJson(event.progress));
  },
};

/** Says once that the run is over but for replies, where no line of progress says it. */
function waitSink({ err }: Host, words: LoadWords): Sink<LoadEvent> {
  let isTold = false;
  return (event) => {
    if (event.event !== "progress" || event.progress.wait === undefined || isTold) return;
    isTold = true;
    const { messages, longestMs } = event.progress.wait;
    const line = words.waiting(messages, formatDuration(longestMs));
    hanging("  ", line, lineColumns(err)).forEach((text) => err.line(text));
  };
}

function terminalProgress({ err }: Host, words: LoadWords): Sink<LoadEvent> {
  const line = new Progress(err);
  return (event) => {
    if (event.event === "progress") line.show(progressLine(event.progress, words, err.columns));
    else line.clear();
  };
}

async function resultSink(format: LoadFormat, { out, language }: Host): Promise<Sink<LoadEvent>> {
  const report = await loadFormats[format](language);
  return (event) => {
    if (event.event === "ended" && event.result !== undefined) out.line(report(event.result, out.columns));
  };
}
