import type { LoadResult } from "../../measure/load/result.ts";
import { visibleText } from "../../base/visible.ts";
import type { LoadWords } from "./en.ts";

/** Where the messages went. */
export function targetText({ setting: { transport, peer } }: LoadResult, words: LoadWords): string {
  return words.target(transport.toUpperCase(), visibleText(peer));
}

/** How many there were of what, and what let a message leave. */
export function settingText({ setting, availability, threads }: LoadResult, words: LoadWords): string[] {
  const { transport, loop, newConnection, connections, sizes: { lowest, highest }, pipeline } = setting;
  return [
    newConnection
      ? words.newAtATime(connections, transport)
      : words.eachAtATime(connections, transport, pipeline),
    ...(availability === undefined || availability.opened >= connections
      ? []
      : [words.openedAtMost(availability.opened)]),
    words.loop[loop],
    words.messagesOf(lowest, highest),
    ...(threads === 1 ? [] : [words.threads(threads)]),
  ];
}
