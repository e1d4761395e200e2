/** Ports that the lecture's programs use. */
export const lecturePorts = {
  tcp: { server: 10825, client: 20825 },
  udp: { server: 11758, client: 21758 },
} as const;

export type Transport = "tcp" | "udp";

/** How long the lecture's clients wait for a reply or a connection, in milliseconds. */
export const lectureTimeoutMs = 10_000;
