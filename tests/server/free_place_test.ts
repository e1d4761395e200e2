import { assert, assertEquals } from "@std/assert";
import { FreePlace } from "../../lib/server/free_place.ts";
import { ownPlaces } from "../../lib/server/places.ts";
import { ManualClock } from "../support/manual_clock.ts";
import { pureTest } from "../support/property.ts";
import { settle } from "../support/turns.ts";

/** One place, which is taken. */
function full(clients = 1) {
  const clock = new ManualClock();
  const places = ownPlaces(1);
  places.take();
  const stop = new AbortController();
  const seen = { activity: 0 };
  const freePlace = new FreePlace({
    places,
    clock,
    stop: stop.signal,
    clients: () => clients,
    activity: () => seen.activity,
  });
  return { clock, places, stop, seen, freePlace };
}

/** Lets the event loop go around so often; each turn is as long as it should be. */
async function goAround(clock: ManualClock, turns: number, each = (): void => {}): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await clock.waitForTimer(2);
    each();
    clock.advance(2);
    await settle();
  }
}

pureTest(
  "a client that finds no place gets one that becomes free while the event loop goes around",
  async () => {
    const { clock, places, freePlace } = full();
    using _ = freePlace;
    const taken = freePlace.take();
    await goAround(clock, 3);
    places.free();
    await goAround(clock, 1);
    assertEquals(await taken, true);
    assertEquals(places.take(), false);
  },
);

pureTest(
  "a client is rejected when the event loop had nothing to do for a while, and those behind it at once",
  async () => {
    const { clock, freePlace } = full();
    using _ = freePlace;
    const taken = freePlace.take();
    await goAround(clock, 8);
    assertEquals([await taken, await freePlace.take()], [false, false]);
  },
);

pureTest(
  "what clients send lets another one wait, until the loop has gone around to all of them",
  async () => {
    const { clock, seen, freePlace } = full(1280);
    using _ = freePlace;
    const taken = freePlace.take();
    let turns = 0;
    let result: boolean | undefined;
    taken.then((value) => result = value);
    while (result === undefined) {
      await goAround(clock, 1, () => seen.activity++);
      turns++;
    }
    assertEquals([result, turns], [false, 28]);
  },
);

pureTest("a turn that is late was not quiet", async () => {
  const { clock, places, freePlace } = full();
  using _ = freePlace;
  const taken = freePlace.take();
  for (let turn = 0; turn < 9; turn++) {
    await clock.waitForTimer(2);
    clock.jump(50);
    await settle();
  }
  places.free();
  await goAround(clock, 1);
  assert(await taken);
});

pureTest("a stop ends the wait", async () => {
  const { clock, stop, freePlace } = full();
  using _ = freePlace;
  const taken = freePlace.take();
  await clock.waitForTimer(2);
  stop.abort();
  assertEquals(await taken, false);
});

pureTest("a client that finds no place does not wait for a turn to end when one becomes free", async () => {
  const { clock, places, freePlace } = full();
  using _ = freePlace;
  const taken = freePlace.take();
  await clock.waitForTimer(2);
  places.free();
  freePlace.notify();
  assert(await taken);
  assertEquals(clock.now(), 0);
});
