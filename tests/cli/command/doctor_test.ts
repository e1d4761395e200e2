import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runProcess, startProgram } from "../../support/process.ts";

Deno.test("doctor finds that everything needed works, and tells the permissions", async () => {
  const { code, stdout, stderr } = await runProcess(["doctor"]);
  assertEquals([code, stderr], [0, ""]);
  for (const said of ["edition capsock,", "read: not granted", "net, other machines: granted", "µs"]) {
    assertStringIncludes(stdout, said);
  }
  assertStringIncludes(stdout, "TCP: open sockets keep working, new ones cannot be opened");
});

Deno.test("doctor --json gives each finding and a summary", async () => {
  const { code, stdout } = await runProcess(["doctor", "--json"]);
  assertEquals(code, 0);
  const events = stdout.trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(events.at(-1), { event: "summary", ok: true });
  const about = new Set(events.slice(0, -1).map((event) => event.about));
  assert(about.size >= 8, [...about].join());
});

Deno.test("doctor tells everything in Korean", async () => {
  const { code, stdout } = await runProcess(["doctor", "--lang", "ko"]);
  assertEquals(code, 0);
  for (
    const said of [
      "에디션 capsock, 대상 ",
      "런타임 Deno ",
      "정상 net(이 컴퓨터): 허용됨",
      "read: 허용 안 됨",
      "정상 시스템이 찾은 localhost의 주소: ",
      "만에 연결됨",
      "에코 20회, 최단 왕복 시간(RTT) ",
      "분해능 ",
      "정상 TCP: 열린 소켓은 계속 작동하고, 새 소켓은 열 수 없음",
      "UDP: 데이터그램을 전송할 때마다 필요하므로 포기할 수 없음",
      "capsock에 필요한 기능이 여기에서 모두 작동합니다.",
    ]
  ) assertStringIncludes(stdout, said);
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

const loopback = "--allow-net=127.0.0.0/8,[::1]";

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
