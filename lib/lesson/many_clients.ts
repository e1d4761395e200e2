import { count } from "../base/numbers.ts";
import type { TcpConnection, TcpListener } from "../net/socket.ts";
import type { Lesson } from "./lesson.ts";
import type { Stage } from "../stage/stage.ts";
import { receiveText, runServer, sendText } from "./programs.ts";
import { callsOf, portOf } from "./seen.ts";
import type { Text } from "../base/text.ts";

const names = ["anna", "보람", "chris"];

/** Three clients at once on one port, and how the system tells their connections apart. */
export const manyClients: Lesson = {
  title: {
    en: "three clients at once on one port of the server",
    ko: "서버의 포트 하나에 동시에 연결된 클라이언트 셋",
  },
  parts: [threeAtOnce],
};

async function threeAtOnce(stage: Stage): Promise<Text[] | undefined> {
  const { server, client, say } = stage;
  await say({
    en: "The server listens on one port, accepts whoever comes, and serves all of them at the same time.",
    ko: "서버가 포트 하나에서 연결 요청을 기다리며, 오는 대로 수락하여 모두를 동시에 처리합니다.",
  });
  const listener = await server.listen();
  const running = runServer(listener, stage, { serial: false });
  await say({
    en: "Three clients connect to the same address and port.",
    ko: "클라이언트 셋이 같은 주소와 포트로 연결을 요청합니다.",
  });
  const clients = await Promise.all(names.map(() => client.connect(listener.local)));
  await say({
    en: "All of them send, and only then does each receive. No answer comes to the wrong client.",
    ko: "셋이 모두 전송한 다음에 각자 수신합니다. 다른 클라이언트에게 잘못 가는 응답은 없습니다.",
  });
  await Promise.all(clients.map((connection, index) => sendText(connection, names[index]!)));
  const answers = await Promise.all(clients.map((connection, index) => {
    return receiveText(connection, names[index]!);
  }));
  await say({
    en: "The clients close one after the other.",
    ko: "클라이언트들이 차례로 닫습니다.",
  });
  clients.forEach((connection) => connection.close());
  await running.close();
  const areRight = answers.every((answer, index) => answer === names[index]!.toUpperCase());
  return areRight ? whatWasSeen(stage, listener, clients) : undefined;
}

function whatWasSeen(
  { events }: Stage,
  listener: TcpListener,
  clients: TcpConnection[],
): Text[] | undefined {
  const firstClose = callsOf(events, "close", { side: "client" })[0];
  const accepts = callsOf(events, "accept", { socket: listener.id });
  const atOnce = accepts.filter((event) => events.indexOf(event) < events.indexOf(firstClose!));
  const connections = atOnce.map(({ accepted = "", peer = "" }) => {
    const local = callsOf(events, "recv", { socket: accepted })[0]?.local ?? "";
    return { accepted, peer, local };
  });
  const serverPorts = new Set(connections.map(({ local }) => portOf(local)));
  const peers = new Set(connections.map(({ peer }) => peer));
  if (serverPorts.size !== 1 || peers.size !== clients.length) return undefined;
  const [port] = serverPorts;
  const ports = connections.map(({ peer }) => portOf(peer)).join(", ");
  return [
    {
      en:
        `${
          count(connections.length, "connection")
        } were open at the same time, all at port ${port} of the server, ` +
        `beside the listening socket ${listener.id}.`,
      ko:
        `서버 소켓(대기용) ${listener.id} 말고도 ${connections.length}개의 연결이 동시에 열려 있었습니다. ` +
        `서버 쪽 포트 번호는 모두 ${port}입니다.`,
    },
    ...connections.map(({ accepted, local, peer }) => {
      const line = `${accepted}: ${local} ↔ ${peer}`;
      return { en: line, ko: line };
    }),
    {
      en:
        `Both addresses and both ports together name a connection; here only the client's port differed: ${ports}.`,
      ko:
        `연결은 양쪽의 주소와 양쪽의 포트 번호, 네 가지 모두로 구별됩니다. 여기서는 클라이언트의 포트 번호만 달랐습니다: ${ports}.`,
    },
  ];
}
