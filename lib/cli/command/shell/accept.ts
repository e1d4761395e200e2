import { formatEndpoint } from "../../../protocol/endpoint.ts";
import { UsageError } from "../../line/usage_error.ts";
import type { ShellCall } from "./call.ts";
import { takeSocket } from "./kinds.ts";
import { refuseMore } from "./places.ts";
import type { Session } from "./session.ts";
import { Connection, Listener } from "./sockets.ts";

export const accept: ShellCall = {
  usage: "accept [#SOCKET]",
  summary: "wait for a connection; #1 may be left out",
  waits: true,
  prepare(words, session) {
    const listener = words.text === "" ? onlyListener(session) : takeSocket(words, session, "listener");
    refuseMore(words);
    return async (signal) => {
      const connection = await session.take(
        listener,
        "accept",
        listener.accepting,
        () => listener.socket.accept(),
        ({ id, peer }) => ({ accepted: id, peer: formatEndpoint(peer) }),
        signal,
      );
      session.add(new Connection(connection, "tcp", "server"));
    };
  },
};

function onlyListener(session: Session): Listener {
  const [listener, ...more] = session.sockets.filter((socket) => socket instanceof Listener);
  if (listener === undefined) {
    throw new UsageError("there is no listening socket", "write listen tcp PORT first");
  }
  if (more.length > 0) throw new UsageError("there are several listening sockets", "write accept #SOCKET");
  return listener;
}
