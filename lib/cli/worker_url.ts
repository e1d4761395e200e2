import { UsageError } from "./usage_error.ts";

/** Whether this program runs from its sources, and not bundled in an executable. */
export const runsFromSource: boolean = import.meta.url.endsWith(".ts");

/**
 * Where a thread's first file is: `lib/cli/NAME_worker.ts`. In an executable all files are bundled, and those
 * of threads keep their names there (`scripts/compile/bundle.ts`).
 */
export function workerUrl(name: string): URL {
  return new URL(runsFromSource ? `./${name}_worker.ts` : `./lib/cli/${name}_worker.js`, import.meta.url);
}

/** @throws {UsageError} When this program may not read the files of such a thread. */
export function requireWorker(name: string): void {
  if (canReadWorker(name)) return;
  throw new UsageError(
    "--workers needs the permission to read lib/ when capsock runs from source: threads load their own files",
    "use `deno task capsock`, or an executable, which needs no permission for it",
  );
}

/**
 * Whether a thread can be started. Only sources need a permission for it, to read them.
 */
function canReadWorker(name: string): boolean {
  if (!runsFromSource) return true;
  const path = workerUrl(name);
  return Deno.permissions.querySync({ name: "read", path }).state === "granted";
}
