import { assertEquals } from "@std/assert";
import type { LineClient } from "../../../../lib/client/line_client.ts";
import { measure } from "../../../../lib/cli/command/doctor/tcp_echo.ts";
import { noReplyWithin } from "../../../../lib/protocol/failure.ts";

/** A client each of whose exchanges comes to the same. */
function clientOf(outcome: object): LineClient {
  return { exchange: () => Promise.resolve(outcome), close: () => {} } as unknown as LineClient;
}

Deno.test("an echo that differs or does not come is what the doctor finds", async () => {
  assertEquals(await measure(clientOf({ kind: "reply", matches: false })), {
    ok: false,
    detail: { en: "the echo differs from what was sent", ko: "에코가 보낸 내용과 다름" },
  });
  const failure = noReplyWithin(2000, { transport: "udp", endpoint: { host: "127.0.0.1", port: 7 } });
  assertEquals(await measure(clientOf({ kind: "failure", failure })), { ok: false, detail: failure.text });
});
