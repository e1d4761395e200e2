import type { PingMode } from "../../measure/ping/event.ts";
import type { Language } from "../../base/text.ts";

const noEcho = {
  en: {
    tcp: "this service does not echo; use --connect",
    udp:
      "this service does not echo; ping needs one that gives back what it gets, as `capsock server udp` does",
  },
  ko: {
    tcp: "이 서비스는 받은 것을 되돌려 보내지 않습니다(echo 아님). --connect를 쓰세요",
    udp:
      "이 서비스는 받은 것을 되돌려 보내지 않습니다(echo 아님). `capsock server udp`처럼 받은 것을 되돌려 보내는 서버가 필요합니다",
  },
} as const;

const silent: Record<Language, string> = {
  en: "the connection was accepted and nothing came back: if this service does not echo, use --connect",
  ko: "연결은 수락되었지만 아무것도 돌아오지 않았습니다. 이 서비스가 echo하지 않는다면 --connect를 쓰세요",
};

const differ: Record<Language, string> = {
  en: "the lines above say why, probe by probe",
  ko: "위의 각 줄이 프로브마다 까닭을 말합니다",
};

/** What to do where a service answers, and not with what it was sent. */
export function noEchoHint(mode: PingMode, language: Language): string {
  return noEcho[language][mode === "datagram" ? "udp" : "tcp"];
}

/** What may be so where a service says nothing at all. */
export function silenceHint(language: Language): string {
  return silent[language];
}

export function causesDifferHint(language: Language): string {
  return differ[language];
}
