import type { Language } from "../../base/text.ts";
import { count, groupThousands } from "../../base/numbers.ts";
import type { PingCause } from "../../measure/ping/event.ts";
import { causesEn } from "../cause/en.ts";

const causes: Record<PingCause, string> = { ...causesEn, "no-echo": "no echo" };

/** What `ping` says. Durations come as text. */
export const pingEn = {
  language: "en" as Language,

  started: (peer: string, transport: string) => `ping ${peer} over ${transport}:`,
  probesOf: (bytes: number) => `probes of ${count(bytes, "byte")}`,
  connectionsOnly: "connections only",
  newConnections: "a new connection for each",
  from: (local: string) => `from ${local}`,
  connectedIn: (took: string) => `connected in ${took}`,

  probe: (number: number) => `probe ${number}:`,
  reply: (bytes: number, rtt: string) => `${count(bytes, "byte")} in ${rtt}`,
  connected: (peer: string, took: string) => `connected to ${peer} in ${took}`,
  late: "late",
  outOfOrder: "out of order",
  duplicate: "duplicate",
  altered: "altered",
  fromSending: (number: number) => `counted from sending ${number}`,
  sentAgain: (times: number) => `sent again (${times})`,
  foreign: (bytes: number, peer: string) => `${count(bytes, "byte")} from ${peer}: not a reply to any probe`,

  header: (peer: string, transport: string, took: string) => `${peer} over ${transport}, ${took}`,
  labels: {
    probes: "probes",
    lost: "lost",
    rtt: "RTT",
    jitter: "jitter",
    connect: "connect",
    requests: "requests",
  },
  counts: {
    sent: (number: number) => `${groupThousands(number)} sent`,
    received: (number: number) => `${groupThousands(number)} received`,
    lost: (number: number, share: string) => `${groupThousands(number)} lost (${share})`,
    pending: (number: number) => `${groupThousands(number)} not waited for`,
    notSent: (number: number) => `${groupThousands(number)} not sent`,
    duplicates: (number: number) => count(number, "duplicate"),
    outOfOrder: (number: number) => `${groupThousands(number)} out of order`,
    late: (number: number) => `${groupThousands(number)} late`,
    altered: (number: number) => `${groupThousands(number)} altered`,
    foreign: (number: number) => `${groupThousands(number)} foreign`,
    retransmitted: (number: number) => `${groupThousands(number)} retransmitted`,
    cause: (number: number, cause: PingCause) => `${groupThousands(number)} ${causes[cause]}`,
  },

  min: (time: string) => `min ${time}`,
  average: (time: string) => `average ${time}`,
  median: (time: string) => `median ${time}`,
  max: (time: string) => `max ${time}`,
  deviation: (time: string) => `stddev ${time}`,
  rttsFromRetransmission: (number: number) =>
    `${count(number, "RTT counts", "RTTs count")} from a retransmission, not from the first sending`,
  chosen: (number: number) => `quantiles of ${groupThousands(number)} RTTs chosen at random`,
  jitter: (time: string) => `${time} (RFC 3550, interarrival)`,
  neighbours: (time: string) => `${time} mean difference between consecutive RTTs`,
  first: (time: string) => `first ${time}`,
  others: (average: string) => `others ${average} on average`,

  binFrom: (from: string) => `${from} ms and more`,

  resolution: (step: string) => `the clock's resolution is ${step}`,
  own: (median: string, p99: string) =>
    `capsock itself adds ${median} to an RTT (median; p99 ${p99}), measured with an echo in memory, without sockets`,
};

export type PingWords = typeof pingEn;
