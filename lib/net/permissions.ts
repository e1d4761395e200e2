import { type Endpoint, formatEndpoint } from "../protocol/endpoint.ts";

/** The editions of the executable, by their permissions. */
export type Edition = "capsock" | "capsock-loopback";

/** Which edition this program is: it may use every address, or only addresses of this machine. */
export function edition(): Edition {
  return Deno.permissions.querySync({ name: "net" }).state === "granted" ? "capsock" : "capsock-loopback";
}

/**
 * Call this before a call that would otherwise fail with a misleading error, or too late.
 *
 * @throws {Deno.errors.NotCapable} If this program may not use `endpoint`.
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
 * Gives up the network permission for the rest of this process. Open sockets still accept, read and write. New
 * sockets cannot be opened, and no datagram can be sent, because each of these calls checks the permission.
 */
export async function giveUpNetwork(): Promise<void> {
  await Deno.permissions.revoke({ name: "net" });
}
