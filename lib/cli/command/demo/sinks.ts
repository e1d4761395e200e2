/**
 * How `demo` shows a lesson: its sentences, and between them every socket call with its explanation, as text
 * or as JSON. What happens in a lesson, and what it says of it, is in `lesson/`.
 *
 * @module
 */
import type { Sink } from "../../../base/sink.ts";
import type { Text } from "../../../base/text.ts";
import type { SocketEvent } from "../../../protocol/event.ts";
import { hanging, wrap } from "../../../report/columns.ts";
import type { Explainer } from "../../../report/explain/explainer.ts";
import { jsonLine } from "../../../report/json.ts";
import { labelled } from "../../../report/labelled.ts";
import { lineColumns, type Sinks } from "../../host/format.ts";
import { socketViews } from "../../host/socket_view.ts";

/** A command to try. */
export interface Suggestion {
  readonly command: string;
  readonly shows: Text;
}

/** What a lesson tells. */
export type DemoEvent =
  | { readonly event: "step" | "note"; readonly text: Text }
  | SocketEvent
  /** The lesson is over. */
  | {
    readonly event: "summary";
    /** What was seen; `undefined` when it did not happen. */
    readonly seen: readonly Text[] | undefined;
    /** What to try next. */
    readonly next: readonly Suggestion[];
  };

const words = {
  seen: { en: "What you saw", ko: "확인한 내용" },
  notSeen: {
    en: "It did not happen this time, so there is nothing to say about it.",
    ko: "이번에는 그 일이 일어나지 않아 확인한 내용이 없습니다.",
  },
  next: { en: "Try next", ko: "다음으로 해 볼 것" },
} satisfies Record<string, Text>;

export const demoSinks: Sinks<DemoEvent, [Explainer]> = {
  text: ({ out, language }, explainer) => {
    const { line, paint, columns } = out;
    const write = (lines: readonly string[]): void => lines.forEach((text) => line(text));
    const showCall = socketViews.text({
      write,
      // A lesson is there to be read: nothing of it is dim.
      paint: { ...paint, faint: (text) => text },
      columns: lineColumns(out),
      language,
      explain: explainedOnce(explainer),
    });
    const paragraph = (text: Text): void => write(["", ...wrap(text[language], columns).map(paint.strong)]);
    return (event) => {
      switch (event.event) {
        case "step":
          return paragraph(event.text);
        case "note":
          return write(wrap(event.text[language], columns).map((text) => text.trim()));
        case "socket":
          return showCall(event);
        case "summary": {
          if (event.seen === undefined) return paragraph(words.notSeen);
          paragraph(words.seen);
          write(event.seen.flatMap((fact) => hanging("  - ", fact[language], columns)));
          if (event.next.length === 0) return;
          paragraph(words.next);
          write(labelled(event.next.map(({ command, shows }) => [command, shows[language]]), columns));
        }
      }
    };
  },
  json: ({ out: { line, paint }, language }, explainer) => {
    const tell: Sink<object> = (event) => line(jsonLine(event, language));
    const showCall = socketViews.json({
      write: (lines) => lines.forEach((text) => line(text)),
      paint,
      columns: Infinity,
      language,
      explain: (event) => explainer.explain(event),
    });
    return (event) => {
      switch (event.event) {
        case "step":
        case "note":
          return tell(event);
        case "socket":
          return showCall(event);
        case "summary": {
          const seen = event.seen?.map((fact) => fact[language]) ?? [];
          return tell({ event: "summary", ok: event.seen !== undefined, seen });
        }
      }
    };
  },
};

/** Explains calls; gives nothing where this run has had the same explanation before. */
function explainedOnce(explainer: Explainer): (event: SocketEvent) => string | undefined {
  const given = new Set<string>();
  return (event) => {
    const key = explainer.next(event);
    if (given.has(key)) return undefined;
    given.add(key);
    return explainer.textOf(key, event);
  };
}
