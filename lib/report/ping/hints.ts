import type { Text } from "../../base/text.ts";
import type { PingMode } from "../../measure/ping/event.ts";

/** What to do where a service answers, and not with what it was sent. */
export function noEchoHint(mode: PingMode): Text {
  return mode === "datagram"
    ? {
      en:
        "this service does not echo; ping needs one that sends back what it receives, such as `capsock server udp`",
      ko:
        "이 서비스는 받은 것을 되돌려 보내지 않습니다(echo 아님). ping에는 `capsock server udp`처럼 받은 것을 되돌려 보내는 서비스가 필요합니다",
    }
    : {
      en: "this service does not echo; use --connect",
      ko: "이 서비스는 받은 것을 되돌려 보내지 않습니다(echo 아님). --connect를 쓰세요",
    };
}

/** Where a service says nothing at all. */
export const silenceHint: Text = {
  en: "the server accepted the connection but sent nothing; if its service does not echo, use --connect",
  ko: "서버가 연결 요청을 수락했지만 아무것도 보내지 않았습니다. echo하지 않는 서비스라면 --connect를 쓰세요",
};

export const causesDifferHint: Text = {
  en: "the summary above counts each cause",
  ko: "위의 요약에 원인별 개수가 있습니다",
};
