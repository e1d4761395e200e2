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
