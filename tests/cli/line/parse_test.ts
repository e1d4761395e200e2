import { assertEquals, assertThrows } from "@std/assert";
import { sameInAll } from "../../../lib/base/text.ts";
import { type Random, randomInteger } from "../../../lib/base/random.ts";
import { defineCommand } from "../../../lib/cli/line/command.ts";
import { listFlag, switchFlag, valueFlag } from "../../../lib/cli/line/flag.ts";
import { parseCommandLine } from "../../../lib/cli/line/parse.ts";
import { UsageError } from "../../../lib/cli/line/usage_error.ts";
import { anyText, duration, oneOf, portNumber, wholeNumber } from "../../../lib/setting/types.ts";
import { pick, propertyTest, pureTest } from "../../support/property.ts";

const sail = defineCommand({
  name: "sail",
  summary: sameInAll(""),
  operands: [],
  about: [],
  flags: {
    port: valueFlag(portNumber(0), { short: "p", help: sameInAll("where to") }),
    crewSize: valueFlag(wholeNumber(1, 99), { short: "c", help: sameInAll("how many"), initial: 3 }),
    wait: valueFlag(duration(), { help: sameInAll("how long"), initial: 1000, only: "tcp" }),
    flag: valueFlag(oneOf(["red", "green"]), { help: sameInAll("which") }),
    message: listFlag(anyText("TEXT"), { short: "m", help: sameInAll("what to say") }),
    json: switchFlag({ short: "j", help: sameInAll("as JSON") }),
    ipv4: switchFlag({ short: "4", help: sameInAll("only IPv4") }),
    noSail: switchFlag({ help: sameInAll("with oars"), only: "udp" }),
  },
  examples: [],
  run: () => Promise.resolve(0),
});

/** What was given, by its name; the words that are no flags under `_`. */
function given(...args: string[]): Record<string, unknown> {
  const { positionals, given, flags } = parseCommandLine(sail, args);
  const values = flags as Readonly<Record<string, unknown>>;
  return { _: positionals, ...Object.fromEntries([...given].map((name) => [name, values[name]])) };
}

function assertRefused(args: readonly string[], message: string, hint?: string): void {
  const error = assertThrows(() => given(...args), UsageError);
  assertEquals([error.message, error.hint?.en], [message, hint], args.join(" "));
}

pureTest("a flag that was not given has its default, and is not among the given", () => {
  const { positionals, given, flags } = parseCommandLine(sail, []);
  assertEquals([positionals, [...given]], [[], []]);
  assertEquals(flags, {
    port: undefined,
    crewSize: 3,
    wait: 1000,
    flag: undefined,
    message: [],
    json: false,
    ipv4: false,
    noSail: false,
    help: false,
    lang: undefined,
    noColor: false,
  });
});

pureTest("a value follows its flag, or is joined to it by =, or to the letter by nothing", () => {
  for (const args of [["--crew-size", "7"], ["--crew-size=7"], ["-c", "7"], ["-c7"]]) {
    assertEquals(given(...args), { _: [], crewSize: 7 }, args.join(" "));
  }
  assertEquals(given("--message=a=b", "-m=c"), { _: [], message: ["a=b", "=c"] });
  assertEquals(given("-m\n"), { _: [], message: ["\n"] });
});

pureTest("a value may be empty, begin with a dash, or look like a flag", () => {
  for (const text of ["", "-1", "-", "--json", "-m", "true"]) {
    assertEquals(given("--message", text), { _: [], message: [text] });
    assertEquals(given(`--message=${text}`), { _: [], message: [text] });
    assertEquals(given("-m", text), { _: [], message: [text] });
  }
  assertRefused(["--port", "-1"], '--port -1: "-1" is not a port number');
  assertRefused(["-p-1"], '--port -1: "-1" is not a port number');
  assertRefused(["--port="], "--port : the port is missing");
  assertRefused(["--wait", "-5s"], "--wait -5s: a duration cannot be negative");
});

pureTest("what is no value of the flag is refused with the flag's long form and what was typed", () => {
  assertRefused(["-c", "100"], "--crew-size 100: must be from 1 to 99");
  assertRefused(["-cx"], "--crew-size x: not a whole number");
  assertRefused(["--flag", "blue"], "--flag blue: not one of red, green");
});

pureTest("a flag without its value is refused", () => {
  for (const last of ["--port", "-p"]) {
    assertRefused(["tcp", last], "--port needs a value", "write --port PORT");
    assertRefused([last, "--", "80"], "--port needs a value", "write --port PORT");
  }
});

pureTest("a switch takes no value, not even another letter, and leaves the next word alone", () => {
  assertRefused(["--json=yes"], "--json takes no value");
  assertRefused(["--json="], "--json takes no value");
  assertRefused(["-j4"], "--json takes no value");
  for (const word of ["true", "false", "yes", "0"]) {
    assertEquals(given("--json", word), { _: [word], json: true });
    assertEquals(given("-j", word), { _: [word], json: true });
  }
});

pureTest("a flag is given once, whatever its spelling, unless it is repeatable", () => {
  assertRefused(["-p1", "--port=1"], "--port is given twice", "write it once");
  assertRefused(["-p", "", "-p", ""], "--port is given twice", "write it once");
  assertRefused(["--json", "tcp", "-j"], "--json is given twice", "write it once");
  assertEquals(given("-m", "", "-mb", "--message=", "--message", "d"), {
    _: [],
    message: ["", "b", "", "d"],
  });
});

pureTest("an unknown flag is refused with the nearest that exists, a letter with none", () => {
  assertRefused(["--prot", "1"], "unknown flag --prot", "did you mean --port?");
  assertRefused(["--crewsize=1"], "unknown flag --crewsize", "did you mean --crew-size?");
  assertRefused(["--crewSize=1"], "unknown flag --crewSize", "did you mean --crew-size?");
  assertRefused(["--no-colour"], "unknown flag --no-colour", "did you mean --no-color?");
  const hint = "`capsock help sail` lists the flags";
  for (const word of ["--constructor", "--__proto__", "--sailing-boat", "-z", "-zm", "-1", "-J", "--="]) {
    assertRefused([word], `unknown flag ${word.split("=")[0]}`, hint);
  }
});

pureTest("--no-x is no negation of --x", () => {
  assertRefused(["--no-json"], "unknown flag --no-json", "did you mean --json?");
  assertEquals(given("udp", "--no-sail", "--no-color"), { _: ["udp"], noSail: true, noColor: true });
});

pureTest("what is no flag is an operand as it was typed, and so is everything after --", () => {
  assertEquals(given("tcp", "1e3", "0x10", "", "-", "a=b"), { _: ["tcp", "1e3", "0x10", "", "-", "a=b"] });
  assertEquals(given("a", "-j", "b", "--", "-p", "--", "--nope"), {
    _: ["a", "b", "-p", "--", "--nope"],
    json: true,
  });
  assertEquals(given("--"), { _: [] });
});

pureTest("a flag of one transport is refused with the other, and left to the command without any", () => {
  assertRefused(["udp", "--wait", "1s"], "--wait works with `sail tcp` only");
  assertRefused(["--no-sail", "tcp"], "--no-sail works with `sail udp` only");
  for (const words of [["tcp"], ["icmp"], []]) {
    assertEquals(given("--wait=2s", ...words), { _: words, wait: 2000 });
  }
});

pureTest("the first thing that is wrong is told: words before values, values before transports", () => {
  assertRefused(["udp", "--wait", "x", "--prot", "--port"], "unknown flag --prot", "did you mean --port?");
  assertRefused(["udp", "--no-sail", "--wait", "x"], "--wait x: not a duration; write 250ms, 10s or 2m");
  assertRefused(["--flag", "x", "--port", "x"], '--port x: "x" is not a port number');
});

/** One way of typing a flag with a value. */
function typed(random: Random, long: string, short: string, value: string): string[] {
  const joined = value === "" ? [] : [[`${short}${value}`]];
  return pick(random, [[long, value], [`${long}=${value}`], [short, value], ...joined]);
}

propertyTest("in any order and spelling the same flags and words give the same", 1000, (random) => {
  const words = Array.from(
    { length: randomInteger(random, 0, 3) },
    () => pick(random, ["tcp", "", "-", "7", "true"]),
  );
  const messages = Array.from(
    { length: randomInteger(random, 0, 3) },
    () => pick(random, ["", "-m", "a b"]),
  );
  const port = randomInteger(random, 0, 65_535);
  const queues = [
    words.map((word) => [word]),
    messages.map((text) => typed(random, "--message", "-m", text)),
    [typed(random, "--port", "-p", String(port))],
    [pick(random, [["-j"], ["--json"]])],
  ];
  const args: string[] = [];
  while (queues.some((queue) => queue.length > 0)) {
    args.push(...pick(random, queues.filter((queue) => queue.length > 0)).shift()!);
  }
  const { message = [], ...others } = given(...args);
  assertEquals(message, messages);
  assertEquals(others, { _: words, port, json: true });
});
