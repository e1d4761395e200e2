import type { Concept } from "../concept.ts";

export const unknownHost: Concept = {
  summary: {
    en: "a name for which no address was found",
    ko: "주소를 찾을 수 없는 이름",
  },
  what: {
    en:
      "A socket takes addresses only. Before connect, getaddrinfo looks the name up: in the hosts file, then at name servers. If it finds no address, there is nothing to connect to, and no packet goes to the server.",
    ko:
      "소켓은 주소만 쓸 수 있습니다. connect 전에 getaddrinfo가 hosts 파일과 네임 서버에서 이름의 주소를 찾습니다. 주소를 찾지 못하면 연결할 곳이 없으므로 서버로는 아무 패킷도 가지 않습니다.",
  },
  code: {
    c: 'int error = getaddrinfo(name, "10825", &hints, &result);',
    python: "except gaierror as error: print(error)",
  },
  lecture: {
    en: "The client takes a name or an address. For a name it asks before it makes a socket.",
    ko: "클라이언트는 이름이나 주소를 받습니다. 이름이면 소켓을 만들기 전에 주소를 찾습니다.",
  },
  kernel: {
    en:
      "It takes no part: a library does the look-up. So the error is not in errno. gai_strerror explains it.",
    ko: "관여하지 않습니다. 라이브러리가 찾으므로 오류는 errno에 없습니다. gai_strerror가 설명해 줍니다.",
  },
  mistake: {
    en:
      "The name has a typing error, or contains a port or http://. Retrying does not help. Correct the name, or write the address.",
    ko:
      "이름에 오타가 있거나 포트 번호나 http://가 붙어 있습니다. 다시 시도해도 소용없습니다. 이름을 고치거나 주소를 쓰세요.",
  },
  live: {
    command: "capsock check no-such-host.invalid:80 --once",
    shows: {
      en: "Names under .invalid never exist. The exit code is 6.",
      ko: ".invalid로 끝나는 이름은 존재하지 않습니다. 종료 코드는 6입니다.",
    },
  },
  related: ["localhost", "refused", "unreachable"],
};
