/**
 * A sentence or two for every socket call. The way of an event: `history.ts` knows what happened on its
 * socket before, `key.ts` finds the key of the explanation by both, `en.ts` or `ko.ts` has the sentence, and
 * the explainer fills in the values.
 *
 * @module
 */
import { formatDuration } from "../../base/duration.ts";
import { isParticle, withParticle } from "../../base/korean.ts";
import { addressFamily } from "../../protocol/endpoint.ts";
import type { SocketEvent } from "../../protocol/event.ts";
import { failureName } from "../../protocol/failure_name.ts";
import { count, groupThousands } from "../../base/numbers.ts";
import { splitAddress } from "../../protocol/address.ts";
import type { Language, Text } from "../../base/text.ts";
import type { ExplanationKey } from "./en.ts";
import { History } from "./history.ts";
import { explanationKey } from "./key.ts";

type Explanations = Readonly<Record<ExplanationKey, string>>;

/** Only the language that is wanted is loaded. */
const tables: Readonly<Record<Language, () => Promise<Explanations>>> = {
  en: async () => (await import("./en.ts")).explanationsEn,
  ko: async () => (await import("./ko.ts")).explanationsKo,
};

/**
 * Says of every socket call in a sentence or two what it did, what the kernel did invisibly, and what follows from
 * it. It must be told every call in order: what a call means depends on those before it on the same socket.
 */
export class Explainer {
  readonly #histories = new Map<string, History>();

  private constructor(readonly language: Language, readonly table: Explanations) {}

  static async load(language: Language): Promise<Explainer> {
    return new Explainer(language, await tables[language]());
  }

  /** The explanation of the next call. */
  explain(event: SocketEvent): string {
    return this.textOf(this.next(event), event);
  }

  /** Which explanation the next call gets. */
  next(event: SocketEvent): ExplanationKey {
    const { call, side, socket } = event;
    const name = `${side} ${socket}`;
    const history = this.#histories.get(name) ?? new History();
    const key = explanationKey(event, history);
    history.add(event);
    if (call === "close") this.#histories.delete(name);
    // A socket on which connect has failed is never used again.
    else if (event.failure === undefined || this.#histories.has(name)) this.#histories.set(name, history);
    return key;
  }

  /** The explanation `key`, filled with the facts of a call. */
  textOf(key: ExplanationKey, event: SocketEvent): string {
    return fillIn(this.table[key], valuesOf(event, this.language));
  }
}

/** Puts values into `{name}`; `{name|을}` also gets the form of the particle that follows the value. */
export function fillIn(template: string, values: Readonly<Record<string, string | undefined>>): string {
  return template.replace(/\{(\w+)(?:\|([^}]+))?\}/g, (_, name: string, particle: string | undefined) => {
    const value = values[name] ?? "?";
    return particle !== undefined && isParticle(particle) ? withParticle(value, particle) : value;
  });
}

/** What fills the places in the texts. */
function valuesOf(event: SocketEvent, language: Language): Record<string, string | undefined> {
  const { bytes = 0, asked = bytes, tookMs = 0, deadlineMs = tookMs } = event;
  const { call, socket, peer, local, failure, accepted, addresses } = event;
  return {
    call,
    socket,
    peer,
    local,
    failure: failure && failureName(failure)[language],
    new: accepted,
    port: local && splitAddress(local).port,
    all: local && allAddresses(local)[language],
    addresses: addresses?.join(", "),
    size: sizeText(bytes)[language],
    more: { en: count(bytes, "more byte"), ko: `${groupThousands(bytes)}바이트` }[language],
    asked: sizeText(asked)[language],
    took: durationText(tookMs)[language],
    deadline: durationText(deadlineMs)[language],
  };
}

/** What the unspecified address stands for: that of IPv4 does not include IPv6. */
function allAddresses(local: string): Text {
  const isIpv4 = addressFamily(splitAddress(local).host) === 4;
  return isIpv4
    ? { en: "every IPv4 address", ko: "모든 IPv4 주소" }
    : { en: "every address", ko: "모든 주소" };
}

function sizeText(bytes: number): Text {
  return { en: count(bytes, "byte"), ko: `${groupThousands(bytes)}바이트` };
}

const koreanUnits: Record<string, string> = { s: "초", m: "분", h: "시간" };

/** Three digits are enough in a sentence. */
function durationText(milliseconds: number): Text {
  const en = formatDuration(Number(milliseconds.toPrecision(3)));
  const ko = en.replace(/ ([smh])$/, (_, unit) => koreanUnits[unit]!);
  return { en, ko };
}
