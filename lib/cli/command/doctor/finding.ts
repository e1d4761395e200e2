import type { Host } from "../../host/host.ts";

/** What one look at this machine found. */
export interface Finding {
  /** False where something that capsock needs does not work; left out where nothing depends on it. */
  readonly ok?: boolean;
  readonly detail: string;
}

/** One look at this machine. */
export interface Look {
  readonly title: string;
  look(host: Host): Promise<Finding[]> | Finding[] | Finding;
}
