import { withParticle } from "../../base/korean.ts";
import type { Text } from "../../base/text.ts";
import { canReadWorker } from "../../thread/worker_url.ts";
import { maxPayloadIpv4, maxPayloadIpv6 } from "../../protocol/datagram.ts";
import { addressFamily, isLocalhost } from "../../protocol/endpoint.ts";
import { UsageError } from "./usage_error.ts";

/** Two flags, each with whether it was given. */
export type Exclusion = readonly [one: string, hasOne: boolean, other: string, hasOther: boolean];

/** @throws {UsageError} When two flags were given that cannot be used together. */
export function refuseTogether(exclusions: readonly Exclusion[]): void {
  for (const [one, hasOne, other, hasOther] of exclusions) {
    if (hasOne && hasOther) {
      throw new UsageError(
        togetherText(one, other),
        { en: "leave out one of them", ko: "둘 중 하나만 쓰세요" },
      );
    }
  }
}

function togetherText(one: string, other: string): Text {
  return {
    en: `${one} and ${other} cannot be used together`,
    ko: `${withParticle(one, "과")} ${withParticle(other, "은")} 함께 쓸 수 없습니다`,
  };
}

interface FamilyFlags {
  readonly ipv4: boolean;
  readonly ipv6: boolean;
}

/** No address is of both families. */
export function familyExclusion({ ipv4, ipv6 }: FamilyFlags): Exclusion {
  return ["-4", ipv4, "-6", ipv6];
}

/** The family of addresses that was asked for; `undefined` for any. */
export function familyOf({ ipv4, ipv6 }: FamilyFlags): 4 | 6 | undefined {
  return ipv4 ? 4 : ipv6 ? 6 : undefined;
}

/** @throws {UsageError} When `--json` and another format were given. */
export function refuseTwoFormats({ json, format }: { json: boolean; format: string | undefined }): void {
  if (json && format !== undefined && format !== "json") {
    throw new UsageError(togetherText("--json", `--format ${format}`));
  }
}

/**
 * @param host Who receives it. A name that is not `localhost` may still have IPv4 addresses only.
 * @throws {UsageError} When `--size` is more than a datagram to `host` carries.
 */
export function refuseLongDatagram(sizeBytes: number, host: string, family: 4 | 6 | undefined): void {
  // Over UDP, localhost is the IPv4 address first.
  const used = family ?? (isLocalhost(host) ? 4 : addressFamily(host));
  if (sizeBytes > (used === 4 ? maxPayloadIpv4 : maxPayloadIpv6)) throw longDatagram(sizeBytes);
}

/** `--size` is more than a datagram carries. */
export function longDatagram(sizeBytes: number): UsageError {
  return new UsageError({
    en: `--size ${sizeBytes}: a datagram carries at most 65,507 bytes over IPv4, 65,527 over IPv6`,
    ko: `--size ${sizeBytes}: 데이터그램에는 IPv4로 65,507바이트, IPv6로 65,527바이트까지 담깁니다`,
  });
}

/** @throws {UsageError} When this program may not read the files of such a thread. */
export function requireWorker(name: string): void {
  if (canReadWorker(name)) return;
  throw new UsageError(
    {
      en:
        "--workers needs the permission to read lib/ when capsock runs from source: threads load their own files",
      ko: "소스에서 실행할 때 --workers에는 lib/ 읽기 권한이 필요합니다. 스레드마다 자기 파일을 불러옵니다",
    },
    {
      en: "use `deno task capsock`, or an executable, which does not need that permission",
      ko: "`deno task capsock`이나, 그 권한이 필요 없는 실행 파일을 쓰세요",
    },
  );
}
