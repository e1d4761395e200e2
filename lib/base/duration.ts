import { Mistake } from "./mistake.ts";

const unitMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** The longest duration that is accepted. A timer of the runtime cannot wait longer (2³¹ − 1 ms, 24.8 days). */
export const maxDurationMs = 2_147_483_647;

/**
 * Reads a duration as people type it: `250ms`, `1.5s`, `2m`, `1h`; a bare number is seconds.
 *
 * @returns Milliseconds, from 0 to {@linkcode maxDurationMs}.
 * @throws {Mistake} If the text is not a duration, or the duration is negative or too long.
 */
export function parseDuration(text: string): number {
  const match = /^([0-9]+(?:\.[0-9]+)?|\.[0-9]+)(ms|s|m|h)?$/.exec(text);
  if (match === null) {
    if (/^-/.test(text)) {
      throw new Mistake({ en: "a duration cannot be negative", ko: "시간은 음수일 수 없습니다" });
    }
    throw new Mistake({
      en: "not a duration; write 250ms, 10s or 2m",
      ko: "시간이 아닙니다. 250ms, 10s, 2m처럼 입력하세요",
    });
  }
  const milliseconds = Number(match[1]) * unitMs[match[2] ?? "s"]!;
  if (milliseconds > maxDurationMs) {
    throw new Mistake({
      en: "longer than 24 days, the longest duration possible",
      ko: "가장 긴 시간인 24일을 넘습니다",
    });
  }
  return milliseconds;
}

/**
 * Writes a duration in the largest unit that leaves at most three decimals: `10 s`, `250 ms`, `1.5 s`.
 * {@linkcode parseDuration} reads whole milliseconds back if the space is removed.
 */
export function formatDuration(milliseconds: number): string {
  const rounded = round(milliseconds);
  if (rounded < 1000) return `${rounded} ms`;
  if (rounded >= 7_200_000 && rounded % 3600 === 0) return `${rounded / 3_600_000} h`;
  if (rounded >= 120_000 && rounded % 60 === 0) return `${rounded / 60_000} m`;
  return `${round(rounded / 1000)} s`;
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
