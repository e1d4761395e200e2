import { type Bytes, encodeText } from "../../base/bytes.ts";
import type { Observer, SocketEvent } from "../../protocol/event.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import { type LessonName, lessons } from "../../lesson/lessons.ts";
import { perform } from "../../lesson/perform.ts";
import type { Text } from "../../base/text.ts";
import { pad, wrap } from "../../report/columns.ts";
import { Explainer } from "../../report/explain/explainer.ts";
import { explanationLines } from "../../report/explain/lines.ts";
import { jsonLine } from "../../report/json.ts";
import type { Language } from "../../report/language.ts";
import { traceHeader, traceLine } from "../../report/trace/text.ts";
import { defineCommand } from "../line/command.ts";
import { reportFlags } from "../line/common_flags.ts";
import { exitCode } from "../exit_code.ts";
import { switchFlag } from "../line/flag.ts";
import type { Host } from "../host/host.ts";
import { asUsage } from "../line/operands.ts";
import { UsageError } from "../line/usage_error.ts";

const lessonNames = Object.keys(lessons) as LessonName[];

export const demo = defineCommand({
  name: "demo",
  summary: "a lesson that runs itself on this machine",
  operands: [{ usage: "[LESSON]", choices: lessonNames }],
  about: [
    "Runs both sides on this machine, over loopback, and shows every socket call as it happens. Nothing is scripted: what you see is what the sockets did, and what did not happen is not claimed (exit code 1).",
    `Lessons: ${lessonNames.join(", ")}. Without one they are listed with what they show.`,
  ],
  flags: { step: switchFlag({ help: "wait for Enter before each step" }), json: reportFlags.json },
  examples: [
    ["capsock demo", "the lessons there are"],
    ["capsock demo tcp", "the life of a TCP connection"],
    ["capsock demo stream --step", "at your own pace"],
    ["capsock demo udp --lang ko", "in Korean"],
  ],
  async run({ positionals, flags }, host) {
    const [name, ...more] = positionals;
    if (more.length > 0) throw new UsageError("demo shows one lesson at a time");
    if (name !== undefined) {
      return await showLesson(lessons[asUsage("demo", () => lessonNamed(name))], flags, host);
    }
    if (flags.step) throw new UsageError("--step goes with a lesson", "`capsock demo` lists the lessons");
    listLessons(flags.json, host);
    return exitCode.ok;
  },
});

function lessonNamed(name: string): LessonName {
  const found = lessonNames.find((lesson) => lesson === name);
  if (found === undefined) {
    throw new RangeError(`there is no lesson "${name}"; there is ${lessonNames.join(", ")}`);
  }
  return found;
}

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

function listLessons(json: boolean, { out, language }: Host): void {
  if (json) {
    for (const name of lessonNames) {
      out.line(jsonLine({ event: "lesson", name, title: lessons[name].title[language] }));
    }
    return;
  }
  const width = Math.max(...lessonNames.map((name) => name.length));
  out.line(words.lessons[language]);
  out.line("");
  for (const name of lessonNames) {
    out.line(`  ${out.paint.strong(pad(name, width))}  ${lessons[name].title[language]}`);
  }
  out.line("");
  out.line(words.start[language]);
}

interface ShowFlags {
  readonly step: boolean;
  readonly json: boolean;
}

/** Runs a lesson before the eyes of the learner. */
export async function showLesson(lesson: Lesson, { step, json }: ShowFlags, host: Host): Promise<number> {
  const { clock, stop } = host;
  const screen = json ? jsonScreen(host) : textScreen(host);
  const lines = step ? host.input.lines() : undefined;
  try {
    const seen = await perform(lesson, {
      clock,
      stop: stop.signal,
      step: async (text) => {
        screen.step(text);
        if (lines !== undefined) await waitForEnter(lines, host);
      },
      note: screen.note,
      observe: screen.observe,
    });
    screen.finish(seen);
    return seen === undefined ? exitCode.no : exitCode.ok;
  } catch (error) {
    if (stop.code === undefined) throw error;
    return stop.code;
  }
}

/** Goes on without waiting when the input has ended: nobody is left to press a key. */
async function waitForEnter(lines: AsyncIterator<Bytes>, { err, input }: Host): Promise<void> {
  if (input.isTerminal) err.write(encodeText("[Enter] "));
  await lines.next();
}

/** Where a lesson is shown. */
interface Screen {
  step(text: Text): void;
  note(text: Text): void;
  observe: Observer;
  finish(seen: readonly Text[] | undefined): void;
}

function textScreen({ out, language }: Host): Screen {
  const explain = explainedOnce(language);
  let hasHeader = false;
  const paragraph = (text: Text): void => {
    out.line("");
    wrap(text[language], foldColumns).forEach((line) => out.line(out.paint.strong(line)));
  };
  return {
    step: paragraph,
    note: (text) => wrap(text[language], foldColumns).forEach(out.line),
    observe: (event) => {
      if (!hasHeader) out.line(traceHeader(out.paint));
      hasHeader = true;
      out.line(traceLine(event, out.paint));
      const explanation = explain(event);
      if (explanation === undefined) return;
      explanationLines(explanation).forEach((line) => out.line(out.paint.faint(line)));
    },
    finish: (seen) => {
      paragraph(seen === undefined ? words.notSeen : words.seen);
      for (const fact of seen ?? []) {
        wrap(fact[language], foldColumns).forEach((line, index) =>
          out.line(`${index === 0 ? "  - " : "    "}${line}`)
        );
      }
    },
  };
}

function jsonScreen({ out, language }: Host): Screen {
  const explainer = new Explainer(language);
  return {
    step: (text) => out.line(jsonLine({ event: "step", text: text[language] })),
    note: (text) => out.line(jsonLine({ event: "note", text: text[language] })),
    observe: (event) => {
      const { data: _, ...facts } = event;
      out.line(jsonLine({ ...facts, explanation: explainer.explain(event) }));
    },
    finish: (seen) => {
      const facts = seen?.map((fact) => fact[language]) ?? [];
      out.line(jsonLine({ event: "summary", ok: seen !== undefined, seen: facts }));
    },
  };
}

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

const foldColumns = 76;
