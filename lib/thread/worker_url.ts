/** Whether this program runs from source, not from an executable. */
export const runsFromSource: boolean = import.meta.url.endsWith(".ts");

/**
 * The place of the first file of a thread: `lib/thread/NAME_worker.ts`. In an executable all files are bundled,
 * but the first files of threads keep their names (`scripts/compile/bundle.ts`).
 */
export function workerUrl(name: string): URL {
  return new URL(runsFromSource ? `./${name}_worker.ts` : `./lib/thread/${name}_worker.js`, import.meta.url);
}

/** Whether a thread can be started. Only a program from source needs a permission for it, to read its files. */
export function canReadWorker(name: string): boolean {
  if (!runsFromSource) return true;
  const path = workerUrl(name);
  return Deno.permissions.querySync({ name: "read", path }).state === "granted";
}
