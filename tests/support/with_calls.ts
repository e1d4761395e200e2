import type { TcpConnection, TcpListener } from "../../lib/net/socket.ts";

/** A socket with some of its calls replaced. */
export function withCalls<S extends object>(socket: S, calls: Partial<S>): S {
  return new Proxy(socket, {
    get: (_, name) => {
      if (name in calls) return calls[name as keyof S];
      const value = socket[name as keyof S];
      return typeof value === "function" ? value.bind(socket) : value;
    },
  });
}

/** A listener whose connections go through `wrap`. */
export function wrapped(
  listener: TcpListener,
  wrap: (connection: TcpConnection) => TcpConnection,
): TcpListener {
  return withCalls(listener, { accept: async () => wrap(await listener.accept()) });
}
