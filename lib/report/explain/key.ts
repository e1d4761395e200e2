import { isLoopback, isUnspecified } from "../../protocol/endpoint.ts";
import type { SocketEvent } from "../../protocol/event.ts";
import type { FailureKind } from "../../protocol/failure_kind.ts";
import { splitAddress } from "../../protocol/address.ts";
import type { ExplanationKey } from "./en.ts";
import type { History } from "./history.ts";

/** A call that came back sooner did not wait for anybody, in milliseconds. */
const atOnceMs = 1;

/** A wait that somebody notices, in milliseconds. */
const longMs = 1000;

/** Which explanation a call gets, by what came of it and what had happened on its socket. */
export function explanationKey(event: SocketEvent, history: History): ExplanationKey {
  if (event.failure !== undefined) return failureKey(event, event.failure, history);
  switch (event.call) {
    case "resolve":
      return event.addresses !== undefined && event.addresses.length > 1
        ? "resolve-several"
        : "resolve-found";
    case "listen":
    case "bind":
      return `${event.call}-${boundTo(event)}`;
    case "accept":
      return took(event, atOnceMs) ? "accept-waited" : "accept-at-once";
    case "connect":
      return event.covers?.includes("bind") ? "connect-from-fixed-port" : "connect-done";
    case "recv":
      return recvKey(event, history);
    case "send":
      return sendKey(event, history);
    case "recvfrom":
      return recvfromKey(event, history);
    case "sendto":
      return sendtoKey(event, history);
    case "shutdown":
      return history.peerHasEnded ? "shutdown-after-fin" : "shutdown-first";
    case "close":
      return closeKey(event, history);
  }
}

function took({ tookMs = 0 }: SocketEvent, atLeastMs: number): boolean {
  return tookMs >= atLeastMs;
}

function boundTo(
  { portChosen, local = "" }: SocketEvent,
): "chosen-port" | "all" | "loopback" | "one-address" {
  if (portChosen) return "chosen-port";
  const { host } = splitAddress(local);
  if (isUnspecified(host)) return "all";
  return isLoopback(host) ? "loopback" : "one-address";
}

function recvKey(event: SocketEvent, history: History): ExplanationKey {
  if (event.eof) {
    if (history.isShutDown) return "recv-end-after-shutdown";
    // A server that has answered is done; a client waits for an answer.
    return event.side === "client" && history.awaitsReply ? "recv-end-unanswered" : "recv-end";
  }
  if (!history.hasReceived) return "recv-first";
  return took(event, longMs) ? "recv-waited" : "recv-later";
}

function sendKey(event: SocketEvent, history: History): ExplanationKey {
  if (event.asked !== undefined) return "send-short";
  if (history.peerHasEnded) return "send-after-fin";
  if (took(event, longMs)) return "send-waited";
  return history.hasSent ? "send-later" : "send-first";
}

function recvfromKey(event: SocketEvent, { sentTo, hasReceived }: History): ExplanationKey {
  if (event.truncated) return "recvfrom-cut";
  if (event.bytes === 0) return "recvfrom-empty";
  if (sentTo.size > 0 && !sentTo.has(event.peer ?? "")) return "recvfrom-stranger";
  if (!hasReceived) return "recvfrom-first";
  return took(event, longMs) ? "recvfrom-waited" : "recvfrom-later";
}

function sendtoKey({ bytes, side, peer }: SocketEvent, { lastFrom, hasSent }: History): ExplanationKey {
  if (bytes === 0) return "sendto-empty";
  if (side === "server" && peer === lastFrom) return "sendto-back";
  return hasSent ? "sendto-later" : "sendto-first";
}

function closeKey({ transport, peer }: SocketEvent, history: History): ExplanationKey {
  if (transport === "udp") return "close-udp";
  if (peer === undefined) return "close-listening";
  if (history.hasFailed) return "close-after-failure";
  if (history.isShutDown) return history.peerHasEnded ? "close-after-both" : "close-after-shutdown";
  if (history.peerHasEnded) return "close-after-fin";
  return history.hasReceived ? "close-first" : "close-unread";
}

function failureKey(event: SocketEvent, failure: FailureKind, history: History): ExplanationKey {
  const { call, transport } = event;
  switch (failure) {
    case "unknown-host":
      return "resolve-unknown";
    case "in-use":
      return call === "connect" ? "connect-in-use" : "in-use";
    case "not-local":
      return call === "listen" || call === "bind" ? "not-local" : "no-source-address";
    case "refused":
      if (transport === "udp") return "udp-refused";
      return isLoopback(splitAddress(event.peer ?? "").host) ? "connect-refused-here" : "connect-refused";
    case "timeout":
      if (call !== "connect" && event.deadlineMs !== undefined) {
        return call === "accept" ? "accept-given-up" : "wait-given-up";
      }
      if (call !== "connect") return "timeout";
      return event.deadlineMs === undefined ? "connect-timeout" : "connect-timeout-own";
    case "reset":
    case "aborted":
    case "broken-pipe":
      return brokenKey(event, failure, history);
    case "closed":
    case "output":
    case "other":
      return "failed";
    default:
      return failure;
  }
}

/** The connection that the call was about is gone. */
function brokenKey(
  { call }: SocketEvent,
  failure: "reset" | "aborted" | "broken-pipe",
  { awaitsReply, isShutDown }: History,
): ExplanationKey {
  switch (call) {
    case "accept":
      return "accept-gone";
    case "connect":
      return failure === "aborted" ? "connect-gone" : "connect-reset";
    case "recv":
      return awaitsReply ? "recv-reset-after-send" : "recv-reset";
    case "send":
      if (failure !== "broken-pipe") return "send-reset";
      return isShutDown ? "send-after-shutdown" : "send-broken-pipe";
    case "shutdown":
      return "shutdown-gone";
    default:
      return "failed";
  }
}
