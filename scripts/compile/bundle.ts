import { deno } from "./deno.ts";

const folder = "dist/.bundle";

/** A fixed time, because the executable contains the time of every embedded file. */
const time = 0;

const workers = "lib/thread";

/**
 * Bundles the program into `dist/.bundle`. Then the executable contains only what the program imports, and a
 * command is still loaded only when it is called. A bundle starts faster than the sources and is a tenth of
 * their size.
 *
 * The first files of threads, `lib/thread/NAME_worker.ts`, are entries, too. They keep their names, because the
 * program starts them by name (`lib/thread/worker_url.ts`).
 *
 * Packages come from a cache inside `dist/`, so the paths in the bundle are the same in every clone.
 *
 * @returns The folder; the entry is `main.js` in it.
 */
export async function bundle(entry = "main.ts"): Promise<string> {
  await Deno.remove(folder, { recursive: true }).catch(() => {});
  await Deno.mkdir(folder, { recursive: true });
  const flags = ["--quiet", "--platform=deno", "--code-splitting", `--outdir=${folder}`];
  const entries = [entry, ...await workerFiles()];
  await deno(["bundle", ...flags, ...entries], { env: { DENO_DIR: `${Deno.cwd()}/dist/.deno` } });
  await setTimes(folder);
  return folder;
}

/** Sorted, so that the order of the file system does not matter. */
async function workerFiles(): Promise<string[]> {
  const names = await Array.fromAsync(Deno.readDir(workers), ({ name }) => name);
  return names.filter((name) => name.endsWith("_worker.ts")).sort().map((name) => `${workers}/${name}`);
}

async function setTimes(path: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(path)) {
    if (isDirectory) await setTimes(`${path}/${name}`);
    else await Deno.utime(`${path}/${name}`, time, time);
  }
  await Deno.utime(path, time, time);
}
