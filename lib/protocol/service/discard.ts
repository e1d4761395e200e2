import type { Service } from "./service.ts";

/** The Discard Protocol (RFC 863): takes everything and never answers. */
export const discard: Service = {
  summary: {
    en: "receives everything and sends nothing back (RFC 863)",
    ko: "모두 수신하고 아무것도 응답하지 않음(RFC 863)",
  },
  answers: false,
  start: () => ({ push: () => new Uint8Array(0), end: () => new Uint8Array(0) }),
};
