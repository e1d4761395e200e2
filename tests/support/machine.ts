/** Whether this machine has an IPv6 loopback address. */
export const hasIpv6 = ((): boolean => {
  try {
    Deno.listen({ hostname: "::1", port: 0 }).close();
    return true;
  } catch {
    return false;
  }
})();

/** Whether there is such a program. */
export function canRun(command: string): boolean {
  try {
    return new Deno.Command(command, { args: ["--version"], stdout: "null", stderr: "null" }).outputSync()
      .success;
  } catch {
    return false;
  }
}

/** Whether there is a Python to write peers in; older runtimes cannot send an RST, for one. */
export const hasPython = canRun("python3");

/** Whether every call of a program to the system can be seen. */
export const hasStrace = Deno.build.os === "linux" && canRun("strace");
