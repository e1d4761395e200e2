import type { Language } from "../../base/text.ts";

/** A picture of a recording, before anybody has drawn it: lifelines side by side, rows from top to bottom. */
export interface Diagram {
  /** What its texts are written in. */
  readonly language: Language;
  readonly title: string;
  /** The same as text, for people who cannot see the picture. */
  readonly description: string;
  readonly lifelines: readonly Lifeline[];
  readonly rows: readonly Row[];
  /** Those of one lifeline do not overlap. */
  readonly waits: readonly Wait[];
  /** The marks that the rows use, with their meaning. */
  readonly legend: readonly LegendEntry[];
  /** How many conversations are left out: in a picture with hundreds of lifelines nobody sees anything. */
  readonly omitted: number;
}

/** One side: the sockets of a program for one purpose, or a peer that was not recorded. */
export interface Lifeline {
  readonly side: "server" | "client";
  readonly isRecorded: boolean;
  readonly name: string;
  /** Empty if unknown. */
  readonly address: string;
}

/** A lifeline waits in a call. */
export interface Wait {
  readonly lifeline: number;
  /** The row below which the wait begins. */
  readonly from: number;
  /** The row in which it ends. */
  readonly to: number;
}

export type Row = Note | Arrow | Arrival | Pause;

interface AtTime {
  /** Milliseconds since the first call. Never smaller than in the row above. */
  readonly at: number;
}

/** A call that moved no bytes, or a remark about a lifeline. */
export interface Note extends AtTime {
  readonly kind: "note";
  readonly lifeline: number;
  readonly text: string;
  readonly isFailure: boolean;
}

/** Something that went from one lifeline to another. */
export interface Arrow extends AtTime {
  readonly kind: "arrow";
  readonly from: number;
  readonly to: number;
  /** What it carries. */
  readonly text: string;
  /** The call that sent it, if recorded. */
  readonly tail?: string;
  /** The call that received it, if it is in the same row. */
  readonly head?: string;
  /** The system did it without a call, and a later call proves it. */
  readonly isInferred: boolean;
  readonly isLost: boolean;
  readonly isFailure: boolean;
  /** The name of the row in which it arrives, if that is a later one. */
  readonly tag?: string;
}

/** The arrival of an arrow from a row above. */
export interface Arrival extends AtTime {
  readonly kind: "arrival";
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly head: string;
  readonly tag: string;
}

/** For a time that a person notices nothing happens, and somebody waits. */
export interface Pause extends AtTime {
  readonly kind: "pause";
}

export interface LegendEntry {
  readonly sign: "solid" | "dashed" | "lost" | "wait";
  readonly text: string;
}

/** Whether a call stands in the row: what the system did by itself has no time of its own. */
export function isTimed(row: Row): boolean {
  return row.kind === "note" || row.kind === "arrival" ||
    row.kind === "arrow" && (row.tail !== undefined || row.head !== undefined);
}
