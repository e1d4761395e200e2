import { type Random, randomInteger, seededRandom } from "../../lib/base/random.ts";

/** Registers a test that may not use anything of the system. */
export function pureTest(name: string, fn: () => void | Promise<void>): void {
  Deno.test({ name, permissions: "none", fn });
}

/**
 * Registers a pure test that runs `rounds` times with other random input. When it fails it names the seed of
 * that round; written here as `firstSeed` it repeats it.
 */
export function propertyTest(
  name: string,
  rounds: number,
  run: (random: Random) => void,
  firstSeed: number = Math.floor(Math.random() * 2 ** 31),
): void {
  pureTest(name, () => {
    for (let seed = firstSeed; seed < firstSeed + rounds; seed++) {
      try {
        run(seededRandom(seed));
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new Error(`with seed ${seed}: ${message}`, { cause: error });
      }
    }
  });
}

/** One of `choices`. */
export function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[randomInteger(random, 0, choices.length - 1)]!;
}

/** So that a test with random input can be run again as it was. */
export function printSeed(seed: number): void {
  // deno-lint-ignore no-console
  console.log(`seed ${seed}`);
}
