import { utf8SequenceAt } from "./utf8.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Makes bytes from a peer harmless and readable in a terminal. Control characters (also the escape that starts a
 * terminal command) and bytes that are not UTF-8 become `\xNN`, or `\n`, `\r`, `\t`, `\0`.
 */
export function visible(bytes: Uint8Array): string {
  let text = "";
  let runStart = 0;
  for (let index = 0; index < bytes.length;) {
    const sequence = utf8SequenceAt(bytes, index);
    if (typeof sequence === "number") {
      index += sequence;
    } else {
      text += visibleText(decoder.decode(bytes.subarray(runStart, index))) + hexEscape(bytes[index]!);
      runStart = ++index;
    }
  }
  return text + visibleText(decoder.decode(bytes.subarray(runStart)));
}

/** Like {@linkcode visible}, but a line break (LF or CR LF) begins a new line. */
export function visibleLines(bytes: Uint8Array): string {
  return visible(bytes).replace(/(?:\\r)?\\n/g, "\n");
}

const named: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0" };

/** C0 and C1 control characters, DEL, and the marks that reorder text (Unicode TR 9). */
// deno-lint-ignore no-control-regex
const unsafe = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Like {@linkcode visible}, for text. */
export function visibleText(text: string): string {
  return text.replace(unsafe, (character) => {
    const code = character.charCodeAt(0);
    return named[character] ?? (code < 0x100 ? hexEscape(code) : `\\u${code.toString(16).padStart(4, "0")}`);
  });
}

function hexEscape(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, "0")}`;
}
