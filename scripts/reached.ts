// deno-lint-ignore-file no-console
/**
 * Which sentences no test reaches: `deno task reached`. It runs the tests, sees which lines ran, and compares with
 * tests/unreached.txt, which lists such sentences with the reason, for Linux and the pinned Deno. What runs in a
 * child process is not counted. Coverage cannot tell two alternatives on neighbouring lines apart: the first is
 * named for both. A constant counts as reached when its file is loaded: no line runs when it is read.
 */
import { Coverage } from "./reached/coverage.ts";
import { type Sentence, sentencesIn, sources } from "./reached/sentences.ts";
import { isAbout, nameOf, readUnreached, type Unreached } from "./reached/unreached.ts";

/** Runs the tests; failed ones count too, but are told. */
async function coverageOfTests(): Promise<Coverage> {
  const folder = await Deno.makeTempDir({ prefix: "reached-" });
  try {
    const env = { DENO_JOBS: "4", DENO_NO_PROMPT: "1" };
    const tests = new Deno.Command(Deno.execPath(), {
      args: ["test", "-P=test", "--parallel", "--quiet", "--coverage-raw-data-only", `--coverage=${folder}`],
      env,
      stdout: "null",
    });
    if (!(await tests.output()).success) {
      console.error("some tests failed: what they should reach may be missing");
    }
    return await coverageIn(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function coverageIn(folder: string): Promise<Coverage> {
  const lcov = new Deno.Command(Deno.execPath(), {
    args: ["coverage", "--quiet", "--lcov", "--include=/lib/", folder],
    stderr: "inherit",
  });
  return new Coverage(new TextDecoder().decode((await lcov.output()).stdout));
}

/** Prints where the list and the tests differ; whether they agree. */
function agrees(sentences: readonly Sentence[], coverage: Coverage, listed: readonly Unreached[]): boolean {
  const unreached = sentences.filter((sentence) => !coverage.reached(sentence));
  const unlisted = unreached.filter((sentence) => !listed.some((line) => isAbout(line, sentence)));
  const stale = listed.filter((line) => !unreached.some((sentence) => isAbout(line, sentence)));
  const names = new Set(unlisted.map(nameOf));
  for (const name of names) console.log(`no test reaches ${name}`);
  for (const { path, words } of stale) console.log(`reached, though listed: ${path}: ${words}`);
  console.log(
    `${sentences.length} sentences, ${unreached.length} unreached, ${listed.length} lines in the list`,
  );
  return names.size === 0 && stale.length === 0;
}

if (import.meta.main) {
  const [kept] = Deno.args; // A folder of `deno test --coverage`, instead of a run.
  const coverage = kept === undefined ? await coverageOfTests() : await coverageIn(kept);
  Deno.exitCode = agrees(sentencesIn(await sources()), coverage, await readUnreached()) ? 0 : 1;
}
