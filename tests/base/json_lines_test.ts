import { assertEquals } from "@std/assert";
import { parseJsonLines } from "../../lib/base/json_lines.ts";
import {
  anyObject,
  count,
  isObject,
  list,
  number,
  numberTo,
  object,
  oneOf,
  text,
  trueOrFalse,
} from "../../lib/base/json_schema.ts";
import { sameInAll } from "../../lib/base/text.ts";
import { pureTest } from "../support/property.ts";

const inner = object({ name: text });

const schema = object({
  colour: oneOf(["red", "blue"]),
  much: number,
  share: numberTo(100),
  many: count,
  isOn: trueOrFalse,
  inner,
  all: list(inner, isObject, { en: "an object", ko: "객체" }),
  any: anyObject,
});

const good = {
  colour: "red",
  much: 0.5,
  share: 100,
  many: 3,
  isOn: false,
  inner: { name: "a" },
  all: [{ name: "b" }],
  any: {},
};

pureTest("parseJsonLines() reads a value from each line that is one, and tells of the others", () => {
  const lines = [
    "\ufeff" + JSON.stringify({ ...good, more: 1 }),
    "",
    "{",
    "[]",
    "null",
    JSON.stringify(good) + "\r",
    " ",
  ];
  assertEquals(parseJsonLines(lines.join("\n"), schema), {
    values: [good, good],
    bad: [
      { number: 3, reason: { en: "not JSON", ko: "JSON이 아닙니다" } },
      { number: 4, reason: { en: "not a JSON object", ko: "JSON 객체가 아닙니다" } },
      { number: 5, reason: { en: "not a JSON object", ko: "JSON 객체가 아닙니다" } },
    ],
  });
});

pureTest("parseJsonLines() says which key is wrong, wherever it is, and how", () => {
  const wrong: [change: Record<string, unknown>, en: string, ko: string][] = [
    [
      { colour: "gr\neen".padEnd(100, "!") },
      `"colour" is "gr\\neen${"!".repeat(34)}", which is not known`,
      `"colour": 알 수 없는 값입니다("gr\\neen${"!".repeat(34)}")`,
    ],
    [{ colour: "" }, '"colour" is not a text', '"colour": 문자열이 아닙니다'],
    [{ much: "1" }, '"much" is not a number', '"much": 숫자가 아닙니다'],
    [{ much: -1 }, '"much" is negative', '"much": 음수입니다'],
    [{ share: 101 }, '"share" is larger than 100', '"share": 100보다 큽니다'],
    [{ many: 0.5 }, '"many" is not a whole number', '"many": 정수가 아닙니다'],
    [{ isOn: 1 }, '"isOn" is neither true nor false', '"isOn": true도 false도 아닙니다'],
    [{ inner: [] }, '"inner" is not an object', '"inner": 객체가 아닙니다'],
    [{ inner: {} }, '"inner.name" is missing', '"inner.name"이 없습니다'],
    [{ all: {} }, '"all" is not a list', '"all": 목록이 아닙니다'],
    [{ all: [1] }, '"all" holds something that is not an object', '"all": 객체가 아닌 항목이 있습니다'],
    [
      { all: [{ name: "b" }, { name: 2 }] },
      '"all[1].name" is not a text',
      '"all[1].name": 문자열이 아닙니다',
    ],
    [{ any: null }, '"any" is not an object', '"any": 객체가 아닙니다'],
    [{ any: undefined }, '"any" is missing', '"any"가 없습니다'],
  ];
  for (const [change, en, ko] of wrong) {
    const { bad } = parseJsonLines(JSON.stringify({ ...good, ...change }), schema);
    assertEquals(bad, [{ number: 1, reason: { en, ko } }]);
  }
});

pureTest("parseJsonLines() says in the caller's words what is missing", () => {
  assertEquals(parseJsonLines("{}", inner, (key) => sameInAll(`no ${key} at all`)).bad, [
    { number: 1, reason: sameInAll('no "name" at all') },
  ]);
});
