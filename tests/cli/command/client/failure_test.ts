import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { formatEndpoint } from "../../../../lib/protocol/endpoint.ts";
import { clientOf } from "../../../support/client_of.ts";
import { capsock } from "../../../support/host.ts";
import { refusingPort } from "../../../support/listener.ts";
import { hasPython } from "../../../support/machine.ts";
import { resettingServer } from "../../../support/reset.ts";
import { eventsOf } from "../../../support/running.ts";
import { receive, scriptedServer, send } from "../../../support/scripted_server.ts";

Deno.test("client tcp ends with 3 when nothing listens there", async () => {
  using port = await refusingPort();
  const { code, stdout, stderr } = await clientOf(port, "tcp", ["-m", "hello"]);
  const said = `capsock: cannot connect to ${formatEndpoint(port.endpoint)}: connection refused\n  → `;
  assertStringIncludes(stderr, said);
  assertEquals([code, stdout], [3, ""]);
});

Deno.test("client tcp --retries tells of every attempt", async () => {
  using port = await refusingPort();
  const flags = ["-m", "hello", "--retries", "2", "--retry-delay", "1ms"];
  const { code, stderr } = await clientOf(port, "tcp", flags);
  assertMatch(
    stderr,
    /^attempt 1 of 3: refused; trying again in 1 ms\nattempt 2 of 3: .*\ncapsock: cannot connect/,
  );
  assertEquals(code, 3);
});

Deno.test("client tells its attempts, its failures and what to do in Korean, also as JSON", async () => {
  using port = await refusingPort();
  const flags = ["-m", "hello", "--lang", "ko"];
  const refused = await clientOf(port, "tcp", [...flags, "--retries", "1", "--retry-delay", "1ms"]);
  assertMatch(refused.stderr, /^연결 시도 1\/2: 거부됨. 1 ms 뒤에 다시 시도합니다\n/);
  assertMatch(refused.stderr, /\ncapsock: .*에 연결할 수 없습니다: 연결이 거부되었습니다\n {2}→ 그 포트에서/);
  assertEquals([refused.code, refused.stdout], [3, ""]);
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await send(connection, "HE");
  });
  const cut = await clientOf(server, "tcp", flags);
  assertMatch(
    cut.stderr,
    /상대측이 응답을 다 보내기 전에 연결을 닫았습니다\(2바이트만 수신\)\n {2}받은 내용: HE\n {2}→ 서버가/,
  );
  const told = eventsOf(await clientOf(server, "tcp", [...flags, "--json"]));
  const { message, hint } = told.find(({ event }) => event === "failure")!;
  assertMatch(String(message), /^.*에서 수신할 수 없습니다: 상대측이 응답을 다 보내기 전에/);
  assertMatch(String(hint), /^서버가 응답을 마치기 전에/);
});

Deno.test("client tcp --json tells a failure to connect as its last line", async () => {
  using port = await refusingPort();
  const finished = await clientOf(port, "tcp", ["-m", "hello", "--json"]);
  const [{ event, kind, code, message }] = eventsOf(finished) as [Record<string, unknown>];
  assertEquals([event, kind, code, finished.code], ["error", "refused", 3, 3]);
  assertStringIncludes(String(message), "connection refused");
});

Deno.test("client tcp ends with 5 when the server closes before its reply", async () => {
  await using server = scriptedServer(receive);
  const { code, stdout, stderr } = await clientOf(server, "tcp", ["-m", "hello", "-q"]);
  assertStringIncludes(stderr, "the peer closed the connection before its reply was complete\n  → ");
  assertEquals([code, stdout], [5, ""]);
});

Deno.test("client tcp says how much of a reply had come when the server closes in its middle", async () => {
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await send(connection, "HE");
  });
  const { code, stderr } = await clientOf(server, "tcp", ["-m", "hello", "-m", "again", "-q"]);
  assertMatch(stderr, /before its reply was complete \(only 2 bytes came\)\n {2}what came: HE\n {2}→ .*\n$/);
  assertEquals(code, 5);
});

Deno.test(
  "client tcp ends with 5 when the server resets the connection",
  { ignore: !hasPython },
  async () => {
    await using server = await resettingServer();
    const { code, stderr } = await clientOf(server, "tcp", ["-m", "hello", "-q"]);
    assertStringIncludes(stderr, "the peer reset the connection (RST)\n  → ");
    assertEquals(code, 5);
  },
);

Deno.test("client tcp --json tells a failure with its kind, its sentence and its hint", async () => {
  await using server = scriptedServer(receive);
  const finished = await clientOf(server, "tcp", ["-m", "hello", "--json"]);
  const failure = eventsOf(finished).find(({ event }) => event === "failure")!;
  assertEquals([failure.number, failure.kind, failure.receivedBytes], [1, "closed", 0]);
  assertStringIncludes(String(failure.message), "closed the connection before its reply");
  assertEquals(typeof failure.hint, "string");
  assertEquals(finished.code, 5);
});

Deno.test("client ends with 6 when the host has no address of the family wanted", async () => {
  for (const transport of ["tcp", "udp"]) {
    const { code, stdout, stderr } = await capsock(["client", transport, "127.0.0.1:7", "-6", "-m", "hello"]);
    assertMatch(stderr, /^capsock: cannot resolve 127\.0\.0\.1: .+\n {2}→ .+\n$/);
    assertEquals([code, stdout], [6, ""]);
  }
});

Deno.test("client tells a hint in Korean where that is wanted", async () => {
  using port = await refusingPort();
  const { code, stderr } = await clientOf(port, "tcp", ["-m", "hello", "--lang", "ko"]);
  assert(/→ .*[가-힣]/.test(stderr));
  assertEquals(code, 3);
});
