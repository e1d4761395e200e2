import { assertRejects } from "@std/assert";
import { checkHeader } from "../../../scripts/compile/header.ts";
import { targets } from "../../../scripts/compile/targets.ts";

/** The first bytes of an executable for each target. */
const heads: Record<string, Uint8Array<ArrayBuffer>> = {
  "x86_64-unknown-linux-gnu": elf(0x3e),
  "aarch64-unknown-linux-gnu": elf(0xb7),
  "x86_64-apple-darwin": Uint8Array.of(0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1),
  "aarch64-apple-darwin": Uint8Array.of(0xcf, 0xfa, 0xed, 0xfe, 12, 0, 0, 1),
  "x86_64-pc-windows-msvc": pe(0x64, 0x86),
  "aarch64-pc-windows-msvc": pe(0x64, 0xaa),
};

function elf(machine: number): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(64);
  head.set([0x7f, 0x45, 0x4c, 0x46]);
  head[18] = machine;
  return head;
}

function pe(...machine: number[]): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(256);
  head.set([0x4d, 0x5a]);
  head[60] = 128;
  head.set([0x50, 0x45, 0, 0, ...machine], 128);
  return head;
}

Deno.test("checkHeader() takes the executable of each target for that target alone", async () => {
  const path = await Deno.makeTempFile();
  try {
    for (const made of targets) {
      await Deno.writeFile(path, heads[made.triple]!);
      for (const wanted of targets) {
        if (wanted === made) await checkHeader(path, wanted);
        else await assertRejects(() => checkHeader(path, wanted), Error, "it is");
      }
    }
    await Deno.writeTextFile(path, "#!/bin/sh\n");
    await assertRejects(() => checkHeader(path, targets[0]!), Error, "no executable");
  } finally {
    await Deno.remove(path);
  }
});
