import type { Service } from "./service.ts";

/** The Discard Protocol (RFC 863): takes everything and never answers. */
export const discard: Service = {
  summary: "takes everything and answers nothing (RFC 863)",
  answers: false,
  start: () => ({ push: () => new Uint8Array(0), end: () => new Uint8Array(0) }),
};
