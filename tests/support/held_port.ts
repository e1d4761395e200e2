/** A port that is taken on every address of this machine. */
export interface HeldPort extends Disposable {
  readonly port: number;
}

export function holdTcpPort(): HeldPort {
  const listener = Deno.listen({ hostname: "0.0.0.0", port: 0 });
  return { port: listener.addr.port, [Symbol.dispose]: () => listener.close() };
}

export function holdUdpPort(): HeldPort {
  const socket = Deno.listenDatagram({ transport: "udp", hostname: "0.0.0.0", port: 0 });
  return { port: (socket.addr as Deno.NetAddr).port, [Symbol.dispose]: () => socket.close() };
}
