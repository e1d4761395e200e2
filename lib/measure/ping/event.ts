import { withParticle } from "../../base/korean.ts";
import type { Text } from "../../base/text.ts";
import type { FailureKind } from "../../protocol/failure_kind.ts";
import type { Transport } from "../../protocol/transport.ts";
import type { Statistics } from "../statistics.ts";
import type { Bin } from "./histogram.ts";

/** What a ping tells while it runs, to be shown by whoever asked for it. */
export type PingEvent =
  | ProbeAnswered
  | ProbeFailed
  | ProbeSentAgain
  | ForeignReceived
  | NotEchoed
  | ConnectionEnded
  | PingSummary;

/**
 * How probes travel: one after the other over one connection (`stream`), a new connection for each
 * (`reconnect`), no further than the connection itself (`connect`), or as datagrams.
 */
export type PingMode = "stream" | "reconnect" | "connect" | "datagram";

/** Why a probe got no reply: what the network says, or a service that answers something else. */
export type PingCause = FailureKind | "no-echo";

/** A reply to a probe. */
export interface ProbeAnswered {
  readonly event: "probe";
  /** Counts the probes, from 1. */
  readonly number: number;
  /** How long the reply was; 0 where only the connection was measured. */
  readonly bytes: number;
  /** From right before the send call to right after the receive that completed the reply. */
  readonly rttMs: number;
  /** How long the connection took, where the probe had one of its own. */
  readonly connectMs?: number;
  /** The address that was connected to, where the probe had a connection of its own. */
  readonly peer?: string;
  /** It came after the timeout. */
  readonly late?: true;
  /** The same had come before. */
  readonly duplicate?: true;
  /** The reply to something that was sent later had come before. */
  readonly outOfOrder?: true;
  /** It is not what was sent. */
  readonly altered?: true;
}

/** A probe that got no reply. One that timed out can still be answered: late. */
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

/** Something came that is no reply to any probe of this run. */
export interface ForeignReceived {
  readonly event: "foreign";
  readonly bytes: number;
  readonly peer: string;
}

/** The first thing that came was no probe: the service does something else. */
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
  /** Probes; what was sent again is not counted again. */
  readonly transmitted: number;
  /** Probes that came back: in time or late, as they were or altered. */
  readonly received: number;
  /** Probes whose time was not over when the run was stopped. They are neither received nor lost. */
  readonly pending: number;
  readonly lost: number;
  /** Of the probes that are not pending; 0 where there are none. */
  readonly lossPercent: number;
  readonly duplicates: number;
  readonly outOfOrder: number;
  readonly late: number;
  readonly altered: number;
  readonly foreign: number;
  readonly retransmitted: number;
  /** `null` where nothing came back. */
  readonly rttMs: Statistics | null;
  /** The interarrival jitter of RFC 3550; `null` before the second reply. */
  readonly jitterMs: number | null;
  /** The mean of how much the RTTs of two probes differ that were sent one after the other (RFC 3393). */
  readonly meanNeighbourDifferenceMs: number | null;
  /** TCP: how long connections took, apart from the requests on them. */
  readonly connectMs?: Statistics;
  /** `stream`: the RTT of the first probe, and of all the others. */
  readonly firstRttMs?: number;
  readonly laterRttMs?: Statistics;
  /** How many of the RTTs the quantiles are made of. */
  readonly quantilesOf: number;
  /** Why probes are lost, with how many. */
  readonly causes: Readonly<Partial<Record<PingCause, number>>>;
  readonly durationMs: number;
  readonly histogram: readonly Bin[];
}
