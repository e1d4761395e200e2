import type { SocketCall } from "../../lib/protocol/call.ts";

export const serverAddress = "127.0.0.1:10825";
export const clientAddress = "127.0.0.1:52144";

/** What an event says besides its time, its side and its call. */
export type Facts = Readonly<Record<string, unknown>>;

/** The recording of one program, written call by call; its clock is `skewMs` ahead of the true time. */
export class Recorder {
  readonly lines: string[] = [];

  constructor(
    readonly side: "server" | "client",
    readonly transport: "tcp" | "udp",
    readonly skewMs = 0,
  ) {}

  /** Adds a call that came back at the true time `at`. */
  tell(at: number, call: SocketCall, socket: string, facts: Facts = {}): this {
    const { side, transport } = this;
    const time = Number((at + this.skewMs).toFixed(3));
    this.lines.push(JSON.stringify({ event: "socket", at: time, side, socket, transport, call, ...facts }));
    return this;
  }

  get text(): string {
    return this.lines.map((line) => `${line}\n`).join("");
  }
}

/** A client's connection, as its calls tell it. */
export const atClient = { local: clientAddress, peer: serverAddress } as const;
/** The accepted socket of the same connection. */
export const atServer = { local: serverAddress, peer: clientAddress } as const;

/** Both recordings of a connection over which `hello` went there and back; both have a socket `#1`. */
export function recordHello(serverSkewMs = 0, clientSkewMs = 0): { server: Recorder; client: Recorder } {
  const server = new Recorder("server", "tcp", serverSkewMs)
    .tell(20, "listen", "#1", { local: serverAddress, tookMs: 1 })
    .tell(101, "accept", "#1", { local: serverAddress, peer: clientAddress, accepted: "#2", tookMs: 81 })
    .tell(103, "recv", "#2", { ...atServer, bytes: 5, tookMs: 2 })
    .tell(104, "send", "#2", { ...atServer, bytes: 5, tookMs: 0.5 })
    .tell(107, "recv", "#2", { ...atServer, bytes: 0, eof: true, tookMs: 3 })
    .tell(108, "close", "#2", atServer)
    .tell(200, "close", "#1", { local: serverAddress });
  const client = new Recorder("client", "tcp", clientSkewMs)
    .tell(101.2, "connect", "#1", { ...atClient, tookMs: 1.2 })
    .tell(102.5, "send", "#1", { ...atClient, bytes: 5, tookMs: 0.5 })
    .tell(105, "recv", "#1", { ...atClient, bytes: 5, tookMs: 3 })
    .tell(106, "close", "#1", atClient);
  return { server, client };
}
