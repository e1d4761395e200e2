import { type Endpoint, localAddressFor } from "../protocol/endpoint.ts";
import type { Network } from "../net/network.ts";
import type { UdpSocket } from "../net/socket.ts";

/**
 * Binds a UDP socket from which `peer` can be reached. A peer on this machine gets one that no other machine
 * can send to.
 *
 * @param port 0 lets the system choose.
 * @throws {Failure} `denied` for the peer, and as {@linkcode Network.bindUdp}.
 */
export async function bindFor(network: Network, peer: Endpoint, port = 0): Promise<UdpSocket> {
  network.requireUdpPeer(peer);
  return await network.bindUdp({ host: localAddressFor(peer.host), port });
}
