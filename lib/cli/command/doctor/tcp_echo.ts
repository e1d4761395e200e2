import { encodeText } from "../../../base/bytes.ts";
import { services } from "../../../protocol/service/services.ts";
import { TcpClient } from "../../../client/tcp_client.ts";
import { Network } from "../../../net/network.ts";
import { serveTcp } from "../../../server/tcp_server.ts";
import type { LineClient } from "../../../client/line_client.ts";
import type { Finding, Look } from "./finding.ts";

const timeoutMs = 2000;
const rounds = 20;

export const tcpEcho: Look = {
  title: "TCP through itself",
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

/** The shortest round trip of several: the first ones also warm up the runtime. */
export async function measure(client: LineClient): Promise<Finding> {
  let shortestMs = Infinity;
  try {
    for (let round = 0; round < rounds; round++) {
      const outcome = await client.exchange(encodeText(`round ${round}`));
      if (outcome.kind !== "reply" || !outcome.matches) {
        return {
          ok: false,
          detail: outcome.kind === "failure" ? outcome.failure.message : "the echo came back changed",
        };
      }
      shortestMs = Math.min(shortestMs, outcome.rttMs);
    }
  } finally {
    client.close();
  }
  return { ok: true, detail: `${rounds} echoes, shortest round trip ${shortestMs.toFixed(3)} ms` };
}
