import type { Bench } from "./bench.ts";
import { bulk } from "./bulk.ts";
import { idle } from "./idle.ts";
import { load } from "./load.ts";
import { ping } from "./ping.ts";
import { tcp } from "./tcp.ts";
import { udp } from "./udp.ts";
import { workers } from "./workers.ts";

/** All benches, in the order in which they run. */
export const benches: Record<string, Bench> = { tcp, workers, bulk, udp, ping, load, idle };
