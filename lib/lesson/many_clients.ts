import { count } from "../base/numbers.ts";
import type { TcpConnection, TcpListener } from "../net/socket.ts";
import type { Lesson } from "./lesson.ts";
import type { Stage } from "../stage/stage.ts";
import { receiveText, runServer, sendText } from "./programs.ts";
import { callsOf, portOf } from "./seen.ts";
import { sameInAll, type Text } from "../base/text.ts";

const names = ["anna", "보람", "chris"];

/** Three clients at once on one port, and how the system tells their connections apart. */
export const manyClients: Lesson = {
  title: {
    en: "Three clients use the same port of one server at the same time.",
    ko: "클라이언트 셋이 한 서버의 같은 포트에 동시에 연결합니다.",
  },
  page: "port",
  parts: [threeAtOnce],
};

async function threeAtOnce(stage: Stage): Promise<Text[] | undefined> {
  const { server, client, say } = stage;
  await say({
    en: "The server listens on one port, accepts every client, and serves all of them at the same time.",
    ko: "서버가 포트 하나에서 연결 요청을 기다리고, 오는 대로 수락하여 모두를 동시에 처리합니다.",
  });
  const listener = await server.listen();
  const running = runServer(listener, stage, { serial: false });
  await say({
    en: "Three clients connect to the same address and port.",
    ko: "클라이언트 셋이 같은 주소와 포트로 연결을 요청합니다.",
  });
  const clients = await Promise.all(names.map(() => client.connect(listener.local)));
  await say({
    en: "All of them send.",
    ko: "셋이 모두 전송합니다.",
  });
  await Promise.all(clients.map((connection, index) => sendText(connection, names[index]!)));
  await say({
    en: "Then each client receives. Every answer comes to the right client.",
    ko: "그다음 클라이언트마다 수신합니다. 응답은 모두 알맞은 클라이언트에 옵니다.",
  });
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
        } were open at the same time, all on the server's port ${port}, ` +
        `besides the listening socket ${listener.id}.`,
      ko:
        `서버 소켓(대기용) ${listener.id} 말고도 ${connections.length}개의 연결이 동시에 열려 있었습니다. ` +
        `서버 쪽 포트 번호는 모두 ${port}입니다.`,
    },
    ...connections.map(({ accepted, local, peer }) => {
      return sameInAll(`${accepted}: ${local} ↔ ${peer}`);
    }),
    {
      en:
        `Both addresses and both port numbers together identify a connection; here only the client's port was different: ${ports}.`,
      ko:
        `연결은 양쪽의 주소와 양쪽의 포트 번호로 구별됩니다. 여기서는 클라이언트의 포트 번호만 달랐습니다: ${ports}.`,
    },
  ];
}
