import { canSendReset } from "../../../net/abilities.ts";
import { edition } from "../../../net/permissions.ts";
import { versionText } from "../../version_text.ts";
import type { Look } from "./finding.ts";

export const runtime: Look = {
  title: { en: "program", ko: "프로그램" },
  look: async () => {
    const { deno, v8 } = Deno.version;
    const [name, { target }] = [edition(), Deno.build];
    const reset = await canSendReset();
    return [
      {
        detail: {
          en: `capsock ${versionText}, edition ${name}, for ${target}`,
          ko: `capsock ${versionText}, 에디션 ${name}, 대상 ${target}`,
        },
      },
      { detail: { en: `runtime Deno ${deno}, V8 ${v8}`, ko: `런타임 Deno ${deno}, V8 ${v8}` } },
      {
        detail: reset
          ? { en: "can send an RST", ko: "RST 전송 가능" }
          : { en: "cannot send an RST; a newer runtime can", ko: "RST 전송 불가(새 런타임에서는 가능)" },
      },
    ];
  },
};
