// deno-lint-ignore-file no-console
/**
 * Small steps of a release: `deno task release check TAG` compares the tag with deno.json, `notes` prints the
 * part of CHANGELOG.md about this version, and `unpack` compares the checksums of the archives in `dist/` and
 * unpacks the executables for this machine.
 */
import manifest from "../deno.json" with { type: "json" };
import { editions } from "./compile/editions.ts";
import { executableSuffix, hostTriple, targets } from "./compile/targets.ts";
import { sha256 } from "./compile/archive.ts";

const steps: Record<string, (...words: string[]) => Promise<void>> = { check, notes, unpack };

async function check(tag = ""): Promise<void> {
  if (tag !== `v${manifest.version}`) {
    throw new Error(`the tag is ${tag}, and deno.json says ${manifest.version}`);
  }
  await notesOf(manifest.version);
}

async function notes(): Promise<void> {
  console.log(await notesOf(manifest.version));
}

/** @throws {Error} If the changelog says nothing of `version`. */
async function notesOf(version: string): Promise<string> {
  const parts = (await Deno.readTextFile("CHANGELOG.md")).split(/^## /m);
  const part = parts.find((text) => text.split(/\s/)[0] === version);
  if (part === undefined) throw new Error(`CHANGELOG.md has no part for ${version}`);
  return part.slice(part.indexOf("\n")).trim();
}

async function unpack(): Promise<void> {
  const target = targets.find(({ triple }) => triple === hostTriple);
  if (target === undefined) throw new Error(`there are no executables for ${hostTriple}`);
  const sums = await Deno.readTextFile("dist/SHA256SUMS");
  for (const { name } of editions) {
    const archive = `${name}-${hostTriple}.${target.format === "pe" ? "zip" : "tar.gz"}`;
    const line = `${await sha256(`dist/${archive}`)}  ${archive}`;
    if (!sums.split("\n").includes(line)) throw new Error(`the checksum of ${archive} is not in SHA256SUMS`);
    // The tar of every system, also of Windows, unpacks both kinds of archives.
    const args = ["-xf", archive, `${name}${executableSuffix(target)}`];
    const { success } = await new Deno.Command("tar", { args, cwd: "dist" }).spawn().status;
    if (!success) throw new Error(`cannot unpack ${archive}`);
  }
}

try {
  const [name = "", ...words] = Deno.args;
  const step = steps[name];
  if (step === undefined) throw new Error(`usage: deno task release ${Object.keys(steps).join("|")}`);
  await step(...words);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exit(1);
}
