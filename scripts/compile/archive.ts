import { type ZippableFile, zipSync } from "fflate";
import { createTar } from "nanotar";
import { executableSuffix, type Target } from "./targets.ts";

/** Files that come with the executable. */
const companions = ["LICENSE", "README.md", "README.ko.md", "docs/capsock.1"];

/**
 * The earliest time that zip can express. Zip uses local time, so this gives the same bytes in every time zone.
 */
const zipTime = new Date(1980, 0, 1);

/**
 * Packs an executable with its licence, README and manual page.
 *
 * @param name The name of the archive without its ending.
 * @returns The archive's path.
 */
export async function archive(
  executable: string,
  name: string,
  edition: string,
  target: Target,
): Promise<string> {
  const files = [{
    name: `${edition}${executableSuffix(target)}`,
    data: await Deno.readFile(executable),
    mode: 0o755,
  }];
  for (const path of companions) {
    files.push({ name: path.split("/").at(-1)!, data: await Deno.readFile(path), mode: 0o644 });
  }
  const isZip = target.format === "pe";
  const path = `dist/${name}.${isZip ? "zip" : "tar.gz"}`;
  await Deno.writeFile(path, isZip ? zip(files) : await tarGz(files));
  return path;
}

interface Packed {
  readonly name: string;
  readonly data: Uint8Array<ArrayBuffer>;
  readonly mode: number;
}

function zip(files: readonly Packed[]): Uint8Array {
  const entries = files.map(({ name, data }): [string, ZippableFile] => [name, [data, { mtime: zipTime }]]);
  return zipSync(Object.fromEntries(entries));
}

async function tarGz(files: readonly Packed[]): Promise<Uint8Array> {
  const entries = files.map(({ name, data, mode }) => ({
    name,
    data,
    attrs: { mode: mode.toString(8), mtime: 0, uid: 0, gid: 0, user: "root", group: "root" },
  }));
  const packed = new Blob([createTar(entries) as Uint8Array<ArrayBuffer>]).stream();
  return new Uint8Array(await new Response(packed.pipeThrough(new CompressionStream("gzip"))).arrayBuffer());
}

/** Writes `dist/SHA256SUMS` over `paths`, as `sha256sum --check` reads it. */
export async function writeSums(paths: readonly string[]): Promise<void> {
  const lines: string[] = [];
  for (const path of paths.toSorted()) lines.push(`${await sha256(path)}  ${path.split("/").at(-1)}\n`);
  await Deno.writeTextFile("dist/SHA256SUMS", lines.join(""));
}

/** The SHA-256 of a file in hexadecimal. */
export async function sha256(path: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await Deno.readFile(path)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
