/** Whether this program runs from its sources, and not bundled in an executable. */
export const runsFromSource: boolean = import.meta.url.endsWith(".ts");

/**
 * Where a thread's first file is: `lib/thread/NAME_worker.ts`. In an executable all files are bundled, and those
 * of threads keep their names there (`scripts/compile/bundle.ts`).
 */
export function workerUrl(name: string): URL {
  return new URL(runsFromSource ? `./${name}_worker.ts` : `./lib/thread/${name}_worker.js`, import.meta.url);
}

/** Whether such a thread can be started: only sources need a permission for it, to read them. */
export function canReadWorker(name: string): boolean {
  if (!runsFromSource) return true;
  const path = workerUrl(name);
  return Deno.permissions.querySync({ name: "read", path }).state === "granted";
}
