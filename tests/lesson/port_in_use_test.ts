import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import type { Language } from "../../lib/base/text.ts";
import { portInUse } from "../../lib/lesson/port_in_use.ts";
import { Failure } from "../../lib/protocol/failure.ts";
import type { FailureKind } from "../../lib/protocol/failure_kind.ts";
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

Deno.test("a system without 127.0.0.2, with both addresses, or without SO_REUSEADDR is told as it is", async () => {
  const network = spoiled((real) => ({
    listenTcp: (endpoint, backlog) => {
      const failed = (kind: FailureKind) => new Failure(kind, { call: "listen", transport: "tcp", endpoint });
      if (endpoint.host === "127.0.0.2") throw failed("not-local");
      if (endpoint.host === "0.0.0.0") return real.listenTcp({ ...endpoint, port: 0 }, backlog);
      if (endpoint.port !== 0) throw failed("in-use");
      return real.listenTcp(endpoint, backlog);
    },
  }));
  const { facts } = await watch(portInUse, { network });
  const said = (language: Language): string => facts!.map((fact) => fact[language]).join("\n");
  assertMatch(said("en"), /this system does not have that address: 127\.0\.0\.2:\d+ failed \(not-local\)/);
  assertMatch(said("ko"), /이 시스템에는 그 주소가 없습니다: 127\.0\.0\.2:\d+ 실패\(not-local\)/);
  assertMatch(said("en"), /0\.0\.0\.0:\d+ includes 127\.0\.0\.1:\d+, but this system let both listen/);
  assertMatch(said("ko"), /0\.0\.0\.0:\d+에는 127\.0\.0\.1:\d+도 들어가지만, 이 시스템은 둘 다 허용했습니다/);
  assertMatch(said("en"), /could not listen on 127\.0\.0\.1:\d+ again at once \(in-use\)/);
  assertMatch(said("ko"), /바로 다시 127\.0\.0\.1:\d+에서 연결 요청을 기다릴 수 없었습니다\(in-use\)/);
});

Deno.test("a second server that does get the port is not called refused", async () => {
  const network = spoiled((real) => ({ listenTcp: ({ host }) => real.listenTcp({ host, port: 0 }) }));
  assertEquals((await watch(portInUse, { network })).facts, undefined);
});
