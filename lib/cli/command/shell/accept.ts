import { formatEndpoint } from "../../../protocol/endpoint.ts";
import { UsageError } from "../../line/usage_error.ts";
import type { ShellCall } from "./call.ts";
import { takeSocket } from "./kinds.ts";
import { refuseMore } from "./addresses.ts";
import type { Workspace } from "./workspace.ts";
import { Connection, Listener } from "./sockets.ts";

export const accept: ShellCall = {
  usage: "accept [#SOCKET]",
  summary: {
    en: "wait for a connection (#SOCKET is optional)",
    ko: "연결 요청을 기다려 수락(#SOCKET은 생략 가능)",
  },
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
    throw new UsageError(
      { en: "there is no listening socket", ko: "서버 소켓(대기용)이 없습니다" },
      { en: "write listen tcp PORT first", ko: "먼저 listen tcp PORT를 입력하세요" },
    );
  }
  if (more.length > 0) {
    throw new UsageError(
      { en: "there are several listening sockets", ko: "서버 소켓(대기용)이 여러 개 있습니다" },
      { en: "write accept #SOCKET", ko: "accept #SOCKET 형식으로 쓰세요" },
    );
  }
  return listener;
}
