import type { Text } from "../../base/text.ts";
import type { Endpoint } from "../../protocol/endpoint.ts";
import type { Failure } from "../../protocol/failure.ts";
import type { FailureKind } from "../../protocol/failure_kind.ts";
import type { Transport } from "../../protocol/transport.ts";
import type { Requirement } from "../../protocol/reply/requirement.ts";

/** One place to be checked, and what it must answer. */
export interface CheckTarget {
  /** As the person wrote it, with more behind it where that would name several. */
  readonly text: string;
  readonly transport: Transport;
  readonly endpoint: Endpoint;
  readonly family?: 4 | 6 | undefined;
  /** What to send; left out, nothing over TCP and a probe over UDP. */
  readonly send?: string | undefined;
  /** What to send or what is expected holds `\n` or the like as it was typed, not the byte. */
  readonly unreadEscapes?: boolean | undefined;
  /** What the reply must be; left out, over TCP an accepted connection is enough. */
  readonly requirement?: Requirement | undefined;
}

/** Why a target did not pass: the network's reason, a reply that is not the right one, or a stop before it was decided. */
export interface CheckCause {
  readonly kind: FailureKind | "mismatch" | "still-up" | "interrupted";
  readonly message: Text;
  /** Set where the network is the reason. */
  readonly failure?: Failure;
}
