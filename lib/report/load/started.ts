import { formatDuration } from "../../base/duration.ts";
import { count, groupThousands } from "../../base/numbers.ts";
import type { LoadPlan } from "../../measure/load/plan.ts";

/** What is going to be done, before the first message. @param peer `host:port`, as it is really used. */
export function startedLine(plan: LoadPlan, peer: string): string {
  const { transport, connections, messages, durationMs, warmupMs, newConnection } = plan;
  const ways = count(connections, transport === "tcp" ? "connection" : "socket");
  const end = messages === undefined
    ? `for ${formatDuration(durationMs!)}`
    : count(messages, "message").replace(/ .*/, " of them");
  const warmup = warmupMs === 0 ? "" : ` after ${formatDuration(warmupMs)} of warm-up`;
  const each = newConnection ? ", a new connection for each" : "";
  return `load ${peer} over ${transport.toUpperCase()}: ${ways}, ${messagesOf(plan)}${each}, ${end}${warmup}`;
}

function messagesOf({ sizes: { lowest, highest }, rate, pipeline }: LoadPlan): string {
  const size = lowest === highest
    ? count(lowest, "byte")
    : `${groupThousands(lowest)} to ${count(highest, "byte")}`;
  const pace = rate === undefined
    ? pipeline === 1 ? "one after the other" : `${groupThousands(pipeline)} at a time`
    : `${groupThousands(rate)} per second`;
  return `messages of ${size}, ${pace}`;
}

/** Said where more datagrams were asked for than are let out; `undefined` elsewhere. */
export function windowNote({ transport, connections, pipeline, window }: LoadPlan): string | undefined {
  if (transport === "tcp" || connections * pipeline <= window) return undefined;
  return `at most ${
    count(window, "datagram")
  } unanswered at a time: the server's receive buffer may hold no more`;
}
