import { encodeText } from "../../../base/bytes.ts";
import { Failure } from "../../../protocol/failure.ts";
import { Network } from "../../../net/network.ts";
import { giveUpNetwork } from "../../../net/permissions.ts";
import type { Finding, Look } from "./finding.ts";

const timeoutMs = 2000;

/** Tries what a TCP server and client do once their sockets are open: they give up the network. */
export const givingUp: Look = {
  title: "giving up the network",
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
    detail: ok ? "TCP: open sockets go on, nothing more can be opened" : "TCP: the runtime does not do it",
  };
}

function udp(sends: boolean): Finding {
  return { detail: sends ? "UDP: sending goes on" : "UDP: cannot be given up, every datagram sent needs it" };
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
