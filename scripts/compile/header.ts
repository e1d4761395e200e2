import type { Target } from "./targets.ts";

/**
 * Checks that a file is an executable of the right format and for the right processor. The compiler can report
 * success and still write an executable for this machine instead.
 *
 * @throws {Error} With the format and processor that it has.
 */
export async function checkHeader(path: string, { format, machine }: Target): Promise<void> {
  const head = new Uint8Array(4096);
  using file = await Deno.open(path);
  await file.read(head);
  const view = new DataView(head.buffer);
  const found = identify(view);
  if (found.format !== format) throw new Error(`it is ${found.format ?? "no executable"}, not ${format}`);
  if (found.machine !== machine) {
    throw new Error(`it is for processor 0x${found.machine?.toString(16)}, not 0x${machine.toString(16)}`);
  }
}

function identify(head: DataView): { format?: Target["format"]; machine?: number } {
  if (head.getUint32(0) === 0x7f454c46) return { format: "elf", machine: head.getUint16(18, true) };
  if (head.getUint32(0, true) === 0xfeedfacf) return { format: "mach-o", machine: head.getUint32(4, true) };
  if (head.getUint16(0) === 0x4d5a) {
    const pe = head.getUint32(60, true);
    if (pe + 6 <= head.byteLength && head.getUint32(pe) === 0x50450000) {
      return { format: "pe", machine: head.getUint16(pe + 4, true) };
    }
  }
  return {};
}
