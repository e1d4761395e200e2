/** What an executable may do. */
export interface Edition {
  readonly name: string;
  /** The permissions that are baked in. */
  readonly permissions: readonly string[];
}

/** All editions. */
export const editions: readonly Edition[] = [
  { name: "capsock", permissions: ["--allow-net"] },
  // For exam rooms and shared machines: it cannot reach another machine in any way. No name is
  // permitted, not even localhost: the runtime would ask a name server for it.
  { name: "capsock-loopback", permissions: ["--allow-net=127.0.0.0/8,[::1]"] },
];
