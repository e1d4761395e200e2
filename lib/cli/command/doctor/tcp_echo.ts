import { encodeText } from "../../../base/bytes.ts";
import type { Text } from "../../../base/text.ts";
import { services } from "../../../protocol/service/services.ts";
import { TcpClient } from "../../../client/tcp_client.ts";
import { Network } from "../../../net/network.ts";
import { serveTcp } from "../../../server/tcp_server.ts";
import type { LineClient } from "../../../client/line_client.ts";
import type { Finding, Look } from "./finding.ts";

const timeoutMs = 2000;
const rounds = 20;

export const tcpEcho: Look = {
  title: { en: "TCP echo on this machine", ko: "이 컴퓨터 안의 TCP 에코" },
  look: async ({ clock }) => {
    const stop = new AbortController();
    const listener = await new Network({ clock, side: "server" }).listenTcp({ host: "127.0.0.1", port: 0 });
    const options = { clock, report: () => {}, bufferBytes: 2048, maxConnections: 1, graceMs: 100 };
    const serving = serveTcp(listener, services.echo, stop.signal, options);
    try {
      const network = new Network({ clock, side: "client" });
      const connection = await network.connectTcp(listener.local, { timeoutMs });
      const talk = { clock, framing: "raw", expectation: "echo", timeoutMs, report: () => {} } as const;
      return [await measure(new TcpClient(connection, talk))];
    } finally {
      stop.abort();
      await serving;
    }
  },
};

const changed: Text = {
  en: "the echo differs from what was sent",
  ko: "에코가 보낸 내용과 다름",
};

/** The shortest round trip of several: the first ones also warm up the runtime. */
export async function measure(client: LineClient): Promise<Finding> {
  let shortestMs = Infinity;
  try {
    for (let round = 0; round < rounds; round++) {
      const outcome = await client.exchange(encodeText(`round ${round}`));
      if (outcome.kind !== "reply" || !outcome.matches) {
        return {
          ok: false,
          detail: outcome.kind === "failure" ? outcome.failure.text : changed,
        };
      }
      shortestMs = Math.min(shortestMs, outcome.rttMs);
    }
  } finally {
    client.close();
  }
  const rtt = `${shortestMs.toFixed(3)} ms`;
  return {
    ok: true,
    detail: {
      en: `${rounds} echoes, shortest RTT ${rtt}`,
      ko: `에코 ${rounds}회, 최단 왕복 시간(RTT) ${rtt}`,
    },
  };
}
