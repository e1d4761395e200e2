import { type Endpoint, formatEndpoint } from "../protocol/endpoint.ts";

/** The executables there are, by what their permissions allow. */
export type Edition = "capsock" | "capsock-loopback";

/** Which edition this program is: one that may use every address, or this machine's only. */
export function edition(): Edition {
  return Deno.permissions.querySync({ name: "net" }).state === "granted" ? "capsock" : "capsock-loopback";
}

/**
 * @throws {Deno.errors.NotCapable} If this program may not use `endpoint`. Asked before a call that would fail
 * in another way, or only later.
 */
export function requirePermission(endpoint: Endpoint): void {
  const host = formatEndpoint(endpoint);
  const { state } = Deno.permissions.querySync({ name: "net", host });
  if (state !== "granted") throw new Deno.errors.NotCapable(`Requires net access to "${host}"`);
}

/** The machines that a program may use the network of. */
export type NetHosts = "this" | "other";

/** Everything a program can be permitted, and whether this one is. */
export interface PermissionState {
  readonly name: string;
  /** Which machines, for the network. */
  readonly hosts?: NetHosts;
  readonly granted: boolean;
}

/** Asks for every permission there is, and separately for the network of this machine and of others. */
export function permissionStates(): PermissionState[] {
  const states = (["read", "write", "env", "run", "sys", "ffi"] as const).map((name) => ({
    name,
    granted: Deno.permissions.querySync({ name }).state === "granted",
  }));
  // 192.0.2.1 is nobody's address (RFC 5737): it stands for any other machine.
  const net = ([["this", "127.0.0.1"], ["other", "192.0.2.1"]] as const).map(([hosts, host]) => ({
    name: "net",
    hosts,
    granted: Deno.permissions.querySync({ name: "net", host }).state === "granted",
  }));
  return [...net, ...states];
}

/**
 * Gives up the network for the rest of this process. Sockets that are open go on: connections are accepted,
 * read and written. Nothing more can be opened, and no datagram sent, since that is checked each time.
 */
export async function giveUpNetwork(): Promise<void> {
  await Deno.permissions.revoke({ name: "net" });
}
