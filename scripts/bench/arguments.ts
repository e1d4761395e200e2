import { parseArgs } from "@std/cli/parse-args";
import { nearest } from "../../lib/base/nearest.ts";
import type { Settings } from "./bench.ts";

/** The meaning of a command line, or `wrong`: a sentence that says what is wrong. */
export type Asked =
  | { readonly does: "help" }
  | { readonly does: "wrong"; readonly wrong: string }
  | {
    readonly does: "measure";
    readonly only: string[];
    readonly isJson: boolean;
    readonly settings: Settings;
  };

const values = ["only", "runs", "seconds", "executable", "against"];
const switches = ["json", "help"];

/** @param names The names of all tables, in the order in which they run. */
export function readArguments(args: readonly string[], names: readonly string[]): Asked {
  const unknown: string[] = [];
  const flags = parseArgs(args, {
    string: values,
    collect: values,
    boolean: switches,
    unknown: (argument) => void unknown.push(argument),
  });
  if (flags.help) return { does: "help" };
  const given = (name: string): string[] => flags[name] as string[];
  const only = given("only");
  const wrong = [
    ...unknown.map((argument) => wrongArgument(argument, names)),
    ...values.map((name) => wrongValue(name, given(name))),
    ...only.map((name) => wrongName(name, names)),
  ].find((sentence) => sentence !== undefined);
  if (wrong !== undefined) return { does: "wrong", wrong };
  return {
    does: "measure",
    only: names.filter((name) => only.length === 0 || only.includes(name)),
    isJson: flags.json === true,
    settings: {
      rounds: Number(given("runs")[0] ?? 5),
      seconds: Number(given("seconds")[0] ?? 1),
      executable: given("executable")[0],
      against: given("against")[0],
    },
  };
}

function wrongArgument(argument: string, names: readonly string[]): string {
  if (!argument.startsWith("-")) return `${argument} is not understood: ${onlyOf(argument, names)}`;
  const meant = nearest(argument.split("=")[0]!, [...values, ...switches].map((name) => `--${name}`));
  return `${argument} is not understood${meant === undefined ? "" : `: did you mean ${meant}?`}`;
}

function onlyOf(argument: string, names: readonly string[]): string {
  return `one table is measured with --only ${nearest(argument, names) ?? "NAME"}`;
}

function wrongValue(name: string, given: readonly string[]): string | undefined {
  if (given.includes("")) return `--${name} needs a value`;
  if (name !== "only" && given.length > 1) return `--${name} stands more than once`;
  for (const text of given) {
    const value = Number(text);
    if (name === "runs" && !(Number.isInteger(value) && value > 0)) {
      return `--runs takes a whole number from 1 on, not ${text}`;
    }
    if (name === "seconds" && !(Number.isFinite(value) && value > 0)) {
      return `--seconds takes a number above 0, not ${text}`;
    }
  }
  return undefined;
}

function wrongName(name: string, names: readonly string[]): string | undefined {
  if (names.includes(name)) return undefined;
  const meant = nearest(name, names);
  return `there is no table ${name}: ${
    meant === undefined ? `there are ${names.join(", ")}` : `did you mean ${meant}?`
  }`;
}
