import { sameInAll, type Text } from "../../../base/text.ts";
import { type NetHosts, permissionStates } from "../../../net/permissions.ts";
import type { Finding, Look } from "./finding.ts";

export const permissions: Look = {
  title: { en: "permissions", ko: "권한" },
  look: () =>
    permissionStates().map(({ name, hosts, granted }): Finding => {
      const { en, ko } = hosts === undefined ? sameInAll(name) : netNames[hosts];
      return {
        // The one permission without which nothing works.
        ...(hosts === "this" && { ok: granted }),
        detail: granted
          ? { en: `${en}: granted`, ko: `${ko}: 허용됨` }
          : { en: `${en}: not granted`, ko: `${ko}: 허용 안 됨` },
      };
    }),
};

const netNames: Record<NetHosts, Text> = {
  "this": { en: "net, this machine", ko: "net(이 컴퓨터)" },
  "other": { en: "net, other machines", ko: "net(다른 컴퓨터)" },
};
