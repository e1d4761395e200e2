/**
 * A sentence or two for every socket call. The way of an event: `history.ts` knows what happened on its
 * socket before, `key.ts` finds the key of the explanation by both, `en.ts` or `ko.ts` has the sentence, and
 * the explainer fills in the values.
 *
 * @module
 */
import { formatDuration } from "../../base/duration.ts";
import { addressFamily } from "../../protocol/endpoint.ts";
import type { SocketEvent } from "../../protocol/event.ts";
import { count, groupThousands } from "../../base/numbers.ts";
import { splitAddress } from "../../protocol/address.ts";
import type { Language } from "../../base/text.ts";
import { type ExplanationKey, explanationsEn } from "./en.ts";
import { History } from "./history.ts";
import { explanationKey } from "./key.ts";
import { explanationsKo } from "./ko.ts";

const tables: Record<Language, Record<ExplanationKey, string>> = { en: explanationsEn, ko: explanationsKo };

/**
 * Says of every socket call in a sentence or two what it did, what the kernel did unseen, and what follows from it.
 * It must be told every call in order: what a call means depends on those before it on the same socket.
 */
export class Explainer {
  readonly #histories = new Map<string, History>();

  constructor(readonly language: Language) {}

  /** The explanation of the next call. */
  explain(event: SocketEvent): string {
    const values = valuesOf(event, this.language);
    return tables[this.language][this.next(event)].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "?");
  }

  /** Which explanation the next call gets. */
  next(event: SocketEvent): ExplanationKey {
    const { call, side, socket } = event;
    const name = `${side} ${socket}`;
    const history = this.#histories.get(name) ?? new History();
    const key = explanationKey(event, history);
    history.add(event);
    if (call === "close") this.#histories.delete(name);
    // A socket on which connect has failed is never heard of again.
    else if (event.failure === undefined || this.#histories.has(name)) this.#histories.set(name, history);
    return key;
  }
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
    failure,
    new: accepted,
    port: local && splitAddress(local).port,
    all: local && allAddresses(local, language),
    addresses: addresses?.join(", "),
    size: sizeText(bytes, language),
    asked: sizeText(asked, language),
    took: durationText(tookMs, language),
    deadline: durationText(deadlineMs, language),
  };
}

/** What the unspecified address stands for: that of IPv4 does not take in IPv6. */
function allAddresses(local: string, language: Language): string {
  const isIpv4 = addressFamily(splitAddress(local).host) === 4;
  if (language === "ko") return isIpv4 ? "모든 IPv4 주소" : "모든 주소";
  return isIpv4 ? "every IPv4 address" : "every address";
}

function sizeText(bytes: number, language: Language): string {
  return language === "ko" ? `${groupThousands(bytes)}바이트` : count(bytes, "byte");
}

const koreanUnits: Record<string, string> = { s: "초", m: "분", h: "시간" };

/** Three digits are enough in a sentence. */
function durationText(milliseconds: number, language: Language): string {
  const text = formatDuration(Number(milliseconds.toPrecision(3)));
  return language === "ko" ? text.replace(/ ([smh])$/, (_, unit) => koreanUnits[unit]!) : text;
}
