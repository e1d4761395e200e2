import { services } from "../../../protocol/service/services.ts";
import { bindFor } from "../../../client/bind.ts";
import { UdpClient } from "../../../client/udp_client.ts";
import { Network } from "../../../net/network.ts";
import { serveUdp } from "../../../server/udp_server.ts";
import type { Look } from "./finding.ts";
import { measure } from "./tcp_echo.ts";

const timeoutMs = 2000;

export const udpEcho: Look = {
  title: { en: "UDP echo on this machine", ko: "이 컴퓨터 안의 UDP 에코" },
  look: async ({ clock }) => {
    const stop = new AbortController();
    const socket = await new Network({ clock, side: "server" }).bindUdp({ host: "127.0.0.1", port: 0 });
    const options = { clock, report: () => {}, bufferBytes: 2048, answerSamePort: false, graceMs: 100 };
    const serving = serveUdp(socket, services.echo, stop.signal, options);
    try {
      const { host } = socket.local;
      const ours = await bindFor(new Network({ clock, side: "client" }), socket.local);
      const talk = { clock, expectation: "echo", timeoutMs, peerName: host, report: () => {} } as const;
      return [await measure(new UdpClient(ours, socket.local, talk))];
    } finally {
      stop.abort();
      await serving;
    }
  },
};
