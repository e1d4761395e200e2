import type { Call } from "./call.ts";
import type { Conversation } from "./conversations.ts";
import type { Link } from "./links.ts";

/** Milliseconds on a clock that all programs share. */
export type TimeOf = (call: Call) => number;

/** A clock is read a little after the event, so times may be off by this. */
const toleranceMs = 0.01;

/**
 * Which received datagram is which sent one. Nothing names them: a received one is taken for the last of its
 * size that was sent before it. They are matched in order first; the rest is matched out of order.
 */
export function datagramLinks({ client, server }: Conversation, timeOf: TimeOf): Link[] {
  return [
    ...flowLinks(sent(client.calls), received(server.calls), timeOf),
    ...flowLinks(sent(server.calls), received(client.calls), timeOf),
  ];
}

export function sent(calls: readonly Call[]): Call[] {
  return calls.filter(({ call, failure }) => call === "sendto" && failure === undefined);
}

export function received(calls: readonly Call[]): Call[] {
  return calls.filter(({ call, failure }) => call === "recvfrom" && failure === undefined);
}

function flowLinks(sends: readonly Call[], receives: readonly Call[], timeOf: TimeOf): Link[] {
  const bySize = new Map<Call, Call>();
  const canBe = (from: Call, to: Call): boolean =>
    isSameDatagram(from, to) && timeOf(from) <= timeOf(to) + toleranceMs;
  const left: Call[] = [];
  let end = sends.length;
  for (const to of receives.toReversed()) {
    const index = sends.slice(0, end).findLastIndex((from) => canBe(from, to));
    if (index === -1) left.push(to);
    else bySize.set(sends[end = index]!, to);
  }
  for (const to of left) {
    const from = sends.findLast((candidate) => !bySize.has(candidate) && canBe(candidate, to));
    if (from !== undefined) bySize.set(from, to);
  }
  return sends.flatMap((from) => {
    const to = bySize.get(from);
    return to === undefined ? [] : [{ kind: "datagram", from, to }];
  });
}

/** A datagram that was cut no longer shows its size. */
export function isSameDatagram(from: Call, to: Call): boolean {
  return to.truncated ? from.bytes > to.bytes : from.bytes === to.bytes;
}
