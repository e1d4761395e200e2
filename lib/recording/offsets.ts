/**
 * A recording counts its milliseconds from the start of its program, on that machine's clock. Two of them can
 * be drawn on one axis only when it is known by how much their clocks differ. Their beginnings do not tell
 * that: a server is started long before its client, and no time of day is recorded. But nothing is received
 * before it was sent. So messages one way bound the difference from below, messages the other way bound it from
 * above, and the middle is taken, as NTP does. The quickest message each way gives the best bound; an average
 * would contain all the queues that the others waited in. If one way takes longer than the other, the result is
 * off by half of that.
 *
 * This needs to know which receive belongs to which send. On a stream the count of bytes tells. Datagrams get
 * lost and look alike, so their order does not tell, and which is which depends on the difference that is
 * looked for. So each pair of equal size suggests a difference, and the best suggestion is taken: the one by
 * which most datagrams find their origin, after the shortest time.
 *
 * Clocks are set from one program to those it talked to, and on from there. There is one difference for a whole
 * recording: clocks that drift apart are not followed. Where messages went one way only, a least time stands
 * for the other bound. Only the beginning of a long exchange is searched, and a program that talked to nobody
 * keeps its clock.
 */
import type { Conversation, End } from "./conversations.ts";
import { datagramLinks, isSameDatagram, received, sent } from "./datagrams.ts";
import type { Link } from "./links.ts";

/** The facts about two programs that talked to each other. */
interface Acquaintance {
  readonly programs: readonly [number, number];
  readonly links: Link[];
  readonly flows: Conversation[];
}

/** How many received datagrams are searched, from the first one on. */
const mostReceived = 150;

/** How many sent ones their origins are searched among: up to half may have been lost. */
const mostSent = 2 * mostReceived;

/** How many of them, from each end, suggest a difference. */
const samples = 6;

/** How many flows between two programs are searched. */
const mostFlows = 8;

/** The shortest travel time of a message, in milliseconds. It separates cause and effect if nothing else does. */
const leastMs = 0.05;

/** Estimates how much to add to each program's clock so that they agree. */
export function estimateOffsets(
  programs: number,
  links: readonly Link[],
  flows: readonly Conversation[],
): number[] {
  const acquaintances = acquaint(links, flows);
  const offsets: (number | undefined)[] = new Array(programs).fill(undefined);
  for (let root = 0; root < programs; root++) {
    if (offsets[root] !== undefined) continue;
    offsets[root] = 0;
    const reached = [root];
    for (const known of reached) {
      for (const acquaintance of acquaintances) {
        const [first, second] = acquaintance.programs;
        if (first !== known && second !== known) continue;
        const other = first === known ? second : first;
        if (offsets[other] !== undefined) continue;
        offsets[other] = offsets[known]! + differenceOf(acquaintance, known);
        reached.push(other);
      }
    }
  }
  return offsets.map((offset) => offset ?? 0);
}

function acquaint(links: readonly Link[], flows: readonly Conversation[]): Acquaintance[] {
  const all = new Map<string, Acquaintance>();
  const between = (one: number, other: number): Acquaintance => {
    const programs = [Math.min(one, other), Math.max(one, other)] as const;
    const key = programs.join(" ");
    let found = all.get(key);
    if (found === undefined) all.set(key, found = { programs, links: [], flows: [] });
    return found;
  };
  for (const link of links) {
    const { from, to } = link;
    if (from.program !== to.program) between(from.program, to.program).links.push(link);
  }
  for (const flow of flows) {
    const { client: { socket: client }, server: { socket: server } } = flow;
    if (client === undefined || server === undefined || client.program === server.program) continue;
    const known = between(client.program, server.program).flows;
    if (known.length < mostFlows && flow.server.calls.length > 0) known.push(shortened(flow));
  }
  return [...all.values()];
}

function shortened({ transport, client, server }: Conversation): Conversation {
  return { transport, client: beginningOf(client), server: beginningOf(server) };
}

function beginningOf(end: End): End {
  const calls = [...sent(end.calls).slice(0, mostSent), ...received(end.calls).slice(0, mostReceived)];
  return { ...end, calls };
}

interface Bounds {
  readonly lowest: number;
  readonly highest: number;
}

/** What to add to the clock of the other program to get the clock of `known`. */
function differenceOf({ links, flows }: Acquaintance, known: number): number {
  const messages = links.filter(({ kind }) => kind !== "listening");
  const datagrams = bestDatagramLinks(flows, boundsOf(messages, known), known);
  const difference = middle(boundsOf([...messages, ...datagrams], known));
  // A server may have listened for hours before. That is a bound, but the middle must not be computed from it.
  const { lowest, highest } = boundsOf(links, known);
  return lowest > highest ? difference : Math.min(Math.max(difference, lowest), highest);
}

function boundsOf(links: readonly Link[], known: number): Bounds {
  let lowest = -Infinity;
  let highest = Infinity;
  for (const { kind, from, to } of links) {
    // The client began to connect before it was accepted, and the server listened before the client was
    // connected.
    const effect = kind === "listening" ? to.at : to.moment;
    if (from.program === known) lowest = Math.max(lowest, from.moment - effect);
    else highest = Math.min(highest, effect - from.moment);
  }
  return { lowest, highest };
}

function middle({ lowest, highest }: Bounds): number {
  if (lowest === -Infinity && highest === Infinity) return 0;
  if (highest === Infinity) return lowest + leastMs;
  if (lowest === -Infinity) return highest - leastMs;
  return (lowest + highest) / 2;
}

/** Matches datagrams with the suggested difference that fits best. */
function bestDatagramLinks(
  flows: readonly Conversation[],
  { lowest, highest }: Bounds,
  known: number,
): Link[] {
  let best: { links: Link[]; delayMs: number } = { links: [], delayMs: Infinity };
  for (const difference of new Set(flows.flatMap((flow) => suggestions(flow, known)))) {
    if (difference < lowest || difference > highest) continue;
    const timeOf = ({ program, moment }: { program: number; moment: number }): number =>
      program === known ? moment : moment + difference;
    const links = flows.flatMap((flow) => datagramLinks(flow, timeOf));
    const delayMs = links.reduce((sum, { from, to }) => sum + timeOf(to) - timeOf(from), 0);
    const isBetter = links.length > best.links.length ||
      (links.length === best.links.length && delayMs < best.delayMs);
    if (isBetter) best = { links, delayMs };
  }
  return best.links;
}

function suggestions({ client, server }: Conversation, known: number): number[] {
  return [[client, server] as const, [server, client] as const].flatMap(([sender, receiver]) =>
    someOf(sent(sender.calls)).flatMap((from) =>
      someOf(received(receiver.calls)).filter((to) => isSameDatagram(from, to)).map((to) =>
        from.program === known ? from.moment - to.moment : to.moment - from.moment
      )
    )
  );
}

function someOf<T>(all: readonly T[]): T[] {
  return all.length <= 2 * samples ? [...all] : [...all.slice(0, samples), ...all.slice(-samples)];
}
