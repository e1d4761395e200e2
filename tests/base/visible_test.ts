import { assertEquals, assertMatch } from "@std/assert";
import { visible, visibleText } from "../../lib/base/visible.ts";
import { latin1, mixedBytes, utf8 } from "../support/bytes.ts";
import { propertyTest, pureTest } from "../support/property.ts";

pureTest("visible() leaves text of every script as it is", () => {
  for (const text of ["", "hello", "안녕하세요", "straße", "𐐨🙂", "a\\n", "\ufeffa", "e\u0301"]) {
    assertEquals(visible(utf8(text)), text);
  }
});

pureTest("visible() writes control characters so that a terminal does not obey them", () => {
  const cases: Record<string, string> = {
    "a\r\nb\tc\0": "a\\r\\nb\\tc\\0",
    "\x1b[31mred\x1b]0;title\x07": "\\x1b[31mred\\x1b]0;title\\x07",
    "\x7f\x08": "\\x7f\\x08",
    "\u009b31m\u0080": "\\x9b31m\\x80",
    "\u202eabc\u202c\u2066\u2069": "\\u202eabc\\u202c\\u2066\\u2069",
    "\u200e\u200f\u061c\u2028\u2029": "\\u200e\\u200f\\u061c\\u2028\\u2029",
  };
  for (const [text, expected] of Object.entries(cases)) {
    assertEquals(visible(utf8(text)), expected);
    assertEquals(visibleText(text), expected);
  }
});

pureTest("visible() writes every byte that is no UTF-8 as hexadecimal", () => {
  assertEquals(visible(latin1("a\xffb")), "a\\xffb");
  assertEquals(visible(latin1("\xc0\x80\xed\xa0\x80")), "\\xc0\\x80\\xed\\xa0\\x80");
  assertEquals(visible(latin1("\x9b31m")), "\\x9b31m");
});

pureTest("visible() keeps the text around bytes that are no UTF-8, as where a datagram was cut", () => {
  assertEquals(visible(utf8("안녕하세요").subarray(0, 14)), "안녕하세\\xec\\x9a");
  assertEquals(visible(Uint8Array.of(0xff, ...utf8("ß\n한"), 0xe0)), "\\xffß\\n한\\xe0");
});

propertyTest("visible() never lets a control character through", 1000, (random) => {
  assertMatch(visible(mixedBytes(random, 10)), /^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u);
});
