import { Failure } from "../../../protocol/failure.ts";
import { Network } from "../../../net/network.ts";
import type { Host } from "../../host/host.ts";
import type { Finding, Look } from "./finding.ts";

const timeoutMs = 2000;

export const loopback: Look = {
  title: { en: "loopback", ko: "루프백" },
  look: async (host) => {
    const [ipv4, ipv6] = await Promise.all([reach("127.0.0.1", host), reach("::1", host)]);
    // Some machines have no IPv6: everything but `::1` works there.
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
      const took = `${tookMs.toFixed(3)} ms`;
      const detail = { en: `${address}: connected in ${took}`, ko: `${address}: ${took} 만에 연결됨` };
      return { works: true, detail };
    } finally {
      listener.close();
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { en, ko } = error.text;
    return { works: false, detail: { en: `${address}: ${en}`, ko: `${address}: ${ko}` } };
  }
}
