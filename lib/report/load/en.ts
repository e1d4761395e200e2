import type { Language } from "../../base/text.ts";
import { count, groupThousands } from "../../base/numbers.ts";
import type { LoadError } from "../../measure/load/tally.ts";
import type { Transport } from "../../protocol/transport.ts";
import { causesEn } from "../cause/en.ts";

const causes: Record<LoadError, string> = {
  ...causesEn,
  "unasked": "unasked (received more than was sent)",
};

const connections = (number: number, transport: Transport): string =>
  count(number, transport === "tcp" ? "connection" : "socket");

const sizes = (lowest: number, highest: number): string =>
  lowest === highest ? count(lowest, "byte") : `${groupThousands(lowest)} to ${count(highest, "byte")}`;

const left = (sent: number): string => count(sent, "message was sent", "messages were sent");

const of = (part: number, all: number): string => part === all ? "all" : groupThousands(part);

/** Runs at different times have no rate in common. */
const kept = (rate: string | undefined): string =>
  rate === undefined
    ? "kept the requested rate of each run"
    : `kept the requested rate of ${rate} messages/s`;

/** What `load` says. Durations, rates and sizes in units come as text. */
export const loadEn = {
  language: "en" as Language,

  started: (peer: string, transport: string) => `load ${peer} over ${transport}:`,
  connections,
  messagesOf: (lowest: number, highest: number) => `messages of ${sizes(lowest, highest)}`,
  numberOfMessages: (number: number, lowest: number, highest: number) =>
    `${count(number, "message")} of ${sizes(lowest, highest)}`,
  oneByOne: "one after the other",
  atATime: (number: number) => `${groupThousands(number)} at a time`,
  perSecond: (rate: string) => `${rate} per second`,
  newConnections: "a new connection for each",
  duration: (duration: string) => `for ${duration}`,
  afterWarmup: (duration: string) => `after ${duration} of warm-up`,
  window: (datagrams: number) =>
    `at most ${
      count(datagrams, "datagram")
    } unanswered at a time: a server's receive buffer may not hold more`,

  labels: {
    load: "load",
    messages: "messages",
    runs: "runs",
    bytes: "bytes",
    latency: "latency",
    connect: "connect",
    schedule: "schedule",
    errors: "errors",
    lost: "lost",
    datagrams: "datagrams",
    window: "window",
    replies: "replies",
    capsock: "capsock",
  },
  target: (transport: string, peer: string) => `${transport} to ${peer}`,
  eachAtATime: (number: number, transport: Transport, messages: number) =>
    `${connections(number, transport)}, ${messages === 1 ? "" : "up to "}${
      count(messages, "message")
    } at a time on each`,
  openedAtMost: (number: number) => `at most ${groupThousands(number)} of them open`,
  newAtATime: (number: number, transport: Transport) =>
    `${connections(number, transport)} at a time, a new one for each message`,
  loop: { closed: "closed loop", open: "open loop" },
  threads: (number: number) => count(number, "thread"),
  inTime: (messages: number, time: string) => `${groupThousands(messages)} in ${time}`,
  runs: {
    together: (number: number) => `${groupThousands(number)} at the same time: rates are added up`,
    apart: (number: number, span: string) =>
      `${
        groupThousands(number)
      } at different times within ${span}: messages, bytes and latencies are added up, rates are not`,
    unknown: (number: number) =>
      `${
        groupThousands(number)
      }: the sum of the rates is right if they were at the same time, which is not known`,
  },
  inTimeStopped: (messages: number, time: string) => `${groupThousands(messages)} in ${time} (stopped early)`,
  stoppedEarly: "stopped early",
  gaveUp: {
    "no-reply": "gave up early: no reply in three times the timeout (-W)",
    "no-connection": "gave up early: no connection for 3 s",
  },
  outSum: (sum: string) => `out ${sum}`,
  inSum: (sum: string) => `in ${sum}`,
  out: (rate: string, sum: string) => `out ${rate}/s (${sum})`,
  in: (rate: string, sum: string) => `in ${rate}/s (${sum})`,

  min: (time: string) => `min ${time}`,
  average: (time: string) => `average ${time}`,
  max: (time: string) => `max ${time}`,
  deviation: (time: string) => `stddev ${time}`,
  fromSchedule: (step: string) =>
    `counted from the scheduled time of each message, without timer delays of up to ${step}`,
  withConnect: "including the time to connect",
  unanswered: (number: number) =>
    `${
      count(number, "message without a reply in time counts", "messages without a reply in time count")
    } with the time waited`,
  connected: (number: number) => count(number, "connection"),
  connectedPerSecond: (number: number, rate: string) => `${count(number, "connection")} (${rate} per second)`,

  requested: (rate: string) => `${rate} messages/s requested`,
  lateP99: (time: string) => `p99 sent ${time} late`,
  heldUp: (number: number) => `${groupThousands(number)} delayed by unanswered messages`,
  unsent: (number: number) => `${groupThousands(number)} never sent`,
  cause: (number: number, cause: LoadError) => `${groupThousands(number)} ${causes[cause]}`,
  notWaitedFor: (number: number) => `${groupThousands(number)} not waited for`,
  lostOf: (lost: number, sent: number, share: string) =>
    `${groupThousands(lost)} of ${groupThousands(sent)} (${share})`,
  noneLostHere: "none of them in this program's own receive buffer",
  lostHere: (number: number) =>
    `up to ${groupThousands(number)} of them in this program's own receive buffer, which was full`,
  lostElsewhere: (number: number) => `${groupThousands(number)} elsewhere`,
  duplicates: (number: number) => count(number, "duplicate"),
  outOfOrder: (number: number) => `${groupThousands(number)} out of order`,
  late: (number: number) => `${groupThousands(number)} late`,
  foreign: (number: number) => `${groupThousands(number)} foreign`,
  atMost: (number: number) => `at most ${groupThousands(number)} unanswered at a time`,
  waited: (number: number) => `${groupThousands(number)} had to wait`,
  compared: "every byte compared",
  notCompared: "bytes not compared",
  noneAltered: "none altered",
  altered: (number: number) => `${groupThousands(number)} altered`,
  busy: (percent: number) => `${percent} % busy`,
  busiest: (percent: number) => `the busiest ${percent} % busy`,
  cpuUnknown: "processor time not known",
  cpu: (time: string) => `${time} of processor time`,
  timers: (time: string) => `timers p99 ${time} late`,

  warmup: (time: string) => `warm-up ${time}`,
  messagesPerSecond: (rate: string) => `${rate} messages/s`,
  noReplyNow: "no reply now",
  waiting: (messages: number, time: string) =>
    `waiting for ${count(messages, "reply", "replies")}, at most ${time}`,
  messages: (number: number) => count(number, "message"),
  lost: (number: number) => `${groupThousands(number)} lost`,

  limit: {
    here: (why: string) => `limited by this program, not by the server: ${why}`,
    busy: (percent: number) => `its processor was ${percent} % busy`,
    busiest: (percent: number) => `the processor of its busiest thread was ${percent} % busy`,
    starved: (time: string) => `it waited up to ${time} for a processor`,
    late: (time: string) => `1 % of the messages were sent at least ${time} late`,
    keptLate: (rate: string | undefined, time: string) =>
      `${kept(rate)}, but this program sent 1 % of the messages at least ${time} late`,
    keptStarved: (rate: string | undefined, why: string) =>
      `${kept(rate)}, but this program had too little time: ${why}`,
    keptWaiting: (rate: string | undefined, waited: number, all: number) =>
      `${kept(rate)}, but ${groupThousands(waited)} of ${
        count(all, "message")
      } had to wait until replies to others came`,
    exhausted: (opened: number, all: number, transport: Transport) =>
      `limited by this system, not by the server: it ran out of file descriptors or memory and opened ${
        groupThousands(opened)
      } of ${connections(all, transport)}`,
    unknown: (why: string) => `not known what limited this run: ${why}`,
    fewMessages: (sent: number) => `${count(sent, "message is", "messages are")} too few to tell`,
    shortRun: (time: string) => `${time} are too short to tell`,
    noCpuTime: "the processor time of this program could not be read",
    unconnected: (time: string, of: string) => `there was no connection for ${time} of ${of}`,
    fewConnections: (open: string, all: number, transport: Transport) =>
      `on average ${open} of ${connections(all, transport)} ${all === 1 ? "was" : "were"} open`,
    sometimesUnconnected: "connections were missing for a part of the time",
    sometimesSilent: "nothing came back for a part of the time",
    silent: (time: string, of: string) => `nothing came back for ${time} of ${of}`,
    window: (datagrams: number) =>
      `limited by the size of a receive buffer, not by the server: at most ${
        count(datagrams, "unanswered datagram")
      } at a time`,
    server: (why: string) => `limited by the server, or by the network to it: ${why}`,
    waiting: { tcp: "every connection was waiting for replies", udp: "every socket was waiting for replies" },
    tooSlow: (rate: string | undefined) =>
      `replies came too slowly for ${rate === undefined ? "the requested rates" : `${rate} messages/s`}`,
    rate: (rate: string | undefined) => `${kept(rate)}: nothing limited it`,
    rateWithLoss: (rate: string | undefined, lost: number) =>
      `${kept(rate)}: nothing limited it, but ${count(lost, "message was", "messages were")} lost`,
    nothingSent: "no reply: capsock could not send any message",
    allAltered: (sent: number, altered: number) =>
      `no correct reply: ${left(sent)}, and ${of(altered, sent)} came back altered`,
    allLate: (sent: number, late: number) =>
      `no reply in time: ${left(sent)}, and ${of(late, sent)} came back late`,
    stopped: (sent: number) => `stopped before a reply came: ${left(sent)}`,
    silence: (sent: number) => `no reply: ${left(sent)}, and nothing came back`,
  },
  advice: {
    workers: "the server may be able to do more: try --workers, or send from another machine",
    window: "with more, datagrams could be lost even at a fast server; smaller messages (-s) need less room",
    pipeline: "to see whether it can do more, try more connections (-c) or --pipeline",
    connections: "to see whether it can do more, try more connections (-c)",
    own: "the latency includes these delays: try --workers, or send from a machine that has less to do",
    descriptors: "allow more open files (ulimit -n), or ask for fewer connections (-c)",
    longer: "measure for longer (-d)",
    rate: "to see whether the server can do more, try a higher --rate, or none",
    service:
      "load needs a service that sends back what it receives, or the same in upper case; try `ping` first",
  },

  picture: {
    title: (target: string) => `Load over ${target}`,
    messages: (number: number, time: string, rate: string) =>
      `${count(number, "message")} in ${time} (${rate} per second)`,
    messagesApart: (number: number, time: string, runs: number) =>
      `${count(number, "message")} in ${time} of ${count(runs, "run")} at different times`,
    lost: (number: number, share: string) => `${groupThousands(number)} lost (${share})`,
    fromSchedule: "latency counted from the schedule",
    within: (percent: string, time: string) => `${percent} % within ${time}`,
    latency: (parts: string) => `latency: ${parts}`,
    percentiles: "Latency by percentile",
    percentile: (messages: number) => `percentile of ${count(messages, "message")} (%)`,
    logarithmic: "logarithmic scale",
    nothing: "no reply",
    time: (unit: string) => `time since the start (${unit})`,
    rates: "Messages per second",
    dashed: (rate: string) => `dashed: the requested rate, ${rate}`,
    p99: "99th percentile of latency",
  },
};

export type LoadWords = typeof loadEn;
