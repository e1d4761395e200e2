/**
 * The lessons of `demo`, one file each, and the table of them all. A lesson makes one phenomenon of sockets
 * happen, in one part or more. Each part says before each step what comes, and gives sentences whose facts it
 * reads from the events of this very run; what did not happen it does not claim. A lesson has all its sentences
 * in both languages. It writes nothing itself, and `perform.ts` takes its parts to the stage.
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

/** Every lesson there is, in the order in which they are best taken. */
export const lessons = {
  tcp,
  "one-at-a-time": oneAtATime,
  "many-clients": manyClients,
  backlog,
  "both-wait": bothWait,
  stream,
  truncation,
  udp,
  "half-close": halfClose,
  "who-closes": whoCloses,
  "refused-timeout-unknown": refusedTimeoutUnknown,
  "port-in-use": portInUse,
} satisfies Record<string, Lesson>;

export type LessonName = keyof typeof lessons;
