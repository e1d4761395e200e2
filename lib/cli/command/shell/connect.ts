import { unlessAborted } from "../../../base/abort.ts";
import { maxDurationMs } from "../../../base/duration.ts";
import { connectOnce } from "../../../client/connect.ts";
import type { ShellCall } from "./call.ts";
import { refuseMore, takePeer, takeTransport } from "./addresses.ts";
import { Connection } from "./sockets.ts";

export const connect: ShellCall = {
  usage: "connect tcp HOST PORT",
  summary: "connect; to #1 in place of HOST PORT too",
  waits: true,
  prepare(words, workspace) {
    takeTransport(words, { udp: "UDP has no connections; write bind udp 0, then sendto" });
    const endpoint = takePeer(words, workspace);
    refuseMore(words);
    return async (signal) => {
      const { clock, networks, timeoutMs = maxDurationMs } = workspace;
      // Each attempt ends with a deadline of its own, and is told.
      const connecting = connectOnce(networks.client, endpoint, { clock, timeoutMs, stop: signal });
      const { connection } = await unlessAborted(connecting, signal);
      workspace.add(new Connection(connection, "tcp", "client"));
    };
  },
};
