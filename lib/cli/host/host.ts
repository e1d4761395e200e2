/**
 * All that a command gets from the machine: two outputs, an input, a clock, chance, a
 * language, a signal to stop. The files beside this one make these of the real console and signals, and give
 * events to them (`format.ts`, `observer.ts`); a test makes its own. No command touches `Deno.stdin`,
 * `Deno.stdout` or a signal itself.
 *
 * @module
 */
import type { Bytes } from "../../base/bytes.ts";
import type { Clock } from "../../base/clock.ts";
import type { Random } from "../../base/random.ts";
import type { Paint } from "../../report/paint.ts";
import type { Language } from "../../base/text.ts";

/** One of the two output streams. */
export interface Output {
  readonly isTerminal: boolean;
  /** How wide a page of text may be. */
  readonly columns: number;
  readonly paint: Paint;
  /** Writes `text` and a newline. */
  line(text: string): void;
  /** Writes bytes as they are. */
  write(bytes: Bytes): void;
}

/** Where lines are read from. A read that waits when the command is told to stop throws the reason of the stop. */
export interface Input {
  readonly isTerminal: boolean;
  /** Lines of bytes without their newline; the last one may lack it. */
  lines(): AsyncIterator<Bytes>;
  /** All of it, as UTF-8 text. */
  text(): Promise<string>;
  /** Lines that a person types, each after `prompt`, until `ended`; a Ctrl-C meanwhile stops the command. */
  typedLines(prompt: string, ended: Promise<void>): AsyncIterator<Bytes>;
  /** Calls `write`, which may write lines to the terminal, above the line that is being typed, if one is. */
  above(write: () => void): void;
  /** As {@linkcode typedLines}, for a command that says itself what a Ctrl-C means and writes meanwhile. */
  editor(options: LineEditorOptions): Promise<LineEditor>;
}

export interface LineEditorOptions {
  readonly prompt: string;
  /** Is called for a Ctrl-C that comes as a key, with what stands on the line. */
  readonly onInterrupt: (typed: string) => void;
}

/** A terminal in which lines are typed, edited and called back. */
export interface LineEditor {
  /** Lines as they are typed, each after the prompt, until Ctrl-D or `close`. */
  lines(): AsyncGenerator<Bytes, undefined>;
  /** Makes the line empty. */
  discard(): void;
  /** Calls `write`, which may write lines to the terminal, and shows the prompt and what is typed below them. */
  above(write: () => void): void;
  close(): void;
  readonly closed: Promise<void>;
}

/** Whether and how the command was told to stop. */
export interface Stop {
  /** Is aborted by the first Ctrl-C, SIGTERM or hang-up. */
  readonly signal: AbortSignal;
  /** The exit code of a command for which stopping is not success; undefined until it is told to stop. */
  readonly code: number | undefined;
}

/** All that a command gets from the machine it runs on. */
export interface Host {
  readonly clock: Clock;
  readonly random: Random;
  readonly out: Output;
  readonly err: Output;
  readonly input: Input;
  readonly stop: Stop;
  readonly language: Language;
  /** Gives up the network for the rest of the run: open sockets go on, nothing more can be opened. */
  giveUpNetwork(): Promise<void>;
}
