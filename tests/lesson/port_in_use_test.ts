import { assertEquals, assertNotEquals } from "@std/assert";
import { portInUse } from "../../lib/lesson/port_in_use.ts";
import { Failure } from "../../lib/protocol/failure.ts";
import { assertSays, calls, port, see, spoiled, watch } from "../support/lesson.ts";

Deno.test("one listening socket for an address and port; UDP and other addresses have their own; port 0 is chosen", async () => {
  const { facts, events, notes } = await see(portInUse);
  const [listen] = calls(events, "listen");
  const taken = listen!.local!;
  assertEquals(calls(events, "listen", { local: taken, failure: "in-use" }).length, 1);
  assertSays(facts, taken, "in-use");
  assertEquals(calls(events, "bind")[0]!.local, taken);
  assertSays(facts, "UDP", taken);
  assertSays(facts, `127.0.0.2:${port(taken)}`);
  assertSays(facts, `0.0.0.0:${port(taken)}`);
  if (Deno.build.os === "linux") {
    assertEquals(calls(events, "listen", { local: `127.0.0.2:${port(taken)}` }).length, 1);
    assertSays(facts, `0.0.0.0:${port(taken)}`, "in-use");
  }
  const chosen = calls(events, "listen").slice(-4, -2).map(({ local }) => port(local));
  assertSays(facts, ...chosen);
  assertNotEquals(chosen[0], chosen[1]);
  assertSays(facts, "TIME_WAIT", calls(events, "accept")[0]!.local);
  assertEquals([notes.length, notes[0]!.en.includes("only told")], [1, true]);
});

Deno.test("where 0.0.0.0 is not permitted, the lesson says that it needs the full edition and goes on", async () => {
  const network = spoiled((real) => ({
    listenTcp: (endpoint, backlog) => {
      if (endpoint.host !== "0.0.0.0") return real.listenTcp(endpoint, backlog);
      throw new Failure("denied", { call: "listen", transport: "tcp", endpoint });
    },
  }));
  const { facts } = await watch(portInUse, { network });
  const full = facts!.find(({ en }) => en.includes("full edition"));
  assertEquals([facts!.length, full!.ko.includes("전체 에디션")], [6, true]);
});

Deno.test("a second server that does get the port is not called refused", async () => {
  const network = spoiled((real) => ({ listenTcp: ({ host }) => real.listenTcp({ host, port: 0 }) }));
  assertEquals((await watch(portInUse, { network })).facts, undefined);
});
