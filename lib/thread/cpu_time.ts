import process from "node:process";

/** Not all versions of the types have it. */
type ProcessTimes = { threadCpuUsage?(): { readonly user: number; readonly system: number } };

/**
 * The processor time that this thread has used, in milliseconds. The system counts it in steps of some 10 ms.
 * Where the runtime cannot tell it, the time of the whole program.
 */
export function threadCpuMs(): number {
  const { user, system } = (process as unknown as ProcessTimes).threadCpuUsage?.() ?? process.cpuUsage();
  return (user + system) / 1000;
}
