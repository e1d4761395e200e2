import { assert, assertEquals, assertGreaterOrEqual, assertLessOrEqual, assertMatch } from "@std/assert";
import { assertNotMatch } from "@std/assert";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { LoadResult } from "../../../lib/measure/load/result.ts";
import { seededRandom } from "../../../lib/base/random.ts";
import { columnsOf } from "../../../lib/report/columns.ts";
import { type LoadFormat, loadFormats } from "../../../lib/report/load/formats.ts";
import { latencyAxis, rateAxis, timeAxis } from "../../../lib/report/load/svg/axis.ts";
import { timeline } from "../../../lib/report/load/svg/timeline.ts";
import { loadEn } from "../../../lib/report/load/en.ts";
import { loadKo } from "../../../lib/report/load/ko.ts";
import { loadSvg } from "../../../lib/report/load/svg.ts";
import { latenciesOf, resultOf } from "../../support/load_result.ts";
import { propertyTest, pureTest } from "../../support/property.ts";

const random = seededRandom(5);

/** Latencies around one, of which the last few are far longer. */
function manyLatencies(count: number, aroundMs: number, longestMs = aroundMs * 2): number[] {
  return Array.from(
    { length: count },
    (_, index) => index === 0 ? longestMs : aroundMs * (0.8 + random() * 0.4),
  );
}

const pictures: Record<string, LoadResult> = {
  "a run of ten seconds": resultOf({
    stretches: Array.from({ length: 20 }, () => manyLatencies(5000, 0.4, 90)),
  }),
  "a run by a schedule": resultOf({
    setting: { transport: "udp" },
    stretches: Array.from({ length: 9 }, () => manyLatencies(100, 1.2)),
    limitedBy: "rate",
  }),
  "no reply at all": resultOf({ stretches: [[], [], []], counts: { sent: 50, lost: 50 } }),
  "not even a stretch": resultOf({ stretches: [], durationMs: 0.001 }),
  "one message": resultOf({ stretches: [[0.3]], durationMs: 0.31 }),
  "messages that took no time": resultOf({ stretches: [[0, 0, 0.0001]], durationMs: 1 }),
  "a server that stood still in the middle": resultOf({
    stretches: [manyLatencies(50, 0.02), [], [], [1500, 1490]],
  }),
  "a day of a merged run": resultOf({
    setting: {
      peer: "[fe80:1234:1234:1234:1234:1234:1234:1234]:10825, 10.0.0.1:10825",
      loop: "open",
      rate: 2e7,
    },
    stretches: Array.from({ length: 85 }, () => manyLatencies(2000, 3, 60_000)),
    stretchMs: 1_024_000,
    durationMs: 86_400_000,
    threads: 64,
    limitedBy: "generator-cpu",
    busiest: 0.99,
    wasStopped: true,
    counts: { sent: 200_000, lost: 3, unsent: 30_000 },
  }),
  "a peer that is not": resultOf({
    setting: { peer: `</title><script>alert("1")</script>&\x00\x1b[2J${"x".repeat(10_000)}` },
  }),
};

interface Label {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** Where texts are, at the width of a letter that most fixed-width fonts do not exceed. */
function labelsOf(picture: string): Label[] {
  const { svg } = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    isArray: (name) => name === "text",
  }).parse(picture);
  return svg.text.map((node: Record<string, string>) => {
    const classes = node["@_class"]!;
    const text = String(node["#text"]);
    const width = columnsOf(text) * (classes.includes("title") ? 12.25 : 9.8);
    const x = Number(node["@_x"]);
    const left = classes.includes("end") ? x - width : classes.includes("middle") ? x - width / 2 : x;
    return { text, left, right: left + width, y: Number(node["@_y"]) };
  });
}

const inBothLanguages = Object.entries(pictures).flatMap(([name, result]) => [
  [name, result, loadEn] as const,
  [`${name} in Korean`, result, loadKo] as const,
]);

for (const [name, result, words] of inBothLanguages) {
  pureTest(
    `svg: the picture of ${name} is well-formed XML without scripts, other files or small print`,
    () => {
      const picture = loadSvg(result, words);
      assertEquals(XMLValidator.validate(picture), true);
      const { svg } = new XMLParser({ ignoreAttributes: false }).parse(picture);
      assertEquals(svg["@_role"], "img");
      const isEnglish = words === loadEn;
      assertMatch(svg.title["#text"], isEnglish ? /^Load over (TCP|UDP) to / : /^부하 시험: /);
      assertMatch(svg.desc["#text"], isEnglish ? /messages? in / : /동안 메시지 [\d,]+개/);
      assertNotMatch(picture, /<script|<foreignObject|<image|href=|@import|url\((?!#)|\son\w+=/i);
      // deno-lint-ignore no-control-regex
      assertNotMatch(picture, /[\x00-\x08\x0b-\x1f\ufffe\uffff]|NaN|Infinity|undefined/);
      const sizes = [...picture.matchAll(/font(?:-size)?:(\d+)px/g)].map(([, size]) => Number(size));
      assert(sizes.length > 0 && sizes.every((size) => size >= 16));
      assertMatch(picture, /@media \(prefers-color-scheme:dark\)/);
    },
  );

  pureTest(`svg: no text of the picture of ${name} lies on another one, or outside`, () => {
    const labels = labelsOf(loadSvg(result, words));
    for (const [index, one] of labels.entries()) {
      assert(one.left >= 0 && one.right <= 800, one.text);
      for (const other of labels.slice(index + 1)) {
        const isApart = Math.abs(one.y - other.y) >= 16 || one.right <= other.left || other.right <= one.left;
        assert(isApart, `"${one.text}" and "${other.text}"`);
      }
    }
  });
}

pureTest("svg: the percentiles reach as far as there are messages, with the latency of each", () => {
  const texts = labelsOf(loadSvg(pictures["a run of ten seconds"]!, loadEn)).map(({ text }) => text);
  for (const text of ["50", "90", "99", "99.9", "99.99", "max 90 ms", "logarithmic scale"]) {
    assert(texts.includes(text), text);
  }
  assert(texts.includes("percentile of 100,000 messages (%)"));
  assert(!texts.includes("99.9999"));
  const few = labelsOf(loadSvg(resultOf(), loadEn)).map(({ text }) => text);
  assert(few.includes("50") && !few.includes("90"));
});

pureTest("svg: the rate that was asked for is a line of its own, and a rest from replies a gap", () => {
  const scheduled = loadSvg(pictures["a run by a schedule"]!, loadEn);
  assertMatch(scheduled, /class="asked"/);
  assertMatch(scheduled, /dashed: the requested rate, 10,000/);
  assertNotMatch(loadSvg(resultOf(), loadEn), /class="asked"/);
  const curves = (picture: string): number => picture.match(/class="curve latency"/g)?.length ?? 0;
  assertEquals(curves(loadSvg(resultOf(), loadEn)), 2);
  assertEquals(curves(loadSvg(pictures["a server that stood still in the middle"]!, loadEn)), 3);
  assertEquals(curves(loadSvg(pictures["no reply at all"]!, loadEn)), 0);
});

pureTest("svg: what limited the run stands in the picture, and in its description", () => {
  const picture = loadSvg(pictures["a day of a merged run"]!, loadEn);
  assertMatch(picture, /<desc[^>]*>[^<]*limited by this program, not by the server/);
  assertMatch(
    labelsOf(picture).map(({ text }) => text).join(" "),
    /limited by this program, not by the server/,
  );
});

pureTest(
  "svg: runs at different times have no rate and no common time in the picture, in both languages",
  () => {
    const period = { startedAtMs: 0, durationMs: 500 };
    const apart = resultOf({
      messagesPerSecond: undefined,
      periods: [period, { ...period, startedAtMs: 5000 }],
    });
    for (const words of [loadEn, loadKo]) {
      const texts = labelsOf(loadSvg(apart, words)).map(({ text }) => text);
      assert(!texts.includes(words.picture.rates) && !texts.includes(words.picture.p99));
      assert(texts.includes(words.picture.percentiles));
      assert(texts.join(" ").includes(words.picture.messagesApart(4, "500 ms", 2)), texts.join(" "));
    }
  },
);

pureTest("svg: messages that were given up are told in the picture", () => {
  const picture = loadSvg(resultOf({ gaveUpMs: [900] }), loadEn);
  assertMatch(picture, /<desc[^>]*>[^<]*1 message without a reply in time counts with the time waited/);
});

pureTest("svg: all words of the picture are in the language asked for", () => {
  const korean = labelsOf(loadSvg(pictures["a run by a schedule"]!, loadKo)).map(({ text }) => text);
  for (
    const text of [
      "백분위별 지연 시간",
      "메시지 900개의 백분위(%)",
      "초당 메시지 수",
      "점선: 요청한 속도 10,000",
      "지연 시간의 99번째 백분위(p99)",
      "시작 후 시간(s)",
    ]
  ) {
    assert(korean.includes(text), text);
  }
  const silent = pictures["no reply at all"]!;
  assert(labelsOf(loadSvg(silent, loadEn)).some(({ text }) => text === "no reply"));
  assert(labelsOf(loadSvg(silent, loadKo)).some(({ text }) => text === "응답 없음"));
  const spread = labelsOf(loadSvg(pictures["a run of ten seconds"]!, loadKo)).map(({ text }) => text);
  assert(spread.includes("로그 눈금") && spread.includes("최대 90 ms"));
  const merged = loadSvg(pictures["a day of a merged run"]!, loadKo);
  assertMatch(
    merged,
    /<desc[^>]*>[^<]*손실 3개[^<]*, 예정 시각부터 잰 지연 시간, 일찍 멈춤; 지연 시간: 50 %가 /,
  );
});

pureTest("timeline() gives a short rest at the end to the stretch before", () => {
  const stretches = [[1, 1], [1, 1, 1], [5]];
  assertEquals(timeline(resultOf({ stretches, durationMs: 1010 })), [
    { fromMs: 0, toMs: 500, messagesPerSecond: 4, p99Ms: 1 },
    { fromMs: 500, toMs: 1010, messagesPerSecond: 4000 / 510, p99Ms: 5 },
  ]);
  assertEquals(timeline(resultOf({ stretches, durationMs: 1400 })).at(-1), {
    fromMs: 1000,
    toMs: 1400,
    messagesPerSecond: 2.5,
    p99Ms: 5,
  });
});

pureTest("timeline() takes a run that ended before its last stretch began for what it was", () => {
  assertEquals(timeline(resultOf({ stretches: [[2, 2], []], durationMs: 400 })), [
    { fromMs: 0, toMs: 400, messagesPerSecond: 5, p99Ms: 2 },
  ]);
});

function textsOf({ ticks }: { ticks: readonly { text: string }[] }): string[] {
  return ticks.map(({ text }) => text);
}

pureTest("axes have round figures in one unit, or powers of ten where the range is wide", () => {
  assertEquals(textsOf(latencyAxis(0.3, 1.2, 8)), [
    "0",
    "0.2 ms",
    "0.4 ms",
    "0.6 ms",
    "0.8 ms",
    "1 ms",
    "1.2 ms",
  ]);
  assertEquals(textsOf(latencyAxis(0.3, 45, 8)), [
    "200 µs",
    "500 µs",
    "1 ms",
    "2 ms",
    "5 ms",
    "10 ms",
    "20 ms",
    "50 ms",
  ]);
  assertEquals(textsOf(latencyAxis(0.03, 3000, 8)), [
    "10 µs",
    "100 µs",
    "1 ms",
    "10 ms",
    "100 ms",
    "1 s",
    "10 s",
  ]);
  assertEquals(textsOf(rateAxis(63_000, 5)), ["0", "20,000", "40,000", "60,000", "80,000"]);
  assertEquals(textsOf(rateAxis(0, 5)), ["0", "0.25", "0.5", "0.75", "1"]);
  assertEquals(textsOf(rateAxis(19e6, 5)), ["0", "5 M", "10 M", "15 M", "20 M"]);
  const { axis, unit } = timeAxis(3_800_000, 8);
  assertEquals([textsOf(axis), unit], [["0", "10", "20", "30", "40", "50", "60"], "min"]);
});

propertyTest(
  "an axis holds what it is made for, with no more ticks than there is room for",
  500,
  (random) => {
    const lowest = 10 ** (random() * 7 - 3);
    const highest = lowest * 10 ** (random() * 6);
    const most = 4 + Math.floor(random() * 5);
    const axes = [latencyAxis(lowest, highest, most), rateAxis(highest, most)];
    for (const { ticks, placeOf } of axes) {
      assertGreaterOrEqual(ticks.length, 2);
      assertLessOrEqual(ticks.length, most);
      assertEquals(new Set(ticks.map(({ text }) => text)).size, ticks.length);
      assertEquals([placeOf(ticks[0]!.value), placeOf(ticks.at(-1)!.value)], [0, 1]);
      assert(placeOf(lowest) >= 0 && placeOf(lowest) <= placeOf(highest) && placeOf(highest) <= 1);
    }
    const { axis: { ticks } } = timeAxis(highest, most);
    assert(ticks.length >= 1 && ticks.length <= most && ticks.every(({ value }) => value <= highest));
  },
);

pureTest("a result is written in every format", async () => {
  const result = resultOf({ lag: latenciesOf(1) });
  const written = {
    text: /^limited by the server.*\n[^]*late$/,
    json: /^\{[^\n]*\}$/,
    svg: /^<svg [^]*<\/svg>$/,
  };
  for (const [format, load] of Object.entries(loadFormats)) {
    assertMatch((await load("en"))(result, 80), written[format as LoadFormat]);
  }
  assertMatch(
    (await loadFormats.text("ko"))(result, 80),
    /^서버나 서버까지의 네트워크가 한계였습니다[^]*늦음$/,
  );
  assertMatch((await loadFormats.svg("ko"))(result), /<title[^>]*>부하 시험: /);
});
