import type { SocketEvent } from "../../protocol/event.ts";

/** What happened on one socket before the call that is being explained. */
export class History {
  hasReceived = false;
  hasSent = false;
  /** Something was sent since the last receive. */
  awaitsReply = false;
  /** The peer's FIN has come. */
  peerHasEnded = false;
  /** We have shut down our sending side. */
  isShutDown = false;
  /** The connection is gone. */
  hasFailed = false;
  /** UDP: whom a client has sent to, and where the last datagram came from. */
  readonly sentTo = new Set<string>();
  lastFrom: string | undefined;

  /** Takes note of a call that came back. */
  add(event: SocketEvent): void {
    const { call, side, peer, failure } = event;
    if (failure !== undefined) {
      // A send after our own shutdown is our mistake: the connection does not know of it.
      const isOurMistake = failure === "broken-pipe" && this.isShutDown;
      // A wait that the program gave up says nothing about the connection.
      const isGivenUp = failure === "timeout" && event.deadlineMs !== undefined && call !== "connect";
      this.hasFailed ||= !isGivenUp && event.transport === "tcp" && call !== "accept" && !isOurMistake;
      return;
    }
    switch (call) {
      case "send":
      case "sendto":
        this.hasSent = true;
        this.awaitsReply = true;
        // A server may have any number of clients.
        if (side === "client" && peer !== undefined) this.sentTo.add(peer);
        break;
      case "recv":
      case "recvfrom":
        if (event.eof) this.peerHasEnded = true;
        else this.hasReceived = true;
        this.awaitsReply = false;
        this.lastFrom = peer;
        break;
      case "shutdown":
        this.isShutDown = true;
        break;
    }
  }
}
