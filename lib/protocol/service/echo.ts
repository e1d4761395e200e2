import type { Service } from "./service.ts";

/** The Echo Protocol (RFC 862): what came in, unchanged. */
export const echo: Service = {
  summary: "answers with what it got (RFC 862)",
  start: () => ({ push: (chunk) => chunk, end: () => new Uint8Array(0) }),
};
