import type { Sink } from "../../base/sink.ts";
import { jsonLine } from "../../report/json.ts";
import type { Host, Output } from "./host.ts";

/** What every command can write. */
export type Format = "text" | "json";

/** The sinks of a command's events, by the format they write. Commands choose one before they begin. */
export type Sinks<E, Options extends unknown[] = []> = Readonly<
  Record<Format, (host: Host, ...options: Options) => Sink<E>>
>;

/** The format that the flags ask for: `--json` is `--format json`. */
export function formatOf<F extends string = Format>(
  { json, format }: { readonly json: boolean; readonly format?: F | undefined },
): F | Format {
  return json ? "json" : format ?? "text";
}

/** A terminal shows long lines broken at words. In a pipe or a file a line stays whole, so that it can be searched. */
export function lineColumns({ isTerminal, columns }: Pick<Output, "isTerminal" | "columns">): number {
  return isTerminal ? columns : Infinity;
}

/** Writes every event as it is, as a line of JSON. */
export function jsonSink({ out, language }: Pick<Host, "out" | "language">): Sink<object> {
  return (event) => out.line(jsonLine(event, language));
}
