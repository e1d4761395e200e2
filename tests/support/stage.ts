import { assertEquals } from "@std/assert";
import type { SocketEvent } from "../../lib/protocol/event.ts";

export function assertAllClosed(events: readonly SocketEvent[]): void {
  const opened = events.filter(({ failure }) => failure === undefined).flatMap(
    ({ call, socket, accepted }) => {
      if (call === "accept") return [accepted];
      return call === "listen" || call === "bind" || call === "connect" ? [socket] : [];
    },
  );
  const closed = events.filter(({ call }) => call === "close").map(({ socket }) => socket);
  assertEquals(closed.toSorted(), opened.toSorted());
}
