import { type Bytes, encodeText } from "../../base/bytes.ts";
import { didYouMean, nearest } from "../../base/nearest.ts";
import type { Text } from "../../base/text.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import { type LessonName, lessonNames, lessons } from "../../lesson/lessons.ts";
import { perform } from "../../lesson/perform.ts";
import { Explainer } from "../../report/explain/explainer.ts";
import { lessonListSinks } from "./demo/list.ts";
import { demoSinks, type Suggestion } from "./demo/sinks.ts";
import { defineCommand } from "../line/command.ts";
import { reportFlags } from "../line/common_flags.ts";
import { exitCode } from "../exit_code.ts";
import { switchFlag } from "../line/flag.ts";
import { formatOf } from "../host/format.ts";
import type { Host } from "../host/host.ts";
import { UsageError } from "../line/usage_error.ts";

export const demo = defineCommand({
  name: "demo",
  summary: {
    en: "run a lesson on this machine, step by step",
    ko: "이 컴퓨터에서 실습 하나를 단계별로 실행",
  },
  operands: [{ usage: "[LESSON]", choices: lessonNames }],
  about: [
    {
      en:
        "Runs both sides on this machine, over loopback, and shows every socket call as it happens. Nothing is made up: you see what the sockets really did. If something did not happen as it should, the exit code is 1.",
      ko:
        "양쪽을 모두 이 컴퓨터에서 루프백으로 실행하고, 소켓 호출이 일어날 때마다 보여 줍니다. 미리 짜 놓은 것은 없습니다. 보이는 것은 소켓이 실제로 한 일입니다. 일어나야 할 일이 일어나지 않았으면 종료 코드는 1입니다.",
    },
    {
      en: `Lessons: ${lessonNames.join(", ")}. Without a lesson, demo lists what each one shows.`,
      ko: `실습: ${lessonNames.join(", ")}. 실습을 쓰지 않으면 각각 무엇을 보여 주는지 목록이 나옵니다.`,
    },
  ],
  flags: {
    step: switchFlag({
      help: {
        en: "wait for Enter before each step, as in a terminal",
        ko: "터미널에서처럼 단계마다 Enter를 기다림",
      },
    }),
    noStep: switchFlag({ help: { en: "do not wait for Enter", ko: "Enter를 기다리지 않음" } }),
    json: reportFlags.json,
  },
  examples: [
    ["capsock demo", { en: "list the lessons", ko: "실습 목록" }],
    ["capsock demo tcp", { en: "the life of a TCP connection", ko: "TCP 연결의 시작부터 끝까지" }],
    ["capsock demo stream --no-step", { en: "without waiting", ko: "기다리지 않고 끝까지" }],
    ["capsock demo udp --lang ko", { en: "in Korean", ko: "한국어로" }],
  ],
  async run({ positionals: [name, ...more], flags }, host) {
    if (more.length > 0) {
      throw new UsageError({
        en: "demo shows one lesson at a time",
        ko: "demo는 한 번에 실습 하나만 보여 줍니다",
      });
    }
    if (flags.step && flags.noStep) {
      throw new UsageError({
        en: "--step and --no-step exclude each other",
        ko: "--step과 --no-step은 함께 쓸 수 없습니다",
      });
    }
    if (name !== undefined) {
      const lesson = lessonNamed(name);
      const step = flags.step || (!flags.noStep && isWatched(host) && !flags.json);
      return await showLesson(lessons[lesson], { ...flags, step, next: afterLesson(lesson) }, host);
    }
    if (flags.step || flags.noStep) {
      const flag = flags.step ? "--step" : "--no-step";
      throw new UsageError(
        { en: `${flag} goes with a lesson`, ko: `${flag}은 실습과 함께 써야 합니다` },
        listHint,
      );
    }
    lessonListSinks[formatOf(flags)](host)(lessons);
    return exitCode.ok;
  },
});

const listHint: Text = {
  en: "`capsock demo` lists the lessons",
  ko: "`capsock demo`는 실습 목록을 보여 줍니다",
};

function lessonNamed(name: string): LessonName {
  const found = lessonNames.find((lesson) => lesson === name);
  if (found !== undefined) return found;
  const meant = nearest(name, lessonNames);
  throw new UsageError(
    {
      en: `there is no lesson "${name}"`,
      ko: `그런 실습은 없습니다: "${name}"`,
    },
    meant === undefined ? listHint : didYouMean(meant),
  );
}

/** Whether a person sees the lesson and can press Enter. */
function isWatched({ input, out }: Host): boolean {
  return input.isTerminal && out.isTerminal;
}

/** What to try after a lesson: the one that follows it, and the page about it. */
function afterLesson(name: LessonName): Suggestion[] {
  const following = lessonNames[lessonNames.indexOf(name) + 1];
  const page: Suggestion = {
    command: `capsock help ${lessons[name].page}`,
    shows: { en: "Read the page about what you saw.", ko: "방금 본 것에 관한 설명을 읽습니다." },
  };
  if (following === undefined) return [page];
  return [{ command: `capsock demo ${following}`, shows: lessons[following].title }, page];
}

interface ShowOptions {
  readonly json: boolean;
  /** Whether each step waits for Enter. */
  readonly step: boolean;
  readonly next?: readonly Suggestion[];
}

/** Runs a lesson while the learner watches. */
export async function showLesson(lesson: Lesson, options: ShowOptions, host: Host): Promise<number> {
  const { clock, stop } = host;
  const { step, next = [] } = options;
  const report = demoSinks[formatOf(options)](host, await Explainer.load(host.language));
  const lines = step ? host.input.lines() : undefined;
  const pause = async (): Promise<void> => {
    if (lines !== undefined) await waitForEnter(lines, host);
  };
  if (step) sayHowToGoOn(host);
  const seen = await perform(lesson, {
    clock,
    stop: stop.signal,
    step: async (text) => {
      report({ event: "step", text });
      await pause();
    },
    note: (text) => report({ event: "note", text }),
    observe: report,
  });
  await pause();
  report({ event: "summary", seen, next });
  return seen === undefined ? exitCode.no : exitCode.ok;
}

function sayHowToGoOn({ err, input, language }: Host): void {
  const text = {
    en: "Enter goes on to the next step, Ctrl-C ends the lesson.",
    ko: "Enter 키는 다음 단계로 넘어가고, Ctrl-C는 실습을 끝냅니다.",
  };
  if (input.isTerminal) err.line(text[language]);
}

/** Goes on without waiting when the input has ended: nobody is left to press a key. */
async function waitForEnter(lines: AsyncIterator<Bytes>, { err, input }: Host): Promise<void> {
  if (input.isTerminal) err.write(encodeText("[Enter] "));
  await lines.next();
}
