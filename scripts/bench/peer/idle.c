// idle PID PORT FIRST CONNECTIONS
//
// Opens connections and waits for one short reply on each. Prints one JSON object: how much memory the server PID
// uses when the first few connections are open, and when all are.
#include "common.h"

enum { SETTLE_SECONDS = 1 };

static void open_connections(int port, int count) {
  for (int i = 0; i < count; i++) {
    int fd = connected(SOCK_STREAM, port);
    char reply[5];
    if (send(fd, "hello", 5, MSG_NOSIGNAL) != 5) die("send");
    if (recv(fd, reply, 5, MSG_WAITALL) != 5) die("recv: the server ended the connection");
  }
}

// Gives the server time to clean up before its memory is read.
static long settled_bytes(pid_t server) {
  sleep(SETTLE_SECONDS);
  return memory_bytes(server, "VmRSS");
}

int main(int argc, char **args) {
  if (argc != 5) {
    fprintf(stderr, "usage: idle PID PORT FIRST CONNECTIONS\n");
    return 2;
  }
  int server = atoi(args[1]), port = atoi(args[2]), first = atoi(args[3]), count = atoi(args[4]);
  raise_file_limit();
  open_connections(port, first);
  long before = settled_bytes(server);
  open_connections(port, count - first);
  printf("{\"firstBytes\":%ld,\"allBytes\":%ld}\n", before, settled_bytes(server));
}
