import type { Endpoint } from "../../lib/protocol/endpoint.ts";
import type { Service } from "../../lib/protocol/service/service.ts";
import { services } from "../../lib/protocol/service/services.ts";
import { Network } from "../../lib/net/network.ts";
import type { TcpListener, UdpSocket } from "../../lib/net/socket.ts";
import type { ServerEvent, Summary } from "../../lib/server/event.ts";
import { serveTcp, type TcpServerOptions } from "../../lib/server/tcp_server.ts";
import { serveUdp, type UdpServerOptions } from "../../lib/server/udp_server.ts";
import { systemClock } from "../../lib/thread/system_clock.ts";
import { Log } from "./log.ts";
import { within } from "./within.ts";

/** A server of this process; `await using` stops it. */
export interface TestServer extends AsyncDisposable {
  readonly endpoint: Endpoint;
  readonly log: Log<ServerEvent>;
  /** Tells it to stop, as Ctrl-C does. */
  stop(): void;
  /** Its totals, when it has ended. */
  readonly summary: Promise<Summary>;
}

type TcpOptions = Partial<TcpServerOptions> & { service?: Service };
type UdpOptions = Partial<UdpServerOptions> & { service?: Service };

const network = new Network({ clock: systemClock(), side: "server" });

/** A listening socket of the real network, on a port of the system's choice. */
export async function listenLocally(host = "127.0.0.1", backlog?: number): Promise<TcpListener> {
  return await network.listenTcp({ host, port: 0 }, backlog);
}

/** Starts a TCP server on a port of the system's choice. */
export async function startTcpServer(
  { host, backlog, ...options }: TcpOptions & { host?: string; backlog?: number } = {},
): Promise<TestServer> {
  return serveListener(await listenLocally(host, backlog), options);
}

/** Starts a UDP server on a port of the system's choice. */
export async function startUdpServer(
  { host = "127.0.0.1", ...options }: UdpOptions & { host?: string } = {},
): Promise<TestServer> {
  return serveSocket(await network.bindUdp({ host, port: 0 }), options);
}

/** Serves a listener of the test's own. */
export function serveListener(
  listener: TcpListener,
  { service = services.upper, ...options }: TcpOptions = {},
): TestServer {
  const limits = { bufferBytes: 65_536, maxConnections: 10_000, graceMs: 5000 };
  return running(
    listener.local,
    (stop, common) => serveTcp(listener, service, stop, { ...common, ...limits, ...options }),
  );
}

/** Serves a UDP socket of the test's own. */
export function serveSocket(
  socket: UdpSocket,
  { service = services.upper, ...options }: UdpOptions = {},
): TestServer {
  const limits = { bufferBytes: 65_535, answerSamePort: false, graceMs: 5000 };
  return running(
    socket.local,
    (stop, common) => serveUdp(socket, service, stop, { ...common, ...limits, ...options }),
  );
}

function running(
  endpoint: Endpoint,
  serve: (
    stop: AbortSignal,
    options: Pick<TcpServerOptions, "clock" | "report">,
  ) => Promise<Summary>,
): TestServer {
  const stop = new AbortController();
  const log = new Log<ServerEvent>();
  const summary = serve(stop.signal, { clock: systemClock(), report: log.report });
  return {
    endpoint,
    log,
    summary,
    stop: () => stop.abort(),
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await within("the server to end", summary);
    },
  };
}
