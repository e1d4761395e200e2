import { assert, assertEquals, assertLessOrEqual, assertMatch } from "@std/assert";
import { failureKinds } from "../../../lib/protocol/failure_kind.ts";
import { Latencies } from "../../../lib/measure/latencies.ts";
import { loadLimits } from "../../../lib/measure/load/limit.ts";
import type { LoadResult } from "../../../lib/measure/load/result.ts";
import { columnsOf } from "../../../lib/report/columns.ts";
import { loadEn } from "../../../lib/report/load/en.ts";
import { loadKo } from "../../../lib/report/load/ko.ts";
import { loadLines, progressLine } from "../../../lib/report/load/text.ts";
import { latencyText, rateText, sizeText } from "../../../lib/report/load/units.ts";
import { availabilityOf, latenciesOf, resultOf, type ResultParts } from "../../support/load_result.ts";
import { pureTest } from "../../support/property.ts";

/** On a screen of 100 columns. */
function linesOf(parts: ResultParts = {}, words = loadEn): string[] {
  return loadLines(resultOf(parts), words, 100);
}

function firstLine(parts: ResultParts, words = loadEn): string {
  return loadLines(resultOf(parts), words, Infinity)[0]!;
}

pureTest("the result of a load over TCP says what the limit was, and leaves out what did not happen", () => {
  assertEquals(linesOf({ stretches: [[0.5, 0.5, 0.6], [0.7, 4]] }), [
    "limited by the server, or by the network to it: every connection was waiting for replies",
    "  → to see whether it can do more, try more connections (-c) or --pipeline",
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

const scheduled: ResultParts = {
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
};

pureTest(
  "the result of a load over UDP says where datagrams may have been lost, and how the schedule fared",
  () => {
    const result = resultOf(scheduled);
    const lines = loadLines(result, loadEn, 100);
    assertEquals(lines[0], firstLine({ ...result, stretches: [[1]] }));
    assertEquals(lines.slice(4, 5), ["messages  8 per second, 4 in 500 ms (stopped early)"]);
    assertEquals(lines.slice(9, -1), [
      "          counted from the scheduled time of each message, without timer delays of up to 5 ms",
      "schedule  10,000 messages/s requested, p99 sent 0.250 ms late, 7 delayed by unanswered messages,",
      "          6 never sent",
      "lost      12 of 20,000 (0.06 %),",
      "          up to 3 of them in this program's own receive buffer, which was full, 9 elsewhere",
      "datagrams 1 duplicate, 2 out of order, 3 late, 5 foreign",
      "window    at most 192 unanswered at a time, 8 had to wait",
      "replies   bytes not compared, 4 altered",
    ]);
  },
);

pureTest("the latency says how many messages were given up, in both languages", () => {
  const row = (gaveUpMs: readonly number[], words: typeof loadEn): string => linesOf({ gaveUpMs }, words)[9]!;
  const english = "messages without a reply in time count with the time waited";
  assertEquals(row([900, 1000], loadEn), `          2 ${english}`);
  assertEquals(row([900], loadEn), "          1 message without a reply in time counts with the time waited");
  assertEquals(row([900, 1000], loadKo), "           제시간에 응답이 없던 메시지 2개는 기다린 시간으로 셈");
  assertEquals(
    linesOf({ gaveUpMs: [900, 1000] })[6],
    "latency   p50 0.700 ms, p75 900.095 ms, p90 1000.000 ms, p99 1000.000 ms",
  );
});

pureTest("nothing lost is 0 %, and one datagram of ten million is not", () => {
  const lostLine = (lost: number): string =>
    linesOf({ setting: { transport: "udp" }, counts: { sent: 10_000_000, lost } })
      .find((line) => line.startsWith("lost"))!;
  assertEquals(lostLine(0), "lost      0 of 10,000,000 (0 %)");
  assertEquals(
    lostLine(1),
    "lost      1 of 10,000,000 (< 0.01 %), none of them in this program's own receive buffer",
  );
});

const busy = { limitedBy: "generator-cpu", busiest: 0.987 } as const;
const missed = { limitedBy: "generator-schedule", setting: { loop: "open", rate: 5000 } } as const;
const there = availabilityOf(4000, 50);
/** Situation → what may be claimed. */
const firstLines: Record<string, [parts: ResultParts, en: string, ko: string]> = {
  "a processor that was busy": [
    busy,
    "limited by this program, not by the server: its processor was 98 % busy",
    "서버가 아니라 이 프로그램이 한계였습니다: 프로세서 사용률이 98 %였습니다",
  ],
  "a processor of several that was busy": [
    { ...busy, threads: 4 },
    "limited by this program, not by the server: the processor of its busiest thread was 98 % busy",
    "서버가 아니라 이 프로그램이 한계였습니다: 가장 바쁜 스레드의 프로세서 사용률이 98 %였습니다",
  ],
  "a processor that others had": [
    { limitedBy: "generator-cpu", busiest: 0.4, lag: latenciesOf(35.125) },
    "limited by this program, not by the server: it waited up to 35.125 ms for a processor",
    "서버가 아니라 이 프로그램이 한계였습니다: 프로세서를 최대 35.125 ms 기다렸습니다",
  ],
  "a schedule that this program missed": [
    { ...missed, late: latenciesOf(7, 9), counts: { unsent: 1 } },
    "limited by this program, not by the server: 1 % of the messages were sent at least 9.000 ms late",
    "서버가 아니라 이 프로그램이 한계였습니다: 메시지의 1 %가 9.000 ms 이상 늦게 나갔습니다",
  ],
  "a schedule that this program kept late": [
    { ...missed, late: latenciesOf(7, 9) },
    "kept the requested rate of 5,000 messages/s, but this program sent 1 % of the messages at least 9.000 ms late",
    "요청한 대로 초당 5,000개를 보냈지만, 이 프로그램이 메시지의 1 %를 9.000 ms 이상 늦게 보냈습니다",
  ],
  "a schedule that a busy program kept": [
    { ...missed, ...busy },
    "kept the requested rate of 5,000 messages/s, but this program had too little time: its processor was 98 % busy",
    "요청한 대로 초당 5,000개를 보냈지만, 이 프로그램의 시간이 모자랐습니다: 프로세서 사용률이 98 %였습니다",
  ],
  "a schedule that was kept though some waited": [
    { limitedBy: "server", setting: { loop: "open", rate: 5000 }, counts: { sent: 1000, heldUp: 20 } },
    "kept the requested rate of 5,000 messages/s, but 20 of 1,000 messages had to wait until replies to others came",
    "요청한 대로 초당 5,000개를 보냈지만, 메시지 1,000개 중 20개가 다른 메시지의 응답이 올 때까지 기다렸습니다",
  ],
  "fewer descriptors than connections": [
    { limitedBy: "exhausted", setting: { connections: 500 }, availability: availabilityOf(4000, 85) },
    "limited by this system, not by the server: it ran out of file descriptors or memory and opened 85 of 500 connections",
    "서버가 아니라 이 시스템이 한계였습니다: 파일 디스크립터나 메모리가 부족해 연결 500개 중 85개만 열었습니다",
  ],
  "a server that was gone": [
    { limitedBy: "unconnected", availability: { ...there, openMs: 50_000, unconnectedMs: 2980 } },
    "limited by the server, or by the network to it: there was no connection for 3 s of 4 s",
    "서버나 서버까지의 네트워크가 한계였습니다: 4 s 중 3 s 동안 연결이 없었습니다",
  ],
  "a server that took fewer connections": [
    { limitedBy: "unconnected", availability: { ...there, opened: 25, openMs: 100_000 } },
    "limited by the server, or by the network to it: on average 25 of 50 connections were open",
    "서버나 서버까지의 네트워크가 한계였습니다: 연결 50개 중 평균 25개만 열려 있었습니다",
  ],
  "connections that were missing in a result of which no more is known": [
    { limitedBy: "unconnected", availability: undefined },
    "limited by the server, or by the network to it: connections were missing for a part of the time",
    "서버나 서버까지의 네트워크가 한계였습니다: 일부 시간 동안 연결이 모자랐습니다",
  ],
  "a server that stalled": [
    { limitedBy: "unanswered", availability: { ...there, silentMs: 2010 } },
    "limited by the server, or by the network to it: nothing came back for 2 s of 4 s",
    "서버나 서버까지의 네트워크가 한계였습니다: 4 s 중 2 s 동안 아무것도 돌아오지 않았습니다",
  ],
  "a stall in a result of which no more is known": [
    { limitedBy: "unanswered", availability: undefined },
    "limited by the server, or by the network to it: nothing came back for a part of the time",
    "서버나 서버까지의 네트워크가 한계였습니다: 일부 시간 동안 아무것도 돌아오지 않았습니다",
  ],
  "a run of few messages": [
    { limitedBy: "unknown" },
    "not known what limited this run: 4 messages are too few to tell",
    "무엇이 한계였는지 알 수 없습니다: 메시지 4개로는 판단하기에 너무 적습니다",
  ],
  "a run of a moment": [
    { limitedBy: "unknown", busiest: undefined, durationMs: 12 },
    "not known what limited this run: 12 ms are too short to tell",
    "무엇이 한계였는지 알 수 없습니다: 12 ms는 판단하기에 너무 짧습니다",
  ],
  "a processor time that could not be read": [
    { limitedBy: "unknown", busiest: undefined, durationMs: 4000 },
    "not known what limited this run: the processor time of this program could not be read",
    "무엇이 한계였는지 알 수 없습니다: 이 프로그램의 프로세서 시간을 읽을 수 없었습니다",
  ],
  "a receive buffer": [
    { limitedBy: "receive-window", setting: { transport: "udp" } },
    "limited by the size of a receive buffer, not by the server: at most 192 unanswered datagrams at a time",
    "서버가 아니라 수신 버퍼의 크기가 한계였습니다: 응답을 기다리는 데이터그램이 한 번에 최대 192개였습니다",
  ],
  "a server that was waited for": [
    { limitedBy: "server", setting: { transport: "udp", loop: "closed" } },
    "limited by the server, or by the network to it: every socket was waiting for replies",
    "서버나 서버까지의 네트워크가 한계였습니다: 모든 소켓이 응답을 기다렸습니다",
  ],
  "a server too slow for a schedule": [
    { limitedBy: "server", setting: { loop: "open", rate: 12_500 }, counts: { unsent: 1 } },
    "limited by the server, or by the network to it: replies came too slowly for 12,500 messages/s",
    "서버나 서버까지의 네트워크가 한계였습니다: 응답이 초당 12,500개를 따라오지 못했습니다",
  ],
  "a rate that was kept": [
    { limitedBy: "rate", setting: { loop: "open", rate: 0.5 } },
    "kept the requested rate of 0.5 messages/s: nothing limited it",
    "요청한 대로 초당 0.5개를 보냈습니다: 한계가 없었습니다",
  ],
  "a rate at which messages were lost": [
    { limitedBy: "rate", setting: { loop: "open", rate: 100 }, counts: { lost: 1 } },
    "kept the requested rate of 100 messages/s: nothing limited it, but 1 message was lost",
    "요청한 대로 초당 100개를 보냈습니다: 한계는 없었지만 메시지 1개가 손실되었습니다",
  ],
  "silence": [
    { stretches: [[]], counts: { sent: 1234, lost: 1234 } },
    "no reply: 1,234 messages were sent, and nothing came back",
    "응답이 없습니다: 메시지 1,234개를 보냈지만 아무것도 돌아오지 않았습니다",
  ],
  "replies that are all too late": [
    { stretches: [[]], setting: { transport: "udp" }, counts: { sent: 10, lost: 7, late: 3 } },
    "no reply in time: 10 messages were sent, and 3 came back late",
    "제시간에 온 응답이 없습니다: 메시지 10개를 보냈고 3개가 늦게 돌아왔습니다",
  ],
  "replies that are all wrong": [
    { stretches: [[]], counts: { sent: 10, altered: 10 }, ...busy },
    "no correct reply: 10 messages were sent, and all came back altered",
    "올바른 응답이 없습니다: 메시지 10개를 보냈고 모두 내용이 바뀌어 돌아왔습니다",
  ],
  "no connection to send through": [
    { stretches: [], errors: { refused: 3 } },
    "no reply: capsock could not send any message",
    "응답이 없습니다: 메시지를 하나도 보내지 못했습니다",
  ],
};

for (const [name, [parts, en, ko]] of Object.entries(firstLines)) {
  pureTest(`the first line tells of ${name}`, () => {
    assertEquals(firstLine(parts), en);
    assertEquals(firstLine(parts, loadKo), ko);
  });
}

pureTest("a first line that does not blame the server is there for every limit of this program's own", () => {
  for (const limitedBy of loadLimits.slice(0, loadLimits.indexOf("unknown"))) {
    const setting = { transport: "udp" } as const;
    const counts = { unsent: 100 };
    assertMatch(firstLine({ limitedBy, setting, counts, late: latenciesOf(9) }), /not by the server/);
  }
});

const manyErrors = Object.fromEntries(["unasked", ...failureKinds].map((kind) => [kind, 123_456]));

pureTest("the result has about 20 lines of at most 100 columns, whatever happened", () => {
  const most = 9_007_199_254_740_991;
  for (const transport of ["tcp", "udp"] as const) {
    const lines = linesOf({
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
    });
    lines.forEach((line) => assertLessOrEqual(columnsOf(line), 100, line));
    assertLessOrEqual(lines.length, 24);
  }
});

pureTest("a peer's name cannot command the terminal, nor fill it", () => {
  const lines = linesOf({ setting: { peer: `\x1b[2J${"x".repeat(10_000)}\n` } });
  // deno-lint-ignore no-control-regex
  assert(lines.every((line) => !/[\x00-\x1f]/.test(line) && columnsOf(line) <= 100));
  assertMatch(lines[2]!, /^load {6}TCP to \\x1b\[2Jx+…$/);
});

pureTest("a run with a connection for each message says how many connections that were per second", () => {
  const lines = linesOf({ setting: { newConnection: true }, connect: latenciesOf(0.1, 0.3) });
  assert(lines.includes("          including the time to connect"));
  assert(lines.some((line) => line.startsWith("connect   2 connections (4 per second), min 0.100 ms")));
  assertMatch(lines.join("\n"), /50 connections at a time, a new one for each message/);
  assert(!lines.join("\n").includes("--pipeline"), "what such a run cannot have is not advised");
});

pureTest("a run without any figure has none that nobody measured", () => {
  const empty = new Latencies();
  const lines = linesOf({ stretches: [], connect: empty, lag: empty, counts: { sent: 0 } });
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
    progressLine(progress, loadEn, 80),
    "12.5 s  98,765 messages/s  p99 0.812 ms  1,234,567 messages  3 lost",
  );
  assertEquals(
    progressLine({ ...progress, messages: 1, messagesPerSecond: 0, p99Ms: 0, isWarmup: true }, loadEn, 80),
    "warm-up 12.5 s  0 messages/s  no reply now  1 message  3 lost",
  );
  const long = { ...progress, atMs: 1e9, messages: 1e15, messagesPerSecond: 1e9, p99Ms: 1e6, lost: 1e15 };
  assertLessOrEqual(columnsOf(progressLine(long, loadEn, 80)), 79);
});

pureTest("the line of progress says what is waited for after the end, in both languages", () => {
  const waiting = { ...progress, messagesPerSecond: 0, wait: { messages: 2, longestMs: 4000 } };
  assertMatch(
    progressLine(waiting, loadEn, 80),
    /^12\.5 s {2}waiting for 2 replies, at most 4 s {2}0 messages\/s/,
  );
  assertMatch(progressLine(waiting, loadKo, 80), /^12\.5 s {2}응답 2개를 최대 4 s 기다림 {2}초당 0개/);
});

pureTest("a run that gave up says so beside its messages, and why, in both languages", () => {
  const row = (gaveUp: "no-reply" | "no-connection", words: typeof loadEn): string =>
    loadLines(resultOf({ gaveUp }), words, 200).find((line) => line.startsWith(words.labels.messages))!;
  assertEquals(
    row("no-reply", loadEn),
    "messages  8 per second, 4 in 500 ms, gave up early: no reply in three times the timeout (-W)",
  );
  assertMatch(row("no-connection", loadEn), /, gave up early: no connection for 3 s$/);
  assertMatch(row("no-reply", loadKo), /, 일찍 포기: 시간제한\(-W\)의 세 배 동안 응답 없음$/);
  assertMatch(row("no-connection", loadKo), /, 일찍 포기: 3 s 동안 연결 없음$/);
});

pureTest("what is not known has no figure, and connections that were not there do not count", () => {
  const parts = { busiest: undefined, cpuMs: undefined, availability: availabilityOf(500, 7) };
  const english = linesOf(parts).join("\n");
  assertMatch(english, /50 connections, 1 message at a time on each,\n {10}at most 7 of them open,/);
  assertMatch(english, /\ncapsock {3}1 thread, processor time not known, timers p99/);
  const korean = linesOf(parts, loadKo).join("\n");
  assertMatch(korean, /연결 50개, 각각 한 번에 메시지 1개, 그중 최대 7개 열림,/);
  assertMatch(korean, /스레드 1개, 프로세서 시간을 알 수 없음, 타이머 p99/);
});

const newYearMs = Date.UTC(2026, 0, 1);
const apart: ResultParts = {
  periods: [{ startedAtMs: newYearMs, durationMs: 1000 }, {
    startedAtMs: newYearMs + 3000,
    durationMs: 6000,
  }],
  durationMs: 7000,
  messagesPerSecond: undefined,
  bytesInPerSecond: undefined,
  bytesOutPerSecond: undefined,
  setting: { loop: "open", rate: 1100, newConnection: true },
  limitedBy: "rate",
};

pureTest("of runs at different times it is said what adds up, and no rate", () => {
  const english = loadLines(resultOf(apart), loadEn, 130);
  assertEquals(english[0], "kept the requested rate of each run: nothing limited it");
  assertEquals(english.slice(3, 6), [
    "messages  4 in 7 s",
    "bytes     out 256 B, in 256 B",
    "runs      2 at different times within 9 s: messages, bytes and latencies are added up, rates are not",
  ]);
  assert(!english.slice(1).join("\n").includes("1,100"));
  assert(english.some((line) => line.startsWith("connect   2 connections, min")));
  const korean = loadLines(resultOf(apart), loadKo, 130);
  assertEquals(korean[0], "실행마다 요청한 속도로 보냈습니다: 한계가 없었습니다");
  assertEquals(korean.slice(3, 6), [
    "메시지     7 s 동안 4개",
    "바이트     전송 256 B, 수신 256 B",
    "실행       9 s 안의 서로 다른 시간에 2번: 메시지, 바이트, 지연 시간은 합치고 속도는 더하지 않음",
  ]);
  const slow: ResultParts = { ...apart, limitedBy: "server", counts: { unsent: 9 } };
  assertMatch(firstLine(slow), /replies came too slowly for the requested rates$/);
  assertMatch(firstLine(slow, loadKo), /응답이 요청한 속도를 따라오지 못했습니다$/);
});

pureTest("of several runs it is said whether their rates add up", () => {
  const row = (periods: LoadResult["periods"], words: typeof loadEn): string | undefined =>
    loadLines(resultOf({ periods }), words, 200).find((line) => line.startsWith(`${words.labels.runs} `));
  const now = { startedAtMs: newYearMs, durationMs: 500 };
  const older = { startedAtMs: undefined, durationMs: 500 };
  assertEquals([row([now], loadEn), row([older], loadEn)], [undefined, undefined]);
  assertEquals(row([now, now], loadEn), "runs      2 at the same time: rates are added up");
  assertEquals(row([now, now], loadKo), "실행       같은 시간에 2번: 속도를 더함");
  assertEquals(
    row([older, older], loadEn),
    "runs      2: the sum of the rates is right if they were at the same time, which is not known",
  );
  assertEquals(
    row([older, older], loadKo),
    "실행       2번: 속도의 합은 같은 시간에 실행했을 때만 맞으며, 그 시간은 알 수 없음",
  );
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

pureTest("the result of a load says the same in Korean, its columns aligned", () => {
  assertEquals(linesOf({ stretches: [[0.5, 0.5, 0.6], [0.7, 4]] }, loadKo), [
    "서버나 서버까지의 네트워크가 한계였습니다: 모든 연결이 응답을 기다렸습니다",
    "  → 더 처리할 수 있는지 보려면 연결을 늘리거나(-c) --pipeline을 써 보세요",
    "부하       127.0.0.1:10825 (TCP), 연결 50개, 각각 한 번에 메시지 1개,",
    "           응답이 오면 다음 전송(closed loop), 64바이트 메시지",
    "메시지     초당 5개, 1 s 동안 5개",
    "바이트     전송 320 B/s(320 B), 수신 320 B/s(320 B)",
    "지연 시간  p50 0.600 ms, p75 0.700 ms, p90 4.000 ms, p99 4.000 ms",
    "           p99.9 4.000 ms, p99.99 4.000 ms, 최대 4.000 ms",
    "           최소 0.500 ms, 평균 1.260 ms, 표준 편차 1.372 ms",
    "연결 시간  연결 2개, 최소 0.200 ms, 평균 0.250 ms, p99 0.300 ms, 최대 0.300 ms",
    "응답       모든 바이트 비교, 내용이 다른 응답 없음",
    "capsock    스레드 1개, 사용률 50 %, 프로세서 시간 250 ms, 타이머 p99 0.900 ms 늦음",
  ]);
});

pureTest("the result of a load by a schedule says in Korean where datagrams may have been lost", () => {
  assertEquals(linesOf({ ...scheduled, errors: { refused: 2, unasked: 1 } }, loadKo).slice(2), [
    "부하       127.0.0.1:11758 (UDP), 소켓 10개, 각각 한 번에 메시지 1개, 일정에 따라 전송(open loop),",
    "           64바이트 메시지",
    "메시지     초당 8개, 500 ms 동안 4개(일찍 멈춤)",
    "바이트     전송 512 B/s(256 B), 수신 512 B/s(256 B)",
    "지연 시간  p50 0.600 ms, p75 0.700 ms, p90 4.000 ms, p99 4.000 ms",
    "           p99.9 4.000 ms, p99.99 4.000 ms, 최대 4.000 ms",
    "           최소 0.500 ms, 평균 1.450 ms, 표준 편차 1.474 ms",
    "           각 메시지의 예정 시각부터 측정(타이머 지연은 5 ms까지 제외)",
    "일정       요청한 속도 초당 10,000개, p99 0.250 ms 늦게 전송, 응답을 기다리느라 늦어진 메시지 7개,",
    "           보내지 못한 메시지 6개",
    "오류       연결 거부 2, 요청하지 않은 데이터(보낸 것보다 많이 수신) 1",
    "손실       20,000개 중 12개(0.06 %), 그중 최대 3개는 이 프로그램의 가득 찬 수신 버퍼에서 손실,",
    "           9개는 다른 곳에서 손실",
    "데이터그램 중복 1, 순서 바뀜 2, 늦음 3, 관계없는 수신 5",
    "동시 제한  응답 대기 최대 192개, 기다렸다가 보낸 것 8개",
    "응답       바이트 비교 안 함, 내용이 다른 응답 4개",
    "capsock    스레드 1개, 사용률 50 %, 프로세서 시간 250 ms, 타이머 p99 0.900 ms 늦음",
  ]);
});

pureTest("connections, sizes, threads and losses are counted in Korean too", () => {
  const visits = linesOf({
    setting: { newConnection: true, sizes: { lowest: 64, highest: 1500 } },
    threads: 4,
    counts: { sent: 5, lost: 1 },
  }, loadKo);
  assertEquals(visits.slice(2, 4), [
    "부하       127.0.0.1:10825 (TCP), 한 번에 연결 50개, 메시지마다 새 연결,",
    "           응답이 오면 다음 전송(closed loop), 64~1,500바이트 메시지, 스레드 4개",
  ]);
  assertEquals(visits.slice(9), [
    "           연결 시간 포함",
    "연결 시간  연결 2개(초당 4개), 최소 0.200 ms, 평균 0.250 ms, p99 0.300 ms, 최대 0.300 ms",
    "손실       5개 중 1개(20.00 %)",
    "응답       모든 바이트 비교, 내용이 다른 응답 없음",
    "capsock    스레드 4개, 가장 바쁜 스레드의 사용률 50 %, 프로세서 시간 250 ms,",
    "           타이머 p99 0.900 ms 늦음",
  ]);
  const udp = linesOf({ setting: { transport: "udp", pipeline: 3 }, counts: { sent: 5, lost: 1 } }, loadKo);
  assert(udp[2]!.includes("소켓 10개, 각각 한 번에 메시지 최대 3개"));
  assert(udp.includes("손실       5개 중 1개(20.00 %), 이 프로그램의 수신 버퍼에서 손실된 것은 없음"));
});

pureTest("the advice fits the limit, in both languages", () => {
  const advice: [ResultParts, en: string, ko: string][] = [
    [
      busy,
      "the server may be able to do more: try --workers, or send from another machine",
      "서버는 더 처리할 수 있을지도 모릅니다. --workers를 쓰거나 다른 컴퓨터에서 보내 보세요",
    ],
    [
      { limitedBy: "receive-window", setting: { transport: "udp" } },
      "with more, datagrams could be lost even at a fast server; smaller messages (-s) need less room",
      "더 많이 보내면 서버가 빨라도 데이터그램이 손실될 수 있습니다. 메시지가 작으면(-s) 공간이 덜 필요합니다",
    ],
    [
      {},
      "to see whether it can do more, try more connections (-c) or --pipeline",
      "더 처리할 수 있는지 보려면 연결을 늘리거나(-c) --pipeline을 써 보세요",
    ],
    [
      { setting: { newConnection: true } },
      "to see whether it can do more, try more connections (-c)",
      "더 처리할 수 있는지 보려면 연결을 늘려 보세요(-c)",
    ],
    [
      { limitedBy: "rate", setting: { loop: "open", rate: 5 } },
      "to see whether the server can do more, try a higher --rate, or none",
      "서버가 더 처리할 수 있는지 보려면 --rate를 높이거나 빼 보세요",
    ],
    [
      { stretches: [[]], counts: { sent: 1, lost: 1 } },
      "load needs a service that sends back what it receives, or the same in upper case; try `ping` first",
      "load에는 받은 것을 그대로 또는 대문자로 되돌려 보내는 서비스가 필요합니다. 먼저 `ping`을 써 보세요",
    ],
  ];
  for (const [parts, en, ko] of advice) {
    assertEquals(loadLines(resultOf(parts), loadEn, Infinity)[1], `  → ${en}`);
    assertEquals(loadLines(resultOf(parts), loadKo, Infinity)[1], `  → ${ko}`);
  }
});

pureTest("every cause of an error has a name in both languages", () => {
  const errors = (words: typeof loadEn): string =>
    loadLines(resultOf({ errors: manyErrors }), words, Infinity)
      .find((line) => line.startsWith(words.labels.errors))!;
  assertMatch(
    errors(loadEn),
    /123,456 refused, 123,456 timeout, .*123,456 exhausted, .*123,456 other$/,
  );
  assertMatch(errors(loadKo), /연결 거부 123,456, 시간 초과 123,456, .*자원 부족 123,456, .*기타 123,456$/);
});

pureTest("the line of progress is there in Korean, and fits a narrow terminal", () => {
  assertEquals(
    progressLine(progress, loadKo, 80),
    "12.5 s  초당 98,765개  p99 0.812 ms  메시지 1,234,567개  손실 3",
  );
  const warmup = { ...progress, messagesPerSecond: 0, isWarmup: true };
  assertEquals(
    progressLine(warmup, loadKo, 80),
    "준비 12.5 s  초당 0개  지금 응답 없음  메시지 1,234,567개  손실 3",
  );
  assertLessOrEqual(columnsOf(progressLine(progress, loadKo, 60)), 59);
});
