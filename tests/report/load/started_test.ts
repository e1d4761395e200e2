import { assertEquals } from "@std/assert";
import { loadEn } from "../../../lib/report/load/en.ts";
import { alteredHint, causesDifferHint } from "../../../lib/report/load/hints.ts";
import { loadKo } from "../../../lib/report/load/ko.ts";
import { startedLine, windowNote } from "../../../lib/report/load/started.ts";
import type { LoadPlan } from "../../../lib/measure/load/plan.ts";
import { planOf } from "../../support/load_run.ts";
import { pureTest } from "../../support/property.ts";

const peer = "127.0.0.1:10825";

const started: [name: string, plan: Partial<LoadPlan>, en: string, ko: string][] = [
  [
    "a duration",
    { connections: 50, durationMs: 10_000, messages: undefined, sizes: { lowest: 64, highest: 64 } },
    "load 127.0.0.1:10825 over TCP: 50 connections, messages of 64 bytes, one after the other, for 10 s",
    "load 127.0.0.1:10825 (TCP): 연결 50개, 64바이트 메시지, 한 번에 하나씩, 10 s 동안",
  ],
  [
    "a number of messages",
    { connections: 1, messages: 1000, sizes: { lowest: 64, highest: 1500 }, pipeline: 8 },
    "load 127.0.0.1:10825 over TCP: 1 connection, 1,000 messages of 64 to 1,500 bytes, 8 at a time",
    "load 127.0.0.1:10825 (TCP): 연결 1개, 64~1,500바이트 메시지 1,000개, 한 번에 8개씩",
  ],
  [
    "a schedule and new connections",
    {
      connections: 2,
      messages: 1,
      sizes: { lowest: 1, highest: 1 },
      rate: 5000,
      newConnection: true,
      warmupMs: 1000,
    },
    "load 127.0.0.1:10825 over TCP: 2 connections, 1 message of 1 byte, 5,000 per second, a new connection for each, after 1 s of warm-up",
    "load 127.0.0.1:10825 (TCP): 연결 2개, 1바이트 메시지 1개, 초당 5,000개, 메시지마다 새 연결, 준비 1 s 후",
  ],
];

for (const [name, plan, en, ko] of started) {
  pureTest(`a load with ${name} says what it is going to do, in both languages`, () => {
    assertEquals(startedLine(planOf(plan), peer, loadEn), en);
    assertEquals(startedLine(planOf(plan), peer, loadKo), ko);
  });
}

pureTest("a load says how many datagrams it lets out where more were asked for", () => {
  const plan = planOf({ transport: "udp", connections: 100, pipeline: 10, window: 192 });
  assertEquals(
    windowNote(plan, loadEn),
    "at most 192 datagrams unanswered at a time: a server's receive buffer may not hold more",
  );
  assertEquals(
    windowNote(plan, loadKo),
    "응답을 기다리는 데이터그램은 한 번에 최대 192개: 서버의 수신 버퍼가 그보다 많이 담지 못할 수 있습니다",
  );
  assertEquals(windowNote({ ...plan, connections: 1 }, loadEn), undefined);
  assertEquals(windowNote({ ...plan, transport: "tcp" }, loadEn), undefined);
});

pureTest("what to do about altered replies and different causes is said in both languages", () => {
  assertEquals(
    alteredHint.en,
    "messages are in capitals: the service must send back what it receives, or the same in upper case",
  );
  assertEquals(
    alteredHint.ko,
    "메시지는 대문자입니다. 서비스는 받은 것을 그대로 또는 대문자로 되돌려 보내야 합니다",
  );
  assertEquals(causesDifferHint.en, "the result above counts each cause");
  assertEquals(causesDifferHint.ko, "위의 결과에 원인별 개수가 있습니다");
});
