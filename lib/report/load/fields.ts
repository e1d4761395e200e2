import { visibleText } from "../../base/visible.ts";

/** What is wrong with a line that should be a result. */
export class BadField extends Error {}

const longestShown = 40;

/** An object of JSON, of which every key that is asked for must be there and be what it should be. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #path: string;

  private constructor(values: Readonly<Record<string, unknown>>, path: string) {
    this.#values = values;
    this.#path = path;
  }

  /** @throws {BadField} If `text` is not an object of JSON. */
  static parse(text: string): Fields {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new BadField("not JSON");
    }
    if (!isObject(value)) throw new BadField("not a JSON object");
    return new Fields(value, "");
  }

  has(key: string): boolean {
    return this.#get(key) !== undefined;
  }

  object(key: string): Fields {
    const value = this.#required(key);
    if (!isObject(value)) throw this.bad(key, "is not an object");
    return new Fields(value, `${this.#path}${key}.`);
  }

  objectOrNull(key: string): Fields | null {
    return this.#required(key) === null ? null : this.object(key);
  }

  objects(key: string): Fields[] {
    return this.#list(key).map((value, index) => {
      if (!isObject(value)) throw this.bad(key, "holds what is not an object");
      return new Fields(value, `${this.#path}${key}[${index}].`);
    });
  }

  texts(key: string): string[] {
    const list = this.#list(key);
    if (!list.every((value) => typeof value === "string" && value !== "")) {
      throw this.bad(key, "holds what is not a text");
    }
    return list as string[];
  }

  text(key: string): string {
    const value = this.#required(key);
    if (typeof value !== "string" || value === "") throw this.bad(key, "is not a text");
    return value;
  }

  isTrue(key: string): boolean {
    const value = this.#required(key);
    if (typeof value !== "boolean") throw this.bad(key, "is neither true nor false");
    return value;
  }

  oneOf<T extends string>(key: string, choices: readonly T[]): T {
    const value = this.text(key);
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw this.bad(key, `is "${visibleText(value.slice(0, longestShown))}"`);
    return found;
  }

  /** A number that is not negative. */
  number(key: string, highest = Number.MAX_VALUE): number {
    const value = this.#required(key);
    if (typeof value !== "number" || !Number.isFinite(value)) throw this.bad(key, "is not a number");
    if (value < 0) throw this.bad(key, "is negative");
    if (value > highest) throw this.bad(key, `is larger than ${highest}`);
    return value;
  }

  /** How many of something there are. */
  count(key: string, lowest = 0): number {
    const value = this.number(key);
    if (!Number.isSafeInteger(value)) throw this.bad(key, "is not a whole number");
    if (value < lowest) throw this.bad(key, `is less than ${lowest}`);
    return value;
  }

  keys(): string[] {
    return Object.keys(this.#values);
  }

  bad(key: string, what: string): BadField {
    return new BadField(`"${this.#path}${visibleText(key.slice(0, longestShown))}" ${what}`);
  }

  #list(key: string): readonly unknown[] {
    const value = this.#required(key);
    if (!Array.isArray(value)) throw this.bad(key, "is not a list");
    return value;
  }

  #required(key: string): unknown {
    const value = this.#get(key);
    if (value === undefined) throw this.bad(key, "is missing");
    return value;
  }

  #get(key: string): unknown {
    return Object.hasOwn(this.#values, key) ? this.#values[key] : undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
