import type { Text } from "../../../base/text.ts";
import type { Host } from "../../host/host.ts";

/** What one look at this machine found. */
export interface Finding {
  /** False where something that capsock needs does not work; left out where nothing depends on it. */
  readonly ok?: boolean;
  readonly detail: Text;
}

/** One look at this machine. */
export interface Look {
  readonly title: Text;
  look(host: Host): Promise<Finding[]> | Finding[] | Finding;
}
