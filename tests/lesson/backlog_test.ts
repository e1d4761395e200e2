import { assert, assertEquals, assertGreater, assertLess, assertMatch } from "@std/assert";
import { backlog } from "../../lib/lesson/backlog.ts";
import { assertSays, calls, ms, see, spoiled, sumOfBytes, watch } from "../support/lesson.ts";

Deno.test("clients are connected before anyone accepts them; a backlog of 1 serves three at once", async () => {
  const { facts, events } = await see(backlog);
  const [listen, second] = calls(events, "listen");
  const accepts = calls(events, "accept", { socket: listen!.socket });
  const before = events.slice(0, events.indexOf(accepts[0]!));
  assertEquals(calls(before, "connect").length, 3);
  assertSays(facts, ms(listen!.tookMs), 3, sumOfBytes(calls(before, "send")));
  assertSays(facts, ...accepts.map(({ tookMs }) => ms(tookMs)));
  const [quick, blocked] = [accepts.slice(0, 3), accepts[3]!];
  assert(quick.every(({ tookMs }) => tookMs! < blocked.tookMs!));
  assertGreater(blocked.tookMs!, 290);

  const served = calls(events, "accept", { socket: second!.socket });
  const firstClose = events.findIndex(({ call, socket }) => {
    return call === "close" && served.some(({ accepted }) => accepted === socket);
  });
  assert(served.every((event) => events.indexOf(event) < firstClose));
  assertSays(facts, 1, served.length);
  const last = calls(events, "connect", { peer: second!.local! });
  const waiting = last.length - served.length;
  assertLess(waiting, 8);
  const [failed] = events.filter(({ call, failure }) => call === "connect" && failure !== undefined);
  assertSays(facts, waiting, failed!.failure);
});

Deno.test("a system that does not keep to a backlog of 1 is told as it is", async () => {
  const network = spoiled((real) => ({ listenTcp: (endpoint) => real.listenTcp(endpoint) }));
  const { facts } = await watch(backlog, { network });
  const { en, ko } = facts!.at(-1)!;
  assertMatch(en, /^This system let \d+ more in: it did not keep to the backlog of 1\.$/);
  assertMatch(ko, /^이 시스템은 백로그 1을 지키지 않고 \d+개를 더 받아 주었습니다\.$/);
});
