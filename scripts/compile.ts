// deno-lint-ignore-file no-console
/**
 * Makes `dist/capsock`, the executable for this machine: `deno task compile`.
 *
 * The program is bundled first, so that only what it imports is embedded and a command still loads when it is
 * called: that starts faster than the sources and takes a tenth of the room.
 */

/** What an executable may do, and that it neither asks for more nor writes a code cache. */
export const compileFlags: readonly string[] = [
  "--no-config",
  "--unstable-net",
  "--allow-net",
  "--no-prompt",
  "--no-code-cache",
];

/** Compiles `entry`, which is in `folder` with all it imports, into `output`. */
export async function compile(entry: string, folder: string, output: string): Promise<void> {
  const flags = [...compileFlags, "--quiet", "--no-check", `--include=${folder}`, `--output=${output}`];
  await deno("compile", ...flags, `${folder}/${entry}`);
}

async function main(): Promise<void> {
  const output = `dist/${Deno.build.os === "windows" ? "capsock.exe" : "capsock"}`;
  const bundle = await Deno.makeTempDir();
  try {
    await deno("bundle", "--quiet", "--platform=deno", "--code-splitting", `--outdir=${bundle}`, "main.ts");
    await compile("main.js", bundle, output);
  } finally {
    await Deno.remove(bundle, { recursive: true });
  }
  console.log(`${output}: ${((await Deno.stat(output)).size / 1e6).toFixed(1)} MB`);
}

async function deno(...args: string[]): Promise<void> {
  const { success, code } = await new Deno.Command(Deno.execPath(), { args }).spawn().status;
  if (!success) throw new Error(`deno ${args[0]} ended with ${code}`);
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}
