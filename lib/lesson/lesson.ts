import type { Stage } from "../stage/stage.ts";
import type { Text } from "../base/text.ts";

/** One phenomenon of sockets, made to happen. */
export interface Lesson {
  /** One line for the list of lessons. */
  readonly title: Text;
  /**
   * Makes the phenomenon happen. Sockets that it leaves open are closed when it is over.
   *
   * @returns What was seen, in sentences whose facts come from the events of this run; `undefined` when it did
   * not happen.
   * @throws {Failure} Of a call that the lesson is not about.
   */
  run(stage: Stage): Promise<Text[] | undefined>;
}
