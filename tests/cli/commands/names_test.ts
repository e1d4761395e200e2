import { assertEquals, assertNotMatch, assertStringIncludes } from "@std/assert";
import { calls } from "../../../lib/cli/command/shell/calls.ts";
import { commands } from "../../../lib/cli/commands.ts";
import { flagsOf, flagText } from "../../../lib/cli/line/parse.ts";
import { capsock } from "../../support/host.ts";

/** Every object has these keys without anybody having written them: a table that is asked for one has it too. */
const inherited = [...Object.getOwnPropertyNames(Object.prototype), "prototype"];

async function assertRefused(args: readonly string[], input = ""): Promise<void> {
  const { code, stderr } = await capsock(args, input);
  const typed = `${JSON.stringify(args)} ${input}\n${stderr}`;
  assertNotMatch(stderr, /^ {4}at |defect/m, typed);
  assertStringIncludes(stderr, "capsock:", typed);
  assertEquals(code, 2, typed);
}

Deno.test("a name that every object has is no command, and no page of the help", async () => {
  for (const name of inherited) {
    await assertRefused([name]);
    await assertRefused(["help", name]);
  }
});

Deno.test("a name that every object has is no operand of any command that has words to choose from", async () => {
  for (const { name: command, operands } of await commands.all()) {
    if (operands[0]?.choices === undefined) continue;
    for (const name of inherited) await assertRefused([command, name]);
  }
});

Deno.test("a name that every object has is no flag of any command, and no value that a flag chooses from", async () => {
  for (const command of await commands.all()) {
    const operands = command.operands[0]?.choices?.slice(0, 1) ?? [];
    const choosing = Object.entries(flagsOf(command)).flatMap(([name, flag]) =>
      flag.kind === "value" && flag.choices !== undefined ? flagText(name) : []
    );
    for (const name of inherited) {
      await assertRefused([command.name, ...operands, `--${name}`]);
      await assertRefused([command.name, ...operands, `--${name}=1`]);
      for (const flag of choosing) await assertRefused([command.name, ...operands, flag, name]);
    }
  }
});

Deno.test("a flag with dots in its name is unknown, whatever stands before it", async () => {
  for (const flag of ["--lang.x", "--__proto__.x", "--constructor.prototype.x"]) {
    for (const before of [[], ["--lang", "en"], ["--lang=en"], [flag, "1"]]) {
      await assertRefused(["version", ...before, flag, "1"]);
      await assertRefused(["version", ...before, `${flag}=1`]);
    }
  }
});

Deno.test("a name that every object has is no call of the shell, and nothing that a call takes", async () => {
  for (const name of inherited) {
    await assertRefused(["shell"], `${name}\n`);
    for (const call of Object.keys(calls)) {
      if (call !== "quit") await assertRefused(["shell"], `${call} ${name}\n`);
    }
  }
});

Deno.test("a name that every object has is no key and no target's key of a plan", async () => {
  for (const name of inherited) {
    await assertRefused(["check"], `{"targets":["localhost"],"${name}":[]}`);
    await assertRefused(["check"], `{"targets":[{"target":"localhost","${name}":"x"}]}`);
    await assertRefused(["check"], `{"${name}":[]}`);
  }
});

Deno.test("a name that every object has is no word of a recording or a result", async () => {
  const call = { event: "socket", call: "send", side: "client", transport: "tcp", socket: "#1", at: 1 };
  for (const name of inherited) {
    for (const key of ["call", "side", "transport"]) {
      const { code, stderr } = await capsock(["trace"], JSON.stringify({ ...call, [key]: name }));
      assertStringIncludes(stderr, `"${key}" is "${name}"`);
      assertEquals(code, 1, stderr);
    }
    const summary = JSON.stringify({ event: "summary", limitedBy: name });
    assertNotMatch((await capsock(["load", "--merge"], summary)).stderr, /defect/);
  }
});
