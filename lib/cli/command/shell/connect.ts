import { unlessAborted } from "../../../base/abort.ts";
import { maxDurationMs } from "../../../base/duration.ts";
import { connectOnce } from "../../../client/connect.ts";
import type { ShellCall } from "./call.ts";
import { refuseMore, takePeer, takeTransport } from "./addresses.ts";
import { Connection } from "./sockets.ts";

export const connect: ShellCall = {
  usage: "connect tcp HOST PORT",
  summary: {
    en: "connect to a server; #1 can replace HOST PORT",
    ko: "서버에 연결. HOST PORT 대신 #1도 가능",
  },
  waits: true,
  prepare(words, workspace) {
    takeTransport(words, {
      udp: {
        en: "UDP has no connections; write bind udp 0, then sendto",
        ko: "UDP에는 연결이 없습니다. bind udp 0 다음에 sendto를 쓰세요",
      },
    });
    const endpoint = takePeer(words, workspace);
    refuseMore(words);
    return async (signal) => {
      const { clock, networks, timeoutMs = maxDurationMs } = workspace;
      // Each attempt has its own deadline, and is told.
      const connecting = connectOnce(networks.client, endpoint, { clock, timeoutMs, stop: signal });
      const { connection } = await unlessAborted(connecting, signal);
      workspace.add(new Connection(connection, "tcp", "client"));
    };
  },
};
