import { assert, assertEquals, assertLessOrEqual, assertMatch, assertNotMatch } from "@std/assert";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { columnsOf } from "../../../lib/report/columns.ts";
import { buildDiagram } from "../../../lib/recording/diagram/build.ts";
import type { Diagram } from "../../../lib/recording/diagram/diagram.ts";
import { diagrams } from "../../../lib/report/diagram/diagrams.ts";
import { mostLifelines } from "../../../lib/recording/diagram/lifelines.ts";
import { parseRecording } from "../../../lib/recording/parse.ts";
import { pureTest } from "../../support/property.ts";
import {
  atClient,
  atServer,
  clientAddress,
  Recorder,
  recordHello,
  serverAddress,
} from "../../support/recorder.ts";

function diagramOf(...recorders: readonly Recorder[]): Diagram {
  const diagram = buildDiagram(parseRecording(recorders.map(({ text }) => text).join("")).calls);
  assert(diagram !== undefined);
  return diagram;
}

/** Compares with a picture that stands between two line breaks. */
function assertPicture(diagram: Diagram, picture: string): void {
  assertEquals(`\n${diagrams.text(diagram)}\n`, picture);
}

pureTest("text: a connection of which both sides were recorded", () => {
  const { server, client } = recordHello(500);
  const diagram = diagramOf(server, client);
  assertPicture(
    diagram,
    `
               client #1                                   server #1, #2
     ms     127.0.0.1:52144                               127.0.0.1:10825
                   │                                             │
  0.000            │                                   listen #1 ┤
 79.750            ├ connect ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄►│
                   │◄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN+ACK ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┤
 81.000            ├┄┄┄┄┄┄┄┄┄┄┄ ACK ┄┄┄┄┄┄┄┄┄┄┄┄► accept #1 → #2 ┤
 81.750            ├ send ────────── 5 bytes ──────────► recv #2 ┤
 83.500            ├ recv ◄────────── 5 bytes ────────── send #2 ┤
 85.750            ├ close ┄┄┄┄┄┄┄┄┄ FIN ┄┄┄┄┄┄┄┄┄┄► recv #2 = 0 ┤
 88.000            │                                    close #2 ┤
180.000            │                                    close #1 ┤
                   │                                             │

        ──► data
        ┄┄► inferred: the system did it, a call proves it
`,
  );
  diagrams.text(diagram).split("\n").forEach((line) => assertLessOrEqual(columnsOf(line), 80, line));
});

pureTest("text: the client alone; that it closed does not prove a FIN", () => {
  assertPicture(
    diagramOf(recordHello().client),
    `
               client #1                               server (not recorded)
     ms     127.0.0.1:52144                               127.0.0.1:10825
                   │                                             │
  0.000            ├ connect ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄►│
                   │◄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN+ACK ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┤
                   ├┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ ACK ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄►│
  2.000            ├ send ────────────── 5 bytes ───────────────►│
  5.000            ├ recv ◄─────────────── 5 bytes ──────────────┤
  6.000            ├ close                                       │
                   │                                             │

        ──► data
        ┄┄► inferred: the system did it, a call proves it
`,
  );
});

pureTest("text: the server alone; accept proves the handshake, and a receive of nothing the FIN", () => {
  assertPicture(
    diagramOf(recordHello().server),
    `
         client (not recorded)                             server #1, #2
     ms     127.0.0.1:52144                               127.0.0.1:10825
                   │                                             │
  0.000            │                                   listen #1 ┤
                   ├┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄►│
                   │◄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN+ACK ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┤
 81.000            ├┄┄┄┄┄┄┄┄┄┄┄ ACK ┄┄┄┄┄┄┄┄┄┄┄┄► accept #1 → #2 ┤
 83.000            ├───────────── 5 bytes ─────────────► recv #2 ┤
 83.500            │◄───────────── 5 bytes ───────────── send #2 ┤
 87.000            ├┄┄┄┄┄┄┄┄┄┄┄┄┄ FIN ┄┄┄┄┄┄┄┄┄┄┄┄┄► recv #2 = 0 ┤
 88.000            │                                    close #2 ┤
180.000            │                                    close #1 ┤
                   │                                             │

        ──► data
        ┄┄► inferred: the system did it, a call proves it
`,
  );
});

pureTest("text: refused in both families, by one server", () => {
  const client = new Recorder("client", "tcp")
    .tell(10, "connect", "#1", { peer: "[::1]:10825", failure: "refused", tookMs: 1 })
    .tell(12, "connect", "#2", { peer: serverAddress, failure: "refused", tookMs: 1 });
  assertPicture(
    diagramOf(client),
    `
                                                       server (not recorded)
     ms      client #1, #2                                  [::1]:10825
                   │                                             │
  0.000            ├ connect #1 ┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN ┄┄┄┄┄┄┄┄┄┄┄┄┄┄►│
  1.000            ├ refused ◄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ RST ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┤
  2.000            ├ connect #2 ┄┄┄┄ SYN to 127.0.0.1:10825 ┄┄┄┄►│
  3.000            ├ refused ◄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ RST ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┤
                   │                                             │

        ┄┄► inferred: the system did it, a call proves it
`,
  );
});

pureTest("text: nobody answers a SYN", () => {
  const client = new Recorder("client", "tcp")
    .tell(10_010, "connect", "#1", { peer: "192.0.2.1:80", failure: "timeout", tookMs: 10_000 });
  assertPicture(
    diagramOf(client),
    `
                                                         server (not recorded)
       ms        client #1                                   192.0.2.1:80
                     │                                             │
    0.000            ├ connect ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄►│
10000.000            ├ connect failed: timeout after 10 s          │
                     │                                             │

          ┄┄► inferred: the system did it, a call proves it
`,
  );
});

pureTest("text: a failure before anything was sent draws no arrow", () => {
  const client = new Recorder("client", "tcp")
    .tell(10, "connect", "#1", { peer: "192.0.2.1:80", failure: "unreachable", tookMs: 1 });
  assertPicture(
    diagramOf(client),
    `
                                                       server (not recorded)
     ms        client #1                                   192.0.2.1:80
                   │                                             │
  1.000            ├ connect failed: unreachable                 │
                   │                                             │
`,
  );
  assertPicture(
    diagramOf(
      new Recorder("server", "tcp").tell(1, "listen", "#1", { local: serverAddress, failure: "in-use" }),
    ),
    `
               server #1
     ms     127.0.0.1:10825
                   │
  0.000            ├ listen failed: in-use
                   │
`,
  );
});

pureTest("text: a server that closes with bytes unread resets the connection", () => {
  const server = new Recorder("server", "tcp", 77)
    .tell(1, "listen", "#1", { local: serverAddress })
    .tell(20, "accept", "#1", { local: serverAddress, peer: clientAddress, accepted: "#2" })
    .tell(30, "recv", "#2", { ...atServer, bytes: 2 })
    .tell(31, "close", "#2", atServer);
  const client = new Recorder("client", "tcp")
    .tell(20, "connect", "#1", { ...atClient, tookMs: 1 })
    .tell(29, "send", "#1", { ...atClient, bytes: 5, tookMs: 0.1 })
    .tell(32, "recv", "#1", { ...atClient, failure: "reset" })
    .tell(33, "close", "#1", atClient);
  assertPicture(
    diagramOf(server, client),
    `
               client #1                                   server #1, #2
     ms     127.0.0.1:52144                               127.0.0.1:10825
                   │                                             │
  0.000            │                                   listen #1 ┤
 18.000            ├ connect ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄►│
                   │◄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN+ACK ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┤
 19.000            ├┄┄┄┄┄┄┄┄┄┄┄ ACK ┄┄┄┄┄┄┄┄┄┄┄┄► accept #1 → #2 ┤
 27.900            ├ send ─── 5 bytes, 3 unread ───► recv #2 = 2 ┤
 30.000            ├ recv: reset ◄┄┄┄┄┄┄┄┄ RST ┄┄┄┄┄┄┄┄ close #2 ┤
 32.000            ├ close                                       │
                   │                                             │

        ──► data
        ┄┄► inferred: the system did it, a call proves it
`,
  );
});

pureTest("text: pieces of a stream, and half-closes", () => {
  const server = new Recorder("server", "tcp", 77)
    .tell(1, "listen", "#1", { local: serverAddress })
    .tell(20, "accept", "#1", { local: serverAddress, peer: clientAddress, accepted: "#2" })
    .tell(30, "recv", "#2", { ...atServer, bytes: 2 })
    .tell(31, "recv", "#2", { ...atServer, bytes: 6 })
    .tell(32, "send", "#2", { ...atServer, bytes: 8 })
    .tell(33, "shutdown", "#2", atServer)
    .tell(34, "recv", "#2", { ...atServer, bytes: 0, eof: true })
    .tell(35, "close", "#2", atServer);
  const client = new Recorder("client", "tcp")
    .tell(20, "connect", "#1", { ...atClient, tookMs: 1 })
    .tell(29, "send", "#1", { ...atClient, bytes: 5, tookMs: 0.1 })
    .tell(29.5, "send", "#1", { ...atClient, bytes: 3, tookMs: 0.1 })
    .tell(29.8, "shutdown", "#1", atClient)
    .tell(32.4, "recv", "#1", { ...atClient, bytes: 8 })
    .tell(33.4, "recv", "#1", { ...atClient, bytes: 0, eof: true })
    .tell(33.5, "close", "#1", atClient);
  assertPicture(
    diagramOf(server, client),
    `
               client #1                                   server #1, #2
     ms     127.0.0.1:52144                               127.0.0.1:10825
                   │                                             │
  0.000            │                                   listen #1 ┤
 18.300            ├ connect ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄►│
                   │◄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN+ACK ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┤
 19.000            ├┄┄┄┄┄┄┄┄┄┄┄ ACK ┄┄┄┄┄┄┄┄┄┄┄┄► accept #1 → #2 ┤
 28.200            ├ send ──────── 5 bytes ────────► recv #2 = 2 ┤
 28.700            ├ send ──────── 3 bytes ────────► recv #2 = 6 ┤
 29.100            ├ shutdown ┄┄┄┄┄┄┄┄┄┄┄┄┄┄ FIN ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄►│
 31.000            ├ recv ◄────────── 8 bytes ────────── send #2 ┤
 32.000            ├ recv = 0 ◄┄┄┄┄┄┄┄┄ FIN ┄┄┄┄┄┄┄┄ shutdown #2 ┤
 32.800            ├ close                                       │
 33.000            │                                 recv #2 = 0 ┤
 34.000            │                                    close #2 ┤
                   │                                             │

        ──► data
        ┄┄► inferred: the system did it, a call proves it
`,
  );
});

pureTest("text: a UDP client that gets no answer, and then one", () => {
  const fresh = { local: "127.0.0.1:52145", peer: serverAddress };
  const client = new Recorder("client", "udp")
    .tell(1, "bind", "#1", { local: clientAddress })
    .tell(5, "sendto", "#1", { ...atClient, bytes: 5 })
    .tell(1005, "bind", "#2", { local: fresh.local })
    .tell(1006, "close", "#1", { local: clientAddress })
    .tell(1007, "sendto", "#2", { ...fresh, bytes: 5 })
    .tell(1008, "recvfrom", "#2", { ...fresh, bytes: 5 })
    .tell(1009, "close", "#2", { local: fresh.local });
  assertPicture(
    diagramOf(client),
    `
              client #1, #2                             server (not recorded)
      ms  127.0.0.1:52144, :52145                          127.0.0.1:10825
                    │                                             │
   0.000            ├ bind #1 127.0.0.1:52144                     │
   4.000            ├ sendto #1 ──────────── 5 bytes ────────────►│
1004.000            ├ no answer for 1 s                           │
1004.000            ├ bind #2 127.0.0.1:52145                     │
1005.000            ├ close #1                                    │
1006.000            ├ sendto #2 ──────────── 5 bytes ────────────►│
1007.000            ├ recvfrom #2 ◄─────────── 5 bytes ───────────┤
1008.000            ├ close #2                                    │
                    │                                             │

         ──► data
`,
  );
});

pureTest("text: a UDP client that is told that nobody is there", () => {
  const client = new Recorder("client", "udp")
    .tell(1, "bind", "#1", { local: clientAddress })
    .tell(5, "sendto", "#1", { ...atClient, bytes: 5 })
    .tell(6, "recvfrom", "#1", { local: clientAddress, failure: "refused" })
    .tell(7, "close", "#1", { local: clientAddress });
  assertPicture(
    diagramOf(client),
    `
               client #1                               server (not recorded)
     ms     127.0.0.1:52144                               127.0.0.1:10825
                   │                                             │
  0.000            ├ bind                                        │
  4.000            ├ sendto ───────────── 5 bytes ──────────────►│
  5.000            ├ recvfrom: refused ◄┄┄┄┄ ICMP unreachable ┄┄┄┤
  6.000            ├ close                                       │
                   │                                             │

        ──► data
        ┄┄► inferred: the system did it, a call proves it
`,
  );
});

/** Four datagrams: one answered, two that overtake each other, of which one answer is lost, and one lost. */
function recordLosses(): Recorder[] {
  const server = new Recorder("server", "udp", 7000)
    .tell(0, "bind", "#1", { local: serverAddress })
    .tell(140, "recvfrom", "#1", { ...atServer, bytes: 10 })
    .tell(140.4, "sendto", "#1", { ...atServer, bytes: 10 })
    .tell(160, "recvfrom", "#1", { ...atServer, bytes: 30 })
    .tell(160.4, "sendto", "#1", { ...atServer, bytes: 30 })
    .tell(165, "recvfrom", "#1", { ...atServer, bytes: 20 })
    .tell(165.4, "sendto", "#1", { ...atServer, bytes: 20 })
    .tell(400, "close", "#1", { local: serverAddress });
  const client = new Recorder("client", "udp")
    .tell(50, "bind", "#1", { local: clientAddress })
    .tell(100, "sendto", "#1", { ...atClient, bytes: 10 })
    .tell(110, "sendto", "#1", { ...atClient, bytes: 20 })
    .tell(120, "sendto", "#1", { ...atClient, bytes: 30 })
    .tell(130, "sendto", "#1", { ...atClient, bytes: 40 })
    .tell(180, "recvfrom", "#1", { ...atClient, bytes: 10 })
    .tell(200, "recvfrom", "#1", { ...atClient, bytes: 30 })
    .tell(350, "close", "#1", { local: clientAddress });
  return [server, client];
}

pureTest("text: datagrams that are late, overtake each other, or are lost", () => {
  assertPicture(
    diagramOf(...recordLosses()),
    `
               client #1                                     server #1
     ms     127.0.0.1:52144                               127.0.0.1:10825
                   │                                             │
  0.000            │                                        bind ┤
 50.200            ├ bind                                        │
100.200            ├ sendto ──────── 10 bytes ────────► recvfrom ┤
110.200            ├ sendto ───────── 20 bytes ──────────► (b)   │
120.200            ├ sendto ───────── 30 bytes ──────────► (a)   │
130.200            ├ sendto ────── 40 bytes, lost ──────✕        │
140.400            ├ recvfrom ◄──────── 10 bytes ──────── sendto ┤
160.000            │   (a) ─────── 30 bytes ──────────► recvfrom ┤
160.400            ├ recvfrom ◄──────── 30 bytes ──────── sendto ┤
165.000            │   (b) ─────── 20 bytes ──────────► recvfrom ┤
165.400            │        ✕────── 20 bytes, lost ────── sendto ┤
350.200            ├ close                                       │
400.000            │                                       close ┤
                   │                                             │

        ──► data
        ──✕ never received
`,
  );
});

pureTest("a datagram is drawn as lost only if its receiver was recorded", () => {
  const [server, client] = recordLosses() as [Recorder, Recorder];
  for (const recorder of [server, client]) {
    const { rows } = diagramOf(recorder);
    assertEquals(rows.filter((row) => row.kind === "arrow" && row.isLost), []);
  }
});

/** So many clients, each recorded by itself. */
function recordClients(count: number): Recorder[] {
  const addresses = Array.from({ length: count }, (_, index) => `127.0.0.1:${40_000 + index}`);
  const server = new Recorder("server", "tcp", 3000).tell(1, "listen", "#1", { local: serverAddress });
  addresses.forEach((peer, index) => {
    server.tell(10 + index, "accept", "#1", { local: serverAddress, peer, accepted: `#${index + 2}` });
  });
  const clients = addresses.map((local, index) =>
    new Recorder("client", "tcp").tell(10.5 + index, "connect", "#1", {
      local,
      peer: serverAddress,
      tookMs: 1,
    })
      .tell(200, "send", "#1", { local, peer: serverAddress, bytes: 1 })
  );
  return [server, ...clients];
}

pureTest("several clients have a lifeline each, left of their server", () => {
  const { lifelines } = diagramOf(...recordClients(3));
  assertEquals(lifelines.map(({ name, address }) => `${name} ${address}`), [
    "client A #1 127.0.0.1:40000",
    "client B #1 127.0.0.1:40001",
    "client C #1 127.0.0.1:40002",
    "server #1 … #4 127.0.0.1:10825",
  ]);
});

pureTest("what would be too wide is left out, and counted", () => {
  const { lifelines, omitted } = diagramOf(...recordClients(100));
  assertEquals([lifelines.length, omitted], [mostLifelines, 100 - mostLifelines + 1]);
});

pureTest("nothing is drawn where there is nothing", () => {
  assertEquals(buildDiagram([]), undefined);
  const resolve = new Recorder("client", "tcp").tell(1, "resolve", "-", { peer: "example.com" });
  assertEquals(buildDiagram(parseRecording(resolve.text).calls), undefined);
});

const hostile = `a"b'c&d<script>alert(1)</script>]]>\x00\x1b[31m#35;;%%{init}\\ end\nnote over P1: x\u202e`;

function hostileDiagram(): Diagram {
  return diagramOf(
    new Recorder("client", "tcp")
      .tell(1, "connect", hostile, { local: hostile, peer: `${hostile}:80`, tookMs: 1 })
      .tell(2, "send", hostile, { local: hostile, peer: `${hostile}:80`, failure: hostile }),
    new Recorder("server", "udp").tell(1, "bind", "\ud800 소켓", { local: "소켓:1" }),
  );
}

const pictures: Record<string, () => Diagram> = {
  "a connection": () => diagramOf(...Object.values(recordHello(500))),
  "lost datagrams": () => diagramOf(...recordLosses()),
  "three clients": () => diagramOf(...recordClients(3)),
  "hostile text": hostileDiagram,
};

for (const [name, diagram] of Object.entries(pictures)) {
  pureTest(`svg: ${name} is well-formed XML without scripts, other files or small print`, () => {
    const picture = diagrams.svg(diagram());
    assertEquals(XMLValidator.validate(picture), true);
    const { svg } = new XMLParser({ ignoreAttributes: false }).parse(picture);
    assertEquals(svg["@_role"], "img");
    assertMatch(svg.title["#text"], /^(TCP|UDP)/);
    assertMatch(svg.desc["#text"], /^Lifelines from left to right: /);
    assertNotMatch(picture, /<script|<foreignObject|<image|href=|@import|url\((?!#)|\son\w+=/i);
    // deno-lint-ignore no-control-regex
    assertNotMatch(picture, /[\x00-\x08\x0b-\x1f\ufffe\uffff]/);
    const sizes = [...picture.matchAll(/font(?:-size)?:(\d+)px/g)].map(([, size]) => Number(size));
    assert(sizes.length > 0 && sizes.every((size) => size >= 16));
    assertMatch(picture, /@media \(prefers-color-scheme:dark\)/);
  });
}

pureTest("svg: every coordinate lies within the picture", () => {
  for (const diagram of Object.values(pictures)) {
    const picture = diagrams.svg(diagram());
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(picture)!.map(Number) as [
      number,
      number,
      number,
    ];
    for (
      const [, axis, value] of picture.replace(/<marker.*?<\/marker>/g, "").matchAll(
        / c?([xy])[12]?="([^"]*)"/g,
      )
    ) {
      assert(Number(value) >= 0 && Number(value) <= (axis === "x" ? width : height), `${axis} ${value}`);
    }
  }
});

pureTest("mermaid: inferred arrows are dashed, lost ones end in a cross", () => {
  const { server, client } = recordHello(500);
  assertEquals(
    diagrams.mermaid(diagramOf(server, client)),
    [
      "sequenceDiagram",
      "  accTitle: TCP: a client and a server",
      "  participant P1 as client #35;1<br/>127.0.0.1:52144",
      "  participant P2 as server #35;1, #35;2<br/>127.0.0.1:10825",
      "  Note over P2: listen #35;1",
      "  P1-->>P2: connect → SYN",
      "  P2-->>P1: SYN+ACK",
      "  P1-->>P2: ACK → accept #35;1 → #35;2",
      "  P1->>P2: send → 5 bytes → recv #35;2",
      "  P2->>P1: send #35;2 → 5 bytes → recv",
      "  P1-->>P2: close → FIN → recv #35;2 = 0",
      "  Note over P2: close #35;2",
      "  Note over P2: close #35;1",
      "  Note over P1,P2: dashed: inferred from the calls",
    ].join("\n"),
  );
  assertMatch(diagrams.mermaid(diagramOf(...recordLosses())), /^ {2}P1-xP2: sendto → 40 bytes, lost$/m);
});

pureTest("mermaid: hostile text stays text", () => {
  const lines = diagrams.mermaid(hostileDiagram()).split("\n");
  const shapes = [
    /^sequenceDiagram$/,
    /^ {2}accTitle: /,
    /^ {2}participant P\d as /,
    /^ {2}Note over P\d(,P\d)?: /,
    /^ {2}P\d(->>|-->>|-x)P\d: /,
  ];
  for (const line of lines) {
    assert(shapes.some((shape) => shape.test(line)), line);
    const text = line.replace(shapes.find((shape) => shape.test(line))!, "").replaceAll("<br/>", "");
    assertNotMatch(text.replace(/#\d+;/g, ""), /[#;<>&"'`%\\{}]/);
  }
});

pureTest("text: hostile text brings no control characters and no line too many", () => {
  const diagram = hostileDiagram();
  const picture = diagrams.text(diagram);
  // deno-lint-ignore no-control-regex
  assertNotMatch(picture, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
});
