import { encodeText } from "../base/bytes.ts";
import { type Endpoint, equalEndpoints, formatEndpoint } from "../protocol/endpoint.ts";
import { count } from "../base/numbers.ts";
import type { UdpSocket } from "../net/socket.ts";
import type { Lesson } from "./lesson.ts";
import type { Stage } from "../stage/stage.ts";
import { lectureBufferBytes, textOf } from "./programs.ts";
import { callsOf } from "./seen.ts";
import { begun } from "../stage/party.ts";
import { milliseconds, type Text } from "../base/text.ts";
import { failureIn } from "../stage/failure_in.ts";
import { outlasts } from "../stage/wait.ts";

const silenceMs = 300;

/** Datagrams without a connection: addresses on each, silence, and replies that come late. */
export const udp: Lesson = {
  title: {
    en: "UDP: no connection, addresses on every datagram, silence, and a reply that is late",
    ko: "UDP: 연결이 없고, 데이터그램마다 주소가 있으며, 응답이 없거나 늦을 수 있다",
  },
  parts: [twoClients, nobodyThere, lateReply],
};

async function twoClients(stage: Stage): Promise<Text[] | undefined> {
  const { server, client, say } = stage;
  await say({
    en:
      "The server binds one socket. It does not listen and does not accept: there is no connection. Two clients send to it.",
    ko:
      "서버가 소켓 하나를 바인드합니다. 연결이 없으므로 listen도 accept도 하지 않습니다. 클라이언트 둘이 이 소켓으로 전송합니다.",
  });
  const socket = await server.bind();
  const clients = [await client.bind(), await client.bind()];
  for (const [index, each] of clients.entries()) await each.send(encodeText(`client ${index}`), socket.local);
  await say({
    en:
      "The server receives both on that one socket. Each datagram names its source address, and there the answer goes.",
    ko:
      "서버는 그 소켓 하나로 둘 다 수신합니다. 데이터그램마다 발신지 주소가 있으므로 서버는 그 주소로 답합니다.",
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
    en: `One socket, ${socket.id}, received ${count(received.length, "datagram")}, from ${from}; ` +
      `${callsOf(stage.events, "accept").length} connections were accepted.`,
    ko: `${socket.id} 소켓 하나가 데이터그램 ${received.length}개를 수신했습니다. 발신지 주소는 ${from}, ` +
      `수락한 연결은 ${callsOf(stage.events, "accept").length}개입니다.`,
  }];
}

async function nobodyThere(stage: Stage): Promise<Text[] | undefined> {
  const { client, say } = stage;
  await say({
    en: "A client sends to a port to which nobody is bound, and waits for a reply.",
    ko: "클라이언트가 아무도 바인드하지 않은 포트로 전송하고 응답을 기다립니다.",
  });
  const nobody = await unboundAddress(stage);
  const socket = await client.bind();
  await socket.send(encodeText("is anybody there?"), nobody);
  const receiving = begun(receive(socket));
  const isSilent = await outlasts(receiving, silenceMs, stage);
  const failure = isSilent ? undefined : await failureIn(receiving);
  socket.close();
  const sent = callsOf(stage.events, "sendto", { socket: socket.id })[0];
  const bytes = sent?.bytes ?? 0;
  if (isSilent) {
    const closed = callsOf(stage.events, "close", { socket: socket.id })[0];
    const waited = milliseconds((closed?.at ?? 0) - (sent?.at ?? 0));
    return [{
      en:
        `Sending ${bytes} bytes to ${sent?.peer} succeeded although nobody was there. In ${waited} nothing came back: silence is all there is.`,
      ko:
        `${sent?.peer}에는 아무도 없는데도 ${bytes}바이트의 전송은 성공했습니다. ${waited} 동안 아무것도 오지 않았습니다. 알 수 있는 것은 응답이 없다는 것뿐입니다.`,
    }];
  }
  if (failure === undefined) return undefined;
  return [{
    en:
      `Sending ${bytes} bytes to ${sent?.peer} succeeded although nobody was there. This system tells the next receive (${failure.kind}); others say nothing at all.`,
    ko:
      `${sent?.peer}에는 아무도 없는데도 ${bytes}바이트의 전송은 성공했습니다. 이 시스템은 다음 수신에서 알려 주지만(${failure.kind}), 아무것도 알려 주지 않는 시스템도 있습니다.`,
  }];
}

async function lateReply(stage: Stage): Promise<Text[] | undefined> {
  const { server, client, say, note } = stage;
  await say({
    en: 'A client sends "one" to a slow server, waits, and gives up.',
    ko: '클라이언트가 느린 서버에 "one"을 전송하고 기다리다가 포기합니다.',
  });
  const socket = await server.bind();
  const sender = await client.bind();
  await sender.send(encodeText("one"), socket.local);
  const one = await receive(socket);
  const receiving = begun(receive(sender));
  if (!await outlasts(receiving, silenceMs, stage)) return undefined;
  await say({
    en: 'The client goes on with "two". Meanwhile the server answers "one", then "two".',
    ko: '클라이언트는 "two"로 넘어갑니다. 그사이에 서버가 "one"에 답하고 이어서 "two"에 답합니다.',
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
      "So replies must say what they answer, or a client that has given up must go on from another port, as `capsock client udp` does.",
    ko:
      "그래서 응답에 무엇에 대한 응답인지 적거나, 포기한 클라이언트는 다른 포트에서 계속해야 합니다. `capsock client udp`가 그렇게 합니다.",
  });
  const lines = callsOf(stage.events, "sendto", { socket: sender.id });
  const replies = callsOf(stage.events, "recvfrom", { socket: sender.id });
  const late = milliseconds(replies[0]!.at - lines[0]!.at);
  return [{
    en:
      `After "two" the first datagram to come was "${first.text}", ${late} after "one" was sent; "${second.text}" came behind it. ` +
      "A client that takes whatever comes for its answer would be wrong by one from here on.",
    ko:
      `"two"를 전송한 뒤 먼저 온 데이터그램은 "one"을 전송한 지 ${late} 만에 온 "${first.text}"이고, "${second.text}"는 그 뒤에 왔습니다. ` +
      "오는 대로 응답으로 여기는 클라이언트라면 이제부터 응답이 하나씩 밀립니다.",
  }];
}

async function receive(socket: UdpSocket): Promise<{ text: string; from: Endpoint }> {
  const { bytes, from } = await socket.receive(new Uint8Array(lectureBufferBytes + 1));
  return { text: textOf(bytes), from };
}

/** An address to which a socket was bound a moment ago, and none is now. */
async function unboundAddress({ server }: Stage): Promise<Endpoint> {
  const socket = await server.bind();
  socket.close();
  return socket.local;
}
