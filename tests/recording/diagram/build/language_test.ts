import { assertEquals, assertMatch } from "@std/assert";
import { type Language, languages } from "../../../../lib/base/text.ts";
import type { Diagram } from "../../../../lib/recording/diagram/diagram.ts";
import { diagrams } from "../../../../lib/report/diagram/diagrams.ts";
import { diagramIn, recordClients, recordLosses } from "../../../support/diagrams.ts";
import { pureTest } from "../../../support/property.ts";
import {
  atClient,
  atServer,
  clientAddress,
  Recorder,
  recordHello,
  serverAddress,
} from "../../../support/recorder.ts";

type Told = Readonly<Record<Language, readonly string[]>>;

/** What the rows say, without names of calls. */
function rowTexts({ rows }: Diagram): string[] {
  const texts = rows.flatMap((row) =>
    row.kind === "note"
      ? [row.text]
      : row.kind === "arrow"
      ? [row.text, row.head ?? ""]
      : row.kind === "pause"
      ? []
      : [row.text, row.head]
  );
  return texts.filter((text) => /[ ,:(\u3131-\uffff]|refused/.test(text));
}

const partly = [
  new Recorder("server", "tcp", 77)
    .tell(1, "listen", "#1", { local: serverAddress })
    .tell(20, "accept", "#1", { local: serverAddress, peer: clientAddress, accepted: "#2" })
    .tell(30, "recv", "#2", { ...atServer, bytes: 2 })
    .tell(31, "close", "#2", atServer),
  new Recorder("client", "tcp")
    .tell(20, "connect", "#1", { ...atClient, tookMs: 1 })
    .tell(29, "send", "#1", { ...atClient, bytes: 5, tookMs: 0.1 })
    .tell(29.5, "send", "#1", { ...atClient, bytes: 4, tookMs: 0.1 })
    .tell(32, "recv", "#1", { ...atClient, failure: "reset" }),
];

const cases: Readonly<Record<string, [recorders: readonly Recorder[], told: Told]>> = {
  "nobody answers a SYN": [
    [new Recorder("client", "tcp").tell(10_010, "connect", "#1", {
      peer: "192.0.2.1:80",
      failure: "timeout",
      tookMs: 10_000,
    })],
    { en: ["connect failed: timeout after 10 s"], ko: ["connect 실패: 시간 초과(10 s)"] },
  ],
  "a server in the other family, and a failure of no known kind": [
    [
      new Recorder("client", "tcp")
        .tell(10, "connect", "#1", { peer: "[::1]:10825", failure: "refused", tookMs: 1 })
        .tell(12, "connect", "#2", { peer: serverAddress, failure: "haunted", tookMs: 1 })
        .tell(14, "connect", "#3", { peer: serverAddress, failure: "refused", tookMs: 1 }),
    ],
    {
      en: ["refused", "connect #2 failed: haunted", "SYN to 127.0.0.1:10825", "refused"],
      ko: ["거부됨", "connect #2 실패: haunted", "SYN(목적지 127.0.0.1:10825)", "거부됨"],
    },
  ],
  "bytes that nobody fetched, and the RST for them": [
    partly,
    {
      en: [
        "listen #1",
        "accept #1 → #2",
        "5 bytes, 3 unread",
        "recv #2 = 2",
        "4 bytes, unread",
        "recv: reset",
      ],
      ko: [
        "listen #1",
        "accept #1 → #2",
        "5바이트, 3바이트 읽지 않음",
        "recv #2 = 2",
        "4바이트, 읽지 않음",
        "recv: 연결 끊김(RST)",
      ],
    },
  ],
  "datagrams": [
    recordLosses(),
    {
      en: [
        "10 bytes",
        "20 bytes",
        "30 bytes",
        "40 bytes, lost",
        "10 bytes",
        "30 bytes",
        "30 bytes",
        "20 bytes",
        "20 bytes, lost",
      ],
      ko: [
        "10바이트",
        "20바이트",
        "30바이트",
        "40바이트, 손실",
        "10바이트",
        "30바이트",
        "30바이트",
        "20바이트",
        "20바이트, 손실",
      ],
    },
  ],
  "UDP: silence, a report of the system, and a datagram that was cut": [
    [
      new Recorder("client", "udp")
        .tell(5, "sendto", "#1", { ...atClient, bytes: 5 })
        .tell(1005, "sendto", "#1", { ...atClient, bytes: 5 })
        .tell(1006, "recvfrom", "#1", { local: clientAddress, failure: "refused" })
        .tell(1007, "recvfrom", "#1", { ...atClient, bytes: 3, truncated: true }),
    ],
    {
      en: [
        "5 bytes",
        "no answer for 1 s",
        "5 bytes",
        "ICMP unreachable",
        "recvfrom: refused",
        "3 bytes",
        "recvfrom, cut to 3",
      ],
      ko: [
        "5바이트",
        "1 s 동안 응답 없음",
        "5바이트",
        "ICMP 도달 불가",
        "recvfrom: 거부됨",
        "3바이트",
        "recvfrom, 3바이트로 잘림",
      ],
    },
  ],
};

for (const [name, [recorders, told]] of Object.entries(cases)) {
  pureTest(`a diagram is told in each language: ${name}`, () => {
    for (const language of languages) {
      assertEquals(rowTexts(diagramIn(language, ...recorders)), told[language]);
    }
  });
}

pureTest("a diagram's title, heads, legend and description are in its language", () => {
  const { server, client } = recordHello(500);
  const alone = diagramIn("ko", client);
  assertEquals(alone.title, "TCP: 클라이언트, 서버");
  assertEquals(alone.lifelines.map(({ name }) => name), ["클라이언트 #1", "서버(기록 없음)"]);
  assertEquals(alone.legend.map(({ text }) => text), [
    "데이터",
    "추론: 시스템이 한 일이며, 호출로 증명됨",
    "호출 안에서 대기",
  ]);
  assertMatch(
    alone.description,
    /^왼쪽부터 생명선: 클라이언트 #1\(127\.0\.0\.1:52144\); .* 시간은 아래로 흐릅니다\. 클라이언트 #1에서 서버\(기록 없음\)으로: SYN\(추론\), connect\./,
  );
  const english = diagramIn("en", server, client).description;
  assertMatch(
    english,
    /Time runs down\. server #1, #2: listen #1\. client #1 to server #1, #2: SYN \(inferred\), connect\./,
  );
  const [clients, few] = [recordClients(3), recordLosses()];
  assertEquals(diagramIn("ko", ...clients).title, "TCP: 클라이언트 3개, 서버");
  assertEquals(diagramIn("en", ...clients).title, "TCP: 3 clients and a server");
  assertEquals(diagramIn("ko", ...few).legend.at(-1)!.text, "수신되지 않음");
  assertMatch(
    diagramIn("en", ...few).description,
    /client #1 to server #1, arriving now: 30 bytes, recvfrom\./,
  );
  assertMatch(
    diagramIn("ko", ...few).description,
    /클라이언트 #1에서 서버 #1로, 이제 도착: 30바이트, recvfrom\./,
  );
});

pureTest("a client with many ports, and a long description, are told in short in each language", () => {
  const client = new Recorder("client", "udp");
  for (let index = 0; index < 40; index++) {
    const local = `127.0.0.1:${40_000 + index}`;
    client.tell(index * 3, "sendto", `#${index}`, { local, peer: serverAddress, bytes: 1 });
    client.tell(index * 3 + 1, "close", `#${index}`, { local });
  }
  assertEquals(diagramIn("en", client).lifelines[0]!.address, "127.0.0.1, 40 ports");
  assertEquals(diagramIn("ko", client).lifelines[0]!.address, "127.0.0.1, 포트 40개");
  assertMatch(diagramIn("en", client).description, / 20 more rows follow\.$/);
  assertMatch(diagramIn("ko", client).description, / 그 밖에 20행이 더 있습니다\.$/);
});

pureTest("Mermaid says in the diagram's language what a dashed arrow means", () => {
  const { server, client } = recordHello();
  assertMatch(diagrams.mermaid(diagramIn("ko", server, client)), /Note over P1,P2: 점선: 호출로 추론함$/);
});
