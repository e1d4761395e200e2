import type { SocketCall } from "../../protocol/call.ts";
import type { SocketEvent } from "../../protocol/event.ts";
import type { Language } from "../../base/text.ts";
import { visible } from "../../base/visible.ts";
import type { Sink } from "../../base/sink.ts";
import { explanationLines } from "../../report/explain/lines.ts";
import { jsonLine } from "../../report/json.ts";
import type { Paint } from "../../report/paint.ts";
import { firstBytes, traceHeader, traceIndent, traceLines } from "../../report/trace/text.ts";
import type { Format } from "./format.ts";

/** How many bytes JSON shows where only the first ones are asked for. */
const shownBytes = 256;

export interface SocketViewOptions {
  /** Is given the lines of one call at a time. */
  readonly write: (lines: readonly string[]) => void;
  readonly paint: Paint;
  /** How wide a line may be. */
  readonly columns: number;
  readonly language: Language;
  /** The explanation of a call, where there is to be one. It is told every call, in order. */
  readonly explain?: ((event: SocketEvent) => string | undefined) | undefined;
  /** Shows the first bytes, or all that came; left out, none. */
  readonly data?: "first" | "all" | undefined;
}

/** Shows socket calls as they happen. */
export const socketViews: Readonly<Record<Format, (options: SocketViewOptions) => Sink<SocketEvent>>> = {
  text({ write, paint, columns, language, explain, data }) {
    const options = { paint, columns, language, showData: data === "first" };
    let hasHeader = false;
    return (event) => {
      const explanation = explain?.(event);
      write([
        ...(hasHeader ? [] : traceHeader(options)),
        ...traceLines(event, options),
        ...(data === "all" ? receivedLines(event) : []),
        ...(explanation === undefined ? [] : explanationLines(explanation, columns)),
      ]);
      hasHeader = true;
    };
  },
  json({ write, explain, data: shown }) {
    return (event) => {
      const { data, ...facts } = event;
      const text = shown === undefined
        ? undefined
        : shown === "all"
        ? data
        : data && firstBytes(data, shownBytes);
      write([jsonLine({ ...facts, text, explanation: explain?.(event) })]);
    };
  },
};

const received: ReadonlySet<SocketCall> = new Set(["recv", "recvfrom"]);

/** What came, under its call and to the right of the time. */
function receivedLines({ call, data }: SocketEvent): string[] {
  return received.has(call) && data !== undefined ? [`${" ".repeat(traceIndent)}"${visible(data)}"`] : [];
}
