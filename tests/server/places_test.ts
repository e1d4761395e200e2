import { assertEquals } from "@std/assert";
import { ownPlaces, type Places, sharedPlaces, sharedPlacesMemory } from "../../lib/server/places.ts";

function take(places: Places, times: number): boolean[] {
  return Array.from({ length: times }, () => places.take());
}

Deno.test("ownPlaces() gives as many as there are, and one more for each that was freed", () => {
  const places = ownPlaces(2);
  assertEquals(take(places, 4), [true, true, false, false]);
  places.free();
  assertEquals(take(places, 2), [true, false]);
});

Deno.test("sharedPlaces() counts what all of them took", () => {
  const memory = sharedPlacesMemory();
  const [one, other] = [sharedPlaces(memory, 3), sharedPlaces(memory, 3)] as const;
  assertEquals(take(one, 2), [true, true]);
  assertEquals(take(other, 2), [true, false]);
  assertEquals(take(one, 1), [false]);
  other.free();
  assertEquals([...take(one, 1), ...take(other, 1)], [true, false]);
});
