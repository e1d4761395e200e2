import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  codeOfCauses,
  isStop,
  NegativeResult,
  refuseDifferent,
  stopCode,
  unlessStopped,
} from "../../lib/cli/ending.ts";
import type { Stop } from "../../lib/cli/host/host.ts";

/** A stop that was asked for, and one that was not. */
const terminated: Stop = { signal: AbortSignal.abort(), code: 143 };
const unasked: Stop = { signal: new AbortController().signal, code: undefined };

Deno.test("codeOfCauses() is the code of the one cause, and 1 where codes differ", () => {
  assertEquals(codeOfCauses([]), 0);
  assertEquals(codeOfCauses(["refused"]), 3);
  assertEquals(codeOfCauses(["refused", "refused"]), 3);
  assertEquals(codeOfCauses(["refused", "timeout"]), 1);
  assertEquals(codeOfCauses(["mismatch", "still-up"]), 1);
});

Deno.test("codeOfCauses() takes causes with one code for one: a reset and an early end are both a lost connection", () => {
  assertEquals(codeOfCauses(["reset", "closed", "broken-pipe"]), 5);
});

const nothing = { en: "", ko: "" };

Deno.test("refuseDifferent() ends with a result that is no where causes differ, and lets one cause be", () => {
  refuseDifferent([], nothing);
  refuseDifferent(["reset", "closed"], nothing);
  const error = assertThrows(
    () => refuseDifferent(["reset", "timeout"], { en: "see above", ko: "위를 보세요" }),
    NegativeResult,
  );
  assertEquals([error.kind, error.hint.en], ["differ", "see above"]);
  assertEquals(error.text, {
    en: "no reply came, for different reasons",
    ko: "여러 가지 원인으로 응답이 하나도 오지 않았습니다",
  });
});

Deno.test("unlessStopped() ends with the stop's code when its reason ended the work, and with nothing else", async () => {
  assertEquals(await unlessStopped(terminated, () => Promise.resolve(7)), 7);
  assertEquals(await unlessStopped(terminated, () => Promise.reject(terminated.signal.reason)), 143);
  await assertRejects(() => unlessStopped(terminated, () => Promise.reject(new RangeError("x"))), RangeError);
  await assertRejects(() => unlessStopped(unasked, () => Promise.reject(new RangeError("x"))), RangeError);
});

Deno.test("isStop() and stopCode() know whether somebody said stop", () => {
  assertEquals([stopCode(terminated), stopCode(unasked)], [143, 0]);
  assertEquals(isStop(terminated.signal.reason, terminated), true);
  assertEquals(isStop(new Error("something else"), terminated), false);
  assertEquals(isStop(undefined, unasked), false);
});
