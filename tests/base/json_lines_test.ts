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
import { pureTest } from "../support/property.ts";

const inner = object({ name: text });

const schema = object({
  colour: oneOf(["red", "blue"]),
  much: number,
  share: numberTo(100),
  many: count,
  isOn: trueOrFalse,
  inner,
  all: list(inner, isObject, "an object"),
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
      { number: 3, reason: "not JSON" },
      { number: 4, reason: "not a JSON object" },
      { number: 5, reason: "not a JSON object" },
    ],
  });
});

pureTest("parseJsonLines() says which key is wrong, wherever it is, and how", () => {
  const wrong: [Record<string, unknown>, string][] = [
    [{ colour: "gr\neen".padEnd(100, "!") }, `"colour" is "gr\\neen${"!".repeat(34)}"`],
    [{ colour: "" }, '"colour" is not a text'],
    [{ much: "1" }, '"much" is not a number'],
    [{ much: -1 }, '"much" is negative'],
    [{ share: 101 }, '"share" is larger than 100'],
    [{ many: 0.5 }, '"many" is not a whole number'],
    [{ isOn: 1 }, '"isOn" is neither true nor false'],
    [{ inner: [] }, '"inner" is not an object'],
    [{ inner: {} }, '"inner.name" is missing'],
    [{ all: {} }, '"all" is not a list'],
    [{ all: [1] }, '"all" holds what is not an object'],
    [{ all: [{ name: "b" }, { name: 2 }] }, '"all[1].name" is not a text'],
    [{ any: null }, '"any" is not an object'],
    [{ any: undefined }, '"any" is missing'],
  ];
  for (const [change, reason] of wrong) {
    const { bad } = parseJsonLines(JSON.stringify({ ...good, ...change }), schema);
    assertEquals(bad, [{ number: 1, reason }]);
  }
});

pureTest("parseJsonLines() says in the caller's words what is missing", () => {
  assertEquals(parseJsonLines("{}", inner, (key) => `no ${key} at all`).bad, [
    { number: 1, reason: 'no "name" at all' },
  ]);
});
