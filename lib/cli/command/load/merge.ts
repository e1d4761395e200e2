import type { Sink } from "../../../base/sink.ts";
import { count } from "../../../base/numbers.ts";
import { type LoadResult, mergeResults } from "../../../measure/load/result.ts";
import { parseLoadResults } from "../../../report/load/parse.ts";
import { tellBadLines } from "../../host/bad_lines.ts";
import { errorLines } from "../../error_report.ts";
import { exitCode } from "../../exit_code.ts";
import type { Host } from "../../host/host.ts";
import { refuseOperands } from "../../line/operands.ts";
import { flagText } from "../../line/parse.ts";
import { UsageError } from "../../line/usage_error.ts";

/** Flags that say how a result is shown, and the one that asks for it. */
const shownBy: ReadonlySet<string> = new Set(["merge", "format", "json", "quiet", "lang", "noColor", "help"]);

const recordHint =
  "record some: capsock load tcp --json > a.jsonl; then cat a.jsonl b.jsonl | capsock load --merge";

/**
 * Combines the results on standard input.
 *
 * @param show Is given the one result of all.
 */
export async function mergeFrom(
  { input, err, language }: Host,
  positionals: readonly string[],
  { given, quiet }: { given: ReadonlySet<string>; quiet: boolean },
  show: Sink<LoadResult>,
): Promise<number> {
  refuseOperands("load --merge", positionals);
  const other = [...given].find((name) => !shownBy.has(name));
  if (other !== undefined) {
    throw new UsageError(`--merge loads nothing: it takes no ${flagText(other)}`, "leave out one of them");
  }
  if (input.isTerminal) throw new UsageError("load --merge reads results from standard input", recordHint);
  const { results, bad } = parseLoadResults(await input.text());
  tellBadLines(bad, { err, language });
  if (results.length > 0 && !quiet) err.line(`${count(results.length, "result")} together`);
  try {
    show(mergeResults(results));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const hint = results.length === 0 ? recordHint : "give each result once, and those of one transport";
    errorLines({ message: `cannot merge: ${error.message}`, hint }, err.paint, language).forEach((line) =>
      err.line(line)
    );
    return exitCode.no;
  }
  // A part that could not be read is missing from the sum.
  return bad.length > 0 ? exitCode.no : exitCode.ok;
}
