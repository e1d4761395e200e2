/**
 * Whether several listening sockets can share a port, each with a part of the connections (SO_REUSEPORT).
 * Other systems than Linux give all connections to one of them, or do not allow it.
 */
export function canSharePort(): boolean {
  return Deno.build.os === "linux";
}

/** Whether this runtime can end a connection with an RST: only from 2.7.14 on. */
export async function canSendReset(): Promise<boolean> {
  const { Socket } = await import("node:net");
  return typeof (Socket.prototype as { resetAndDestroy?: unknown }).resetAndDestroy === "function";
}
