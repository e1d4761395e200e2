import { assertEquals, assertStringIncludes } from "@std/assert";
import { languages, sameInAll } from "../../../../lib/base/text.ts";
import { type DoctorEvent, doctorSinks } from "../../../../lib/cli/command/doctor/sinks.ts";
import { looks } from "../../../../lib/cli/command/doctor/looks.ts";
import { Failure } from "../../../../lib/protocol/failure.ts";
import { noPaint } from "../../../../lib/report/paint.ts";
import { assertGolden, screenWidths } from "../../../support/golden.ts";
import { TestHost } from "../../../support/host.ts";

const noRoute = new Failure("unreachable", {
  call: "connect",
  transport: "tcp",
  endpoint: { host: "::1", port: 43210 },
});

const found: readonly DoctorEvent[] = [
  {
    event: "looked",
    title: { en: "permissions", ko: "권한" },
    findings: [
      { ok: true, detail: { en: "net, this machine: granted", ko: "net(이 컴퓨터): 허용됨" } },
      { detail: { en: "read: not granted", ko: "read: 허용 안 됨" } },
    ],
  },
  {
    event: "looked",
    title: { en: "loopback", ko: "루프백" },
    findings: [
      { ok: true, detail: { en: "127.0.0.1: connected in 0.312 ms", ko: "127.0.0.1: 0.312 ms 만에 연결됨" } },
      { ok: false, detail: { en: `::1: ${noRoute.text.en}`, ko: `::1: ${noRoute.text.ko}` } },
    ],
  },
  { event: "summary", ok: false },
];

for (const language of languages) {
  for (const columns of screenWidths) {
    Deno.test(`doctor's page on ${columns} columns, ${language}`, async () => {
      const host = new TestHost(["--lang", language], { isTerminal: true, columns, paint: noPaint });
      found.forEach(doctorSinks.text(host));
      await assertGolden(`doctor.${language}.${columns}`, host.stdout.text, columns);
    });
  }
}

Deno.test("doctor colours the mark of a finding and nothing else", () => {
  const host = new TestHost([], { isTerminal: true, paint: { ...noPaint, good: (text) => `<${text}>` } });
  const findings = [{ ok: true, detail: sameInAll("this is ok") }, { detail: sameInAll("ok") }];
  doctorSinks.text(host)({ event: "looked", title: sameInAll("here"), findings });
  assertEquals(host.stdout.text, "here\n  <ok>   this is ok\n       ok\n");
});

Deno.test("doctor tells in JSON what it looked at in English, and what it found in the reader's language", () => {
  const host = new TestHost(["--lang", "ko"]);
  found.forEach(doctorSinks.json(host));
  assertStringIncludes(
    host.stdout.text,
    '{"event":"finding","about":"permissions","detail":"read: 허용 안 됨"}\n',
  );
});

Deno.test("everything the doctor looks at has a title of its own in every language", () => {
  for (const language of languages) {
    assertEquals(new Set(looks.map(({ title }) => title[language])).size, looks.length);
  }
});
