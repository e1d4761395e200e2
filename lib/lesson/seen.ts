import type { SocketEvent } from "../protocol/event.ts";
import type { SocketCall } from "../protocol/call.ts";

/** The calls of one kind with these properties, oldest first. */
export function callsOf(
  events: readonly SocketEvent[],
  call: SocketCall,
  properties: Partial<SocketEvent> = {},
): SocketEvent[] {
  const wanted = Object.entries(properties) as [keyof SocketEvent, unknown][];
  return events.filter((event) =>
    event.call === call && wanted.every(([key, value]) => event[key] === value)
  );
}

/** How many bytes all these calls sent or received. */
export function bytesOf(events: readonly SocketEvent[]): number {
  return events.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
}

/** The port of `host:port`. */
export function portOf(address = ""): string {
  return address.slice(address.lastIndexOf(":") + 1);
}

/** How long the call waited, in milliseconds. */
export function tookMs(event: SocketEvent | undefined): number {
  return event?.tookMs ?? 0;
}
