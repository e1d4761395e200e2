import type { Call } from "./call.ts";
import type { Conversation, End } from "./conversations.ts";
import type { RecordedSocket } from "./sockets.ts";

/** A call and the call on the other side that caused it. The cause was never later. */
export interface Link {
  readonly kind: "listening" | "handshake" | "data" | "fin" | "rst" | "datagram";
  readonly from: Call;
  readonly to: Call;
}

/** Which calls of a TCP connection caused which. */
export function tcpLinks({ client, server }: Conversation, listener: RecordedSocket | undefined): Link[] {
  const connect = client.calls.find(({ call, failure }) => call === "connect" && failure === undefined);
  const accept = server.socket?.accept;
  const listen = listener?.calls.find(({ call, failure }) => call === "listen" && failure === undefined);
  return [
    ...link("listening", connect && listen, connect),
    ...link("handshake", connect, accept),
    ...streamLinks(client, server),
    ...streamLinks(server, client),
    ...endLinks(client, server),
    ...endLinks(server, client),
  ];
}

function link(kind: Link["kind"], from: Call | undefined, to: Call | undefined): Link[] {
  return from === undefined || to === undefined ? [] : [{ kind, from, to }];
}

/** Which send brought the bytes of which receive: a stream keeps the order of bytes, but no message boundaries. */
function streamLinks(sender: End, receiver: End): Link[] {
  const sends = transfers(sender.calls, "send");
  const links: Link[] = [];
  let index = 0;
  let sentEnd = sends[0]?.bytes ?? 0;
  let received = 0;
  for (const to of transfers(receiver.calls, "recv")) {
    received += to.bytes;
    for (; index < sends.length; sentEnd += sends[++index]?.bytes ?? 0) {
      links.push({ kind: "data", from: sends[index]!, to });
      if (sentEnd > received) break;
      if (sentEnd === received) {
        sentEnd += sends[++index]?.bytes ?? 0;
        break;
      }
    }
  }
  return links;
}

/** The calls that moved bytes. */
export function transfers(calls: readonly Call[], kind: Call["call"]): Call[] {
  return calls.filter(({ call, failure, bytes }) => call === kind && failure === undefined && bytes > 0);
}

/** What ended the sender's direction, as the receiver saw it. */
function endLinks(sender: End, receiver: End): Link[] {
  const end = receiver.calls.find(({ eof }) => eof);
  const shut = sender.calls.find(isShutdown);
  const close = sender.calls.find(({ call }) => call === "close");
  if (end !== undefined) return link("fin", shut ?? close, end);
  return link("rst", close, receiver.calls.find((call) => provesReset(call, receiver.calls)));
}

export function isShutdown({ call, failure }: Call): boolean {
  return call === "shutdown" && failure === undefined;
}

/** After a reset by the peer, a write fails with another name; so does a write after our own shutdown. */
export function provesReset({ call, failure }: Call, calls: readonly Call[]): boolean {
  if (call === "connect" || call === "accept") return false;
  return failure === "reset" || (failure === "broken-pipe" && !calls.some(isShutdown));
}
