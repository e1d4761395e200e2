/**
 * What `load` writes, one file a format, and the table of them all; `parse.ts` reads the JSON again for
 * `--merge`. A `LoadResult` comes in. What its limit was is decided in `measure/load/limit.ts` and only put
 * into words here.
 *
 * @module
 */
import type { LoadResult } from "../../measure/load/result.ts";

/** Writes a result, without the line break at its end. */
export type LoadReport = (result: LoadResult) => string;

/** Finds a format. It is loaded when it is asked for: that keeps the start of every command short. */
type Loader = () => Promise<LoadReport>;

/** Every format there is for the result of a load. */
export const loadFormats = {
  text: async () => (await import("./text.ts")).loadText,
  json: async () => (await import("./json.ts")).loadSummaryJson,
  svg: async () => (await import("./svg.ts")).loadSvg,
} satisfies Record<string, Loader>;

export type LoadFormat = keyof typeof loadFormats;
