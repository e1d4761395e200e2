import { Mistake } from "../../../base/mistake.ts";
import { count } from "../../../base/numbers.ts";
import type { Sink } from "../../../base/sink.ts";
import type { Text } from "../../../base/text.ts";
import { type LoadResult, mergeResults } from "../../../measure/load/result.ts";
import { parseLoadResults } from "../../../report/load/parse.ts";
import { NegativeResult } from "../../ending.ts";
import { exitCode } from "../../exit_code.ts";
import { tellBadLines } from "../../host/bad_lines.ts";
import type { Host } from "../../host/host.ts";
import { refuseOperands } from "../../line/operands.ts";
import { flagText } from "../../line/parse.ts";
import { UsageError } from "../../line/usage_error.ts";

/** Flags that say how a result is shown, and the one that asks for it. */
const shownBy: ReadonlySet<string> = new Set(["merge", "format", "json", "quiet", "lang", "noColor", "help"]);

const recordHint: Text = {
  en:
    "record results first: capsock load tcp --json > a.jsonl; then cat a.jsonl b.jsonl | capsock load --merge",
  ko:
    "먼저 결과를 기록하세요: capsock load tcp --json > a.jsonl, 그다음 cat a.jsonl b.jsonl | capsock load --merge",
};

/**
 * Combines the results on standard input.
 *
 * @param show Is given the one result of all.
 * @throws {NegativeResult} If they cannot be combined.
 */
export async function mergeFrom(
  host: Host,
  positionals: readonly string[],
  { given, quiet }: { given: ReadonlySet<string>; quiet: boolean },
  show: Sink<LoadResult>,
): Promise<number> {
  const { input, err, language } = host;
  refuseOperands("load --merge", positionals, "input");
  const other = [...given].find((name) => !shownBy.has(name));
  if (other !== undefined) {
    const flag = flagText(other);
    throw new UsageError({
      en: `--merge loads nothing: it takes no ${flag}`,
      ko: `--merge는 부하를 주지 않으므로 함께 쓸 수 없습니다: ${flag}`,
    }, { en: "leave out one of them", ko: "둘 중 하나를 빼세요" });
  }
  if (input.isTerminal) {
    throw new UsageError({
      en: "load --merge reads results from standard input",
      ko: "load --merge는 표준 입력에서 결과를 읽습니다",
    }, recordHint);
  }
  const { results, bad } = parseLoadResults(await input.text());
  tellBadLines(bad, host);
  if (results.length > 0 && !quiet) {
    const told = {
      en: `combining ${count(results.length, "result")}`,
      ko: `결과 ${results.length}개를 합칩니다`,
    };
    err.line(told[language]);
  }
  show(merged(results));
  // A part that could not be read is missing from the sum.
  return bad.length > 0 ? exitCode.no : exitCode.ok;
}

function merged(results: readonly LoadResult[]): LoadResult {
  try {
    return mergeResults(results);
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    const { text } = error;
    throw new NegativeResult(
      "cannot-merge",
      { en: `cannot merge: ${text.en}`, ko: `합칠 수 없습니다: ${text.ko}` },
      results.length === 0 ? recordHint : {
        en: "give each result once, all for the same transport, and all with --rate or all without",
        ko:
          "같은 전송 방식(TCP 또는 UDP)의 결과를 한 번씩만, --rate를 쓴 결과와 쓰지 않은 결과를 따로 넣으세요",
      },
    );
  }
}
