import { assert, assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import { showLesson } from "../../../lib/cli/command/demo.ts";
import { lessonNames as names, lessons } from "../../../lib/lesson/lessons.ts";
import { findConcept } from "../../../lib/report/concept/find.ts";
import { noPaint } from "../../../lib/report/paint.ts";
import { capsock, startCapsock, TestHost } from "../../support/host.ts";
import { program, startProcess, startProgram } from "../../support/process.ts";

Deno.test("demo alone lists the lessons in their order, with their sentences and what to try next", async () => {
  for (const language of ["en", "ko"] as const) {
    const { code, stdout } = await capsock(["demo", "--lang", language]);
    assertEquals(code, 0);
    const [list, next] = stdout.split("\n\n").slice(1);
    const rows = list!.split(/\n(?= {2}\S)/).map((row) => row.trim().replace(/\s+/g, " "));
    assertEquals(rows, names.map((name) => `${name} ${lessons[name].title[language]}`));
    assertMatch(next!, /^(Try next|다음으로 해 볼 것):\n {2}capsock demo tcp {2,}\S/);
  }
  const { stdout } = await capsock(["demo", "--json"]);
  const lines = stdout.trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(lines.map(({ event, name }) => [event, name]), names.map((name) => ["lesson", name]));
});

Deno.test("every lesson has a sentence in each language and a page of help", () => {
  for (const name of names) {
    const { title, page } = lessons[name];
    for (const language of ["en", "ko"] as const) assertMatch(title[language], /\.$/);
    assertEquals(findConcept(page), page);
  }
});

Deno.test("a lesson ends with the lesson that follows and the page about it; the last one with the page alone", async () => {
  const { stdout } = await capsock(["demo", "both-wait"]);
  assertMatch(
    stdout,
    /\nTry next\n {2}capsock demo half-close {2,}A client[^]*\n {2}capsock help blocking {2,}Read/,
  );
  const last = await capsock(["demo", names.at(-1)!, "--lang", "ko"]);
  assertMatch(last.stdout, /\n다음으로 해 볼 것\n {2}capsock help \S+ {2}방금[^\n]*\n$/);
});

Deno.test("an explanation is given once in a lesson", async () => {
  const { stdout } = await capsock(["demo", "many-clients"]);
  const explanations = stdout.split(/\n(?! {10}\S)/).flatMap((block) => {
    const [, ...lines] = block.split("\n");
    return lines.length === 0 ? [] : [lines.map((line) => line.trim()).join(" ").replace(/[#\d.:]+/g, "0")];
  });
  assert(explanations.length > 8, stdout);
  assertEquals(new Set(explanations).size, explanations.length);
});

Deno.test("nothing of a lesson is dim", async () => {
  const host = new TestHost([], { isTerminal: true });
  await showLesson(lessons["both-wait"], { step: false, json: false }, host);
  // deno-lint-ignore no-control-regex
  assertNotMatch(host.stdout.text + host.stderr.text, /\x1b\[2m/);
  assertMatch(host.stdout.text, /recv/);
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
  assertStringIncludes(stdout, "\n확인한 내용\n  - UDP: ");
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

Deno.test("in a terminal a lesson waits for Enter at each step and before it sums up, unless told not to", async () => {
  const terminal = { isTerminal: true, paint: noPaint };
  await using child = startCapsock(["demo", "many-clients"], terminal);
  await child.waitFor(/Enter goes on to the next step, Ctrl-C ends the lesson\.\n\[Enter\] $/, "stderr");
  assertNotMatch(child.host.stdout.text, /listen /);
  let pauses = 1;
  while (!/The clients close/.test(child.host.stdout.text)) {
    await child.write("\n");
    await child.waitFor(new RegExp(`(\\[Enter\\] ){${++pauses}}$`), "stderr");
  }
  assertNotMatch(child.host.stdout.text, /#\d +close/);
  await child.write("\n");
  await child.waitFor(new RegExp(`(\\[Enter\\] ){${++pauses}}$`), "stderr");
  assertMatch(child.host.stdout.text, /#\d +close/);
  assertNotMatch(child.host.stdout.text, /What you saw/);
  await child.write("\n");
  const { code, stdout } = await child.finished();
  assertEquals([code, pauses], [0, 6]);
  assertMatch(stdout, /What you saw/);

  const through = await capsock(["demo", "many-clients", "--no-step"], "", terminal);
  assertEquals([through.code, through.stderr], [0, ""]);
  const json = await capsock(["demo", "many-clients", "--json"], "", terminal);
  assertEquals([json.code, json.stderr], [0, ""]);
});

Deno.test("Ctrl-C at the last Enter ends a lesson before it sums up", async () => {
  await using child = startCapsock(["demo", "both-wait", "--lang", "ko"], {
    isTerminal: true,
    paint: noPaint,
  });
  await child.waitFor(/Enter 키는 다음 단계로/, "stderr");
  await child.write("\n".repeat(4));
  await child.waitFor(/(\[Enter\] ){5}$/, "stderr");
  child.interrupt();
  const { code, stdout } = await child.finished();
  assertEquals(code, 130);
  assertNotMatch(stdout, /확인한 내용/);
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

Deno.test("demo refuses what is no lesson, two lessons, and flags that do not go together", async () => {
  for (
    const [args, en, ko] of [
      [
        ["nope"],
        /there is no lesson "nope"\n {2}→ `capsock demo` lists/,
        /그런 실습은 없습니다: "nope"\n {2}→ `capsock demo`는/,
      ],
      [
        ["tpc"],
        /there is no lesson "tpc"\n {2}→ did you mean tcp\?/,
        /그런 실습은 없습니다: "tpc"\n {2}→ 혹시 tcp/,
      ],
      [["tcp", "udp"], /one lesson at a time/, /한 번에 실습 하나/],
      [["--step"], /--step goes with a lesson/, /--step은 실습과 함께/],
      [["--no-step"], /--no-step goes with a lesson/, /--no-step은 실습과 함께/],
      [["tcp", "--step", "--no-step"], /exclude each other/, /함께 쓸 수 없습니다/],
    ] as const
  ) {
    for (const [language, says] of [["en", en], ["ko", ko]] as const) {
      const { code, stdout, stderr } = await capsock(["demo", ...args, "--lang", language]);
      assertEquals([code, stdout], [2, ""]);
      assertMatch(stderr, says);
    }
  }
});

Deno.test("an executable for this machine only says what it cannot show, and shows the rest", async () => {
  const [deno, run, quiet] = program;
  const loopback = "--allow-net=127.0.0.0/8,[::1]";
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
  assertMatch(stdout, /may not use 0\.0\.0\.0:\d+/);
  assertStringIncludes(stdout, "SO_REUSEADDR");
});

Deno.test("a phenomenon that does not happen is said not to have happened, and the exit code is 1", async () => {
  const title = { en: "never", ko: "없음" };
  const nothing = { title, page: "socket", parts: [() => Promise.resolve(undefined)] };
  for (
    const [json, language, wanted] of [
      [false, "en", /did not happen/],
      [false, "ko", /일어나지 않아/],
      [true, "en", /"ok":false,"seen":\[\]/],
    ] as const
  ) {
    const host = new TestHost(["--lang", language]);
    const code = await showLesson(nothing, { step: false, json }, host);
    assertEquals(code, 1);
    assertMatch(host.stdout.text, wanted);
  }
});
