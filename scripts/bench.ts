// deno-lint-ignore-file no-console
import { againstLines } from "./bench/against.ts";
import { readArguments } from "./bench/arguments.ts";
import { BenchError, type Settings } from "./bench/bench.ts";
import { benches } from "./bench/benches.ts";
import { goalLines } from "./bench/goal.ts";
import { type Report, type TableReport, tableReport } from "./bench/json.ts";
import { Laboratory } from "./bench/laboratory.ts";
import { table } from "./bench/table.ts";

const usage =
  `deno task bench [--only NAME]… [--runs 5] [--seconds 1] [--executable PATH] [--against PATH] [--json]

Measures capsock and other programs side by side: one after the other, several times over, with
the server on one processor and the load on another. What is compared is the ratio in one round.

${table(Object.entries(benches).map(([name, { summary }]) => [`  ${name}`, summary]), ["left", "left"])}

  --only NAME         one of these tables; may be repeated; left out, all of them
  --runs N            rounds; figures are medians
  --seconds N         how long one measurement takes; load needs 0.5 or more
  --executable PATH   a compiled capsock; left out, it is run from source
  --against PATH      another compiled capsock, of an older commit for instance: measured in the
                      same rounds, right after the first, wherever a table runs capsock
  --json              one JSON object on standard output: date, machine, and for each table its
                      goals and a row for each load and program, with median, min and max of every
                      figure, its ratio to the table's reference and to the other executable, and
                      in how many rounds something else ran on the processors (disturbed)`;

/** @returns The exit code. */
async function main(args: readonly string[]): Promise<number> {
  const asked = readArguments(args, Object.keys(benches));
  if (asked.does === "help") {
    console.log(usage);
    return 0;
  }
  if (asked.does === "wrong") {
    console.error(`bench: ${asked.wrong}\n  → deno task bench --help shows what there is`);
    return 2;
  }
  try {
    await (asked.isJson ? reportJson : reportText)(asked.only, asked.settings);
    return 0;
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    console.error(`bench: ${error.message}`);
    return 1;
  }
}

async function reportText(names: readonly string[], settings: Settings): Promise<void> {
  await using laboratory = await Laboratory.open(settings);
  for (const line of laboratory.description) console.log(line);
  for (const name of names) {
    const { summary, run } = benches[name]!;
    const { rows, align, goals, measured, notes = [] } = await run(laboratory);
    console.log(`\n${name}: ${summary}\n\n${table(rows, align)}\n`);
    for (const line of [...goalLines(goals), ...notes, ...againstLines(measured)]) console.log(line);
  }
  if (laboratory.caveats.length > 0) console.log("");
  for (const line of laboratory.caveats) console.log(line);
}

async function reportJson(names: readonly string[], settings: Settings): Promise<void> {
  const date = new Date().toISOString();
  await using laboratory = await Laboratory.open(settings);
  const tables: TableReport[] = [];
  for (const name of names) {
    const { summary, run } = benches[name]!;
    tables.push(tableReport(name, summary, await run(laboratory)));
  }
  const { machine, measurements } = laboratory;
  console.log(JSON.stringify({ date, machine, ...settings, measurements, tables } satisfies Report));
}

Deno.exit(await main(Deno.args));
