/**
 * What `check` writes: one file for each format, and the table of all formats. A format gives lines before the
 * first result, for each result once it is decided, and after the last. It has no state and decides nothing.
 *
 * @module
 */
import type { CheckFormat } from "./format.ts";
import { github } from "./github.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { tap } from "./tap.ts";
import { text } from "./text.ts";

/** Every format there is for the results of checks. */
export const checkFormats = { text, json, tap, junit, github } satisfies Record<string, CheckFormat>;

export type CheckFormatName = keyof typeof checkFormats;
