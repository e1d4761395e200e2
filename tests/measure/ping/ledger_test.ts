import { assertAlmostEquals, assertEquals } from "@std/assert";
import { seededRandom } from "../../../lib/base/random.ts";
import { sameInAll } from "../../../lib/base/text.ts";
import type { PingEvent, PingSummary } from "../../../lib/measure/ping/event.ts";
import { Ledger, type Transmission } from "../../../lib/measure/ping/ledger.ts";
import { pureTest } from "../../support/property.ts";

const about = { transport: "udp", mode: "datagram", peer: "-", notSent: 0, durationMs: 0 } as const;

function ledger(timeoutMs = 100): { ledger: Ledger; events: PingEvent[]; settled: number[] } {
  const events: PingEvent[] = [];
  const settled: number[] = [];
  const made = new Ledger({
    random: seededRandom(1),
    timeoutMs,
    report: (event) => events.push(event),
    onSettled: ({ number }) => settled.push(number),
  });
  return { ledger: made, events, settled };
}

function send(made: Ledger, atMs: number): Transmission {
  const transmission = made.begin();
  transmission.sentMs = atMs;
  return transmission;
}

function counts(summary: PingSummary): Partial<PingSummary> {
  const { transmitted, received, lost, pending, duplicates, outOfOrder, late, altered, retransmitted } =
    summary;
  return { transmitted, received, lost, pending, duplicates, outOfOrder, late, altered, retransmitted };
}

const none = {
  transmitted: 0,
  received: 0,
  lost: 0,
  pending: 0,
  duplicates: 0,
  outOfOrder: 0,
  late: 0,
  altered: 0,
  retransmitted: 0,
};

const reply = (atMs: number) => ({ atMs, bytes: 64, isAltered: false });

pureTest("a second copy of a reply is a duplicate and no further round-trip time", () => {
  const { ledger: made, events } = ledger();
  send(made, 0);
  made.receive(1, reply(5));
  made.receive(1, reply(6));
  const summary = made.summary(about);
  assertEquals(counts(summary), { ...none, transmitted: 1, received: 1, duplicates: 1 });
  assertEquals([summary.rttMs?.max, summary.quantilesOf], [5, 1]);
  assertEquals(events.map((event) => "duplicate" in event), [false, true]);
});

pureTest("a reply is out of order when the reply to something sent later came before it", () => {
  const { ledger: made } = ledger();
  [0, 1, 2].forEach((atMs) => send(made, atMs));
  [3, 1, 2].forEach((number) => made.receive(number, reply(10)));
  assertEquals(counts(made.summary(about)), { ...none, transmitted: 3, received: 3, outOfOrder: 2 });
});

pureTest("a late reply is received, and its probe is lost only until then", () => {
  const { ledger: made } = ledger();
  const first = send(made, 0);
  made.fail(first, "timeout", sameInAll("no reply"));
  const before = made.summary(about);
  assertEquals([before.lost, before.lossPercent, before.causes], [1, 100, { timeout: 1 }]);
  made.receive(1, reply(150));
  const after = made.summary(about);
  assertEquals(counts(after), { ...none, transmitted: 1, received: 1, late: 1 });
  assertEquals([after.lossPercent, after.causes], [0, {}]);
});

pureTest("a reply is late by the clock, whether or not a timer has noticed", () => {
  const { ledger: made } = ledger(100);
  send(made, 0);
  send(made, 0);
  made.receive(1, reply(100));
  made.receive(2, reply(100.5));
  assertEquals(made.summary(about).late, 1);
});

pureTest("what is still on its way at the end is neither received nor lost", () => {
  const { ledger: made } = ledger();
  const [first] = [0, 10, 20].map((atMs) => send(made, atMs));
  made.fail(first!, "timeout", sameInAll("no reply"));
  made.receive(2, reply(25));
  const summary = made.summary(about);
  assertEquals(counts(summary), { ...none, transmitted: 3, received: 1, lost: 1, pending: 1 });
  assertEquals(summary.lossPercent, 50);
});

pureTest("a reply to each of two transmissions of a probe is no duplicate: the earlier is late", () => {
  const { ledger: made, events } = ledger(100);
  const first = send(made, 0);
  first.isOver = true;
  made.again(first.probe).sentMs = 100;
  made.receive(2, reply(103));
  made.receive(1, reply(140));
  const summary = made.summary(about);
  const expected = { ...none, transmitted: 1, received: 1, late: 1, outOfOrder: 1, retransmitted: 1 };
  assertEquals(counts(summary), expected);
  // Each from the moment at which it was sent itself.
  assertEquals([summary.rttMs?.min, summary.rttMs?.max], [3, 140]);
  assertEquals(events.map((event) => "number" in event && event.number), [1, 1, 1]);
  assertEquals(events.map((event) => "sending" in event && event.sending), [false, 2, 1]);
  assertEquals(summary.rttsFromRetransmission, 1);
});

pureTest("neighbours are neighbours by number, in whatever order their replies come", () => {
  const { ledger: made } = ledger();
  [0, 10, 20, 30].forEach((atMs) => send(made, atMs));
  // RTTs 1, 4, none, 2: one pair of neighbours.
  made.receive(2, reply(14));
  made.receive(4, reply(32));
  made.receive(1, reply(1 + 20));
  const { meanNeighbourDifferenceMs, jitterMs } = made.summary(about);
  assertEquals(meanNeighbourDifferenceMs, 17);
  // In the order of arrival: 4, 2, 21.
  const afterTwo = 2 / 16;
  assertAlmostEquals(jitterMs!, afterTwo + (19 - afterTwo) / 16, 1e-12);
});

pureTest("the first request of a connection stands apart from the others", () => {
  const { ledger: made } = ledger();
  [0, 10, 20].forEach((atMs) => send(made, atMs));
  [9, 12, 23].forEach((atMs, index) => made.receive(index + 1, reply(atMs)));
  const { firstRttMs, laterRttMs } = made.summary({ ...about, transport: "tcp", mode: "stream" });
  assertEquals([firstRttMs, laterRttMs?.min, laterRttMs?.max], [9, 2, 3]);
});

pureTest("every probe is settled once, whatever comes", () => {
  const { ledger: made, settled } = ledger();
  const [first, second] = [send(made, 0), send(made, 0)];
  made.fail(first, "timeout", sameInAll("no reply"));
  made.receive(1, reply(1));
  made.receive(2, reply(1));
  made.fail(second, "closed", sameInAll("closed"));
  assertEquals([settled, made.unsettled], [[1, 2], 0]);
});
