import type { ShellCall } from "./call.ts";
import { takeSocket } from "./kinds.ts";
import { refuseMore } from "./addresses.ts";

export const shutdown: ShellCall = {
  usage: "shutdown #SOCKET",
  summary: { en: "end our sending side (half-close)", ko: "이쪽의 전송 끝내기(절반 닫기)" },
  prepare(words, workspace) {
    const connection = takeSocket(words, workspace, "connection");
    refuseMore(words);
    return async (signal) => {
      const attempt = { call: "shutdown", transport: "tcp", endpoint: connection.socket.peer } as const;
      const run = async (): Promise<void> => {
        await connection.sending;
        await connection.socket.closeWrite();
      };
      await workspace.bounded(run, attempt, connection, signal);
      connection.isShutDown = true;
    };
  },
};

export const close: ShellCall = {
  usage: "close #SOCKET",
  summary: { en: "close a socket", ko: "소켓 닫기" },
  prepare(words, workspace) {
    const socket = workspace.socket(words.next());
    refuseMore(words);
    return () => workspace.close(socket);
  },
};
