import { withParticle } from "../../base/korean.ts";
import type { Text } from "../../base/text.ts";
import type { FailureKind } from "../../protocol/failure_kind.ts";
import type { Transport } from "../../protocol/transport.ts";
import type { Statistics } from "../statistics.ts";
import type { Bin } from "./histogram.ts";

/** The events of a running ping. */
export type PingEvent =
  | ProbeAnswered
  | ProbeFailed
  | ProbeSentAgain
  | ForeignReceived
  | NotEchoed
  | ConnectionEnded
  | PingSummary;

/**
 * How probes travel: all over one connection (`stream`), each over a new connection (`reconnect`), only as a new
 * connection without any bytes (`connect`), or as datagrams.
 */
export type PingMode = "stream" | "reconnect" | "connect" | "datagram";

/** Why a probe got no reply: a failure of the network, or a service that replies something else. */
export type PingCause = FailureKind | "no-echo";

/** A reply to a probe. */
export interface ProbeAnswered {
  readonly event: "probe";
  /** Counts the probes, from 1. */
  readonly number: number;
  /** The size of the reply; 0 if only the connection was measured. */
  readonly bytes: number;
  /** The time from just before the send to just after the receive that completed the reply. */
  readonly rttMs: number;
  /** Of a probe that was sent again: the sending that this answers, from 1. The RTT counts from there. */
  readonly sending?: number;
  /** How long connecting took, if the probe had its own connection. */
  readonly connectMs?: number;
  /** The address of the peer, if the probe had its own connection. */
  readonly peer?: string;
  /** The reply came after the timeout. */
  readonly late?: true;
  /** The same reply had come before. */
  readonly duplicate?: true;
  /** A reply to a later probe had come before. */
  readonly outOfOrder?: true;
  /** The reply differs from what was sent. */
  readonly altered?: true;
}

/** A probe that got no reply. After a timeout a late reply may still come. */
export interface ProbeFailed {
  readonly event: "probe";
  readonly number: number;
  readonly failure: PingCause;
  readonly message: Text;
}

export interface ProbeSentAgain {
  readonly event: "retransmission";
  readonly number: number;
  /** Counts the retransmissions of this probe, from 1. */
  readonly retransmission: number;
}

/** Something came that does not reply to any probe of this run. */
export interface ForeignReceived {
  readonly event: "foreign";
  readonly bytes: number;
  readonly peer: string;
}

/** The first bytes that came were not a probe: the service does something else. */
export interface NotEchoed {
  readonly event: "no-echo";
  readonly peer: string;
}

/** What a probe came to at a service that does something else. */
export function notEchoed(peer: string): Text {
  return {
    en: `${peer} does not send probes back`,
    ko: `${withParticle(peer, "은")} 프로브를 되돌려 보내지 않습니다`,
  };
}

/** The connection ended before the run did. */
export interface ConnectionEnded {
  readonly event: "ended";
  readonly failure: FailureKind;
  readonly message: Text;
}

export interface PingSummary {
  readonly event: "summary";
  readonly transport: Transport;
  readonly mode: PingMode;
  readonly peer: string;
  /** The number of probes. Retransmissions do not count. */
  readonly transmitted: number;
  /** Probes that came back, in time or late, changed or not. */
  readonly received: number;
  /** Probes that were still waiting when the run was stopped. They count neither as received nor as lost. */
  readonly pending: number;
  /** Probes that were asked for and never sent, since the run could not go on; 0 where somebody stopped it. */
  readonly notSent: number;
  readonly lost: number;
  /** The lost part of all probes that are not pending; 0 if there are none. */
  readonly lossPercent: number;
  readonly duplicates: number;
  readonly outOfOrder: number;
  readonly late: number;
  readonly altered: number;
  readonly foreign: number;
  readonly retransmitted: number;
  /** `null` if nothing came back. */
  readonly rttMs: Statistics | null;
  /** How many of these RTTs count from a retransmission, not from the first sending of the probe. */
  readonly rttsFromRetransmission: number;
  /** The interarrival jitter of RFC 3550; `null` before the second reply. */
  readonly jitterMs: number | null;
  /** The mean difference between the RTTs of two successive probes (RFC 3393). */
  readonly meanNeighbourDifferenceMs: number | null;
  /** TCP: how long connecting took, without the requests. */
  readonly connectMs?: Statistics;
  /** `stream`: the RTT of the first probe, and the RTTs of all others. */
  readonly firstRttMs?: number;
  readonly laterRttMs?: Statistics;
  /** From how many RTTs the quantiles are computed. */
  readonly quantilesOf: number;
  /** Why probes are lost, and how many for each reason. */
  readonly causes: Readonly<Partial<Record<PingCause, number>>>;
  readonly durationMs: number;
  readonly histogram: readonly Bin[];
}
