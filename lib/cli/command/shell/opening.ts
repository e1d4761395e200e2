import type { ShellCall } from "./call.ts";
import { refuseMore, takeBindPlace, takeCount, takeTransport } from "./addresses.ts";
import { Listener, Udp } from "./sockets.ts";

const longestBacklog = 65_535;

export const listen: ShellCall = {
  usage: "listen tcp [HOST] PORT [BACKLOG]",
  summary: { en: "socket, bind and listen in one call", ko: "socket, bind, listen을 한 번에" },
  prepare(words, workspace) {
    takeTransport(words, {
      udp: {
        en: "a UDP socket never listens; write bind udp PORT",
        ko: "UDP 소켓은 listen하지 않습니다. bind udp PORT를 쓰세요",
      },
    });
    const endpoint = takeBindPlace(words);
    const backlog = takeCount(words, longestBacklog);
    refuseMore(words);
    return async () => {
      workspace.add(
        new Listener(await workspace.networks.server.listenTcp(endpoint, backlog), "tcp", "server"),
      );
    };
  },
};

export const bind: ShellCall = {
  usage: "bind udp [HOST] PORT",
  summary: { en: "socket and bind in one call", ko: "socket, bind를 한 번에" },
  prepare(words, workspace) {
    takeTransport(words, {
      tcp: {
        en: "TCP does bind and listen in one call here; write listen tcp PORT",
        ko: "여기서 TCP는 bind와 listen을 한 번에 합니다. listen tcp PORT를 쓰세요",
      },
    });
    const endpoint = takeBindPlace(words);
    refuseMore(words);
    // A program that asks for a fixed port is a server: clients must find it.
    const side = endpoint.port === 0 ? "client" : "server";
    return async () => workspace.add(new Udp(await workspace.networks[side].bindUdp(endpoint), "udp", side));
  },
};
