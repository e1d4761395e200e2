import { assertEquals, assertMatch } from "@std/assert";
import type { Diagram } from "../../../../lib/recording/diagram/diagram.ts";
import { diagrams } from "../../../../lib/report/diagram/diagrams.ts";
import { diagramIn, diagramOf } from "../../../support/diagrams.ts";
import { pureTest } from "../../../support/property.ts";
import { atClient, atServer, clientAddress, Recorder, serverAddress } from "../../../support/recorder.ts";

const timeout = { failure: "timeout", deadlineMs: 600, tookMs: 600 };

/** Both sides receive at 20 ms; the client gives up after 600 ms, and speaks first. */
const bothWait = [
  new Recorder("server", "tcp").tell(1, "listen", "#1", { local: serverAddress })
    .tell(12, "accept", "#1", { local: serverAddress, peer: clientAddress, accepted: "#2", tookMs: 10 })
    .tell(631, "recv", "#2", { ...atServer, bytes: 5, tookMs: 611 })
    .tell(632, "send", "#2", { ...atServer, bytes: 5, tookMs: 0.05 }),
  new Recorder("client", "tcp").tell(12, "connect", "#1", { ...atClient, tookMs: 2 })
    .tell(620, "recv", "#1", { ...atClient, ...timeout })
    .tell(630, "send", "#1", { ...atClient, bytes: 5, tookMs: 0.05 })
    .tell(633, "recv", "#1", { ...atClient, bytes: 5, tookMs: 13 }),
];

/** Each wait as the texts of the rows between which it lies. */
function waitsOf({ waits, rows, lifelines }: Diagram): string[] {
  const name = (index: number): string => {
    const row = rows[index]!;
    return row.kind === "pause" ? "pause" : row.text;
  };
  return waits.map(({ lifeline, from, to }) => `${lifelines[lifeline]!.side}: ${name(from)} → ${name(to)}`);
}

pureTest("a receive that was given up, and one that came back, are waits; a long one has a pause", () => {
  const diagram = diagramOf(...bothWait);
  assertEquals(waitsOf(diagram), [
    "client: SYN → SYN+ACK",
    "client: ACK → recv failed: timeout after 600 ms",
    // What it gave up before ended that wait: this one begins with what it sent.
    "client: 5 bytes → 5 bytes",
    "server: listen #1 → ACK",
    "server: ACK → 5 bytes",
  ]);
  assertEquals(
    diagram.rows.map(({ kind }) => kind).join(" "),
    "note arrow arrow arrow pause note arrow arrow",
  );
  assertEquals(diagram.legend.at(-1), { sign: "wait", text: "waiting in a call" });
  assertMatch(
    diagram.description,
    /Nothing happens for a while\. client #1: recv failed: timeout after 600 ms\. client #1 waited until then\./,
  );
  assertMatch(
    diagramIn("ko", ...bothWait).description,
    /한동안 아무 일도 없음\. 클라이언트 #1: recv 실패: 시간 초과\(600 ms\)\. 클라이언트 #1은 그때까지 대기함\./,
  );
});

pureTest("every picture draws waits as bars along the lifelines", () => {
  const diagram = diagramOf(...bothWait);
  const text = diagrams.text(diagram);
  assertMatch(
    text,
    /\n +┃ +┃\n619\.000 +┠ recv failed: timeout after 600 ms +┃\n628\.950 +├ send .*► recv #2 ┨\n/,
  );
  const svg = diagrams.svg(diagram);
  const bars = [
    ...svg.matchAll(/<rect class="wait (client|server)" [^>]* y="([\d.]+)" width="8" height="(\d+)"/g),
  ];
  assertEquals(bars.map(([, side]) => side), ["client", "client", "client", "server", "server"]);
  const mermaid = diagrams.mermaid(diagram).split("\n");
  const active = { P1: 0, P2: 0 } as Record<string, number>;
  for (const line of mermaid) {
    const [, word, who] = /^ {2}((?:de)?activate) (P\d)$/.exec(line) ?? [];
    if (who === undefined) continue;
    active[who]! += word === "activate" ? 1 : -1;
    assertEquals([0, 1].includes(active[who]!), true, line);
  }
  assertEquals(active, { P1: 0, P2: 0 });
});

pureTest(
  "an accept nobody came to is a wait; a call that found what it wants, or that only was long, is none",
  () => {
    const accept = new Recorder("server", "tcp").tell(1, "listen", "#1", { local: serverAddress, tookMs: 50 })
      .tell(602, "accept", "#1", { local: serverAddress, ...timeout })
      .tell(603, "close", "#1", { local: serverAddress });
    assertEquals(waitsOf(diagramOf(accept)), ["server: listen → accept failed: timeout after 600 ms"]);
    const atOnce = new Recorder("client", "udp").tell(1, "bind", "#1", { local: clientAddress, tookMs: 9 })
      .tell(2, "sendto", "#1", { ...atClient, bytes: 5, tookMs: 0.4 })
      .tell(9, "recvfrom", "#1", { ...atClient, bytes: 5, tookMs: 0.02 });
    assertEquals(waitsOf(diagramOf(atOnce)), []);
  },
);

pureTest("a send that blocked is a wait from its row on", () => {
  const client = new Recorder("client", "tcp").tell(2, "connect", "#1", { ...atClient, tookMs: 0.05 })
    .tell(1502, "send", "#1", { ...atClient, bytes: 9_000_000, tookMs: 1499 })
    .tell(1503, "close", "#1", atClient);
  const server = new Recorder("server", "tcp").tell(1, "listen", "#1", { local: serverAddress })
    .tell(2, "accept", "#1", { local: serverAddress, peer: clientAddress, accepted: "#2", tookMs: 0.05 })
    .tell(1400, "recv", "#2", { ...atServer, bytes: 5_000_000, tookMs: 0.05 })
    .tell(1500, "recv", "#2", { ...atServer, bytes: 4_000_000, tookMs: 0.05 });
  assertEquals(waitsOf(diagramOf(server, client)), ["client: 9,000,000 bytes → recv #2 = 4000000"]);
});
