import { assertEquals, assertLess } from "@std/assert";
import { didYouMean, nearest } from "../../lib/base/nearest.ts";

const words = ["server", "udp", "ECONNREFUSED", "대기", "백로그"];

Deno.test(
  "nearest() gives the word that was probably meant, in its own case",
  { permissions: "none" },
  () => {
    assertEquals(nearest("sever", words), "server");
    assertEquals(nearest("econrefused", words), "ECONNREFUSED");
    assertEquals(nearest("벡로그", words), "백로그");
  },
);

Deno.test("nearest() gives no word that has no letter of what was typed", { permissions: "none" }, () => {
  for (const typed of ["x", "xy", "zzz", "constructor"]) {
    assertEquals(nearest(typed, words), undefined, typed);
  }
  assertEquals(nearest("sever", []), undefined);
});

Deno.test("didYouMean() asks in both languages", { permissions: "none" }, () => {
  assertEquals(didYouMean("server"), { en: "did you mean server?", ko: "혹시 server입니까?" });
});
Deno.test(
  "nearest() gives no word for a text of millions of letters, and soon",
  { permissions: "none" },
  () => {
    const startMs = performance.now();
    assertEquals(nearest("x".repeat(10_000_000), words), undefined);
    assertLess(performance.now() - startMs, 1000);
  },
);
