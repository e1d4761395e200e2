import type { CallTexts } from "./forms.ts";

/** 소켓 함수 설명. */
export const callsKo: CallTexts = {
  socket: {
    parameters: {
      domain: "IPv4는 AF_INET, IPv6는 AF_INET6",
      type: "TCP는 SOCK_STREAM, UDP는 SOCK_DGRAM",
      protocol: "0: type에 맞는 프로토콜",
    },
    returns: "파일 디스크립터. 실패하면 -1과 errno. Python은 소켓 객체 또는 OSError",
    blocks: "대기하지 않습니다",
    errors: {
      EAFNOSUPPORT: "이 시스템은 그 주소 체계를 지원하지 않습니다",
      EMFILE: "이 프로세스가 연 파일 디스크립터가 너무 많습니다(ulimit -n)",
    },
    here:
      "런타임은 소켓만 따로 만들지 않습니다. `listen tcp`는 socket, bind, listen을, `bind udp`는 socket과 bind를, `connect tcp`는 socket과 connect를 한 번에 합니다. 출력에는 모든 단계가 나옵니다.",
  },
  bind: {
    parameters: {
      sockfd: "소켓",
      addr:
        "이 컴퓨터의 주소(INADDR_ANY: 모든 주소)와 포트 번호. 둘 다 네트워크 바이트 순서: htonl, htons. 포트 번호가 0이면 시스템이 고릅니다",
      addrlen: "그 구조체의 크기",
    },
    returns: "0. 실패하면 -1과 errno",
    blocks: "대기하지 않습니다",
    errors: {
      EADDRINUSE:
        "다른 소켓이 그 포트를 쓰고 있습니다. TCP에서는 이전 연결이 TIME_WAIT이고 SO_REUSEADDR이 꺼져 있을 때도 납니다",
      EADDRNOTAVAIL: "이 컴퓨터의 주소가 아닙니다",
      EACCES: "1024보다 작은 포트에는 권한이 필요합니다",
      EINVAL: "이미 바인드된 소켓입니다",
    },
    here:
      "`bind udp PORT`는 socket과 bind를, `listen tcp PORT`는 socket, bind, listen을 합니다(SO_REUSEADDR 켜짐). 포트 앞에 호스트를 쓰지 않으면 127.0.0.1에 바인드합니다. 바인드하지 않은 클라이언트의 포트는 connect 때 시스템이 고릅니다.",
  },
  listen: {
    parameters: {
      sockfd: "바인드된 소켓",
      backlog: "백로그(연결 요청 큐): 수락을 기다릴 수 있는 연결의 수",
    },
    returns: "0. 실패하면 -1과 errno",
    blocks: "대기하지 않습니다. 이때부터 시스템이 3-way 핸드셰이크를 처리합니다",
    errors: {
      EADDRINUSE: "다른 소켓이 그 포트에서 연결 요청을 기다리고 있습니다",
      EOPNOTSUPP: "이 종류의 소켓(UDP)은 listen할 수 없습니다",
    },
    here:
      "`listen tcp [HOST] PORT [BACKLOG]`는 socket, bind, listen을 한 번에 합니다. 백로그는 쓰지 않으면 511입니다. accept를 호출하기 전에도 클라이언트는 연결됩니다. 해 보고 `status`로 확인하세요.",
  },
  accept: {
    parameters: {
      sockfd: "서버 소켓(대기용). 수락한 뒤에도 계속 연결 요청을 기다립니다",
      addr: "클라이언트의 주소와 포트 번호가 채워집니다. 필요 없으면 NULL",
      addrlen: "호출할 때는 그 구조체의 크기, 끝난 뒤에는 채워진 크기",
    },
    returns: "이 클라이언트 전용의 새 연결 소켓. Python은 클라이언트의 주소도 함께 돌려줍니다",
    blocks: "클라이언트가 연결할 때까지 대기(block)합니다",
    errors: {
      ECONNABORTED: "수락하기 전에 클라이언트가 연결을 끊었습니다. 다시 호출하세요",
      EMFILE: "이 프로세스가 연 파일 디스크립터가 너무 많습니다. 클라이언트는 계속 기다립니다",
      EINVAL: "listen하지 않은 소켓입니다",
      EAGAIN: "논블로킹 소켓이거나 시간제한이 있는데 연결 요청이 없습니다",
    },
    here:
      "`accept #1`은 연결 소켓에 새 번호를 줍니다. Ctrl-C로 대기를 멈출 수 있고, 그 뒤에 온 연결은 다음 accept가 받습니다. `accept #1 &`는 백그라운드에서 대기합니다.",
  },
  connect: {
    parameters: {
      sockfd: "소켓. 바인드되지 않았으면 이때 임시 포트를 얻습니다",
      addr: "서버의 주소와 포트 번호, 네트워크 바이트 순서",
      addrlen: "그 구조체의 크기",
    },
    returns: "0. 실패하면 -1과 errno",
    blocks: "서버 쪽 시스템이 답할 때까지 대기(block)합니다. 서버 프로그램이 수락할 때까지가 아닙니다",
    errors: {
      ECONNREFUSED: "그 포트에서 연결 요청을 기다리는 서버가 없어 RST가 돌아왔습니다",
      ETIMEDOUT: "여러 번 재전송해도 답이 없습니다. 리눅스에서는 1~2분 걸립니다",
      ENETUNREACH: "그 네트워크로 가는 경로가 없습니다",
      EISCONN: "이미 연결된 소켓입니다",
      EINPROGRESS: "논블로킹 소켓입니다. 핸드셰이크가 진행 중입니다",
    },
    here:
      "`connect tcp HOST PORT`는 socket과 connect를 한 번에 합니다. 이름이면 주소마다 새 소켓으로 시도합니다. UDP 소켓의 connect는 기본 상대측을 정할 뿐이고 런타임에는 없으므로 sendto를 씁니다.",
  },
  send: {
    parameters: {
      sockfd: "연결 소켓",
      buf: "보낼 바이트",
      len: "바이트 수",
      flags: "보통 0. MSG_NOSIGNAL이면 EPIPE 때 SIGPIPE를 받지 않습니다",
    },
    returns:
      "송신 버퍼에 들어간 바이트 수. len보다 적을 수 있으니 나머지로 send를 다시 호출하세요(sendall은 알아서 합니다). 버퍼에 들어갔다고 상대측이 수신한 것은 아니며, send 한 번이 recv 한 번은 아닙니다.",
    blocks: "상대측이 수신하지 않아 송신 버퍼가 가득 찬 동안 대기(block)합니다",
    errors: {
      EPIPE: "전송 방향을 이미 닫았거나 연결이 없어졌습니다. C 프로그램은 SIGPIPE도 받습니다",
      ECONNRESET: "상대측이 연결을 끊었습니다(RST)",
      ENOTCONN: "연결되지 않은 소켓입니다",
      EAGAIN: "논블로킹 소켓이거나 시간제한이 있는데 버퍼가 가득 찼습니다",
    },
    here:
      "`send #2 TEXT`는 줄의 나머지를 UTF-8로 전송합니다. 줄바꿈은 \\n을 쓸 때만 붙습니다. 모두 송신 버퍼에 들어갈 때까지 호출을 되풀이합니다.",
  },
  recv: {
    parameters: {
      sockfd: "연결 소켓",
      buf: "담을 곳",
      len: "담을 수 있는 최대 크기",
      flags: "보통 0. MSG_PEEK은 버퍼에 남겨 두고, MSG_WAITALL은 len만큼 기다립니다",
    },
    returns:
      '1에서 len까지의 바이트 수. 0(Python은 b"")이면 상대측이 전송을 마쳤습니다. TCP는 바이트 스트림이므로 recv 한 번에 send의 절반이나 여러 개가 올 수 있습니다.',
    blocks: "1바이트라도 도착하거나 상대측이 전송을 마칠 때까지 대기(block)합니다",
    errors: {
      ECONNRESET: "상대측이 연결을 끊었습니다(RST)",
      ENOTCONN: "연결되지 않은 소켓입니다",
      EAGAIN: "논블로킹 소켓이거나 시간제한이 있는데 도착한 것이 없습니다",
      EINTR: "시그널 때문에 중단되었습니다. 다시 호출하세요(Python은 자동으로 합니다)",
    },
    here:
      "`recv #2 [BYTES]`로 씁니다. Ctrl-C로 대기를 멈춰도 손실되는 것은 없고, 그 뒤에 온 것은 다음 recv가 받습니다. `recv #2 &`는 백그라운드에서 대기합니다.",
  },
  sendto: {
    parameters: {
      sockfd: "UDP 소켓. 바인드되지 않았으면 이때 임시 포트를 얻습니다",
      buf: "보낼 바이트. 비어 있어도 데이터그램입니다",
      len: "바이트 수",
      flags: "보통 0",
      dest_addr: "목적지 주소와 포트 번호, 네트워크 바이트 순서",
      addrlen: "그 구조체의 크기",
    },
    returns:
      "len. 데이터그램은 통째로 전송되거나 전혀 전송되지 않습니다. 도착했는지, 상대측이 있는지는 알려 주지 않습니다.",
    blocks: "거의 대기하지 않습니다. 송신 버퍼가 가득 찬 동안만 대기(block)합니다",
    errors: {
      EMSGSIZE: "데이터그램에 담을 수 있는 크기(IPv4 65,507바이트, IPv6 65,527바이트)보다 큽니다",
      ENETUNREACH: "그 네트워크로 가는 경로가 없습니다",
      EACCES: "브로드캐스트 주소인데 SO_BROADCAST가 꺼져 있습니다",
    },
    here:
      "`sendto #3 HOST PORT TEXT`로 씁니다. 소켓은 `bind udp`로 만듭니다(포트 번호가 0이면 시스템이 고릅니다).",
  },
  recvfrom: {
    parameters: {
      sockfd: "바인드된 UDP 소켓",
      buf: "담을 곳",
      len: "담을 수 있는 최대 크기. 더 긴 데이터그램은 잘리고 나머지는 손실됩니다",
      flags: "보통 0. MSG_TRUNC는 실제 길이를 알려 줍니다(리눅스)",
      src_addr: "발신지 주소와 포트 번호가 채워집니다",
      addrlen: "호출할 때는 그 구조체의 크기, 끝난 뒤에는 채워진 크기",
    },
    returns: "바이트 수. 0은 끝이 아니라 빈 데이터그램입니다. UDP에는 끝이 없습니다",
    blocks: "데이터그램이 도착할 때까지 대기(block)합니다",
    errors: {
      EAGAIN: "논블로킹 소켓이거나 시간제한이 있는데 도착한 것이 없습니다",
      ECONNREFUSED: "connect한 UDP 소켓에서만 납니다. 상대측 포트에 바인드된 프로그램이 없습니다",
      EINTR: "시그널 때문에 중단되었습니다. 다시 호출하세요(Python은 자동으로 합니다)",
    },
    here:
      "`recvfrom #3 [BYTES]`로 씁니다. 잘린 데이터그램에는 잘렸다는 표시가 나옵니다. 런타임에는 UDP connect가 없어서, 바인드된 프로그램이 없으면 응답이 없을 뿐입니다. 윈도우에서는 reset 오류가 날 수 있습니다.",
  },
  shutdown: {
    parameters: {
      sockfd: "연결 소켓",
      how: "SHUT_WR: 전송을 마칩니다(FIN), SHUT_RD: 더 수신하지 않습니다, SHUT_RDWR: 둘 다",
    },
    returns: "0. 실패하면 -1과 errno",
    blocks: "대기하지 않습니다. 송신 버퍼의 데이터가 전송된 다음 FIN이 갑니다",
    errors: { ENOTCONN: "연결되지 않았거나 연결이 끝난 소켓입니다" },
    here:
      "`shutdown #2`는 SHUT_WR, 곧 절반 닫기입니다. 상대측의 recv는 0을 돌려주고, 이쪽은 아직 응답을 수신할 수 있습니다. 런타임에는 SHUT_RD가 없습니다.",
  },
  close: {
    parameters: { fd: "소켓. 윈도우에서는 closesocket" },
    returns: "0. 실패하면 -1과 errno. 그 번호는 바로 다시 쓰일 수 있습니다",
    blocks: "SO_LINGER가 없으면 대기하지 않습니다. 송신 버퍼의 데이터는 그래도 전송됩니다",
    errors: { EBADF: "이미 닫았거나 연 적이 없습니다" },
    here:
      "`close #2`로 씁니다. 도착한 데이터를 읽지 않고 닫으면 상대측에는 FIN이 아니라 RST가 갑니다. 먼저 닫은 쪽은 1분 이상 TIME_WAIT에 남습니다. 그 소켓에서 대기하던 호출은 결과 없이 끝납니다.",
  },
};
