// deno-lint-ignore-file no-console
/**
 * Builds the archives of the last commit in two clones and compares their checksums: `deno task reproduce`. Each
 * clone has its own cache, and their folders have different depths.
 */
const work = await Deno.makeTempDir();
try {
  const sums: string[] = [];
  for (const folder of ["one", "two/levels/deeper"]) {
    const clone = `${work}/${folder}/clone`;
    await run("git", ["clone", "--quiet", Deno.cwd(), clone], Deno.cwd());
    const env = { DENO_DIR: `${work}/${folder}/cache` };
    await run(Deno.execPath(), ["task", "--quiet", "compile", "--archive"], clone, env);
    sums.push(await Deno.readTextFile(`${clone}/dist/SHA256SUMS`));
    await Deno.remove(clone, { recursive: true });
  }
  const [first, second] = sums;
  console.log(first?.trimEnd());
  if (first !== second) throw new Error(`the second build differs:\n${second}`);
  console.log("both builds have the same bytes");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exitCode = 1;
} finally {
  await Deno.remove(work, { recursive: true });
}

async function run(
  command: string,
  args: string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<void> {
  const { success, code } = await new Deno.Command(command, { args, cwd, env }).spawn().status;
  if (!success) throw new Error(`${command} ${args[0]} ended with ${code}`);
}
