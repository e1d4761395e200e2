import type { SocketEvent } from "../../protocol/event.ts";
import { count, groupThousands } from "../../base/numbers.ts";
import type { Language } from "../../base/text.ts";

const bytesPerLine = 16;

/** A dump of bytes, 16 a line: offset, hexadecimal, and the printable ASCII characters among them. */
export function hexDump(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let offset = 0; offset < bytes.length; offset += bytesPerLine) {
    const row = bytes.subarray(offset, offset + bytesPerLine);
    const hex = Array.from(row, (byte) => byte.toString(16).padStart(2, "0"));
    const left = hex.slice(0, 8).join(" ").padEnd(23);
    const right = hex.slice(8).join(" ").padEnd(23);
    const text = Array.from(row, (byte) => byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")
      .join("");
    lines.push(`  ${offset.toString(16).padStart(8, "0")}  ${left}  ${right}  |${text}|`);
  }
  return lines;
}

/** The lines that show a send or a receive with its bytes; none for other calls. */
export function hexLines(event: SocketEvent, language: Language): string[] {
  const { data, peer = "", call } = event;
  if (data === undefined) return [];
  const arrow = call.startsWith("send") ? "→" : "←";
  const size = { en: count(data.length, "byte"), ko: `${groupThousands(data.length)}바이트` }[language];
  return [`${arrow} ${peer} ${size}`, ...hexDump(data)];
}
