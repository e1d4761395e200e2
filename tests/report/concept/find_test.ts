import { assert, assertEquals } from "@std/assert";
import { conceptNames, concepts } from "../../../lib/report/concept/concepts.ts";
import { findConcept, wordsFor } from "../../../lib/report/concept/find.ts";
import { commands } from "../../../lib/cli/commands.ts";

Deno.test("findConcept() finds a concept by its name, that in Korean, and its other words", {
  permissions: "none",
}, () => {
  for (const name of conceptNames) {
    assert(/[가-힣]/.test(concepts[name].korean), name);
    for (const word of wordsFor(name)) assertEquals(findConcept(word), name, word);
  }
});

Deno.test("findConcept() knows the names that errors have in C and Python", { permissions: "none" }, () => {
  const wanted = {
    "gaierror": "unknown-host",
    "getaddrinfo": "unknown-host",
    "ECONNREFUSED": "refused",
    "ConnectionRefusedError": "refused",
    "EADDRINUSE": "bind",
    "ECONNRESET": "reset",
    "RST": "reset",
    "ECONNABORTED": "aborted",
    "EPIPE": "send",
    "TIME_WAIT": "time-wait",
    "ETIMEDOUT": "timeout",
    "EAGAIN": "blocking",
    "ENETUNREACH": "unreachable",
    "EMSGSIZE": "datagram",
    "shutdown": "half-close",
  };
  for (const [word, name] of Object.entries(wanted)) assertEquals(findConcept(word), name, word);
});

Deno.test(
  "findConcept() does not mind case, blanks, hyphens, brackets and quotes",
  { permissions: "none" },
  () => {
    for (const word of ["time_wait", "Time Wait", "timewait", "TIME-WAIT"]) {
      assertEquals(findConcept(word), "time-wait", word);
    }
    for (
      const word of ["연결 끊김", "연결끊김", "연결 끊김(RST)", '"연결 끊김"', "연결 끊김".normalize("NFD")]
    ) {
      assertEquals(findConcept(word), "reset", word);
    }
  },
);

Deno.test("findConcept() knows own words alone", { permissions: "none" }, () => {
  for (const word of ["constructor", "__proto__", "toString", "", " ", "()", "1"]) {
    assertEquals(findConcept(word), undefined, word);
  }
});

Deno.test("a word finds one concept, and is no command", { permissions: "none" }, () => {
  const taken = new Map(
    [...commands.names, "proxy", "exam", "concepts", "exit-codes"].map((name) => [name, "a command"]),
  );
  for (const name of conceptNames) {
    for (const word of wordsFor(name)) {
      const key = word.toLowerCase().replaceAll(/[ _()-]/g, "");
      assert(taken.get(key) === undefined, `${word}: ${taken.get(key)} and ${name}`);
      taken.set(key, name);
    }
  }
});
