/**
 * Runs this same Deno. Its messages go to standard error.
 *
 * @throws {Error} With its last line if it fails.
 */
export async function deno(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<string> {
  const { success, code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    env: { NO_COLOR: "1", ...options.env },
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  }).output();
  const decoder = new TextDecoder();
  if (success) return decoder.decode(stdout);
  const said = decoder.decode(stderr).split("\n").filter((line) => /error|caused|[a-z]{3}.*: /i.test(line));
  throw new Error(`deno ${args[0]} ended with ${code}: ${said.slice(0, 3).join(" ").trim()}`);
}
