import type { Bytes } from "../../../base/bytes.ts";
import { mistakeText } from "../../../base/mistake.ts";
import { nearest } from "../../../base/nearest.ts";
import { UsageError } from "../../line/usage_error.ts";
import type { Action, ShellCall } from "./call.ts";
import { calls } from "./calls.ts";
import { unknownCall } from "./control.ts";
import type { Workspace } from "./workspace.ts";
import { Words } from "../../prompt/words.ts";

/**
 * Makes the call of a line. An empty line and a comment have none.
 *
 * @throws {UsageError} If the line is wrong; nothing was done.
 * @throws {Failure} If the call failed.
 */
export async function runLine(line: Bytes, number: number, workspace: Workspace): Promise<void> {
  const words = new Words(line);
  const { text } = words;
  if (text === "" || isComment(text)) return;
  const name = words.next()!;
  const call = Object.hasOwn(calls, name) ? calls[name]! : undefined;
  if (call === undefined) throw unknownCall(name, nearest(name, Object.keys(calls)));
  const isBackground = call.waits === true && words.ampersand();
  const act = prepare(call, words, workspace);
  if (isBackground) workspace.background(text.replace(/\s*&$/, ""), number, act);
  else await workspace.foreground(text, act);
}

/** `#2` alone names a socket: a comment has a blank after its `#`. */
function isComment(text: string): boolean {
  return /^(#(\s|$)|\/\/)/.test(text);
}

function prepare(call: ShellCall, words: Words, workspace: Workspace): Action {
  try {
    return call.prepare(words, workspace);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const { usage } = call;
    throw new UsageError(mistakeText(error), { en: `write ${usage}`, ko: `${usage} 형식으로 쓰세요` });
  }
}
