import process from "node:process";

/** Its types do not have it everywhere. */
type ProcessTimes = { threadCpuUsage?(): { readonly user: number; readonly system: number } };

/**
 * The processor time that this thread has used, in milliseconds. The system counts it in steps of some 10 ms.
 * Where the runtime cannot tell it, that of the whole program.
 */
export function threadCpuMs(): number {
  const { user, system } = (process as unknown as ProcessTimes).threadCpuUsage?.() ?? process.cpuUsage();
  return (user + system) / 1000;
}
