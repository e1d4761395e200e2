import { assertEquals, assertLessOrEqual } from "@std/assert";
import type { Diagram } from "../../../lib/recording/diagram/diagram.ts";
import { columnsOf } from "../../../lib/report/columns.ts";
import { diagrams } from "../../../lib/report/diagram/diagrams.ts";
import { diagramOf, recordLosses } from "../../support/diagrams.ts";
import { pureTest } from "../../support/property.ts";
import {
  atClient,
  atServer,
  clientAddress,
  Recorder,
  recordHello,
  serverAddress,
} from "../../support/recorder.ts";

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
 79.750            ├ connect ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄►┃
                   ┃◄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN+ACK ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┨
 81.000            ├┄┄┄┄┄┄┄┄┄┄┄ ACK ┄┄┄┄┄┄┄┄┄┄┄┄► accept #1 → #2 ┨
 81.750            ├ send ────────── 5 bytes ──────────► recv #2 ┨
 83.500            ┠ recv ◄────────── 5 bytes ────────── send #2 ┤
 85.750            ├ close ┄┄┄┄┄┄┄┄┄ FIN ┄┄┄┄┄┄┄┄┄┄► recv #2 = 0 ┨
 88.000            │                                    close #2 ┤
180.000            │                                    close #1 ┤
                   │                                             │

        ──► data
        ┄┄► inferred: the system did it, a call proves it
         ┃  waiting in a call
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
                   ┃◄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN+ACK ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┤
                   ├┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ ACK ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄►│
  2.000            ├ send ────────────── 5 bytes ───────────────►│
  5.000            ┠ recv ◄─────────────── 5 bytes ──────────────┤
  6.000            ├ close                                       │
                   │                                             │

        ──► data
        ┄┄► inferred: the system did it, a call proves it
         ┃  waiting in a call
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
                   ├┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄►┃
                   │◄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN+ACK ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┨
 81.000            ├┄┄┄┄┄┄┄┄┄┄┄ ACK ┄┄┄┄┄┄┄┄┄┄┄┄► accept #1 → #2 ┨
 83.000            ├───────────── 5 bytes ─────────────► recv #2 ┨
 83.500            │◄───────────── 5 bytes ───────────── send #2 ┤
 87.000            ├┄┄┄┄┄┄┄┄┄┄┄┄┄ FIN ┄┄┄┄┄┄┄┄┄┄┄┄┄► recv #2 = 0 ┨
 88.000            │                                    close #2 ┤
180.000            │                                    close #1 ┤
                   │                                             │

        ──► data
        ┄┄► inferred: the system did it, a call proves it
         ┃  waiting in a call
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
  1.000            ┠ refused ◄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ RST ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┤
  2.000            ├ connect #2 ┄┄┄┄ SYN to 127.0.0.1:10825 ┄┄┄┄►│
  3.000            ┠ refused ◄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ RST ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┤
                   │                                             │

        ┄┄► inferred: the system did it, a call proves it
         ┃  waiting in a call
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
                     ┃                                             │
10000.000            ┠ connect failed: timeout after 10 s          │
                     │                                             │

          ┄┄► inferred: the system did it, a call proves it
           ┃  waiting in a call
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
                   ┃◄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN+ACK ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┤
 19.000            ├┄┄┄┄┄┄┄┄┄┄┄ ACK ┄┄┄┄┄┄┄┄┄┄┄┄► accept #1 → #2 ┤
 27.900            ├ send ─── 5 bytes, 3 unread ───► recv #2 = 2 ┤
 30.000            ├ recv: reset ◄┄┄┄┄┄┄┄┄ RST ┄┄┄┄┄┄┄┄ close #2 ┤
 32.000            ├ close                                       │
                   │                                             │

        ──► data
        ┄┄► inferred: the system did it, a call proves it
         ┃  waiting in a call
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
                   ┃◄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ SYN+ACK ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┤
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
         ┃  waiting in a call
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
