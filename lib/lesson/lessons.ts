import type { Lesson } from "./lesson.ts";
import { tcp } from "./tcp.ts";

/** Every lesson there is. */
export const lessons = { tcp } satisfies Record<string, Lesson>;

export type LessonName = keyof typeof lessons;
