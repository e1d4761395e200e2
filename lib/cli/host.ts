import type { Bytes } from "../protocol/bytes.ts";
import type { Clock } from "../protocol/clock.ts";
import type { Paint } from "../report/paint.ts";
import type { Language } from "../report/language.ts";

/** One of the two output streams. */
export interface Output {
  readonly isTerminal: boolean;
  readonly paint: Paint;
  /** Writes `text` and a newline. */
  line(text: string): void;
  /** Writes bytes as they are. */
  write(bytes: Bytes): void;
}

/** Where lines are read from. */
export interface Input {
  readonly isTerminal: boolean;
  /** Lines of bytes without their newline; the last one may lack it. */
  lines(): AsyncIterator<Bytes>;
  /** Lines that a person types, each after `prompt`, until `ended`; a Ctrl-C meanwhile stops the command. */
  typedLines(prompt: string, ended: Promise<void>): AsyncIterator<Bytes>;
}

/** Whether and how the command was told to stop. */
export interface Stop {
  /** Is aborted by the first Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  /** What a command ends with for which stopping is not success; undefined as long as nobody said stop. */
  readonly code: number | undefined;
}

/** All that a command gets from the machine it runs on. */
export interface Host {
  readonly clock: Clock;
  readonly out: Output;
  readonly err: Output;
  readonly input: Input;
  readonly stop: Stop;
  readonly language: Language;
}
