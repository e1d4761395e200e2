import { type Arrow, isTimed, type Row, type Wait } from "./diagram.ts";

/** A row while the diagram is being built. */
export type Draft<R extends Row = Row> = { -readonly [Key in keyof R]: R[Key] } & { order: number };

/** Cause and effect share a row if at most this many milliseconds lie between them. */
const sharedRowMs = 100;

/** A call that found what it wants takes no longer than this, in milliseconds. */
const atOnceMs = 0.1;

/** The clock is read a little after a call has returned. */
const toleranceMs = 0.002;

/** A wait until a row, since a time; or from a row on, until a time. */
interface WaitDraft {
  readonly lifeline: number;
  readonly since: number | Draft;
  readonly until: number | Draft;
}

/** The rows while they are being built. The order on each lifeline always stays the same. */
export class Rows {
  readonly #rows: Draft[] = [];
  readonly #last = new Map<number, Draft>();
  readonly #waits: WaitDraft[] = [];
  #count = 0;

  /** Adds a row. @param lifelines The lifelines that have a call in it. */
  add<R extends Row>(row: R, lifelines: readonly number[]): Draft<R> {
    const draft = { ...row, order: this.#count++ } as Draft<R>;
    this.#rows.push(draft as unknown as Draft);
    lifelines.forEach((lifeline) => this.#last.set(lifeline, draft as unknown as Draft));
    return draft;
  }

  /**
   * Moves the call that received an arrow into the row of the arrow, if no other row of both lifelines is
   * between.
   *
   * @returns Whether it was moved.
   */
  join(arrow: Draft<Arrow>, head: string, at: number): boolean {
    if (arrow.head !== undefined || at - arrow.at > sharedRowMs) return false;
    const [sender, receiver] = [this.#last.get(arrow.from), this.#last.get(arrow.to)];
    if (receiver !== undefined && receiver.order > arrow.order) {
      if (sender !== arrow as unknown as Draft || arrow.text === "ACK") return false;
      arrow.order = this.#count++;
      arrow.at = at;
    }
    if (arrow.tail === undefined) arrow.at = at;
    arrow.head = head;
    this.#last.set(arrow.to, arrow as unknown as Draft);
    return true;
  }

  /** A lifeline has waited since then. If what it waited for was there already, that was no wait. */
  waitUntil<R extends Row>(row: Draft<R>, lifeline: number, since: number): void {
    this.#waits.push({ lifeline, since, until: row as unknown as Draft });
  }

  /** A lifeline waits until then. */
  waitFrom<R extends Row>(row: Draft<R>, lifeline: number, until: number): void {
    if (until - row.at >= sharedRowMs) this.#waits.push({ lifeline, since: row as unknown as Draft, until });
  }

  /** The rows from top to bottom with the times of their first calls, and who waits beside them. */
  finish(): { rows: Row[]; waits: Wait[] } {
    const drafts = this.#rows.toSorted((a, b) => a.order - b.order);
    let last = 0;
    const rows = drafts.map(({ order: _, ...row }) => {
      if (isTimed(row as Row)) last = Math.max(last, row.at);
      return { ...row, at: last } as Row;
    });
    const places = new Map(drafts.map((draft, index) => [draft, index]));
    let latest = 0;
    // What the system did by itself has a time here: that of the call that proves it.
    const times = drafts.map(({ at }) => latest = Math.max(latest, at));
    return withPauses(rows, joined(this.#waits.flatMap((wait) => placed(wait, places, times))));
  }
}

function placed(
  { lifeline, since, until }: WaitDraft,
  places: ReadonlyMap<Draft, number>,
  times: readonly number[],
): Wait[] {
  const to = typeof until === "number" ? lastRowAt(until, times.length, times) : places.get(until)!;
  const from = typeof since === "number" ? lastRowAt(since + toleranceMs, to, times) : places.get(since)!;
  const [start, end] = [since, until].map((time) => typeof time === "number" ? time : time.at) as [
    number,
    number,
  ];
  return end - start < atOnceMs || from < 0 || from >= to ? [] : [{ lifeline, from, to }];
}

/** The last row above `below` that is not later; -1 if there is none. */
function lastRowAt(at: number, below: number, times: readonly number[]): number {
  let row = below - 1;
  while (row >= 0 && times[row]! > at) row--;
  return row;
}

/** Makes one of waits that overlap on a lifeline, which may have several sockets. */
function joined(waits: readonly Wait[]): Wait[] {
  const result: Wait[] = [];
  for (const wait of waits.toSorted((a, b) => a.lifeline - b.lifeline || a.from - b.from)) {
    const last = result.at(-1);
    if (last === undefined || last.lifeline !== wait.lifeline || last.to <= wait.from) result.push(wait);
    else if (last.to < wait.to) result.splice(-1, 1, { ...last, to: wait.to });
  }
  return result;
}

/** Gives a long wait a row in which nothing else happens. */
function withPauses(rows: readonly Row[], waits: readonly Wait[]): { rows: Row[]; waits: Wait[] } {
  const isLong = (row: Row, index: number): boolean =>
    row.at - (rows[index - 1]?.at ?? row.at) >= sharedRowMs &&
    waits.some(({ from, to }) => from < index && index <= to);
  const paused: Row[] = [];
  const places = rows.map((row, index) => {
    if (isLong(row, index)) paused.push({ kind: "pause", at: rows[index - 1]!.at });
    return paused.push(row) - 1;
  });
  return {
    rows: paused,
    waits: waits.map(({ lifeline, from, to }) => ({
      lifeline,
      from: places[from]!,
      to: places[to]!,
    })),
  };
}
