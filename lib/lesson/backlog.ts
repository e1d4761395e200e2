import { count } from "../base/numbers.ts";
import type { TcpConnection, TcpListener } from "../net/socket.ts";
import { fillBacklog } from "../stage/fill.ts";
import type { Lesson } from "./lesson.ts";
import type { Stage } from "../stage/stage.ts";
import { receiveText, sendText } from "./programs.ts";
import { bytesOf, callsOf, tookMs } from "./seen.ts";
import { milliseconds, type Text } from "../base/text.ts";
import { outlasts } from "../stage/wait.ts";

const words = ["one", "two", "three"];
const blockedMs = 300;
const timeoutMs = 400;

/** The queue in front of accept: who waits there, and what the number given to listen limits. */
export const backlog: Lesson = {
  title: {
    en: "backlog: clients that are connected before anybody accepts them",
    ko: "백로그(연결 요청 큐): 아직 수락되지 않았는데도 연결된 클라이언트들",
  },
  parts: [queue, backlogOfOne],
};

/** Clients come before the server accepts, and once it has accepted them all, accept blocks. */
async function queue(stage: Stage): Promise<Text[] | undefined> {
  const { server, client, say } = stage;
  await say({
    en: "The server listens. listen does not wait for anybody: it comes back at once.",
    ko: "서버가 listen을 호출합니다. listen은 아무도 기다리지 않고 바로 끝납니다.",
  });
  const listener = await server.listen();
  await say({
    en: "Three clients connect and send, although the server has not called accept once.",
    ko: "서버가 아직 한 번도 accept를 호출하지 않았는데 클라이언트 셋이 연결하여 전송합니다.",
  });
  const clients: TcpConnection[] = [];
  for (const word of words) {
    const connection = await client.connect(listener.local);
    await sendText(connection, word);
    clients.push(connection);
  }
  await say({
    en: "Now the server accepts three times. Each time a connection is there already, and what was sent too.",
    ko: "이제 서버가 세 번 수락합니다. 그때마다 연결은 이미 와 있고, 전송된 데이터도 와 있습니다.",
  });
  const heard: string[] = [];
  for (const word of words) {
    const connection = await listener.accept();
    heard.push(await receiveText(connection, word));
    connection.close();
  }
  await say({
    en: "The server accepts a fourth time. The queue is empty, so accept waits, until a client comes.",
    ko: "서버가 네 번째로 수락합니다. 큐가 비어 있으므로 accept는 클라이언트가 올 때까지 대기합니다.",
  });
  const accepting = listener.accept();
  if (!await outlasts(accepting, blockedMs, stage)) return undefined;
  const last = await client.connect(listener.local);
  const accepted = await accepting;
  [...clients, last, accepted, listener].forEach((socket) => socket.close());
  return heard.join() === words.join() ? queueFacts(stage, listener) : undefined;
}

function queueFacts({ events }: Stage, listener: TcpListener): Text[] {
  const listened = milliseconds(tookMs(callsOf(events, "listen", { socket: listener.id })[0]));
  const accepts = callsOf(events, "accept", { socket: listener.id });
  const before = events.slice(0, events.indexOf(accepts[0]!));
  const connects = callsOf(before, "connect").length;
  const bytes = bytesOf(callsOf(before, "send"));
  const quick = accepts.slice(0, -1).map((event) => milliseconds(tookMs(event))).join(", ");
  const waited = milliseconds(tookMs(accepts.at(-1)));
  return [
    {
      en: `listen took ${listened}. Before the first accept ${
        count(connects, "client")
      } had connected and sent ${count(bytes, "byte")}.`,
      ko:
        `listen은 ${listened} 걸렸습니다. 첫 accept 전에 클라이언트 ${connects}개가 연결하여 ${bytes}바이트를 전송했습니다.`,
    },
    {
      en: `With clients in the queue accept took ${quick}; with none it waited ${waited}.`,
      ko: `큐에 클라이언트가 있을 때 accept는 ${quick} 걸렸고, 없을 때는 ${waited} 동안 대기했습니다.`,
    },
  ];
}

/** A backlog of 1 limits who waits, not who is served. */
async function backlogOfOne(stage: Stage): Promise<Text[] | undefined> {
  const { server, client, say } = stage;
  await say({
    en: "Another server listens with a backlog of 1, and accepts three clients, each as soon as it comes.",
    ko: "다른 서버가 백로그 1로 listen을 호출하고, 클라이언트 셋을 오는 대로 수락합니다.",
  });
  const listener = await server.listen({ backlog: 1 });
  const pairs: [TcpConnection, TcpConnection][] = [];
  for (const _ of words) {
    const connected = await client.connect(listener.local);
    pairs.push([connected, await listener.accept()]);
  }
  await say({
    en: "All three are served at the same time.",
    ko: "셋을 모두 동시에 처리합니다.",
  });
  const heard: string[] = [];
  for (const [index, [connected]] of pairs.entries()) await sendText(connected, words[index]!);
  for (const [index, [, accepted]] of pairs.entries()) heard.push(await receiveText(accepted, words[index]!));
  const closedSoFar = pairs.flat().filter(({ id }) => {
    return callsOf(stage.events, "close", { socket: id }).length > 0;
  }).length;
  await say({
    en: "Then it accepts nobody. Clients connect until one is not let in.",
    ko: "그러고는 아무도 수락하지 않습니다. 더 들어갈 수 없을 때까지 클라이언트들이 연결합니다.",
  });
  const { waiting, failure } = await fillBacklog(stage, listener, timeoutMs);
  [...pairs.flat(), ...waiting, listener].forEach((socket) => socket.close());
  const accepted = callsOf(stage.events, "accept", { socket: listener.id }).length;
  if (heard.join() !== words.join() || closedSoFar > 0 || accepted !== words.length) return undefined;
  return [{
    en: `With a backlog of 1 the server had ${
      count(accepted, "connection")
    } at the same time: the backlog counts those who wait for accept.`,
    ko:
      `백로그가 1인 서버가 동시에 ${accepted}개의 연결을 처리했습니다. 백로그는 수락을 기다리는 연결만 셉니다.`,
  }, howManyWaited(waiting.length, failure?.kind)];
}

function howManyWaited(clients: number, failure: string | undefined): Text {
  if (failure === undefined) {
    return {
      en: `This system let ${clients} more in and did not keep to the 1 that listen was given.`,
      ko: `이 시스템은 listen에 준 1을 지키지 않고 ${clients}개를 더 들여보냈습니다.`,
    };
  }
  return {
    en: `This system let ${clients} wait there; the next client was not connected (${failure}).`,
    ko: `이 시스템은 ${clients}개까지 기다리게 했고, 그다음 클라이언트는 연결되지 않았습니다(${failure}).`,
  };
}
