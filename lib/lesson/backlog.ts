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

/** The queue before accept: who waits in it, and what the backlog of listen limits. */
export const backlog: Lesson = {
  title: {
    en: "Clients connect before the server accepts them, and wait in its backlog.",
    ko: "클라이언트는 서버가 수락하기 전에도 연결되어 백로그(연결 요청 큐)에서 기다립니다.",
  },
  page: "backlog",
  parts: [queue, backlogOfOne],
};

/** Clients connect before the server accepts; once it has accepted all of them, accept blocks. */
async function queue(stage: Stage): Promise<Text[] | undefined> {
  const { server, client, say } = stage;
  await say({
    en: "The server calls listen. listen waits for nobody: it returns at once.",
    ko: "서버가 listen을 호출합니다. listen은 아무도 기다리지 않고 바로 끝납니다.",
  });
  const listener = await server.listen();
  await say({
    en: "Three clients connect and send. The server has not called accept yet.",
    ko: "클라이언트 셋이 연결하여 전송합니다. 서버는 아직 accept를 호출하지 않았습니다.",
  });
  const clients: TcpConnection[] = [];
  for (const word of words) {
    const connection = await client.connect(listener.local);
    await sendText(connection, word);
    clients.push(connection);
  }
  await say({
    en:
      "Now the server calls accept three times. Each time a connection is already waiting, with the data that its client sent.",
    ko:
      "이제 서버가 accept를 세 번 호출합니다. 그때마다 연결이 이미 기다리고 있고, 클라이언트가 전송한 데이터도 와 있습니다.",
  });
  const heard: string[] = [];
  for (const word of words) {
    const connection = await listener.accept();
    heard.push(await receiveText(connection, word));
    connection.close();
  }
  await say({
    en:
      "The server calls accept a fourth time. The backlog is empty, so accept blocks until a client connects.",
    ko:
      "서버가 네 번째로 accept를 호출합니다. 백로그가 비어 있으므로 accept는 클라이언트가 연결할 때까지 대기(block)합니다.",
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
      en: `listen took ${listened}. Before the first accept, ${
        count(connects, "client")
      } had already connected and sent ${count(bytes, "byte")}.`,
      ko:
        `listen에는 ${listened} 걸렸습니다. 첫 accept 전에 클라이언트 ${connects}개가 이미 연결하여 ${bytes}바이트를 전송했습니다.`,
    },
    {
      en: `While clients were waiting, accept took ${quick}. With an empty backlog it blocked for ${waited}.`,
      ko:
        `기다리는 클라이언트가 있을 때 accept에는 ${quick} 걸렸고, 백로그가 비었을 때는 ${waited} 동안 대기했습니다.`,
    },
  ];
}

/** A backlog of 1 limits the clients that wait, not those that are served. */
async function backlogOfOne(stage: Stage): Promise<Text[] | undefined> {
  const { server, client, say } = stage;
  await say({
    en:
      "Another server listens with a backlog of 1. It accepts three clients, each as soon as the client has connected.",
    ko: "다른 서버가 백로그 1로 listen을 호출하고, 클라이언트 셋을 연결되는 대로 수락합니다.",
  });
  const listener = await server.listen({ backlog: 1 });
  const pairs: [TcpConnection, TcpConnection][] = [];
  for (const _ of words) {
    const connected = await client.connect(listener.local);
    pairs.push([connected, await listener.accept()]);
  }
  await say({
    en: "The server serves all three at the same time.",
    ko: "서버가 셋을 모두 동시에 처리합니다.",
  });
  const heard: string[] = [];
  for (const [index, [connected]] of pairs.entries()) await sendText(connected, words[index]!);
  for (const [index, [, accepted]] of pairs.entries()) heard.push(await receiveText(accepted, words[index]!));
  const closedSoFar = pairs.flat().filter(({ id }) => {
    return callsOf(stage.events, "close", { socket: id }).length > 0;
  }).length;
  await say({
    en: "Then the server stops calling accept. Clients connect until the system lets no more in.",
    ko:
      "그다음 서버는 accept를 호출하지 않습니다. 시스템이 더 받아 주지 않을 때까지 클라이언트들이 연결합니다.",
  });
  const { waiting, failure } = await fillBacklog(stage, listener, timeoutMs);
  [...pairs.flat(), ...waiting, listener].forEach((socket) => socket.close());
  const accepted = callsOf(stage.events, "accept", { socket: listener.id }).length;
  if (heard.join() !== words.join() || closedSoFar > 0 || accepted !== words.length) return undefined;
  return [{
    en: `With a backlog of 1, the server had ${
      count(accepted, "connection")
    } open at the same time: the backlog counts only connections that wait for accept.`,
    ko:
      `백로그가 1인데도 서버는 동시에 ${accepted}개의 연결을 처리했습니다. 백로그는 수락을 기다리는 연결만 셉니다.`,
  }, howManyWaited(waiting.length, failure?.kind)];
}

function howManyWaited(clients: number, failure: string | undefined): Text {
  if (failure === undefined) {
    return {
      en: `This system let ${clients} more in: it did not keep to the backlog of 1.`,
      ko: `이 시스템은 백로그 1을 지키지 않고 ${clients}개를 더 받아 주었습니다.`,
    };
  }
  return {
    en: `This system let ${clients} wait in the backlog; the next client could not connect (${failure}).`,
    ko: `이 시스템은 백로그에 ${clients}개까지 넣었고, 그다음 클라이언트는 연결하지 못했습니다(${failure}).`,
  };
}
