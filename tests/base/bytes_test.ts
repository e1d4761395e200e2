import { assertEquals } from "@std/assert";
import { concat, encodeText, equalBytes, startsWith } from "../../lib/base/bytes.ts";
import { assertBytes, latin1 } from "../support/bytes.ts";
import { pureTest } from "../support/property.ts";

pureTest("encodeText() writes UTF-8, and U+FFFD for a lone surrogate", () => {
  assertBytes(encodeText("aß한𐐨"), latin1("a\xc3\x9f\xed\x95\x9c\xf0\x90\x90\xa8"));
  assertBytes(encodeText("\ud800"), latin1("\xef\xbf\xbd"));
});

pureTest("concat() joins any number of parts in memory of their own", () => {
  assertEquals(concat().length, 0);
  const part = latin1("ab");
  const whole = concat(part, new Uint8Array(0), latin1("c"));
  part[0] = 0;
  assertBytes(whole, latin1("abc"));
});

pureTest("equalBytes() compares contents and length", () => {
  assertEquals(equalBytes(latin1("ab"), latin1("xab").subarray(1)), true);
  assertEquals(equalBytes(latin1(""), latin1("")), true);
  for (const other of ["a", "abc", "aB", ""]) assertEquals(equalBytes(latin1("ab"), latin1(other)), false);
});

pureTest("startsWith() knows a prefix, the whole and nothing", () => {
  for (const prefix of ["", "a", "ab"]) assertEquals(startsWith(latin1("ab"), latin1(prefix)), true);
  for (const other of ["b", "abc", "aa"]) assertEquals(startsWith(latin1("ab"), latin1(other)), false);
});
