import { isLoopback } from "../../../protocol/endpoint.ts";
import { toFailure } from "../../../net/failure.ts";
import { systemResolver } from "../../../net/resolver.ts";
import type { Look } from "./finding.ts";

export const names: Look = {
  title: "names",
  look: async () => {
    const attempt = { call: "resolve", transport: "tcp", endpoint: { host: "localhost", port: 0 } } as const;
    try {
      const addresses = await systemResolver("localhost");
      const ok = addresses.length > 0 && addresses.every(isLoopback);
      return [{ ok, detail: `localhost is ${addresses.join(", ") || "nothing"} for the system` }];
    } catch (error) {
      return [{ ok: false, detail: toFailure(error, attempt).message }];
    }
  },
};
