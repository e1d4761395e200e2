import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { formatDuration, maxDurationMs, parseDuration } from "../../lib/base/duration.ts";
import { randomInteger } from "../../lib/base/random.ts";
import { propertyTest, pureTest } from "../support/property.ts";
import { assertMistake } from "../support/mistake.ts";

pureTest("parseDuration() reads every unit, and a bare number as seconds", () => {
  const cases: Record<string, number> = {
    "250ms": 250,
    "10s": 10_000,
    "10": 10_000,
    "2m": 120_000,
    "1h": 3_600_000,
    "1.5s": 1500,
    ".5": 500,
    "0": 0,
    "0ms": 0,
    "0.25ms": 0.25,
    "007s": 7000,
    "2147483647ms": maxDurationMs,
  };
  for (const [text, expected] of Object.entries(cases)) assertEquals(parseDuration(text), expected, text);
});

pureTest("parseDuration() refuses what is no duration", () => {
  const others = [
    "",
    "s",
    "ms",
    ".",
    "1.",
    "1 s",
    " 1",
    "1s ",
    "1s\n",
    "1d",
    "1S",
    "1e3",
    "+1",
    "0x10",
    "1,5s",
    "1s5",
  ];
  for (const text of [...others, "Infinity", "NaN", "1m30s", "１s", "constructor", "1constructor"]) {
    assertThrows(() => parseDuration(text), RangeError, "not a duration", JSON.stringify(text));
  }
});

pureTest("parseDuration() says that a duration is negative or too long", () => {
  for (const text of ["-1", "-1s", "-0"]) assertThrows(() => parseDuration(text), RangeError, "negative");
  for (const text of ["2147483648ms", "36000m", "597h", "9".repeat(400)]) {
    assertThrows(() => parseDuration(text), RangeError, "longer than 24 days", text);
  }
});

pureTest("formatDuration() uses the largest unit that leaves at most three decimals", () => {
  const cases: [number, string][] = [
    [0, "0 ms"],
    [0.1234, "0.123 ms"],
    [0.0004, "0 ms"],
    [250, "250 ms"],
    [999, "999 ms"],
    [999.9996, "1 s"],
    [1000, "1 s"],
    [1500, "1.5 s"],
    [1234.4, "1.234 s"],
    [10_000, "10 s"],
    [119_999, "119.999 s"],
    [120_000, "2 m"],
    [123_457, "123.457 s"],
    [150_000, "2.5 m"],
    [3_600_000, "60 m"],
    [7_200_000, "2 h"],
    [7_260_000, "121 m"],
    [9_000_000, "2.5 h"],
    [7_265_123.456, "7265.123 s"],
  ];
  for (const [milliseconds, expected] of cases) assertEquals(formatDuration(milliseconds), expected);
});

function readBack(milliseconds: number): number {
  return parseDuration(formatDuration(milliseconds).replace(" ", ""));
}

pureTest(
  "parseDuration() reads back what formatDuration() writes: every whole millisecond of a minute",
  () => {
    for (let milliseconds = 0; milliseconds <= 60_000; milliseconds++) {
      const back = readBack(milliseconds);
      if (Math.abs(back - milliseconds) > 1e-6) assertEquals(back, milliseconds);
    }
  },
);

propertyTest("parseDuration() reads back what formatDuration() writes, of any length", 2000, (random) => {
  const milliseconds = randomInteger(random, 0, 10 ** randomInteger(random, 3, 9));
  assertAlmostEquals(readBack(milliseconds), milliseconds, 1e-5);
  // Round ones, as people write them.
  assertAlmostEquals(readBack((milliseconds % 40_000) * 60), (milliseconds % 40_000) * 60, 1e-5);
  assertAlmostEquals(readBack((milliseconds % 500) * 3_600_000), (milliseconds % 500) * 3_600_000, 1e-5);
});

pureTest("what formatDuration() writes of what was read reads the same again", () => {
  for (const text of ["250 ms", "1.005 s", "4.35 s", "2.5 m", "2.018 h", "596.523 h", "0.001 ms"]) {
    assertEquals(formatDuration(parseDuration(text.replace(" ", ""))), text);
  }
});

pureTest("parseDuration() says in both languages what is wrong", () => {
  const cases: [string, string, string][] = [
    ["-1s", "a duration cannot be negative", "시간은 음수일 수 없습니다"],
    ["5x", "not a duration; write 250ms, 10s or 2m", "시간이 아닙니다. 250ms, 10s, 2m처럼 입력하세요"],
    ["25d", "not a duration; write 250ms, 10s or 2m", "시간이 아닙니다. 250ms, 10s, 2m처럼 입력하세요"],
    ["597h", "longer than 24 days, the longest duration possible", "가장 긴 시간인 24일을 넘습니다"],
  ];
  for (const [text, en, ko] of cases) assertMistake(() => parseDuration(text), en, ko);
});
