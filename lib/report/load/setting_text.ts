import type { LoadResult } from "../../measure/load/result.ts";
import { count, groupThousands } from "../../base/numbers.ts";
import { visibleText } from "../../base/visible.ts";

/** Where the messages went. */
export function targetText({ setting: { transport, peer } }: LoadResult): string {
  return `${transport.toUpperCase()} to ${visibleText(peer)}`;
}

/** How many there were of what, and what let a message leave. */
export function settingText({ setting, threads }: LoadResult): string[] {
  const { transport, loop, newConnection, connections, sizes: { lowest, highest }, pipeline } = setting;
  const ways = count(connections, transport === "tcp" ? "connection" : "socket");
  const each = pipeline === 1 ? "1 message" : `up to ${count(pipeline, "message")}`;
  return [
    newConnection ? `${ways} at a time, a new one for each message` : `${ways}, ${each} at a time on each`,
    `${loop} loop`,
    lowest === highest
      ? `messages of ${count(lowest, "byte")}`
      : `messages of ${groupThousands(lowest)} to ${count(highest, "byte")}`,
    ...(threads === 1 ? [] : [count(threads, "thread")]),
  ];
}
