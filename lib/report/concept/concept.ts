import type { Text } from "../../base/text.ts";
import type { CallName } from "../calls/forms.ts";

/** What a learner is to know of one thing that sockets are about. */
export interface Concept {
  /** One sentence without an end: the first line of the page, and the line in the list. */
  readonly summary: Text;
  /** What it is. */
  readonly what: Text;
  /** How a program writes it, where it is more than the call below. */
  readonly code?: { readonly c: string; readonly python: string };
  /** What the lecture's programs show of it. */
  readonly lecture: Text;
  /** What the kernel does, unseen by the program. */
  readonly kernel: Text;
  /** The commonest mistake, and what to do instead. */
  readonly mistake: Text;
  /** A command line of capsock that shows it, and what to look at. */
  readonly live: { readonly command: string; readonly shows: Text };
  /** The exam case that asks for it. */
  readonly examCase?: string;
  /** Names of concepts to read next. */
  readonly related: readonly string[];
  /** The socket call that it is; the forms of the call follow on the page. */
  readonly call?: CallName;
}
