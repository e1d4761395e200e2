/** The length field of UDP has 16 bits: header and payload of a datagram together fit into this (RFC 768). */
export const maxDatagramBytes = 65_535;

/** The largest payload that can be sent over IPv4: 65,535 less 20 bytes of IP and 8 bytes of UDP header. */
export const maxPayloadIpv4 = 65_507;

/** The largest payload over IPv6, whose length field does not count the IP header: 65,535 less 8. */
export const maxPayloadIpv6 = 65_527;
