import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { commands } from "../../../lib/cli/commands.ts";
import { capsock } from "../../support/host.ts";
import { startTcpServer, startUdpServer } from "../../support/server.ts";

const terminal = { isTerminal: true };

/** Commands that read their work from standard input, as they are typed before a file. */
const reading = ["trace", "shell", "load --merge", "check"];

for (const command of reading) {
  Deno.test(`${command} with a file says at once how to give it`, async () => {
    const files = ["x.jsonl", "plan.json", "./ex.txt", "/tmp/plan.JSON", "my plan.json", "C:\\x\\plan.json"];
    for (const file of files) {
      for (const options of [terminal, {}]) {
        const { code, stdout, stderr } = await capsock([...command.split(" "), file], "", options);
        const named = file.includes(" ") ? `"${file}"` : file;
        assertEquals([code, stdout], [2, ""], file);
        assertStringIncludes(stderr, `  → write \`capsock ${command} < ${named}\`\n`);
      }
    }
    const korean = await capsock([...command.split(" "), "x.jsonl", "--lang", "ko"]);
    assertStringIncludes(korean.stderr, `  → 다음과 같이 입력하세요: \`capsock ${command} < x.jsonl\`\n`);
  });
}

Deno.test("a command that reads standard input anyway says so to a dash", async () => {
  const english = await capsock(["trace", "-"]);
  assertEquals(english.code, 2);
  assertStringIncludes(english.stderr, "  → leave it out: trace reads standard input\n");
  const korean = await capsock(["trace", "-", "--lang", "ko"]);
  assertStringIncludes(korean.stderr, "  → 빼세요. trace는 표준 입력을 읽습니다\n");
});

Deno.test("every command that takes a file on standard input is among those that say how", async () => {
  const examples = (await commands.all()).flatMap(({ name, examples }) =>
    examples.flatMap(([line]) => / < \S+\.(jsonl?|txt)/.test(line) ? [name] : [])
  );
  for (const name of examples) assertEquals(reading.includes(name), true, name);
});

Deno.test("check takes a name without a port for a host, unless it ends like a file", async () => {
  for (const host of ["db", "nowhere.invalid", "json", "plan-json"]) {
    const { code, stderr } = await capsock(["check", host, "--once", "--each-timeout", "1ms"]);
    assertEquals([code === 2, stderr.includes("file")], [false, false], host);
  }
  const { code, stderr } = await capsock(["check", "plan.json:80", "--once", "--each-timeout", "1ms"]);
  assertEquals([code === 2, stderr.includes("is a file")], [false, false]);
});

for (const command of ["client", "ping", "load"]) {
  const few = { client: ["-m", "hi"], ping: ["-c", "1"], load: ["-n", "1"] }[command]!;
  Deno.test(`${command} takes its target from --host and --port as a server does`, async () => {
    for (const transport of ["tcp", "udp"] as const) {
      await using server = await (transport === "tcp" ? startTcpServer() : startUdpServer());
      const port = String(server.endpoint.port);
      const ways = [
        ["--port", port],
        ["-p", port],
        ["--host", "127.0.0.1", "--port", port],
        ["--host=localhost", `:${port}`],
        ["127.0.0.1", "--port", port],
      ];
      for (const way of ways) {
        const { code, stderr } = await capsock([command, transport, ...way, ...few]);
        assertEquals(code, 0, `${way.join(" ")}: ${stderr}`);
      }
    }
  });

  Deno.test(`${command} refuses a target that is given twice, or is none`, async () => {
    const cases: [args: string[], says: RegExp][] = [
      [["127.0.0.1:9", "--port", "9"], /the port is given twice\n {2}→ write it in the address or/],
      [["127.0.0.1:9", "--host", "::1"], /the host is given twice/],
      [["--host", "0.0.0.0"], /--host 0\.0\.0\.0: .*an address to bind to/],
      [["--port", "0"], /--port 0/],
    ];
    for (const [args, says] of cases) {
      const { code, stderr } = await capsock([command, "tcp", ...args]);
      assertEquals(code, 2);
      assertMatch(stderr, says);
    }
  });
}
