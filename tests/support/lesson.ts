import { assert, assertEquals } from "@std/assert";
import { systemClock } from "../../lib/thread/system_clock.ts";
import type { Lesson } from "../../lib/lesson/lesson.ts";
import { perform } from "../../lib/lesson/perform.ts";
import type { StageOptions } from "../../lib/stage/on_stage.ts";
import type { Text } from "../../lib/base/text.ts";
import { Network } from "../../lib/net/network.ts";
import type { SocketEvent } from "../../lib/protocol/event.ts";
import { assertAllClosed } from "./stage.ts";
import { within } from "./within.ts";

/** All that a learner is shown. */
export interface Shown {
  readonly steps: Text[];
  readonly notes: Text[];
  readonly events: SocketEvent[];
  readonly facts: Text[] | undefined;
}

/** Runs a lesson as `capsock demo` does, and keeps what it shows. Every socket must be closed at its end. */
export async function watch(lesson: Lesson, options: Partial<StageOptions> = {}): Promise<Shown> {
  const [steps, notes]: Text[][] = [[], []];
  const events: SocketEvent[] = [];
  const facts = await within(
    lesson.title.en,
    perform(lesson, {
      clock: systemClock(),
      stop: new AbortController().signal,
      step: (text) => Promise.resolve(void steps!.push(text)),
      note: (text) => notes!.push(text),
      observe: ({ data: _, ...event }) => events.push(event),
      ...options,
    }),
  );
  assertAllClosed(events);
  return { steps: steps!, notes: notes!, events, facts };
}

/** Runs a lesson whose phenomenon must happen: what it says must be the same in both languages. */
export async function see(lesson: Lesson): Promise<Shown & { facts: Text[] }> {
  const shown = await watch(lesson);
  const { facts, steps, notes } = shown;
  assert(facts !== undefined && facts.length > 0, "it did not happen");
  for (const text of [lesson.title, ...steps, ...notes, ...facts]) {
    assertEquals(numbersIn(text.ko), numbersIn(text.en), `${text.en}\n${text.ko}`);
    assert(text.en !== "" && text.ko !== "");
  }
  for (const { ko } of [lesson.title, ...steps]) assert(/[가-힣]/.test(ko), ko);
  return { ...shown, facts };
}

/** Some fact says all of these, in both languages. */
export function assertSays(
  facts: readonly Text[],
  ...wanted: readonly (string | number | undefined)[]
): void {
  const parts = wanted.map((part) => {
    assert(part !== undefined);
    return String(part);
  });
  const found = facts.some(({ en, ko }) => parts.every((part) => en.includes(part) && ko.includes(part)));
  assert(
    found,
    `no fact says ${parts.join(" and ")}:\n${facts.map(({ en, ko }) => `${en}\n${ko}`).join("\n")}`,
  );
}

/** The calls of one kind that succeeded, or all with `failure` in the properties. */
export function calls(
  events: readonly SocketEvent[],
  call: SocketEvent["call"],
  properties: Partial<SocketEvent> = {},
): SocketEvent[] {
  const wanted = Object.entries({ failure: undefined, ...properties }) as [keyof SocketEvent, unknown][];
  return events.filter((event) =>
    event.call === call && wanted.every(([key, value]) => event[key] === value)
  );
}

export function sumOfBytes(events: readonly SocketEvent[]): number {
  return events.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
}

export function port(address: string | undefined): string {
  return address!.split(":").at(-1)!;
}

/** A number as texts write it. */
export function grouped(number: number): string {
  return number.toLocaleString("en-US");
}

/** A duration as texts write it. */
export function ms(durationMs: number | undefined): string {
  return durationMs! < 10 ? `${durationMs!.toFixed(1)} ms` : `${Math.round(durationMs!)} ms`;
}

function numbersIn(text: string): string[] {
  return (text.match(/#?\d+(?:[.,:]\d+)*/g) ?? []).toSorted();
}

/** A network of which one kind of socket is not as the lesson needs it. */
export function spoiled(
  methods: (network: Network) => Partial<Pick<Network, "listenTcp" | "bindUdp" | "connectTcp">>,
): NonNullable<StageOptions["network"]> {
  return (options) => {
    const network = new Network(options);
    const plain = {
      listenTcp: network.listenTcp.bind(network),
      bindUdp: network.bindUdp.bind(network),
      connectTcp: network.connectTcp.bind(network),
    };
    return Object.assign(network, methods(plain as Network));
  };
}
