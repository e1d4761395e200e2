import type { Concept } from "../concept.ts";

export const retry: Concept = {
  summary: {
    en: "trying again after a failure",
    ko: "실패한 뒤 다시 시도하는 것",
  },
  what: {
    en:
      "Some failures pass: a server that is about to start refuses now and accepts a second later. Others do not: a wrong name stays wrong. A program retries only what can pass, with a pause and a limit.",
    ko:
      "어떤 실패는 잠깐입니다. 막 시작하는 서버는 지금은 거부해도 1초 뒤에는 수락합니다. 어떤 실패는 그대로입니다. 틀린 이름은 다시 해도 틀립니다. 달라질 수 있는 실패만, 사이를 두고, 횟수를 정해 다시 시도합니다.",
  },
  code: {
    c: "close(s); sleep(1); s = socket(AF_INET, SOCK_STREAM, 0);",
    python: "clientSocket.close(); time.sleep(1)",
  },
  lecture: {
    en: "The TCP client tries to connect again up to ten times, one second apart.",
    ko: "TCP 클라이언트는 1초 간격으로 열 번까지 다시 연결을 요청합니다.",
  },
  kernel: {
    en:
      "TCP repeats lost segments by itself. It does not repeat a connect that was refused. UDP repeats nothing.",
    ko:
      "TCP는 손실된 세그먼트를 스스로 재전송합니다. 거부된 connect는 다시 하지 않습니다. UDP는 아무것도 재전송하지 않습니다.",
  },
  mistake: {
    en:
      "A client repeats a request whose reply was lost, and the server does the work twice. Number the requests, so that the server knows a repeated one.",
    ko:
      "응답이 손실된 요청을 다시 보내면 서버가 같은 일을 두 번 합니다. 요청에 번호를 붙여 서버가 알아보게 하세요.",
  },
  live: {
    command: "capsock client tcp --retries 10",
    shows: {
      en: "Run it without a server. Then start `capsock server tcp` in another terminal.",
      ko: "서버 없이 실행한 다음, 다른 터미널에서 `capsock server tcp`를 실행하세요.",
    },
  },
  related: ["refused", "timeout", "loss"],
};
