import type { ShellCall } from "./call.ts";
import { refuseMore, takeBindPlace, takeCount, takeTransport } from "./addresses.ts";
import { Listener, Udp } from "./sockets.ts";

const longestBacklog = 65_535;

export const listen: ShellCall = {
  usage: "listen tcp [HOST] PORT [BACKLOG]",
  summary: "socket, bind and listen in one",
  prepare(words, workspace) {
    takeTransport(words, { udp: "a UDP socket never listens; write bind udp PORT" });
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
  summary: "socket and bind in one",
  prepare(words, workspace) {
    takeTransport(words, { tcp: "a TCP socket is bound and listens in one; write listen tcp PORT" });
    const endpoint = takeBindPlace(words);
    refuseMore(words);
    // Whoever asks for a certain port wants to be found there.
    const side = endpoint.port === 0 ? "client" : "server";
    return async () => workspace.add(new Udp(await workspace.networks[side].bindUdp(endpoint), "udp", side));
  },
};
