import { columnsOf, hanging, pad, wrap } from "../../report/columns.ts";
import { type Language, sameInAll, type Text } from "../../base/text.ts";
import type { Command } from "./command.ts";
import { commonFlags } from "./common_flags.ts";
import type { Flag } from "./flag.ts";
import { flagText } from "./parse.ts";
import { versionText } from "../version_text.ts";

/** A term, and what it means. */
type Row = readonly [term: string, meaning: string];

/** What capsock is for. */
export const purpose: Text = { en: "learn, measure and check sockets", ko: "소켓 학습, 측정, 점검" };

const labels = {
  usage: { en: "usage:", ko: "사용법:" },
  start: { en: "Start here:", ko: "처음이라면:" },
  pages: { en: "Pages:", ko: "도움말:" },
  also: { en: "also:", ko: "공통:" },
  examples: { en: "examples:", ko: "예시:" },
  repeatable: { en: "repeatable", ko: "여러 번 사용 가능" },
} satisfies Record<string, Text>;

const steps: readonly (readonly [string, Text])[] = [
  ["capsock demo tcp", {
    en: "see a TCP connection, call by call",
    ko: "TCP 연결의 소켓 호출을 하나씩 보기",
  }],
  ["capsock server tcp", { en: "run a server, and leave it running", ko: "서버를 실행하고 그대로 두기" }],
  ["capsock client tcp", { en: "talk to it from a second terminal", ko: "두 번째 터미널에서 서버와 대화" }],
];
const lastStep: readonly [string, Text] = ["capsock help", {
  en: "list every command",
  ko: "모든 명령 보기",
}];
const pages = sameInAll("capsock help COMMAND, capsock help concepts, capsock help exit-codes");

/** What to do first, in five lines: for whoever types `capsock` alone. */
export function firstSteps(language: Language, width: number): string {
  const rows = inLanguage([...steps, lastStep], language);
  return [...headline(language, width), ...columns(rows, width)].join("\n");
}

/** The first page: what capsock is, and its commands. It fits a screen of 80 × 24. */
export function overview(commands: readonly Command[], language: Language, width: number): string {
  const summaries = commands.map(({ name, summary }) => [name, summary] as const);
  return [
    ...headline(language, width),
    "",
    ...usageLines("capsock <command> [transport] [target] [options]", language, width),
    "",
    ...columns(inLanguage(summaries, language), width),
    "",
    labels.start[language],
    ...columns(inLanguage(steps, language), width),
    ...hanging(`${labels.pages[language]}  `, pages[language], width),
  ].join("\n");
}

function headline(language: Language, width: number): string[] {
  return wrap(`capsock ${versionText}: ${purpose[language]}`, width);
}

/** The page of one command. */
export function commandHelp(command: Command, language: Language, width: number): string {
  const { name, operands, about, flags, examples } = command;
  const hasFlags = Object.keys(flags).length > 0;
  const usage = ["capsock", name, ...operands.map(({ usage }) => usage), ...(hasFlags ? ["[options]"] : [])];
  const common = flagRows(commonFlags, language).map(([text]) => text).join("; ");
  return [
    ...usageLines(usage.join(" "), language, width),
    "",
    ...about.flatMap((paragraph) => wrap(paragraph[language], width)),
    "",
    ...(hasFlags ? columns(flagRows(flags, language), width) : []),
    ...hanging(`  ${labels.also[language]} `, common, width),
    "",
    labels.examples[language],
    ...columns(inLanguage(examples, language), width),
  ].join("\n");
}

function usageLines(usage: string, language: Language, width: number): string[] {
  return hanging(`${labels.usage[language]} `, usage, width);
}

function inLanguage(rows: readonly (readonly [string, Text])[], language: Language): Row[] {
  return rows.map(([term, meaning]) => [term, meaning[language]]);
}

/** The flags as they are typed, with what they do. */
export function flagRows(flags: Readonly<Record<string, Flag>>, language: Language): Row[] {
  return Object.entries(flags).map(([name, flag]) => {
    const short = flag.short === undefined ? "" : `-${flag.short}, `;
    const value = flag.kind === "value" ? ` ${flag.placeholder}` : "";
    const only = flag.only === undefined ? "" : ` (${flag.only})`;
    const initial = flag.kind === "value" && flag.initialText.en ? ` [${flag.initialText[language]}]` : "";
    const repeat = flag.repeatable ? `, ${labels.repeatable[language]}` : "";
    return [`${short}${flagText(name)}${value}`, `${flag.help[language]}${only}${repeat}${initial}`];
  });
}

/** Two columns in lines that fit `width`. A long term stands above its meaning. */
export function columns(rows: readonly Row[], width: number): string[] {
  const limit = Math.min(48, Math.max(12, width - 32));
  const short = rows.map(([term]) => columnsOf(term)).filter((columns) => columns <= limit);
  const left = Math.max(0, ...short);
  const indent = " ".repeat(left + 4);
  return rows.flatMap(([term, meaning]) => {
    if (columnsOf(term) <= left) return hanging(`  ${pad(term, left)}  `, meaning, width);
    return [...hanging("  ", term, width, "    "), ...hanging(indent, meaning, width)];
  });
}
