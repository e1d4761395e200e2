import { assertEquals } from "@std/assert";
import { hanging } from "../../lib/report/hanging.ts";
import { pureTest } from "../support/property.ts";

pureTest("hanging() leaves a line that fits as it is, blanks and all", () => {
  assertEquals(hanging("  two  words ", 13, 2), ["  two  words "]);
  assertEquals(hanging("any length ".repeat(50), Infinity, 2), ["any length ".repeat(50)]);
});

pureTest("hanging() breaks a longer one at words, and indents what follows", () => {
  assertEquals(hanging("capsock: one two three four", 16, 9), [
    "capsock: one two",
    "         three",
    "         four",
  ]);
  assertEquals(hanging("  → 한글 두 칸씩", 10, 4), ["  → 한글", "    두", "    칸씩"]);
});

pureTest("hanging() gives a word that is longer than the line a line of its own", () => {
  assertEquals(hanging("to 127.0.0.1:10825 and back", 8, 2), ["to", "  127.0.0.1:10825", "  and", "  back"]);
  assertEquals(hanging("127.0.0.1:10825", 8, 2), ["127.0.0.1:10825"]);
});
