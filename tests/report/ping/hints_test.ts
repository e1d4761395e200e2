import { assertEquals, assertMatch } from "@std/assert";
import { noEchoHint } from "../../../lib/report/ping/hints.ts";
import { pureTest } from "../../support/property.ts";

pureTest("a service that does not echo is named so, with what to do, in both languages", () => {
  assertEquals(noEchoHint("stream", "en"), "this service does not echo; use --connect");
  assertMatch(noEchoHint("reconnect", "ko"), /--connect/);
  assertMatch(noEchoHint("datagram", "ko"), /capsock server udp/);
});
