import { assertEquals, assertGreater, assertNotMatch } from "@std/assert";
import { type Random, randomInteger } from "../../lib/base/random.ts";
import { languages } from "../../lib/base/text.ts";
import { buildDiagram } from "../../lib/recording/diagram/build.ts";
import { parseRecording } from "../../lib/recording/parse.ts";
import { diagrams } from "../../lib/report/diagram/diagrams.ts";
import { recordLosses } from "../support/diagrams.ts";
import { pick, propertyTest, pureTest } from "../support/property.ts";
import { atClient, atServer, recordHello } from "../support/recorder.ts";

const send = { event: "socket", at: 1, side: "client", transport: "tcp", socket: "#1", call: "send" };

/** Lines that are well-formed, and no event of a socket. */
const odd: [Record<string, unknown>, en: string, ko: string][] = [
  [{ ...atClient }, 'a socket event without "bytes"', 'socket 이벤트에 "bytes"가 없습니다'],
  [
    { ...atServer, side: "server", call: "accept" },
    'a socket event without "accepted"',
    'socket 이벤트에 "accepted"가 없습니다',
  ],
  [{ call: "connect" }, 'a socket event without "peer"', 'socket 이벤트에 "peer"가 없습니다'],
  [
    { call: "connect", failure: "refused" },
    'a socket event without "peer"',
    'socket 이벤트에 "peer"가 없습니다',
  ],
  [
    { call: "recvfrom", transport: "udp", bytes: 1 },
    'a socket event without "peer"',
    'socket 이벤트에 "peer"가 없습니다',
  ],
  [{ bytes: 1, transport: "udp" }, "udp has no send", "udp에는 send가 없습니다"],
  [{ call: "sendto", bytes: 1, ...atClient }, "tcp has no sendto", "tcp에는 sendto가 없습니다"],
  [{ bytes: 1, at: 1e308 }, '"at" is larger than 1000000000000', '"at": 1000000000000보다 큽니다'],
  [
    { bytes: 1, tookMs: 1e300 },
    '"tookMs" is larger than 1000000000000',
    '"tookMs": 1000000000000보다 큽니다',
  ],
  [{ bytes: 0.5 }, '"bytes" is not a whole number', '"bytes": 정수가 아닙니다'],
  [{ bytes: 1e300 }, '"bytes" is not a whole number', '"bytes": 정수가 아닙니다'],
  [{ bytes: -1 }, '"bytes" is negative', '"bytes": 음수입니다'],
  [{ bytes: 1, eof: "yes" }, '"eof" is neither true nor false', '"eof": true도 false도 아닙니다'],
  [{ bytes: 1, local: 7 }, '"local" is not a text', '"local": 문자열이 아닙니다'],
];

pureTest(
  "a line that is well-formed and no event of a socket is a bad line, with the reason in both languages",
  () => {
    for (const [change, en, ko] of odd) {
      const { calls, bad } = parseRecording(JSON.stringify({ ...send, ...change }));
      assertEquals([calls, bad], [[], [{ number: 1, reason: { en, ko } }]]);
    }
  },
);

pureTest("a number beyond all is a bad line, however it is written", () => {
  for (const number of ["1e999", "-1e999", "1e308", "9".repeat(400)]) {
    for (const key of ["at", "tookMs", "bytes"]) {
      const line = JSON.stringify({ ...send, bytes: 1, [key]: 1.5 }).replace("1.5", number);
      assertEquals(parseRecording(line).bad.length, 1, line);
    }
  }
});

pureTest("JSON of any depth is a bad line or one that is skipped", () => {
  for (const depth of [8000, 200_000]) {
    const nested = "[".repeat(depth) + "]".repeat(depth);
    assertEquals(parseRecording(nested.slice(0, depth)).bad.length, 1);
    assertEquals(parseRecording(nested).bad.length, 1);
    assertEquals(parseRecording(`{"event":${nested}}`).bad.length, 1);
    assertEquals(parseRecording(`{"event":"x","more":${nested}}`), { calls: [], bad: [] });
    assertEquals(parseRecording(JSON.stringify(send).replace('"#1"', nested)).bad.length, 1);
  }
});

const values = [0, -1, 0.5, 1e12, 1e300, "", "#1", "#9", "x", ":", "[", "1:2:3", "null", null, true, [], {}];

/** Takes a key away, or gives it another value or that of another line. */
function change(random: Random, line: string, others: readonly string[]): string {
  const event: Record<string, unknown> = JSON.parse(line);
  const key = pick(random, [...Object.keys(event), "accepted", "failure", "eof", "tookMs"]);
  const other: Record<string, unknown> = JSON.parse(pick(random, others));
  const value = pick(random, [undefined, pick(random, values), other[key]]);
  return JSON.stringify({ ...event, [key]: value });
}

propertyTest("what is drawn of odd lines tells nothing that is not there", 400, (random) => {
  const recorders = random() < 0.5 ? Object.values(recordHello(500)) : recordLosses();
  const good = recorders.flatMap(({ lines }) => lines);
  assertGreater(good.length, 10);
  const lines = [...good];
  for (let changes = randomInteger(random, 1, 6); changes > 0; changes--) {
    const at = randomInteger(random, 0, lines.length - 1);
    lines[at] = change(random, lines[at]!, good);
  }
  const { calls } = parseRecording(lines.join("\n"));
  for (const language of languages) {
    const diagram = buildDiagram(calls, language);
    if (diagram === undefined) continue;
    for (const draw of Object.values(diagrams)) {
      const drawn = draw(diagram, 80);
      assertNotMatch(drawn, /undefined|NaN|Infinity|\[object/, lines.join("\n"));
    }
  }
});
