import type { Bytes } from "../base/bytes.ts";
import type { Endpoint } from "../protocol/endpoint.ts";
import { addressFamily } from "../protocol/endpoint.ts";
import { toFailure } from "./failure.ts";
import type { Datagram, UdpSocket } from "./socket.ts";
import { endpointOf } from "./tcp.ts";

/** A UDP socket of the runtime, with named failures. */
export class RuntimeUdpSocket implements UdpSocket {
  readonly local: Endpoint;
  readonly #socket: Deno.DatagramConn;
  readonly #isIpv6: boolean;
  #closed = false;

  constructor(readonly id: string, socket: Deno.DatagramConn) {
    this.#socket = socket;
    this.local = endpointOf(socket.addr as Deno.NetAddr);
    this.#isIpv6 = addressFamily(this.local.host) === 6;
  }

  async receive(buffer: Bytes): Promise<Datagram> {
    try {
      const [bytes, from] = await this.#socket.receive(buffer);
      const truncated = bytes.length === buffer.length;
      return {
        bytes: (truncated ? bytes.subarray(0, -1) : bytes) as Bytes,
        from: endpointOf(from as Deno.NetAddr),
        truncated,
      };
    } catch (error) {
      throw toFailure(error, { call: "recvfrom", transport: "udp", endpoint: this.local });
    }
  }

  async send(bytes: Bytes, to: Endpoint): Promise<void> {
    try {
      await this.#socket.send(bytes, { transport: "udp", hostname: this.#mapped(to.host), port: to.port });
    } catch (error) {
      throw toFailure(error, { call: "sendto", transport: "udp", endpoint: to, bytes: bytes.length });
    }
  }

  /** A socket bound to an IPv6 address reaches IPv4 only through mapped addresses. */
  #mapped(host: string): string {
    return this.#isIpv6 && addressFamily(host) === 4 ? `::ffff:${host}` : host;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.close();
  }
}
