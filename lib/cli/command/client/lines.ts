import { type Bytes, encodeText } from "../../../base/bytes.ts";
import { unescapeBytes } from "../../../base/escapes.ts";
import { mistakeText } from "../../../base/mistake.ts";
import type { Text } from "../../../base/text.ts";
import { lectureLines } from "../../../report/lecture_lines.ts";
import type { Input } from "../../host/host.ts";
import { asUsage } from "../../line/operands.ts";

/** What `-m TEXT` sends. @throws {UsageError} If an escape in it is wrong. */
export function messageBytes(text: string, escapes: boolean): Bytes {
  const bytes = encodeText(text);
  return escapes ? asUsage(`-m ${text}`, () => unescapeBytes(bytes)) : bytes;
}

export interface InputLinesOptions {
  readonly escapes: boolean;
  /** Ends the typing. */
  readonly ended: Promise<void>;
  /** Is told of a line whose escapes are wrong; the next one follows. */
  readonly onMistake: (message: Text) => void;
}

/** The lines that are typed, or come through a pipe. */
export async function* inputLines(
  input: Input,
  { escapes, ended, onMistake }: InputLinesOptions,
): AsyncGenerator<Bytes, undefined> {
  const lines = input.isTerminal ? input.typedLines(lectureLines.prompt, ended) : input.lines();
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    try {
      yield escapes ? unescapeBytes(next.value) : next.value;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      onMistake(mistakeText(error));
    }
  }
}
