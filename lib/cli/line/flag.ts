import type { Text } from "../../base/text.ts";
import type { Transport } from "../../protocol/transport.ts";
import { type Setting, setting, type SettingOptions } from "../../setting/setting.ts";
import type { ValueType } from "../../setting/types.ts";

/** What a setting needs in addition, to be typed on a command line. */
interface Typed {
  /** A single letter or digit. */
  readonly short?: string;
  /** The one transport it goes with. */
  readonly only?: Transport;
}

/** A flag that takes a value. */
export interface ValueFlag<T> extends Typed, Setting<T> {
  readonly kind: "value";
  readonly repeatable: false;
}

/** A flag that takes a value each time it is given; its values are a list. */
export interface ListFlag<T> extends Typed, Setting<T, undefined> {
  readonly kind: "value";
  readonly repeatable: true;
}

/** A flag that is there or not. */
export interface SwitchFlag extends Typed {
  readonly kind: "switch";
  readonly repeatable: false;
  /** One line for the help. */
  readonly help: Text;
}

// deno-lint-ignore no-explicit-any
export type Flag = ValueFlag<any> | ListFlag<any> | SwitchFlag;
export type Flags = Readonly<Record<string, Flag>>;

/** The values that a set of flags gives, by their names. */
export type FlagValues<F extends Flags> = {
  readonly [Name in keyof F]: F[Name] extends ListFlag<infer T> ? readonly T[]
    : F[Name] extends ValueFlag<infer T> ? T
    : boolean;
};

/** Declares a flag that takes a value, which is `undefined` when neither it nor an `initial` is given. */
export function valueFlag<T, const I extends T | undefined = undefined>(
  type: ValueType<T>,
  options: Typed & SettingOptions<I>,
): ValueFlag<T | I> {
  return { kind: "value", repeatable: false, ...options, ...setting(type, options) };
}

/** Declares a flag that may be given more than once. */
export function listFlag<T>(type: ValueType<T>, options: Typed & SettingOptions<undefined>): ListFlag<T> {
  return { kind: "value", repeatable: true, ...options, ...setting(type, options) };
}

/** Declares a flag without a value. */
export function switchFlag(options: Typed & { readonly help: Text }): SwitchFlag {
  return { kind: "switch", repeatable: false, ...options };
}
