import { groupThousands } from "../../base/numbers.ts";

/** How many of something: `12,345`; below ten with a decimal: `0.5`. */
export function rateText(perSecond: number): string {
  return perSecond < 10 ? String(Number(perSecond.toFixed(1))) : groupThousands(Math.round(perSecond));
}

const sizeUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** A size of which three or four digits are enough: `512 B`, `7.54 MiB`. */
export function sizeText(bytes: number): string {
  let unit = 0;
  let size = threeDigits(bytes);
  while (size >= 1024 && unit < sizeUnits.length - 1) {
    unit++;
    size = threeDigits(bytes / 1024 ** unit);
  }
  return `${size} ${sizeUnits[unit]}`;
}

export interface LatencyUnit {
  readonly name: string;
  readonly ms: number;
}

const latencyUnits: readonly [LatencyUnit, LatencyUnit, LatencyUnit] = [
  { name: "µs", ms: 0.001 },
  { name: "ms", ms: 1 },
  { name: "s", ms: 1000 },
];

/** The largest unit of which it is at least one. */
export function latencyUnit(latencyMs: number): LatencyUnit {
  const rounded = threeDigits(latencyMs);
  return latencyUnits.findLast(({ ms }) => rounded >= ms) ?? latencyUnits[0];
}

/** A latency of which three digits are enough: `812 µs`, `1.23 ms`, `10.5 s`. */
export function latencyText(latencyMs: number, unit: LatencyUnit = latencyUnit(latencyMs)): string {
  return latencyMs === 0 ? "0" : `${threeDigits(latencyMs / unit.ms)} ${unit.name}`;
}

function threeDigits(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
