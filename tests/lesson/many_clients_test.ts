import { assertEquals } from "@std/assert";
import { manyClients } from "../../lib/lesson/many_clients.ts";
import { assertSays, calls, port, see } from "../support/lesson.ts";

Deno.test("three clients are connected to one port at once, and only their own ports differ", async () => {
  const { facts, events } = await see(manyClients);
  const [listen] = calls(events, "listen");
  const accepts = calls(events, "accept");
  assertEquals(accepts.length, 3);
  assertSays(facts, 3, port(listen!.local), listen!.socket);
  for (const { accepted, peer } of accepts) assertSays(facts, accepted, `${listen!.local} ↔ ${peer}`);
  assertSays(facts, ...accepts.map(({ peer }) => port(peer)));
  assertEquals(new Set(accepts.map(({ peer }) => peer)).size, 3);
});
