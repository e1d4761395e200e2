import { permissionStates } from "../../../net/permissions.ts";
import type { Finding, Look } from "./finding.ts";

/** The one permission without which nothing works. */
const needed = "net, this machine";

export const permissions: Look = {
  title: "permissions",
  look: () =>
    permissionStates().map(({ name, granted }): Finding => ({
      ...(name === needed && { ok: granted }),
      detail: `${name}: ${granted ? "granted" : "not granted"}`,
    })),
};
