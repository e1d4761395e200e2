import { type Endpoint, formatEndpoint } from "../../lib/protocol/endpoint.ts";
import { capsock } from "./host.ts";
import type { Finished } from "./running.ts";

/** `client tcp|udp` with a server's address and flags. */
export async function clientOf(
  { endpoint }: { endpoint: Endpoint },
  transport: "tcp" | "udp",
  flags: readonly string[],
  input: string | Uint8Array = "",
): Promise<Finished> {
  return await capsock(["client", transport, formatEndpoint(endpoint), ...flags], input);
}
