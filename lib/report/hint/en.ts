/** What to do after a failure, in a sentence or two. `{…}` is filled in. */
export const hintsEn = {
  "refused":
    "nothing is listening on that port, or a firewall rejected the connection; check the port and the firewall",
  "refused-here": "nothing is listening on that port; start `capsock server {transport}`, or check the port",
  "refused-udp": "no program is bound to that port; start `capsock server udp`, or check the port",
  /** Follows one of the above. */
  "forgot-htons": " (a server that forgot htons is on port {swapped})",
  "timeout-connect":
    "the host may be down, a firewall may drop the packets, or the server's backlog may be full",
  "timeout-reply":
    "the server received nothing it should reply to, or it is busy with another client; --timeout waits longer",
  "timeout-part":
    "the reply began and did not end: the server may be slow, or it waits for the rest of the message; --timeout waits longer",
  "timeout-not-utf8":
    "the text that was sent is not UTF-8: a server that expects UTF-8 may wait for the rest of a character; send UTF-8",
  "unread-escapes":
    "the text was taken as it was typed; --escapes makes \\r, \\n and the like stand for bytes",
  "timeout-udp":
    "UDP reports no failure; you only see that no reply came. Perhaps no program is bound to that port, or the datagram or its reply was lost",
  "timeout-udp-localhost":
    "UDP reports no failure; you only see that no reply came. localhost was taken as 127.0.0.1: try -6 for ::1",
  "reset": "the peer closed with unread data, or its program was killed; check the server",
  "aborted": "the connection ended before it was established; try again",
  "closed": "the server closed the connection early; check the server",
  "unknown-host": "check the spelling, or use the IP address",
  "unreachable": "check the address and the network of this machine",
  "in-use":
    "another program is bound to that port; stop it, or choose another port (0 lets the system choose)",
  "in-use-local":
    "an earlier connection from that port may still be in TIME_WAIT; wait a minute, or leave out --local-port",
  "not-local":
    "a socket can only be bound to an address of this machine; use 127.0.0.1, or 0.0.0.0 for all of its IPv4 addresses",
  "no-local-port":
    "after many connections, every port may be in TIME_WAIT; wait a minute. For IPv6, check that it is enabled on this machine",
  "privileged-port": "ports below 1024 need privileges; choose port 1024 or higher",
  "denied":
    "this edition reaches only this machine (127.0.0.1, ::1, localhost); use the edition `capsock` to reach others",
  "broken-pipe": "the server no longer receives; check the server",
  "too-large": "a datagram carries at most 65,507 bytes over IPv4, 65,527 over IPv6; send less, or use TCP",
  "exhausted": "close some programs, or raise the limit (ulimit -n)",
  "output": "check the disk, or the program that reads the output",
  "other": "this message comes from the operating system; check what it names",
} as const;

export type HintKey = keyof typeof hintsEn;
