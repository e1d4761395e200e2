import { assertEquals, assertGreater, assertLess } from "@std/assert";
import { refusedTimeoutUnknown } from "../../lib/lesson/refused_timeout_unknown.ts";
import { assertSays, calls, ms, see, spoiled, watch } from "../support/lesson.ts";

Deno.test({
  name:
    "refused at once, timed out after our deadline, unknown without a socket; trying again helps the first two",
  // Windows refuses what does not fit into a backlog.
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const { facts, events } = await see(refusedTimeoutUnknown);
    const [refused] = calls(events, "connect", { failure: "refused" });
    const [timedOut] = calls(events, "connect", { failure: "timeout" });
    assertLess(refused!.tookMs!, timedOut!.tookMs!);
    assertGreater(timedOut!.tookMs!, 390);
    const connected = calls(events, "connect");
    const again = connected.find(({ peer, at }) => peer === refused!.peer && at > refused!.at);
    assertSays(facts, ms(refused!.tookMs), refused!.socket, again!.socket);
    const waiting = connected.filter(({ peer, at }) => peer === timedOut!.peer && at < timedOut!.at);
    assertSays(facts, ms(timedOut!.tookMs), timedOut!.socket, waiting.length);
    assertEquals(connected.filter(({ peer, at }) => peer === timedOut!.peer && at > timedOut!.at).length, 1);
    const lookups = calls(events, "resolve", { failure: "unknown-host" });
    assertSays(facts, lookups.length, lookups[0]!.peer);
  },
});

Deno.test("a name that does have an address is not called unknown", async () => {
  const resolver = (): Promise<string[]> => Promise.resolve(["127.0.0.1"]);
  assertEquals((await watch(refusedTimeoutUnknown, { resolver })).facts, undefined);
});

Deno.test("a backlog that lets everybody in is no timeout", async () => {
  const network = spoiled((real) => ({ listenTcp: (endpoint) => real.listenTcp(endpoint, 100) }));
  assertEquals((await watch(refusedTimeoutUnknown, { network })).facts, undefined);
});
