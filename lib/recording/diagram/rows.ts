import { type Arrow, isTimed, type Row } from "./diagram.ts";

/** A row while the diagram is being built. */
export type Draft<R extends Row = Row> = { -readonly [Key in keyof R]: R[Key] } & { order: number };

/** Cause and effect share a row if at most this many milliseconds lie between them. */
const sharedRowMs = 100;

/** The rows while they are being built. The order on each lifeline always stays the same. */
export class Rows {
  readonly #rows: Draft[] = [];
  readonly #last = new Map<number, Draft>();
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

  /** The rows from top to bottom, with the times of their first calls. */
  finish(): Row[] {
    let last = 0;
    return this.#rows.toSorted((a, b) => a.order - b.order).map(({ order: _, ...row }) => {
      if (isTimed(row as Row)) last = Math.max(last, row.at);
      return { ...row, at: last } as Row;
    });
  }
}
