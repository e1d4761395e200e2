import type { CallTexts } from "./forms.ts";

/** The socket calls, explained in English. */
export const callsEn: CallTexts = {
  socket: {
    parameters: {
      domain: "AF_INET for IPv4, AF_INET6 for IPv6",
      type: "SOCK_STREAM for TCP, SOCK_DGRAM for UDP",
      protocol: "0: the protocol that belongs to the type",
    },
    returns: "a file descriptor, or -1 and errno; in Python a socket object or an OSError",
    blocks: "never",
    errors: {
      EAFNOSUPPORT: "this system does not support that address family",
      EMFILE: "this process has too many file descriptors open (ulimit -n)",
    },
    here:
      "The runtime never makes a socket alone: `listen tcp` does socket, bind and listen in one call, `bind udp` does socket and bind, and `connect tcp` does socket and connect. The trace names all the steps.",
  },
  bind: {
    parameters: {
      sockfd: "the socket",
      addr:
        "an address of this machine (INADDR_ANY: all of them) and a port, both in network byte order (htonl, htons); port 0 lets the system choose",
      addrlen: "the size of that structure",
    },
    returns: "0, or -1 and errno",
    blocks: "never",
    errors: {
      EADDRINUSE:
        "another socket uses that port; with TCP also when an old connection is in TIME_WAIT and SO_REUSEADDR is off",
      EADDRNOTAVAIL: "the address does not belong to this machine",
      EACCES: "ports below 1024 need privileges",
      EINVAL: "the socket is already bound",
    },
    here:
      "`bind udp PORT` does socket and bind; `listen tcp PORT` does socket, bind and listen, with SO_REUSEADDR on. Both bind to 127.0.0.1 unless you write a host before the port. A client that does not call bind gets a port from the system when it connects.",
  },
  listen: {
    parameters: {
      sockfd: "the bound socket",
      backlog: "how many established connections may wait to be accepted",
    },
    returns: "0, or -1 and errno",
    blocks: "never; from now on the system answers three-way handshakes on its own",
    errors: {
      EADDRINUSE: "another socket listens on that port",
      EOPNOTSUPP: "sockets of this type (UDP) cannot listen",
    },
    here:
      "`listen tcp [HOST] PORT [BACKLOG]` does socket, bind and listen in one call; without BACKLOG it is 511. A client can connect before the server calls accept: try it, then look at `status`.",
  },
  accept: {
    parameters: {
      sockfd: "the listening socket; it keeps listening",
      addr: "receives the client's address and port; NULL if you do not need them",
      addrlen: "before the call: the size of that structure; after it: the size that was filled in",
    },
    returns: "a new socket for this client only; in Python together with the client's address",
    blocks: "until a client has connected",
    errors: {
      ECONNABORTED: "the client ended the connection before accept returned it; call accept again",
      EMFILE: "this process has too many file descriptors open; the client keeps waiting",
      EINVAL: "the socket is not listening",
      EAGAIN: "the socket is non-blocking or has a timeout, and no client has connected",
    },
    here:
      "`accept #1` gives the connection its own number. Ctrl-C interrupts the wait; the next accept gets a client that connects after that. `accept #1 &` waits in the background.",
  },
  connect: {
    parameters: {
      sockfd: "the socket; if it is not bound, it gets a free port now",
      addr: "the server's address and port, in network byte order",
      addrlen: "the size of that structure",
    },
    returns: "0, or -1 and errno",
    blocks: "until the server's system has answered; it does not wait for the server program to accept",
    errors: {
      ECONNREFUSED: "no program listens on that port, so an RST came back",
      ETIMEDOUT: "no answer came to several attempts; on Linux this takes a minute or two",
      ENETUNREACH: "no route to that network",
      EISCONN: "the socket is already connected",
      EINPROGRESS: "the socket is non-blocking, and the handshake has begun",
    },
    here:
      "`connect tcp HOST PORT` does socket and connect in one call; for a name it tries each address with a new socket. On a UDP socket, connect only sets the default peer; the runtime does not offer that, so use sendto.",
  },
  send: {
    parameters: {
      sockfd: "the socket of the connection",
      buf: "the bytes",
      len: "how many",
      flags: "usually 0; MSG_NOSIGNAL: no SIGPIPE with EPIPE",
    },
    returns:
      "how many bytes went into the send buffer; if fewer than len, call send again with the rest (sendall does that). This does not mean that the peer has received them, and one send is not one recv.",
    blocks: "while the send buffer is full, because the peer does not receive",
    errors: {
      EPIPE:
        "this side has shut down its sending side, or the connection has ended; C programs also get SIGPIPE",
      ECONNRESET: "the peer reset the connection (RST)",
      ENOTCONN: "the socket is not connected",
      EAGAIN: "the socket is non-blocking or has a timeout, and the buffer is full",
    },
    here:
      "`send #2 TEXT` sends the rest of the line as UTF-8, with a newline only where you write \\n. It repeats the call until everything is in the send buffer.",
  },
  recv: {
    parameters: {
      sockfd: "the socket of the connection",
      buf: "where the bytes go",
      len: "how many bytes fit there",
      flags: "usually 0; MSG_PEEK leaves the bytes in the receive buffer, MSG_WAITALL waits for len bytes",
    },
    returns:
      'how many bytes, from 1 to len; 0 (in Python b"") when the peer has shut down its sending side. TCP is a byte stream: one recv can return half of a send, or several.',
    blocks: "until at least one byte has arrived, or the peer has shut down its sending side",
    errors: {
      ECONNRESET: "the peer reset the connection (RST)",
      ENOTCONN: "the socket is not connected",
      EAGAIN: "the socket is non-blocking or has a timeout, and nothing has arrived",
      EINTR: "a signal interrupted the call; call it again (Python does so automatically)",
    },
    here:
      "Write `recv #2 [BYTES]`. Ctrl-C interrupts the wait and loses nothing: the next recv gets what arrives later. `recv #2 &` waits in the background.",
  },
  sendto: {
    parameters: {
      sockfd: "the UDP socket; if it is not bound, it gets a free port now",
      buf: "the bytes; a datagram can also be empty",
      len: "how many",
      flags: "usually 0",
      dest_addr: "the receiver's address and port, in network byte order",
      addrlen: "the size of that structure",
    },
    returns:
      "len: a datagram is sent whole or not at all. The call does not show whether it arrives, or whether a program is there.",
    blocks: "almost never; only while the send buffer is full",
    errors: {
      EMSGSIZE: "more bytes than a datagram carries: 65,507 over IPv4, 65,527 over IPv6",
      ENETUNREACH: "no route to that network",
      EACCES: "the address is a broadcast address, and SO_BROADCAST is off",
    },
    here: "Write `sendto #3 HOST PORT TEXT`. `bind udp` makes the socket (port 0: any free port).",
  },
  recvfrom: {
    parameters: {
      sockfd: "the bound UDP socket",
      buf: "where the datagram goes",
      len: "how many bytes fit there; the rest of a longer datagram is lost",
      flags: "usually 0; MSG_TRUNC returns the real length (Linux)",
      src_addr: "receives the sender's address and port",
      addrlen: "before the call: the size of that structure; after it: the size that was filled in",
    },
    returns: "how many bytes; 0 means an empty datagram, not the end: UDP has no end",
    blocks: "until a datagram has arrived",
    errors: {
      EAGAIN: "the socket is non-blocking or has a timeout, and nothing has arrived",
      ECONNREFUSED: "only on connected UDP sockets: no program is bound to the peer's port",
      EINTR: "a signal interrupted the call; call it again (Python does so automatically)",
    },
    here:
      "Write `recvfrom #3 [BYTES]`. The trace marks a datagram that was cut. The runtime has no connected UDP sockets: if no program is bound there, you only see that no reply comes (on Windows perhaps a reset).",
  },
  shutdown: {
    parameters: {
      sockfd: "the socket of the connection",
      how: "SHUT_WR: this side sends no more (FIN); SHUT_RD: this side receives no more; SHUT_RDWR: both",
    },
    returns: "0, or -1 and errno",
    blocks: "never; the kernel still sends what is in the send buffer, then the FIN",
    errors: { ENOTCONN: "the socket is not connected, or the connection has ended" },
    here:
      "`shutdown #2` is SHUT_WR, a half-close: the peer's recv returns 0, and this side can still receive the answer. The runtime has no SHUT_RD.",
  },
  close: {
    parameters: { fd: "the socket; on Windows the call is closesocket" },
    returns: "0, or -1 and errno; the system may use the number again at once",
    blocks: "never, unless SO_LINGER is set; the kernel still sends what is in the send buffer",
    errors: { EBADF: "the socket is already closed, or was never open" },
    here:
      "Write `close #2`. If received bytes are still unread, the peer gets an RST instead of a FIN. The side that closes first stays in TIME_WAIT for a minute or more. Calls that wait on the socket return without a result.",
  },
};
