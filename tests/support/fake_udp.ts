import type { Bytes } from "../../lib/base/bytes.ts";
import type { Clock } from "../../lib/base/clock.ts";
import type { Endpoint } from "../../lib/protocol/endpoint.ts";
import { decodeProbe } from "../../lib/protocol/probe.ts";
import { Network } from "../../lib/net/network.ts";
import type { UdpSocket } from "../../lib/net/socket.ts";
import { FakeUdpSocket } from "./fake_udp_socket.ts";
import { ManualClock } from "./manual_clock.ts";

/** A probe that came to the server, and what it may do with it. */
export interface Arrival {
  /** Counted from 1 on each socket, and the one on the wire. */
  readonly count: number;
  readonly number: number;
  readonly bytes: Bytes;
  /** Sends something back, at once or later. */
  answer(bytes?: Uint8Array, afterMs?: number, from?: Endpoint): void;
}

/** A network with one UDP server in it. */
export class FakeUdp extends Network {
  readonly sockets: FakeUdpSocket[] = [];

  constructor(readonly clock: Clock, readonly behave: (arrival: Arrival) => void) {
    super({ clock, side: "client" });
  }

  override requireUdpPeer(): void {}

  override resolve(host: string): Promise<string[]> {
    return Promise.resolve([host]);
  }

  override bindUdp(): Promise<UdpSocket> {
    const socket = new FakeUdpSocket(this.clock, (socket, bytes, to, count) => {
      const answer = (reply: Uint8Array = bytes, afterMs = 0, from = to): void => {
        socket.arrive(reply, { afterMs, ...from });
      };
      this.behave({ count, number: decodeProbe(bytes)!.number, bytes, answer });
    });
    this.sockets.push(socket);
    return Promise.resolve(socket);
  }
}

/** A fake clock and a UDP server on it. */
export function fakeUdp(behave: (arrival: Arrival) => void = ({ answer }) => answer(undefined, 1)) {
  const clock = new ManualClock();
  return { clock, network: new FakeUdp(clock, behave) };
}
