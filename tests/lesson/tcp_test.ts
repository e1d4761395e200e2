import { assert, assertEquals, assertGreaterOrEqual } from "@std/assert";
import { tcp } from "../../lib/lesson/tcp.ts";
import { assertSays, calls, ms, port, see, spoiled, sumOfBytes, watch } from "../support/lesson.ts";

Deno.test("the life of a connection: accept blocks, two sockets on one port, three sentences, the listening one closed first", async () => {
  const { facts, events } = await see(tcp);
  const [accept] = calls(events, "accept");
  const [connect] = calls(events, "connect");
  assertGreaterOrEqual(accept!.tookMs!, 290);
  assertEquals(accept!.peer, connect!.local);
  assertSays(facts, ms(accept!.tookMs));
  assertSays(
    facts,
    accept!.socket,
    accept!.accepted,
    port(accept!.local),
    connect!.socket,
    port(connect!.local),
  );
  const sends = calls(events, "send", { side: "client" });
  const closedAt = events.findIndex(({ call, socket }) => call === "close" && socket === accept!.socket);
  assert(sends.every((event) => events.indexOf(event) > closedAt));
  assertSays(facts, accept!.socket, sends.length);
  assertEquals(sends.length, 3);
  assertSays(facts, sumOfBytes(sends), "STRASSE와 소켓: GRÖSSER");
});

Deno.test("the life of a connection is not told when accept does not block", async () => {
  const network = spoiled((real) => ({
    listenTcp: async (endpoint, backlog) => {
      const listener = await real.listenTcp(endpoint, backlog);
      const { port, host } = listener.local;
      const early = await Deno.connect({ hostname: host, port });
      const close = listener.close.bind(listener);
      return Object.assign(listener, {
        close: () => {
          early.close();
          close();
        },
      });
    },
  }));
  assertEquals((await watch(tcp, { network })).facts, undefined);
});
