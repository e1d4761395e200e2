import { assert, assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../../../../lib/protocol/failure.ts";
import { randomInteger, seededRandom } from "../../../../lib/base/random.ts";
import { receiveQueueLength } from "../../../../lib/measure/load/receive_queue.ts";
import { smallestNumberedBytes } from "../../../../lib/measure/load/template.ts";
import type { Counts } from "../../../../lib/measure/load/tally.ts";
import { utf8 } from "../../../support/bytes.ts";
import { type Arrival, fakeUdp } from "../../../support/fake_udp.ts";
import { countsOf, manualRun } from "../../../support/load_run.ts";
import { pick, pureTest } from "../../../support/property.ts";
import { failureOfKind } from "../../../support/failure.ts";

const stranger = { host: "127.0.0.1", port: 9 };
const udp = { transport: "udp", timeoutMs: 100 } as const;

function altered(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  copy[copy.length - 1]! ^= 1;
  return copy;
}

/** Ways to treat a datagram, and what is to be counted of each. */
const fates: Record<string, [treat: (arrival: Arrival) => void, counted: Partial<Counts>]> = {
  answered: [({ answer }) => answer(undefined, 2), { messages: 1 }],
  dropped: [() => {}, { lost: 1 }],
  delayed: [({ answer }) => answer(undefined, 150), { late: 1 }],
  "delayed and repeated": [({ answer }) => {
    answer(undefined, 150);
    answer(undefined, 160);
  }, { late: 1, duplicates: 1 }],
  repeated: [({ answer }) => {
    answer(undefined, 2);
    answer(undefined, 3);
    answer(undefined, 30);
  }, { messages: 1, duplicates: 2 }],
  altered: [({ bytes, answer }) => answer(altered(bytes), 2), { altered: 1 }],
  "cut off": [({ bytes, answer }) => answer(bytes.subarray(0, -1), 2), { altered: 1 }],
  "made longer": [({ bytes, answer }) => answer(new Uint8Array([...bytes, 0x41]), 2), { altered: 1 }],
  "made too long": [
    ({ bytes, answer }) => answer(new Uint8Array([...bytes, ...bytes, ...new Uint8Array(5000)]), 2),
    {
      altered: 1,
    },
  ],
  "answered by a stranger": [({ answer }) => answer(undefined, 2, stranger), { foreign: 1, lost: 1 }],
  "answered with words": [({ answer }) => {
    answer(utf8("who are you?"), 2);
    answer(new Uint8Array(0), 2);
    answer(utf8("CAPSOCK-PROBE ZZZZZZZZ 000000000001 AAAAAAAAAAAAAAAAAAAA"), 2);
  }, { foreign: 3, lost: 1 }],
};

pureTest("the counts say exactly what a misbehaving peer did", async () => {
  for (const [name, [treat, counted]] of Object.entries(fates)) {
    const { clock, network } = fakeUdp((arrival) =>
      (arrival.count === 5 ? treat : fates.answered![0])(arrival)
    );
    const result = await manualRun(clock, network, { ...udp, rate: 20, pipeline: 4 }).ended();
    const expected = { sent: 10, ...counted, messages: 9 + (counted.messages ?? 0) };
    assertEquals(countsOf(result), expected, name);
    assertEquals(result.latency.count, expected.messages + (counted.lost ?? 0) + (counted.late ?? 0));
    assert(network.sockets.every(({ isClosed }) => isClosed));
  }
});

const seed = Math.floor(Math.random() * 2 ** 31);

pureTest(`the counts of a long random plan are that plan (seed ${seed})`, async () => {
  const random = seededRandom(seed);
  const expected: Record<string, number> = {};
  const count = (counted: Partial<Counts>): void => {
    for (const [name, number] of Object.entries(counted)) expected[name] = (expected[name] ?? 0) + number;
  };
  const { clock, network } = fakeUdp((arrival) => {
    // The last ones keep the run going until the others have come to their end.
    const isUsual = random() < 0.9 || (expected.sent ?? 0) > 1500;
    const [treat, counted] = isUsual ? fates.answered! : pick(random, Object.values(fates));
    count({ sent: 1, ...counted });
    treat(arrival);
  });
  const sizes = { lowest: 40, highest: 200 };
  const plan = { ...udp, connections: 3, pipeline: 4, sizes, messages: 2000, rate: 1000 };
  const result = await manualRun(clock, network, plan).ended();
  const { heldUp: _, ...counts } = countsOf(result);
  assertEquals(counts, expected);
});

pureTest("replies that overtake others are out of order, whichever slot they had", async () => {
  // 1 2 3 4 5 6 come back as 2 1 3 6 4 5.
  const delays = [5, 2, 6, 9, 10, 7];
  const { clock, network } = fakeUdp(({ count, answer }) => answer(undefined, delays[(count - 1) % 6]!));
  const plan = { ...udp, rate: 10_000, messages: 6, pipeline: 6 };
  const result = await manualRun(clock, network, plan).ended();
  assertEquals(countsOf(result), { sent: 6, messages: 6, outOfOrder: 3 });
});

pureTest("every datagram has a number of its own, in a slot that was given up too", async () => {
  const numbers = new Set<number>();
  const { clock, network } = fakeUdp(({ number, count, answer }) => {
    numbers.add(number);
    if (count % 7 !== 0) answer(undefined, count % 3);
  });
  const result = await manualRun(clock, network, { ...udp, messages: 500, pipeline: 5 }).ended();
  assertEquals([numbers.size, result.counts.sent, result.counts.lost], [500, 500, 71]);
});

pureTest("each byte of a datagram is looked at; one without its words is foreign", async () => {
  for (let at = 0; at < 64; at++) {
    const { clock, network } = fakeUdp(({ count, bytes, answer }) => {
      const copy = bytes.slice();
      if (count === 3) copy[at]! ^= 0x40;
      answer(copy, 1);
    });
    const result = await manualRun(clock, network, { ...udp }).ended();
    const { messages, altered, foreign, lost } = result.counts;
    const isNamed = at >= smallestNumberedBytes - 1;
    assertEquals([messages, altered, foreign, lost], isNamed ? [9, 1, 0, 0] : [9, 0, 1, 1], `byte ${at}`);
  }
});

pureTest("without verifying a reply is known by its number and its length", async () => {
  const { clock, network } = fakeUdp(({ count, bytes, answer }) => {
    answer(count === 3 ? altered(bytes) : count === 4 ? bytes.subarray(0, -1) : bytes, 1);
  });
  const result = await manualRun(clock, network, { ...udp, verify: false }).ended();
  assertEquals(countsOf(result), { sent: 10, messages: 9, altered: 1 });
});

pureTest("no more datagrams are on their way than the window has room for", async () => {
  let onTheirWay = 0;
  let most = 0;
  const { clock, network } = fakeUdp(({ answer }) => {
    most = Math.max(most, ++onTheirWay);
    clock.after(10, () => {
      onTheirWay--;
      answer();
    });
  });
  const plan = { ...udp, connections: 5, pipeline: 16, window: 12, durationMs: 1000 };
  const closed = await manualRun(clock, network, plan).ended();
  assertEquals([most, closed.counts.messages, closed.limitedBy], [12, 1200, "receive-window"]);
  assertEquals([closed.setting.window, network.sockets.length], [12, 5]);
  assert(network.sockets.every(({ sent }) => sent.length > 200));

  const open = await manualRun(clock, network, { ...plan, rate: 2000 }).ended();
  assertEquals([most, open.counts.messages, open.limitedBy], [12, 1200, "receive-window"]);
  assert(open.counts.heldByWindow > 1100 && open.counts.heldUp === 0);
  assertEquals(open.counts.unsent, 800);
});

pureTest("a lost datagram makes room after the timeout: sending goes on", async () => {
  const { clock, network } = fakeUdp(({ count, answer }) => {
    if (count > 4) answer(undefined, 1);
  });
  const result = await manualRun(clock, network, { ...udp, messages: 100, pipeline: 4 }).ended();
  assertEquals(countsOf(result), { sent: 100, messages: 96, lost: 4 });
  // A lost one has waited for at least the timeout.
  assertEquals([result.latency.percentileMs(96), result.latency.maxMs], [1, 100]);
});

pureTest("a loss may be of our own buffer only while that could have been full", async () => {
  const room = receiveQueueLength(64);
  for (const [pipeline, possiblyHere] of [[room, 0], [room + 1, 3]] as const) {
    const { clock, network } = fakeUdp(({ count, answer }) => {
      if (count % 100 !== 0 || count > 300) answer(undefined, 5);
    });
    const plan = { ...udp, messages: 1000, pipeline, window: 10_000 };
    const result = await manualRun(clock, network, plan).ended();
    assertEquals([result.counts.lost, result.counts.lostPossiblyHere], [3, possiblyHere]);
  }
});

pureTest("one that comes late was not lost here either", async () => {
  const { clock, network } = fakeUdp(({ count, answer }) => answer(undefined, count === 10 ? 150 : 5));
  const plan = { ...udp, messages: 2000, pipeline: 500, window: 10_000 };
  const result = await manualRun(clock, network, { ...plan, rate: 5000 }).ended();
  assertEquals(countsOf(result), { sent: 2000, messages: 1999, late: 1 });
});

pureTest("what belongs to the warm-up is counted nowhere, however late it comes", async () => {
  const { clock, network } = fakeUdp(({ count, answer }) => {
    if (clock.now() >= 500) return answer(undefined, 2);
    // Answered in time, twice, late, or never.
    const random = seededRandom(count);
    const delays = pick(random, [
      [2],
      [2, randomInteger(random, 200, 400)],
      [randomInteger(random, 120, 600)],
      [],
    ]);
    for (const delayMs of delays) answer(undefined, delayMs);
  });
  const plan = { ...udp, warmupMs: 500, durationMs: 1000, connections: 3, pipeline: 4, rate: 200 };
  const result = await manualRun(clock, network, plan).ended();
  const { heldUp: _, ...counts } = countsOf(result);
  assertEquals(counts, { sent: 200, messages: 200 });
});

pureTest("a failure to send is counted by its cause, and the datagram as lost", async () => {
  const { clock, network } = fakeUdp();
  const run = manualRun(clock, network, { ...udp, rate: 100, pipeline: 4 });
  await run.advance(25);
  network.sockets[0]!.failure = failureOfKind("unreachable");
  await run.advance(20);
  network.sockets[0]!.failure = undefined;
  const result = await run.ended();
  assertEquals(countsOf(result), { sent: 10, messages: 8, lost: 2 });
  assertEquals([result.errors, run.generator.failure?.kind], [{ unreachable: 2 }, "unreachable"]);
});

pureTest("a socket that is told of a refusal goes on", async () => {
  const { clock, network } = fakeUdp();
  const run = manualRun(clock, network, { ...udp, rate: 100 });
  await run.advance(25);
  network.sockets[0]!.arriveFailure(failureOfKind("refused"));
  const result = await run.ended();
  assertEquals([countsOf(result), result.errors], [{ sent: 10, messages: 10 }, { refused: 1 }]);
});

pureTest("silence ends a run, after three timeouts", async () => {
  for (const plan of [{ messages: 1_000_000 }, { durationMs: 60_000 }, { messages: 1000, rate: 100 }]) {
    const { clock, network } = fakeUdp(() => {});
    const result = await manualRun(clock, network, { ...udp, ...plan }).ended();
    assert(clock.now() < 600, `${clock.now()}`);
    assertEquals(result.counts.messages, 0);
  }
});

pureTest("a datagram that fits over IPv6 only is never sent to an IPv4 address", async () => {
  const sizes = { lowest: 64, highest: 65_508 };
  const { clock, network } = fakeUdp();
  const run = manualRun(clock, network, { transport: "udp", sizes });
  const failure = await assertRejects(() => run.started, Failure);
  assertEquals([failure.kind, network.sockets.length], ["too-large", 0]);
  const six = fakeUdp();
  const endpoint = { host: "::1", port: 7000 };
  const result = await manualRun(six.clock, six.network, { transport: "udp", sizes, endpoint }).ended();
  assertEquals(result.counts.messages, 10);
});
