import type { Text } from "../../../base/text.ts";
import type { Lesson } from "../../../lesson/lesson.ts";
import { wrap } from "../../../report/columns.ts";
import { jsonLine } from "../../../report/json.ts";
import { labelled } from "../../../report/labelled.ts";
import type { Sinks } from "../../host/format.ts";
import type { Suggestion } from "./sinks.ts";

/** Every lesson by its name, in the order of the list. */
type Lessons = Readonly<Record<string, Lesson>>;

const heading: Text = {
  en: "Lessons that run on this machine, in the order of the lecture:",
  ko: "이 컴퓨터에서 진행되는 실습(강의 순서):",
};

const tryNext: Text = { en: "Try next:", ko: "다음으로 해 볼 것:" };

const suggestions: readonly Suggestion[] = [
  {
    command: "capsock demo tcp",
    shows: {
      en: "the first lesson; in a terminal, Enter goes on to the next step",
      ko: "첫 번째 실습. 터미널에서는 Enter 키로 다음 단계",
    },
  },
  {
    command: "capsock demo udp --no-step",
    shows: { en: "a lesson without waiting", ko: "기다리지 않고 끝까지 진행하는 실습" },
  },
  { command: "capsock shell", shows: { en: "type the socket calls yourself", ko: "소켓 호출을 직접 입력" } },
];

/** How `demo` alone lists the lessons. */
export const lessonListSinks: Sinks<Lessons> = {
  text: ({ out: { line, paint, columns }, language }) => (lessons) => {
    const rows = (pairs: readonly (readonly [string, Text])[]): string[] =>
      labelled(pairs.map(([label, text]) => [label, text[language]]), columns)
        .map((text) => text.replace(/^ {2}(\S+( \S+)*)(?= )/, (_, label) => `  ${paint.strong(label)}`));
    [
      ...wrap(heading[language], columns),
      "",
      ...rows(Object.entries(lessons).map(([name, { title }]) => [name, title])),
      "",
      tryNext[language],
      ...rows(suggestions.map(({ command, shows }) => [command, shows])),
    ].forEach((text) => line(text));
  },
  json: ({ out: { line }, language }) => (lessons) =>
    Object.entries(lessons).forEach(([name, { title }]) =>
      line(jsonLine({ event: "lesson", name, title }, language))
    ),
};
