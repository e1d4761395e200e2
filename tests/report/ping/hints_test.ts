import { assertEquals, assertMatch } from "@std/assert";
import { causesDifferHint, noEchoHint, silenceHint } from "../../../lib/report/ping/hints.ts";
import { pureTest } from "../../support/property.ts";

pureTest("a service that does not echo is named so, with what to do, in both languages", () => {
  assertEquals(noEchoHint("stream").en, "this service does not echo; use --connect");
  assertMatch(noEchoHint("reconnect").ko, /--connect/);
  assertMatch(noEchoHint("datagram").en, /sends back what it receives, such as `capsock server udp`$/);
  assertMatch(noEchoHint("datagram").ko, /capsock server udp/);
});

pureTest("a silent service and different causes have hints in both languages", () => {
  assertMatch(silenceHint.en, /accepted the connection but sent nothing.* use --connect$/);
  assertMatch(silenceHint.ko, /연결 요청을 수락했지만 아무것도 보내지 않았습니다.* --connect를 쓰세요$/);
  assertEquals(causesDifferHint.en, "the summary above counts each cause");
  assertEquals(causesDifferHint.ko, "위의 요약에 원인별 개수가 있습니다");
});
