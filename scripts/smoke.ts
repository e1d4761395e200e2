// deno-lint-ignore-file no-console
/**
 * The checks that a release must pass. `deno task smoke` checks both editions in `dist/`, `deno task smoke
 * FILE` one. Each check prints one line. The last line counts them, and the exit code is 1 if one failed.
 */
import { editions } from "./compile/editions.ts";
import { conversations } from "./smoke/conversations.ts";
import { exitCodes } from "./smoke/exit_codes.ts";
import { isolation } from "./smoke/isolation.ts";
import { type Checks, Program, Skipped } from "./smoke/program.ts";
import { startupReport } from "./smoke/startup.ts";

const groups: readonly Checks[] = [conversations, exitCodes, isolation];
const counts = { passed: 0, failed: 0, skipped: 0 };

async function programs(): Promise<Program[]> {
  const suffix = Deno.build.os === "windows" ? ".exe" : "";
  const paths = Deno.args.length > 0 ? Deno.args : editions.map(({ name }) => `dist/${name}${suffix}`);
  return await Promise.all(paths.map(async (path) => {
    const edition = editions.toReversed().find(({ name }) => path.includes(name))?.name ?? "capsock";
    return new Program(await Deno.realPath(path), edition);
  }));
}

async function tryOut(
  program: Program,
  name: string,
  check: (program: Program) => Promise<void>,
): Promise<void> {
  try {
    await check(program);
    counts.passed++;
    console.log(`ok      ${name}`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof Skipped) {
      counts.skipped++;
      console.log(`skipped ${name}: ${message}`);
    } else {
      counts.failed++;
      console.log(`FAILED  ${name}\n${message}`);
    }
  }
}

for (const program of await programs()) {
  console.log(`--- ${program.path}`);
  for (const checks of groups) {
    for (const [name, check] of Object.entries(checks)) await tryOut(program, name, check);
  }
  console.log(await startupReport(program).catch((error) => `start-up: not measured: ${error.message}`));
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
Deno.exit(counts.failed === 0 ? 0 : 1);
