import type { Bytes } from "../../base/bytes.ts";

const blank = 0x20;
const tab = 0x09;
const carriageReturn = 0x0d;
const decoder = new TextDecoder();

/** A line that was typed, read word by word. The text to send is what is left of it, byte for byte. */
export class Words {
  #rest: Bytes;

  constructor(line: Bytes) {
    // A script may have been written on Windows and run elsewhere; `\r` says it where it is meant.
    this.#rest = line.at(-1) === carriageReturn ? line.subarray(0, -1) : line;
  }

  /** What is left of the line, as text. */
  get text(): string {
    return decoder.decode(this.#rest).trim();
  }

  /** The next word, without taking it. */
  peek(): string | undefined {
    return /^\s*(\S+)/.exec(decoder.decode(this.#rest))?.[1];
  }

  /** Takes the next word and the one blank after it. */
  next(): string | undefined {
    const start = this.#rest.findIndex((byte) => !isBlank(byte));
    if (start === -1) return undefined;
    const length = this.#rest.subarray(start).findIndex(isBlank);
    const end = length === -1 ? this.#rest.length : start + length;
    const word = decoder.decode(this.#rest.subarray(start, end));
    this.#rest = this.#rest.subarray(end + 1);
    return word;
  }

  /** Takes all words that are left. */
  all(): string[] {
    const words: string[] = [];
    for (let word = this.next(); word !== undefined; word = this.next()) words.push(word);
    return words;
  }

  /** Takes all that is left, blanks included. */
  bytes(): Bytes {
    const bytes = this.#rest;
    this.#rest = bytes.subarray(bytes.length);
    return bytes;
  }

  /** Takes the `&` at the end. @returns Whether there was one. */
  ampersand(): boolean {
    const end = this.#rest.findLastIndex((byte) => !isBlank(byte));
    if (this.#rest[end] !== 0x26) return false;
    this.#rest = this.#rest.subarray(0, end);
    return true;
  }
}

function isBlank(byte: number): boolean {
  return byte === blank || byte === tab;
}
