import { assertEquals, assertNotMatch, assertStringIncludes } from "@std/assert";
import { formatEndpoint } from "../../lib/protocol/endpoint.ts";
import { capsock } from "../support/host.ts";
import { refusingPort } from "../support/listener.ts";
import { runProcess } from "../support/process.ts";
import type { Finished } from "../support/running.ts";

/** A command line, and what its one line says. */
type Case = readonly [args: readonly string[], says: string];

const wrong: Record<string, readonly Case[]> = {
  "a port that is none": [
    [["client", "tcp", ""], "the target is empty"],
    [["client", "tcp", "localhost:"], "the port is missing"],
    [["client", "tcp", "localhost:-1"], '"-1" is not a port number'],
    [["client", "tcp", "localhost:0"], "port 0 is for binding"],
    [["client", "udp", "localhost:1x"], '"1x" is not a port number'],
    [["client", "tcp", "localhost:65536"], "65536 is not a port number"],
    [["server", "tcp", "--port", ""], "the port is missing"],
    [["server", "tcp", "--port", "-1"], '"-1" is not a port number'],
    [["server", "tcp", "--port", "1x"], '"1x" is not a port number'],
    [["server", "udp", "--port", "65536"], "65536 is not a port number"],
  ],
  "a host that is none": [
    [["client", "tcp", "a b:80"], "a host cannot contain blanks"],
    [["client", "tcp", "256.1.1.1:80"], "is not an IPv4 address"],
    [["server", "tcp", "--host", "a b"], "a host cannot contain blanks"],
    [["client", "tcp", "0.0.0.0"], "an address to bind to"],
    [["client", "udp", "[::]:9"], "an address to bind to"],
    [["client", "tcp", "http://localhost:80"], "write tcp:// or udp://"],
    [["client", "tcp", "udp://localhost:80"], "write `capsock client udp localhost:80`"],
  ],
  "a value that is none": [
    [["client", "tcp", "--timeout", "5x"], "not a duration"],
    [["client", "tcp", "--timeout", "-1s"], "a duration cannot be negative"],
    [["client", "tcp", "--timeout", "1e999s"], "not a duration"],
    [["client", "tcp", "--timeout", "999999h"], "longer than 24 days"],
    [["server", "tcp", "--buffer", "0"], "must be from 1"],
    [["server", "tcp", "--service", "nope"], "not one of upper, echo, discard"],
    [["server", "tcp", "--max-connections", "0"], "must be from 1"],
    [["client", "tcp", "--escapes", "-m", "a\\q"], "is not known"],
  ],
  "a flag that is not right": [
    [["server", "tcp", "--sevice", "upper"], "did you mean --service?"],
    [["server", "tcp", "-z"], "unknown flag -z"],
    [["server", "tcp", "--port"], "--port needs a value"],
    [["server", "tcp", "--port", "1", "--port", "2"], "--port is given twice"],
    [["server", "tcp", "--once", "--once"], "--once is given twice"],
    [["server", "tcp", "--json=yes"], "--json takes no value"],
    [["server", "udp", "--serial"], "`server tcp` only"],
    [["server", "tcp", "localhost:80", "--port", "81"], "the port is given twice"],
    [["client", "tcp", "-4", "-6"], "cannot be used together"],
  ],
  "words that do not belong": [
    [["client", "tcp", "localhost", "9000"], "write localhost:9000"],
    [["client", "tcp", "::1", "9000"], "write [::1]:9000"],
    [["client"], "client needs a transport"],
    [["client", "icmp"], '"icmp" is not a transport'],
    [["sever", "tcp"], "did you mean server?"],
    [["--port", "1"], "the command comes before --port"],
    [["version", "x"], 'version takes no "x"'],
    [["help", "nope"], 'unknown word "nope"'],
    [["help", "constructor"], 'unknown word "constructor"'],
    [["help", "baklog"], "did you mean backlog?"],
    [["help", "econnrefsed"], "did you mean ECONNREFUSED?"],
    [["help", "연결", "끊킴"], "did you mean 연결 끊김?"],
    [["help", "clinet"], "did you mean client?"],
    [["help", "bind", "listen"], "help shows one page"],
    [["completions", "tcsh"], "bash|zsh|fish|powershell"],
    [["demo", "nope"], "there is no lesson"],
  ],
};

for (const [name, cases] of Object.entries(wrong)) {
  Deno.test(`${name} is refused with one line and 2, and nothing is opened`, async () => {
    for (const [args, says] of cases) {
      const { code, stdout, stderr } = await capsock(args);
      const typed = args.join(" ");
      assertStringIncludes(stderr, says, typed);
      assertNotMatch(stderr, /^ {4}at /m, typed);
      assertEquals([code, stdout, stderr.split("\n").length <= 3], [2, "", true], `${typed}\n${stderr}`);
    }
  });
}

Deno.test("a wrong command line is told as JSON too", async () => {
  const { code, stdout } = await capsock(["client", "tcp", "--json", "--nope"]);
  assertEquals(code, 2);
  const { event, kind, message } = JSON.parse(stdout);
  assertEquals([event, kind, message], ["error", "usage", "unknown flag --nope"]);
});

Deno.test("what was typed comes back without its control characters", async () => {
  const { stderr } = await capsock(["client", "tcp", "\x1b[31mred"]);
  assertStringIncludes(stderr, "\\x1b[31mred");
});

Deno.test("the process of a command writes what the command says, and ends with its exit code", async () => {
  using port = await refusingPort();
  const target = formatEndpoint(port.endpoint);
  const commands: (readonly [args: string[], code: number, input?: string])[] = [
    [[], 2],
    [["version"], 0],
    [["help", "bind"], 0],
    [["completions", "bash"], 0],
    [["demo"], 0],
    [["trace"], 1, ""],
    [["shell"], 0, "listen tcp 0\nquit\n"],
    [["client", "tcp", target, "-m", "hello"], 3],
    [["client", "tcp", "--json", "--nope"], 2],
    [["server", "udp", "--port", "0", "--for", "10ms"], 0],
    [["ping", "tcp", target, "-c", "1"], 3],
    [["load", "tcp", target, "-n", "1"], 3],
    [["check", target, "--once"], 3],
  ];
  for (const [args, code, input] of commands) {
    const [ofProcess, inMemory] = await Promise.all([runProcess(args, input), capsock(args, input)]);
    const typed = args.join(" ");
    assertEquals(ofProcess.code, code, `${typed}\n${ofProcess.stderr}`);
    // Ports and times differ from run to run.
    const said = ({ stdout, stderr }: Finished): string[] =>
      [stdout, stderr].map((text) => text.replace(/[\d. ]+/g, "0"));
    assertEquals(said(ofProcess), said(inMemory), typed);
  }
});
