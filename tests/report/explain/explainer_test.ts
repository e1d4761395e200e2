import { assert, assertEquals, assertMatch, assertNotEquals, assertStringIncludes } from "@std/assert";
import { failureKinds } from "../../../lib/protocol/failure_kind.ts";
import type { SocketEvent } from "../../../lib/protocol/event.ts";
import { columnsOf } from "../../../lib/report/columns.ts";
import { type ExplanationKey, explanationsEn } from "../../../lib/report/explain/en.ts";
import { Explainer, fillIn } from "../../../lib/report/explain/explainer.ts";
import { isParticle } from "../../../lib/base/korean.ts";
import { explanationsKo } from "../../../lib/report/explain/ko.ts";
import { explanationLines } from "../../../lib/report/explain/lines.ts";
import { type Language, languages } from "../../../lib/base/text.ts";
import { allCalls } from "../../support/all_calls.ts";
import { pureTest } from "../../support/property.ts";

type Facts = Partial<SocketEvent> & Pick<SocketEvent, "call">;

const here = "127.0.0.1:10825";
const there = "127.0.0.1:52144";
const elsewhere = "192.0.2.7:4000";

const base = { event: "socket", at: 1, side: "server", socket: "#2", local: here, tookMs: 0.5 } as const;
const tcp = { ...base, transport: "tcp", peer: there } as const;
const udp = { ...base, transport: "udp" } as const;

function tcpCalls(...calls: Facts[]): SocketEvent[] {
  return calls.map((call) => ({ ...tcp, ...call }));
}

function udpCalls(...calls: Facts[]): SocketEvent[] {
  return calls.map((call) => ({ ...udp, ...call }));
}

function opening(call: Facts): SocketEvent[] {
  return [{ ...base, transport: call.call === "bind" ? "udp" : "tcp", ...call }];
}

const sent = { call: "send", bytes: 5 } as const;
const received = { call: "recv", bytes: 5 } as const;
const ended = { call: "recv", bytes: 0, eof: true } as const;
const shutDown = { call: "shutdown" } as const;
const close = { call: "close" } as const;
const sentTo = { call: "sendto", bytes: 5, peer: there } as const;
const receivedFrom = { call: "recvfrom", bytes: 5, peer: there } as const;
const asClient = { side: "client" } as const;

/** The calls of which the last one gets the explanation. A key that is missing here does not type-check. */
const calls: Record<ExplanationKey, SocketEvent[]> = {
  "resolve-found": opening({ call: "resolve", peer: "known.test", addresses: ["192.0.2.1"] }),
  "resolve-several": opening({ call: "resolve", peer: "known.test", addresses: ["::1", "192.0.2.1"] }),
  "resolve-unknown": opening({ call: "resolve", peer: "unknown.test", failure: "unknown-host" }),

  "listen-loopback": opening({ call: "listen", local: "[::1]:10825" }),
  "listen-all": opening({ call: "listen", local: "[::]:10825" }),
  "listen-one-address": opening({ call: "listen", local: elsewhere }),
  "listen-chosen-port": opening({ call: "listen", portChosen: true }),

  "bind-loopback": opening({ call: "bind" }),
  "bind-all": opening({ call: "bind", local: "0.0.0.0:11758" }),
  "bind-one-address": opening({ call: "bind", local: elsewhere }),
  "bind-chosen-port": opening({ call: "bind", portChosen: true }),

  "in-use": opening({ call: "listen", failure: "in-use" }),
  "not-local": opening({ call: "bind", local: elsewhere, failure: "not-local" }),
  "privileged-port": opening({ call: "listen", local: "127.0.0.1:80", failure: "privileged-port" }),

  "accept-at-once": tcpCalls({ call: "accept", accepted: "#3", tookMs: 0.2 }),
  "accept-waited": tcpCalls({ call: "accept", accepted: "#3", tookMs: 981.2345 }),
  "accept-gone": tcpCalls({ call: "accept", failure: "aborted" }),

  "connect-done": tcpCalls({ call: "connect", covers: ["socket", "connect"] }),
  "connect-from-fixed-port": tcpCalls({ call: "connect", covers: ["socket", "bind", "connect"] }),
  "connect-refused-here": tcpCalls({ call: "connect", failure: "refused" }),
  "connect-refused": tcpCalls({ call: "connect", peer: elsewhere, failure: "refused" }),
  "connect-timeout": tcpCalls({ call: "connect", tookMs: 130_000, failure: "timeout" }),
  "connect-timeout-own": tcpCalls({ call: "connect", deadlineMs: 10_000, failure: "timeout" }),
  "connect-reset": tcpCalls({ call: "connect", failure: "reset" }),
  "connect-gone": tcpCalls({ call: "connect", failure: "aborted" }),
  "connect-in-use": tcpCalls({ call: "connect", failure: "in-use" }),
  "no-source-address": tcpCalls({ call: "connect", failure: "not-local" }),

  "recv-first": tcpCalls(received),
  "recv-later": tcpCalls(received, sent, received),
  "recv-waited": tcpCalls(received, { ...received, tookMs: 1500 }),
  "recv-end": tcpCalls(received, sent, ended),
  "recv-end-after-shutdown": tcpCalls(sent, shutDown, ended),
  "recv-end-unanswered": tcpCalls({ ...sent, ...asClient }, { ...ended, ...asClient }),
  "recv-reset": tcpCalls(received, { call: "recv", failure: "reset" }),
  "recv-reset-after-send": tcpCalls(received, sent, { call: "recv", failure: "reset" }),

  "send-first": tcpCalls(received, sent),
  "send-later": tcpCalls(sent, sent),
  "send-short": tcpCalls(sent, { ...sent, asked: 65_536 }),
  "send-waited": tcpCalls(sent, { ...sent, tookMs: 1500 }),
  "send-after-fin": tcpCalls(received, ended, sent),
  "send-after-shutdown": tcpCalls(shutDown, { call: "send", failure: "broken-pipe" }),
  "send-broken-pipe": tcpCalls(ended, sent, { call: "send", failure: "broken-pipe" }),
  "send-reset": tcpCalls({ call: "send", failure: "reset" }),
  "accept-given-up": tcpCalls({ call: "accept", tookMs: 5000, deadlineMs: 5000, failure: "timeout" }),
  "wait-given-up": tcpCalls(sent, { call: "recv", tookMs: 5000, deadlineMs: 5000, failure: "timeout" }),
  "timeout": tcpCalls(sent, { call: "recv", failure: "timeout" }),

  "shutdown-first": tcpCalls(sent, shutDown),
  "shutdown-after-fin": tcpCalls(ended, shutDown),
  "shutdown-gone": tcpCalls({ call: "shutdown", failure: "aborted" }),

  "close-listening": opening(close),
  "close-first": tcpCalls(received, sent, close),
  "close-unread": tcpCalls(sent, close),
  "close-after-fin": tcpCalls(received, ended, close),
  "close-after-shutdown": tcpCalls(received, shutDown, close),
  "close-after-both": tcpCalls(shutDown, ended, close),
  "close-after-failure": tcpCalls(received, { call: "recv", failure: "reset" }, close),
  "close-udp": udpCalls(receivedFrom, close),

  "sendto-first": udpCalls(sentTo),
  "sendto-later": udpCalls({ ...sentTo, ...asClient }, { ...receivedFrom, ...asClient }, {
    ...sentTo,
    ...asClient,
  }),
  "sendto-back": udpCalls(receivedFrom, sentTo),
  "sendto-empty": udpCalls({ ...sentTo, bytes: 0 }),
  "too-large": udpCalls({ call: "sendto", peer: there, failure: "too-large" }),
  "udp-refused": udpCalls(sentTo, { call: "recvfrom", failure: "refused" }),

  "recvfrom-first": udpCalls(receivedFrom),
  "recvfrom-later": udpCalls(receivedFrom, receivedFrom),
  "recvfrom-waited": udpCalls(receivedFrom, { ...receivedFrom, tookMs: 1500 }),
  "recvfrom-empty": udpCalls({ ...receivedFrom, bytes: 0 }),
  "recvfrom-cut": udpCalls({ ...receivedFrom, bytes: 2048, truncated: true }),
  "recvfrom-stranger": udpCalls({ ...sentTo, ...asClient }, {
    ...receivedFrom,
    ...asClient,
    peer: elsewhere,
  }),

  "unreachable": tcpCalls({ call: "connect", peer: elsewhere, failure: "unreachable" }),
  "denied": tcpCalls({ call: "connect", peer: elsewhere, failure: "denied" }),
  "exhausted": tcpCalls({ call: "accept", failure: "exhausted" }),
  "failed": tcpCalls({ call: "send", failure: "other" }),
};

const keys = Object.keys(explanationsEn) as ExplanationKey[];

/** What is said of the last of several calls. */
async function lastOf(events: readonly SocketEvent[], language: Language): Promise<string> {
  const explainer = await Explainer.load(language);
  return events.map((event) => explainer.explain(event)).at(-1)!;
}

pureTest(
  "every explanation is reached by a sequence of calls, and none is missing in a language",
  async () => {
    for (const key of keys) {
      const explainer = await Explainer.load("en");
      assertEquals(calls[key].map((event) => explainer.next(event)).at(-1), key);
    }
    assertEquals(Object.keys(explanationsKo), keys);
  },
);

pureTest("an explanation is one or two sentences without a gap, in every language", async () => {
  for (const language of languages) {
    for (const key of keys) {
      const text = await lastOf(calls[key], language);
      assert(!/[{}?]|undefined|NaN| {2}/.test(text), text);
      const sentences = text.split(/(?<=[.!?])\s+/);
      assert(sentences.length <= 2 && text.endsWith("."), text);
    }
  }
});

pureTest("the languages fill in the same facts", () => {
  const places = (text: string): string[] => [...new Set(text.match(/\{\w+/g) ?? [])];
  // Korean names the peer where English says "the peer" or "it".
  const known = new Set(keys.flatMap((key) => places(explanationsEn[key])));
  for (const key of keys) {
    for (const place of places(explanationsKo[key])) assert(known.has(place), `${key}: ${place}`);
    assert(/[가-힣]/.test(explanationsKo[key]), key);
    assertNotEquals<string>(explanationsKo[key], explanationsEn[key]);
  }
});

pureTest("a Korean particle stands in the place whose value it follows, in a form that is known", () => {
  for (const key of keys) {
    const text = explanationsKo[key];
    assert(!/\}(은|는|이|가|을|를|과|와|로|으로|이나|나)(\s|$)/.test(text), text);
    for (const [, particle] of text.matchAll(/\{\w+\|([^}]*)\}/g)) assert(isParticle(particle!), text);
    assert(!/\{\w+\|/.test(explanationsEn[key]), key);
  }
});

pureTest("fillIn() puts values into their places, with the particle that follows each", () => {
  const values = { peer: "127.0.0.1:10825", size: "3바이트", new: "#3" };
  assertEquals(
    fillIn("{peer|과} {size|을} {new|이} {peer}", values),
    "127.0.0.1:10825와 3바이트를 #3이 127.0.0.1:10825",
  );
  assertEquals(
    fillIn("{peer|으로}, {new|으로}", { peer: "[::1]:10827", new: "#6" }),
    "[::1]:10827로, #6으로",
  );
  assertEquals(fillIn("{missing} {peer|x}", values), "? 127.0.0.1:10825");
});

pureTest("explanations end with the right particle whatever the port is", async () => {
  const closed = async (port: number) =>
    await lastOf(opening({ call: "close", local: `127.0.0.1:${port}` }), "ko");
  assertStringIncludes(await closed(10823), "127.0.0.1:10823으로 오는");
  assertStringIncludes(await closed(10825), "127.0.0.1:10825로 오는");
  assertStringIncludes(await closed(10828), "127.0.0.1:10828로 오는");
});

pureTest("whatever call fails in whatever way, there is an explanation", async () => {
  for (const language of languages) {
    for (const transport of ["tcp", "udp"] as const) {
      for (const call of allCalls) {
        for (const failure of failureKinds) {
          const text = await lastOf([{ ...tcp, transport, call, failure }], language);
          assert(text.length > 20 && !/[{}?]|undefined/.test(text), text);
        }
        const bare = (await Explainer.load(language)).explain({
          event: "socket",
          at: 0,
          side: "client",
          socket: "#1",
          transport,
          call,
        });
        assert(!/[{}]|undefined|NaN/.test(bare), bare);
      }
    }
  }
});

pureTest("an explanation has the facts of the call in it", async () => {
  const text = await lastOf(calls["accept-waited"], "en");
  for (const fact of ["981 ms", there, "#3", "#2"]) assertStringIncludes(text, fact);
  assertStringIncludes(await lastOf(calls["accept-waited"], "ko"), "981 ms 동안 대기(block)");
  assertStringIncludes(await lastOf(calls["recv-waited"], "ko"), "1.5초 동안 대기(block)");
  assertStringIncludes(await lastOf(calls["recv-waited"], "ko"), "5바이트");
  assertStringIncludes(await lastOf(calls["connect-timeout-own"], "en"), "time limit of 10 s");
  assertStringIncludes(await lastOf(calls["connect-timeout-own"], "ko"), "제한 시간 10초 초과(실제 0.5 ms)");
  assertStringIncludes(await lastOf(calls["send-later"], "en"), "queued 5 more bytes");
  assertStringIncludes(await lastOf(calls["failed"], "ko"), "send 호출이 실패하여(기타 오류)");
  assertStringIncludes(await lastOf(calls["send-short"], "en"), "5 bytes of 65,536 bytes");
  assertStringIncludes(await lastOf(calls["listen-all"], "en"), "every address");
  assertStringIncludes(
    await lastOf(opening({ call: "listen", local: "0.0.0.0:1" }), "en"),
    "every IPv4 address",
  );
  assertMatch(await lastOf(tcpCalls({ ...received, bytes: 1 }), "en"), /with 1 byte:/);
});

pureTest("an explainer keeps sockets apart, both sides too, and forgets those that are closed", async () => {
  const explainer = await Explainer.load("en");
  const next = (facts: Facts): ExplanationKey => explainer.next({ ...tcp, ...facts });
  assertEquals(next(sent), "send-first");
  assertEquals(next({ ...sent, socket: "#3" }), "send-first");
  assertEquals(next({ ...sent, side: "client" }), "send-first");
  assertEquals(next(sent), "send-later");
  assertEquals(next(close), "close-unread");
  assertEquals(next(sent), "send-first");
});

pureTest("a wait that was given up says nothing about the connection", async () => {
  const explainer = await Explainer.load("en");
  const events = tcpCalls(sent, { call: "recv", deadlineMs: 5, failure: "timeout" }, received, close);
  assertEquals(events.map((event) => explainer.next(event)).at(-1), "close-first");
});

pureTest("a failed accept leaves the listening socket as it was", async () => {
  const events = opening({ call: "listen" }).concat(
    opening({ call: "accept", failure: "aborted" }),
    opening(close),
  );
  const explainer = await Explainer.load("en");
  assertEquals(events.map((event) => explainer.next(event)), [
    "listen-loopback",
    "accept-gone",
    "close-listening",
  ]);
});

pureTest("explanations are wrapped at 80 columns and stand under the column after the time", async () => {
  for (const language of languages) {
    for (const key of keys) {
      const text = await lastOf(calls[key], language);
      const lines = explanationLines(text);
      for (const line of lines) assert(columnsOf(line) <= 80 && /^ {10}\S/.test(line), line);
      assertEquals(lines.map((line) => line.trim()).join(" "), text);
    }
  }
});
