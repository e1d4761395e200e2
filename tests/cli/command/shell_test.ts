import { assert, assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import { calls } from "../../../lib/cli/command/shell/calls.ts";
import { formatEndpoint } from "../../../lib/protocol/endpoint.ts";
import { columnsOf } from "../../../lib/report/columns.ts";
import { capsock, startCapsock } from "../../support/host.ts";
import { freePort, FullListener, refusingPort } from "../../support/listener.ts";
import { program, startProcess, startProgram } from "../../support/process.ts";
import type { Finished } from "../../support/running.ts";

/** Runs the lines of a script. */
async function script(lines: readonly string[], ...flags: string[]): Promise<Finished> {
  return await capsock(["shell", ...flags], lines.map((line) => `${line}\n`).join(""));
}

/** The calls of `--json`, as `side #socket call`. */
function callsOf({ stdout }: Finished): string[] {
  return eventsOf(stdout).filter(({ event }) => event === "socket").map(({ side, socket, call }) =>
    `${side} ${socket} ${call}`
  );
}

function eventsOf(stdout: string): Record<string, unknown>[] {
  return stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
}

/** What the receives of `--json` brought. */
function textsOf({ stdout }: Finished): unknown[] {
  return eventsOf(stdout).filter(({ call }) => String(call).startsWith("recv")).map(({ text, eof }) =>
    eof ? null : text
  );
}

const conversation = [
  "# a whole conversation",
  "",
  "// in one shell",
  "listen tcp 0",
  "connect tcp #1",
  "accept",
  "send #2 hello\\n안녕",
  "recv 3",
  "shutdown #2",
  "recv #3",
  "send #3 BYE",
  "close #3",
  "recv #2",
  "recv #2",
  "close #2",
  "close #1",
  "status",
];

Deno.test("shell runs a whole TCP conversation from a script, and echoes nothing", async () => {
  const { code, stdout, stderr } = await script(conversation);
  assertEquals([code, stderr], [0, ""]);
  assertMatch(stdout, /server #1 +listen .*socket\+bind\+listen/);
  assertMatch(stdout, /"hello\\n안녕"/);
  assertMatch(stdout, /"BYE"/);
  assertMatch(stdout, /no sockets\n$/);
  assertNotMatch(stdout, /capsock>|accept$/m);
});

Deno.test("shell --json gives the calls as events with what they received, and nothing else", async () => {
  const finished = await script(conversation.slice(0, -1), "--json");
  assertEquals([finished.code, finished.stderr], [0, ""]);
  assertEquals(callsOf(finished), [
    "server #1 listen",
    "client #2 connect",
    "server #1 accept",
    "client #2 send",
    "server #3 recv",
    "client #2 shutdown",
    "server #3 recv",
    "server #3 send",
    "server #3 close",
    "client #2 recv",
    "client #2 recv",
    "client #2 close",
    "server #1 close",
  ]);
  assertEquals(textsOf(finished), ["hello\n안녕", null, "BYE", null]);
});

Deno.test("shell sends and receives datagrams, also empty and cut ones, and bytes that are no text", async () => {
  const finished = await script([
    "bind udp 0",
    "bind udp 127.0.0.1 0",
    "sendto #1 #2 hello",
    "recvfrom #2",
    "sendto 2 #1 ",
    "recvfrom #1",
    "sendto #1 #2 long",
    "recvfrom #2 2",
    "sendto #1 #2 \\xff",
    "recvfrom #2",
  ], "--json");
  assertEquals([finished.code, finished.stderr], [0, ""]);
  const received = eventsOf(finished.stdout).filter(({ call }) => call === "recvfrom");
  assertEquals(received.map(({ text, base64, bytes, truncated }) => [text ?? base64, bytes, truncated]), [
    ["hello", 5, undefined],
    ["", 0, undefined],
    ["lo", 2, true],
    ["/w==", 1, undefined],
  ]);
});

Deno.test("shell starts an accept in the background, and wait waits until it comes back", async () => {
  const finished = await script(
    ["listen tcp 0", "accept #1 &", "connect tcp #1", "wait", "send #3 hi", "recv #2"],
    "--json",
  );
  assertEquals([finished.code, finished.stderr], [0, ""]);
  assertEquals(textsOf(finished), ["hi"]);
});

Deno.test("shell closes what is open at the end of a script, and names the calls that did not come back", async () => {
  const finished = await script(["listen tcp 0", "bind udp 0", "accept &"], "--json");
  assertEquals(callsOf(finished).slice(-2), ["server #1 close", "client #2 close"]);
  assertEquals([finished.code, finished.stderr], [0, "line 3: accept did not return\n"]);
});

Deno.test("shell ends at quit", async () => {
  const { code, stdout } = await script(["quit", "listen tcp 0"]);
  assertEquals([code, stdout], [0, ""]);
});

Deno.test("shell stops a script at the first line that fails, with that failure's exit code", async () => {
  using port = await refusingPort();
  const { code, stdout, stderr } = await script([
    "listen tcp 0",
    `connect tcp 127.0.0.1 ${port.endpoint.port}`,
    "status",
  ]);
  assertEquals(code, 3);
  assertMatch(stdout, /connect .*failed: refused\n.*server #1 +close/);
  assertMatch(
    stderr,
    /^capsock: line 2: cannot connect to 127\.0\.0\.1:\d+: connection refused\n {2}→ .+\n$/,
  );
  const json = await script([`connect tcp 127.0.0.1 ${port.endpoint.port}`, "status"], "--json");
  const { hint: _, message: __, ...error } = eventsOf(json.stdout).at(-1)!;
  assertEquals(error, { event: "error", line: 1, kind: "refused", code: 3 });
});

Deno.test("shell stops a script at the first line that fails also when that is in the background", async () => {
  using port = await refusingPort();
  const refused = `connect tcp 127.0.0.1 ${port.endpoint.port} &`;
  const scripts: [lines: string[], code: number, line: number][] = [
    // Nothing more comes through the pipe, and it stays open.
    [[refused], 3, 1],
    // A call in the foreground waits meanwhile.
    [["listen tcp 0", refused, "accept", "status"], 3, 2],
    [["bind udp 0", refused, "recvfrom #1"], 3, 2],
    [["listen tcp 0", refused, "wait", "status"], 3, 2],
    // What is wrong with a line is known before the next one.
    [["listen tcp 0", "accept &", "accept &", "status"], 2, 3],
    [["recv #9 &", "status"], 2, 1],
  ];
  for (const [lines, code, line] of scripts) {
    await using shell = startCapsock(["shell", "--json", "--timeout", "1h"]);
    await shell.write(lines.map((text) => `${text}\n`).join(""));
    const finished = await shell.finished();
    const events = eventsOf(finished.stdout);
    const error = events.find(({ event }) => event === "error");
    assertEquals([finished.code, error?.line, error?.code], [code, line, code], lines.join("; "));
    assertEquals(events.filter(({ event }) => event === "status"), []);
    assertNotMatch(finished.stderr, /interrupted/);
  }
});

Deno.test({
  name: "shell bounds a connect that gets no answer by --timeout",
  // Elsewhere a full backlog refuses.
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using listener = await new FullListener().fill();
    const { code, stdout } = await script(
      [`connect tcp ${formatEndpoint(listener.endpoint)}`],
      "--timeout",
      "50ms",
    );
    assertEquals(code, 4);
    assertMatch(stdout, /connect .*failed: timeout/);
  },
});

Deno.test("shell explains every call when asked to, in the language asked for", async () => {
  const { stdout } = await script(["listen tcp 0", "explain on", "close #1"], "--lang", "ko");
  assertMatch(stdout, /서버 소켓\(대기용\)\n {10}close가/);
  assertNotMatch(stdout, /listen\n {10}/);
  const all = await script(["bind udp 0"], "--explain", "--json", "--lang", "en");
  assert(eventsOf(all.stdout).every(({ explanation }) => typeof explanation === "string"));
});

Deno.test("shell help lists every call on one screen, and shows the page of one", async () => {
  const { stdout } = await script(["help"]);
  for (const { usage } of Object.values(calls)) assertStringIncludes(stdout, usage);
  const lines = stdout.trimEnd().split("\n");
  assert(lines.length <= 23 && lines.every((line) => columnsOf(line) <= 80), stdout);
  const page = await script(["help recvfrom"], "--lang", "ko");
  assertStringIncludes(page.stdout, (await capsock(["help", "recvfrom", "--lang", "ko"])).stdout.trimEnd());
  assertStringIncludes(page.stdout, "capsock> recvfrom #SOCKET [BYTES]");
  assertStringIncludes((await script(["help status"])).stdout, "every socket and what it waits for");
});

Deno.test("shell help shows the page of a concept, also by a Korean name with a blank, and lists them", async () => {
  const reset = (await capsock(["help", "reset", "--lang", "ko"])).stdout;
  for (const line of ["help reset", "help RST", "help 연결 끊김", 'help "연결 끊김"']) {
    assertEquals((await script([line], "--lang", "ko")).stdout, reset, line);
  }
  const halfClose = await script(["help half-close"], "--lang", "en");
  assertMatch(halfClose.stdout, /^half-close: .*[^]*SHUT_WR[^]*\n\n {2}capsock> shutdown #SOCKET\n$/);
  const concepts = await script(["help concepts"], "--lang", "en");
  assertEquals(concepts.stdout, (await capsock(["help", "concepts", "--lang", "en"])).stdout);
});

Deno.test("shell writes no colours into a pipe", async () => {
  await using child = startProgram([...program, "shell"], { env: { NO_COLOR: "" } });
  await child.write("listen tcp 0\nnothing\n");
  const { stdout, stderr } = await child.finished();
  assert(!(stdout + stderr).includes("\x1b"), stdout + stderr);
});

Deno.test({
  name: "shell ends with 130 when a script is interrupted while a call waits",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using child = startProcess(["shell", "--timeout", "60s"]);
    await child.write("listen tcp 0\naccept\n");
    await child.waitFor(/listen /);
    child.kill("SIGINT");
    assertEquals((await child.finished()).code, 130);
  },
});

Deno.test("shell runs the session of the README: an attempt that failed takes no number", async () => {
  const port = freePort();
  const lines = [
    `listen tcp ${port}`,
    "accept &",
    `connect tcp localhost ${port}`,
    "wait",
    "send #2 hello",
    "recv #3",
    "status",
  ];
  const { code, stdout, stderr } = await script(lines);
  assertEquals([code, stderr], [0, ""]);
  assertMatch(stdout, /client - +connect .*refused/);
  assertMatch(stdout, /server #3 +recv .*\n +"hello"/);
});
