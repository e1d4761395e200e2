/**
 * What `doctor` looks at: one file for each look, and the list of all looks. A look tries one thing on this
 * machine and says what it found; a failure that it throws is a finding, too. It prints and repairs nothing.
 *
 * @module
 */
import { clockResolution } from "./clock_resolution.ts";
import type { Look } from "./finding.ts";
import { loopback } from "./loopback.ts";
import { names } from "./names.ts";
import { permissions } from "./permissions.ts";
import { runtime } from "./runtime.ts";
import { tcpEcho } from "./tcp_echo.ts";
import { udpEcho } from "./udp_echo.ts";
import { givingUp } from "./giving_up.ts";

/** Everything the doctor looks at, in this order. The last one gives up the network: nothing can follow it. */
export const looks: readonly Look[] = [
  runtime,
  permissions,
  loopback,
  names,
  tcpEcho,
  udpEcho,
  clockResolution,
  givingUp,
];
