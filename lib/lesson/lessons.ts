/**
 * The lessons of `demo`, one file each, and the table of all of them. A lesson makes sockets do one thing, in one
 * part or more. Each part says before each step what comes, and returns sentences whose facts it reads from the
 * events of this run; it never claims what did not happen. A lesson has all its sentences in both languages. It
 * writes nothing itself: `perform.ts` takes its parts to the stage.
 *
 * @module
 */
import { backlog } from "./backlog.ts";
import { bothWait } from "./both_wait.ts";
import { halfClose } from "./half_close.ts";
import type { Lesson } from "./lesson.ts";
import { manyClients } from "./many_clients.ts";
import { oneAtATime } from "./one_at_a_time.ts";
import { portInUse } from "./port_in_use.ts";
import { refusedTimeoutUnknown } from "./refused_timeout_unknown.ts";
import { stream } from "./stream.ts";
import { tcp } from "./tcp.ts";
import { truncation } from "./truncation.ts";
import { udp } from "./udp.ts";
import { whoCloses } from "./who_closes.ts";

/** Every lesson there is, in the order of the lecture. */
export const lessons = {
  tcp,
  backlog,
  "one-at-a-time": oneAtATime,
  "many-clients": manyClients,
  stream,
  udp,
  truncation,
  "both-wait": bothWait,
  "half-close": halfClose,
  "who-closes": whoCloses,
  "refused-timeout-unknown": refusedTimeoutUnknown,
  "port-in-use": portInUse,
} satisfies Record<string, Lesson>;

export type LessonName = keyof typeof lessons;

export const lessonNames: readonly LessonName[] = Object.keys(lessons) as LessonName[];
