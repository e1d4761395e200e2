import { encodeBase64 } from "@std/encoding/base64";
import wabt from "wabt";

const wat = new URL("../../lib/protocol/service/upper/kernel_code.wat", import.meta.url);

/** The text of the file with the kernel, and the size of the kernel. */
export async function kernelSource(): Promise<{ text: string; bytes: number }> {
  const { parseWat } = await wabt();
  const module = parseWat("kernel_code.wat", await Deno.readTextFile(wat), { simd: true });
  try {
    module.resolveNames();
    module.validate();
    const { buffer } = module.toBinary({});
    return { text: textOf(encodeBase64(buffer)), bytes: buffer.length };
  } finally {
    module.destroy();
  }
}

function textOf(base64: string): string {
  const lines = base64.match(/.{1,96}/g)!.map((line) => `"${line}"`);
  return [
    "// Made by `deno task kernel` from kernel_code.wat: change that.",
    "",
    "/** The WebAssembly module, 16 letters at a time. */",
    `export const kernelBase64 =\n  ${lines.join(" +\n  ")};`,
    "",
  ].join("\n");
}
