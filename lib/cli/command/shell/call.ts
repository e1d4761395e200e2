import type { Text } from "../../../base/text.ts";
import type { Workspace } from "./workspace.ts";
import type { Words } from "../../prompt/words.ts";

/** Makes the call. `signal` is aborted when somebody interrupts it. */
export type Action = (signal: AbortSignal) => Promise<void> | void;

/** One thing that can be typed in the shell. */
export interface ShellCall {
  /** How it is typed. */
  readonly usage: string;
  /** One line for the list. */
  readonly summary: Text;
  /** Whether it can wait for long, so that it can be started in the background. */
  readonly waits?: true;
  /**
   * Reads the rest of the line. Nothing is done before the action is called.
   *
   * @throws {RangeError} What is wrong with the line.
   * @throws {UsageError} The same, with its own hint.
   */
  prepare(words: Words, workspace: Workspace): Action;
}
