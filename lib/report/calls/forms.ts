/** What a call looks like, whatever language it is explained in. */
export interface CallForm {
  readonly c: string;
  readonly python: string;
  /** Of the C form, in its order. */
  readonly parameters: readonly string[];
  readonly errors: readonly string[];
}

/** The calls of the BSD socket API that have a page, in the order in which a program makes them. */
export const forms = {
  socket: {
    c: "int socket(int domain, int type, int protocol);",
    python: "sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
    parameters: ["domain", "type", "protocol"],
    errors: ["EAFNOSUPPORT", "EMFILE"],
  },
  bind: {
    c: "int bind(int sockfd, const struct sockaddr *addr, socklen_t addrlen);",
    python: "sock.bind((host, port))",
    parameters: ["sockfd", "addr", "addrlen"],
    errors: ["EADDRINUSE", "EADDRNOTAVAIL", "EACCES", "EINVAL"],
  },
  listen: {
    c: "int listen(int sockfd, int backlog);",
    python: "sock.listen(backlog)",
    parameters: ["sockfd", "backlog"],
    errors: ["EADDRINUSE", "EOPNOTSUPP"],
  },
  accept: {
    c: "int accept(int sockfd, struct sockaddr *addr, socklen_t *addrlen);",
    python: "connection, address = sock.accept()",
    parameters: ["sockfd", "addr", "addrlen"],
    errors: ["ECONNABORTED", "EMFILE", "EINVAL", "EAGAIN"],
  },
  connect: {
    c: "int connect(int sockfd, const struct sockaddr *addr, socklen_t addrlen);",
    python: "sock.connect((host, port))",
    parameters: ["sockfd", "addr", "addrlen"],
    errors: ["ECONNREFUSED", "ETIMEDOUT", "ENETUNREACH", "EISCONN", "EINPROGRESS"],
  },
  send: {
    c: "ssize_t send(int sockfd, const void *buf, size_t len, int flags);",
    python: "sent = sock.send(data)     sock.sendall(data)",
    parameters: ["sockfd", "buf", "len", "flags"],
    errors: ["EPIPE", "ECONNRESET", "ENOTCONN", "EAGAIN"],
  },
  recv: {
    c: "ssize_t recv(int sockfd, void *buf, size_t len, int flags);",
    python: "data = sock.recv(bufsize)",
    parameters: ["sockfd", "buf", "len", "flags"],
    errors: ["ECONNRESET", "ENOTCONN", "EAGAIN", "EINTR"],
  },
  sendto: {
    c: "ssize_t sendto(int sockfd, const void *buf, size_t len, int flags, const struct sockaddr *dest_addr, socklen_t addrlen);",
    python: "sock.sendto(data, (host, port))",
    parameters: ["sockfd", "buf", "len", "flags", "dest_addr", "addrlen"],
    errors: ["EMSGSIZE", "ENETUNREACH", "EACCES"],
  },
  recvfrom: {
    c: "ssize_t recvfrom(int sockfd, void *buf, size_t len, int flags, struct sockaddr *src_addr, socklen_t *addrlen);",
    python: "data, address = sock.recvfrom(bufsize)",
    parameters: ["sockfd", "buf", "len", "flags", "src_addr", "addrlen"],
    errors: ["EAGAIN", "ECONNREFUSED", "EINTR"],
  },
  shutdown: {
    c: "int shutdown(int sockfd, int how);",
    python: "sock.shutdown(socket.SHUT_WR)",
    parameters: ["sockfd", "how"],
    errors: ["ENOTCONN"],
  },
  close: {
    c: "int close(int fd);",
    python: "sock.close()",
    parameters: ["fd"],
    errors: ["EBADF"],
  },
} as const satisfies Record<string, CallForm>;

export type CallName = keyof typeof forms;

export const callNames: readonly CallName[] = Object.keys(forms) as CallName[];

export function isCallName(name: string): name is CallName {
  return Object.hasOwn(forms, name);
}

/** The class that Python raises for an error; `OSError` where there is none of its own. */
export const pythonClasses: Readonly<Record<string, string>> = {
  EACCES: "PermissionError",
  EAGAIN: "BlockingIOError, TimeoutError",
  ECONNABORTED: "ConnectionAbortedError",
  ECONNREFUSED: "ConnectionRefusedError",
  ECONNRESET: "ConnectionResetError",
  EINPROGRESS: "BlockingIOError",
  EPIPE: "BrokenPipeError",
  ETIMEDOUT: "TimeoutError",
};

/** What a page says of a call, in one language. */
export interface CallText<Name extends CallName> {
  readonly parameters: Readonly<Record<typeof forms[Name]["parameters"][number], string>>;
  readonly returns: string;
  readonly blocks: string;
  readonly errors: Readonly<Record<typeof forms[Name]["errors"][number], string>>;
  /** What capsock does in its place. */
  readonly here: string;
}

export type CallTexts = { readonly [Name in CallName]: CallText<Name> };
