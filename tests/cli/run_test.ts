import { assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import { formatEndpoint } from "../../lib/protocol/endpoint.ts";
import { capsock } from "../support/host.ts";
import { refusingPort } from "../support/listener.ts";
import { runProcess } from "../support/process.ts";
import type { Finished } from "../support/running.ts";

/** A command line, and what it says in both languages. */
type Case = readonly [args: readonly string[], en: string, ko: string];

const wrong: Record<string, readonly Case[]> = {
  "a port that is none": [
    [["client", "tcp", ""], "the target is empty", "대상이 비어 있습니다"],
    [["client", "tcp", "localhost:"], "the port is missing", "포트 번호가 없습니다"],
    [["client", "tcp", "localhost:-1"], '"-1" is not a port number', '포트 번호가 아닙니다: "-1"'],
    [["client", "tcp", "localhost:0"], "port 0 is for binding", "포트 0은 바인드할 때만 씁니다"],
    [["client", "udp", "localhost:1x"], '"1x" is not a port number', '포트 번호가 아닙니다: "1x"'],
    [
      ["client", "tcp", "localhost:65536"],
      "65536 is not a port number",
      "65536은 포트 번호가 아닙니다. 가장 큰 포트 번호는 65535입니다",
    ],
    [["server", "tcp", "--port", ""], "the port is missing", "포트 번호가 없습니다"],
    [["server", "tcp", "--port", "-1"], '"-1" is not a port number', '포트 번호가 아닙니다: "-1"'],
    [["server", "tcp", "--port", "1x"], '"1x" is not a port number', '포트 번호가 아닙니다: "1x"'],
    [
      ["server", "udp", "--port", "65536"],
      "65536 is not a port number",
      "65536은 포트 번호가 아닙니다. 가장 큰 포트 번호는 65535입니다",
    ],
  ],
  "a host that is none": [
    [["client", "tcp", "a b:80"], "a host cannot contain blanks", '호스트에는 공백을 쓸 수 없습니다: "a b"'],
    [["client", "tcp", "256.1.1.1:80"], "is not an IPv4 address", 'IPv4 주소가 아닙니다: "256.1.1.1"'],
    [
      ["server", "tcp", "--host", "a b"],
      "a host cannot contain blanks",
      '호스트에는 공백을 쓸 수 없습니다: "a b"',
    ],
    [["client", "tcp", "0.0.0.0"], "an address to bind to", "0.0.0.0은 바인드할 때만 쓰는 주소입니다"],
    [["client", "udp", "[::]:9"], "an address to bind to", "::는 바인드할 때만 쓰는 주소입니다"],
    [["client", "tcp", "http://localhost:80"], "write tcp:// or udp://", "tcp:// 또는 udp://로 시작하세요"],
    [
      ["client", "tcp", "udp://localhost:80"],
      "write `capsock client udp localhost:80`",
      "udp://localhost:80은 tcp 대상이 아닙니다\n  → 다음과 같이 입력하세요: `capsock client udp localhost:80`",
    ],
  ],
  "a value that is none": [
    [["client", "tcp", "--timeout", "5x"], "not a duration", "시간이 아닙니다. 250ms, 10s, 2m처럼"],
    [["client", "tcp", "--timeout", "-1s"], "a duration cannot be negative", "시간은 음수일 수 없습니다"],
    [["client", "tcp", "--timeout", "1e999s"], "not a duration", "시간이 아닙니다. 250ms, 10s, 2m처럼"],
    [["client", "tcp", "--timeout", "999999h"], "longer than 24 days", "가장 긴 시간인 24일을 넘습니다"],
    [["server", "tcp", "--buffer", "0"], "must be from 1", "1 이상 16,777,216 이하여야 합니다"],
    [
      ["server", "tcp", "--service", "nope"],
      "not one of upper, echo, discard",
      "upper, echo, discard 중 하나가 아닙니다",
    ],
    [["server", "tcp", "--max-connections", "0"], "must be from 1", "1 이상 1,000,000 이하여야 합니다"],
    [["client", "tcp", "--escapes", "-m", "a\\q"], "is not known", '알 수 없는 표기입니다: "\\q"'],
  ],
  "a flag that is not right": [
    [
      ["server", "tcp", "--sevice", "upper"],
      "did you mean --service?",
      "알 수 없는 플래그입니다: --sevice\n  → 혹시 --service입니까?",
    ],
    [
      ["server", "tcp", "-z"],
      "unknown flag -z",
      "알 수 없는 플래그입니다: -z\n  → 플래그 목록은 `capsock help server`에",
    ],
    [["server", "tcp", "--port"], "--port needs a value", "--port에는 값이 필요합니다"],
    [["server", "tcp", "--port", "1", "--port", "2"], "--port is given twice", "--port가 두 번 있습니다"],
    [["server", "tcp", "--once", "--once"], "--once is given twice", "--once가 두 번 있습니다"],
    [["server", "tcp", "--json=yes"], "--json takes no value", "--json에는 값을 줄 수 없습니다"],
    [["server", "udp", "--serial"], "`server tcp` only", "--serial은 `server tcp`에서만 쓸 수 있습니다"],
    [
      ["server", "tcp", "localhost:80", "--port", "81"],
      "the port is given twice",
      "포트 번호가 두 번 있습니다",
    ],
    [
      ["server", "tcp", "localhost:80", "--host", "::1"],
      "the host is given twice",
      "호스트가 두 번 있습니다",
    ],
    [["client", "tcp", "-4", "-6"], "cannot be used together", "-4와 -6은 함께 쓸 수 없습니다"],
  ],
  "words that do not belong": [
    [["client", "tcp", "localhost", "9000"], "write localhost:9000", "localhost:9000이라고 입력하세요"],
    [["client", "tcp", "::1", "9000"], "write [::1]:9000", "[::1]:9000이라고 입력하세요"],
    [["client"], "client needs a transport", "client에는 전송 방식(tcp, udp)이 필요합니다"],
    [["client", "icmp"], '"icmp" is not a transport', '전송 방식(tcp, udp)이 아닙니다: "icmp"'],
    [["sever", "tcp"], "did you mean server?", '알 수 없는 명령입니다: "sever"\n  → 혹시 server입니까?'],
    [["client", "tcp", "a", "b"], "give one target", '단어가 너무 많습니다: "a" "b"\n  → 대상을 하나만'],
    [["nonsense"], "`capsock help` lists the commands", "명령 목록은 `capsock help`에 있습니다"],
    [["--port", "1"], "the command comes before --port", "--port 앞에 명령이 있어야 합니다"],
    [["version", "x"], 'version takes no "x"', 'version 뒤에는 "x"를 쓸 수 없습니다'],
    [["help", "nope"], 'unknown word "nope"', '알 수 없는 단어입니다: "nope"'],
    [["help", "constructor"], 'unknown word "constructor"', '알 수 없는 단어입니다: "constructor"'],
    [["help", "baklog"], "did you mean backlog?", "혹시 backlog입니까?"],
    [["help", "econnrefsed"], "did you mean ECONNREFUSED?", "혹시 ECONNREFUSED입니까?"],
    [["help", "연결", "끊킴"], "did you mean 연결 끊김?", "혹시 연결 끊김입니까?"],
    [["help", "clinet"], "did you mean client?", "혹시 client입니까?"],
    [["help", "bind", "listen"], "help shows one page", "help는 한 번에 하나만 보여 줍니다"],
    [["completions"], "completions needs a shell", "completions에는 셸이 필요합니다"],
    [["completions", "bash", "zsh"], "give one shell", "셸을 하나만 입력하세요"],
    [["completions", "tcsh"], "bash|zsh|fish|powershell", '자동 완성을 지원하지 않는 셸입니다: "tcsh"'],
  ],
};

/** Two words in a row, as in an English sentence. */
const englishWords = /[a-z]{2,} [a-z]{2,}/;

/** Without command lines and what was typed, which are the same in every language. */
function withoutTyped(text: string): string {
  return text.replace(/`[^`]*`|"[^"]*"|--[a-z-]+ \S+: /g, "").replace(/^ {2}→ 사용법: .*$/m, "");
}

for (const [name, cases] of Object.entries(wrong)) {
  Deno.test(`${name} is refused with one line and 2, and nothing is opened`, async () => {
    for (const [[command = "", ...words], en, ko] of cases) {
      for (const [language, says] of [["en", en], ["ko", ko]] as const) {
        const args = [command, "--lang", language, ...words];
        const { code, stdout, stderr } = await capsock(args);
        const typed = args.join(" ");
        assertStringIncludes(stderr, says, typed);
        assertNotMatch(stderr, /^ {4}at /m, typed);
        assertEquals([code, stdout, stderr.split("\n").length <= 3], [2, "", true], `${typed}\n${stderr}`);
        if (language === "ko") assertNotMatch(withoutTyped(stderr), englishWords, typed);
      }
    }
  });
}

Deno.test("demo refuses a lesson that is none", async () => {
  const { code, stdout, stderr } = await capsock(["demo", "nope"]);
  assertStringIncludes(stderr, "there is no lesson");
  assertNotMatch(stderr, /^ {4}at /m);
  assertEquals([code, stdout, stderr.split("\n").length <= 3], [2, "", true], stderr);
});

Deno.test("a terminal is told the cause, what to do, and the page about it, a line each; a pipe the first two", async () => {
  using port = await refusingPort();
  const args = ["client", "tcp", formatEndpoint(port.endpoint), "-m", "hello", "--no-color"];
  for (const [language, more] of [["en", "more:"], ["ko", "자세히:"]] as const) {
    const typed = [...args, "--lang", language];
    const inTerminal = (await capsock(typed, "", { isTerminal: true })).stderr.trimEnd().split("\n");
    const piped = (await capsock(typed)).stderr.trimEnd().split("\n");
    assertEquals(inTerminal.at(-1), `  ${more} capsock help refused`);
    assertMatch(piped[0]!, /^capsock: /);
    assertMatch(piped[1]!, /^ {2}→ /);
    assertEquals(piped.length, 2);
  }
});

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
