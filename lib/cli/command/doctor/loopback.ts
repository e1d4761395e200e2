import { Failure } from "../../../protocol/failure.ts";
import { Network } from "../../../net/network.ts";
import type { Host } from "../../host/host.ts";
import type { Finding, Look } from "./finding.ts";

const timeoutMs = 2000;

export const loopback: Look = {
  title: "loopback",
  look: async (host) => {
    const [ipv4, ipv6] = await Promise.all([reach("127.0.0.1", host), reach("::1", host)]);
    // Machines without IPv6 are no rarity, and everything works there but `::1`.
    return [{ ok: ipv4.works, detail: ipv4.detail }, { detail: ipv6.detail }];
  },
};

async function reach(address: string, { clock }: Host): Promise<Finding & { works: boolean }> {
  const network = new Network({ clock, side: "client" });
  try {
    const listener = await network.listenTcp({ host: address, port: 0 });
    try {
      const startMs = clock.now();
      const connection = await network.connectTcp(listener.local, { timeoutMs });
      const tookMs = clock.now() - startMs;
      connection.close();
      return { works: true, detail: `${address}: connected in ${tookMs.toFixed(3)} ms` };
    } finally {
      listener.close();
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { works: false, detail: `${address}: ${error.message}` };
  }
}
