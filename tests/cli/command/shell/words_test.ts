import { assertEquals, assertMatch } from "@std/assert";
import { languages } from "../../../../lib/base/text.ts";
import { assertGolden, screenWidths } from "../../../support/golden.ts";
import { capsock } from "../../../support/host.ts";
import type { Finished } from "../../../support/running.ts";

/** Runs the lines of a script. */
async function script(lines: readonly string[], ...flags: string[]): Promise<Finished> {
  return await capsock(["shell", ...flags], lines.map((line) => `${line}\n`).join(""));
}

Deno.test("shell stops a script at a wrong line with 2, and says why in both languages", async () => {
  const lines: [string, RegExp, RegExp][] = [
    [
      "listten tcp 0",
      /line 2: unknown call "listten"\n {2}→ did you mean listen\?/,
      /2번째 줄: 알 수 없는 호출: "listten"\n {2}→ 혹시 listen/,
    ],
    ["constructor", /unknown call "constructor"\n {2}→ `help` lists/, /호출: "constructor"\n {2}→ `help`는/],
    ["socket tcp", /→ a socket is made together with its first call/, /→ 소켓은 첫 호출과 함께/],
    ["read 1", /→ write recv #SOCKET/, /→ recv #SOCKET 형식으로/],
    ["write 1 x", /→ write send #SOCKET TEXT/, /→ send #SOCKET TEXT 형식으로/],
    ["exit", /→ write quit/, /→ quit을 입력/],
    [
      "listen udp 0",
      /UDP\n {2}→ a UDP socket never listens; write bind udp PORT/,
      /UDP에서는.*\n {2}→ UDP 소켓은/,
    ],
    ["bind tcp 0", /TCP\n {2}→ .*write listen tcp PORT/, /TCP에서는.*\n {2}→ .*listen tcp PORT/],
    ["connect udp 127.0.0.1 1", /→ UDP has no connections/, /→ UDP에는 연결이 없습니다/],
    [
      "connect",
      /the transport is missing\n {2}→ write connect tcp/,
      /전송 방식\(tcp, udp\)이 빠졌습니다\n {2}→ connect tcp/,
    ],
    ["connect x", /"x" is not tcp or udp/, /"x"는 tcp도 udp도 아닙니다/],
    ["connect tcp", /the host is missing/, /호스트가 빠졌습니다/],
    [
      "listen tcp",
      /the port is missing\n {2}→ write listen tcp \[HOST\] PORT \[BACKLOG\]/,
      /포트 번호가 빠졌습니다\n {2}→ listen tcp \[HOST\] PORT \[BACKLOG\] 형식으로/,
    ],
    ["listen tcp 70000", /70000 is not a port number/, /70000/],
    ["listen tcp 0 0", /"0" is not a number from 1 to 65535/, /"0"은 1에서 65535까지의 수가 아닙니다/],
    ["connect tcp 0.0.0.0 1", /0\.0\.0\.0 is an address to bind to/, /0\.0\.0\.0/],
    ["connect tcp 127.0.0.1 0", /port 0 is for binding/, /capsock: 2번째 줄/],
    [
      "accept",
      /there is no listening socket\n {2}→ write listen tcp PORT first/,
      /서버 소켓\(대기용\)이 없습니다\n {2}→ 먼저 listen/,
    ],
    ["recv #9", /there is no socket #9\n {2}→ `status` lists/, /소켓 #9가 없습니다\n {2}→ `status`는/],
    ["recv x", /"x" is not a socket/, /소켓 번호가 아닙니다: "x"/],
    ["recv", /the socket is missing/, /소켓 번호가 빠졌습니다/],
    [
      "recv #1",
      /#1 is a UDP socket, not a TCP connection\n {2}→ use sendto and recvfrom/,
      /#1은 TCP 연결 소켓이 아니라 UDP 소켓입니다\n {2}→ 이 소켓에는 sendto와 recvfrom/,
    ],
    [
      "accept #1",
      /#1 is a UDP socket, not a listening socket/,
      /#1은 서버 소켓\(대기용\)이 아니라 UDP 소켓입니다/,
    ],
    ["recvfrom #1 0", /"0" is not a number from 1 to 65535/, /"0"은 1에서 65535까지/],
    ["sendto #1 #1 \\q", /"\\q" is not known/, /\\q/],
    ["close #1 now", /too much on the line: "now"/, /줄에 필요 없는 내용이 있습니다: "now"/],
    ["explain maybe", /explain takes on or off/, /explain 뒤에는 on이나 off/],
    ["help nothing", /unknown word "nothing"/, /알 수 없는 단어: "nothing"/],
    [
      "help constructor",
      /unknown word "constructor"\n {2}→ `help` lists/,
      /단어: "constructor"\n {2}→ `help`는/,
    ],
    [
      "help baklog",
      /unknown word "baklog"\n {2}→ did you mean backlog/,
      /단어: "baklog"\n {2}→ 혹시 backlog/,
    ],
  ];
  for (const [line, en, ko] of lines) {
    for (const [language, message] of [["en", en], ["ko", ko]] as const) {
      const { code, stderr } = await script(["bind udp 0", line, "help"], "--lang", language);
      assertEquals(code, 2, line);
      assertMatch(stderr, message, line);
    }
  }
});

Deno.test("shell says which of several sockets is meant, in both languages", async () => {
  for (
    const [language, several, listener, connection] of [
      [
        "en",
        /there are several listening sockets\n {2}→ write accept #SOCKET/,
        /→ accept takes/,
        /→ use send and recv/,
      ],
      [
        "ko",
        /여러 개 있습니다\n {2}→ accept #SOCKET 형식/,
        /→ 이 소켓에는 accept/,
        /→ 이 소켓에는 send와 recv/,
      ],
    ] as const
  ) {
    const listeners = ["listen tcp 0", "listen tcp 0"];
    assertMatch((await script([...listeners, "accept"], "--lang", language)).stderr, several);
    assertMatch((await script([...listeners, "recv #1"], "--lang", language)).stderr, listener);
    const connected = ["listen tcp 0", "connect tcp #1", "recvfrom #2"];
    assertMatch((await script(connected, "--lang", language)).stderr, connection);
  }
});

Deno.test("shell refuses a second receive on a socket, in both languages", async () => {
  const lines = ["listen tcp 0", "connect tcp #1", "accept", "recv #3 &", "recv #3"];
  for (
    const [language, says] of [
      ["en", /recv #3 is already waiting\n {2}→ `wait` waits until that call returns/],
      ["ko", /recv #3이 이미 대기하고 있습니다\n {2}→ `wait`는 그 호출이 끝날 때까지/],
    ] as const
  ) {
    const { code, stderr } = await script(lines, "--lang", language);
    assertEquals(code, 2);
    assertMatch(stderr, says);
  }
});

Deno.test("shell shows the state of its sockets, and notes, in both languages", async () => {
  const lines = [
    "listen tcp 0",
    "connect tcp #1",
    "accept",
    "bind udp 0",
    "send #2 ",
    "send #2 hello",
    "shutdown #2",
    "recv #3",
    "recv #3",
    "accept #1 &",
    "status",
  ];
  const english = await script([...lines], "--lang", "en");
  for (
    const text of [
      /#1 {2}tcp {2}listens on 127\.0\.0\.1:\d+\n {9}waiting: accept\n/,
      /#2 {2}tcp {2}127\S+ connected to 127\S+\n {9}5 bytes sent, 0 bytes received\n {9}our sending side is shut down\n/,
      /#3 {2}tcp .*\n {9}0 bytes sent, 5 bytes received\n {9}the peer has ended its sending \(FIN\)\n/,
      /#4 {2}udp {2}bound to 127\S+\n/,
    ]
  ) assertMatch(english.stdout, text);
  assertMatch(english.stderr, /^there is nothing to send: .*\nline 10: accept #1 did not return\n$/);
  const korean = await script([...lines], "--lang", "ko");
  for (
    const text of [
      /#1 {2}tcp {2}127\.0\.0\.1:\d+에서 연결 요청 대기\n {9}대기 중: accept\n/,
      /#2 {2}tcp {2}127\S+, 127\S+[와과] 연결됨\n {9}5바이트 전송, 0바이트 수신\n {9}이쪽은 전송을 끝냄\(절반 닫기\)\n/,
      /#3 {2}tcp .*\n {9}0바이트 전송, 5바이트 수신\n {9}상대측은 전송을 끝냄\(FIN\)\n/,
      /#4 {2}udp {2}127\S+에 바인드됨\n/,
    ]
  ) assertMatch(korean.stdout, text);
  assertMatch(korean.stderr, /^보낼 데이터가 없습니다.*\n10번째 줄: accept #1 호출이 끝나지 않았습니다\n$/);
  assertEquals((await script(["status"], "--lang", "ko")).stdout, "소켓 없음\n");
});

Deno.test("shell bounds a call that waits by --timeout, and ends a script with 4", async () => {
  for (
    const [lines, en, ko] of [
      [
        ["listen tcp 0", "accept"],
        /line 2: no client connected to \S+ within 50 ms\n {2}→ no client connected; --timeout/,
        /2번째 줄: 50 ms 안에 \S+로 온 연결 요청이 없습니다\n {2}→ .*--timeout/,
      ],
      [
        ["listen tcp 0", "connect tcp #1", "recv #2"],
        /line 3: nothing came from \S+ within 50 ms\n {2}→ the peer sent nothing/,
        /3번째 줄: 50 ms 안에 \S+에서 온 데이터가 없습니다\n {2}→ 상대측이 보내지/,
      ],
      [
        ["bind udp 0", "recvfrom #1 &", "wait"],
        /line 2: nothing came to \S+ within 50 ms/,
        /2번째 줄: 50 ms 안에 \S+로 온 데이터그램이 없습니다/,
      ],
    ] as const
  ) {
    for (const [language, message] of [["en", en], ["ko", ko]] as const) {
      const { code, stdout, stderr } = await script(lines, "--timeout", "50ms", "--lang", language);
      assertEquals(code, 4);
      assertMatch(stdout, /failed: timeout|실패: 시간 초과/);
      assertMatch(stderr, message);
    }
  }
});

Deno.test("shell help fits screens of 60, 80 and 120 columns in both languages", async () => {
  for (const language of languages) {
    for (const columns of screenWidths) {
      const { stdout } = await capsock(["shell", "--lang", language], "help\n", { columns });
      await assertGolden(`shell-help.${language}.${columns}`, stdout, columns);
    }
  }
});
