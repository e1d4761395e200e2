import { assertEquals } from "@std/assert";
import { broken } from "../../../lib/report/columns.ts";
import { pureTest } from "../../support/property.ts";

pureTest("broken() leaves a line that fits as it is, blanks and all", () => {
  assertEquals(broken("  two  words ", 13, 2), ["  two  words "]);
  assertEquals(broken("any length ".repeat(50), Infinity, 2), ["any length ".repeat(50)]);
});

pureTest("broken() breaks a longer one at words, and indents what follows", () => {
  assertEquals(broken("capsock: one two three four", 16, 9), [
    "capsock: one two",
    "         three",
    "         four",
  ]);
  assertEquals(broken("  → 한글 두 칸씩", 10, 4), ["  → 한글", "    두", "    칸씩"]);
});

pureTest("broken() gives a word that is longer than the line a line of its own", () => {
  assertEquals(broken("to 127.0.0.1:10825 and back", 8, 2), ["to", "  127.0.0.1:10825", "  and", "  back"]);
  assertEquals(broken("127.0.0.1:10825", 8, 2), ["127.0.0.1:10825"]);
});
