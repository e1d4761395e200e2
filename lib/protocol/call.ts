/** The calls of the BSD socket API that this program makes. */
export type SocketCall =
  | "resolve"
  | "bind"
  | "listen"
  | "accept"
  | "connect"
  | "recv"
  | "send"
  | "recvfrom"
  | "sendto"
  | "shutdown"
  | "close";

/** A step of the lecture. One call of the runtime may do several of them. */
export type LectureStep = "socket" | SocketCall;
