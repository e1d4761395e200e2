import { encodeText } from "../base/bytes.ts";
import { type Endpoint, equalEndpoints, formatEndpoint } from "../protocol/endpoint.ts";
import { count } from "../base/numbers.ts";
import type { UdpSocket } from "../net/socket.ts";
import type { Lesson } from "./lesson.ts";
import type { Stage } from "../stage/stage.ts";
import { lectureBufferBytes, textOf } from "./programs.ts";
import { callsOf } from "./seen.ts";
import { begun } from "../stage/party.ts";
import { particleAfter } from "../base/korean.ts";
import { milliseconds, type Text } from "../base/text.ts";
import { failureIn } from "../stage/failure_in.ts";
import { outlasts } from "../stage/wait.ts";

const silenceMs = 300;

/** Datagrams without a connection: addresses on each, no reply, and a reply that comes late. */
export const udp: Lesson = {
  title: {
    en: "UDP has no connection: every datagram carries addresses, and a reply may come late or never.",
    ko: "UDP에는 연결이 없습니다. 데이터그램마다 주소가 있고, 응답은 늦거나 오지 않을 수 있습니다.",
  },
  page: "datagram",
  parts: [twoClients, nobodyThere, lateReply],
};

async function twoClients(stage: Stage): Promise<Text[] | undefined> {
  const { server, client, say } = stage;
  await say({
    en:
      "The server binds one socket. It calls neither listen nor accept, because there is no connection. Two clients send to it.",
    ko:
      "서버가 소켓 하나를 바인드합니다. 연결이 없으므로 listen도 accept도 하지 않습니다. 클라이언트 둘이 이 소켓으로 전송합니다.",
  });
  const socket = await server.bind();
  const clients = [await client.bind(), await client.bind()];
  for (const [index, each] of clients.entries()) await each.send(encodeText(`client ${index}`), socket.local);
  await say({
    en:
      "The server receives both on that one socket. Each datagram carries its source address, and the server answers to that address.",
    ko:
      "서버는 그 소켓 하나로 둘 다 수신합니다. 데이터그램마다 발신지 주소가 있고, 서버는 그 주소로 응답합니다.",
  });
  for (const _ of clients) {
    const { text, from } = await receive(socket);
    await socket.send(encodeText(text.toUpperCase()), from);
  }
  const answers = await Promise.all(clients.map(async (each) => (await receive(each)).text));
  const areRight = answers.every((answer, index) => answer === `CLIENT ${index}`);
  const received = callsOf(stage.events, "recvfrom", { socket: socket.id });
  const sources = received.map(({ peer }) => peer);
  const isAsSent = clients.every(({ local }) => sources.includes(formatEndpoint(local)));
  [...clients, socket].forEach((each) => each.close());
  if (!areRight || !isAsSent) return undefined;
  const from = sources.join(", ");
  return [{
    en: `One socket, ${socket.id}, received ${count(received.length, "datagram")} from ${from}. ` +
      `The server accepted ${callsOf(stage.events, "accept").length} connections.`,
    ko:
      `${socket.id} 소켓 하나가 데이터그램 ${received.length}개를 수신했습니다. 발신지 주소는 ${from}입니다. ` +
      `서버가 수락한 연결은 ${callsOf(stage.events, "accept").length}개입니다.`,
  }];
}

async function nobodyThere(stage: Stage): Promise<Text[] | undefined> {
  const { client, say } = stage;
  await say({
    en: "A client sends to a port to which no program is bound, and waits for a reply.",
    ko: "클라이언트가 바인드된 프로그램이 없는 포트로 전송하고 응답을 기다립니다.",
  });
  const nobody = await unboundAddress(stage);
  const socket = await client.bind();
  await socket.send(encodeText("is-anybody-there?"), nobody);
  const receiving = begun(receive(socket));
  const isSilent = await outlasts(receiving, silenceMs, stage);
  if (isSilent) socket.giveUp?.({ deadlineMs: silenceMs });
  const failure = isSilent ? undefined : await failureIn(receiving);
  socket.close();
  const sent = callsOf(stage.events, "sendto", { socket: socket.id })[0];
  const bytes = sent?.bytes ?? 0;
  if (isSilent) {
    const closed = callsOf(stage.events, "close", { socket: socket.id })[0];
    const waited = milliseconds((closed?.at ?? 0) - (sent?.at ?? 0));
    return [{
      en:
        `Sending ${bytes} bytes to ${sent?.peer} succeeded although no program was there. UDP reports no failure; the client only saw that no reply came within ${waited}.`,
      ko:
        `${sent?.peer}에는 프로그램이 없는데도 ${bytes}바이트의 전송은 성공했습니다. UDP는 실패를 알려 주지 않으며, 클라이언트는 ${waited} 동안 응답이 없었다는 것만 알 수 있습니다.`,
    }];
  }
  if (failure === undefined) return undefined;
  return [{
    en:
      `Sending ${bytes} bytes to ${sent?.peer} succeeded although no program was there. This system reports it at the next receive (${failure.kind}); other systems report nothing.`,
    ko:
      `${sent?.peer}에는 프로그램이 없는데도 ${bytes}바이트의 전송은 성공했습니다. 이 시스템은 다음 수신에서 알려 주지만(${failure.kind}), 아무것도 알려 주지 않는 시스템도 있습니다.`,
  }];
}

async function lateReply(stage: Stage): Promise<Text[] | undefined> {
  const { server, client, say, note } = stage;
  await say({
    en: 'A client sends "one" to a slow server, waits for a while, and gives up.',
    ko: '클라이언트가 느린 서버에 "one"을 전송하고 한동안 기다리다가 포기합니다.',
  });
  const socket = await server.bind();
  const sender = await client.bind();
  await sender.send(encodeText("one"), socket.local);
  const one = await receive(socket);
  const receiving = begun(receive(sender));
  if (!await outlasts(receiving, silenceMs, stage)) return undefined;
  sender.giveUp?.({ deadlineMs: silenceMs });
  await say({
    en: 'The client sends "two" next. Meanwhile the server answers "one", and then "two".',
    ko:
      '클라이언트는 다음으로 "two"를 전송합니다. 그사이에 서버가 "one"에 응답하고 이어서 "two"에 응답합니다.',
  });
  await sender.send(encodeText("two"), socket.local);
  await socket.send(encodeText(one.text.toUpperCase()), one.from);
  const two = await receive(socket);
  await socket.send(encodeText(two.text.toUpperCase()), two.from);
  const first = await receiving;
  const second = await receive(sender);
  const areFromServer = [first, second].every(({ from }) => equalEndpoints(from, socket.local));
  [sender, socket].forEach((each) => each.close());
  if (!areFromServer || first.text !== "ONE" || second.text !== "TWO") return undefined;
  note({
    en:
      "So a reply must show which request it answers. Or a client that has given up must continue from another port, as `capsock client udp` does.",
    ko:
      "그래서 응답에는 어느 요청에 대한 것인지 적어야 합니다. 아니면 포기한 클라이언트가 다른 포트에서 계속해야 하며, `capsock client udp`가 그렇게 합니다.",
  });
  const lines = callsOf(stage.events, "sendto", { socket: sender.id });
  const replies = callsOf(stage.events, "recvfrom", { socket: sender.id })
    .filter(({ failure }) => failure === undefined);
  const late = milliseconds(replies[0]!.at - lines[0]!.at);
  return [{
    en:
      `After the client had sent "two", the first datagram that arrived was "${first.text}", ${late} after it had sent "one"; then "${second.text}" arrived. ` +
      "A client that takes the next datagram as its answer would be off by one from then on.",
    ko:
      `"two"를 전송한 뒤 먼저 온 데이터그램은 "one"을 전송한 지 ${late} 만에 온 "${first.text}"이고, 그 뒤에 "${second.text}"${
        particleAfter(second.text, "이")
      } 왔습니다. ` +
      "다음에 오는 데이터그램을 응답으로 여기는 클라이언트라면 그때부터 응답이 하나씩 밀립니다.",
  }];
}

async function receive(socket: UdpSocket): Promise<{ text: string; from: Endpoint }> {
  const { bytes, from } = await socket.receive(new Uint8Array(lectureBufferBytes + 1));
  return { text: textOf(bytes), from };
}

/** An address to which no socket is bound: one was, a moment ago. */
async function unboundAddress({ server }: Stage): Promise<Endpoint> {
  const socket = await server.bind();
  socket.close();
  return socket.local;
}
