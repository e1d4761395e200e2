// Code that the C programs of the bench share. It is small enough to be compiled into each of them.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static inline void die(const char *what) {
  perror(what);
  exit(1);
}

// Ends the program if a call failed. Otherwise returns the result of the call.
static inline int check(int result, const char *what) {
  if (result < 0) die(what);
  return result;
}

// Seconds on a monotonic clock.
static inline double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

// Seconds for which this processor did something else. A load generator never waits. So a step of its clock
// that is longer than the handling of any event shows that the system, or the host of a virtual machine, took
// the processor.
static double stolen;

// The time. Call it in each turn of a loop; `last` is the time of the last turn.
static inline double tick(double last) {
  double time = now();
  if (time - last > 0.003) stolen += time - last;
  return time;
}

static inline void *allocate(size_t size) {
  void *memory = calloc(1, size);
  if (memory == NULL) die("calloc");
  return memory;
}

static inline struct sockaddr_in loopback(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

static inline void no_delay(int fd) {
  int on = 1;
  check(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
}

// A socket connected to a port of this machine; type is SOCK_STREAM or SOCK_DGRAM.
static inline int connected(int type, int port) {
  int fd = check(socket(AF_INET, type, 0), "socket");
  struct sockaddr_in address = loopback(port);
  check(connect(fd, (struct sockaddr *)&address, sizeof address), "connect");
  if (type == SOCK_STREAM) no_delay(fd);
  return fd;
}

// Adds or changes (op) the events to wait for.
static inline void watch(int epoll, int op, int fd, uint32_t events, void *data) {
  struct epoll_event event = {.events = events, .data.ptr = data};
  check(epoll_ctl(epoll, op, fd, &event), "epoll_ctl");
}

static inline void raise_file_limit(void) {
  struct rlimit limit;
  check(getrlimit(RLIMIT_NOFILE, &limit), "getrlimit");
  limit.rlim_cur = limit.rlim_max;
  check(setrlimit(RLIMIT_NOFILE, &limit), "setrlimit");
}

// Lower-case text without long repetitions.
static inline void fill(char *text, size_t size) {
  for (size_t i = 0; i < size; i++) text[i] = "the quick brown fox jumps over the lazy dog; "[i % 45];
}

// Simple enough for the compiler to convert 16 bytes at a time.
static inline void upper(char *text, size_t size) {
  for (size_t i = 0; i < size; i++) text[i] ^= (unsigned char)(text[i] - 'a') < 26 ? 0x20 : 0;
}

// The C programs ask what a process used, not the script: this way it is exactly when a measurement begins and
// ends.

// Milliseconds of processor time of all its threads, in the program and in the kernel.
static inline double cpu_ms(pid_t pid) {
  clockid_t clock;
  struct timespec time;
  if (clock_getcpuclockid(pid, &clock) != 0) die("the server has ended");
  check(clock_gettime(clock, &time), "the server has ended");
  return time.tv_sec * 1e3 + time.tv_nsec * 1e-6;
}

// A line of /proc/PID/status, in bytes: VmRSS is the resident memory, VmHWM its maximum so far.
static inline long memory_bytes(pid_t pid, const char *key) {
  char path[64], line[256];
  long kibibytes = 0;
  snprintf(path, sizeof path, "/proc/%d/status", pid);
  FILE *status = fopen(path, "r");
  if (status == NULL) die("the server has ended");
  while (fgets(line, sizeof line, status) != NULL) {
    if (strncmp(line, key, strlen(key)) == 0) kibibytes = atol(line + strlen(key) + 1);
  }
  fclose(status);
  return kibibytes * 1024;
}
