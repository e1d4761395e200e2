import { Network } from "../../lib/net/network.ts";
import { systemClock } from "../../lib/thread/system_clock.ts";
import { deadlineMs } from "./within.ts";

/** A network that nobody observes. */
export const network = new Network({ clock: systemClock(), side: "client" });

/** How long a connection may take that a test expects to succeed, in milliseconds. */
export const timeoutMs = deadlineMs;
