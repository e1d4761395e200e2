import { assertEquals, assertThrows } from "@std/assert";
import { Mistake } from "../../lib/base/mistake.ts";

/** Asserts that `parse` refuses what it got, with these sentences. */
export function assertMistake(parse: () => unknown, en: string, ko: string): void {
  assertEquals(assertThrows(parse, Mistake).text, { en, ko });
}
