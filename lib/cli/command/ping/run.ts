/**
 * The parts of `ping`: open what the probes travel over and send them (`run.ts`), and show each with the
 * summary (`sinks.ts`). Sending and counting are `measure/ping/`.
 *
 * @module
 */
import { unlessAborted } from "../../../base/abort.ts";
import type { Sink } from "../../../base/sink.ts";
import { bindFor } from "../../../client/bind.ts";
import { connectOnce } from "../../../client/connect.ts";
import { pingConnections } from "../../../measure/ping/connections.ts";
import { pingDatagrams } from "../../../measure/ping/datagrams.ts";
import type { PingEvent } from "../../../measure/ping/event.ts";
import type { PingOptions } from "../../../measure/ping/options.ts";
import { warmUp } from "../../../measure/ping/overhead.ts";
import type { PingResult } from "../../../measure/ping/run.ts";
import { pingStream } from "../../../measure/ping/stream.ts";
import type { Network } from "../../../net/network.ts";
import { type Endpoint, formatEndpoint } from "../../../protocol/endpoint.ts";
import type { Transport } from "../../../protocol/transport.ts";
import type { Host } from "../../host/host.ts";
import type { PingShown } from "./sinks.ts";

/** What a person can say of a ping. */
export interface PingWishes {
  readonly count: number;
  readonly interval: number;
  readonly size: number;
  readonly timeout: number;
  readonly flood: boolean;
  readonly connect: boolean;
  readonly reconnect: boolean;
  readonly retransmit: number;
}

/** Opens what probes travel over, and sends them. */
export class PingCommand {
  constructor(
    readonly network: Network,
    readonly endpoint: Endpoint,
    readonly family: 4 | 6 | undefined,
    readonly wishes: PingWishes,
    readonly host: Pick<Host, "clock" | "random" | "stop" | "giveUpNetwork">,
    readonly report: Sink<PingShown>,
  ) {}

  /** @throws {Failure} If there is nothing to send to. The reason of the stop, if it came before. */
  async ping(transport: Transport): Promise<PingResult> {
    await warmUp(this.host.clock, this.host.random);
    if (transport === "udp") return await this.#pingDatagrams();
    if (this.wishes.connect || this.wishes.reconnect) return await this.#pingConnections();
    return await this.#pingStream();
  }

  async #pingStream(): Promise<PingResult> {
    const { connection, tookMs: connectMs } = await this.#connect(this.endpoint, this.host.stop.signal);
    await this.host.giveUpNetwork();
    const [local, peer] = [connection.local, connection.peer].map(formatEndpoint) as [string, string];
    const bytes = this.wishes.size;
    this.report({ event: "started", transport: "tcp", mode: "stream", peer, local, connectMs, bytes });
    return await pingStream(connection, connectMs, this.#options());
  }

  async #pingConnections(): Promise<PingResult> {
    const mode = this.wishes.connect ? "connect" : "reconnect";
    const peer = formatEndpoint(this.endpoint);
    const bytes = mode === "connect" ? 0 : this.wishes.size;
    this.report({ event: "started", transport: "tcp", mode, peer, bytes });
    // The address that answered once is asked again: the others would only be refused first each time.
    let { endpoint } = this;
    const connect = async (stop: AbortSignal): ReturnType<typeof connectOnce> => {
      const connected = await this.#connect(endpoint, stop);
      endpoint = connected.connection.peer;
      return connected;
    };
    return await pingConnections(connect, mode, peer, this.#options());
  }

  #connect(endpoint: Endpoint, stop: AbortSignal): ReturnType<typeof connectOnce> {
    const { network, family, host: { clock }, wishes: { timeout: timeoutMs } } = this;
    return connectOnce(network, endpoint, { clock, timeoutMs, family, stop });
  }

  async #pingDatagrams(): Promise<PingResult> {
    const { host: name, port } = this.endpoint;
    const resolving = this.network.resolve(name, "udp", this.family);
    const [address] = await unlessAborted(resolving, this.host.stop.signal);
    const peer = { host: address!, port };
    const socket = await bindFor(this.network, peer);
    const [local, to] = [socket.local, peer].map(formatEndpoint) as [string, string];
    const bytes = this.wishes.size;
    this.report({ event: "started", transport: "udp", mode: "datagram", peer: to, local, bytes });
    return await pingDatagrams(socket, peer, name, this.#options());
  }

  #options(): PingOptions {
    const { clock, random, stop: { signal: stop } } = this.host;
    const { count, interval: intervalMs, size: sizeBytes, timeout: timeoutMs, flood } = this.wishes;
    const { retransmit: retransmissions } = this.wishes;
    const report = (event: PingEvent): void => {
      // It is shown with how precise it is.
      if (event.event !== "summary") this.report(event);
    };
    return { clock, random, count, intervalMs, sizeBytes, timeoutMs, flood, retransmissions, stop, report };
  }
}
