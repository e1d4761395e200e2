import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { Inbox, nothingCame } from "../../lib/client/inbox.ts";
import { ManualClock } from "../support/manual_clock.ts";

const permissions = "none";

Deno.test("Inbox gives its items in the order in which they were put", { permissions }, async () => {
  const inbox = new Inbox<number>(new ManualClock());
  inbox.put(1);
  inbox.put(2);
  assertEquals([await inbox.next(1000), await inbox.next(1000)], [1, 2]);
});

Deno.test("Inbox wakes a reader that waits when something is put", { permissions }, async () => {
  const inbox = new Inbox<string>(new ManualClock());
  const waiting = inbox.next(1000);
  inbox.put("now");
  assertEquals(await waiting, "now");
});

Deno.test("Inbox says that nothing came when the time is over", { permissions }, async () => {
  const clock = new ManualClock();
  const inbox = new Inbox<string>(clock);
  const waiting = inbox.next(1000);
  clock.advance(1000);
  assertStrictEquals(await waiting, nothingCame);
});

Deno.test("Inbox gives what is there even when no time is left to wait", { permissions }, async () => {
  const inbox = new Inbox<string>(new ManualClock());
  inbox.put("there");
  assertEquals(await inbox.next(0), "there");
  assertStrictEquals(await inbox.next(-5), nothingCame);
});

Deno.test("Inbox waits on when its timer comes too early", { permissions }, async () => {
  const clock = new ManualClock();
  const early = { now: () => clock.now(), after: (_: number, run: () => void) => clock.after(400, run) };
  const inbox = new Inbox<string>(early);
  const waiting = inbox.next(1000);
  clock.advance(400);
  await Promise.resolve();
  inbox.put("after the early timer");
  assertEquals(await waiting, "after the early timer");
});

Deno.test("Inbox gives what was put before its end, and then undefined", { permissions }, async () => {
  const inbox = new Inbox<string>(new ManualClock());
  inbox.put("last");
  inbox.end();
  assertEquals([await inbox.next(1000), await inbox.next(1000)], ["last", undefined]);
});

Deno.test("Inbox wakes a reader that waits when it ends", { permissions }, async () => {
  const inbox = new Inbox<string>(new ManualClock());
  const waiting = inbox.next(1000);
  inbox.end();
  assertEquals(await waiting, undefined);
});

Deno.test("Inbox gives what was put before an error, and then throws it", { permissions }, async () => {
  const inbox = new Inbox<string>(new ManualClock());
  inbox.put("last");
  inbox.end(new RangeError("broken"));
  assertEquals(await inbox.next(1000), "last");
  await assertRejects(() => inbox.next(1000), RangeError, "broken");
});

Deno.test("Inbox keeps the first reason for its end", { permissions }, async () => {
  const inbox = new Inbox<string>(new ManualClock());
  inbox.end(new RangeError("first"));
  inbox.end();
  inbox.end(new TypeError("third"));
  await assertRejects(() => inbox.next(1000), RangeError, "first");
});

Deno.test("Inbox gives all that is there without waiting", { permissions }, () => {
  const inbox = new Inbox<number>(new ManualClock());
  inbox.put(1);
  inbox.put(2);
  assertEquals([inbox.takeAll(), inbox.takeAll()], [[1, 2], []]);
});
