import type { Laboratory, RunningServer } from "./laboratory.ts";
import { median, medianRatio } from "./median.ts";

/** What is measured of a server in one round, by name. */
export type Figures = Record<string, number>;

/** Figures that tell how much of the measurement the machine was taken away, as a part of 1. */
export type TimedFigures = Figures & { stolen: number };

/** A measurement that lost more than this is repeated: on virtual machines the neighbours are in it. */
const mostStolen = 0.01;

/** How often one measurement is tried; the last counts however it went. */
const attempts = 3;

/** The figures of each server, one array per figure with an element for each round. */
export class Comparison<F extends Figures> {
  constructor(readonly rounds: ReadonlyMap<RunningServer["name"], F[]>) {}

  get names(): RunningServer["name"][] {
    return [...this.rounds.keys()];
  }

  /** The median, or `undefined` where that server is missing. */
  figure(name: RunningServer["name"], key: keyof F): number | undefined {
    return median(this.#all(name, key));
  }

  /** `name` in terms of `other`, or `undefined` where one is missing. */
  ratio(name: RunningServer["name"], other: RunningServer["name"], key: keyof F): number | undefined {
    return medianRatio(this.#all(name, key), this.#all(other, key));
  }

  #all(name: RunningServer["name"], key: keyof F): number[] {
    return (this.rounds.get(name) ?? []).flatMap((figures) => figures[key] ?? []);
  }
}

/**
 * Measures all servers in turn, round after round, so that whatever else the machine does falls on all of them
 * alike. A round that does not count comes first: compilers and caches must be warm.
 */
export async function compare<F extends TimedFigures>(
  laboratory: Laboratory,
  servers: readonly RunningServer[],
  what: string,
  measure: (server: RunningServer, seconds: number) => Promise<F>,
): Promise<Comparison<F>> {
  const { rounds, seconds } = laboratory.settings;
  const figures = new Map<RunningServer["name"], F[]>(servers.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const server of servers) {
      laboratory.progress.show(`${what}: ${server.name}, round ${round} of ${rounds}`);
      const once = async (): Promise<F> => {
        const measured = await measure(server, seconds);
        await new Promise((resolve) => setTimeout(resolve, server.settleMs));
        return measured;
      };
      let measured = await once();
      for (let attempt = 1; attempt < attempts && measured.stolen > mostStolen; attempt++) {
        measured = await once();
      }
      laboratory.count(measured.stolen <= mostStolen);
      if (round > 0) figures.get(server.name)!.push(measured);
    }
  }
  laboratory.progress.clear();
  return new Comparison(figures);
}
