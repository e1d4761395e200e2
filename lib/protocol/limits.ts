/** Ports that the lecture's programs use. */
export const lecturePorts = {
  tcp: { server: 10825, client: 20825 },
  udp: { server: 11758, client: 21758 },
} as const;

export type Transport = "tcp" | "udp";

/** The largest port number; 0 asks the system to choose one (RFC 6335, section 6). */
export const maxPort = 65_535;

/** The length field of UDP has 16 bits: header and payload of a datagram together fit into this (RFC 768). */
export const maxDatagramBytes = 65_535;

/** The largest payload that can be sent over IPv4: 65,535 less 20 bytes of IP and 8 bytes of UDP header. */
export const maxPayloadIpv4 = 65_507;

/** The largest payload over IPv6, whose length field does not count the IP header: 65,535 less 8. */
export const maxPayloadIpv6 = 65_527;

/** The silence after which a reply that is not the expected one counts as ended, in milliseconds. */
export const replySilenceMs = 200;

/** How long the lecture's clients wait for a reply or a connection, in milliseconds. */
export const lectureTimeoutMs = 10_000;
