import type { Text } from "../../base/text.ts";

/** What to do where replies are not what was sent. */
export const alteredHint: Text = {
  en: "messages are in capitals: the service must send back what it receives, or the same in upper case",
  ko: "메시지는 대문자입니다. 서비스는 받은 것을 그대로 또는 대문자로 되돌려 보내야 합니다",
};

export const causesDifferHint: Text = {
  en: "the result above counts each cause",
  ko: "위의 결과에 원인별 개수가 있습니다",
};
