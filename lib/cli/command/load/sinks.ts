import { joined, type Sink } from "../../../base/sink.ts";
import type { LoadProgress } from "../../../measure/load/generator.ts";
import type { LoadPlan } from "../../../measure/load/plan.ts";
import type { LoadResult } from "../../../measure/load/result.ts";
import type { Endpoint } from "../../../protocol/endpoint.ts";
import { formatEndpoint } from "../../../protocol/endpoint.ts";
import { type LoadFormat, loadFormats } from "../../../report/load/formats.ts";
import { loadProgressJson } from "../../../report/load/json.ts";
import { startedLine, windowNote } from "../../../report/load/started.ts";
import { progressLine } from "../../../report/load/text.ts";
import type { Host } from "../../host/host.ts";
import { Progress } from "../../host/progress.ts";

/** What a load tells of itself. */
export type LoadEvent =
  | { readonly event: "started"; readonly plan: LoadPlan; readonly peer: Endpoint }
  | { readonly event: "progress"; readonly progress: LoadProgress }
  | { readonly event: "result"; readonly result: LoadResult };

/** Where a load tells how it goes and what it came to; only that, when it shall be quiet. */
export async function loadSink(format: LoadFormat, quiet: boolean, host: Host): Promise<Sink<LoadEvent>> {
  const result = await resultSink(format, host);
  return quiet ? result : joined(startSink(host), progressSinks[format](host), result);
}

function startSink({ err }: Host): Sink<LoadEvent> {
  return (event) => {
    if (event.event !== "started") return;
    err.line(startedLine(event.plan, formatEndpoint(event.peer)));
    const note = windowNote(event.plan);
    if (note !== undefined) err.line(`  ${note}`);
  };
}

/** Where the result is for a file, how it goes is still for a person. */
const progressSinks: Record<LoadFormat, (host: Host) => Sink<LoadEvent>> = {
  text: terminalProgress,
  svg: terminalProgress,
  json: ({ out }) => (event) => {
    if (event.event === "progress") out.line(loadProgressJson(event.progress));
  },
};

function terminalProgress({ err }: Host): Sink<LoadEvent> {
  const line = new Progress(err);
  return (event) => {
    if (event.event === "progress") line.show(progressLine(event.progress));
    else line.clear();
  };
}

async function resultSink(format: LoadFormat, { out }: Host): Promise<Sink<LoadEvent>> {
  const report = await loadFormats[format]();
  return (event) => {
    if (event.event === "result") out.line(report(event.result));
  };
}
