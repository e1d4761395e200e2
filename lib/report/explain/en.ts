/**
 * What a socket call did, in one or two sentences each. `{…}` is filled in. What the kernel did is said as a fact
 * only where the outcome of the call proves it.
 */
export const explanationsEn = {
  "resolve-found":
    "The program looked up the name {peer}, in the hosts file or at a name server, and got the address {addresses}. Sockets work with addresses only, so this step comes before every connection to a name.",
  "resolve-several":
    "The name {peer} has several addresses: {addresses}. The program tries them one after the other, because the server may be bound to only one of them.",
  "resolve-unknown":
    "The name {peer} has no address, so there is nothing to connect to. Check the spelling and the name server, or write the address itself.",

  "listen-loopback":
    "This is socket, bind and listen in one call: the socket is bound to {local}, a loopback address that only programs on this machine can reach. From now on the kernel completes handshakes on its own and keeps each connection in the backlog until accept takes it.",
  "listen-all":
    "This is socket, bind and listen in one call: {local} means {all} of this machine, so other machines can connect to port {port} too. From now on the kernel completes handshakes on its own and keeps each connection in the backlog until accept takes it.",
  "listen-one-address":
    "This is socket, bind and listen in one call: the socket is bound to {local} only, so clients cannot reach it at another address of this machine, not even at loopback. From now on the kernel completes handshakes on its own and keeps each connection in the backlog until accept takes it.",
  "listen-chosen-port":
    "This is socket, bind and listen in one call: bind asked for port 0, so the kernel chose the free port {port} (a program asks for it with getsockname). From now on the kernel completes handshakes on its own and keeps each connection in the backlog until accept takes it.",

  "bind-loopback":
    "This is socket and bind in one call: from now on the kernel queues datagrams for {local} at this UDP socket, and only programs on this machine can send there. UDP needs no listen and no accept: one socket talks to all peers.",
  "bind-all":
    "This is socket and bind in one call: from now on this UDP socket gets the datagrams that arrive for port {port} at {all} of this machine. UDP needs no listen and no accept: one socket talks to all peers.",
  "bind-one-address":
    "This is socket and bind in one call: from now on the kernel queues datagrams for {local} at this UDP socket, but none for other addresses of this machine. UDP needs no listen and no accept: one socket talks to all peers.",
  "bind-chosen-port":
    "This is socket and bind in one call: bind asked for port 0, so the kernel chose the free port {port}. This UDP socket sends from that port, and replies come back to it.",

  "in-use":
    "bind failed: another socket is already bound to {local}, and the kernel could not tell the two apart. Stop that program, or choose another port (0 lets the kernel choose).",
  "not-local":
    "bind failed: a socket can be bound only to an address of this machine. Use 127.0.0.1, or 0.0.0.0 for all of its addresses.",
  "privileged-port":
    "bind failed: this system keeps low port numbers, usually those below 1024, for privileged programs. Choose a higher port.",

  "accept-at-once":
    "accept returned at once: the kernel had already completed the three-way handshake with {peer}, and the connection was waiting in the backlog. The new socket {new} is for this client only; {socket} keeps listening.",
  "accept-waited":
    "accept blocked for {took} until a connection was in the backlog: the kernel completed the three-way handshake with {peer} on its own. The new socket {new} is for this client only; {socket} keeps listening.",
  "accept-gone":
    "A connection was waiting in the backlog, but its client reset it before accept could return it. The listening socket still works: call accept again.",

  "connect-done":
    "The kernel chose port {port} for this side and completed the three-way handshake (SYN, SYN-ACK, ACK) with {peer} in {took}. The server may not have called accept yet: the connection may still be waiting in its backlog.",
  "connect-from-fixed-port":
    "The program bound the socket to port {port}, then the kernel completed the three-way handshake with {peer} in {took}. If this side closes first, the port stays in TIME_WAIT and cannot reach that server again for about a minute, so clients usually let the kernel choose the port.",
  "connect-refused-here":
    "The kernel answered the SYN with an RST: no socket on this machine listens on {peer}. Start the server first or check the port, and make a new socket for the next attempt.",
  "connect-refused":
    "The SYN was refused: no program listens on {peer}, or a firewall rejected it. An answer came back, so the network works: check the port and the server.",
  "connect-timeout":
    "No answer to the SYN came within {took}, so the kernel gave up. The host is down, a firewall drops the packets, or the server's backlog is full.",
  "connect-timeout-own":
    "The program's time limit of {deadline} passed (it waited {took}); the kernel would have kept retransmitting the SYN. The host is down, a firewall drops the packets, or the server's backlog is full.",
  "connect-reset":
    "{peer} answered, but reset the connection (RST) during the handshake. Check the server, and make a new socket for the next attempt.",
  "connect-gone":
    "The connection ended before the program could use it: the peer closed it right after the handshake. Check the server, and make a new socket for the next attempt.",
  "connect-in-use":
    "The fixed local port is not available: another socket uses it, or an earlier connection from it is still in TIME_WAIT. Wait a minute, or let the kernel choose the port, as clients usually do.",
  "no-source-address":
    "The kernel found no address and port on this machine from which it can reach {peer}: too many connections are open or still in TIME_WAIT, or this machine has no address of the same family (IPv4 or IPv6). Wait a minute, or use fewer connections and keep each one longer.",

  "recv-first":
    "recv returned after {took} with {size}: what was in the socket's receive buffer by then. TCP is a byte stream, so one recv can return less or more than one send of the peer: call recv until the message is complete.",
  "recv-later":
    "recv took {size} out of the socket's receive buffer. The stream does not show where a message ends, so the program must know.",
  "recv-waited":
    "The receive buffer was empty, so recv blocked for {took} until {size} came from {peer}. A program that has other work to do meanwhile sets a timeout, or uses select or poll.",
  "recv-end":
    "recv returned 0 bytes: the FIN of {peer} arrived, so this side has received everything and nothing more will come. Only this direction has ended: send what is left to send, then close.",
  "recv-end-after-shutdown":
    "recv returned 0 bytes: this side has shut down its sending side, and now the FIN of {peer} has arrived too. Both directions have ended: close the socket.",
  "recv-end-unanswered":
    "recv returned 0 bytes: the FIN of {peer} arrived before any answer to the last send. Check the peer: it ended early, or what it received was not a whole message for it.",
  "recv-reset":
    "The peer reset the connection: an RST came instead of a FIN, and bytes on the way may be lost. The peer closed without reading all its data, or ended the connection on purpose; now you can only close the socket.",
  "recv-reset-after-send":
    "The peer reset the connection (RST) after this side had sent: the peer closed before it had read everything, or ended the connection on purpose. Treat the data that you sent last as lost; now you can only close the socket.",

  "send-first":
    "send copied {size} into the kernel's send buffer and returned; the kernel cuts the bytes into segments, sends them and retransmits what is lost. This does not mean that {peer} has received anything: only a reply shows that.",
  "send-later":
    "send queued {more} in the kernel's send buffer. Message boundaries are not kept: the peer may receive these bytes together with earlier ones, or in parts.",
  "send-short":
    "send took only {size} of {asked}: the kernel's send buffer was full, because {peer} or the network is slower than this side. Call send again with the rest: every program needs that loop.",
  "send-waited":
    "send blocked for {took} until the kernel's send buffer had room: {peer} or the network takes bytes more slowly than this side sends them (flow control). A peer that never reads blocks its sender for ever, so set a time limit.",
  "send-after-fin":
    "send copied {size} into the send buffer although the FIN of {peer} has arrived: that FIN ended the other direction only. If the peer has closed the whole socket, its kernel answers with an RST and a later call fails.",
  "send-after-shutdown":
    "send failed (EPIPE): this side has already shut down its sending side. Send everything first and call shutdown last; you can still receive.",
  "send-broken-pipe":
    "send failed (EPIPE): the peer has closed, and the connection takes no more data. In C the call also raises SIGPIPE, which ends a program that does not ignore it; now you can only close the socket.",
  "send-reset":
    "send failed: the peer reset the connection (RST), and may not have read what you sent before. Now you can only close the socket.",
  "accept-given-up":
    "Nobody connected for {took}, and the program's time limit of {deadline} ended the wait. The listening socket works: the next accept takes a client that comes later.",
  "wait-given-up":
    "Nothing came for {took}, and the program's time limit of {deadline} ended this wait, so the program can act again. The socket works: the next {call} gets what comes later.",
  "timeout":
    "The kernel gave up on the connection: it retransmitted the data several times, and no acknowledgement came. The peer or the network is gone without a FIN; now you can only close the socket.",

  "shutdown-first":
    "shutdown ended the sending direction: the kernel sends a FIN after the last byte, and then the peer's recv returns 0. This side can still receive (half-close): call recv until it returns 0 here too.",
  "shutdown-after-fin":
    "shutdown ended the sending direction too: the FIN of {peer} arrived earlier, and ours follows the last byte. Now close the socket to release its file descriptor.",
  "shutdown-gone":
    "shutdown failed: the peer has already reset the connection. Now you can only close the socket.",

  "close-listening":
    "close ended the listening socket: from now on the kernel refuses connections to {local}, and it resets those still in the backlog. Connections that accept has already returned stay open.",
  "close-first":
    "This side closed before the FIN of {peer} arrived: the kernel sends its own FIN after the last byte, and an RST if unread data was left here. The side that closes first keeps the address pair in TIME_WAIT for about a minute.",
  "close-unread":
    "This side closed without receiving anything: if the peer had sent something, the peer gets an RST and may lose data that it has not read yet. To avoid that, call recv until it returns 0, then close.",
  "close-after-fin":
    "close answered the FIN of {peer} with ours, so both directions ended in order. The peer enters TIME_WAIT, because it closed first; nothing of the connection remains here.",
  "close-after-shutdown":
    "This side closed after its shutdown, but before the FIN of {peer} arrived: the kernel answers what the peer still sends with an RST. If you need the peer's answer, call recv until it returns 0, then close.",
  "close-after-both":
    "close released the file descriptor: both sides had already ended their directions. The side that sent its FIN first keeps the address pair in TIME_WAIT for about a minute.",
  "close-after-failure":
    "close released the file descriptor: the connection had already failed, so the sides exchange no FIN. Make a new socket for another attempt.",
  "close-udp":
    "close released {local}: the kernel drops the datagrams that are still queued, and later ones find no socket. UDP has no FIN, so no peer is told.",

  "sendto-first":
    "sendto gave one datagram of {size} to the network, without handshake, acknowledgement or retransmission. It succeeds whether or not a program is bound to {peer}: only a reply shows that, so wait for one with a time limit.",
  "sendto-later":
    "sendto gave one more datagram of {size} to the network. It may be lost, arrive twice or arrive out of order, and neither side is told.",
  "sendto-back":
    "sendto sent {size} to {peer}, the source address that recvfrom returned with the datagram. There is no connection: this address is all that the server knows of the client.",
  "sendto-empty":
    "sendto sent a datagram without data, only a UDP header. It is still a message: the peer's recvfrom returns 0 bytes, and that does not mean the end.",
  "too-large":
    "sendto failed (EMSGSIZE): a datagram carries at most 65,507 bytes over IPv4 and 65,527 over IPv6, and UDP does not split messages. Nothing was sent: send less, or use TCP.",
  "udp-refused":
    "No program was bound to the port that an earlier datagram went to, and an ICMP message (port unreachable) came back. Not every system tells a UDP socket about this; the socket itself still works.",

  "recvfrom-first":
    "recvfrom returned after {took} with one whole datagram of {size} and its source address {peer}, to which a reply goes. UDP keeps message boundaries: one sendto of the peer is one recvfrom here.",
  "recvfrom-later":
    "recvfrom took the next datagram out of the queue: {size} from {peer}. Each datagram has its own source address, and the next one may come from another peer.",
  "recvfrom-waited":
    "recvfrom blocked for {took} until a datagram of {size} came from {peer}. A lost datagram looks the same as one that was never sent, so a client always waits with a time limit.",
  "recvfrom-empty":
    "recvfrom returned 0 bytes: a datagram without data came from {peer}. That is a message, not an end: UDP has no connection that could end.",
  "recvfrom-cut":
    "The datagram from {peer} was longer than the buffer: recvfrom returned its first {size}, and the rest is lost. Use a buffer for the longest datagram that you expect; 65,535 bytes hold any datagram.",
  "recvfrom-stranger":
    "A datagram of {size} came from {peer}, but this socket has sent nothing there: anybody can send to a UDP port. Compare the source address before you take it for the reply.",

  "unreachable":
    "This machine has no route to that address, or a router reported that it cannot reach the host. Nothing was delivered: check the address and the network.",
  "denied":
    "The call was forbidden before anything was sent: this executable may not use that address, or a firewall on this machine forbids it. `capsock doctor` lists what it may use.",
  "exhausted":
    "The system has no file descriptor or memory left for this call. Close what you no longer need or raise the limit (ulimit -n), and try again a little later.",
  "failed":
    "{call} failed ({failure}) and did not do its work. If this ends the program, the error message shows what the system reported.",
} as const;

export type ExplanationKey = keyof typeof explanationsEn;
