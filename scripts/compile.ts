// deno-lint-ignore-file no-console
/**
 * Makes the executables: `deno task compile` both editions for this machine, `--all` every target,
 * `--target T` and `--edition E` one, `--archive` also the files that are published.
 */
import { parseArgs } from "@std/cli/parse-args";
import { archive, writeSums } from "./compile/archive.ts";
import { bundle } from "./compile/bundle.ts";
import { deno } from "./compile/deno.ts";
import { type Edition, editions } from "./compile/editions.ts";
import { checkHeader } from "./compile/header.ts";
import { executableSuffix, hostTriple, type Target, targets } from "./compile/targets.ts";

/** The executable does not ask for more permissions and writes no code cache. */
export const compileFlags: readonly string[] = [
  "--no-config",
  "--unstable-net",
  "--no-prompt",
  "--no-code-cache",
  // Young objects fit into this. It is no slower, and a waiting connection needs 2.9 KiB less than when the
  // space can grow.
  "--v8-flags=--min-semi-space-size=4,--max-semi-space-size=4",
];

/** Compiles `entry`, which is in `folder` with all it imports. */
export async function compile(
  { folder, entry, output, permissions, triple = hostTriple }: {
    folder: string;
    entry: string;
    /** An absolute path. */
    output: string;
    permissions: readonly string[];
    triple?: string;
  },
): Promise<void> {
  const flags = [
    ...compileFlags,
    ...permissions,
    "--quiet",
    "--no-check",
    "--include=.",
    `--output=${output}`,
  ];
  // If the target were named, deno would download the runtime that DENORT_BIN already provides.
  if (triple !== hostTriple) flags.push(`--target=${triple}`);
  await deno(["compile", ...flags, entry], { cwd: folder });
}

interface Job {
  readonly target: Target;
  readonly edition: Edition;
  /** The name without an ending. */
  readonly name: string;
  readonly output: string;
}

async function main(): Promise<void> {
  const jobs = readJobs();
  const folder = await bundle();
  const archives: string[] = [];
  let missing = 0;
  for (const job of jobs) {
    try {
      await make(job, folder);
      const { size } = await Deno.stat(job.output);
      console.log(`${job.output}: ${(size / 1e6).toFixed(1)} MB, ${job.target.triple}`);
      const name = `${job.edition.name}-${job.target.triple}`;
      if (args.archive) archives.push(await archive(job.output, name, job.edition.name, job.target));
    } catch (error) {
      missing++;
      await Deno.remove(job.output).catch(() => {});
      console.error(`${job.name}: not made: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (args.archive) await writeSums(archives);
  if (missing > 0) throw new Error(`${missing} of ${jobs.length} executables could not be made`);
}

const args = parseArgs(Deno.args, {
  boolean: ["all", "archive"],
  string: ["target", "edition"],
}) as unknown as {
  all: boolean;
  archive: boolean;
  target?: string;
  edition?: string;
};

function readJobs(): Job[] {
  const wanted = args.all ? targets : [targetNamed(args.target ?? hostTriple)];
  const made = args.edition === undefined ? editions : [editionNamed(args.edition)];
  return wanted.flatMap((target) =>
    made.map((edition) => {
      const isHost = target.triple === hostTriple;
      const name = isHost ? edition.name : `${edition.name}-${target.triple}`;
      return { target, edition, name, output: `dist/${name}${executableSuffix(target)}` };
    })
  );
}

function targetNamed(triple: string): Target {
  const found = targets.find((target) => target.triple === triple);
  if (found === undefined) {
    throw new Error(`no target ${triple}; there are ${targets.map(({ triple }) => triple).join(", ")}`);
  }
  return found;
}

function editionNamed(name: string): Edition {
  const found = editions.find((edition) => edition.name === name);
  if (found === undefined) {
    throw new Error(`no edition ${name}; there are ${editions.map(({ name }) => name).join(", ")}`);
  }
  return found;
}

async function make({ target, edition, output }: Job, folder: string): Promise<void> {
  const { triple } = target;
  const path = `${Deno.cwd()}/${output}`;
  await compile({ folder, entry: "main.js", output: path, permissions: edition.permissions, triple });
  await checkHeader(output, target);
  if (triple === hostTriple) await startOnce(path);
}

/** Starts the executable once: if compiler and runtime do not match, it cannot start. */
async function startOnce(path: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(path, { args: ["version"] }).output();
  if (!success) throw new Error(`it does not start: ${new TextDecoder().decode(stderr).trim()}`);
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}
