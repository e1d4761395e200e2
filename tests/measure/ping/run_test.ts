import { assertEquals } from "@std/assert";
import { Failure } from "../../../lib/protocol/failure.ts";
import type { Transmission } from "../../../lib/measure/ping/ledger.ts";
import type { PingOptions } from "../../../lib/measure/ping/options.ts";
import { type PingResult, PingRun } from "../../../lib/measure/ping/run.ts";
import { ManualClock } from "../../support/manual_clock.ts";
import { pingOptions } from "../../support/ping_options.ts";
import { turns } from "../../support/turns.ts";

/** A run on a clock that the test moves; `answer` decides what becomes of a transmission. */
function manualRun(
  options: Partial<PingOptions>,
  answer: (transmission: Transmission, run: PingRun, clock: ManualClock) => void,
) {
  const clock = new ManualClock();
  const sent: { number: number; probe: number; atMs: number }[] = [];
  const settings = pingOptions({ clock, timeoutMs: 300, intervalMs: 100, ...options });
  const run = new PingRun({ transport: "udp", mode: "datagram", peer: "-" }, settings);
  const result: Promise<PingResult> = run.run({
    send: (transmission) => {
      transmission.sentMs = clock.now();
      sent.push({ number: transmission.number, probe: transmission.probe.number, atMs: clock.now() });
      answer(transmission, run, clock);
    },
    timeout: () => new Failure("timeout", { call: "recvfrom", transport: "udp", deadlineMs: 300 }),
  });
  /** Moves the clock in steps, as time goes by. */
  const advance = async (byMs: number, stepMs = 10): Promise<void> => {
    await turns();
    for (let movedMs = 0; movedMs < byMs; movedMs += stepMs) {
      clock.jump(stepMs);
      await turns();
    }
  };
  return { clock, sent, run, result, advance, log: settings.log };
}

const silence = (): void => {};

/** Answers `afterMs` later. */
function delayed(afterMs: number) {
  return ({ number }: Transmission, run: PingRun, clock: ManualClock): void => {
    clock.after(
      afterMs,
      () => run.ledger.receive(number, { atMs: clock.now(), bytes: 64, isAltered: false }),
    );
  };
}

Deno.test("probes go out at start + n × interval, whether or not anything comes back", async () => {
  const { sent, result, advance } = manualRun({ count: 4 }, silence);
  await advance(700);
  assertEquals(sent.map(({ atMs }) => atMs), [0, 100, 200, 300]);
  const { summary } = await result;
  assertEquals([summary.transmitted, summary.lost, summary.causes], [4, 4, { timeout: 4 }]);
});

Deno.test("a probe that is sent late moves no other", async () => {
  const { sent, result, advance } = manualRun({ count: 4 }, delayed(10));
  await advance(50);
  // The machine was busy elsewhere.
  await advance(190, 190);
  await advance(200);
  assertEquals(sent.map(({ atMs }) => atMs), [0, 240, 240, 300]);
  await result;
});

Deno.test("what a sleeping machine missed is not sent at once when it wakes", async () => {
  const { sent, result, advance } = manualRun({ count: 5 }, delayed(10));
  await advance(50);
  await advance(60_000, 60_000);
  await advance(400);
  assertEquals(sent.map(({ atMs }) => atMs), [0, 60_050, 60_150, 60_250, 60_350]);
  await result;
});

Deno.test("a probe is given up when its time is over, to the millisecond", async () => {
  const { result, advance, log, clock } = manualRun({ count: 2 }, silence);
  await advance(290);
  assertEquals(log.of("probe"), []);
  await advance(10);
  assertEquals(log.of("probe").map(({ number }) => number), [1]);
  await advance(90);
  assertEquals(log.of("probe").length, 1);
  await advance(10);
  assertEquals(log.of("probe").map(({ number }) => number), [1, 2]);
  assertEquals(clock.now(), 400);
  await result;
});

Deno.test("in a flood the next probe goes out as soon as the last is answered, or given up", async () => {
  const answer = (transmission: Transmission, run: PingRun, clock: ManualClock): void => {
    if (transmission.number !== 2) delayed(20)(transmission, run, clock);
  };
  const { sent, result, advance } = manualRun({ count: 4, flood: true }, answer);
  await advance(400);
  assertEquals(sent.map(({ atMs }) => atMs), [0, 20, 320, 340]);
  assertEquals((await result).summary.lost, 1);
});

Deno.test("a probe is sent again after each timeout, as often as allowed", async () => {
  const { sent, result, advance } = manualRun({ count: 1, retransmissions: 2 }, silence);
  await advance(1000);
  assertEquals(sent.map(({ probe, atMs }) => [probe, atMs]), [[1, 0], [1, 300], [1, 600]]);
  const { summary } = await result;
  assertEquals([summary.transmitted, summary.retransmitted, summary.lost], [1, 2, 1]);
});

Deno.test("nothing is sent again once an answer came, and the RTT is that of what was answered", async () => {
  const answer = (transmission: Transmission, run: PingRun, clock: ManualClock): void => {
    if (transmission.number === 2) delayed(50)(transmission, run, clock);
  };
  const { sent, result, advance } = manualRun({ count: 1, retransmissions: 5 }, answer);
  await advance(1000);
  const { summary } = await result;
  assertEquals([sent.length, summary.received, summary.lost, summary.rttMs?.max], [2, 1, 0, 50]);
});

Deno.test("stopping ends at once: what is on its way is not counted as lost", async () => {
  const stop = new AbortController();
  const answer = (transmission: Transmission, run: PingRun, clock: ManualClock): void => {
    if (transmission.number < 3) delayed(10)(transmission, run, clock);
  };
  const { result, advance } = manualRun({ count: 0, stop: stop.signal }, answer);
  await advance(220);
  stop.abort();
  const { summary } = await result;
  const { transmitted, received, pending, lost, lossPercent } = summary;
  assertEquals([transmitted, received, pending, lost, lossPercent], [3, 2, 1, 0, 0]);
});

Deno.test("a run that is stopped before it begins sends nothing", async () => {
  const { result, sent } = manualRun({ count: 0, stop: AbortSignal.abort() }, silence);
  const { summary } = await result;
  assertEquals([sent, summary.transmitted, summary.lossPercent, summary.rttMs], [[], 0, 0, null]);
});
