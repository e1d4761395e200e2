/**
 * Facts become text, JSON and pictures. A function here takes an event or a result and gives lines; who
 * writes them, and to which stream, is decided in `cli/`. Folders have the name of the command they write
 * for, or of what they show: `explain/`, `calls/` and `hint/` hold sentences in two languages, each with the
 * same keys. Nothing here opens a socket, measures, waits or decides an exit code.
 *
 * @module
 */
import { encodeBase64 } from "@std/encoding/base64";
import { isText, type Language } from "../base/text.ts";
import { isUtf8 } from "../base/utf8.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * An event as one line of JSON. Milliseconds have three decimals. Bytes become text where they are UTF-8;
 * where not, the key `text` becomes `base64`, and any other key gets `Base64` at its end. Sentences are told in
 * `language`.
 */
export function jsonLine(event: object, language: Language = "en"): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(event).map(([key, value]) => jsonEntry(key, value, language))),
  );
}

function jsonEntry(key: string, value: unknown, language: Language): [string, unknown] {
  if (isText(value)) return [key, value[language]];
  if (value instanceof Uint8Array) {
    if (isUtf8(value)) return [key, decoder.decode(value)];
    return [key === "text" ? "base64" : `${key}Base64`, encodeBase64(value)];
  }
  if (typeof value === "number" && (key.endsWith("Ms") || key === "at")) return [key, roundMs(value)];
  return [key, value];
}

function roundMs(milliseconds: number): number {
  return Number(milliseconds.toFixed(3));
}
