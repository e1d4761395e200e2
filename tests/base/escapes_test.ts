import { assertThrows } from "@std/assert";
import { unescapeBytes } from "../../lib/base/escapes.ts";
import { randomInteger } from "../../lib/base/random.ts";
import { assertBytes, latin1, utf8 } from "../support/bytes.ts";
import { propertyTest, pureTest } from "../support/property.ts";
import { assertMistake } from "../support/mistake.ts";

pureTest("unescapeBytes() replaces every escape by the byte it stands for", () => {
  const cases: Record<string, string> = {
    "": "",
    "plain": "plain",
    "\\r\\n": "\r\n",
    "\\t\\0": "\t\0",
    "\\\\": "\\",
    "\\\\n": "\\n",
    "\\\\\\n": "\\\n",
    "\\x00\\x7f\\xff\\xFF": "\0\x7f\xff\xff",
    "\\x411": "A1",
    "a\\x0d\\x0ab": "a\r\nb",
    "\\0001": "\x00001",
    "end\\n": "end\n",
  };
  for (const [typed, expected] of Object.entries(cases)) {
    assertBytes(unescapeBytes(latin1(typed)), latin1(expected), typed);
  }
});

pureTest("unescapeBytes() leaves text and bytes of any kind as they are", () => {
  assertBytes(unescapeBytes(utf8("안녕\\n하세요")), utf8("안녕\n하세요"));
  assertBytes(unescapeBytes(latin1("\xff\\x80\xfe")), latin1("\xff\x80\xfe"));
});

pureTest("unescapeBytes() refuses a backslash that begins nothing, and names it", () => {
  for (const typed of ["\\", "a\\", "\\\\\\"]) {
    assertThrows(() => unescapeBytes(utf8(typed)), RangeError, '"\\"');
  }
  for (const typed of ["\\x", "\\x4", "\\x4g", "\\xg4", "\\x 4"]) {
    assertThrows(() => unescapeBytes(utf8(typed)), RangeError, '"\\x"', typed);
  }
  for (const letter of ["a", "N", "1", "u", " ", '"', "X"]) {
    assertThrows(() => unescapeBytes(utf8(`ok\\n\\${letter}41`)), RangeError, `"\\${letter}"`);
  }
});

propertyTest("unescapeBytes() gives back bytes of any kind that were written as escapes", 300, (random) => {
  const bytes = Uint8Array.from(
    { length: randomInteger(random, 0, 40) },
    () => randomInteger(random, 0, 255),
  );
  const typed = Array.from(bytes, (byte) => {
    if (byte === 0x5c) return "\\\\";
    return random() < 0.5 ? `\\x${byte.toString(16).padStart(2, "0")}` : String.fromCharCode(byte);
  });
  assertBytes(unescapeBytes(latin1(typed.join(""))), bytes);
});

pureTest("unescapeBytes() says in both languages what is wrong", () => {
  assertMistake(
    () => unescapeBytes(utf8("a\\q")),
    '"\\q" is not known; write \\r, \\n, \\t, \\0, \\xNN or \\\\',
    '알 수 없는 표기입니다: "\\q". \\r, \\n, \\t, \\0, \\xNN, \\\\ 중 하나를 쓰세요',
  );
});
