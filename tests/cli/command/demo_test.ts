import { assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import { showLesson } from "../../../lib/cli/command/demo.ts";
import { type LessonName, lessons } from "../../../lib/lesson/lessons.ts";
import { capsock, startCapsock, TestHost } from "../../support/host.ts";
import { program, startProcess, startProgram } from "../../support/process.ts";

const names = Object.keys(lessons) as LessonName[];

Deno.test("demo alone lists the lessons with their titles", async () => {
  for (const language of ["en", "ko"] as const) {
    const { code, stdout } = await capsock(["demo", "--lang", language]);
    assertEquals(code, 0);
    for (const name of names) {
      {
        const line = stdout.split("\n").find((each) => each.startsWith(`  ${name} `));
        assertEquals(line?.slice(name.length + 2).trim(), lessons[name].title[language]);
      }
    }
  }
  const { stdout } = await capsock(["demo", "--json"]);
  const lines = stdout.trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(lines.map(({ event, name }) => [event, name]), names.map((name) => ["lesson", name]));
});

Deno.test("demo NAME shows steps, calls with explanations, and what was seen", async () => {
  const { code, stdout } = await capsock(["demo", "tcp"]);
  assertEquals(code, 0);
  for (const call of ["listen", "accept", "connect", "send", "recv", "close"]) {
    assertMatch(stdout, new RegExp(`(server|client) #\\d +${call}`));
  }
  assertStringIncludes(stdout, "Reply from server: STRASSE와 소켓: GRÖSSER");
  assertMatch(stdout, /\nWhat you saw\n {2}- accept blocked for \d+ ms/);
  assertEquals(stdout.match(/binds? .*listen.* in one/g)?.length, 1);
});

Deno.test("demo --lang ko says all of it in Korean", async () => {
  const { code, stdout } = await capsock(["demo", "truncation", "--lang", "ko"]);
  assertEquals(code, 0);
  assertStringIncludes(stdout, "\n본 것\n  - UDP: ");
  assertNotMatch(stdout, /What you saw|The server/);
  assertStringIncludes(stdout, "잘렸습니다");
});

Deno.test("demo --json gives one object a line, with the calls of both sides", async () => {
  const { code, stdout } = await capsock(["demo", "tcp", "--json"]);
  assertEquals(code, 0);
  const events = stdout.trim().split("\n").map((line) => JSON.parse(line));
  const found = events.filter(({ event }) => event === "socket");
  for (const side of ["server", "client"]) {
    assertEquals(found.filter((event) => event.side === side && event.call === "send").length, 3, side);
  }
  const [accepted] = found.filter(({ call }) => call === "accept");
  const [connected] = found.filter(({ call }) => call === "connect");
  assertEquals(accepted.peer, connected.local);
  assertMatch(accepted.accepted, /^#\d+$/);
  assertEquals(found.every(({ explanation, data }) => explanation !== "" && data === undefined), true);
  const summary = events.at(-1);
  assertEquals([summary.event, summary.ok, summary.seen.length], ["summary", true, 4]);
  assertEquals(new Set(events.map(({ event }) => event)), new Set(["step", "socket", "note", "summary"]));
});

Deno.test("demo --step goes on at each Enter, and by itself when the input has ended", async () => {
  await using child = startCapsock(["demo", "many-clients", "--step"]);
  await child.waitFor(/The server listens on one port/);
  await child.write("\n");
  await child.waitFor(/Three clients connect/);
  await child.write("\n");
  await child.waitFor(/All of them send/);
  await child.endInput();
  const { code, stdout, stderr } = await child.finished();
  assertEquals([code, stderr], [0, ""]);
  assertMatch(
    stdout,
    /The server listens on one port[\s\S]*#1 +listen[\s\S]*Three clients[\s\S]*#2 +connect/,
  );
  assertStringIncludes(stdout, "What you saw");
});

Deno.test({
  name: "Ctrl-C ends a lesson that waits for a key: its sockets are closed, and nothing is claimed",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await using child = startProcess(["demo", "many-clients", "--step"]);
    await child.write("\n\n");
    await child.waitFor(/All of them send/);
    child.kill("SIGINT");
    const { code, stdout, stderr } = await child.finished();
    assertEquals([code, stderr], [130, ""]);
    assertMatch(stdout, /#1 +close/);
    assertNotMatch(stdout, /What you saw/);
  },
});

Deno.test("demo refuses what is no lesson, two lessons, and --step without one", async () => {
  for (
    const [args, says] of [
      [["nope"], "there is no lesson"],
      [["tcp", "udp"], "one lesson at a time"],
      [["--step"], "goes with a lesson"],
    ] as const
  ) {
    const { code, stdout, stderr } = await capsock(["demo", ...args]);
    assertEquals([code, stdout], [2, ""]);
    assertStringIncludes(stderr, says);
  }
});

Deno.test("an executable for this machine only says what it cannot show, and shows the rest", async () => {
  const [deno, run, quiet] = program;
  const loopback = "--allow-net=127.0.0.0/8,[::1],localhost";
  await using child = startProgram([
    deno!,
    run!,
    quiet!,
    loopback,
    ...program.slice(4),
    "demo",
    "port-in-use",
  ]);
  const { code, stdout } = await child.finished();
  assertEquals(code, 0);
  assertMatch(stdout, /0\.0\.0\.0:\d+ may not be used/);
  assertStringIncludes(stdout, "SO_REUSEADDR");
});

Deno.test("a phenomenon that does not happen is said not to have happened, and the exit code is 1", async () => {
  const title = { en: "never", ko: "없음" };
  const nothing = { title, parts: [() => Promise.resolve(undefined)] };
  for (const [json, wanted] of [[false, /did not happen/], [true, /"ok":false,"seen":\[\]/]] as const) {
    const host = new TestHost();
    const code = await showLesson(nothing, { step: false, json }, host);
    assertEquals(code, 1);
    assertMatch(host.stdout.text, wanted);
  }
});
