import { assert, assertEquals, assertMatch } from "@std/assert";
import type { PingSummary } from "../../../lib/measure/ping/event.ts";
import { columnsOf } from "../../../lib/report/columns.ts";
import { failureKinds } from "../../../lib/protocol/failure_kind.ts";
import { pingEn } from "../../../lib/report/ping/en.ts";
import { pingKo } from "../../../lib/report/ping/ko.ts";
import { pingLines, type PingStarted, precisionLines, summaryLines } from "../../../lib/report/ping/text.ts";
import { statistics, summary } from "../../support/ping_summary.ts";
import { pureTest } from "../../support/property.ts";

pureTest("the summary of a ping says all that was counted and measured, within 80 columns", () => {
  const lines = summaryLines(summary, false, pingEn, 80);
  assertEquals(lines, [
    "",
    "--- 127.0.0.1:10825 over TCP, 12.346 s",
    "probes    12,000 sent, 11,999 received, 1 lost (< 0.01 %)",
    "          1 duplicate, 2 out of order, 3 late, 4 altered, 5 foreign",
    "          6 retransmitted",
    "lost      1 timeout",
    "RTT       min 0.080 ms, average 0.102 ms, max 0.150 ms, stddev 0.012 ms",
    "          median 0.100 ms, p90 0.120 ms, p95 0.130 ms, p99 0.140 ms",
    "jitter    0.007 ms (RFC 3550, interarrival)",
    "          0.009 ms mean difference between consecutive RTTs",
    "connect   0.300 ms",
    "requests  first 0.150 ms, others 0.102 ms on average, median 0.100 ms",
  ]);
  assert(lines.every((line) => columnsOf(line) <= 80));
});

pureTest("the summary of a ping without a reply has no figures that nobody measured", () => {
  const { connectMs: _, firstRttMs: _first, laterRttMs: _later, ...rest } = summary;
  const silent: PingSummary = {
    ...rest,
    received: 0,
    lost: 12_000,
    lossPercent: 100,
    rttMs: null,
    jitterMs: null,
    meanNeighbourDifferenceMs: null,
    causes: { timeout: 11_000, refused: 1000 },
    histogram: [],
  };
  const lines = summaryLines(silent, true, pingEn, 80);
  assertEquals(lines.at(-1), "lost      11,000 timeout, 1,000 refused");
  assertEquals(lines[2], "probes    12,000 sent, 0 received, 12,000 lost (100 %)");
});

pureTest("the summary says of how many samples the quantiles are, where not of all", () => {
  const lines = summaryLines({ ...summary, quantilesOf: 10_000 }, false, pingEn, 80);
  assertMatch(lines.join("\n"), /p99 0\.140 ms\n {10}quantiles of 10,000 RTTs chosen at random/);
});

pureTest("a line for a probe names all that was wrong with its reply", () => {
  const event = { event: "probe", number: 7, bytes: 64, rttMs: 1.2345 } as const;
  assertEquals(pingLines(event, pingEn, 80).results, ["probe 7: 64 bytes in 1.234 ms"]);
  const bad = { ...event, late: true, outOfOrder: true, duplicate: true, altered: true } as const;
  assertEquals(pingLines(bad, pingEn, 80).results, [
    "probe 7: 64 bytes in 1.234 ms, late, out of order, duplicate, altered",
  ]);
  const peer = "127.0.0.1:80";
  assertEquals(pingLines({ ...event, bytes: 0, peer }, pingEn, 80).results, [
    "probe 7: connected to 127.0.0.1:80 in 1.234 ms",
  ]);
  assertEquals(pingLines({ ...event, connectMs: 0.5, peer }, pingEn, 80).results, [
    "probe 7: 64 bytes in 1.234 ms, connected to 127.0.0.1:80 in 0.500 ms",
  ]);
});

pureTest("what stands behind the figures is said with its unit", () => {
  assertEquals(precisionLines({ resolutionMs: 0.000_04 }, pingEn, 80), [
    "  the clock's resolution is 0.04 µs",
  ]);
  assertMatch(
    precisionLines({ resolutionMs: 0.001, ownMs: statistics }, pingEn, 80).join("\n"),
    /capsock itself adds 0\.100 ms to an RTT/,
  );
  assertEquals(precisionLines({ resolutionMs: 0.001, ownMs: statistics }, pingKo, 80), [
    "  시계의 분해능: 1.00 µs",
    "  capsock 자체가 RTT에 더하는 시간: 0.100 ms(중앙값, p99 0.140 ms), 소켓 없이",
    "  메모리 안의 echo로 측정",
  ]);
});

pureTest("the summary of a ping says the same in Korean, its columns aligned", () => {
  const lines = summaryLines({ ...summary, pending: 2, quantilesOf: 10_000 }, false, pingKo, 80);
  assertEquals(lines, [
    "",
    "--- 127.0.0.1:10825 (TCP), 12.346 s",
    "프로브         전송 12,000, 수신 11,999, 손실 1(< 0.01 %), 응답 대기 2",
    "               중복 1, 순서 바뀜 2, 늦음 3, 내용 다름 4, 관계없는 수신 5",
    "               재전송 6",
    "손실 원인      시간 초과 1",
    "왕복 시간(RTT) 최소 0.080 ms, 평균 0.102 ms, 최대 0.150 ms, 표준 편차 0.012 ms",
    "               중앙값 0.100 ms, p90 0.120 ms, p95 0.130 ms, p99 0.140 ms",
    "               무작위로 고른 RTT 10,000개의 분위수",
    "지터           0.007 ms(RFC 3550, 도착 간격)",
    "               연속한 두 RTT의 차이 평균 0.009 ms",
    "연결 시간      0.300 ms",
    "요청           첫 번째 0.150 ms, 나머지 평균 0.102 ms, 중앙값 0.100 ms",
  ]);
});

pureTest("probes that still wait when a ping stops are counted separately", () => {
  const lines = summaryLines({ ...summary, pending: 2 }, false, pingEn, 100);
  assertEquals(lines[2], "probes    12,000 sent, 11,999 received, 1 lost (< 0.01 %), 2 not waited for");
});

pureTest("probes that could not be sent are told beside the others, in both languages", () => {
  const ended = { ...summary, transmitted: 10, received: 10, lost: 0, lossPercent: 0, notSent: 5 };
  const [english, korean] = [pingEn, pingKo].map((words) => summaryLines(ended, false, words, 100)[2]);
  assertEquals(english, "probes    10 sent, 10 received, 0 lost (0 %), 5 not sent");
  assertEquals(korean, "프로브         전송 10, 수신 10, 손실 0(0 %), 보내지 못함 5");
});

pureTest("an RTT from a retransmission is marked as one, in both languages", () => {
  const event = { event: "probe", number: 7, bytes: 64, rttMs: 1.2345, sending: 2 } as const;
  assertEquals(pingLines(event, pingEn, 80).results, [
    "probe 7: 64 bytes in 1.234 ms, counted from sending 2",
  ]);
  assertEquals(pingLines(event, pingKo, 80).results, ["프로브 7: 64바이트, 1.234 ms, 2번째 전송부터 측정"]);
  const again = { ...summary, rttsFromRetransmission: 2 };
  const english = summaryLines(again, false, pingEn, 100);
  assertEquals(english[8], "          2 RTTs count from a retransmission, not from the first sending");
  const korean = summaryLines(again, false, pingKo, 100);
  assertEquals(korean[8], "               RTT 2개는 첫 전송이 아니라 재전송부터 측정");
});

pureTest("every cause of a loss has a name in both languages", () => {
  const causes = Object.fromEntries([...failureKinds, "no-echo"].map((cause) => [cause, 1]));
  const lost = (words: typeof pingEn): string =>
    summaryLines({ ...summary, causes }, false, words, Infinity).find((line) =>
      line.startsWith(words.labels.lost)
    )!;
  assertMatch(lost(pingEn), /^lost {6}1 refused, 1 timeout, .*1 unknown host, .*1 other, 1 no echo$/);
  assertMatch(
    lost(pingKo),
    /^손실 원인 {6}연결 거부 1, 시간 초과 1, 연결 끊김\(RST\) 1, .*기타 1, 되돌려 보내지 않음 1$/,
  );
  assertEquals(lost(pingKo).match(/[a-z]/), null);
});

const started: PingStarted = {
  event: "started",
  transport: "tcp",
  mode: "stream",
  peer: "127.0.0.1:10825",
  local: "127.0.0.1:50000",
  connectMs: 0.25,
  bytes: 64,
};

pureTest("a ping says first how its probes travel, in both languages", () => {
  const notes = (event: PingStarted, words = pingEn): readonly string[] =>
    pingLines(event, words, 100).notes!;
  const { local: _, connectMs: _connectMs, ...apart } = started;
  assertEquals(notes(started), [
    "ping 127.0.0.1:10825 over TCP: probes of 64 bytes, from 127.0.0.1:50000, connected in 0.250 ms",
  ]);
  assertEquals(notes(started, pingKo), [
    "ping 127.0.0.1:10825 (TCP): 프로브 64바이트, 발신지 127.0.0.1:50000, 연결에 0.250 ms",
  ]);
  assertEquals(notes({ ...apart, mode: "reconnect" }), [
    "ping 127.0.0.1:10825 over TCP: probes of 64 bytes, a new connection for each",
  ]);
  assertEquals(notes({ ...apart, mode: "reconnect" }, pingKo), [
    "ping 127.0.0.1:10825 (TCP): 프로브 64바이트, 프로브마다 새 연결",
  ]);
  assertEquals(notes({ ...apart, mode: "connect", bytes: 0 }), [
    "ping 127.0.0.1:10825 over TCP: connections only",
  ]);
  assertEquals(notes({ ...apart, mode: "connect", bytes: 0 }, pingKo), [
    "ping 127.0.0.1:10825 (TCP): 연결만",
  ]);
});

pureTest("a line that is wider than the terminal breaks at words", () => {
  assertEquals(pingLines(started, pingEn, 60).notes, [
    "ping 127.0.0.1:10825 over TCP: probes of 64 bytes, from",
    "    127.0.0.1:50000, connected in 0.250 ms",
  ]);
});

pureTest("a line for a probe says the same in Korean", () => {
  const event = { event: "probe", number: 7, bytes: 64, rttMs: 1.2345 } as const;
  const bad = { ...event, late: true, outOfOrder: true, duplicate: true, altered: true } as const;
  assertEquals(pingLines(bad, pingKo, 80).results, [
    "프로브 7: 64바이트, 1.234 ms, 늦음, 순서 바뀜, 중복, 내용 다름",
  ]);
  const peer = "127.0.0.1:80";
  assertEquals(pingLines({ ...event, bytes: 0, peer }, pingKo, 80).results, [
    "프로브 7: 127.0.0.1:80에 1.234 ms 만에 연결",
  ]);
});

pureTest("what happens meanwhile is said in the language asked for", () => {
  const message = { en: "no reply", ko: "응답 없음" };
  const failed = { event: "probe", number: 2, failure: "timeout", message } as const;
  assertEquals(pingLines(failed, pingEn, 80).results, ["probe 2: no reply"]);
  assertEquals(pingLines(failed, pingKo, 80).results, ["프로브 2: 응답 없음"]);
  const ended = { event: "ended", failure: "reset", message } as const;
  assertEquals(pingLines(ended, pingEn, 80).notes, ["  no reply"]);
  assertEquals(pingLines(ended, pingKo, 80).notes, ["  응답 없음"]);
  const again = { event: "retransmission", number: 2, retransmission: 1 } as const;
  assertEquals(pingLines(again, pingEn, 80).notes, ["probe 2: sent again (1)"]);
  assertEquals(pingLines(again, pingKo, 80).notes, ["프로브 2: 재전송(1)"]);
  const foreign = { event: "foreign", bytes: 1, peer: "127.0.0.1:9" } as const;
  assertEquals(pingLines(foreign, pingEn, 80).notes, ["  1 byte from 127.0.0.1:9: not a reply to any probe"]);
  assertEquals(pingLines(foreign, pingKo, 80).notes, [
    "  127.0.0.1:9에서 온 1바이트: 어느 프로브의 응답도 아님",
  ]);
  assertEquals(pingLines({ event: "no-echo", peer: "127.0.0.1:9" }, pingEn, 80), {});
});

pureTest("how long connections took is said with their spread", () => {
  const lines = summaryLines({ ...summary, mode: "reconnect" }, false, pingEn, 80);
  assertEquals(lines[10], "connect   min 0.080 ms, average 0.300 ms, median 0.100 ms, max 0.150 ms");
  const only = summaryLines({ ...summary, mode: "connect" }, false, pingKo, 100);
  assertMatch(only.join("\n"), /\n연결 시간 {6}최소 0\.080 ms, 평균 0\.102 ms, 최대 0\.150 ms/);
});
