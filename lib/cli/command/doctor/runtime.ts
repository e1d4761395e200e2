import { canSendReset } from "../../../net/abilities.ts";
import { edition } from "../../../net/permissions.ts";
import { versionText } from "../../version_text.ts";
import type { Look } from "./finding.ts";

export const runtime: Look = {
  title: "program",
  look: async () => {
    const { deno, v8 } = Deno.version;
    const reset = await canSendReset();
    return [
      { detail: `capsock ${versionText}, edition ${edition()}, for ${Deno.build.target}` },
      { detail: `runtime Deno ${deno}, V8 ${v8}` },
      { detail: reset ? "can send an RST" : "cannot send an RST: newer runtimes can" },
    ];
  },
};
