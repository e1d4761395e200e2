/** What the receive buffer of a socket holds by default on Linux (net.core.rmem_default), in bytes of memory. */
const bufferBytes = 212_992;

/** What the kernel keeps beside a datagram: its own record, headers, and what they are rounded up to. */
const recordBytes = 256;
const headerBytes = 384;
const smallestBytes = 576;

/**
 * How many datagrams of one size the receive buffer of one socket holds: 256 small ones, 92 of 1400 bytes, 3 of
 * 65,000. The kernel counts the memory they take, which is a power of two; found by filling one on Linux 6.18.
 * Other systems hold no fewer small ones, and about as many large ones.
 */
export function receiveQueueLength(datagramBytes: number): number {
  const memory = Math.max(smallestBytes, 2 ** Math.ceil(Math.log2(datagramBytes + headerBytes)));
  const rounded = datagramBytes + headerBytes <= smallestBytes ? smallestBytes : memory;
  return Math.floor(bufferBytes / (rounded + recordBytes));
}

/**
 * How many datagrams may be unanswered at a time: all of them could be waiting in one receive buffer, the
 * server's or our own. A quarter is left for what comes besides.
 */
export function safeWindow(datagramBytes: number): number {
  return Math.max(1, Math.floor(receiveQueueLength(datagramBytes) * 0.75));
}
