// pingpong tcp|udp PORT SIZE SECONDS
//
// Sends one message at a time with blocking calls, each after the reply to the previous one. This is the least
// that a measuring client costs. Prints one JSON object.
#include "common.h"

enum { SLOWEST_NS = 10000000, STEP_NS = 100 };

static uint32_t by_rtt[SLOWEST_NS / STEP_NS]; // by_rtt[n]: how many replies took n steps.

int main(int argc, char **args) {
  if (argc != 5) {
    fprintf(stderr, "usage: pingpong tcp|udp PORT SIZE SECONDS\n");
    return 2;
  }
  int udp = strcmp(args[1], "udp") == 0;
  size_t size = atoi(args[3]);
  double seconds = atof(args[4]);
  char *text = allocate(size), *reply = allocate(size);
  fill(text, size);
  upper(text, size);
  int fd = connected(udp ? SOCK_DGRAM : SOCK_STREAM, atoi(args[2]));
  unsigned long requests = 0;
  double start = now(), time = start;
  while (time < start + seconds) {
    double sent_at = now();
    if (send(fd, text, size, MSG_NOSIGNAL) != (ssize_t)size) die("send");
    if (recv(fd, reply, size, udp ? 0 : MSG_WAITALL) != (ssize_t)size) die("recv");
    time = now();
    if (memcmp(reply, text, size) != 0) {
      fprintf(stderr, "pingpong: a reply is not what was sent\n");
      return 1;
    }
    unsigned long step = (time - sent_at) * 1e9 / STEP_NS;
    by_rtt[step < SLOWEST_NS / STEP_NS ? step : SLOWEST_NS / STEP_NS - 1]++;
    requests++;
  }
  unsigned long seen = 0, median = 0;
  while ((seen += by_rtt[median]) * 2 < requests) median++;
  printf("{\"requests\":%lu,\"seconds\":%.6f,\"rttMedianUs\":%.2f}\n", requests, time - start,
         (median + 0.5) * STEP_NS / 1e3);
}
