import { compile } from "../compile.ts";
import { Skipped } from "./program.ts";

const folder = "dist/.empty";
const made = new Map<string, Promise<string>>();

/**
 * Compiles a program that does nothing, or only waits, for comparison.
 *
 * @throws {Skipped} If no runtime is available for compiling.
 */
export function emptyProgram(kind: "empty" | "waiting" = "empty"): Promise<string> {
  let path = made.get(kind);
  if (path === undefined) {
    path = make(kind);
    made.set(kind, path);
  }
  return path;
}

async function make(kind: "empty" | "waiting"): Promise<string> {
  const sources = `${folder}/${kind}-source`;
  await Deno.mkdir(sources, { recursive: true });
  await Deno.writeTextFile(`${sources}/main.js`, kind === "empty" ? "" : "setTimeout(() => {}, 60_000);\n");
  const output = `${Deno.cwd()}/${folder}/${kind}${Deno.build.os === "windows" ? ".exe" : ""}`;
  try {
    await compile({ folder: sources, entry: "main.js", output, permissions: [] });
  } catch (error) {
    throw new Skipped(`no empty program to compare with: ${error instanceof Error ? error.message : error}`);
  }
  return output;
}
