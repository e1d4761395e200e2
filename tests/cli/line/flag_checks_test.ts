import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { refuseLongDatagram, refuseTogether, refuseTwoFormats } from "../../../lib/cli/line/flag_checks.ts";
import { UsageError } from "../../../lib/cli/line/usage_error.ts";
import { runProcess } from "../../support/process.ts";
import { pureTest } from "../../support/property.ts";

function assertRefused(check: () => void, en: string, ko: string): void {
  assertEquals(assertThrows(check, UsageError).text, { en, ko });
}

pureTest("flags that do not go together are refused in both languages", () => {
  refuseTogether([["--flood", true, "--interval", false]]);
  const together = (): void => refuseTogether([["--flood", true, "--interval", true]]);
  assertRefused(
    together,
    "--flood and --interval cannot be used together",
    "--flood와 --interval은 함께 쓸 수 없습니다",
  );
  assertEquals(assertThrows(together, UsageError).hint, {
    en: "leave out one of them",
    ko: "둘 중 하나만 쓰세요",
  });
  refuseTwoFormats({ json: true, format: "json" });
  assertRefused(
    () => refuseTwoFormats({ json: true, format: "tap" }),
    "--json and --format tap cannot be used together",
    "--json과 --format tap은 함께 쓸 수 없습니다",
  );
});

pureTest("a datagram that is too long is refused in both languages", () => {
  refuseLongDatagram(65_527, "::1", undefined);
  refuseLongDatagram(65_527, "localhost", 6);
  refuseLongDatagram(65_507, "localhost", undefined);
  // Its addresses are not known yet.
  refuseLongDatagram(65_508, "example.org", undefined);
  const overIpv4 = [["127.0.0.1", undefined], ["localhost", undefined], ["example.org", 4]] as const;
  for (const [host, family] of overIpv4) {
    assertThrows(
      () => refuseLongDatagram(65_508, host, family),
      UsageError,
      "--size 65508: a datagram carries",
    );
  }
  assertRefused(
    () => refuseLongDatagram(65_528, "::1", undefined),
    "--size 65528: a datagram carries at most 65,507 bytes over IPv4, 65,527 over IPv6",
    "--size 65528: 데이터그램에는 IPv4로 65,507바이트, IPv6로 65,527바이트까지 담깁니다",
  );
});

Deno.test("--workers from source says in Korean too what it needs", async () => {
  const { code, stderr } = await runProcess(["load", "tcp", "--workers", "2", "--lang", "ko"]);
  assertStringIncludes(stderr, "capsock: 소스에서 실행할 때 --workers에는 lib/ 읽기 권한이 필요합니다");
  assertStringIncludes(stderr, "  → `deno task capsock`이나, 그 권한이 필요 없는 실행 파일을 쓰세요");
  assertEquals(code, 2);
});
