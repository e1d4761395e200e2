import type { ShellCall } from "./call.ts";
import { refuseMore, takeBindPlace, takeCount, takeTransport } from "./places.ts";
import { Listener, Udp } from "./sockets.ts";

const longestBacklog = 65_535;

export const listen: ShellCall = {
  usage: "listen tcp [HOST] PORT [BACKLOG]",
  summary: "socket, bind and listen in one",
  prepare(words, session) {
    takeTransport(words, { udp: "a UDP socket never listens; write bind udp PORT" });
    const endpoint = takeBindPlace(words);
    const backlog = takeCount(words, longestBacklog);
    refuseMore(words);
    return async () => {
      session.add(new Listener(await session.networks.server.listenTcp(endpoint, backlog), "tcp", "server"));
    };
  },
};

export const bind: ShellCall = {
  usage: "bind udp [HOST] PORT",
  summary: "socket and bind in one",
  prepare(words, session) {
    takeTransport(words, { tcp: "a TCP socket is bound and listens in one; write listen tcp PORT" });
    const endpoint = takeBindPlace(words);
    refuseMore(words);
    // Whoever asks for a certain port wants to be found there.
    const side = endpoint.port === 0 ? "client" : "server";
    return async () => session.add(new Udp(await session.networks[side].bindUdp(endpoint), "udp", side));
  },
};
