import { formatDuration } from "../../base/duration.ts";
import { groupThousands } from "../../base/numbers.ts";
import type { LoadPlan } from "../../measure/load/plan.ts";
import type { LoadWords } from "./en.ts";

/** What is going to be done, before the first message. @param peer `host:port`, as it is really used. */
export function startedLine(plan: LoadPlan, peer: string, words: LoadWords): string {
  const { transport, connections, messages, durationMs, warmupMs, newConnection, rate, pipeline } = plan;
  const { sizes: { lowest, highest } } = plan;
  const facts = [
    words.connections(connections, transport),
    messages === undefined
      ? words.messagesOf(lowest, highest)
      : words.numberOfMessages(messages, lowest, highest),
    rate !== undefined
      ? words.perSecond(groupThousands(rate))
      : pipeline === 1
      ? words.oneByOne
      : words.atATime(pipeline),
    ...(newConnection ? [words.newConnections] : []),
    ...(messages === undefined ? [words.duration(formatDuration(durationMs!))] : []),
    ...(warmupMs === 0 ? [] : [words.afterWarmup(formatDuration(warmupMs))]),
  ];
  return `${words.started(peer, transport.toUpperCase())} ${facts.join(", ")}`;
}

/** Said where more datagrams were asked for than are let out; `undefined` elsewhere. */
export function windowNote(
  { transport, connections, pipeline, window }: LoadPlan,
  words: LoadWords,
): string | undefined {
  return transport === "tcp" || connections * pipeline <= window ? undefined : words.window(window);
}
