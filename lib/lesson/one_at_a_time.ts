import { count } from "../base/numbers.ts";
import type { SocketEvent } from "../protocol/event.ts";
import type { TcpConnection, TcpListener } from "../net/socket.ts";
import type { Lesson } from "./lesson.ts";
import type { Stage } from "../stage/stage.ts";
import { receiveText, runServer, sendText } from "./programs.ts";
import { bytesOf, callsOf, tookMs } from "./seen.ts";
import { begun } from "../stage/party.ts";
import { milliseconds, type Text } from "../base/text.ts";
import { outlasts } from "../stage/wait.ts";

const waitMs = 300;
const first = { sends: "first", expects: "FIRST" };
const second = { sends: "second", expects: "SECOND" };

/** A serial server makes the second client wait, a concurrent one does not. */
export const oneAtATime: Lesson = {
  title: {
    en: "A server that handles one client at a time makes the second client wait.",
    ko: "한 번에 한 클라이언트만 처리하는 서버는 두 번째 클라이언트를 기다리게 합니다.",
  },
  page: "accept",
  parts: [serveSerially, serveConcurrently],
};

async function serveSerially(stage: Stage): Promise<Text[] | undefined> {
  const { server, client, say } = stage;
  await say({
    en:
      "This is the lecture's server: it accepts a client, answers it until the client closes, and then accepts the next one. The first client connects.",
    ko:
      "강의의 서버입니다. 클라이언트 하나를 수락하여 그 클라이언트가 닫을 때까지 응답하고, 그다음에 다음 클라이언트를 수락합니다. 첫 번째 클라이언트가 연결합니다.",
  });
  const listener = await server.listen();
  const running = runServer(listener, stage, { serial: true });
  const one = await talkTo(listener, stage);
  if (one === undefined) return undefined;
  await say({
    en:
      "A second client connects and sends. Both calls succeed, because the kernel makes the connection and keeps the data. But the server has not accepted this client yet, so no answer comes.",
    ko:
      "두 번째 클라이언트가 연결을 요청하고 전송합니다. 커널이 연결을 맺고 데이터를 받아 두므로 두 호출 모두 성공합니다. 그러나 서버가 아직 이 클라이언트를 수락하지 않았으므로 응답은 오지 않습니다.",
  });
  const two = await client.connect(listener.local);
  await sendText(two, second.sends);
  const answer = begun(receiveText(two, second.expects));
  const isWaiting = await outlasts(answer, waitMs, stage);
  const acceptedMeanwhile = callsOf(stage.events, "accept", { socket: listener.id }).length;
  if (!isWaiting || acceptedMeanwhile !== 1) return undefined;
  await say({
    en: "The first client closes. Now the server calls accept again.",
    ko: "첫 번째 클라이언트가 닫습니다. 이제 서버가 다시 accept를 호출합니다.",
  });
  one.close();
  if (await answer !== second.expects) return undefined;
  two.close();
  await running.close();
  return serialFacts(stage, listener, two);
}

function serialFacts({ events }: Stage, listener: TcpListener, two: TcpConnection): Text[] {
  const connect = callsOf(events, "connect", { socket: two.id })[0]!;
  const sends = callsOf(events, "send", { socket: two.id });
  const accept = callsOf(events, "accept", { socket: listener.id })[1]!;
  const took = milliseconds(tookMs(connect));
  const bytes = bytesOf(sends);
  const acceptedAfter = milliseconds(accept.at - connect.at);
  const answeredAfter = milliseconds(answerTime(events, two));
  return [
    {
      en:
        `Serial server: the second client (${two.id}) connected in ${took} and sent ${
          count(bytes, "byte")
        }, ` +
        `but the server accepted it ${acceptedAfter} later, after the first client had closed.`,
      ko: `직렬 서버: 두 번째 클라이언트(${two.id})는 ${took} 만에 연결되어 ${bytes}바이트를 전송했지만, ` +
        `서버는 ${acceptedAfter} 뒤, 첫 번째 클라이언트가 닫은 다음에야 수락했습니다.`,
    },
    {
      en: `Serial server: the second client got its answer ${answeredAfter} after it had sent.`,
      ko: `직렬 서버: 두 번째 클라이언트는 전송하고 ${answeredAfter} 뒤에 응답을 받았습니다.`,
    },
  ];
}

async function serveConcurrently(stage: Stage): Promise<Text[] | undefined> {
  const { server, client, say } = stage;
  await say({
    en:
      "Now the same with a server that accepts new clients while it answers others. The first client connects.",
    ko: "응답하는 동안에도 수락하는 서버로 같은 일을 다시 합니다. 첫 번째 클라이언트가 연결합니다.",
  });
  const listener = await server.listen();
  const running = runServer(listener, stage, { serial: false });
  const one = await talkTo(listener, stage);
  if (one === undefined) return undefined;
  await say({
    en: "The second client connects and sends while the first one is still connected.",
    ko: "첫 번째 클라이언트가 연결되어 있는 동안 두 번째 클라이언트가 연결을 요청하고 전송합니다.",
  });
  const two = await client.connect(listener.local);
  await sendText(two, second.sends);
  if (await receiveText(two, second.expects) !== second.expects) return undefined;
  const answered = milliseconds(answerTime(stage.events, two));
  const isFirstThere = callsOf(stage.events, "close", { socket: one.id }).length === 0;
  two.close();
  one.close();
  await running.close();
  if (!isFirstThere) return undefined;
  return [{
    en:
      `Concurrent server: the second client (${two.id}) got its answer in ${answered}, while the first one (${one.id}) was still connected.`,
    ko:
      `동시 서버: 첫 번째 클라이언트(${one.id})가 연결되어 있는데도 두 번째 클라이언트(${two.id})는 ${answered} 만에 응답을 받았습니다.`,
  }];
}

/** The first client: it gets its answer and stays connected. */
async function talkTo(listener: TcpListener, { client, say }: Stage): Promise<TcpConnection | undefined> {
  const connection = await client.connect(listener.local);
  await say({
    en: "The first client sends, gets its answer and stays connected.",
    ko: "첫 번째 클라이언트가 전송하여 응답을 받고, 연결된 채로 있습니다.",
  });
  await sendText(connection, first.sends);
  return await receiveText(connection, first.expects) === first.expects ? connection : undefined;
}

/** How long after its send a client received something. */
function answerTime(events: readonly SocketEvent[], { id }: TcpConnection): number {
  const [sent] = callsOf(events, "send", { socket: id });
  const [received] = callsOf(events, "recv", { socket: id });
  return received!.at - sent!.at;
}
