import type { Text } from "../base/text.ts";
import { onStage, type StageOptions } from "../stage/on_stage.ts";
import type { Lesson } from "./lesson.ts";

/**
 * Makes the parts of a lesson happen, one after the other.
 *
 * @returns What was seen; `undefined` when a part did not happen, or not in time: the rest is left out then.
 * @throws {Failure} Of a call that the lesson is not about. The signal's reason when it was stopped.
 */
export async function perform({ parts }: Lesson, options: StageOptions): Promise<Text[] | undefined> {
  return await onStage(async (stage) => {
    const facts: Text[] = [];
    for (const part of parts) {
      const seen = await part(stage);
      if (seen === undefined) return undefined;
      facts.push(...[seen].flat());
    }
    return facts;
  }, options);
}
