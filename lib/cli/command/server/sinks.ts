import { filtered, type Sink } from "../../../base/sink.ts";
import { serverLines } from "../../../report/server/text.ts";
import type { ServerEvent } from "../../../server/event.ts";
import { type Format, jsonSink, lineColumns, type Sinks } from "../../host/format.ts";
import type { Host } from "../../host/host.ts";

const sinks: Sinks<ServerEvent> = {
  text: ({ out, err, language }) => (event) => {
    const output = aboutTheRun.has(event.event) ? err : out;
    serverLines(event, lineColumns(output), language).forEach((line) => output.line(line));
  },
  json: jsonSink,
};

/** What is no result of the server. */
const aboutTheRun: ReadonlySet<ServerEvent["event"]> = new Set(["warning", "waiting"]);

/** Single clients and datagrams are not told with --quiet. */
const quietEvents: ReadonlySet<ServerEvent["event"]> = new Set(["accepted", "closed", "datagram"]);

/** Where a server tells what it does. */
export function serverSink(format: Format, quiet: boolean, host: Host): Sink<ServerEvent> {
  const sink = sinks[format](host);
  return quiet ? filtered(sink, ({ event }) => !quietEvents.has(event)) : sink;
}
