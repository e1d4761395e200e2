import { type Bytes, encodeText } from "../../base/bytes.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import { type LessonName, lessons } from "../../lesson/lessons.ts";
import { perform } from "../../lesson/perform.ts";
import { demoSinks } from "./demo/sinks.ts";
import { unlessStopped } from "../ending.ts";
import { defineCommand } from "../line/command.ts";
import { reportFlags } from "../line/common_flags.ts";
import { exitCode } from "../exit_code.ts";
import { switchFlag } from "../line/flag.ts";
import { formatOf } from "../host/format.ts";
import type { Host } from "../host/host.ts";
import { asUsage } from "../line/operands.ts";
import { UsageError } from "../line/usage_error.ts";

const lessonNames = Object.keys(lessons) as LessonName[];

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
    step: switchFlag({ help: { en: "wait for Enter before each step", ko: "단계마다 Enter를 기다림" } }),
    json: reportFlags.json,
  },
  examples: [
    ["capsock demo", { en: "list the lessons", ko: "실습 목록" }],
    ["capsock demo tcp", { en: "the life of a TCP connection", ko: "TCP 연결의 시작부터 끝까지" }],
    ["capsock demo stream --step", { en: "at your own pace", ko: "자기 속도에 맞추어" }],
    ["capsock demo udp --lang ko", { en: "in Korean", ko: "한국어로" }],
  ],
  async run({ positionals, flags }, host) {
    const [name, ...more] = positionals;
    if (more.length > 0) throw new UsageError("demo shows one lesson at a time");
    if (name !== undefined) {
      return await showLesson(lessons[asUsage("demo", () => lessonNamed(name))], flags, host);
    }
    if (flags.step) throw new UsageError("--step goes with a lesson", "`capsock demo` lists the lessons");
    const titles = Object.fromEntries(lessonNames.map((lesson) => [lesson, lessons[lesson].title]));
    demoSinks[formatOf(flags)](host)({ event: "lessons", titles });
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

interface ShowFlags {
  readonly step: boolean;
  readonly json: boolean;
}

/** Runs a lesson before the eyes of the learner. */
export async function showLesson(lesson: Lesson, flags: ShowFlags, host: Host): Promise<number> {
  const { clock, stop } = host;
  const report = demoSinks[formatOf(flags)](host);
  const lines = flags.step ? host.input.lines() : undefined;
  return await unlessStopped(stop, async () => {
    const seen = await perform(lesson, {
      clock,
      stop: stop.signal,
      step: async (text) => {
        report({ event: "step", text });
        if (lines !== undefined) await waitForEnter(lines, host);
      },
      note: (text) => report({ event: "note", text }),
      observe: report,
    });
    report({ event: "summary", seen });
    return seen === undefined ? exitCode.no : exitCode.ok;
  });
}

/** Goes on without waiting when the input has ended: nobody is left to press a key. */
async function waitForEnter(lines: AsyncIterator<Bytes>, { err, input }: Host): Promise<void> {
  if (input.isTerminal) err.write(encodeText("[Enter] "));
  await lines.next();
}
