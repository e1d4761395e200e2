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

/** What a serial server does to the second client, and a concurrent one does not. */
export const oneAtATime: Lesson = {
  title: {
    en: "a server for one client at a time, and what the second client sees of it",
    ko: "한 번에 한 클라이언트만 처리하는 서버, 그리고 두 번째 클라이언트가 겪는 일",
  },
  parts: [serveSerially, serveConcurrently],
};

async function serveSerially(stage: Stage): Promise<Text[] | undefined> {
  const { server, client, say } = stage;
  await say({
    en:
      "The server is the lecture's: accept a client, answer it until it has closed, then accept the next. The first client connects and gets its answer.",
    ko:
      "강의의 서버입니다. 클라이언트 하나를 수락하여 그 클라이언트가 닫을 때까지 답하고, 그다음에야 다음 클라이언트를 수락합니다. 첫 번째 클라이언트가 연결하여 응답을 받습니다.",
  });
  const listener = await server.listen();
  const running = runServer(listener, stage, { serial: true });
  const one = await talkTo(listener, stage);
  if (one === undefined) return undefined;
  await say({
    en:
      "A second client connects and sends. Both succeed: the kernel makes the connection and keeps what was sent. But the server has not accepted it, so no answer comes.",
    ko:
      "두 번째 클라이언트가 연결을 요청하고 전송합니다. 둘 다 성공합니다. 연결을 맺고 보낸 데이터를 받아 두는 일은 커널이 하기 때문입니다. 그러나 서버가 아직 수락하지 않았으므로 응답은 오지 않습니다.",
  });
  const two = await client.connect(listener.local);
  await sendText(two, second.sends);
  const answer = begun(receiveText(two, second.expects));
  const isWaiting = await outlasts(answer, waitMs, stage);
  const acceptedMeanwhile = callsOf(stage.events, "accept", { socket: listener.id }).length;
  if (!isWaiting || acceptedMeanwhile !== 1) return undefined;
  await say({
    en: "The first client closes. Now the server comes back to accept.",
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
        `Serial: the second client (${two.id}) was connected after ${took} and could send ${
          count(bytes, "byte")
        }, ` +
        `but the server accepted it ${acceptedAfter} later, when the first one was gone.`,
      ko:
        `직렬 서버: 두 번째 클라이언트(${two.id})는 ${took} 만에 연결되어 ${bytes}바이트를 전송할 수 있었지만, ` +
        `서버는 ${acceptedAfter} 뒤, 첫 번째 클라이언트가 떠나고 나서야 수락했습니다.`,
    },
    {
      en: `Serial: it had its answer ${answeredAfter} after it had sent.`,
      ko: `직렬 서버: 응답은 전송하고 ${answeredAfter} 뒤에 왔습니다.`,
    },
  ];
}

async function serveConcurrently(stage: Stage): Promise<Text[] | undefined> {
  const { server, client, say } = stage;
  await say({
    en: "The same again with a server that accepts while it answers. The first client connects, and stays.",
    ko: "답하는 동안에도 수락하는 서버로 같은 일을 다시 합니다. 첫 번째 클라이언트가 연결한 채로 있습니다.",
  });
  const listener = await server.listen();
  const running = runServer(listener, stage, { serial: false });
  const one = await talkTo(listener, stage);
  if (one === undefined) return undefined;
  await say({
    en: "The second client connects and sends while the first is still there.",
    ko: "첫 번째 클라이언트가 아직 있는데 두 번째 클라이언트가 연결을 요청하고 전송합니다.",
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
      `Concurrent: the second client (${two.id}) had its answer after ${answered}, with the first (${one.id}) still connected.`,
    ko:
      `동시 서버: 첫 번째 클라이언트(${one.id})가 연결된 채인데도 두 번째 클라이언트(${two.id})는 ${answered} 만에 응답을 받았습니다.`,
  }];
}

/** The first client: it gets its answer and stays connected. */
async function talkTo(listener: TcpListener, { client }: Stage): Promise<TcpConnection | undefined> {
  const connection = await client.connect(listener.local);
  await sendText(connection, first.sends);
  return await receiveText(connection, first.expects) === first.expects ? connection : undefined;
}

/** How long after its send a client received something. */
function answerTime(events: readonly SocketEvent[], { id }: TcpConnection): number {
  const [sent] = callsOf(events, "send", { socket: id });
  const [received] = callsOf(events, "recv", { socket: id });
  return received!.at - sent!.at;
}
