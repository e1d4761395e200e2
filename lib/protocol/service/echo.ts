import type { Service } from "./service.ts";

/** The Echo Protocol (RFC 862): what came in, unchanged. */
export const echo: Service = {
  summary: {
    en: "sends back what it received (RFC 862)",
    ko: "수신한 것을 그대로 돌려보냄(RFC 862)",
  },
  start: () => ({ push: (chunk) => chunk, end: () => new Uint8Array(0) }),
};
