import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { withParticle } from "../../../lib/base/korean.ts";
import { Mistake } from "../../../lib/base/mistake.ts";
import { Latencies } from "../../../lib/measure/latencies.ts";
import { type LoadResult, mergeResults } from "../../../lib/measure/load/result.ts";
import { shareOf } from "../../../lib/measure/load/plan.ts";
import { type Counts, noCounts, type Stretch } from "../../../lib/measure/load/tally.ts";
import { availabilityOf } from "../../support/load_result.ts";
import { planOf } from "../../support/load_run.ts";
import { propertyTest, pureTest } from "../../support/property.ts";
import { randomInteger } from "../../../lib/base/random.ts";

function latenciesOf(...samples: readonly number[]): Latencies {
  const latencies = new Latencies();
  for (const ms of samples) latencies.record(ms);
  return latencies;
}

function seriesOf(...messages: readonly number[]): Stretch[] {
  return messages.map((count) => ({
    messages: count,
    unanswered: 0,
    latency: latenciesOf(...Array(count).fill(count)),
  }));
}

function messagesOf({ series }: LoadResult): number[] {
  return series.map(({ messages }) => messages);
}

let runs = 0;

function resultOf(result: Partial<LoadResult> = {}): LoadResult {
  return {
    runs: [`RUN${++runs}`],
    setting: {
      transport: "tcp",
      peer: "127.0.0.1:7000",
      loop: "closed",
      newConnection: false,
      connections: 10,
      sizes: { lowest: 64, highest: 64 },
      rate: 0,
      pipeline: 1,
      window: 0,
      verify: true,
    },
    threads: 1,
    durationMs: 1000,
    periods: [{ startedAtMs: undefined, durationMs: result.durationMs ?? 1000 }],
    messagesPerSecond: 3,
    bytesInPerSecond: 30,
    bytesOutPerSecond: 20,
    counts: noCounts(),
    errors: {},
    latency: latenciesOf(1, 2, 3),
    connect: latenciesOf(5),
    late: latenciesOf(),
    lag: latenciesOf(0.5),
    limitedBy: "server",
    availability: availabilityOf(1000, 10),
    cpuMs: 100,
    busiest: 0.1,
    series: seriesOf(2, 1),
    stretchMs: 500,
    wasStopped: false,
    gaveUp: undefined,
    ...result,
  };
}

function settingOf(setting: Partial<LoadResult["setting"]>): Pick<LoadResult, "setting"> {
  return { setting: { ...resultOf().setting, ...setting } };
}

pureTest("counts, errors and rates of several runs are added up, every one of them", () => {
  const names = Object.keys(noCounts()) as (keyof Counts)[];
  const counts = (factor: number): Counts => {
    return Object.fromEntries(names.map((name, index) => [name, (index + 1) * factor])) as unknown as Counts;
  };
  const merged = mergeResults([
    resultOf({ counts: counts(1), errors: { reset: 2, closed: 1 } }),
    resultOf({
      counts: counts(10),
      errors: { reset: 3, timeout: 4 },
      cpuMs: 7,
      threads: 2,
      messagesPerSecond: 4,
    }),
    resultOf({ counts: counts(100), durationMs: 1500, busiest: 0.7 }),
  ]);
  assertEquals(merged.counts, counts(111));
  assertEquals(merged.errors, { reset: 5, closed: 1, timeout: 4 });
  assertEquals([merged.messagesPerSecond, merged.bytesInPerSecond, merged.bytesOutPerSecond], [10, 90, 60]);
  assertEquals([merged.threads, merged.cpuMs, merged.busiest, merged.durationMs], [4, 207, 0.7, 1500]);
});

pureTest("runs at different times have no common rate, and neither has what they are merged with", () => {
  const at = (startedAtMs: number, durationMs: number, messagesPerSecond: number): LoadResult =>
    resultOf({ periods: [{ startedAtMs, durationMs }], durationMs, messagesPerSecond });
  const together = mergeResults([at(0, 1000, 10), at(50, 1000, 20)]);
  assertEquals([together.messagesPerSecond, together.durationMs], [30, 1050]);
  const apart = mergeResults([at(0, 1000, 1000), at(3000, 6000, 100)]);
  assertEquals([apart.messagesPerSecond, apart.bytesInPerSecond, apart.bytesOutPerSecond], [
    undefined,
    undefined,
    undefined,
  ]);
  assertEquals([apart.durationMs, apart.latency.count], [7000, 6]);
  assertEquals(mergeResults([apart, resultOf()]).messagesPerSecond, undefined);
  // Threads of one run begin a little one after the other.
  const threads = mergeResults([at(0, 100, 10), at(60, 100, 10)], { asOneRun: true });
  assertEquals([threads.messagesPerSecond, threads.periods], [20, [{ startedAtMs: 0, durationMs: 100 }]]);
});

pureTest("histograms are merged, not averages averaged", () => {
  const merged = mergeResults([
    resultOf({ latency: latenciesOf(...Array(99).fill(1)) }),
    resultOf({
      latency: latenciesOf(1001),
      connect: latenciesOf(6, 7),
      late: latenciesOf(1),
      lag: latenciesOf(),
    }),
  ]);
  const { avg, p50, max } = merged.latency.summary()!;
  assertEquals([merged.latency.count, avg, p50, max], [100, 11, 1, 1001]);
  assertEquals([merged.connect.count, merged.late.count, merged.lag.count], [3, 1, 1]);
});

pureTest("settings of several runs are those of all together", () => {
  const merged = mergeResults([
    resultOf({ ...settingOf({ loop: "open", rate: 100, window: 50, pipeline: 2 }) }),
    resultOf(settingOf({
      loop: "open",
      rate: 50,
      window: 30,
      connections: 5,
      sizes: { lowest: 10, highest: 20 },
      peer: "[::1]:7000",
    })),
  ]);
  assertEquals(merged.setting, {
    transport: "tcp",
    peer: "127.0.0.1:7000, [::1]:7000",
    loop: "open",
    newConnection: false,
    connections: 15,
    sizes: { lowest: 10, highest: 64 },
    rate: 150,
    pipeline: 2,
    window: 80,
    verify: true,
  });
});

pureTest("one of several that was stopped or limited by its machine makes the whole so", () => {
  const merged = mergeResults([
    resultOf(),
    resultOf({ wasStopped: true, limitedBy: "generator-cpu" }),
    resultOf(),
  ]);
  assertEquals([merged.wasStopped, merged.limitedBy], [true, "generator-cpu"]);
});

pureTest("stretches of time stand side by side, shorter ones joined first", () => {
  const merged = mergeResults([
    resultOf({ series: seriesOf(1, 2, 3, 4, 5), stretchMs: 500 }),
    resultOf({ series: seriesOf(10, 20), stretchMs: 2000 }),
    resultOf({ series: seriesOf(7), stretchMs: 1000 }),
  ]);
  assertEquals([messagesOf(merged), merged.stretchMs], [[27, 25], 2000]);
  assertEquals(merged.series.map(({ latency }) => latency.count), [27, 25]);
  assertEquals(messagesOf(mergeResults([resultOf({ series: [] }), resultOf({ series: seriesOf(1) })])), [1]);
});

pureTest("one result merged is itself, and merging in steps is merging at once", () => {
  const results = [resultOf(), resultOf({ series: seriesOf(1, 2, 3), stretchMs: 1000 }), resultOf()];
  const asText = (result: LoadResult): string =>
    JSON.stringify(result, (_, value) => value instanceof Latencies ? value.store() : value);
  assertEquals(asText(mergeResults([results[0]!])), asText(results[0]!));
  const inSteps = mergeResults([mergeResults(results.slice(0, 2)), results[2]!]);
  assertEquals(asText(inSteps), asText(mergeResults(results)));
});

pureTest("what cannot be one result is refused", () => {
  const one = resultOf();
  const merged = mergeResults([one, resultOf()]);
  const twice = [
    `run ${one.runs[0]} appears twice`,
    `실행 ${withParticle(one.runs[0]!, "이")} 두 번 나옵니다`,
  ] as const;
  const times = ["intervals of some results do not match", "시간 구간이 서로 맞지 않습니다"] as const;
  const cases: [results: LoadResult[], en: string, ko: string][] = [
    [[], "there is no result", "결과가 없습니다"],
    [[one, resultOf(), one], ...twice],
    [[merged, one], ...twice],
    [
      [one, resultOf(settingOf({ transport: "udp" }))],
      "some results are for TCP and some for UDP",
      "TCP의 결과와 UDP의 결과가 섞여 있습니다",
    ],
    [
      [one, resultOf(settingOf({ loop: "open", rate: 100 }))],
      "some results follow a schedule (--rate) and some do not, so their latencies differ in meaning",
      "시간표(--rate)에 따른 결과와 그렇지 않은 결과가 섞여 있어 지연 시간의 뜻이 서로 다릅니다",
    ],
    [[one, resultOf({ stretchMs: 300 })], ...times],
    [[one, resultOf({ stretchMs: 0 })], ...times],
  ];
  for (const [results, en, ko] of cases) {
    const { text } = assertThrows(() => mergeResults(results), Mistake, en);
    assertStringIncludes(text.ko, ko);
  }
});

propertyTest("the shares of several threads add up to the plan", 200, (random) => {
  const workers = randomInteger(random, 1, 16);
  const plan = planOf({
    connections: randomInteger(random, workers, 300),
    messages: randomInteger(random, 0, 10_000),
    rate: randomInteger(random, 1, 100_000),
    window: randomInteger(random, workers, 256),
  });
  const shares = Array.from({ length: workers }, (_, index) => shareOf(plan, index, workers));
  const sum = (of: (share: typeof plan) => number): number =>
    shares.reduce((total, share) => total + of(share), 0);
  assertEquals(sum(({ connections }) => connections), plan.connections);
  assertEquals(sum(({ messages }) => messages!), plan.messages);
  assertEquals(sum(({ window }) => window), plan.window);
  assertEquals(Math.round(sum(({ rate }) => rate!) * 1e6) / 1e6, plan.rate);
  // Nobody does much more than another.
  const connections = shares.map((share) => share.connections);
  assertEquals(Math.max(...connections) - Math.min(...connections) <= 1, true);
});

pureTest("a share has what is not divided as the plan has it", () => {
  const plan = planOf({ durationMs: 5000, connections: 4, window: 1, pipeline: 3 });
  const { connections, window, ...others } = shareOf(plan, 1, 4);
  const { connections: _, window: __, ...asPlanned } = plan;
  assertEquals(others, { ...asPlanned, messages: undefined, rate: undefined });
  // A thread without room could send nothing.
  assertEquals([connections, window], [1, 1]);
});
