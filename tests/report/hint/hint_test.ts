import { assert, assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import type { Attempt } from "../../../lib/protocol/attempt.ts";
import { type FailureKind, failureKinds } from "../../../lib/protocol/failure_kind.ts";
import { hintFor, outputHint } from "../../../lib/report/hint/hint.ts";
import { hintsEn } from "../../../lib/report/hint/en.ts";
import { hintsKo } from "../../../lib/report/hint/ko.ts";
import { languageOf, languages } from "../../../lib/base/text.ts";
import { allCalls } from "../../support/all_calls.ts";
import { pureTest } from "../../support/property.ts";

function hint(kind: FailureKind, attempt: Partial<Attempt> = {}): string {
  const endpoint = { host: "127.0.0.1", port: 4000 };
  return hintFor({ kind, attempt: { call: "connect", transport: "tcp", endpoint, ...attempt } }, "en");
}

pureTest("the hints exist in English and Korean under the same keys", () => {
  assertEquals(Object.keys(hintsKo), Object.keys(hintsEn));
  for (const [key, text] of Object.entries(hintsKo)) assertMatch(text, /\p{Script=Hangul}/u, key);
  for (const [key, text] of Object.entries(hintsEn)) assertMatch(text, /^[\x20-\x7e]+$/, key);
});

pureTest("the hints have the same placeholders in both languages", () => {
  const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([match]) => match).sort();
  for (const [key, text] of Object.entries(hintsEn)) {
    assertEquals(placeholders(hintsKo[key as keyof typeof hintsEn]), placeholders(text), key);
  }
});

pureTest("every failure of every call has a hint in which nothing is left to fill in", () => {
  const endpoints = ["127.0.0.1", "::1", "localhost", "192.0.2.7"].flatMap((host) =>
    [1, 10825, 11758].map((port) => ({ host, port }))
  );
  for (const language of languages) {
    for (const kind of failureKinds) {
      for (const call of allCalls) {
        for (const transport of ["tcp", "udp"] as const) {
          for (const rest of [{}, ...endpoints.map((endpoint) => ({ endpoint }))]) {
            const text = hintFor({ kind, attempt: { call, transport, ...rest } }, language);
            assert(text.length > 10 && text.length < 200, text);
            assertNotMatch(text, /[{}]|undefined|NaN|\s$|[.:]$/);
          }
        }
      }
    }
  }
});

pureTest("a refused connection to this machine names the command that starts a server", () => {
  const here = "nothing is listening on that port; start `capsock server tcp`, or check the port";
  for (const host of ["127.0.0.1", "localhost", "::1"]) {
    assertEquals(hint("refused", { endpoint: { host, port: 4000 } }), here);
  }
});

pureTest("a refused connection to another machine may be a firewall's doing", () => {
  const text = hint("refused", { endpoint: { host: "192.0.2.7", port: 4000 } });
  assertStringIncludes(text, "firewall");
  assertNotMatch(text, /capsock server/);
});

pureTest("the lecture's port refused mentions the port of a server that forgot htons", () => {
  for (const host of ["127.0.0.1", "localhost", "192.0.2.7"]) {
    assertStringIncludes(
      hint("refused", { endpoint: { host, port: 10825 } }),
      "forgot htons is on port 18730",
    );
    const udp = { transport: "udp", call: "recvfrom", endpoint: { host, port: 11758 } } as const;
    assertStringIncludes(hint("refused", udp), "forgot htons is on port 60973");
  }
  const korean = hintFor({
    kind: "refused",
    attempt: { call: "connect", transport: "tcp", endpoint: { host: "localhost", port: 10825 } },
  }, "ko");
  assertStringIncludes(korean, "(htons를 빠뜨린 서버라면 18730번 포트에 있습니다)");
});

pureTest("no other port and no other failure mentions htons", () => {
  assertNotMatch(hint("refused"), /htons/);
  assertNotMatch(hint("refused", { endpoint: { host: "localhost", port: 11758 } }), /htons/);
  assertNotMatch(hint("timeout", { endpoint: { host: "localhost", port: 10825 } }), /htons/);
});

pureTest("a refused datagram speaks of no listening", () => {
  assertMatch(hint("refused", { transport: "udp", call: "sendto" }), /no program is bound to that port/);
});

pureTest("a timeout is explained by what was waited for", () => {
  assertStringIncludes(hint("timeout"), "backlog");
  assertStringIncludes(hint("timeout", { call: "recv" }), "--timeout");
  assertStringIncludes(
    hint("timeout", { call: "recvfrom", transport: "udp" }),
    "UDP reports no failure; you only see that no reply came",
  );
});

pureTest("a UDP timeout on localhost proposes the other family, on an address does not", () => {
  const attempt = { call: "recvfrom", transport: "udp" } as const;
  assertStringIncludes(hint("timeout", { ...attempt, name: "localhost" }), "-6");
  assertStringIncludes(hint("timeout", { ...attempt, endpoint: { host: "localhost", port: 1 } }), "-6");
  assertNotMatch(hint("timeout", { ...attempt, name: "127.0.0.1" }), /-6/);
});

pureTest("an address in use is explained by who binds it", () => {
  assertStringIncludes(hint("in-use", { call: "bind" }), "TIME_WAIT");
  assertStringIncludes(hint("in-use", { call: "listen" }), "another program");
  assertStringIncludes(hint("in-use", { call: "bind", transport: "udp" }), "another program");
});

pureTest("outputHint() is the hint for output that cannot be written", () => {
  for (const language of languages) {
    assertEquals(
      outputHint(language),
      hintFor({ kind: "output", attempt: { call: "send", transport: "tcp" } }, language),
    );
  }
});

pureTest("languageOf() finds Korean in any locale of it, and takes English otherwise", () => {
  for (const locale of ["ko", "ko-KR", "KO", "ko-Kore-KP"]) assertEquals(languageOf(locale), "ko", locale);
  for (const locale of ["en", "en-US", "kok-IN", "", "de", "en-KO"]) {
    assertEquals(languageOf(locale), "en", locale);
  }
});
