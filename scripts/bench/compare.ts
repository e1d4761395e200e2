import type { Laboratory } from "./laboratory.ts";
import { type Figures, isDisturbed, type Measured, measuredOf, tellsOthers } from "./measured.ts";
import { ratiosOf, spreadOf } from "./spread.ts";

/** How often a measurement is tried. The last try counts, even if it was disturbed. */
const attempts = 3;

/** The figures of each program, in each round. */
export class Comparison<F extends Figures> {
  constructor(readonly rounds: ReadonlyMap<string, F[]>) {}

  get names(): string[] {
    return [...this.rounds.keys()];
  }

  /** The median, or `undefined` if the program is missing. */
  figure(name: string, key: keyof F): number | undefined {
    return spreadOf(this.#all(name, key))?.median;
  }

  /** The ratio of `name` to `other`, or `undefined` if one is missing. */
  ratio(name: string, other: string, key: keyof F): number | undefined {
    return spreadOf(ratiosOf(this.#all(name, key), this.#all(other, key)))?.median;
  }

  /** All facts. */
  measured(load: string, reference: string): Measured[] {
    return measuredOf(load, reference, this.rounds);
  }

  #all(name: string, key: keyof F): number[] {
    return (this.rounds.get(name) ?? []).flatMap((figures) => figures[key] ?? []);
  }
}

/** A participant: a running server, or a program that is started for each measurement. */
interface Participant {
  readonly name: string;
  /** How long to wait after a measurement of it, in milliseconds. */
  readonly settleMs?: number;
}

/**
 * Measures all participants in turn, round after round, so that other work of the machine affects all of them
 * alike.
 *
 * @param warmsUp Whether a first round does not count. It warms up compilers and caches.
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
