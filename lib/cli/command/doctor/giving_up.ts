import { encodeText } from "../../../base/bytes.ts";
import { Failure } from "../../../protocol/failure.ts";
import { Network } from "../../../net/network.ts";
import { giveUpNetwork } from "../../../net/permissions.ts";
import type { Finding, Look } from "./finding.ts";

const timeoutMs = 2000;

/** Tries what a TCP server and client do once their sockets are open: they give up network access. */
export const givingUp: Look = {
  title: { en: "giving up network access", ko: "네트워크 권한 포기" },
  look: async ({ clock }) => {
    const network = new Network({ clock, side: "client" });
    const listener = await network.listenTcp({ host: "127.0.0.1", port: 0 });
    const socket = await network.bindUdp({ host: "127.0.0.1", port: 0 });
    const connecting = network.connectTcp(listener.local, { timeoutMs });
    const [client, server] = await Promise.all([connecting, listener.accept()]);
    try {
      await giveUpNetwork();
      await client.write(encodeText("x"));
      const goesOn = await server.read(new Uint8Array(1)) === 1;
      const connects = await isAllowed(async () =>
        (await network.connectTcp(listener.local, { timeoutMs })).close()
      );
      const sends = await isAllowed(() => socket.send(encodeText("x"), socket.local));
      return [tcp(goesOn, connects), udp(sends)];
    } finally {
      [client, server, listener, socket].forEach((opened) => opened.close());
    }
  },
};

function tcp(goesOn: boolean, connects: boolean): Finding {
  const ok = goesOn && !connects;
  return {
    ok,
    detail: ok
      ? {
        en: "TCP: open sockets keep working, new ones cannot be opened",
        ko: "TCP: 열린 소켓은 계속 작동하고, 새 소켓은 열 수 없음",
      }
      : { en: "TCP: this runtime cannot give it up", ko: "TCP: 이 런타임에서는 포기할 수 없음" },
  };
}

function udp(sends: boolean): Finding {
  return {
    detail: sends
      ? { en: "UDP: an open socket can still send", ko: "UDP: 열린 소켓으로 계속 전송할 수 있음" }
      : {
        en: "UDP: cannot give it up, because every datagram sent needs it",
        ko: "UDP: 데이터그램을 전송할 때마다 필요하므로 포기할 수 없음",
      },
  };
}

async function isAllowed(attempt: () => Promise<unknown>): Promise<boolean> {
  try {
    await attempt();
    return true;
  } catch (error) {
    if (error instanceof Failure && error.kind === "denied") return false;
    throw error;
  }
}
