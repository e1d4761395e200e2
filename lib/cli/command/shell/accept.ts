import { formatEndpoint } from "../../../protocol/endpoint.ts";
import { UsageError } from "../../line/usage_error.ts";
import type { ShellCall } from "./call.ts";
import { takeSocket } from "./kinds.ts";
import { refuseMore } from "./addresses.ts";
import type { Workspace } from "./workspace.ts";
import { Connection, Listener } from "./sockets.ts";

export const accept: ShellCall = {
  usage: "accept [#SOCKET]",
  summary: "wait for a connection; #1 may be left out",
  waits: true,
  prepare(words, workspace) {
    const listener = words.text === "" ? onlyListener(workspace) : takeSocket(words, workspace, "listener");
    refuseMore(words);
    return async (signal) => {
      const connection = await workspace.take(
        listener,
        "accept",
        listener.accepting,
        () => listener.socket.accept(),
        ({ id, peer }) => ({ accepted: id, peer: formatEndpoint(peer) }),
        signal,
      );
      workspace.add(new Connection(connection, "tcp", "server"));
    };
  },
};

function onlyListener(workspace: Workspace): Listener {
  const [listener, ...more] = workspace.sockets.filter((socket) => socket instanceof Listener);
  if (listener === undefined) {
    throw new UsageError("there is no listening socket", "write listen tcp PORT first");
  }
  if (more.length > 0) throw new UsageError("there are several listening sockets", "write accept #SOCKET");
  return listener;
}
