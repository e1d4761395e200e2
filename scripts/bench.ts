// deno-lint-ignore-file no-console
import { parseArgs } from "@std/cli/parse-args";
import { BenchError, type Settings } from "./bench/bench.ts";
import { benches } from "./bench/benches.ts";
import { Laboratory } from "./bench/laboratory.ts";
import { table } from "./bench/table.ts";
import { goalLines } from "./bench/goal.ts";

const usage = `deno task bench [BENCH…] [--runs 5] [--seconds 1] [--executable PATH]

Measures capsock and other servers side by side: one after the other, several times over, with
the server on one processor and the load on another. What is compared is the ratio in one round.

${table(Object.entries(benches).map(([name, { summary }]) => [`  ${name}`, summary]), ["left", "left"])}

  --runs N            rounds; figures are medians
  --seconds N         how long one measurement takes
  --executable PATH   a compiled capsock; left out, it is run from source`;

/** @returns The exit code. */
async function main(args: readonly string[]): Promise<number> {
  const unknown: string[] = [];
  const flags = parseArgs(args, {
    string: ["runs", "seconds", "executable"],
    boolean: ["help"],
    unknown: (argument) => argument.startsWith("-") ? void unknown.push(argument) : undefined,
  });
  const names = flags._.map(String);
  const settings: Settings = {
    rounds: Number(flags.runs ?? 5),
    seconds: Number(flags.seconds ?? 1),
    executable: typeof flags.executable === "string" ? flags.executable : undefined,
  };
  unknown.push(...names.filter((name) => !Object.hasOwn(benches, name)));
  const isValid = Number.isInteger(settings.rounds) && settings.rounds > 0 && settings.seconds > 0;
  if (flags.help || unknown.length > 0 || !isValid) {
    if (flags.help) {
      console.log(usage);
      return 0;
    }
    console.error(`bench: not understood: ${unknown.join(" ") || "--runs or --seconds"}\n`);
    console.error(usage);
    return 2;
  }
  const chosen = names.length === 0 ? Object.keys(benches) : names;
  try {
    await using laboratory = await Laboratory.open(settings);
    for (const line of laboratory.description) console.log(line);
    for (const name of chosen) await runBench(name, laboratory);
    if (laboratory.caveats.length > 0) console.log("");
    for (const line of laboratory.caveats) console.log(line);
    return 0;
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    console.error(`bench: ${error.message}`);
    return 1;
  }
}

async function runBench(name: string, laboratory: Laboratory): Promise<void> {
  const { summary, run } = benches[name]!;
  const { rows, align, goals, notes = [] } = await run(laboratory);
  console.log(`\n${name}: ${summary}\n\n${table(rows, align)}\n`);
  for (const line of [...goalLines(goals), ...notes]) console.log(line);
}

Deno.exit(await main(Deno.args));
