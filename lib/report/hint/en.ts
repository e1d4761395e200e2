/** What to do after a failure, one sentence each. `{…}` is filled in. */
export const hintsEn = {
  "refused": "nothing is listening on that port, or a firewall rejected it; check the port",
  "refused-here": "nothing is listening on that port; start `capsock server {transport}`, or check the port",
  "refused-udp": "no program is bound to that port; start `capsock server udp`, or check the port",
  /** Follows one of the above. */
  "forgot-htons": ": a server that forgot htons is on port {swapped}",
  "timeout-connect": "the host is down, a firewall drops what is sent to it, or its backlog is full",
  "timeout-reply":
    "the server received nothing it answers, or is busy with another client; --timeout waits longer",
  "timeout-udp":
    "over UDP silence is all there is: nobody is bound to that port, or the datagram or its reply was lost",
  "timeout-udp-localhost":
    "over UDP silence is all there is; localhost was taken as 127.0.0.1: try -6 for ::1",
  "reset": "the peer closed while data was unread, or its program was killed; look at the server",
  "aborted": "the connection was gone before it was established; try again",
  "closed": "the server shut down its side early; look at the server",
  "unknown-host": "check the spelling, or write the address itself",
  "unreachable": "check the address and this machine's network",
  "in-use":
    "another program is bound to that port; stop it, or choose another port (0 lets the system choose)",
  "in-use-local":
    "an earlier connection from that port may still be in TIME_WAIT; wait a minute, or leave out --local-port",
  "not-local":
    "a socket can be bound to this machine's own addresses only: 127.0.0.1, 0.0.0.0 for all of them",
  "no-local-port":
    "every port may be in TIME_WAIT after many connections: wait a minute; for IPv6, look whether it is on here",
  "privileged-port": "ports below 1024 need privileges; choose one from 1024 on",
  "denied":
    "this edition reaches this machine only (127.0.0.1, ::1, localhost); the edition `capsock` reaches others",
  "broken-pipe": "the server stopped reading; look at the server",
  "too-large": "a datagram carries 65,507 bytes over IPv4, 65,527 over IPv6; send less, or use TCP",
  "exhausted": "close some programs, or raise the limit (ulimit -n)",
  "output": "check the disk or the program that reads the output",
  "other": "the message is the system's own",
} as const;

export type HintKey = keyof typeof hintsEn;
