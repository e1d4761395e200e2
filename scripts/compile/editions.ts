/** What an executable may do. */
export interface Edition {
  readonly name: string;
  /** The permissions that are baked in. */
  readonly permissions: readonly string[];
}

/** Every edition there is. */
export const editions: readonly Edition[] = [
  { name: "capsock", permissions: ["--allow-net"] },
  // For exam rooms and shared machines: it reaches this machine only, whatever is typed.
  { name: "capsock-loopback", permissions: ["--allow-net=127.0.0.0/8,[::1],localhost"] },
];
