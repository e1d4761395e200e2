/**
 * What a socket call did, one or two sentences each. `{…}` is filled in. What the kernel did is said as a fact only
 * where the outcome of the call proves it.
 */
export const explanationsEn = {
  "resolve-found":
    "The name {peer} was looked up, in the hosts file and at name servers, and has the address {addresses}. Sockets know addresses only, so this comes before any connection to a name.",
  "resolve-several":
    "The name {peer} has several addresses: {addresses}. A program tries them in turn, since the server may be bound to only one of them.",
  "resolve-unknown":
    "No address was found for {peer}, so there is nothing to connect to. Check the spelling and the name server, or write the address itself.",

  "listen-loopback":
    "socket, bind and listen in one: the socket is bound to {local}, and from now on the kernel completes handshakes by itself and keeps the connections in the backlog until accept takes them. On a loopback address only programs of this machine can reach it.",
  "listen-all":
    "socket, bind and listen in one: {local} stands for {all} of this machine, so other machines can connect to port {port} as well. From now on the kernel completes handshakes by itself and keeps the connections in the backlog until accept takes them.",
  "listen-one-address":
    "socket, bind and listen in one: the socket is bound to {local} alone, so a client that connects to another address of this machine, loopback included, does not reach it. From now on the kernel completes handshakes by itself and keeps the connections in the backlog until accept takes them.",
  "listen-chosen-port":
    "socket, bind and listen in one: bind was given port 0, so the kernel chose a free one, {port}; a program asks for it with getsockname. From now on the kernel completes handshakes by itself and keeps the connections in the backlog until accept takes them.",

  "bind-loopback":
    "socket and bind in one: the kernel queues datagrams for {local} at this UDP socket from now on, and only programs of this machine can send there. UDP needs no listen and no accept: one socket talks to every peer.",
  "bind-all":
    "socket and bind in one: datagrams for port {port} at {all} of this machine are queued at this UDP socket from now on. UDP needs no listen and no accept: one socket talks to every peer.",
  "bind-one-address":
    "socket and bind in one: the kernel queues datagrams for {local} at this UDP socket from now on, and those for other addresses of this machine are not meant for it. UDP needs no listen and no accept: one socket talks to every peer.",
  "bind-chosen-port":
    "socket and bind in one: bind was given port 0, so the kernel chose a free one, {port}. It is the source port of what this UDP socket sends, and replies come back to it.",

  "in-use":
    "bind failed: another socket is bound to {local} already, and the kernel could not tell which of the two is meant. Stop that program, or choose another port; with 0 the kernel chooses.",
  "not-local":
    "bind failed: a socket can be bound to this machine's own addresses only. Use 127.0.0.1, or 0.0.0.0 for all of them.",
  "privileged-port":
    "bind failed: this system keeps low port numbers, usually those below 1024, for privileged programs. Choose a higher one.",

  "accept-at-once":
    "accept came back at once: the kernel had completed the three-way handshake with {peer} before, and the connection lay in the backlog. The new socket {new} belongs to this client alone, while {socket} goes on listening.",
  "accept-waited":
    "accept blocked for {took}, until a connection was in the backlog: the kernel had completed the three-way handshake with {peer} by itself. The new socket {new} belongs to this client alone, while {socket} goes on listening.",
  "accept-gone":
    "A connection had been in the backlog, but its client reset it before accept could hand it out. The listening socket is unharmed: call accept again.",

  "connect-done":
    "The kernel chose port {port} for this side and completed the three-way handshake (SYN, SYN-ACK, ACK) with {peer} in {took}. That does not mean that the server has called accept: the connection may still lie in its backlog.",
  "connect-from-fixed-port":
    "The socket was bound to port {port} first, then the kernel completed the three-way handshake with {peer} in {took}. If this side closes first, the port stays in TIME_WAIT and cannot reach that server again for about a minute: that is why clients leave it to the kernel.",
  "connect-refused-here":
    "The kernel answered the SYN with an RST: no socket on this machine listens at {peer}. Start the server first or check the port, and make a new socket for the next attempt.",
  "connect-refused":
    "The SYN was refused: nothing listens at {peer}, or a firewall rejects it. Somebody answered, so the network works: check the port and the server.",
  "connect-timeout":
    "No answer to the SYN came within {took}, and the attempt was given up. The host is down, a firewall drops the packets, or the server's backlog is full.",
  "connect-timeout-own":
    "Our own deadline of {deadline} ended the wait; the kernel would have gone on repeating the SYN. The host is down, a firewall drops the packets, or the server's backlog is full.",
  "connect-reset":
    "{peer} was reached but reset the connection (RST) while it was being established. Look at the server, and make a new socket for the next attempt.",
  "connect-gone":
    "The connection was gone before it could be used: the peer ended it right after the handshake. Look at the server, and make a new socket for the next attempt.",
  "connect-in-use":
    "The fixed local port cannot be used: another socket has it, or an earlier connection from it is still in TIME_WAIT. Wait a minute, or leave the choice to the kernel, as clients do.",
  "no-source-address":
    "The kernel found no address and port of this machine from which to reach {peer}: too many connections to it may be open or still in TIME_WAIT, or no address of its family is set up here. Wait a minute, or use fewer connections for longer.",

  "recv-first":
    "recv came back after {took} with {size}: what lay in the socket's receive buffer by then. TCP is a byte stream, so one recv can bring less or more than one send of the peer: go on until the message is complete.",
  "recv-later":
    "recv took {size} out of the socket's receive buffer. The stream does not say where a message ends: the program must know.",
  "recv-waited":
    "recv blocked for {took} since the receive buffer was empty, until {size} came from {peer}. A program that has other things to do meanwhile sets a timeout or uses select or poll.",
  "recv-end":
    "recv gave 0 bytes: the FIN of {peer} has come, everything it sent has been received, and nothing will follow. This direction has ended, the other is open: send what is still to be said, then close.",
  "recv-end-after-shutdown":
    "recv gave 0 bytes: the FIN of {peer} has come too, after this side had shut down its own. Both directions have ended: close the socket.",
  "recv-end-unanswered":
    "recv gave 0 bytes: the FIN of {peer} has come, and no answer to what was sent last before it. Look at the peer: it ended early, or what it received was no whole message to it.",
  "recv-reset":
    "The connection was reset: an RST came in place of a FIN, and bytes that were on the way may be lost. The peer closed it with data unread, or broke it off on purpose; only close is left.",
  "recv-reset-after-send":
    "The connection was reset after this side had sent: the peer closed before it had read everything, or broke the connection off, and an RST came. What was sent last must be taken for lost; only close is left.",

  "send-first":
    "send copied {size} into the kernel's send buffer and came back; the kernel cuts them into segments, sends them and repeats what gets lost. It does not say that {peer} has received anything: only a reply does.",
  "send-later":
    "send put {size} behind those sent before. On the stream nothing marks the border: the peer may receive them together, or in parts.",
  "send-short":
    "send took only {size} of {asked}: the kernel's send buffer had no more room, since {peer} or the network is slower than this side. Call send again with the rest: every program needs that loop.",
  "send-waited":
    "send blocked for {took} until there was room in the kernel's send buffer: {peer} or the network takes bytes more slowly than this side sends them (flow control). A peer that never reads blocks its sender for ever, so limit the wait.",
  "send-after-fin":
    "send copied {size} into the send buffer although the FIN of {peer} has come: it ended the other direction only, and this one is open. Should the peer have closed altogether, its kernel answers with an RST and a later call fails.",
  "send-after-shutdown":
    "send failed (EPIPE): this side has shut down its sending direction itself. Send everything first and shut down last; receiving is still possible.",
  "send-broken-pipe":
    "send failed (EPIPE): the peer has closed, and the connection takes nothing any more. In C the call also raises SIGPIPE, which ends a program that does not ignore it; only close is left.",
  "send-reset":
    "send failed: the peer has reset the connection (RST), and what was sent before may not have been read. Only close is left.",
  "timeout":
    "The kernel gave up on the connection: what it sent was not acknowledged, however often it was repeated. The peer or the network is gone without a FIN; only close is left.",

  "shutdown-first":
    "shutdown ended the sending direction: behind the last byte the kernel sends a FIN, on which the peer's recv gives 0. This side can still receive (half-close): go on until recv gives 0 here as well.",
  "shutdown-after-fin":
    "shutdown ended the sending direction as well: the FIN of {peer} had come before, and ours follows the last byte. Only the descriptor is left to close.",
  "shutdown-gone":
    "shutdown found no connection to shut down: the peer has reset it already. Only close is left.",

  "close-listening":
    "close ended the listening socket: connections to {local} are refused from now on, and those still in the backlog are reset. Connections that accept has handed out live on.",
  "close-first":
    "close before the FIN of {peer} came: the kernel sends its own FIN behind the last byte, and an RST goes out if something lay unread here. The side that closes first keeps the address pair in TIME_WAIT for about a minute.",
  "close-unread":
    "close on a connection from which nothing was received: if the peer had sent something, it gets an RST, and may lose what it was still to read. Where that matters, receive until recv gives 0 first.",
  "close-after-fin":
    "close answered the FIN of {peer} with ours: both directions have ended in order. TIME_WAIT falls to the peer, which closed first; nothing of the connection remains here.",
  "close-after-shutdown":
    "close after shutdown, but before the FIN of {peer} came: whatever the peer still sends is answered with an RST. Where its answer matters, receive until recv gives 0 first.",
  "close-after-both":
    "close gave back the descriptor: both sides had ended their directions before. The side whose FIN went out first keeps the address pair in TIME_WAIT for about a minute.",
  "close-after-failure":
    "close gave back the descriptor: the connection itself was gone before, without a FIN to exchange. For another attempt make a new socket.",
  "close-udp":
    "close gave up {local}: datagrams still in the queue are dropped, and later ones find nobody. UDP has no FIN, so no peer is told.",

  "sendto-first":
    "sendto handed one datagram of {size} to the network: no handshake, no acknowledgement, no repetition. It comes back the same whether or not somebody is bound to {peer}: only a reply tells, so wait for one with a timeout.",
  "sendto-later":
    "sendto handed one more datagram of {size} to the network. It can get lost, come twice or overtake others, and neither side is told.",
  "sendto-back":
    "sendto sent {size} to {peer}, the source address that recvfrom gave with the datagram. There is no connection: that address is all the server knows of this client.",
  "sendto-empty":
    "sendto sent a datagram without data, a UDP header alone. It is a message all the same: the peer's recvfrom gives 0 bytes, which is no end.",
  "too-large":
    "sendto failed (EMSGSIZE): a datagram carries 65,507 bytes at most over IPv4 and 65,527 over IPv6, and UDP divides nothing. Nothing was sent: send less, or use TCP.",
  "udp-refused":
    "An earlier datagram found nobody bound to its port: an ICMP message, port unreachable, came back. Not every system tells a UDP socket so, and the socket itself is unharmed.",

  "recvfrom-first":
    "recvfrom came back after {took} with one whole datagram of {size} and its source address, {peer}, to which a reply goes. UDP keeps messages apart: one sendto of the peer is one recvfrom here.",
  "recvfrom-later":
    "recvfrom took the next datagram out of the queue: {size} from {peer}. Each carries its own source address, and the next may come from somebody else.",
  "recvfrom-waited":
    "recvfrom blocked for {took}, until a datagram of {size} came from {peer}. One that got lost looks just like one that was never sent: a client never waits without a timeout.",
  "recvfrom-empty":
    "recvfrom gave 0 bytes: a datagram without data came from {peer}. That is a message and not an end, since UDP has no connection that could end.",
  "recvfrom-cut":
    "The datagram from {peer} was longer than the buffer: recvfrom gave its first {size}, and the rest is lost. Receive into a buffer for the longest datagram you expect; 65,535 bytes hold any.",
  "recvfrom-stranger":
    "A datagram of {size} came from {peer}, to which this socket has sent nothing: anybody can send to a UDP port. Compare the source address before taking it for the reply.",

  "unreachable":
    "There is no way to that address: this machine has no route to it, or a router reported that the host cannot be reached. Nothing was delivered: check the address and the network.",
  "denied":
    "The call was forbidden before anything was sent: this executable may not use that address, or a firewall of this machine forbids it. `capsock doctor` lists what it may use.",
  "exhausted":
    "The system has no file descriptor or no memory left for this call. Close what is no longer needed or raise the limit (ulimit -n), and try again a little later.",
  "failed":
    "{call} failed ({failure}), and what it was to do has not happened. Should the program end by it, the error message has what the system said.",
} as const;

export type ExplanationKey = keyof typeof explanationsEn;
