import type { Measured } from "./measured.ts";
import { type Alignment, decimal, table } from "./table.ts";

/** The ratios of this executable to the other one, such as `1.02 (0.97–1.05)`; empty without another one. */
export function againstLines(measured: readonly Measured[]): string[] {
  const compared = measured.filter(({ figures }) => Object.values(figures).some(({ against }) => against));
  if (compared.length === 0) return [];
  const keys = [...new Set(compared.flatMap(({ figures }) => Object.keys(figures)))];
  const rows = compared.map(({ load, program, figures }) => [
    load,
    program,
    ...keys.map((key) => {
      const { median, min, max } = figures[key]?.against ?? {};
      return median === undefined ? "–" : `${decimal(median, 2)} (${decimal(min, 2)}–${decimal(max, 2)})`;
    }),
  ]);
  const align: Alignment[] = ["left", "left", ...keys.map(() => "right" as const)];
  return [
    "",
    "in terms of the other executable: median (least–most) of the rounds' ratios",
    "",
    table([["load", "program", ...keys], ...rows], align),
  ];
}
