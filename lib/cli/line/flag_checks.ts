import { canReadWorker } from "../../thread/worker_url.ts";
import { maxPayloadIpv6 } from "../../protocol/datagram.ts";
import { UsageError } from "./usage_error.ts";

/** Two flags, each with whether it was given. */
export type Exclusion = readonly [one: string, hasOne: boolean, other: string, hasOther: boolean];

/** @throws {UsageError} When two were given of which each excludes the other. */
export function refuseTogether(exclusions: readonly Exclusion[]): void {
  for (const [one, hasOne, other, hasOther] of exclusions) {
    if (hasOne && hasOther) {
      throw new UsageError(`${one} and ${other} exclude each other`, "leave out one of them");
    }
  }
}

interface FamilyFlags {
  readonly ipv4: boolean;
  readonly ipv6: boolean;
}

/** Both families at once are none. */
export function familyExclusion({ ipv4, ipv6 }: FamilyFlags): Exclusion {
  return ["-4", ipv4, "-6", ipv6];
}

/** The one family of addresses that is wanted; `undefined` for any. */
export function familyOf({ ipv4, ipv6 }: FamilyFlags): 4 | 6 | undefined {
  return ipv4 ? 4 : ipv6 ? 6 : undefined;
}

/** @throws {UsageError} When `--json` and another format were given. */
export function refuseTwoFormats({ json, format }: { json: boolean; format: string | undefined }): void {
  if (json && format !== undefined && format !== "json") {
    throw new UsageError(`--json and --format ${format} exclude each other`);
  }
}

/** @throws {UsageError} When `--size` is more than any datagram carries. */
export function refuseLongDatagram(sizeBytes: number): void {
  if (sizeBytes > maxPayloadIpv6) {
    throw new UsageError(
      `--size ${sizeBytes}: a datagram carries 65,507 bytes over IPv4, 65,527 over IPv6`,
    );
  }
}

/** @throws {UsageError} When this program may not read the files of such a thread. */
export function requireWorker(name: string): void {
  if (canReadWorker(name)) return;
  throw new UsageError(
    "--workers needs the permission to read lib/ when capsock runs from source: threads load their own files",
    "use `deno task capsock`, or an executable, which needs no permission for it",
  );
}
