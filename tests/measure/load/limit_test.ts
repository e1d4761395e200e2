import { assertEquals } from "@std/assert";
import { Latencies } from "../../../lib/measure/latencies.ts";
import {
  type LimitFacts,
  limitOf,
  type LoadLimit,
  loadLimits,
  worstLimit,
} from "../../../lib/measure/load/limit.ts";
import { type Counts, noCounts } from "../../../lib/measure/load/tally.ts";
import { availabilityOf } from "../../support/load_result.ts";
import { pureTest } from "../../support/property.ts";

function latenciesOf(...groups: readonly [ms: number, count: number][]): Latencies {
  const latencies = new Latencies();
  for (const [ms, count] of groups) {
    for (let index = 0; index < count; index++) latencies.record(ms);
  }
  return latencies;
}

const there = availabilityOf(10_000, 10);
const isGone = { ...there, openMs: 25_000, unconnectedMs: 7500 };
const moment = { availability: availabilityOf(20, 10) } as const;
const isSilent = { ...there, silentMs: 5000 };

/** A run of ten seconds in which nothing was wanting. */
function facts(
  { counts, ...others }: Omit<Partial<LimitFacts>, "counts"> & { counts?: Partial<Counts> },
): LimitFacts {
  return {
    isScheduled: true,
    connections: 10,
    availability: there,
    errors: {},
    window: Infinity,
    wanted: 10,
    counts: { ...noCounts(), sent: 10_000, ...counts },
    late: latenciesOf([1, 10_000]),
    lag: latenciesOf([1, 500]),
    busy: 0.5,
    ...others,
  };
}

const noSchedule = { isScheduled: false } as const;
const isLate = latenciesOf([1, 9000], [40, 1000]);
const isStarved = latenciesOf([1, 400], [60, 100]);

const table: [what: string, limit: LoadLimit, facts: LimitFacts][] = [
  ["a schedule that was kept", "rate", facts({})],
  ["a schedule that a busy machine kept all the same", "rate", facts({ busy: 0.97, lag: isStarved })],
  ["a few messages late", "rate", facts({ late: latenciesOf([1, 9950], [40, 50]) })],
  ["many messages a little late", "rate", facts({ late: latenciesOf([4.9, 10_000]) })],
  ["many messages late", "generator-schedule", facts({ late: isLate })],
  ["many messages late, with no time left", "generator-cpu", facts({ late: isLate, busy: 0.95 })],
  ["many messages late, with timers late", "generator-cpu", facts({ late: isLate, lag: isStarved })],
  [
    "of few that did not wait for the server most late",
    "server",
    facts({
      counts: { heldUp: 9950 },
      late: latenciesOf([40, 50]),
    }),
  ],
  ["a few held up", "rate", facts({ counts: { heldUp: 100 } })],
  ["many held up", "server", facts({ counts: { heldUp: 101 } })],
  ["many held up, with no time left", "generator-cpu", facts({ counts: { heldUp: 5000 }, busy: 0.95 })],
  ["many that never left", "server", facts({ counts: { unsent: 5000 } })],
  ["many that waited for the window", "receive-window", facts({ counts: { heldByWindow: 5000 } })],
  ["both", "receive-window", facts({ counts: { heldByWindow: 5000, heldUp: 5000 } })],
  [
    "a window full of what nobody had time to read",
    "generator-cpu",
    facts({
      counts: { heldByWindow: 5000 },
      lag: isStarved,
    }),
  ],
  [
    "a hiccup of the timers",
    "server",
    facts({
      counts: { heldUp: 5000 },
      lag: latenciesOf([1, 490], [60, 10]),
    }),
  ],
  [
    "nothing sent at all",
    "rate",
    facts({ counts: { sent: 0 }, late: new Latencies(), lag: new Latencies() }),
  ],
  ["no schedule", "server", facts({ isScheduled: false })],
  ["no schedule and no time left", "generator-cpu", facts({ isScheduled: false, busy: 0.9 })],
  ["no schedule and late timers", "generator-cpu", facts({ isScheduled: false, lag: isStarved })],
  [
    "no schedule and one late timer",
    "server",
    facts({ isScheduled: false, lag: latenciesOf([1, 45], [30, 1]) }),
  ],
  ["more wanted than the window holds", "receive-window", facts({ isScheduled: false, window: 9 })],
  ["as much wanted as the window holds", "server", facts({ isScheduled: false, window: 10 })],
  // Were there connections?
  ["a server that was gone for three quarters of the time", "unconnected", facts({ availability: isGone })],
  [
    "the same, with late timers and messages that never left",
    "unconnected",
    facts({ availability: isGone, counts: { unsent: 8000 }, lag: isStarved, late: isLate }),
  ],
  ["the same without a schedule", "unconnected", facts({ ...noSchedule, availability: isGone })],
  [
    "a server that is back at once",
    "server",
    facts({ ...noSchedule, availability: { ...there, openMs: 99_000, unconnectedMs: 400 } }),
  ],
  [
    "a server that has room for half of the connections",
    "unconnected",
    facts({ ...noSchedule, availability: { ...there, opened: 5, openMs: 50_000 } }),
  ],
  [
    "fewer file descriptors than connections",
    "exhausted",
    facts({ ...noSchedule, availability: { ...there, opened: 5, openMs: 50_000 }, errors: { exhausted: 5 } }),
  ],
  [
    "fewer file descriptors for a while, then enough",
    "server",
    facts({ ...noSchedule, errors: { exhausted: 5 } }),
  ],
  // Did the server answer?
  [
    "a server that stalled for half of the time",
    "unanswered",
    facts({ ...noSchedule, availability: isSilent }),
  ],
  [
    "the same with a schedule, late timers and late messages",
    "unanswered",
    facts({ availability: isSilent, counts: { unsent: 95, sent: 4 }, lag: isStarved, late: isLate }),
  ],
  [
    "a hiccup of the server",
    "server",
    facts({ ...noSchedule, availability: { ...there, silentMs: 500 } }),
  ],
  // Are there enough samples?
  [
    "one timer of twenty late, and two messages of a hundred behind it",
    "rate",
    facts({
      counts: { sent: 100, heldUp: 2 },
      late: latenciesOf([1, 96], [30, 2]),
      lag: latenciesOf([1, 19], [30, 1]),
    }),
  ],
  [
    "four of a hundred messages late",
    "rate",
    facts({ counts: { sent: 100 }, late: latenciesOf([1, 96], [40, 4]) }),
  ],
  [
    "five of a hundred messages late",
    "generator-schedule",
    facts({ counts: { sent: 100 }, late: latenciesOf([1, 95], [40, 5]) }),
  ],
  ["two of ten messages never left", "unknown", facts({ counts: { sent: 8, unsent: 2 } })],
  ["a few messages in a moment", "unknown", facts({ ...noSchedule, ...moment, counts: { sent: 99 } })],
  ["a hundred messages in a moment", "server", facts({ ...noSchedule, ...moment, counts: { sent: 100 } })],
  ["a few messages in a second", "server", facts({ ...noSchedule, counts: { sent: 3 } })],
  // Is the own part known?
  ["a processor time that nobody knows", "unknown", facts({ ...noSchedule, busy: undefined })],
  ["the same, and the rate was kept", "rate", facts({ busy: undefined })],
  ["the same, and many were held up", "unknown", facts({ busy: undefined, counts: { heldUp: 5000 } })],
  [
    "the same, and the timers were late",
    "generator-cpu",
    facts({ ...noSchedule, busy: undefined, lag: isStarved }),
  ],
  ["the same, and the server stalled", "unanswered", facts({ busy: undefined, availability: isSilent })],
  ["more wanted, and no time left", "generator-cpu", facts({ isScheduled: false, window: 9, busy: 1 })],
];

for (const [what, limit, given] of table) {
  pureTest(`what limited a run: ${what}: ${limit}`, () => assertEquals(limitOf(given), limit));
}

pureTest("of several runs the limit is the one that says least about the server", () => {
  loadLimits.forEach((limit, index) => {
    assertEquals(worstLimit(loadLimits.slice(index).toReversed()), limit);
    assertEquals(worstLimit([limit, limit]), limit);
  });
});
