import { type Arrow, isTimed, type Row } from "./diagram.ts";

/** A row while the diagram is built. */
export type Draft<R extends Row = Row> = { -readonly [Key in keyof R]: R[Key] } & { order: number };

/** Cause and effect share a row if at most this many milliseconds lie between them. */
const sharedRowMs = 100;

/** Rows in the making. Each lifeline's own order is kept, whatever is put where. */
export class Rows {
  readonly #rows: Draft[] = [];
  readonly #last = new Map<number, Draft>();
  #count = 0;

  /** Adds a row. @param lifelines Those on which a call stands in it. */
  add<R extends Row>(row: R, lifelines: readonly number[]): Draft<R> {
    const draft = { ...row, order: this.#count++ } as Draft<R>;
    this.#rows.push(draft as unknown as Draft);
    lifelines.forEach((lifeline) => this.#last.set(lifeline, draft as unknown as Draft));
    return draft;
  }

  /**
   * Puts the call that received an arrow into the arrow's row, if nothing on either lifeline lies between.
   *
   * @returns Whether it could.
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
