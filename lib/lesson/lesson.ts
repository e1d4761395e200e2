import type { Stage } from "../stage/stage.ts";
import type { Text } from "../base/text.ts";

/** One lesson: something that sockets do, made to happen. */
export interface Lesson {
  /** One sentence for the list of lessons. */
  readonly title: Text;
  /** The page of `capsock help` about it. */
  readonly page: string;
  /** They happen one after the other, and each has its own sockets. */
  readonly parts: readonly Part[];
}

/**
 * Says what comes next, makes it happen, and says what was seen. Sockets that it leaves open are closed when the
 * lesson is over.
 *
 * @returns Sentences whose facts come from the events of this run; `undefined` when it did not happen.
 * @throws {Failure} Of a call that the lesson is not about.
 */
export type Part = (stage: Stage) => Promise<Text | readonly Text[] | undefined>;
