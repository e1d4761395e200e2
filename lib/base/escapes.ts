import { type Bytes, concatAll, encodeText } from "./bytes.ts";
import { Mistake } from "./mistake.ts";

const simple: Record<string, string> = { r: "\r", n: "\n", t: "\t", "0": "\0", "\\": "\\" };

/** Whether a text holds a backslash and a letter as they are typed for a byte: `\r`, `\n`, `\t`, `\0`, `\xNN`. */
export function looksEscaped(text: string): boolean {
  return /\\([rnt0]|x[0-9a-fA-F]{2})/.test(text);
}

/**
 * Replaces `\r`, `\n`, `\t`, `\0`, `\` and `\xNN` in what somebody typed by the bytes they stand for.
 *
 * @throws {Mistake} At a backslash that begins none of these.
 */
export function unescapeBytes(typed: Uint8Array): Bytes {
  const parts: Uint8Array[] = [];
  let start = 0;
  for (let index = typed.indexOf(0x5c); index !== -1; index = typed.indexOf(0x5c, start)) {
    parts.push(typed.subarray(start, index));
    const text = String.fromCharCode(...typed.subarray(index + 1, index + 4));
    const hex = /^x([0-9a-fA-F]{2})/.exec(text);
    const replacement = simple[text.charAt(0)];
    if (hex !== null) {
      parts.push(Uint8Array.of(parseInt(hex[1]!, 16)));
      start = index + 4;
    } else if (replacement !== undefined) {
      parts.push(encodeText(replacement));
      start = index + 2;
    } else {
      const unknown = `\\${text.charAt(0)}`;
      throw new Mistake({
        en: `"${unknown}" is not known; write \\r, \\n, \\t, \\0, \\xNN or \\\\`,
        ko: `알 수 없는 표기입니다: "${unknown}". \\r, \\n, \\t, \\0, \\xNN, \\\\ 중 하나를 쓰세요`,
      });
    }
  }
  parts.push(typed.subarray(start));
  return concatAll(parts);
}
