import type { Observer, SocketEvent } from "../protocol/event.ts";
import { hexLines } from "../report/hex.ts";
import { jsonLine } from "../report/json.ts";
import { traceLine } from "../report/trace_text.ts";
import type { Host } from "./host.ts";

export interface ObserverFlags {
  readonly trace: boolean;
  readonly hex: boolean;
  readonly json: boolean;
}

/** Shows socket calls as the flags ask for it; `undefined` when they do not ask, so that it costs nothing. */
export function observerFor({ trace, hex, json }: ObserverFlags, { out, err }: Host): Observer | undefined {
  if (!trace && !hex) return undefined;
  return (event: SocketEvent) => {
    if (trace && json) {
      const { data: _, ...facts } = event;
      out.line(jsonLine(facts));
    } else if (trace) err.line(traceLine(event, err.paint));
    if (hex) hexLines(event).forEach((line) => err.line(line));
  };
}
