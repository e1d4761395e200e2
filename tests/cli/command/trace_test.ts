import {
  assertEquals,
  assertLessOrEqual,
  assertMatch,
  assertNotMatch,
  assertStringIncludes,
} from "@std/assert";
import { XMLValidator } from "fast-xml-parser";
import { columnsOf } from "../../../lib/report/columns.ts";
import { recordClients } from "../../support/diagrams.ts";
import { capsock, startCapsock } from "../../support/host.ts";

/** A session of a server and a client, each a program of its own, as both recorded it. */
async function record(
  transport: "tcp" | "udp",
  flags: readonly string[] = [],
): Promise<{ server: string; client: string }> {
  await using server = startCapsock([
    "server",
    transport,
    "--port",
    "0",
    "--once",
    "--json",
    "--trace",
    ...flags,
  ]);
  const [, port] = await server.waitFor(/"event":"ready".*"port":(\d+)/);
  const client = await capsock([
    "client",
    transport,
    `127.0.0.1:${port}`,
    "-m",
    "hello",
    "--json",
    "--trace",
    "--timeout",
    "1s",
  ]);
  return { server: (await server.finished()).stdout, client: client.stdout };
}

Deno.test("trace draws what a server and a client recorded as text, SVG and Mermaid", async () => {
  const { server, client } = await record("tcp");
  for (const recording of [server + client, client + server]) {
    const text = await capsock(["trace"], recording);
    assertEquals([text.code, text.stderr], [0, ""]);
    assertMatch(text.stdout, /├ connect ┄+ SYN ┄+►[│┃]/);
    assertMatch(text.stdout, /├┄+ ACK ┄+► accept #1 → #2 [┤┨]/);
    // What arrives is in the same row, or in one of its own where its program was slow to look.
    assertMatch(text.stdout, /├ send ─+ 5 bytes ─+►[^]* recv #2 [┤┨]\n[^]* 5 bytes ─+ send #2 ┤/);
    assertMatch(text.stdout, /├ close ┄+ FIN ┄+►[^]* recv #2 = 0 [┤┨]/);
  }
  const svg = await capsock(["trace", "--format", "svg"], server + client);
  assertEquals([svg.code, svg.stderr, XMLValidator.validate(svg.stdout)], [0, "", true]);
  const mermaid = await capsock(["trace", "--format=mermaid"], server + client);
  assertEquals([mermaid.code, mermaid.stderr], [0, ""]);
  assertMatch(mermaid.stdout, /^sequenceDiagram\n/);
  assertStringIncludes(mermaid.stdout, "P1->>P2: send → 5 bytes → recv #35;2\n");
});

Deno.test("trace draws the other side of a recording from its addresses", async () => {
  const { server, client } = await record("tcp");
  const [ofServer, ofClient] = await Promise.all([capsock(["trace"], server), capsock(["trace"], client)]);
  assertMatch(ofServer.stdout, /client \(not recorded\)/);
  assertMatch(ofServer.stdout, / 5 bytes ─+►[^]* recv #2 [┤┨]/);
  assertMatch(ofClient.stdout, /server \(not recorded\)/);
  assertMatch(ofClient.stdout, /[├┠] recv ◄─+ 5 bytes ─+┤/);
});

Deno.test("trace tells a datagram without an answer", async () => {
  const { server, client } = await record("udp", ["--service", "discard"]);
  const { stdout, code } = await capsock(["trace"], server + client);
  assertMatch(stdout, /├ sendto ─+ 5 bytes ─+►[^]* recvfrom [┤┨]/);
  assertMatch(stdout, /\n +┃ +│\n[ \d.]+┠ recvfrom: no answer for 1(\.\d)? s/);
  assertEquals(code, 0);
});

Deno.test("trace draws a lesson", async () => {
  const { stdout: lesson } = await capsock(["demo", "tcp", "--json"]);
  const { stdout, stderr, code } = await capsock(["trace"], lesson);
  assertEquals([code, stderr], [0, ""]);
  assertMatch(stdout, /├ send ─+ 5 bytes ─+►[^]* recv #3 [┤┨]/);
});

Deno.test("trace draws a lesson of several parts on one screen, with both sides recorded", async () => {
  const { stdout: lesson } = await capsock(["demo", "who-closes", "--json"]);
  const { stdout } = await capsock(["trace"], lesson);
  const widest = stdout.split("\n").map((line) => columnsOf(line)).reduce(
    (most, one) => Math.max(most, one),
    0,
  );
  assertLessOrEqual(widest, 80, stdout);
  assertNotMatch(stdout, /not recorded/);
});

Deno.test("trace passes over bad lines, tells the first five and counts the others", async () => {
  const { client } = await record("udp");
  const bad = Array.from({ length: 8 }, (_, index) => `bad ${index}\n`).join("");
  const { stdout, stderr, code } = await capsock(["trace"], bad + client);
  assertEquals(code, 0);
  assertMatch(stdout, /├ sendto ─+ 5 bytes ─+►│/);
  const told = [1, 2, 3, 4, 5].map((number) => `skipped line ${number}: not JSON\n`);
  assertEquals(stderr, `${told.join("")}and 3 more\n`);
});

Deno.test("trace ends with 1 when there is nothing to draw", async () => {
  for (const input of ["", '{"event":"summary","sent":0}\n']) {
    const { stdout, stderr, code } = await capsock(["trace", "--format", "svg"], input);
    assertEquals([stdout, code], ["", 1]);
    assertMatch(stderr, /^capsock: nothing to draw: .*\n {2}→ record with --json --trace/);
  }
});

Deno.test("trace says in Korean what it skipped, what it left out and what it needs", async () => {
  const skipped = await capsock(["trace", "--lang", "ko"], "bad\n".repeat(6));
  assertEquals(
    skipped.stderr,
    [1, 2, 3, 4, 5].map((number) => `${number}번째 줄을 건너뜁니다: JSON이 아닙니다\n`).join("") +
      "그 밖에 1줄\ncapsock: 그릴 것이 없습니다: 표준 입력에 소켓 호출이 없습니다\n" +
      "  → --json --trace로 기록하세요. 예: capsock client tcp -m hi --json --trace\n",
  );
  const many = recordClients(30).map(({ text }) => text).join("");
  assertEquals((await capsock(["trace"], many)).stderr, "the picture has no room for 7 more conversations\n");
  assertEquals(
    (await capsock(["trace", "--lang", "ko"], many)).stderr,
    "그림에 자리가 없어 대화 7개를 뺐습니다\n",
  );
});

Deno.test("trace asks for a recording where somebody would have to type it", async () => {
  for (
    const [language, told] of [["en", "trace reads recorded events"], [
      "ko",
      "trace는 기록한 이벤트를",
    ]] as const
  ) {
    const { stderr, code } = await capsock(["trace", "--lang", language], "", { isTerminal: true });
    assertStringIncludes(stderr, told);
    assertEquals(code, 2);
  }
});

Deno.test("trace takes no operands and no other format", async () => {
  for (const args of [["trace", "events.jsonl"], ["trace", "--format", "png"]]) {
    const { stdout, code } = await capsock(args);
    assertEquals([stdout, code], ["", 2]);
  }
});
