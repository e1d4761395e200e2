import { assertEquals, assertStrictEquals } from "@std/assert";
import { makeCall, type ToldCall, type Watch } from "../../lib/net/call.ts";
import { Failure } from "../../lib/protocol/failure.ts";
import type { SocketEvent } from "../../lib/protocol/event.ts";
import { ManualClock } from "../support/manual_clock.ts";
import { pureTest } from "../support/property.ts";

const endpoint = { host: "127.0.0.1", port: 7 };

function watching(): { watch: Watch; clock: ManualClock; events: SocketEvent[] } {
  const clock = new ManualClock();
  const events: SocketEvent[] = [];
  return { clock, events, watch: { clock, side: "client", observer: (event) => events.push(event) } };
}

function connecting(run: () => Promise<string>, more: Partial<ToldCall<string>> = {}): ToldCall<string> {
  const details = { call: "connect", peer: "127.0.0.1:7" } as const;
  return { id: "#1", transport: "tcp", endpoint, details, run, detailsOf: (local) => ({ local }), ...more };
}

const toldOf = { event: "socket", side: "client", socket: "#1", transport: "tcp" } as const;

pureTest(
  "makeCall() tells what was known before the call, what came of it and how long it took",
  async () => {
    const { watch, clock, events } = watching();
    const call = connecting(() => {
      clock.advance(5);
      return Promise.resolve("127.0.0.1:50000");
    });
    assertEquals(await makeCall(watch, call), "127.0.0.1:50000");
    const details = { call: "connect", peer: "127.0.0.1:7", local: "127.0.0.1:50000" } as const;
    assertEquals(events, [{ ...toldOf, at: 5, ...details, tookMs: 5 }]);
  },
);

pureTest("makeCall() names a failure and tells it, with the deadline of ours that made it", async () => {
  const { watch, events } = watching();
  const refused = await makeCall(
    watch,
    connecting(() => Promise.reject(new Deno.errors.ConnectionRefused("no"))),
  )
    .catch((error) => error);
  assertEquals([refused instanceof Failure, refused.kind], [true, "refused"]);
  assertEquals(refused.attempt, { call: "connect", transport: "tcp", endpoint });
  const late = new Failure("timeout", { call: "connect", transport: "tcp", endpoint, deadlineMs: 9 });
  assertStrictEquals(
    await makeCall(watch, connecting(() => Promise.reject(late))).catch((error) => error),
    late,
  );
  assertEquals(events.map(({ failure, deadlineMs }) => [failure, deadlineMs]), [
    ["refused", undefined],
    ["timeout", 9],
  ]);
});

pureTest("makeCall() throws the reason of an abort as it is, and tells nobody", async () => {
  const { watch, events } = watching();
  const reason = new Error("stopped");
  const call = connecting(() => Promise.reject(new Error("cancelled")), {
    signal: AbortSignal.abort(reason),
  });
  assertStrictEquals(await makeCall(watch, call).catch((error) => error), reason);
  assertEquals(events, []);
});

pureTest("makeCall() names a failure also where nobody observes", async () => {
  const call = connecting(() => Promise.reject(new Deno.errors.ConnectionReset("no")));
  assertEquals((await makeCall(undefined, call).catch((error) => error)).kind, "reset");
});
