/**
 * The parts of `client`: open what the lines go through and talk over it (`run.ts`), take lines from the
 * command line, a terminal or a pipe (`lines.ts`), and show the results (`sinks.ts`). The talk itself
 * is `client/`.
 *
 * @module
 */
import { unlessAborted } from "../../../base/abort.ts";
import type { Bytes } from "../../../base/bytes.ts";
import { pause } from "../../../base/clock.ts";
import { bindFor } from "../../../client/bind.ts";
import { connectTcp } from "../../../client/connect.ts";
import type { LineClient } from "../../../client/line_client.ts";
import { talk, type TalkResult } from "../../../client/talk.ts";
import { TcpClient } from "../../../client/tcp_client.ts";
import { UdpClient } from "../../../client/udp_client.ts";
import type { Text } from "../../../base/text.ts";
import type { Sink } from "../../../base/sink.ts";
import { Network } from "../../../net/network.ts";
import type { UdpSocket } from "../../../net/socket.ts";
import type { ClientEvent } from "../../../client/event.ts";
import { type Endpoint, formatEndpoint } from "../../../protocol/endpoint.ts";
import type { Observer } from "../../../protocol/event.ts";
import type { Expectation, Framing } from "../../../protocol/reply/reply.ts";
import type { Transport } from "../../../protocol/transport.ts";
import type { Host } from "../../host/host.ts";
import { inputLines } from "./lines.ts";
import type { WrongLine } from "./sinks.ts";

/** In a terminal the client waits for a server that is started a little later, as the lecture's does. */
export const retriesInTerminal = 10;

/** What a person can say of a client. */
export interface ClientWishes {
  readonly timeout: number;
  readonly retries: number | undefined;
  readonly retryDelay: number;
  readonly expect: Expectation;
  readonly framing: Framing;
  readonly localPort: number | undefined;
  readonly escapes: boolean;
}

/** One run of the client: it opens its socket, sends its lines and shows the results. */
export class ClientRun {
  readonly #network: Network;

  /** @param messages What is sent in place of lines that are typed or piped. */
  constructor(
    readonly wishes: ClientWishes,
    readonly family: 4 | 6 | undefined,
    readonly messages: readonly Bytes[],
    readonly host: Host,
    readonly report: Sink<ClientEvent | WrongLine>,
    observer: Observer | undefined,
  ) {
    this.#network = new Network({ clock: host.clock, side: "client", observer });
  }

  /** Whether the lines come from the command line or a pipe: then a stop in the middle is not success. */
  get isScripted(): boolean {
    return this.messages.length > 0 || !this.host.input.isTerminal;
  }

  /** @throws {Failure} If there is nothing to talk to. The reason of the stop, if it came before. */
  async talkTo(transport: Transport, endpoint: Endpoint): Promise<TalkResult> {
    return await this.#talkOver(
      await (transport === "tcp" ? this.#openTcp(endpoint) : this.#openUdp(endpoint)),
    );
  }

  async #openTcp(endpoint: Endpoint): Promise<LineClient> {
    const { host: { clock, stop }, family, report } = this;
    const { framing, expect: expectation, timeout: timeoutMs, retries, retryDelay, localPort } = this.wishes;
    const connection = await connectTcp(this.#network, endpoint, {
      clock,
      timeoutMs,
      retries: retries ?? (this.isScripted ? 0 : retriesInTerminal),
      retryDelayMs: retryDelay,
      family,
      localPort,
      stop: stop.signal,
      report,
    });
    await this.host.giveUpNetwork();
    // A server of another kind may speak first. A person who types sees it before the first line.
    const awaitsGreeting = this.isScripted && expectation === "any";
    return new TcpClient(connection, { clock, framing, expectation, timeoutMs, awaitsGreeting, report });
  }

  async #openUdp(endpoint: Endpoint): Promise<LineClient> {
    const { host: { clock, stop }, report } = this;
    const { expect: expectation, timeout: timeoutMs, localPort } = this.wishes;
    const resolving = this.#network.resolve(endpoint.host, "udp", this.family);
    const [address] = await unlessAborted(resolving, stop.signal);
    const peer = { host: address!, port: endpoint.port };
    const open = (port = 0): Promise<UdpSocket> => bindFor(this.#network, peer, port);
    const socket = await open(localPort);
    const [local, to] = [socket.local, peer].map(formatEndpoint) as [string, string];
    report({ event: "connected", transport: "udp", local, peer: to, tookMs: 0, attempts: 1 });
    // The runtime takes 9 ms to set up its first timer: the first reply's time must not contain them.
    await pause(clock, 0);
    return new UdpClient(socket, peer, {
      clock,
      expectation,
      timeoutMs,
      peerName: endpoint.host,
      openFresh: localPort === undefined ? () => open() : undefined,
      report,
    });
  }

  async #talkOver(client: LineClient): Promise<TalkResult> {
    const { host: { clock, stop: { signal: stop } }, report, isScripted } = this;
    let hasMistake = false;
    const lines = this.#lines(client, (message) => {
      hasMistake = true;
      report({ event: "wrong-line", message });
    });
    const result = await talk(client, lines, { clock, report, stop, endsWithConnection: !isScripted });
    // A line that could not be sent has no right reply either.
    return result.last === undefined && hasMistake ? { last: "mismatch" } : result;
  }

  async *#lines(
    { ended }: LineClient,
    onMistake: (message: Text) => void,
  ): AsyncGenerator<Bytes, undefined> {
    yield* this.messages;
    if (this.messages.length > 0) return;
    yield* inputLines(this.host.input, { escapes: this.wishes.escapes, ended, onMistake });
  }
}
