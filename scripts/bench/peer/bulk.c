// bulk PID PORT CHUNK SECONDS
//
// Sends text through one connection in chunks of CHUNK bytes, and receives the replies at the same time, both as
// fast as the sockets allow. Prints one JSON object: `bytes` is how many came back. PID is that of the server.
#include "common.h"

enum { PERIOD = 45, COMPARED = 64 };

int main(int argc, char **args) {
  if (argc != 5) {
    fprintf(stderr, "usage: bulk PID PORT CHUNK SECONDS\n");
    return 2;
  }
  int server = atoi(args[1]), port = atoi(args[2]);
  size_t chunk = atoi(args[3]), sent_of_chunk = 0;
  double seconds = atof(args[4]);
  // A multiple of the text's period, so that every chunk continues the one before.
  chunk -= chunk % PERIOD;
  char *text = allocate(chunk), *expected = allocate(PERIOD + COMPARED), *received = allocate(chunk);
  fill(text, chunk);
  fill(expected, PERIOD + COMPARED);
  upper(expected, PERIOD + COMPARED);
  int fd = connected(SOCK_STREAM, port), epoll = check(epoll_create1(0), "epoll_create1");
  watch(epoll, EPOLL_CTL_ADD, fd, EPOLLIN | EPOLLOUT, NULL);
  unsigned long bytes = 0;
  double cpu = cpu_ms(server), start = now(), time = start;
  while (time < start + seconds) {
    struct epoll_event event;
    if (epoll_wait(epoll, &event, 1, 0) == 1) {
      if (event.events & EPOLLIN) {
        ssize_t length = recv(fd, received, chunk, MSG_DONTWAIT);
        if (length == 0 || (length < 0 && errno != EAGAIN)) die("recv: the server ended the connection");
        // The beginning of each receive shows whether bytes were lost, doubled or not converted.
        size_t compared = length < COMPARED ? length : COMPARED;
        if (length > 0 && memcmp(received, expected + bytes % PERIOD, compared) != 0) {
          fprintf(stderr, "bulk: what came back is not what was sent, in capitals\n");
          return 1;
        }
        if (length > 0) bytes += length;
      }
      if (event.events & EPOLLOUT) {
        ssize_t length = send(fd, text + sent_of_chunk, chunk - sent_of_chunk, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (length < 0 && errno != EAGAIN) die("send");
        if (length > 0) sent_of_chunk = (sent_of_chunk + length) % chunk;
      }
    }
    time = tick(time);
  }
  cpu = cpu_ms(server) - cpu;
  printf("{\"bytes\":%lu,\"seconds\":%.6f,\"stolen\":%.6f,", bytes, time - start, stolen);
  printf("\"cpuMs\":%.3f,\"peakBytes\":%ld}\n", cpu, memory_bytes(server, "VmHWM"));
}
