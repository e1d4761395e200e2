// load tcp PID PORT CONNECTIONS SIZE DEPTH SECONDS spin|wait
// load udp PID PORT SOCKETS SIZE 1 SECONDS spin|wait
//
// spin: it never gives up its processor, so it sees a reply as soon as it is there. wait: it uses the processor
// only while it has something to do.
//
// A closed loop: each connection has DEPTH unanswered messages and sends one more for each reply. Every reply
// is compared with the message in capitals. Prints one JSON object. PID is that of the server, to measure what
// it uses.
#include "common.h"

enum { SLOWEST_US = 1000000, MAX_DEPTH = 1024, MAX_PENDING = 65536, TAG = 8 };

// A datagram without a reply after this many seconds is lost, and another is sent.
static const double resend_after = 0.2;

struct client {
  int fd;
  size_t received;         // Of the stream's next reply, in bytes.
  unsigned answered, sent; // Messages; the difference is on the way.
  double *sent_at;         // Of message n at n % depth.
};

static uint32_t by_rtt[SLOWEST_US]; // by_rtt[n]: how many replies took n microseconds.
static unsigned long requests, lost;
static char message[MAX_PENDING], reply[MAX_PENDING];
static size_t size;
static unsigned depth;

static void note(double sent_at, double time) {
  double us = (time - sent_at) * 1e6;
  by_rtt[us < SLOWEST_US - 1 ? (int)us : SLOWEST_US - 1]++;
  requests++;
}

static double median_rtt(void) {
  unsigned long seen = 0;
  for (int us = 0; us < SLOWEST_US; us++) {
    seen += by_rtt[us];
    if (seen * 2 > requests) return us + 0.5;
  }
  return 0;
}

static void wrong_reply(void) {
  fprintf(stderr, "load: a reply is not what was sent, in capitals\n");
  exit(1);
}

// `message` and `reply` hold it DEPTH times, one after the other.
static void prepare(void) {
  fill(message, size);
  for (unsigned i = 1; i < depth; i++) memcpy(message + i * size, message, size);
  memcpy(reply, message, size * depth);
  upper(reply, size * depth);
}

static void send_stream(struct client *client, unsigned messages) {
  double time = now();
  for (unsigned i = 0; i < messages; i++) client->sent_at[client->sent++ % depth] = time;
  ssize_t sent = send(client->fd, message, messages * size, MSG_NOSIGNAL);
  if (sent != (ssize_t)(messages * size)) die("send");
}

static void receive_stream(struct client *client) {
  static char received[MAX_PENDING];
  ssize_t length = recv(client->fd, received, size * depth - client->received, MSG_DONTWAIT);
  if (length < 0 && errno == EAGAIN) return;
  if (length <= 0) die("recv: the server ended the connection");
  if (memcmp(received, reply + client->received, length) != 0) wrong_reply();
  unsigned whole = (client->received + length) / size;
  client->received = (client->received + length) % size;
  double time = now();
  for (unsigned i = 0; i < whole; i++) note(client->sent_at[client->answered++ % depth], time);
  if (whole > 0) send_stream(client, whole);
}

// A datagram begins with its number, so that a late reply is not taken for the reply to the next one.
static void write_tag(char *tag, unsigned number) {
  for (int i = 0; i < TAG; i++) tag[i] = 'A' + (number >> (4 * i) & 15);
}

static void send_datagram(struct client *client) {
  char datagram[MAX_PENDING];
  memcpy(datagram, message, size);
  write_tag(datagram, ++client->sent);
  client->sent_at[0] = now();
  if (send(client->fd, datagram, size, 0) < 0 && errno != ECONNREFUSED) die("send");
}

static void receive_datagram(struct client *client) {
  char received[MAX_PENDING], tag[TAG];
  ssize_t length = recv(client->fd, received, sizeof received, MSG_DONTWAIT);
  if (length < 0) return;
  write_tag(tag, client->sent);
  if (length < TAG || memcmp(received, tag, TAG) != 0) return;
  if ((size_t)length != size || memcmp(received + TAG, reply + TAG, size - TAG) != 0) wrong_reply();
  note(client->sent_at[0], now());
  send_datagram(client);
}

static void resend_lost(struct client *clients, int count, double time) {
  for (int i = 0; i < count; i++) {
    if (time - clients[i].sent_at[0] < resend_after) continue;
    lost++;
    send_datagram(&clients[i]);
  }
}

int main(int argc, char **args) {
  if (argc != 9) {
    fprintf(stderr, "usage: load tcp|udp PID PORT CONNECTIONS SIZE DEPTH SECONDS spin|wait\n");
    return 2;
  }
  int udp = strcmp(args[1], "udp") == 0, server = atoi(args[2]), port = atoi(args[3]), count = atoi(args[4]);
  size = atoi(args[5]);
  depth = atoi(args[6]);
  double seconds = atof(args[7]);
  int longest_wait_ms = strcmp(args[8], "wait") == 0 ? 10 : 0;
  if (depth < 1 || depth > MAX_DEPTH || size * depth > MAX_PENDING || (udp && (depth > 1 || size <= TAG))) {
    fprintf(stderr, "load: impossible SIZE or DEPTH\n");
    return 2;
  }
  raise_file_limit();
  prepare();
  int epoll = check(epoll_create1(0), "epoll_create1");
  struct client *clients = allocate(count * sizeof *clients);
  for (int i = 0; i < count; i++) {
    clients[i].sent_at = allocate(depth * sizeof(double));
    clients[i].fd = connected(udp ? SOCK_DGRAM : SOCK_STREAM, port);
    watch(epoll, EPOLL_CTL_ADD, clients[i].fd, EPOLLIN, &clients[i]);
  }
  double cpu = cpu_ms(server), own_cpu = cpu_ms(getpid()), start = now(), end = start + seconds, time = start, looked = start;
  for (int i = 0; i < count; i++) {
    if (udp) send_datagram(&clients[i]);
    else send_stream(&clients[i], depth);
  }
  struct epoll_event events[512];
  while (time < end) {
    int ready = epoll_wait(epoll, events, 512, longest_wait_ms);
    for (int i = 0; i < ready; i++) {
      if (udp) receive_datagram(events[i].data.ptr);
      else receive_stream(events[i].data.ptr);
    }
    time = longest_wait_ms == 0 ? tick(time) : now();
    if (udp && time - looked > 0.02) {
      looked = time;
      resend_lost(clients, count, time);
    }
  }
  cpu = cpu_ms(server) - cpu;
  own_cpu = cpu_ms(getpid()) - own_cpu;
  printf("{\"requests\":%lu,\"seconds\":%.6f,\"stolen\":%.6f,\"rttMedianUs\":%.1f,\"lost\":%lu,", requests,
         time - start, stolen, median_rtt(), lost);
  printf("\"cpuMs\":%.3f,\"ownCpuMs\":%.3f,\"peakBytes\":%ld}\n", cpu, own_cpu, memory_bytes(server, "VmHWM"));
}
