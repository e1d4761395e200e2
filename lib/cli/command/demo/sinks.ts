/**
 * How `demo` shows a lesson: its sentences, and between them every socket call with its explanation, as text
 * or as JSON. What happens in a lesson, and what it says of it, is `lesson/`.
 *
 * @module
 */
import type { Sink } from "../../../base/sink.ts";
import type { Text } from "../../../base/text.ts";
import type { SocketEvent } from "../../../protocol/event.ts";
import { pad, wrap } from "../../../report/columns.ts";
import { Explainer } from "../../../report/explain/explainer.ts";
import { jsonLine } from "../../../report/json.ts";
import type { Language } from "../../../base/text.ts";
import { lineColumns, type Sinks } from "../../host/format.ts";
import { socketViews } from "../../host/socket_view.ts";

/** What a demo tells. */
export type DemoEvent =
  | { readonly event: "lessons"; readonly titles: Readonly<Record<string, Text>> }
  | { readonly event: "step" | "note"; readonly text: Text }
  | SocketEvent
  /** The lesson is over: what was seen; `undefined` when it did not happen. */
  | { readonly event: "summary"; readonly seen: readonly Text[] | undefined };

const words = {
  lessons: {
    en: "Lessons, each of which runs by itself on this machine:",
    ko: "이 컴퓨터 안에서 저절로 진행되는 수업들:",
  },
  start: {
    en: "Start one:  capsock demo tcp    (--step waits for Enter before each step)",
    ko: "시작하려면:  capsock demo tcp    (--step을 주면 단계마다 Enter 키를 기다립니다)",
  },
  seen: { en: "What you saw", ko: "본 것" },
  notSeen: {
    en: "This time it did not happen, so there is nothing to say about it.",
    ko: "이번에는 그 일이 일어나지 않았으므로 말할 것이 없습니다.",
  },
} satisfies Record<string, Text>;

const foldColumns = 76;

export const demoSinks: Sinks<DemoEvent> = {
  text: ({ out, language }) => {
    const { line, paint } = out;
    const write = (lines: readonly string[]): void => lines.forEach((text) => line(text));
    const showCall = socketViews.text({
      write,
      paint,
      columns: lineColumns(out),
      language,
      explain: explainedOnce(language),
    });
    const folded = (text: Text): string[] => wrap(text[language], foldColumns);
    const paragraph = (text: Text): void => write(["", ...folded(text).map(paint.strong)]);
    return (event) => {
      switch (event.event) {
        case "lessons": {
          const rows = Object.entries(event.titles);
          const width = Math.max(...rows.map(([name]) => name.length));
          const titles = rows.map(([name, title]) =>
            `  ${paint.strong(pad(name, width))}  ${title[language]}`
          );
          return write([words.lessons[language], "", ...titles, "", words.start[language]]);
        }
        case "step":
          return paragraph(event.text);
        case "note":
          return write(folded(event.text));
        case "socket":
          return showCall(event);
        case "summary": {
          paragraph(event.seen === undefined ? words.notSeen : words.seen);
          for (const fact of event.seen ?? []) {
            write(folded(fact).map((text, index) => `${index === 0 ? "  - " : "    "}${text}`));
          }
        }
      }
    };
  },
  json: ({ out: { line, paint }, language }) => {
    const tell: Sink<object> = (event) => line(jsonLine(event, language));
    const explainer = new Explainer(language);
    const showCall = socketViews.json({
      write: (lines) => lines.forEach((text) => line(text)),
      paint,
      columns: Infinity,
      language,
      explain: (event) => explainer.explain(event),
    });
    return (event) => {
      switch (event.event) {
        case "lessons":
          return Object.entries(event.titles).forEach(([name, title]) =>
            tell({ event: "lesson", name, title: title[language] })
          );
        case "step":
        case "note":
          return tell({ event: event.event, text: event.text[language] });
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

/** Explains calls; gives nothing where this lesson has had the same explanation before. */
function explainedOnce(language: Language): (event: SocketEvent) => string | undefined {
  // Each keeps its own account of the sockets, so each must be told every call.
  const [explainer, kinds] = [new Explainer(language), new Explainer(language)];
  const seen = new Set<string>();
  return (event) => {
    const kind = kinds.next(event);
    const explanation = explainer.explain(event);
    if (seen.has(kind)) return undefined;
    seen.add(kind);
    return explanation;
  };
}
