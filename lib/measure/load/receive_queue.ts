/** The default size of a receive buffer on Linux (net.core.rmem_default), in bytes of memory. */
const bufferBytes = 212_992;

/** The memory that the kernel adds to each datagram: its own record, headers, and rounding. */
const recordBytes = 256;
const headerBytes = 384;
const smallestBytes = 576;

/**
 * How many datagrams of one size fit into the receive buffer of a socket: 256 small ones, 92 of 1400 bytes, 3
 * of 65,000. The kernel counts the memory that they take, which is a power of two. These numbers were found by
 * filling a buffer on Linux 6.18. Other systems hold at least as many small ones, and about as many large ones.
 */
export function receiveQueueLength(datagramBytes: number): number {
  const memory = Math.max(smallestBytes, 2 ** Math.ceil(Math.log2(datagramBytes + headerBytes)));
  const rounded = datagramBytes + headerBytes <= smallestBytes ? smallestBytes : memory;
  return Math.floor(bufferBytes / (rounded + recordBytes));
}

/**
 * How many datagrams may be unanswered at a time. All of them may be in one receive buffer, on the server or
 * here, so they must fit into it. A quarter stays free for other traffic.
 */
export function safeWindow(datagramBytes: number): number {
  return Math.max(1, Math.floor(receiveQueueLength(datagramBytes) * 0.75));
}
