import { type Endpoint, formatEndpoint } from "../protocol/endpoint.ts";
import type { FailureKind } from "../protocol/failure_kind.ts";
import type { TcpListener } from "../net/socket.ts";
import type { Lesson } from "./lesson.ts";
import type { Stage } from "../stage/stage.ts";
import { failureIn } from "../stage/failure_in.ts";
import { connectPair } from "../stage/pair.ts";
import { callsOf, portOf } from "./seen.ts";
import type { Text } from "../base/text.ts";

/** Which sockets can be bound at the same time, and which cannot. */
export const portInUse: Lesson = {
  title: {
    en: "Two sockets cannot listen on the same address and port.",
    ko: "두 소켓이 같은 주소와 포트에서 연결 요청을 기다릴 수는 없습니다.",
  },
  page: "bind",
  parts: [oncePerAddress, chosenBySystem, timeWait],
};

async function oncePerAddress(stage: Stage): Promise<Text[] | undefined> {
  const { server, say } = stage;
  await say({
    en: "A server listens on a port. A second server tries to listen on the same address and port.",
    ko: "서버가 포트 하나에서 연결 요청을 기다립니다. 두 번째 서버가 같은 주소와 포트에 바인드하려고 합니다.",
  });
  const listener = await server.listen();
  const second = await tryToListen(stage, listener.local);
  if (second !== "in-use") return undefined;
  const facts = [
    sameAddress(listener, second),
    await overUdp(stage, listener),
    await otherAddress(stage, listener),
    await everyAddress(stage, listener),
  ];
  listener.close();
  return facts;
}

function sameAddress({ local }: TcpListener, failure: FailureKind): Text {
  const address = formatEndpoint(local);
  return {
    en: `A second TCP socket could not listen on ${address} (${failure}).`,
    ko: `두 번째 TCP 소켓은 ${address}에서 연결 요청을 기다릴 수 없었습니다(${failure}).`,
  };
}

async function overUdp({ server, say }: Stage, { local }: TcpListener): Promise<Text> {
  await say({
    en: "Now a UDP socket tries the same port number.",
    ko: "이번에는 UDP 소켓을 같은 포트 번호에 바인드합니다.",
  });
  const socket = await server.bind(local);
  socket.close();
  const address = formatEndpoint(socket.local);
  return {
    en: `UDP ports are separate from TCP ports: a UDP socket was bound to ${address} at the same time.`,
    ko: `UDP 포트와 TCP 포트는 따로 있습니다. 그동안 UDP 소켓은 ${address}에 바인드할 수 있었습니다.`,
  };
}

async function otherAddress(stage: Stage, { local }: TcpListener): Promise<Text> {
  await stage.say({
    en: "A TCP socket tries another address of this machine, 127.0.0.2, with the same port number.",
    ko: "TCP 소켓을 이 컴퓨터의 다른 주소 127.0.0.2, 같은 포트 번호에 바인드해 봅니다.",
  });
  const other = { host: "127.0.0.2", port: local.port };
  const failure = await tryToListen(stage, other);
  const address = formatEndpoint(other);
  return failure === undefined
    ? {
      en: `Each address has its own ports: another socket could listen on ${address}.`,
      ko: `포트는 주소마다 따로 있습니다. ${address}에서는 다른 소켓이 연결 요청을 기다릴 수 있었습니다.`,
    }
    : {
      en:
        `Each address has its own ports, but this system does not have that address: ${address} failed (${failure}).`,
      ko: `포트는 주소마다 따로 있지만, 이 시스템에는 그 주소가 없습니다: ${address} 실패(${failure}).`,
    };
}

async function everyAddress(stage: Stage, { local }: TcpListener): Promise<Text> {
  await stage.say({
    en: "0.0.0.0 means all IPv4 addresses of this machine, and that includes the address in use.",
    ko: "0.0.0.0은 이 컴퓨터의 모든 IPv4 주소를 뜻하며, 사용 중인 주소도 여기에 들어갑니다.",
  });
  const every = { host: "0.0.0.0", port: local.port };
  const failure = await tryToListen(stage, every);
  const [address, taken] = [formatEndpoint(every), formatEndpoint(local)];
  if (failure === "denied") {
    return {
      en:
        `This executable may not use ${address}, because it works on this machine only; this part needs the full edition (capsock).`,
      ko:
        `이 실행 파일은 이 컴퓨터 안에서만 통신하므로 ${address}에 바인드할 수 없습니다. 이 부분을 보려면 전체 에디션(capsock)이 필요합니다.`,
    };
  }
  if (failure === undefined) {
    return {
      en:
        `${address} includes ${taken}, but this system let both listen: the socket with the more exact address gets the clients.`,
      ko:
        `${address}에는 ${taken}도 들어가지만, 이 시스템은 둘 다 허용했습니다. 그러면 더 구체적인 주소로 바인드한 소켓이 클라이언트를 받습니다.`,
    };
  }
  return {
    en:
      `${address} includes ${taken}, so no second socket could listen there (${failure}). Other machines can reach a server on 0.0.0.0; they cannot reach one on 127.0.0.1.`,
    ko:
      `${address}에는 ${taken}도 들어가므로 바인드할 수 없었습니다(${failure}). 0.0.0.0에 바인드한 서버에는 다른 컴퓨터도 연결할 수 있고, 127.0.0.1에 바인드한 서버에는 연결할 수 없습니다.`,
  };
}

async function chosenBySystem(stage: Stage): Promise<Text | undefined> {
  await stage.say({
    en: "Port 0 lets the system choose. Two servers bind to port 0.",
    ko: "포트 번호 0은 시스템이 고르라는 뜻입니다. 서버 두 개가 포트 번호 0으로 바인드합니다.",
  });
  const listeners = [await stage.server.listen(), await stage.server.listen()];
  listeners.forEach((each) => each.close());
  const listens = listeners.map(({ id }) => callsOf(stage.events, "listen", { socket: id })[0]);
  const ports = listens.map((event) => portOf(event?.local));
  if (new Set(ports).size !== listeners.length) return undefined;
  return {
    en: `Port 0 gave two servers two different free ports: ${ports.join(", ")}.`,
    ko: `포트 번호 0으로 바인드한 두 서버는 서로 다른 빈 포트를 받았습니다: ${ports.join(", ")}.`,
  };
}

/** Listens on a port again on which a connection was just closed, by the server first. */
async function timeWait(stage: Stage): Promise<Text> {
  await stage.say({
    en: "A client connects. Then the connection ends, and the server closes first.",
    ko: "클라이언트가 연결합니다. 그다음 연결이 끝나는데, 서버가 먼저 닫습니다.",
  });
  const { accepted, connected } = await connectPair(stage);
  accepted.close();
  await connected.read(new Uint8Array(1));
  connected.close();
  await stage.say({
    en:
      "The server's system remembers the connection for 1 to 4 minutes (TIME_WAIT), so that late segments do not get into a new connection. The server starts again on the same port.",
    ko:
      "늦게 도착한 세그먼트가 새 연결에 섞이지 않도록 서버의 시스템은 그 연결을 1분에서 4분 동안 기억합니다(TIME_WAIT). 서버가 같은 포트에서 다시 시작합니다.",
  });
  const failure = await tryToListen(stage, accepted.local);
  const address = formatEndpoint(accepted.local);
  const result: Text = failure === undefined
    ? {
      en:
        `The server could listen on ${address} again at once: the runtime sets SO_REUSEADDR, which allows that during TIME_WAIT. A C program that does not set it fails here.`,
      ko:
        `서버는 바로 다시 ${address}에서 연결 요청을 기다릴 수 있었습니다. 런타임이 설정하는 SO_REUSEADDR가 TIME_WAIT 중에도 이를 허용하기 때문입니다. 이것을 설정하지 않은 C 프로그램은 여기서 실패합니다.`,
    }
    : {
      en: `The server could not listen on ${address} again at once (${failure}).`,
      ko: `서버는 바로 다시 ${address}에서 연결 요청을 기다릴 수 없었습니다(${failure}).`,
    };
  stage.note({
    en:
      "This part is not shown, only told: a client with a fixed port closes first and runs again. It needs the same connection again, which is still in TIME_WAIT, so it fails. Let the system choose the client's port.",
    ko:
      "실행해 보이지 않고 설명만 합니다. 포트 번호를 고정한 클라이언트가 먼저 닫고 곧바로 다시 실행되면 같은 연결이 또 필요한데, 그 연결은 아직 TIME_WAIT이므로 실패합니다. 클라이언트의 포트 번호는 시스템이 고르게 하세요.",
  });
  return result;
}

/** Listens there for a moment. @returns How it failed; `undefined` when it did not. */
async function tryToListen({ server }: Stage, endpoint: Endpoint): Promise<FailureKind | undefined> {
  const failure = await failureIn(server.listen(endpoint).then((listener) => listener.close()));
  return failure?.kind;
}
