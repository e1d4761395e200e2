import type { Concept } from "../concept.ts";

export const recv: Concept = {
  summary: {
    en: "take bytes that have arrived on a connection",
    ko: "연결에 도착한 바이트를 꺼내는 호출",
  },
  what: {
    en:
      "recv returns what lies in the receive buffer, up to the size that was asked for. It does not wait until that size is reached: one byte is enough. If recv returns 0, the peer has finished sending.",
    ko:
      "recv는 수신 버퍼에 있는 바이트를 요청한 크기까지 돌려줍니다. 그 크기가 찰 때까지 기다리지 않으며, 1바이트만 있어도 돌려줍니다. 0을 돌려주면 상대측이 전송을 마쳤다는 뜻입니다.",
  },
  lecture: {
    en: "The server receives a sentence and answers it. When recv returns 0, it closes the connection.",
    ko: "서버가 문장을 수신하여 답합니다. recv가 0을 돌려주면 연결을 닫습니다.",
  },
  kernel: {
    en: "It fills the receive buffer while the program does other things. recv empties it.",
    ko: "프로그램이 다른 일을 하는 동안에도 수신 버퍼를 채웁니다. recv가 그것을 비웁니다.",
  },
  mistake: {
    en:
      'A server does not check for 0 (Python: b"") and calls recv again and again. Each call returns 0 at once, and the loop never ends. Leave the loop and close the socket.',
    ko:
      '서버가 0(Python은 b"")을 확인하지 않고 recv를 되풀이합니다. 호출할 때마다 바로 0이 돌아와 반복문이 끝나지 않습니다. 0이면 반복문을 나와 소켓을 닫으세요.',
  },
  live: {
    command: "capsock server tcp --show-data",
    shows: {
      en: "Run `capsock client tcp` in another terminal. The last recv says: end.",
      ko: "다른 터미널에서 `capsock client tcp`를 실행하세요. 마지막 recv에는 end가 나옵니다.",
    },
  },
  related: ["read", "byte-stream", "framing", "fin"],
  call: "recv",
};
