import { type Endpoint, formatEndpoint } from "../protocol/endpoint.ts";
import type { FailureKind } from "../protocol/failure_kind.ts";
import { count } from "../base/numbers.ts";
import { failureIn } from "../stage/failure_in.ts";
import { fillBacklog } from "../stage/fill.ts";
import type { Lesson } from "./lesson.ts";
import type { Stage } from "../stage/stage.ts";
import { callsOf, tookMs } from "./seen.ts";
import { milliseconds, type Text } from "../base/text.ts";

const timeoutMs = 400;
const unknownName = "no-such-host.invalid";

/** Three ways to fail to reach a server, and what to do about each. */
export const refusedTimeoutUnknown: Lesson = {
  title: {
    en: "A client can fail to reach a server in three ways: refused, timed out, unknown host.",
    ko: "클라이언트가 서버에 연결하지 못하는 세 가지 경우는 거부됨, 시간 초과, 알 수 없는 호스트입니다.",
  },
  page: "refused",
  parts: [refused, timedOut, unknown],
};

async function refused(stage: Stage): Promise<Text | undefined> {
  const { server, say } = stage;
  await say({
    en: "A client connects to a port on which no program listens. The system there refuses at once (RST).",
    ko:
      "연결 요청을 기다리는 프로그램이 없는 포트로 클라이언트가 연결을 요청합니다. 그쪽 시스템이 바로 거부합니다(RST).",
  });
  const gone = await server.listen();
  gone.close();
  const kind = await tryToConnect(stage, gone.local);
  await say({
    en:
      "The server may just not have started yet. It starts now, and the client tries again. It makes a new socket, because a socket whose connect failed cannot be used again.",
    ko:
      "서버가 아직 시작하지 않았을 뿐일 수도 있습니다. 지금 서버가 시작하고, 클라이언트가 다시 시도합니다. 연결에 실패한 소켓은 다시 쓸 수 없으므로 소켓을 새로 만듭니다.",
  });
  const listener = await server.listen({ port: gone.local.port });
  const again = await tryToConnect(stage, listener.local);
  listener.close();
  if (kind !== "refused" || again !== "connected") return undefined;
  const [first, second] = attempts(stage, listener.local);
  const took = milliseconds(tookMs(first));
  return {
    en:
      `Refused after ${took} (${first?.socket}): the machine runs, the server does not. Trying again can help: ${second?.socket} connected after the server had started.`,
    ko:
      `${took} 만에 거부됨(${first?.socket}): 컴퓨터는 켜져 있는데 서버가 없습니다. 다시 시도하면 될 수 있습니다. 서버가 시작한 뒤 ${second?.socket} 소켓은 연결되었습니다.`,
  };
}

async function timedOut(stage: Stage): Promise<Text | undefined> {
  const { server, say } = stage;
  await say({
    en:
      "A server listens with a backlog of 1 and accepts nobody. Clients connect until the backlog is full. The next client gets no answer, just as from a machine that is switched off.",
    ko:
      "서버가 백로그(연결 요청 큐) 1로 연결 요청을 기다리지만 아무도 수락하지 않습니다. 백로그가 가득 찰 때까지 클라이언트들이 연결합니다. 그다음 클라이언트는 꺼진 컴퓨터에 연결할 때처럼 아무 답도 받지 못합니다.",
  });
  const listener = await server.listen({ backlog: 1 });
  const { waiting, failure } = await fillBacklog(stage, listener, timeoutMs);
  await say({
    en: "The server accepts one client. The backlog has room again, and the client tries once more.",
    ko: "서버가 클라이언트 하나를 수락합니다. 백로그에 자리가 났으므로 클라이언트가 다시 시도합니다.",
  });
  const accepted = await listener.accept();
  const again = await tryToConnect(stage, listener.local);
  [accepted, ...waiting, listener].forEach((socket) => socket.close());
  if (failure?.kind !== "timeout" || again !== "connected") return undefined;
  const failed = attempts(stage, listener.local).find(({ failure }) => failure === "timeout");
  const [limit, took] = [milliseconds(timeoutMs), milliseconds(tookMs(failed))];
  return {
    en: `Timed out (${failed?.socket}): the time limit of ${limit} passed after ${took}, while ${
      count(waiting.length, "client")
    } waited in the backlog. You cannot see whether the machine, the network or the server is the cause. Trying again later or waiting longer can help: the second attempt connected.`,
    ko:
      `제한 시간 ${limit} 초과(실제 ${took}, ${failed?.socket}): 클라이언트 ${waiting.length}개가 백로그에서 기다리고 있었습니다. 컴퓨터, 네트워크, 서버 중 어디가 원인인지 알 수 없습니다. 나중에 다시 시도하거나 더 오래 기다리면 될 수 있습니다. 두 번째 시도는 연결되었습니다.`,
  };
}

async function unknown(stage: Stage): Promise<Text | undefined> {
  const { client, say } = stage;
  await say({
    en:
      `A client looks up "${unknownName}" twice. Names that end in .invalid never exist. The lesson itself answers instead of a name server, so nothing leaves this machine.`,
    ko:
      `클라이언트가 "${unknownName}" 이름의 주소를 두 번 찾습니다. .invalid로 끝나는 이름은 결코 존재하지 않습니다. 네임 서버 대신 이 실습이 직접 답하므로 이 컴퓨터 밖으로 나가는 것은 없습니다.`,
  });
  for (let number = 0; number < 2; number++) {
    const failure = await failureIn(client.resolve(unknownName));
    if (failure?.kind !== "unknown-host") return undefined;
  }
  const lookups = callsOf(stage.events, "resolve", { failure: "unknown-host" });
  const [lookup] = lookups;
  return {
    en: `Unknown host (${lookups.length} of ${
      callsOf(stage.events, "resolve").length
    } lookups): "${lookup?.peer}" has no address, so the client made no socket. Trying again does not help: correct the name.`,
    ko: `알 수 없는 호스트(${
      callsOf(stage.events, "resolve").length
    }번 중 ${lookups.length}번): "${lookup?.peer}" 이름에는 주소가 없어 소켓을 만들지 않았습니다. 다시 시도해도 소용없으니 이름을 고치세요.`,
  };
}

async function tryToConnect({ client }: Stage, server: Endpoint): Promise<FailureKind | "connected"> {
  const connecting = client.connect(server, timeoutMs).then((connection) => connection.close());
  return (await failureIn(connecting))?.kind ?? "connected";
}

function attempts({ events }: Stage, server: Endpoint) {
  return callsOf(events, "connect", { peer: formatEndpoint(server) });
}
