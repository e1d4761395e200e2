/** A system for which there is an executable. */
export interface Target {
  /** The name that the compiler uses. */
  readonly triple: string;
  /** The format of the file. It decides how the file begins and where it names its processor. */
  readonly format: "elf" | "mach-o" | "pe";
  readonly machine: number;
}

/** All systems for which there are executables. */
export const targets: readonly Target[] = [
  { triple: "x86_64-unknown-linux-gnu", format: "elf", machine: 0x3e },
  { triple: "aarch64-unknown-linux-gnu", format: "elf", machine: 0xb7 },
  { triple: "x86_64-apple-darwin", format: "mach-o", machine: 0x01000007 },
  { triple: "aarch64-apple-darwin", format: "mach-o", machine: 0x0100000c },
  { triple: "x86_64-pc-windows-msvc", format: "pe", machine: 0x8664 },
  { triple: "aarch64-pc-windows-msvc", format: "pe", machine: 0xaa64 },
];

/** The target of this machine. */
export const hostTriple: string = Deno.build.target;

export function executableSuffix({ format }: Target): string {
  return format === "pe" ? ".exe" : "";
}
