import type { CallTexts } from "./forms.ts";

/** 소켓 함수 설명. */
export const callsKo: CallTexts = {
  socket: {
    summary: "소켓, 곧 아직 주소가 없는 종착점을 만든다",
    parameters: {
      domain: "IPv4는 AF_INET, IPv6는 AF_INET6",
      type: "TCP는 SOCK_STREAM, UDP는 SOCK_DGRAM",
      protocol: "0: type에 맞는 프로토콜",
    },
    returns: "파일 디스크립터. 실패하면 -1과 errno. 파이썬은 소켓 객체 또는 OSError",
    blocks: "대기하지 않는다",
    errors: {
      EAFNOSUPPORT: "이 시스템은 그 주소 체계를 지원하지 않는다",
      EMFILE: "이 프로세스가 연 파일 디스크립터가 너무 많다(ulimit -n)",
    },
    here:
      "런타임은 소켓만 따로 만들지 않는다. `listen tcp`는 socket, bind, listen을, `bind udp`는 socket과 bind를, `connect tcp`는 socket과 connect를 한 번에 한다. 출력에는 모든 단계가 나온다.",
  },
  bind: {
    summary: "소켓에 로컬 주소와 포트 번호를 바인드한다",
    parameters: {
      sockfd: "소켓",
      addr:
        "이 컴퓨터의 주소(INADDR_ANY: 모든 주소)와 포트 번호. 둘 다 네트워크 바이트 순서: htonl, htons. 포트 0이면 시스템이 고른다",
      addrlen: "그 구조체의 크기",
    },
    returns: "0. 실패하면 -1과 errno",
    blocks: "대기하지 않는다",
    errors: {
      EADDRINUSE:
        "다른 소켓이 그 포트를 쓰고 있다. TCP에서는 이전 연결이 TIME_WAIT이고 SO_REUSEADDR이 꺼져 있을 때도",
      EADDRNOTAVAIL: "이 컴퓨터의 주소가 아니다",
      EACCES: "1024보다 작은 포트에는 권한이 필요하다",
      EINVAL: "이미 바인드된 소켓이다",
    },
    here:
      "`bind udp PORT`는 socket과 bind를, `listen tcp PORT`는 socket, bind, listen을 한다(SO_REUSEADDR 켜짐). 포트 앞에 호스트를 쓰지 않으면 127.0.0.1에 바인드한다. 바인드하지 않은 클라이언트의 포트는 connect 때 시스템이 고른다.",
  },
  listen: {
    summary: "바인드된 TCP 소켓을 서버 소켓(대기용)으로 만든다",
    parameters: {
      sockfd: "바인드된 소켓",
      backlog: "백로그(연결 요청 큐): 수락을 기다릴 수 있는 연결의 수",
    },
    returns: "0. 실패하면 -1과 errno",
    blocks: "대기하지 않는다. 이때부터 시스템이 3-way 핸드셰이크에 스스로 답한다",
    errors: {
      EADDRINUSE: "다른 소켓이 그 포트에서 연결 요청을 기다리고 있다",
      EOPNOTSUPP: "이 종류의 소켓은 listen할 수 없다: UDP",
    },
    here:
      "`listen tcp [HOST] PORT [BACKLOG]`는 socket, bind, listen을 한 번에 한다. 백로그는 쓰지 않으면 511. accept를 부르기 전에도 클라이언트는 연결된다: 해 보고 `status`를 보라.",
  },
  accept: {
    summary: "백로그에서 다음 연결 요청을 수락한다",
    parameters: {
      sockfd: "서버 소켓(대기용). 수락한 뒤에도 계속 대기한다",
      addr: "클라이언트의 주소와 포트 번호가 채워진다. 필요 없으면 NULL",
      addrlen: "넣을 때: 그 구조체의 크기, 나올 때: 채워진 크기",
    },
    returns: "이 클라이언트만을 위한 새 연결 소켓. 파이썬은 클라이언트의 주소도 함께",
    blocks: "클라이언트가 연결할 때까지 대기(block)",
    errors: {
      ECONNABORTED: "수락하기 전에 클라이언트가 사라졌다. 다시 부르면 된다",
      EMFILE: "이 프로세스가 연 파일 디스크립터가 너무 많다. 클라이언트는 계속 기다린다",
      EINVAL: "listen하지 않은 소켓이다",
      EAGAIN: "비차단 소켓이거나 시간 제한이 있는데 연결 요청이 없다",
    },
    here:
      "`accept #1`은 연결 소켓에 새 번호를 준다. Ctrl-C로 대기를 멈출 수 있고, 그 뒤에 온 연결은 다음 accept가 받는다. `accept #1 &`는 뒤에서 기다린다.",
  },
  connect: {
    summary: "서버에 연결을 요청한다: 3-way 핸드셰이크",
    parameters: {
      sockfd: "소켓. 바인드되지 않았으면 이때 빈 포트를 얻는다",
      addr: "서버의 주소와 포트 번호, 네트워크 바이트 순서",
      addrlen: "그 구조체의 크기",
    },
    returns: "0. 실패하면 -1과 errno",
    blocks: "서버 쪽 시스템이 답할 때까지. 서버 프로그램이 수락할 때까지가 아니다",
    errors: {
      ECONNREFUSED: "그 포트에서 기다리는 서버가 없다: RST가 돌아왔다",
      ETIMEDOUT: "여러 번 시도해도 답이 없다. 리눅스에서 2분쯤",
      ENETUNREACH: "그 네트워크로 가는 경로가 없다",
      EISCONN: "이미 연결된 소켓이다",
      EINPROGRESS: "비차단 소켓이다: 핸드셰이크가 진행 중이다",
    },
    here:
      "`connect tcp HOST PORT`는 socket과 connect를 한 번에 한다. 이름이면 주소마다 새 소켓으로 시도한다. UDP 소켓의 connect는 기본 상대측을 정할 뿐이고 런타임에는 없다: sendto를 쓴다.",
  },
  send: {
    summary: "연결의 전송 버퍼에 바이트를 넘긴다",
    parameters: {
      sockfd: "연결 소켓",
      buf: "보낼 바이트",
      len: "바이트 수",
      flags: "보통 0. MSG_NOSIGNAL: EPIPE 때 SIGPIPE를 받지 않는다",
    },
    returns:
      "넘겨받은 바이트 수. len보다 적을 수 있으니 나머지를 다시 보낸다(sendall이 한다). 넘겨받았다고 상대측이 수신한 것은 아니며, send 한 번이 recv 한 번은 아니다.",
    blocks: "상대측이 수신하지 않아 전송 버퍼가 가득 찬 동안",
    errors: {
      EPIPE: "전송 방향을 이미 닫았거나 연결이 없어졌다. C 프로그램은 SIGPIPE도 받는다",
      ECONNRESET: "상대측이 연결을 끊었다(reset)",
      ENOTCONN: "연결되지 않은 소켓이다",
      EAGAIN: "비차단 소켓이거나 시간 제한이 있는데 버퍼가 가득 찼다",
    },
    here:
      "`send #2 TEXT`는 줄의 나머지를 UTF-8로 보낸다. 줄바꿈은 \\n을 쓸 때만 붙는다. 모두 넘겨질 때까지 되풀이한다.",
  },
  recv: {
    summary: "연결에 도착한 바이트를 수신한다",
    parameters: {
      sockfd: "연결 소켓",
      buf: "담을 곳",
      len: "담을 수 있는 최대 크기",
      flags: "보통 0. MSG_PEEK은 남겨 두고, MSG_WAITALL은 len만큼 기다린다",
    },
    returns:
      '1에서 len까지의 바이트 수. 0(파이썬은 b"")이면 상대측이 보내기를 마쳤다. TCP는 byte stream: recv 한 번에 send의 절반이나 여러 개가 올 수 있다.',
    blocks: "한 바이트라도 도착하거나 상대측이 보내기를 마칠 때까지 대기(block)",
    errors: {
      ECONNRESET: "상대측이 연결을 끊었다(reset)",
      ENOTCONN: "연결되지 않은 소켓이다",
      EAGAIN: "비차단 소켓이거나 시간 제한이 있는데 온 것이 없다",
      EINTR: "시그널이 먼저 왔다. 다시 부른다(파이썬은 스스로 한다)",
    },
    here:
      "`recv #2 [BYTES]`. Ctrl-C로 대기를 멈춰도 잃는 것은 없다: 그 뒤에 온 것은 다음 recv가 받는다. `recv #2 &`는 뒤에서 기다린다.",
  },
  sendto: {
    summary: "데이터그램 하나를 목적지 주소로 보낸다",
    parameters: {
      sockfd: "UDP 소켓. 바인드되지 않았으면 이때 빈 포트를 얻는다",
      buf: "보낼 바이트. 비어 있어도 데이터그램이다",
      len: "바이트 수",
      flags: "보통 0",
      dest_addr: "목적지 주소와 포트 번호, 네트워크 바이트 순서",
      addrlen: "그 구조체의 크기",
    },
    returns:
      "len. 데이터그램은 통째로 보내지거나 전혀 보내지지 않는다. 도착했는지, 상대측이 있는지는 아무도 알려 주지 않는다.",
    blocks: "거의 없다: 전송 버퍼가 가득 찬 동안만",
    errors: {
      EMSGSIZE: "담을 수 있는 것보다 크다: IPv4 65,507바이트, IPv6 65,527바이트",
      ENETUNREACH: "그 네트워크로 가는 경로가 없다",
      EACCES: "브로드캐스트 주소인데 SO_BROADCAST가 꺼져 있다",
    },
    here: "`sendto #3 HOST PORT TEXT`. 소켓은 `bind udp`로 만든다(포트 0: 빈 포트 아무거나).",
  },
  recvfrom: {
    summary: "도착한 데이터그램 하나를 수신하고 발신지 주소를 안다",
    parameters: {
      sockfd: "바인드된 UDP 소켓",
      buf: "담을 곳",
      len: "담을 수 있는 최대 크기. 더 긴 데이터그램은 잘리고 나머지는 손실된다",
      flags: "보통 0. MSG_TRUNC은 실제 길이를 알려 준다(리눅스)",
      src_addr: "발신지 주소와 포트 번호가 채워진다",
      addrlen: "넣을 때: 그 구조체의 크기, 나올 때: 채워진 크기",
    },
    returns: "바이트 수. 0은 빈 데이터그램이지 끝이 아니다: UDP에는 끝이 없다",
    blocks: "데이터그램이 도착할 때까지 대기(block)",
    errors: {
      EAGAIN: "비차단 소켓이거나 시간 제한이 있는데 온 것이 없다",
      ECONNREFUSED: "connect한 UDP 소켓에서만: 상대측 포트에 바인드된 프로그램이 없다",
      EINTR: "시그널이 먼저 왔다. 다시 부른다(파이썬은 스스로 한다)",
    },
    here:
      "`recvfrom #3 [BYTES]`. 잘린 데이터그램은 잘렸다고 표시된다. 런타임에는 UDP connect가 없어서, 바인드된 프로그램이 없으면 응답이 없을 뿐이다. 윈도우에서는 reset이 올 수 있다.",
  },
  shutdown: {
    summary: "소켓은 두고 연결의 한 방향만 끝낸다",
    parameters: {
      sockfd: "연결 소켓",
      how: "SHUT_WR: 보내기를 마쳤다(FIN), SHUT_RD: 더 받지 않는다, SHUT_RDWR: 둘 다",
    },
    returns: "0. 실패하면 -1과 errno",
    blocks: "대기하지 않는다. 이미 넘긴 데이터가 보내진 다음 FIN이 간다",
    errors: { ENOTCONN: "연결되지 않았거나 연결이 끝난 소켓이다" },
    here:
      "`shutdown #2`는 SHUT_WR, 곧 절반 닫기다: 상대측의 recv는 0을 돌려주고, 우리는 그 답을 아직 받을 수 있다. 런타임에는 SHUT_RD가 없다.",
  },
  close: {
    summary: "소켓을 닫는다",
    parameters: { fd: "소켓. 윈도우에서는 closesocket" },
    returns: "0. 실패하면 -1과 errno. 그 번호는 곧 다시 쓰일 수 있다",
    blocks: "SO_LINGER가 없으면 대기하지 않는다. 이미 넘긴 데이터는 보내진다",
    errors: { EBADF: "이미 닫았거나 연 적이 없다" },
    here:
      "`close #2`. 받은 바이트를 읽지 않고 닫으면 상대측에는 FIN이 아니라 RST가 간다. 먼저 닫은 쪽은 1분 이상 TIME_WAIT에 남는다. 그 소켓에서 대기하던 호출은 결과 없이 돌아온다.",
  },
};
