/** Whether this runtime can end a connection with an RST: only from 2.7.14 on. */
export async function canSendReset(): Promise<boolean> {
  const { Socket } = await import("node:net");
  return typeof (Socket.prototype as { resetAndDestroy?: unknown }).resetAndDestroy === "function";
}
