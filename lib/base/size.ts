import { Mistake } from "./mistake.ts";

const unitBytes: Record<string, number> = { B: 1, KiB: 1024, MiB: 1_048_576 };

/**
 * Reads a size as people type it: `2048`, `64KiB`, `1MiB`; a bare number is bytes.
 *
 * @throws {Mistake} If the text is not a size.
 */
export function parseSize(text: string): number {
  const match = /^([0-9]{1,12})(B|KiB|MiB)?$/.exec(text);
  if (match === null) {
    throw new Mistake({
      en: "not a size; write 2048, 64KiB or 1MiB",
      ko: "크기가 아닙니다. 2048, 64KiB, 1MiB처럼 입력하세요",
    });
  }
  return Number(match[1]) * unitBytes[match[2] ?? "B"]!;
}

/** Writes a size in the largest unit that divides it: `64 KiB`, `1 MiB`, `2049 B`. */
export function formatSize(bytes: number): string {
  if (bytes > 0 && bytes % 1_048_576 === 0) return `${bytes / 1_048_576} MiB`;
  if (bytes > 0 && bytes % 1024 === 0) return `${bytes / 1024} KiB`;
  return `${bytes} B`;
}
