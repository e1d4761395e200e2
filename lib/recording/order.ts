import type { Call } from "./call.ts";
import type { TimeOf } from "./datagrams.ts";
import type { Link } from "./links.ts";

/**
 * Puts calls in order of time. Whatever the clocks say, no effect comes before its cause, and the calls of one
 * socket keep their order.
 */
export function causalOrder(calls: readonly Call[], links: readonly Link[], timeOf: TimeOf): Call[] {
  const sorted = calls.toSorted((a, b) => timeOf(a) - timeOf(b));
  const before = Map.groupBy(
    links.map(({ from, to }) => ({ cause: from, effect: to })),
    (pair) => pair.effect,
  );
  const previous = new Map<string, Call>();
  for (const call of sorted) {
    const socket = `${call.program} ${call.socket}`;
    const earlier = previous.get(socket);
    if (earlier !== undefined) {
      before.set(call, [...before.get(call) ?? [], { cause: earlier, effect: call }]);
    }
    previous.set(socket, call);
  }
  const ordered = new Set<Call>();
  const begun = new Set<Call>();
  for (const call of sorted) {
    const stack = [call];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      begun.add(top);
      const missing = before.get(top)?.find(({ cause }) => !begun.has(cause));
      if (missing !== undefined) stack.push(missing.cause);
      else ordered.add(stack.pop()!);
    }
  }
  return [...ordered];
}
