import type { Language } from "../../base/text.ts";

const altered: Record<Language, string> = {
  en: "messages are in capitals: the service has to give back what it gets, or its upper-casing",
  ko: "메시지는 대문자입니다. 서비스는 받은 것을 그대로 또는 대문자로 되돌려 보내야 합니다",
};

const differ: Record<Language, string> = {
  en: "the result above counts them by cause",
  ko: "위의 결과가 까닭별로 셉니다",
};

/** What to do where replies are not what was sent. */
export function alteredHint(language: Language): string {
  return altered[language];
}

export function causesDifferHint(language: Language): string {
  return differ[language];
}
