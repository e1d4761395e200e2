import { ratiosOf, type Spread, spreadOf } from "./spread.ts";

/** The figures of a program in one round, by name. Each name ends with its unit. */
export type Figures = Record<string, number>;

/** The result of all rounds for one program under one load. Tables and files are made from it. */
export interface Measured {
  /** Its name in the table, such as `50 connections`. */
  readonly load: string;
  readonly program: string;
  /** How many rounds counted although other programs used the processors; absent if unknown. */
  readonly disturbed?: number;
  readonly figures: Readonly<Record<string, Figure>>;
}

export interface Figure extends Spread {
  /** The ratio to the reference of the table, in the same round. */
  readonly ratio?: Spread;
  /** The ratio to the same program of the other executable, in the same round. */
  readonly against?: Spread;
}

/** The name of a program of the other executable. */
export function otherOf(program: string): string {
  return `other ${program}`;
}

/** A measurement that lost a larger part of its time was disturbed, for example by other virtual machines. */
const mostStolen = 0.01;

/** Whether it is known which part of its time (`stolen`, 0 to 1) other programs took. */
export function tellsOthers({ stolen }: Figures): boolean {
  return stolen !== undefined;
}

export function isDisturbed({ stolen = 0 }: Figures): boolean {
  return stolen > mostStolen;
}

/**
 * Computes the facts from the rounds of each program. `stolen` becomes the number of disturbed rounds. A round
 * that was too short for a figure has none.
 */
export function measuredOf(
  load: string,
  reference: string,
  rounds: ReadonlyMap<string, readonly Figures[]>,
): Measured[] {
  const all = (program: string, key: string): number[] =>
    (rounds.get(program) ?? []).flatMap((figures) => figures[key] ?? []);
  return [...rounds].map(([program, own]) => {
    const keys = Object.keys(own[0] ?? {}).filter((key) => key !== "stolen");
    const figures = keys.flatMap((key) => {
      const values = all(program, key);
      const spread = spreadOf(values.filter(Number.isFinite));
      if (spread === undefined) return [];
      const ratio = program === reference ? undefined : spreadOf(ratiosOf(values, all(reference, key)));
      const against = spreadOf(ratiosOf(values, all(otherOf(program), key)));
      return [[key, { ...spread, ...(ratio && { ratio }), ...(against && { against }) }] as const];
    });
    const disturbed = own.some(tellsOthers) ? { disturbed: own.filter(isDisturbed).length } : {};
    return { load, program, ...disturbed, figures: Object.fromEntries(figures) };
  });
}
