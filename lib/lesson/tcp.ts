import { encodeText } from "../protocol/bytes.ts";
import { formatEndpoint } from "../protocol/endpoint.ts";
import { lectureTimeoutMs } from "../protocol/limits.ts";
import { services } from "../protocol/services.ts";
import { serveTcp } from "../server/tcp_server.ts";
import { TcpClient } from "../client/tcp_client.ts";
import type { Lesson, Stage } from "./lesson.ts";

const sentences = ["hello, sockets", "straße와 소켓: größer", "goodbye"];

const decoder = new TextDecoder();

/** The whole life of a TCP connection, from socket to close. */
export const tcp: Lesson = {
  title: "the whole life of a TCP connection, socket to close",
  async run(stage) {
    const { clock, say } = stage;
    say("The server makes a socket, binds it to a port and listens: it waits for clients.");
    const listener = await stage.server.listenTcp({ host: "127.0.0.1", port: 0 });
    const serving = serveTcp(listener, services.upper, stage.stop, {
      clock,
      report: () => {},
      bufferBytes: 2048,
      maxConnections: 1,
      once: true,
      graceMs: 1000,
    });
    say("The client makes a socket and connects. The server accepts: the connection is a socket of its own.");
    const connection = await stage.client.connectTcp(listener.local, { timeoutMs: lectureTimeoutMs });
    const client = new TcpClient(connection, {
      clock,
      framing: "raw",
      expectation: "upper",
      timeoutMs: lectureTimeoutMs,
      report: () => {},
    });
    const answers = await exchangeAll(client, stage);
    say("The client closes. The server receives nothing: the end. It closes the connection's socket too.");
    client.close();
    await serving;
    if (answers.some((answer) => answer === undefined)) return undefined;
    return whatHappened(stage, formatEndpoint(listener.local));
  },
};

/** @returns The right answers; `undefined` in the place of one that did not come or was another. */
async function exchangeAll(client: TcpClient, { say }: Stage): Promise<(string | undefined)[]> {
  const answers: (string | undefined)[] = [];
  for (const sentence of sentences) {
    say(`The client sends "${sentence}" and waits for the reply.`);
    const outcome = await client.exchange(encodeText(sentence));
    if (outcome.kind !== "reply" || !outcome.matches) {
      answers.push(undefined);
      continue;
    }
    const reply = decoder.decode(outcome.bytes);
    say(`Reply from server: ${reply}    Response time: ${outcome.rttMs.toFixed(3)} ms`);
    answers.push(reply);
  }
  return answers;
}

function whatHappened({ events }: Stage, listening: string): string[] {
  const accepted = events.find(({ call }) => call === "accept");
  const connected = events.find(({ call }) => call === "connect");
  const sent = events.filter(({ call, side }) => call === "send" && side === "client");
  const bytes = sent.reduce((sum, event) => sum + (event.bytes ?? 0), 0);
  return [
    `The listening socket ${accepted?.socket} stayed at ${listening}; the connection was ${accepted?.accepted}, a second socket of the server.`,
    `The client's socket ${connected?.socket} had port ${
      connected?.local?.split(":").at(-1)
    }, chosen by the system.`,
    `${sent.length} sentences, ${bytes} bytes, went out and came back in capitals over one connection.`,
  ];
}
