/** A system that executables are made for. */
export interface Target {
  /** As the compiler names it. */
  readonly triple: string;
  /** How the file begins, and where it names its processor. */
  readonly format: "elf" | "mach-o" | "pe";
  readonly machine: number;
}

/** Every system there are executables for. */
export const targets: readonly Target[] = [
  { triple: "x86_64-unknown-linux-gnu", format: "elf", machine: 0x3e },
  { triple: "aarch64-unknown-linux-gnu", format: "elf", machine: 0xb7 },
  { triple: "x86_64-apple-darwin", format: "mach-o", machine: 0x01000007 },
  { triple: "aarch64-apple-darwin", format: "mach-o", machine: 0x0100000c },
  { triple: "x86_64-pc-windows-msvc", format: "pe", machine: 0x8664 },
  { triple: "aarch64-pc-windows-msvc", format: "pe", machine: 0xaa64 },
];

/** The one that this machine is. */
export const hostTriple: string = Deno.build.target;

export function executableSuffix({ format }: Target): string {
  return format === "pe" ? ".exe" : "";
}
