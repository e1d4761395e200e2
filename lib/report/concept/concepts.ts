/**
 * What sockets are about, a page each for `capsock help NAME`, the shell's `help NAME` and the manual page. A
 * concept is one file with both languages side by side and one line of the table below. The table is loaded with
 * the help; a page is loaded when somebody asks for it.
 *
 * The way of a word: `find.ts` finds the concept that it means, `page.ts` sets the page, and where the concept is
 * a socket call, the call's forms follow from `calls/`. `for_failure.ts` says which page explains a failure.
 *
 * @module
 */
import type { Concept } from "./concept.ts";

/** How a concept is found. Its page is loaded when it is called for: that keeps the start short. */
interface Entry {
  /** Its name in Korean. */
  readonly korean: string;
  /** Other words that find it. */
  readonly words: readonly string[];
  readonly load: () => Promise<Concept>;
}

/** Every concept that has a page, in the order of the lecture. */
export const concepts = {
  "socket": {
    korean: "소켓",
    words: ["descriptor", "file descriptor", "파일 디스크립터", "EMFILE"],
    load: async () => (await import("./opening/socket.ts")).socket,
  },
  "port": {
    korean: "포트 번호",
    words: ["포트", "port number", "address", "주소", "endpoint", "끝점", "htons", "EACCES"],
    load: async () => (await import("./opening/port.ts")).port,
  },
  "loopback": {
    korean: "루프백",
    words: ["127.0.0.1", "::1"],
    load: async () => (await import("./opening/loopback.ts")).loopback,
  },
  "localhost": {
    korean: "로컬호스트",
    words: [],
    load: async () => (await import("./opening/localhost.ts")).localhost,
  },
  "bind": {
    korean: "바인드",
    words: ["바인딩", "EADDRINUSE", "EADDRNOTAVAIL", "SO_REUSEADDR", "INADDR_ANY", "0.0.0.0"],
    load: async () => (await import("./opening/bind.ts")).bind,
  },
  "listen": {
    korean: "연결 요청 대기",
    words: ["listening socket", "서버 소켓", "리슨"],
    load: async () => (await import("./opening/listen.ts")).listen,
  },
  "backlog": {
    korean: "백로그",
    words: ["연결 요청 큐", "백로그(연결 요청 큐)", "accept queue", "somaxconn"],
    load: async () => (await import("./opening/backlog.ts")).backlog,
  },
  "connect": {
    korean: "연결 요청",
    words: ["connection", "연결"],
    load: async () => (await import("./opening/connect.ts")).connect,
  },
  "ephemeral-port": {
    korean: "임시 포트",
    words: ["local port", "로컬 포트"],
    load: async () => (await import("./opening/ephemeral_port.ts")).ephemeralPort,
  },
  "handshake": {
    korean: "3-way 핸드셰이크",
    words: ["핸드셰이크", "three-way handshake", "3-way handshake", "SYN", "SYN-ACK"],
    load: async () => (await import("./opening/handshake.ts")).handshake,
  },
  "accept": {
    korean: "연결 요청 수락",
    words: ["수락", "연결 소켓", "connection socket"],
    load: async () => (await import("./opening/accept.ts")).accept,
  },
  "byte-stream": {
    korean: "바이트 스트림",
    words: ["stream", "스트림", "TCP", "SOCK_STREAM"],
    load: async () => (await import("./exchange/byte_stream.ts")).byteStream,
  },
  "write": {
    korean: "쓰기",
    words: ["sendall"],
    load: async () => (await import("./exchange/write.ts")).write,
  },
  "send": {
    korean: "전송",
    words: ["EPIPE", "SIGPIPE", "BrokenPipeError", "broken pipe"],
    load: async () => (await import("./exchange/send.ts")).send,
  },
  "read": {
    korean: "읽기",
    words: ["readline", "makefile"],
    load: async () => (await import("./exchange/read.ts")).read,
  },
  "recv": {
    korean: "수신",
    words: ["receive"],
    load: async () => (await import("./exchange/recv.ts")).recv,
  },
  "framing": {
    korean: "메시지 구분",
    words: ["프레이밍", "메시지 경계", "message boundary", "delimiter"],
    load: async () => (await import("./exchange/framing.ts")).framing,
  },
  "buffer": {
    korean: "버퍼",
    words: [
      "send buffer",
      "receive buffer",
      "송신 버퍼",
      "수신 버퍼",
      "flow control",
      "흐름 제어",
      "SO_SNDBUF",
      "SO_RCVBUF",
    ],
    load: async () => (await import("./exchange/buffer.ts")).buffer,
  },
  "datagram": {
    korean: "데이터그램",
    words: ["UDP", "SOCK_DGRAM", "EMSGSIZE", "truncation", "잘림"],
    load: async () => (await import("./exchange/datagram.ts")).datagram,
  },
  "sendto": {
    korean: "데이터그램 전송",
    words: [],
    load: async () => (await import("./exchange/sendto.ts")).sendto,
  },
  "recvfrom": {
    korean: "데이터그램 수신",
    words: [],
    load: async () => (await import("./exchange/recvfrom.ts")).recvfrom,
  },
  "blocking": {
    korean: "대기",
    words: [
      "block",
      "블로킹",
      "non-blocking",
      "논블로킹",
      "EAGAIN",
      "EWOULDBLOCK",
      "EINPROGRESS",
      "BlockingIOError",
      "select",
      "poll",
    ],
    load: async () => (await import("./waiting/blocking.ts")).blocking,
  },
  "timeout": {
    korean: "응답 대기 시간 초과",
    words: ["시간 초과", "시간제한", "타임아웃", "ETIMEDOUT", "TimeoutError", "settimeout", "SO_RCVTIMEO"],
    load: async () => (await import("./waiting/timeout.ts")).timeout,
  },
  "rtt": {
    korean: "왕복 시간",
    words: ["왕복 시간(RTT)", "응답 시간", "round-trip time", "response time", "latency"],
    load: async () => (await import("./waiting/rtt.ts")).rtt,
  },
  "retry": {
    korean: "재시도",
    words: ["retries", "reconnect"],
    load: async () => (await import("./waiting/retry.ts")).retry,
  },
  "loss": {
    korean: "데이터 손실",
    words: ["손실", "packet loss", "패킷 손실", "lost", "retransmission", "재전송"],
    load: async () => (await import("./waiting/loss.ts")).loss,
  },
  "reordering": {
    korean: "순서 바뀜",
    words: ["순서 뒤바뀜", "out of order", "duplicate", "중복"],
    load: async () => (await import("./waiting/reordering.ts")).reordering,
  },
  "close": {
    korean: "닫기",
    words: ["closesocket", "EBADF"],
    load: async () => (await import("./ending/close.ts")).close,
  },
  "fin": {
    korean: "정상 종료",
    words: ["정상 종료(FIN)", "eof", "end of file", "closed"],
    load: async () => (await import("./ending/fin.ts")).fin,
  },
  "half-close": {
    korean: "절반 닫기",
    words: ["shutdown", "SHUT_WR", "SHUT_RD", "SHUT_RDWR"],
    load: async () => (await import("./ending/half_close.ts")).halfClose,
  },
  "reset": {
    korean: "연결 끊김",
    words: [
      "연결 끊김(RST)",
      "RST",
      "ECONNRESET",
      "ConnectionResetError",
      "connection reset",
      "reset by peer",
    ],
    load: async () => (await import("./ending/reset.ts")).reset,
  },
  "time-wait": {
    korean: "TIME_WAIT 상태",
    words: ["타임 웨이트", "2MSL"],
    load: async () => (await import("./ending/time_wait.ts")).timeWait,
  },
  "refused": {
    korean: "거부됨",
    words: ["연결 거부", "연결 거부됨", "ECONNREFUSED", "ConnectionRefusedError", "connection refused"],
    load: async () => (await import("./failing/refused.ts")).refused,
  },
  "aborted": {
    korean: "연결 중단",
    words: ["연결 중단됨", "ECONNABORTED", "ConnectionAbortedError", "WSAECONNABORTED", "connection aborted"],
    load: async () => (await import("./failing/aborted.ts")).aborted,
  },
  "unreachable": {
    korean: "도달할 수 없음",
    words: ["도달 불가", "ENETUNREACH", "EHOSTUNREACH", "no route", "no route to host"],
    load: async () => (await import("./failing/unreachable.ts")).unreachable,
  },
  "unknown-host": {
    korean: "알 수 없는 호스트",
    words: [
      "gaierror",
      "getaddrinfo",
      "gethostbyname",
      "DNS",
      "네임 서버",
      "name server",
      "EAI_NONAME",
      "ENOTFOUND",
    ],
    load: async () => (await import("./failing/unknown_host.ts")).unknownHost,
  },
} as const satisfies Record<string, Entry>;

export type ConceptName = keyof typeof concepts;

export const conceptNames: readonly ConceptName[] = Object.keys(concepts) as ConceptName[];
