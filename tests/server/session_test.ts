import { assertEquals } from "@std/assert";
import { sameInAll } from "../../lib/base/text.ts";
import { type Bytes, concat, encodeText } from "../../lib/base/bytes.ts";
import { discard } from "../../lib/protocol/service/discard.ts";
import type { Service } from "../../lib/protocol/service/service.ts";
import { upper } from "../../lib/protocol/service/upper.ts";
import { Session, type SessionEnd } from "../../lib/server/session.ts";
import { failureOfKind } from "../support/failure.ts";
import { FakeConnection } from "../support/fake_connection.ts";
import { ManualClock } from "../support/manual_clock.ts";
import { settle } from "../support/turns.ts";
import { within } from "../support/within.ts";

interface Running {
  readonly clock: ManualClock;
  readonly connection: FakeConnection;
  readonly session: Session;
  readonly end: Promise<SessionEnd>;
  hasEnded(): boolean;
}

function start(
  options: {
    service?: Service;
    bufferBytes?: number;
    idleTimeoutMs?: number;
    prepare?: (c: FakeConnection) => void;
  } = {},
): Running {
  const { service = upper, bufferBytes = 65_536, idleTimeoutMs, prepare } = options;
  const clock = new ManualClock();
  const connection = new FakeConnection();
  prepare?.(connection);
  const session = new Session(connection, service, { clock, bufferBytes, idleTimeoutMs });
  let ended = false;
  const end = session.run().finally(() => ended = true);
  return { clock, connection, session, end, hasEnded: () => ended };
}

const pure = { permissions: "none" } as const;

Deno.test(
  "Session answers what comes, and ends by the client when that has sent its last",
  pure,
  async () => {
    const { clock, connection, end } = start();
    connection.arrive("hello");
    await connection.waitForSent("HELLO");
    clock.advance(70);
    connection.arrive(" you");
    connection.arriveEnd();
    assertEquals(await within("the end", end), {
      by: "client",
      messages: 2,
      bytesIn: 9,
      bytesOut: 9,
      durationMs: 70,
    });
    assertEquals(connection.sent, "HELLO YOU");
    assertEquals(connection.isClosed, true);
    assertEquals(clock.pendingMs, []);
  },
);

Deno.test("Session writes until all of a reply is taken, however little each write takes", pure, async () => {
  const { connection, end } = start({ prepare: (fake) => fake.writeSize = 3 });
  connection.arrive("abcdefghijk");
  connection.arriveEnd();
  assertEquals((await within("the end", end)).bytesOut, 11);
  assertEquals(connection.sent, "ABCDEFGHIJK");
});

Deno.test("Session does not receive again before its reply is taken", pure, async () => {
  const gate = Promise.withResolvers<void>();
  let reads = 0;
  const { connection, end } = start({
    prepare: (fake) => {
      fake.gate = gate.promise;
      const read = fake.read.bind(fake);
      fake.read = (buffer) => {
        reads++;
        return read(buffer);
      };
    },
  });
  connection.arrive("first");
  await settle();
  connection.arrive("second");
  await settle();
  assertEquals(reads, 1);
  gate.resolve();
  connection.arriveEnd();
  await within("the end", end);
  assertEquals(connection.sent, "FIRSTSECOND");
});

Deno.test(
  "Session starts with a small buffer and lets it grow to its limit, never beyond",
  pure,
  async () => {
    const sizes: number[] = [];
    const { connection, end } = start({
      bufferBytes: 5000,
      prepare: (fake) => {
        const read = fake.read.bind(fake);
        fake.read = (buffer: Bytes) => {
          sizes.push(buffer.length);
          return read(buffer);
        };
      },
    });
    connection.arrive("x".repeat(20_000));
    connection.arriveEnd();
    await within("the end", end);
    assertEquals(connection.sent, "X".repeat(20_000));
    assertEquals(sizes, [512, 2048, 5000, 5000, 5000, 5000, 5000]);
  },
);

Deno.test("Session keeps to a limit that is smaller than the buffer it would start with", pure, async () => {
  for (const bufferBytes of [1, 2, 511]) {
    const { connection, end } = start({ bufferBytes });
    connection.arrive("ångström ŉ 한글");
    connection.arriveEnd();
    await within("the end", end);
    assertEquals(connection.sent, "ÅNGSTRÖM ʼN 한글", `bufferBytes ${bufferBytes}`);
  }
});

Deno.test(
  "Session sends the bytes of a split character when the client has sent its last",
  pure,
  async () => {
    const { connection, end } = start();
    const euro = encodeText("€");
    connection.arrive(concat(encodeText("a"), euro.subarray(0, 2)));
    await connection.waitForSent("A");
    connection.arriveEnd();
    assertEquals((await within("the end", end)).bytesOut, 3);
    assertEquals(connection.sentBytes, concat(encodeText("A"), euro.subarray(0, 2)));
  },
);

Deno.test("Session counts what discard takes and answers nothing", pure, async () => {
  const { connection, end } = start({ service: discard });
  connection.arrive("hello");
  connection.arriveEnd();
  const { by, messages, bytesIn, bytesOut } = await within("the end", end);
  assertEquals({ by, messages, bytesIn, bytesOut }, { by: "client", messages: 1, bytesIn: 5, bytesOut: 0 });
});

Deno.test("Session tells which failure ended it, and what it had answered by then", pure, async () => {
  const { connection, end } = start();
  connection.arrive("half");
  await connection.waitForSent("HALF");
  connection.arriveFailure(failureOfKind("reset"));
  const { by, failure, bytesIn, bytesOut } = await within("the end", end);
  assertEquals({ by, failure, bytesIn, bytesOut }, {
    by: "failure",
    failure: "reset",
    bytesIn: 4,
    bytesOut: 4,
  });
  assertEquals(connection.isClosed, true);
});

Deno.test("Session rejects for a defect, and closes all the same", pure, async () => {
  const { connection, end } = start();
  connection.arriveFailure(new TypeError("a mistake"));
  const error = await within("the end", end.then(() => undefined, (error) => error));
  assertEquals(error instanceof TypeError, true);
  assertEquals(connection.isClosed, true);
});

Deno.test("Session closes an idle client when its time is up, not a moment before", pure, async () => {
  const { clock, connection, end, hasEnded } = start({ idleTimeoutMs: 1000 });
  clock.advance(999);
  await settle();
  assertEquals(hasEnded(), false);
  clock.advance(1);
  assertEquals(await within("the end", end), {
    by: "server",
    reason: { en: "idle for 1 s", ko: "1 s 동안 통신 없음" },
    messages: 0,
    bytesIn: 0,
    bytesOut: 0,
    durationMs: 1000,
  });
  assertEquals(connection.isClosed, true);
});

Deno.test("Session counts idleness anew from everything that comes", pure, async () => {
  const { clock, connection, end, hasEnded } = start({ idleTimeoutMs: 1000 });
  for (let number = 1; number <= 5; number++) {
    clock.advance(900);
    connection.arrive("x");
    await connection.waitForSent("X".repeat(number));
    await settle();
  }
  clock.advance(999);
  await settle();
  assertEquals(hasEnded(), false);
  clock.advance(1);
  assertEquals((await within("the end", end)).durationMs, 5500);
});

Deno.test(
  "Session counts idleness anew from what comes even if its reply is not taken yet",
  pure,
  async () => {
    const gate = Promise.withResolvers<void>();
    const { clock, connection, session, end, hasEnded } = start({
      idleTimeoutMs: 1000,
      prepare: (fake) => fake.gate = gate.promise,
    });
    clock.advance(900);
    connection.arrive("x");
    await settle();
    clock.advance(900);
    await settle();
    assertEquals(hasEnded(), false, "it received 900 ms ago");
    gate.resolve();
    await connection.waitForSent("X");
    session.cut(sameInAll("done"));
    await within("the end", end);
  },
);

Deno.test("Session counts idleness anew from every piece of a reply that is taken", pure, async () => {
  const { clock, connection, end, hasEnded } = start({
    idleTimeoutMs: 1000,
    prepare: (fake) => fake.writeSize = 1,
  });
  let gate = Promise.withResolvers<void>();
  connection.gate = gate.promise;
  connection.arrive("abcde");
  await settle();
  for (const sent of ["A", "AB", "ABC", "ABCD"]) {
    clock.advance(900);
    const opened = gate;
    gate = Promise.withResolvers();
    connection.gate = gate.promise;
    opened.resolve();
    await connection.waitForSent(sent);
    await settle();
    assertEquals(hasEnded(), false, `after ${sent}`);
  }
  clock.advance(1000);
  assertEquals((await within("the end", end)).reason?.en, "idle for 1 s");
  gate.resolve();
});

Deno.test("Session closes a client that does not take its reply when the idle time is up", pure, async () => {
  const gate = Promise.withResolvers<void>();
  const { clock, connection, end } = start({
    idleTimeoutMs: 500,
    prepare: (fake) => fake.gate = gate.promise,
  });
  connection.arrive("x");
  await settle();
  clock.advance(500);
  const { by, reason, bytesOut } = await within("the end", end);
  assertEquals({ by, reason: reason?.en, bytesOut }, {
    by: "server",
    reason: "idle for 500 ms",
    bytesOut: 0,
  });
  gate.resolve();
});

Deno.test("Session.finish() closes an idle client after a moment of silence", pure, async () => {
  const { clock, connection, session, end, hasEnded } = start();
  connection.arrive("hello");
  await connection.waitForSent("HELLO");
  await settle();
  session.finish();
  await settle();
  assertEquals(hasEnded(), false);
  clock.advance(10);
  const { by, reason, bytesOut } = await within("the end", end);
  assertEquals({ by, reason: reason?.en, bytesOut }, { by: "server", reason: "stopping", bytesOut: 5 });
  assertEquals(clock.pendingMs, []);
});

Deno.test(
  "Session.finish() waits for a reply that is on its way, and for silence after it",
  pure,
  async () => {
    const gate = Promise.withResolvers<void>();
    const { clock, connection, session, end, hasEnded } = start({
      prepare: (fake) => fake.gate = gate.promise,
    });
    connection.arrive("slow");
    await settle();
    session.finish();
    clock.advance(5000);
    await settle();
    assertEquals(hasEnded(), false, "the reply is not out");
    gate.resolve();
    await connection.waitForSent("SLOW");
    await settle();
    clock.advance(9);
    connection.arrive(" more");
    await connection.waitForSent("SLOW MORE");
    await settle();
    clock.advance(9);
    await settle();
    assertEquals(hasEnded(), false, "something came 9 ms ago");
    clock.advance(1);
    assertEquals((await within("the end", end)).bytesOut, 9);
  },
);

Deno.test("Session.finish() sends the bytes of a split character before it closes", pure, async () => {
  const { clock, connection, session, end } = start();
  connection.arrive(Uint8Array.of(0x61, 0xe2, 0x82));
  await connection.waitForSent("A");
  await settle();
  session.finish();
  clock.advance(10);
  assertEquals((await within("the end", end)).reason, { en: "stopping", ko: "종료하는 중" });
  assertEquals(connection.sentBytes, Uint8Array.of(0x41, 0xe2, 0x82));
});

Deno.test("Session.finish() counts the bytes of a split character as sent", pure, async () => {
  const { clock, connection, session, end } = start();
  connection.arrive(Uint8Array.of(0x61, 0xe2, 0x82));
  await connection.waitForSent("A");
  await settle();
  session.finish();
  clock.advance(10);
  assertEquals((await within("the end", end)).bytesOut, 3);
});

Deno.test(
  "Session.finish() during a reply does not close while the bytes held are on their way",
  pure,
  async () => {
    const gate = Promise.withResolvers<void>();
    const { clock, connection, session, end } = start({ prepare: (fake) => fake.gate = gate.promise });
    connection.arrive(Uint8Array.of(0x61, 0xe2, 0x82));
    await settle();
    session.finish();
    clock.advance(5);
    gate.resolve();
    await connection.waitForSent("A");
    await settle();
    const slow = Promise.withResolvers<void>();
    connection.gate = slow.promise;
    clock.advance(5);
    clock.advance(5);
    clock.advance(50);
    await settle();
    slow.resolve();
    await within("the end", end);
    assertEquals(connection.sentBytes, Uint8Array.of(0x41, 0xe2, 0x82));
  },
);

Deno.test("Session.finish() leaves no timer behind when the client is faster", pure, async () => {
  const { clock, connection, session, end } = start();
  await settle();
  session.finish();
  connection.arriveEnd();
  assertEquals((await within("the end", end)).by, "client");
  assertEquals(clock.pendingMs, []);
});

Deno.test("Session.cut() closes at once, and only the first reason counts", pure, async () => {
  const gate = Promise.withResolvers<void>();
  const { connection, session, end } = start({ prepare: (fake) => fake.gate = gate.promise });
  connection.arrive("never read");
  await settle();
  session.cut(sameInAll("enough"));
  session.cut(sameInAll("more than enough"));
  const { by, reason, messages, bytesOut } = await within("the end", end);
  assertEquals({ by, reason, messages, bytesOut }, {
    by: "server",
    reason: sameInAll("enough"),
    messages: 1,
    bytesOut: 0,
  });
  assertEquals(connection.isClosed, true);
  gate.resolve();
});
