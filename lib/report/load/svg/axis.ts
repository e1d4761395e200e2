import { groupThousands } from "../../../base/numbers.ts";
import { latencyText, latencyUnit } from "../units.ts";

export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** A scale and what is written at it. */
export interface Axis {
  readonly isLogarithmic: boolean;
  readonly ticks: readonly Tick[];
  /** A value as it is written here. */
  textOf(value: number): string;
  /** 0 at the lower end, 1 at the upper. */
  placeOf(value: number): number;
}

/** Figures further apart than this would be a flat line and a peak where the scale is linear. */
const widestLinear = 20;

const finestLatencyMs = 0.001;

/** An axis for latencies, in the unit that suits them. @param most How many ticks there is room for. */
export function latencyAxis(lowestMs: number, highestMs: number, most: number): Axis {
  const lowest = Math.max(lowestMs, finestLatencyMs);
  const highest = Math.max(highestMs, lowest);
  if (highest / lowest > widestLinear) return logarithmicAxis(lowest, highest, most, latencyText);
  const values = linearTicks(highest, most);
  const unit = latencyUnit(values.at(-1)!);
  return linearAxis(values, (value) => latencyText(value, unit));
}

/** An axis from 0 on for messages per second. */
export function rateAxis(highest: number, most: number): Axis {
  const values = linearTicks(highest, most);
  if (values.at(-1)! < 10_000_000) return linearAxis(values, numberText);
  return linearAxis(values, (value) => value === 0 ? "0" : `${numberText(value / 1_000_000)} M`);
}

const timeUnits = [
  { name: "ms", ms: 1 },
  { name: "s", ms: 1000 },
  { name: "min", ms: 60_000 },
  { name: "h", ms: 3_600_000 },
] as const;

/** An axis that ends where the time does. @returns It, and the unit of what is written at it. */
export function timeAxis(durationMs: number, most: number): { axis: Axis; unit: string } {
  // From two of a unit on it is the better one.
  const unit = timeUnits.findLast(({ ms }) => durationMs >= 2 * ms) ?? timeUnits[0];
  const values = linearTicks(durationMs / unit.ms, most).map((value) => value * unit.ms);
  const ticks = values.filter((value) => value <= durationMs).map((value) => ({
    value,
    text: numberText(value / unit.ms),
  }));
  const textOf = (value: number): string => numberText(value / unit.ms);
  const axis = { isLogarithmic: false, ticks, textOf, placeOf: (value: number) => value / durationMs };
  return { axis, unit: unit.name };
}

/** 0 and multiples of 1, 2, 2.5 or 5 of a power of ten, up to the first that is not below `highest`. */
function linearTicks(highest: number, most: number): number[] {
  const top = highest > 0 ? highest : 1;
  const power = 10 ** Math.floor(Math.log10(top / most));
  const step = [1, 2, 2.5, 5, 10, 20].map((factor) => factor * power).find((step) => top / step <= most - 1)!;
  return Array.from({ length: Math.ceil(top / step) + 1 }, (_, index) => index * step);
}

function linearAxis(values: readonly number[], textOf: (value: number) => string): Axis {
  const top = values.at(-1)!;
  return {
    isLogarithmic: false,
    ticks: values.map((value) => ({ value, text: textOf(value) })),
    textOf,
    placeOf: (value) => value / top,
  };
}

/** Ticks within each power of ten, or at every one, every second, … : the first that there is room for. */
const logarithmicSteps = [
  { factors: [1, 2, 5], decades: 1 },
  { factors: [1, 3], decades: 1 },
  ...[1, 2, 3, 4, 6].map((decades) => ({ factors: [1], decades })),
];

function logarithmicAxis(
  lowest: number,
  highest: number,
  most: number,
  textOf: (value: number) => string,
): Axis {
  const choices = logarithmicSteps.map(({ factors, decades }) =>
    around(powers(lowest, highest, decades).flatMap((power) => factors.map((factor) => factor * power)))
  );
  function around(all: readonly number[]): number[] {
    const first = all.findLastIndex((value) => value <= lowest);
    const last = all.findIndex((value) => value >= highest);
    return all.slice(Math.max(first, 0), last + 1);
  }
  const values = choices.find(({ length }) => length <= most) ?? choices.at(-1)!;
  const [bottom, top] = [values[0]!, values.at(-1)!].map(Math.log10) as [number, number];
  return {
    isLogarithmic: true,
    ticks: values.map((value) => ({ value, text: textOf(value) })),
    textOf,
    placeOf: (value) => (Math.log10(Math.max(value, values[0]!)) - bottom) / (top - bottom),
  };
}

/** Powers of ten from one that is not above `lowest` to one that is not below `highest`. */
function powers(lowest: number, highest: number, decades: number): number[] {
  const from = Math.floor(Math.log10(lowest) / decades);
  const to = Math.ceil(Math.log10(highest) / decades);
  return Array.from({ length: to - from + 1 }, (_, index) => power10((from + index) * decades));
}

/** A thousandth, not 0.0010000000000000002. */
function power10(exponent: number): number {
  return Number(`1e${exponent}`);
}

function numberText(value: number): string {
  const rounded = Number(value.toPrecision(6));
  return Number.isInteger(rounded) ? groupThousands(rounded) : String(rounded);
}
