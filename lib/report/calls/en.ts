import type { CallTexts } from "./forms.ts";

/** The socket calls, explained in English. */
export const callsEn: CallTexts = {
  socket: {
    parameters: {
      domain: "AF_INET for IPv4, AF_INET6 for IPv6",
      type: "SOCK_STREAM for TCP, SOCK_DGRAM for UDP",
      protocol: "0: the one that goes with the type",
    },
    returns: "a file descriptor, or -1 and errno; in Python a socket object or an OSError",
    blocks: "never",
    errors: {
      EAFNOSUPPORT: "this system has no such address family",
      EMFILE: "this process has too many file descriptors open (ulimit -n)",
    },
    here:
      "The runtime makes no socket on its own: `listen tcp` does socket, bind and listen in one call, `bind udp` socket and bind, `connect tcp` socket and connect. The trace names all the steps.",
  },
  bind: {
    parameters: {
      sockfd: "the socket",
      addr:
        "an address of this machine (INADDR_ANY: all of them) and a port, both in network byte order: htonl, htons; port 0 lets the system choose",
      addrlen: "the size of that structure",
    },
    returns: "0, or -1 and errno",
    blocks: "never",
    errors: {
      EADDRINUSE:
        "another socket has that port, or for TCP an old connection is in TIME_WAIT and SO_REUSEADDR is off",
      EADDRNOTAVAIL: "the address is not one of this machine's",
      EACCES: "ports below 1024 need privileges",
      EINVAL: "the socket is bound already",
    },
    here:
      "`bind udp PORT` does socket and bind, `listen tcp PORT` does socket, bind and listen, with SO_REUSEADDR on. Both bind 127.0.0.1 unless a host stands before the port. A client that does not bind gets a port from the system when it connects.",
  },
  listen: {
    parameters: {
      sockfd: "the bound socket",
      backlog: "how many established connections may wait to be accepted",
    },
    returns: "0, or -1 and errno",
    blocks: "never: from now on the system answers three-way handshakes by itself",
    errors: {
      EADDRINUSE: "another socket listens on that port",
      EOPNOTSUPP: "sockets of this type do not listen: UDP",
    },
    here:
      "`listen tcp [HOST] PORT [BACKLOG]` does socket, bind and listen in one call; the backlog is 511 unless given. A client can connect before accept is called: try it, then look at `status`.",
  },
  accept: {
    parameters: {
      sockfd: "the listening socket; it goes on listening",
      addr: "is filled in with the client's address and port; NULL if not wanted",
      addrlen: "in: the size of that structure; out: how much was filled in",
    },
    returns: "a new socket for this one client; in Python with the client's address",
    blocks: "until a client has connected",
    errors: {
      ECONNABORTED: "the client was gone before it was accepted; call again",
      EMFILE: "this process has too many file descriptors open; the client goes on waiting",
      EINVAL: "the socket does not listen",
      EAGAIN: "the socket is non-blocking, or has a timeout, and nobody has connected",
    },
    here:
      "`accept #1` gives the connection a number of its own. Ctrl-C interrupts the wait; a client that connects then is there for the next accept. `accept #1 &` waits in the background.",
  },
  connect: {
    parameters: {
      sockfd: "the socket; not bound, it gets a free port now",
      addr: "the server's address and port, in network byte order",
      addrlen: "the size of that structure",
    },
    returns: "0, or -1 and errno",
    blocks: "until the server's system has answered, not until its program accepts",
    errors: {
      ECONNREFUSED: "nothing listens on that port: the answer was an RST",
      ETIMEDOUT: "no answer, after several attempts: a minute or two on Linux",
      ENETUNREACH: "no route to that network",
      EISCONN: "the socket is connected already",
      EINPROGRESS: "the socket is non-blocking: the handshake is under way",
    },
    here:
      "`connect tcp HOST PORT` does socket and connect in one call; for a name it tries each address on a new socket. Connecting a UDP socket only sets its default peer; the runtime has none of that: use sendto.",
  },
  send: {
    parameters: {
      sockfd: "the connection's socket",
      buf: "the bytes",
      len: "how many",
      flags: "mostly 0; MSG_NOSIGNAL: no SIGPIPE with EPIPE",
    },
    returns:
      "how many bytes were taken, which can be fewer than len: send the rest again (sendall does). Taken is not received, and one send is not one recv.",
    blocks: "while the send buffer is full, because the peer does not receive",
    errors: {
      EPIPE: "our sending side is shut down, or the connection is gone; C programs get SIGPIPE too",
      ECONNRESET: "the peer has reset the connection",
      ENOTCONN: "the socket is not connected",
      EAGAIN: "the socket is non-blocking, or has a timeout, and the buffer is full",
    },
    here:
      "`send #2 TEXT` sends the rest of the line as UTF-8, without a newline unless you write \\n, and repeats until all is taken.",
  },
  recv: {
    parameters: {
      sockfd: "the connection's socket",
      buf: "where to put them",
      len: "the most that fit",
      flags: "mostly 0; MSG_PEEK leaves them, MSG_WAITALL waits for len",
    },
    returns:
      'how many bytes, from 1 to len; 0 (in Python b"") when the peer has shut down its sending side. TCP is a byte stream: one recv can bring half of a send or several.',
    blocks: "until at least one byte has arrived or the peer has shut down",
    errors: {
      ECONNRESET: "the peer has reset the connection",
      ENOTCONN: "the socket is not connected",
      EAGAIN: "the socket is non-blocking, or has a timeout, and nothing has arrived",
      EINTR: "a signal came first; call again (Python does it by itself)",
    },
    here:
      "`recv #2 [BYTES]`. Ctrl-C interrupts the wait and loses nothing: what arrives is there for the next recv. `recv #2 &` waits in the background.",
  },
  sendto: {
    parameters: {
      sockfd: "the UDP socket; not bound, it gets a free port now",
      buf: "the bytes; none at all is a datagram too",
      len: "how many",
      flags: "mostly 0",
      dest_addr: "the receiver's address and port, in network byte order",
      addrlen: "the size of that structure",
    },
    returns:
      "len: a datagram is sent whole or not at all. Nobody says whether it arrives, or whether anybody is there.",
    blocks: "hardly ever: only while the send buffer is full",
    errors: {
      EMSGSIZE: "more than fits: 65,507 bytes over IPv4, 65,527 over IPv6",
      ENETUNREACH: "no route to that network",
      EACCES: "a broadcast address, and SO_BROADCAST is off",
    },
    here: "`sendto #3 HOST PORT TEXT`, from a socket that `bind udp` made (port 0: any free one).",
  },
  recvfrom: {
    parameters: {
      sockfd: "the bound UDP socket",
      buf: "where to put it",
      len: "the most that fits; the rest of a longer datagram is lost",
      flags: "mostly 0; MSG_TRUNC tells the real length (Linux)",
      src_addr: "is filled in with the sender's address and port",
      addrlen: "in: the size of that structure; out: how much was filled in",
    },
    returns: "how many bytes; 0 is an empty datagram, not an end: UDP has none",
    blocks: "until a datagram has arrived",
    errors: {
      EAGAIN: "the socket is non-blocking, or has a timeout, and nothing has arrived",
      ECONNREFUSED: "connected UDP sockets alone: nobody is bound to the peer's port",
      EINTR: "a signal came first; call again (Python does it by itself)",
    },
    here:
      "`recvfrom #3 [BYTES]`. A datagram that is cut is marked so. The runtime has no connected UDP: where nobody is bound, silence is all you get. On Windows it may be a reset.",
  },
  shutdown: {
    parameters: {
      sockfd: "the connection's socket",
      how: "SHUT_WR: we have sent our last (FIN); SHUT_RD: we receive no more; SHUT_RDWR: both",
    },
    returns: "0, or -1 and errno",
    blocks: "never; what was given to send is still sent, then the FIN",
    errors: { ENOTCONN: "the socket is not connected, or no more" },
    here:
      "`shutdown #2` is SHUT_WR, the half-close: the peer's recv gives 0, and we can still receive its answer. The runtime has no SHUT_RD.",
  },
  close: {
    parameters: { fd: "the socket; on Windows the call is closesocket" },
    returns: "0, or -1 and errno; the number may be used again at once",
    blocks: "no, unless SO_LINGER says so; what was given to send is still sent",
    errors: { EBADF: "closed already, or never opened" },
    here:
      "`close #2`. Where received bytes are unread, the peer gets an RST and not a FIN. The side that closes first stays in TIME_WAIT for a minute or more. Calls that wait on the socket come back without a result.",
  },
};
