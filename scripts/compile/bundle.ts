import { deno } from "./deno.ts";

const folder = "dist/.bundle";

/** Fixed, since the time of every embedded file ends up in the executable. */
const time = 0;

const workers = "lib/thread";

/**
 * Bundles the program into `dist/.bundle`: only what it imports is embedded then, and a command still loads
 * when it is called. That starts faster than the sources and takes a tenth of their room.
 *
 * The first files of threads, `lib/thread/NAME_worker.ts`, are entries too: they keep their names, by which they are
 * started (`lib/thread/worker_url.ts`).
 *
 * Packages come from a cache inside `dist/`, so that the paths in the bundle are the same in every clone.
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

/** In one order, whatever the file system's is. */
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
