import { type Bytes, encodeText } from "../../lib/base/bytes.ts";
import type { Clock } from "../../lib/base/clock.ts";
import type { Endpoint } from "../../lib/protocol/endpoint.ts";
import { Network } from "../../lib/net/network.ts";
import type { TcpConnection, UdpSocket } from "../../lib/net/socket.ts";
import type { Aside, Greeting } from "../../lib/client/event.ts";
import type { LineClient, LineResult } from "../../lib/client/line_client.ts";
import { TcpClient, type TcpClientOptions } from "../../lib/client/tcp_client.ts";
import { UdpClient, type UdpClientOptions } from "../../lib/client/udp_client.ts";
import { systemClock } from "../../lib/thread/system_clock.ts";
import { Changes } from "./changes.ts";
import { Log } from "./log.ts";
import { within } from "./within.ts";
import { withCalls } from "./with_calls.ts";

interface TestClient<C extends LineClient, E extends Aside | Greeting = Aside> extends Disposable {
  readonly client: C;
  readonly asides: Log<E>;
  /** Sends a line and gives what came of it, under a deadline. */
  exchange(line: string | Bytes): Promise<LineResult>;
}

export interface TestTcpClient extends TestClient<TcpClient, Aside | Greeting> {
  readonly clock: Clock;
  /** Waits until so many bytes, all in all, lie where the client looks for its replies. */
  hasTaken(bytes: number): Promise<void>;
}

export interface TestUdpClient extends TestClient<UdpClient> {
  /** All sockets it had, the newest last. */
  readonly sockets: readonly { readonly local: Endpoint; readonly isClosed: boolean }[];
  /** Waits until the newest socket has brought so many datagrams. */
  hasTaken(datagrams: number): Promise<void>;
}

/** How much its client has taken: who asks for more has put away what came before. */
class Taken {
  #brought = 0;
  #taken = 0;
  readonly #changes = new Changes();

  async during<T>(receiving: Promise<T>, amount: (result: T) => number): Promise<T> {
    this.#taken = this.#brought;
    this.#changes.notify();
    const result = await receiving;
    this.#brought += amount(result);
    return result;
  }

  async reaches(amount: number, what: string): Promise<void> {
    await this.#changes.until(`the client to take ${amount} ${what}`, () => this.#taken >= amount);
  }
}

/** A client connected to `endpoint`. Replies have time enough unless `timeoutMs` says otherwise. */
export async function tcpClient(
  endpoint: Endpoint,
  options: Partial<TcpClientOptions> = {},
): Promise<TestTcpClient> {
  const clock = options.clock ?? systemClock();
  const connection = await new Network({ clock, side: "client" }).connectTcp(endpoint, { timeoutMs: 10_000 });
  const taken = new Taken();
  const watched = withCalls<TcpConnection>(connection, {
    read: (buffer) => taken.during(connection.read(buffer), (size) => size ?? 0),
  });
  const asides = new Log<Aside | Greeting>();
  const client = new TcpClient(watched, {
    clock,
    framing: "raw",
    expectation: "upper",
    timeoutMs: 15_000,
    report: asides.report,
    ...options,
  });
  return { ...testClient(client, asides), clock, hasTaken: (bytes) => taken.reaches(bytes, "bytes") };
}

/** A client that sends to `peer`: from one port, or from a fresh one after every line without a reply. */
export async function udpClient(
  peer: Endpoint,
  { freshPorts = false, ...options }: Partial<UdpClientOptions> & { freshPorts?: boolean } = {},
): Promise<TestUdpClient> {
  const clock = options.clock ?? systemClock();
  const network = new Network({ clock, side: "client" });
  const sockets: { local: Endpoint; isClosed: boolean; taken: Taken }[] = [];
  const open = async (): Promise<UdpSocket> => {
    const socket = await network.bindUdp({ host: "127.0.0.1", port: 0 });
    const kept = { local: socket.local, isClosed: false, taken: new Taken() };
    sockets.push(kept);
    return withCalls<UdpSocket>(socket, {
      receive: (buffer) => kept.taken.during(socket.receive(buffer), () => 1),
      close: () => {
        kept.isClosed = true;
        socket.close();
      },
    });
  };
  const asides = new Log<Aside>();
  const client = new UdpClient(await open(), peer, {
    clock,
    expectation: "upper",
    timeoutMs: 15_000,
    openFresh: freshPorts ? open : undefined,
    peerName: peer.host,
    report: asides.report,
    ...options,
  });
  const hasTaken = (datagrams: number) => sockets.at(-1)!.taken.reaches(datagrams, "datagrams");
  return { ...testClient(client, asides), sockets, hasTaken };
}

function testClient<C extends LineClient, E extends Aside | Greeting>(
  client: C,
  asides: Log<E>,
): TestClient<C, E> {
  return {
    client,
    asides,
    exchange: (line) => {
      const pending = client.exchange(typeof line === "string" ? encodeText(line) : line);
      return within("the result of a line", pending);
    },
    [Symbol.dispose]: () => client.close(),
  };
}
