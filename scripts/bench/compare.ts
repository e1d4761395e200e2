import type { Laboratory } from "./laboratory.ts";
import { type Figures, isDisturbed, type Measured, measuredOf, tellsOthers } from "./measured.ts";
import { ratiosOf, spreadOf } from "./spread.ts";

/** How often one measurement is tried; the last counts however it went. */
const attempts = 3;

/** The figures of each program, in each round. */
export class Comparison<F extends Figures> {
  constructor(readonly rounds: ReadonlyMap<string, F[]>) {}

  get names(): string[] {
    return [...this.rounds.keys()];
  }

  /** The median, or `undefined` where that program is missing. */
  figure(name: string, key: keyof F): number | undefined {
    return spreadOf(this.#all(name, key))?.median;
  }

  /** `name` in terms of `other`, or `undefined` where one is missing. */
  ratio(name: string, other: string, key: keyof F): number | undefined {
    return spreadOf(ratiosOf(this.#all(name, key), this.#all(other, key)))?.median;
  }

  /** The facts for those who want them all. */
  measured(load: string, reference: string): Measured[] {
    return measuredOf(load, reference, this.rounds);
  }

  #all(name: string, key: keyof F): number[] {
    return (this.rounds.get(name) ?? []).flatMap((figures) => figures[key] ?? []);
  }
}

/** Who takes part: a server that runs, or a program that is started for each measurement. */
interface Participant {
  readonly name: string;
  /** How long the machine is left alone after a measurement of it, in milliseconds. */
  readonly settleMs?: number;
}

/**
 * Measures all in turn, round after round, so that whatever else the machine does falls on all of them alike.
 *
 * @param warmsUp A round that does not count comes first: compilers and caches must be warm.
 */
export async function compare<F extends Figures, P extends Participant>(
  laboratory: Laboratory,
  participants: readonly P[],
  what: string,
  measure: (participant: P, seconds: number) => Promise<F>,
  { warmsUp = true }: { readonly warmsUp?: boolean } = {},
): Promise<Comparison<F>> {
  const { rounds, seconds } = laboratory.settings;
  const figures = new Map<string, F[]>(participants.map(({ name }) => [name, []]));
  for (let round = warmsUp ? 0 : 1; round <= rounds; round++) {
    for (const participant of participants) {
      const { name, settleMs = 0 } = participant;
      laboratory.progress.show(`${what}: ${name}, round ${round} of ${rounds}`);
      const once = async (): Promise<F> => {
        const measured = await measure(participant, seconds);
        await new Promise((resolve) => setTimeout(resolve, settleMs));
        return measured;
      };
      let measured = await once();
      for (let attempt = 1; attempt < attempts && isDisturbed(measured); attempt++) measured = await once();
      if (tellsOthers(measured)) laboratory.count(!isDisturbed(measured));
      if (round > 0) figures.get(name)!.push(measured);
    }
  }
  laboratory.progress.clear();
  return new Comparison(figures);
}
