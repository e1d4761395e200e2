import { assert, assertEquals, assertLessOrEqual, assertMatch } from "@std/assert";
import { failureKinds } from "../../../lib/protocol/failure_kind.ts";
import { Latencies } from "../../../lib/measure/latencies.ts";
import { loadLimits } from "../../../lib/measure/load/limit.ts";
import { columnsOf } from "../../../lib/report/columns.ts";
import { loadLines, progressLine } from "../../../lib/report/load/text.ts";
import { latencyText, rateText, sizeText } from "../../../lib/report/load/units.ts";
import { latenciesOf, resultOf, type ResultParts } from "../../support/load_result.ts";
import { pureTest } from "../../support/property.ts";

function firstLine(parts: ResultParts): string {
  return loadLines(resultOf(parts))[0]!;
}

pureTest("the result of a load over TCP says what the limit was, and leaves out what did not happen", () => {
  assertEquals(loadLines(resultOf({ stretches: [[0.5, 0.5, 0.6], [0.7, 4]] })), [
    "limited by the server, or the network before it: every connection was waiting for replies",
    "  → whether it can do more at a time: try more connections (-c), or --pipeline",
    "load      TCP to 127.0.0.1:10825, 50 connections, 1 message at a time on each, closed loop,",
    "          messages of 64 bytes",
    "messages  5 per second, 5 in 1 s",
    "bytes     out 320 B/s (320 B), in 320 B/s (320 B)",
    "latency   p50 0.600 ms, p75 0.700 ms, p90 4.000 ms, p99 4.000 ms",
    "          p99.9 4.000 ms, p99.99 4.000 ms, max 4.000 ms",
    "          min 0.500 ms, average 1.260 ms, stddev 1.372 ms",
    "connect   2 connections, min 0.200 ms, average 0.250 ms, p99 0.300 ms, max 0.300 ms",
    "replies   every byte compared, none altered",
    "capsock   1 thread, 50 % busy, 250 ms of processor time, timers p99 0.900 ms late",
  ]);
});

pureTest(
  "the result of a load over UDP says where datagrams may have been lost, and how the schedule fared",
  () => {
    const result = resultOf({
      setting: { transport: "udp", verify: false },
      counts: {
        sent: 20_000,
        lost: 12,
        lostPossiblyHere: 3,
        duplicates: 1,
        outOfOrder: 2,
        late: 3,
        altered: 4,
        foreign: 5,
        unsent: 6,
        heldUp: 7,
        heldByWindow: 8,
      },
      late: latenciesOf(0.25),
      limitedBy: "rate",
      wasStopped: true,
    });
    const lines = loadLines(result);
    assertEquals(lines[0], firstLine({ ...result, stretches: [[1]] }));
    assertEquals(lines.slice(4, 5), ["messages  8 per second, 4 in 500 ms (stopped early)"]);
    assertEquals(lines.slice(9, -1), [
      "          counted from when each message should have left, but for a timer's step of up to 5 ms",
      "schedule  10,000 messages/s asked for, p99 left 0.250 ms late, 7 held up by unanswered ones,",
      "          6 never left",
      "lost      12 of 20,000 (0.06 %),",
      "          3 of them possibly in this program's own receive buffer, that was full, 9 elsewhere",
      "datagrams 1 duplicate, 2 out of order, 3 late, 5 foreign",
      "window    at most 192 unanswered at a time, 8 waited for it",
      "replies   bytes not compared, 4 altered",
    ]);
  },
);

pureTest("nothing lost is 0 %, and one datagram of ten million is not", () => {
  const lostLine = (lost: number): string =>
    loadLines(resultOf({ setting: { transport: "udp" }, counts: { sent: 10_000_000, lost } }))
      .find((line) => line.startsWith("lost"))!;
  assertEquals(lostLine(0), "lost      0 of 10,000,000 (0 %)");
  assertEquals(
    lostLine(1),
    "lost      1 of 10,000,000 (less than 0.01 %), none of them in this program's own receive buffer",
  );
});

const busy = { limitedBy: "generator-cpu", busiest: 0.987 } as const;
const firstLines: Record<string, [ResultParts, string]> = {
  "a processor that was busy": [
    busy,
    "limited by this program, not by the server: its processor was 98 % busy",
  ],
  "a processor of several that was busy": [
    { ...busy, threads: 4 },
    "limited by this program, not by the server: the processor of its busiest thread was 98 % busy",
  ],
  "a processor that others had": [
    { limitedBy: "generator-cpu", busiest: 0.4, lag: latenciesOf(35.125) },
    "limited by this program, not by the server: it waited up to 35.125 ms for a processor",
  ],
  "a schedule that this program missed": [
    { limitedBy: "generator-schedule", setting: { loop: "open", rate: 5000 }, late: latenciesOf(7, 9) },
    "limited by this program, not by the server: one in a hundred messages left 9.000 ms late or later",
  ],
  "a receive buffer": [
    { limitedBy: "receive-window", setting: { transport: "udp" } },
    "limited by what a receive buffer holds, not by the server: 192 unanswered datagrams at a time",
  ],
  "a server that was waited for": [
    { limitedBy: "server", setting: { transport: "udp", loop: "closed" } },
    "limited by the server, or the network before it: every socket was waiting for replies",
  ],
  "a server too slow for a schedule": [
    { limitedBy: "server", setting: { loop: "open", rate: 12_500 } },
    "limited by the server, or the network before it: replies came too slowly for 12,500 messages/s",
  ],
  "a rate that was kept": [
    { limitedBy: "rate", setting: { loop: "open", rate: 0.5 } },
    "kept the rate that was asked for, 0.5 messages/s: nothing limited it",
  ],
  "a rate at which messages were lost": [
    { limitedBy: "rate", setting: { loop: "open", rate: 100 }, counts: { lost: 1 } },
    "kept the rate that was asked for, 100 messages/s: nothing limited it, although 1 message was lost",
  ],
  "silence": [
    { stretches: [[]], counts: { sent: 1234, lost: 1234 } },
    "nothing was answered: 1,234 messages left, no reply came",
  ],
  "replies that are all too late": [
    { stretches: [[]], setting: { transport: "udp" }, counts: { sent: 10, lost: 7, late: 3 } },
    "nothing was answered in time: 10 messages left, 3 came back late",
  ],
  "replies that are all wrong": [
    { stretches: [[]], counts: { sent: 10, altered: 10 }, ...busy },
    "nothing was answered as it should: 10 messages left, all came back altered",
  ],
  "no connection to send through": [
    { stretches: [], errors: { refused: 3 } },
    "nothing was answered: not one message could be sent",
  ],
};

for (const [name, [parts, line]] of Object.entries(firstLines)) {
  pureTest(`the first line tells of ${name}`, () => assertEquals(firstLine(parts), line));
}

pureTest("a first line that does not blame the server is there for every limit of this program's own", () => {
  for (const limitedBy of loadLimits.slice(0, 3)) {
    const setting = { transport: "udp" } as const;
    assertMatch(firstLine({ limitedBy, setting, late: latenciesOf(9) }), /not by the server/);
  }
});

const manyErrors = Object.fromEntries(["unasked", ...failureKinds].map((kind) => [kind, 123_456]));

pureTest("the result has about 20 lines of at most 100 columns, whatever happened", () => {
  const most = 9_007_199_254_740_991;
  for (const transport of ["tcp", "udp"] as const) {
    const lines = loadLines(resultOf({
      setting: {
        transport,
        peer: "[fe80:1234:1234:1234:1234:1234:1234:1234]:11758, 192.168.100.100:11758",
        loop: "open",
        newConnection: transport === "tcp",
        rate: 10_000_000,
        connections: 20_000,
        pipeline: 65_536,
        sizes: { lowest: 64, highest: 1_048_576 },
      },
      counts: { sent: most, lost: most - 1, lostPossiblyHere: 3, altered: most, unsent: most, heldUp: most },
      errors: manyErrors,
      threads: 64,
      ...busy,
      wasStopped: true,
    }));
    lines.forEach((line) => assertLessOrEqual(columnsOf(line), 100, line));
    assertLessOrEqual(lines.length, 24);
  }
});

pureTest("a peer's name cannot command the terminal, nor fill it", () => {
  const lines = loadLines(resultOf({ setting: { peer: `\x1b[2J${"x".repeat(10_000)}\n` } }));
  // deno-lint-ignore no-control-regex
  assert(lines.every((line) => !/[\x00-\x1f]/.test(line) && columnsOf(line) <= 100));
  assertMatch(lines[2]!, /^load {6}TCP to \\x1b\[2Jx+…$/);
});

pureTest("a run with a connection for each message says how many connections that were per second", () => {
  const lines = loadLines(resultOf({ setting: { newConnection: true }, connect: latenciesOf(0.1, 0.3) }));
  assert(lines.includes("          with the time to connect"));
  assert(lines.some((line) => line.startsWith("connect   2 connections (4 per second), min 0.100 ms")));
  assertMatch(lines.join("\n"), /50 connections at a time, a new one for each message/);
  assert(!lines.join("\n").includes("--pipeline"), "what such a run cannot have is not advised");
});

pureTest("a run without any figure has none that nobody measured", () => {
  const empty = new Latencies();
  const lines = loadLines(resultOf({ stretches: [], connect: empty, lag: empty, counts: { sent: 0 } }));
  assertEquals(lines.slice(3), [
    "messages  0 per second, 0 in 500 ms",
    "bytes     out 0 B/s (0 B), in 0 B/s (0 B)",
    "capsock   1 thread, 50 % busy, 250 ms of processor time",
  ]);
});

const progress = {
  atMs: 12_500,
  messages: 1_234_567,
  messagesPerSecond: 98_765.4,
  p99Ms: 0.8123,
  lost: 3,
  isWarmup: false,
};

pureTest("the line of progress has rate and p99 of now, and marks the warm-up", () => {
  assertEquals(
    progressLine(progress),
    "12.5 s  98,765 messages/s  p99 0.812 ms  1,234,567 messages  3 lost",
  );
  assertEquals(
    progressLine({ ...progress, messages: 1, messagesPerSecond: 0, p99Ms: 0, isWarmup: true }),
    "warm-up 12.5 s  0 messages/s  no reply now  1 message  3 lost",
  );
  const long = { ...progress, atMs: 1e9, messages: 1e15, messagesPerSecond: 1e9, p99Ms: 1e6, lost: 1e15 };
  assertLessOrEqual(columnsOf(progressLine(long)), 79);
});

pureTest("figures have the unit that suits them, and three digits", () => {
  assertEquals([0, 999, 1000, 1_048_576, 1.5e12].map(sizeText), [
    "0 B",
    "999 B",
    "1000 B",
    "1 MiB",
    "1.36 TiB",
  ]);
  assertEquals([0, 0.0004, 0.0123, 0.9996, 1.2345, 123.45, 999.7, 61_000].map((ms) => latencyText(ms)), [
    "0",
    "0.4 µs",
    "12.3 µs",
    "1 ms",
    "1.23 ms",
    "123 ms",
    "1 s",
    "61 s",
  ]);
  assertEquals([0, 0.25, 9.96, 1234.5].map(rateText), ["0", "0.3", "10", "1,235"]);
});
