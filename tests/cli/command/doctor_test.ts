import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runProcess, startProgram } from "../../support/process.ts";

Deno.test("doctor finds that everything needed works, and tells the permissions", async () => {
  const { code, stdout, stderr } = await runProcess(["doctor"]);
  assertEquals([code, stderr], [0, ""]);
  for (const said of ["edition capsock,", "read: not granted", "net, other machines: granted", "µs"]) {
    assertStringIncludes(stdout, said);
  }
  assertStringIncludes(stdout, "TCP: open sockets go on, nothing more can be opened");
});

Deno.test("doctor --json gives each finding and a summary", async () => {
  const { code, stdout } = await runProcess(["doctor", "--json"]);
  assertEquals(code, 0);
  const events = stdout.trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(events.at(-1), { event: "summary", ok: true });
  const about = new Set(events.slice(0, -1).map((event) => event.about));
  assert(about.size >= 8, [...about].join());
});

const main = new URL("../../../main.ts", import.meta.url).pathname;

async function restricted(net: string, ...args: string[]): Promise<[number, string, string]> {
  await using child = startProgram([Deno.execPath(), "run", "--quiet", net, "--no-prompt", main, ...args]);
  await child.endInput();
  const { code, stdout, stderr } = await child.finished();
  return [code, stdout, stderr];
}

Deno.test("doctor ends with 1 where the network is not permitted", async () => {
  const [code, stdout] = await restricted("--no-remote", "doctor");
  assertEquals(code, 1);
  assertStringIncludes(stdout, "FAIL net, this machine: not granted");
});

const loopback = "--allow-net=127.0.0.0/8,[::1],localhost";

Deno.test("a program for loopback names the address and its edition when it is asked for another, and ends with 9", async () => {
  const cases: string[][] = [
    ["client", "tcp", "192.0.2.1:80", "-m", "x"],
    ["client", "udp", "192.0.2.1:80", "-m", "x"],
    ["client", "tcp", "192.0.2.1:80", "-m", "x", "--local-port", "1024"],
    ["server", "tcp", "192.0.2.1:0"],
    ["server", "udp", "192.0.2.1:0"],
  ];
  for (const args of cases) {
    const [code, stdout, stderr] = await restricted(loopback, ...args);
    assertStringIncludes(stderr, "192.0.2.1");
    assertStringIncludes(stderr, "capsock-loopback may not use that address");
    assertEquals([code, stdout], [9, ""], args.join(" "));
  }
  for (const target of ["192.0.2.1:80", "udp://192.0.2.1:80", "name.example:80"]) {
    const [code, stdout] = await restricted(loopback, "check", target);
    assertStringIncludes(stdout, "capsock-loopback may not use that address");
    assertEquals(code, 9, target);
  }
});

Deno.test("a program for loopback does everything on loopback", async () => {
  const [code, stdout] = await restricted(loopback, "doctor");
  assertEquals(code, 0);
  assertStringIncludes(stdout, "edition capsock-loopback");
});
