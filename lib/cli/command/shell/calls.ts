/**
 * Everything that can be typed in the shell, and the table of it. The way of a line: `interpreter.ts` finds
 * the call by its first word, `prepare()` reads the rest and gives an action, and the workspace, which has
 * the sockets, carries it out, in the foreground or in the background. The result is told as an event, a note or
 * an error; only `sinks.ts` writes.
 *
 * @module
 */
import { accept } from "./accept.ts";
import type { ShellCall } from "./call.ts";
import { connect } from "./connect.ts";
import { explain, quit, status, wait } from "./control.ts";
import { close, shutdown } from "./ending.ts";
import { helpOn } from "./help.ts";
import { bind, listen } from "./opening.ts";
import { recv, recvfrom } from "./receiving.ts";
import { send, sendto } from "./sending.ts";

/** Everything that can be typed in the shell, in the order of its help. */
export const calls: Readonly<Record<string, ShellCall>> = {
  listen,
  accept,
  connect,
  bind,
  send,
  recv,
  sendto,
  recvfrom,
  shutdown,
  close,
  status,
  wait,
  explain,
  help: helpOn(() => calls),
  quit,
};
