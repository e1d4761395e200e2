import { ratiosOf, type Spread, spreadOf } from "./spread.ts";

/** What is measured of a program in one round, by name. The unit is the end of the name. */
export type Figures = Record<string, number>;

/** What all rounds came to for one program under one load: a fact, from which a table or a file is made. */
export interface Measured {
  /** As it is called in the table: `50 connections`. */
  readonly load: string;
  readonly program: string;
  /** How many rounds counted although something else ran on the processors; absent where nothing tells. */
  readonly disturbed?: number;
  readonly figures: Readonly<Record<string, Figure>>;
}

export interface Figure extends Spread {
  /** In terms of the table's reference, in the same round. */
  readonly ratio?: Spread;
  /** In terms of the same program run by the other executable, in the same round. */
  readonly against?: Spread;
}

/** What the other executable's programs are called. */
export function otherOf(program: string): string {
  return `other ${program}`;
}

/** A measurement that lost more of its time is disturbed: on virtual machines the neighbours are in it. */
const mostStolen = 0.01;

/** Whether it is known how much of its time others took: `stolen`, as a part of 1. */
export function tellsOthers({ stolen }: Figures): boolean {
  return stolen !== undefined;
}

export function isDisturbed({ stolen = 0 }: Figures): boolean {
  return stolen > mostStolen;
}

/**
 * Makes the facts of the rounds of each program. `stolen` is told as the number of rounds it spoiled; a round too
 * short for a figure gives none.
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
