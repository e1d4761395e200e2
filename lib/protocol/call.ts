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

/** A step of the lecture that one call of the runtime does along with others. */
export type LectureStep = "socket" | SocketCall;
