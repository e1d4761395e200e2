import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { capsock } from "../support.ts";

Deno.test("demo runs the first lesson: both sides talk and every call is named", async () => {
  const { code, stdout } = await capsock(["demo"]);
  assertEquals(code, 0);
  for (const call of ["listen", "accept", "connect", "send", "recv", "close"]) {
    assertStringIncludes(stdout, call);
  }
  assertStringIncludes(stdout, "STRASSE와 소켓: GRÖSSER");
  assertStringIncludes(stdout, "What you saw");
});

Deno.test("demo --json gives one object a line, with the calls of both sides", async () => {
  const { code, stdout } = await capsock(["demo", "tcp", "--json"]);
  assertEquals(code, 0);
  const events = stdout.trim().split("\n").map((line) => JSON.parse(line));
  const calls = events.filter(({ event }) => event === "socket");
  for (const side of ["server", "client"]) {
    const sent = calls.filter((event) => event.side === side && event.call === "send");
    assertEquals(sent.length, 3, side);
  }
  const [accepted] = calls.filter(({ call }) => call === "accept");
  const [connected] = calls.filter(({ call }) => call === "connect");
  assertEquals(accepted.peer, connected.local);
  assertMatch(accepted.accepted, /^#\d+$/);
  assertEquals(events.at(-1).ok, true);
});
