import type { SocketEvent } from "../protocol/event.ts";
import { Network, socketNumbers } from "../net/network.ts";
import { type LessonName, lessons } from "../lesson/lessons.ts";
import { jsonLine } from "../report/json.ts";
import { traceLine } from "../report/trace_text.ts";
import { defineCommand } from "./command.ts";
import { reportFlags } from "./common_flags.ts";
import { exitCode } from "./exit_code.ts";
import type { Host } from "./host.ts";
import { asUsage } from "./operands.ts";
import { UsageError } from "./usage_error.ts";

const lessonNames = Object.keys(lessons) as LessonName[];
const firstLesson = "tcp";

export const demo = defineCommand({
  name: "demo",
  summary: "a lesson that runs itself on this machine",
  operands: [{ usage: "[LESSON]", choices: lessonNames }],
  about: [
    "Runs both sides on this machine and shows every socket call as it happens. Nothing is scripted: what you see is what the sockets did.",
    `Lessons: ${lessonNames.map((name) => `${name} (${lessons[name].title})`).join("; ")}.`,
  ],
  flags: { json: reportFlags.json },
  examples: [["capsock demo tcp", "the life of a TCP connection"]],
  async run({ positionals, flags: { json } }, host) {
    const [name = firstLesson, ...more] = positionals;
    if (more.length > 0) throw new UsageError("demo shows one lesson at a time");
    const lesson = lessons[asUsage("demo", () => lessonNamed(name))];
    const { say, observe, events, finish } = screen(json, host);
    const nextId = socketNumbers();
    const { clock } = host;
    const seen = await lesson.run({
      clock,
      server: new Network({ clock, nextId, side: "server", observer: observe }),
      client: new Network({ clock, nextId, side: "client", observer: observe }),
      say,
      events,
      stop: host.stop.signal,
    });
    finish(seen);
    return seen === undefined ? exitCode.no : exitCode.ok;
  },
});

function lessonNamed(name: string): LessonName {
  const found = lessonNames.find((lesson) => lesson === name);
  if (found === undefined) {
    throw new RangeError(`there is no lesson "${name}"; there is ${lessonNames.join(", ")}`);
  }
  return found;
}

interface Screen {
  readonly events: readonly SocketEvent[];
  say(text: string): void;
  observe(event: SocketEvent): void;
  finish(seen: string[] | undefined): void;
}

/** Shows a lesson: what is said, and the calls as they come back. */
function screen(json: boolean, { out }: Host): Screen {
  const events: SocketEvent[] = [];
  return {
    events,
    say: (text) =>
      json ? out.line(jsonLine({ event: "step", text })) : out.line(`\n${out.paint.strong(text)}`),
    observe: (event) => {
      const { data: _, ...facts } = event;
      events.push(facts);
      out.line(json ? jsonLine(facts) : traceLine(facts, out.paint));
    },
    finish: (seen) => {
      if (json) out.line(jsonLine({ event: "summary", ok: seen !== undefined, seen: seen ?? [] }));
      else if (seen === undefined) out.line("\nThis time it did not happen.");
      else out.line(["", out.paint.strong("What you saw"), ...seen.map((fact) => `  ${fact}`)].join("\n"));
    },
  };
}
