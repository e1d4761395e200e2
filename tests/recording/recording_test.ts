import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { type Random, randomInteger } from "../../lib/base/random.ts";
import type { Call } from "../../lib/recording/call.ts";
import { parseRecording } from "../../lib/recording/parse.ts";
import { joinRecordings, type Recording } from "../../lib/recording/recording.ts";
import { propertyTest, pureTest } from "../support/property.ts";
import {
  atClient,
  atServer,
  clientAddress,
  Recorder,
  recordHello,
  serverAddress,
} from "../support/recorder.ts";

function join(...recorders: readonly Recorder[]): Recording {
  const { calls, bad } = parseRecording(recorders.map(({ text }) => text).join(""));
  assertEquals(bad, []);
  return joinRecordings(calls);
}

function inWords({ calls }: Recording): string[] {
  return calls.map(({ side, call, eof }) => `${side} ${call}${eof ? " = 0" : ""}`);
}

const helloInWords = [
  "server listen",
  "client connect",
  "server accept",
  "client send",
  "server recv",
  "server send",
  "client recv",
  "client close",
  "server recv = 0",
  "server close",
  "server close",
];

for (const skewMs of [0, 10_000, -10_000, -10, 3.7]) {
  pureTest(`two recordings are joined in causal order, the server's clock ${skewMs} ms ahead`, () => {
    const { server, client } = recordHello(Math.max(0, skewMs), Math.max(0, -skewMs));
    for (const recorders of [[server, client], [client, server]]) {
      assertEquals(inWords(join(...recorders)), helloInWords);
    }
  });
}

pureTest("the clocks are set by what went both ways", () => {
  const { server, client } = recordHello(10_000);
  const { calls, timeOf } = join(server, client);
  const [listen, connect] = calls as [Call, Call];
  assertEquals([listen.call, connect.call], ["listen", "connect"]);
  // Truly 80 ms; no message took longer than 2 ms, and half of that is how wrong it can be.
  assertAlmostEquals(timeOf(connect) - timeOf(listen), 80, 1);
});

pureTest("a message one way alone still sets the clocks", () => {
  const server = new Recorder("server", "udp", 10_000)
    .tell(10, "bind", "#1", { local: serverAddress })
    .tell(100.3, "recvfrom", "#1", { ...atServer, bytes: 4, tookMs: 90 });
  const client = new Recorder("client", "udp")
    .tell(90, "bind", "#1", { local: clientAddress })
    .tell(100.2, "sendto", "#1", { ...atClient, bytes: 4, tookMs: 0.2 });
  const { calls, timeOf } = join(client, server);
  assertEquals(calls.map(({ call }) => call), ["bind", "bind", "sendto", "recvfrom"]);
  assertLess(timeOf(calls[3]!) - timeOf(calls[2]!), 0.2);
});

pureTest("sockets that have the same number in two recordings stay apart", () => {
  const { server, client } = recordHello();
  const { sockets, conversations, programs } = join(server, client);
  assertEquals(programs, 2);
  assertEquals(sockets.map(({ side, label }) => `${side} ${label}`), ["server #1", "server #2", "client #1"]);
  const [connection, ...more] = conversations;
  assertEquals([connection!.client.socket?.label, connection!.server.socket?.label], ["#1", "#2"]);
  assertEquals(more, []);
});

pureTest("clients that were recorded one after the other stay apart too", () => {
  const clients = [1, 2, 3].map((number) =>
    new Recorder("client", "tcp").tell(50 + number, "connect", "#1", {
      local: `127.0.0.1:${50_000 + number}`,
      peer: serverAddress,
      tookMs: 1,
    })
  );
  assertEquals(join(...clients).programs, 3);
});

pureTest("a proxy between a client and a server is one program with one clock", () => {
  const [entry, exit] = ["127.0.0.1:9000", "127.0.0.1:40000"];
  const summary = '{"event":"summary"}\n';
  const client = new Recorder("client", "tcp")
    .tell(51, "connect", "#1", { local: clientAddress, peer: entry, tookMs: 0.5 })
    .tell(52, "send", "#1", { local: clientAddress, peer: entry, bytes: 5, tookMs: 0.1 });
  const proxy = [
    ...new Recorder("server", "tcp", 1000).tell(20, "listen", "#1", { local: entry })
      .tell(51.2, "accept", "#1", { local: entry, peer: clientAddress, accepted: "#2" }).lines,
    ...new Recorder("client", "tcp", 1000)
      .tell(52.1, "connect", "#3", { local: exit, peer: serverAddress, tookMs: 0.5 }).lines,
  ].join("\n");
  const server = new Recorder("server", "tcp", 7000).tell(10, "listen", "#1", { local: serverAddress })
    .tell(52.2, "accept", "#1", { local: serverAddress, peer: exit, accepted: "#2" });
  const text = [client.text, summary, proxy, "\n", summary, server.text].join("");
  const { programs, conversations, calls } = joinRecordings(parseRecording(text).calls);
  assertEquals(programs, 3);
  assertEquals(conversations.map(({ client, server }) => [client.socket?.program, server.socket?.program]), [
    [0, 1],
    [1, 2],
  ]);
  assertEquals(
    calls.filter(({ call }) => call === "connect" || call === "accept").map(({ program }) => program),
    [0, 1, 1, 2],
  );
});

pureTest("the order stays causal where the clocks contradict each other", () => {
  // The client said that it closed half a millisecond after the server had noticed.
  const server = new Recorder("server", "tcp", 500)
    .tell(20, "listen", "#1", { local: serverAddress })
    .tell(100, "accept", "#1", { local: serverAddress, peer: clientAddress, accepted: "#2" })
    .tell(100.1, "recv", "#2", { ...atServer, bytes: 5 })
    .tell(100.2, "send", "#2", { ...atServer, bytes: 5 })
    .tell(106, "recv", "#2", { ...atServer, bytes: 0, eof: true });
  const client = new Recorder("client", "tcp")
    .tell(99.9, "connect", "#1", atClient)
    .tell(100, "send", "#1", { ...atClient, bytes: 5 })
    .tell(100.3, "recv", "#1", { ...atClient, bytes: 5 })
    .tell(106.5, "close", "#1", atClient);
  const { calls, timeOf } = join(server, client);
  const [close, end] = calls.slice(-2) as [Call, Call];
  assertEquals([close.call, end.call], ["close", "recv"]);
  assertLess(timeOf(end), timeOf(close));
});

pureTest("both sides of one program keep its one clock", () => {
  const { server, client } = recordHello();
  const lines = [...server.lines, ...client.lines.map((line) => line.replace('"#1"', '"#3"'))];
  const sorted = lines.toSorted((a, b) => JSON.parse(a).at - JSON.parse(b).at);
  const recording = joinRecordings(parseRecording(sorted.join("\n")).calls);
  assertEquals(recording.programs, 1);
  assertEquals(inWords(recording), helloInWords);
});

pureTest("a server that is bound to every address is found by the one it was reached at", () => {
  const server = new Recorder("server", "udp", 500)
    .tell(10, "bind", "#1", { local: "0.0.0.0:11758" })
    .tell(100, "recvfrom", "#1", { local: "0.0.0.0:11758", peer: "192.0.2.9:40000", bytes: 2 })
    .tell(101, "sendto", "#1", { local: "0.0.0.0:11758", peer: "192.0.2.9:40000", bytes: 2 });
  const client = new Recorder("client", "udp")
    .tell(90, "bind", "#1", { local: "0.0.0.0:40000" })
    .tell(99, "sendto", "#1", { local: "0.0.0.0:40000", peer: "192.0.2.7:11758", bytes: 2 })
    .tell(102, "recvfrom", "#1", { local: "0.0.0.0:40000", peer: "192.0.2.7:11758", bytes: 2 });
  const { conversations, links } = join(server, client);
  assertEquals(conversations.length, 1);
  assertEquals(links.length, 2);
});

pureTest("the second of two equal datagrams is the one that was answered, if the times say so", () => {
  const server = new Recorder("server", "udp", -5000 + 4000)
    .tell(1010, "bind", "#1", { local: serverAddress })
    .tell(2001, "recvfrom", "#1", { ...atServer, bytes: 5 })
    .tell(2002, "sendto", "#1", { ...atServer, bytes: 5 });
  const client = new Recorder("client", "udp")
    .tell(990, "bind", "#1", { local: clientAddress })
    .tell(1000, "sendto", "#1", { ...atClient, bytes: 5 })
    .tell(2000, "sendto", "#1", { ...atClient, bytes: 5 })
    .tell(2003, "recvfrom", "#1", { ...atClient, bytes: 5 });
  const { links } = join(server, client);
  assertEquals(links.map(({ from }) => `${from.side} ${from.at}`), ["client 2000", "server 1002"]);
});

pureTest("a port that is used again belongs to the next connection", () => {
  const { server, client } = recordHello();
  const again = recordHello();
  const lines = [
    ...server.lines.slice(0, -1),
    ...again.server.lines.slice(1).map((line) =>
      line.replaceAll('"#2"', '"#3"').replace(/"at":(\d+)/, (_, at) => `"at":${Number(at) + 1000}`)
        .replaceAll('"bytes":5', '"bytes":7')
    ),
  ];
  const second = again.client.text.replaceAll('"bytes":5', '"bytes":7');
  const { calls } = parseRecording([...lines, client.text, second].join("\n"));
  const { conversations } = joinRecordings(calls);
  assertEquals(
    conversations.map(({ client, server }) => [client.socket?.program, server.socket?.label]),
    [[1, "#2"], [2, "#3"]],
  );
});

/** A connection with random pieces both ways: what is received was sent, and no call of a side overlaps another. */
function randomSession(random: Random): { recorders: Recorder[]; causes: [string, string][] } {
  const skewMs = (random() - 0.5) * 20_000;
  const server = new Recorder("server", "tcp", Math.max(0, skewMs));
  server.tell(1, "listen", "#1", { local: serverAddress });
  const client = new Recorder("client", "tcp", Math.max(0, -skewMs));
  const causes: [string, string][] = [];
  let now = 10;
  const pass = (): number => now += 0.01 + random() * 5;
  client.tell(pass(), "connect", "#1", { ...atClient, tookMs: 0.005 });
  server.tell(pass(), "accept", "#1", { local: serverAddress, peer: clientAddress, accepted: "#2" });
  const ways = [
    { from: client, to: server, sent: [] as number[], received: [] as number[], waiting: 0 },
    { from: server, to: client, sent: [] as number[], received: [] as number[], waiting: 0 },
  ];
  const socketOf = { client: "#1", server: "#2" };
  const ends = { client: atClient, server: atServer };
  for (let step = randomInteger(random, 2, 30); step > 0; step--) {
    const way = ways[randomInteger(random, 0, 1)]!;
    const isSend = way.waiting === 0 || random() < 0.5;
    const { side } = isSend ? way.from : way.to;
    const bytes = isSend ? randomInteger(random, 1, 1000) : randomInteger(random, 1, way.waiting);
    way.waiting += isSend ? bytes : -bytes;
    const call = isSend ? "send" : "recv";
    const recorder = isSend ? way.from : way.to;
    recorder.tell(pass(), call, socketOf[side], { ...ends[side], bytes, tookMs: 0.005 });
    (isSend ? way.sent : way.received).push(bytes);
    if (isSend) continue;
    // The send that holds the last byte which was received came before.
    let left = way.received.reduce((sum, size) => sum + size, 0);
    const index = way.sent.findIndex((size) => (left -= size) <= 0);
    causes.push([`${way.from.side} send ${index}`, `${side} recv ${way.received.length - 1}`]);
  }
  return { recorders: random() < 0.5 ? [server, client] : [client, server], causes };
}

propertyTest("nothing is received before it was sent, however far the clocks are apart", 300, (random) => {
  const { recorders, causes } = randomSession(random);
  const counts = new Map<string, number>();
  const position = new Map(
    join(...recorders).calls.map(({ side, call }, index) => {
      const number = counts.get(`${side} ${call}`) ?? 0;
      counts.set(`${side} ${call}`, number + 1);
      return [`${side} ${call} ${number}`, index];
    }),
  );
  for (const [cause, effect] of causes) {
    assert(position.get(cause)! < position.get(effect)!, `${effect} came before ${cause}`);
  }
});

pureTest("a bad line is told with its number and its reason, and costs nothing else", () => {
  const { client } = recordHello();
  const bad = [
    ["not JSON at all", "not JSON", "JSON이 아닙니다"],
    ["[1, 2]", "not a JSON object", "JSON 객체가 아닙니다"],
    ["null", "not a JSON object", "JSON 객체가 아닙니다"],
    ['{"hello": 1}', 'it has no "event"', '"event"가 없습니다'],
    ['{"event":"socket"}', 'a socket event without "call"', 'socket 이벤트에 "call"이 없습니다'],
    [
      '{"event":"socket","call":"fly"}',
      '"call" is "fly", which is not known',
      '"call": 알 수 없는 값입니다("fly")',
    ],
    [
      '{"event":"socket","call":"constructor"}',
      '"call" is "constructor", which is not known',
      '"call": 알 수 없는 값입니다("constructor")',
    ],
    [
      client.lines[0]!.replace('"client"', '"third"'),
      '"side" is "third", which is not known',
      '"side": 알 수 없는 값입니다("third")',
    ],
    [
      client.lines[0]!.replace('"tcp"', '"sctp"'),
      '"transport" is "sctp", which is not known',
      '"transport": 알 수 없는 값입니다("sctp")',
    ],
    [client.lines[0]!.replace(/"at":[\d.]+/, '"at":"now"'), '"at" is not a number', '"at": 숫자가 아닙니다'],
    [client.lines[0]!.replace(/"at":[\d.]+/, '"at":1e999'), '"at" is not a number', '"at": 숫자가 아닙니다'],
    [client.lines[0]!.replace(/"at":[\d.]+/, '"at":-1'), '"at" is negative', '"at": 음수입니다'],
    [
      client.lines[0]!.replace(/"peer":"[^"]*"/, '"peer":7'),
      '"peer" is not a text',
      '"peer": 문자열이 아닙니다',
    ],
    [client.lines[0]!.slice(0, 40), "not JSON", "JSON이 아닙니다"],
  ] as const;
  const text = ["\ufeff" + client.lines[0], "", ...bad.map(([line]) => line), ...client.lines.slice(1)].join(
    "\r\n",
  );
  const parsed = parseRecording(text);
  assertEquals(
    parsed.bad,
    bad.map(([, en, ko], index) => ({ number: index + 3, reason: { en, ko } })),
  );
  assertEquals(parsed.calls.length, client.lines.length);
});

pureTest("events of other kinds are skipped without a word", () => {
  const text = ['{"event":"ready","port":1}', '{"event":"step","text":"…"}', '{"event":"summary"}'].join(
    "\n",
  );
  assertEquals(parseRecording(text), { calls: [], bad: [] });
});

pureTest("control characters in a recording are made visible, and long texts are cut", () => {
  const hostile = "\x1b[31m\u202e" + "x".repeat(1000);
  const line = new Recorder("client", "tcp").tell(1, "connect", hostile, { peer: hostile }).text;
  const [call] = parseRecording(line).calls;
  assertEquals(call!.socket.slice(0, 14), "\\x1b[31m\\u202e");
  assertLess(call!.peer!.length, 200);
});
