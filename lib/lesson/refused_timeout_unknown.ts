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

/** Three ways of not reaching a server, told apart, and what each is to be answered with. */
export const refusedTimeoutUnknown: Lesson = {
  title: {
    en: "refused, timed out, unknown host: three ways of not reaching a server",
    ko: "거부됨, 시간 초과, 알 수 없는 호스트: 서버에 이르지 못하는 세 가지 경우",
  },
  parts: [refused, timedOut, unknown],
};

async function refused(stage: Stage): Promise<Text | undefined> {
  const { server, say } = stage;
  await say({
    en:
      "A client connects to a port where nobody listens. The system there answers at once, with a refusal (RST).",
    ko:
      "클라이언트가 아무도 기다리지 않는 포트로 연결을 요청합니다. 그쪽 시스템이 바로 거부한다고 답합니다(RST).",
  });
  const gone = await server.listen();
  gone.close();
  const kind = await tryToConnect(stage, gone.local);
  await say({
    en:
      "Perhaps the server is only about to start. So it does now, and the client tries again: on a new socket, since one whose connect failed is of no more use.",
    ko:
      "서버가 이제 막 시작하려는 참일 수도 있습니다. 지금 서버가 시작하고, 클라이언트는 다시 시도합니다. 연결에 실패한 소켓은 더 쓸 수 없으므로 새 소켓을 씁니다.",
  });
  const listener = await server.listen({ port: gone.local.port });
  const again = await tryToConnect(stage, listener.local);
  listener.close();
  if (kind !== "refused" || again !== "connected") return undefined;
  const [first, second] = attempts(stage, listener.local);
  const took = milliseconds(tookMs(first));
  return {
    en:
      `Refused after ${took} (${first?.socket}): the machine is there, the server is not. Worth another try: ${second?.socket} was connected when the server had started.`,
    ko:
      `${took} 만에 거부됨(${first?.socket}): 컴퓨터는 있는데 서버가 없습니다. 다시 시도해 볼 만합니다. 서버가 시작한 뒤 ${second?.socket} 소켓은 연결되었습니다.`,
  };
}

async function timedOut(stage: Stage): Promise<Text | undefined> {
  const { server, say } = stage;
  await say({
    en:
      "A server listens with a backlog of 1 and accepts nobody. Clients connect until its queue is full. The next one gets no answer at all, as from a machine that is switched off.",
    ko:
      "서버가 백로그(연결 요청 큐) 1로 연결 요청을 기다리되 아무도 수락하지 않습니다. 큐가 가득 찰 때까지 클라이언트들이 연결합니다. 그다음 클라이언트는 꺼진 컴퓨터에 연결을 요청할 때처럼 아무 답도 받지 못합니다.",
  });
  const listener = await server.listen({ backlog: 1 });
  const { waiting, failure } = await fillBacklog(stage, listener, timeoutMs);
  await say({
    en: "The server accepts one client: there is room again, and the client tries once more.",
    ko: "서버가 클라이언트 하나를 수락합니다. 자리가 났으므로 클라이언트가 다시 시도합니다.",
  });
  const accepted = await listener.accept();
  const again = await tryToConnect(stage, listener.local);
  [accepted, ...waiting, listener].forEach((socket) => socket.close());
  if (failure?.kind !== "timeout" || again !== "connected") return undefined;
  const failed = attempts(stage, listener.local).find(({ failure }) => failure === "timeout");
  const took = milliseconds(tookMs(failed));
  return {
    en: `Timed out after ${took} (${failed?.socket}), by our own deadline, behind ${
      count(waiting.length, "client")
    } that waited: nothing says whether the machine, the network or the server is to blame. Worth another try, later or with more patience: then it was connected.`,
    ko:
      `기다리던 클라이언트 ${waiting.length}개 뒤에서, 우리가 정한 ${took} 만에 시간 초과(${failed?.socket}): 컴퓨터, 네트워크, 서버 중 어디가 문제인지 알 수 없습니다. 나중에, 또는 더 오래 기다리며 다시 시도해 볼 만합니다. 다시 하니 연결되었습니다.`,
  };
}

async function unknown(stage: Stage): Promise<Text | undefined> {
  const { client, say } = stage;
  await say({
    en:
      `A client looks up "${unknownName}". Names under .invalid never exist; so that nothing leaves this machine, the lesson itself answers in the place of a name server. It asks twice.`,
    ko:
      `클라이언트가 "${unknownName}" 이름의 주소를 찾습니다. .invalid로 끝나는 이름은 결코 존재하지 않습니다. 이 컴퓨터 밖으로 아무것도 나가지 않도록 네임 서버 대신 이 수업이 직접 답합니다. 두 번 물어봅니다.`,
  });
  for (let number = 0; number < 2; number++) {
    const failure = await failureIn(client.resolve(unknownName));
    if (failure?.kind !== "unknown-host") return undefined;
  }
  const lookups = callsOf(stage.events, "resolve", { failure: "unknown-host" });
  const [lookup] = lookups;
  return {
    en: `Unknown host, ${lookups.length} times out of ${
      callsOf(stage.events, "resolve").length
    }: "${lookup?.peer}" has no address, so no socket was made. Trying again does not help; correct the name.`,
    ko: `알 수 없는 호스트, ${
      callsOf(stage.events, "resolve").length
    }번 중 ${lookups.length}번: "${lookup?.peer}" 이름에는 주소가 없어 소켓을 만들지도 않았습니다. 다시 시도해도 소용없으니 이름을 고쳐야 합니다.`,
  };
}

async function tryToConnect({ client }: Stage, server: Endpoint): Promise<FailureKind | "connected"> {
  const connecting = client.connect(server, timeoutMs).then((connection) => connection.close());
  return (await failureIn(connecting))?.kind ?? "connected";
}

function attempts({ events }: Stage, server: Endpoint) {
  return callsOf(events, "connect", { peer: formatEndpoint(server) });
}
