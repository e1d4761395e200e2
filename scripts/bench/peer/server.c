// server tcp|udp: replies in capitals, ASCII only, as fast as one thread can with the plain socket calls. The
// system chooses the port; the first line of output is its number.
#include "common.h"

enum { BUFFER_BYTES = 256 * 1024, MAX_DATAGRAM = 65536 };

// If the socket does not take a reply at once, the server keeps it and receives nothing until it is sent.
struct client {
  int fd;
  char *reply;
  size_t size, sent;
};

static char *buffer;

static void end(struct client *client) {
  close(client->fd);
  free(client->reply);
  free(client);
}

static void answer(int epoll, struct client *client) {
  ssize_t size = recv(client->fd, buffer, BUFFER_BYTES, 0);
  if (size <= 0) {
    if (size == 0 || errno != EAGAIN) end(client);
    return;
  }
  upper(buffer, size);
  ssize_t sent = send(client->fd, buffer, size, MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN) return end(client);
  if (sent == size) return;
  *client = (struct client){client->fd, buffer, size, sent < 0 ? 0 : sent};
  buffer = allocate(BUFFER_BYTES);
  watch(epoll, EPOLL_CTL_MOD, client->fd, EPOLLOUT, client);
}

static void answer_rest(int epoll, struct client *client) {
  ssize_t sent = send(client->fd, client->reply + client->sent, client->size - client->sent, MSG_NOSIGNAL);
  if (sent < 0) {
    if (errno != EAGAIN) end(client);
    return;
  }
  client->sent += sent;
  if (client->sent < client->size) return;
  free(client->reply);
  client->reply = NULL;
  watch(epoll, EPOLL_CTL_MOD, client->fd, EPOLLIN, client);
}

static void serve_tcp(int listener) {
  check(listen(listener, 4096), "listen");
  int epoll = check(epoll_create1(0), "epoll_create1");
  watch(epoll, EPOLL_CTL_ADD, listener, EPOLLIN, NULL);
  buffer = allocate(BUFFER_BYTES);
  struct epoll_event events[512];
  for (;;) {
    int count = epoll_wait(epoll, events, 512, -1);
    for (int i = 0; i < count; i++) {
      struct client *client = events[i].data.ptr;
      if (client == NULL) {
        client = allocate(sizeof *client);
        client->fd = check(accept4(listener, NULL, NULL, SOCK_NONBLOCK), "accept4");
        no_delay(client->fd);
        watch(epoll, EPOLL_CTL_ADD, client->fd, EPOLLIN, client);
      } else if (client->reply != NULL) {
        answer_rest(epoll, client);
      } else {
        answer(epoll, client);
      }
    }
  }
}

static void serve_udp(int socket) {
  static char datagram[MAX_DATAGRAM];
  for (;;) {
    struct sockaddr_in from;
    socklen_t length = sizeof from;
    ssize_t size = recvfrom(socket, datagram, sizeof datagram, 0, (struct sockaddr *)&from, &length);
    if (size < 0) continue;
    upper(datagram, size);
    sendto(socket, datagram, size, 0, (struct sockaddr *)&from, length);
  }
}

int main(int count, char **args) {
  int udp = count > 1 && strcmp(args[1], "udp") == 0;
  raise_file_limit();
  int fd = check(socket(AF_INET, udp ? SOCK_DGRAM : SOCK_STREAM, 0), "socket");
  struct sockaddr_in address = loopback(0);
  socklen_t length = sizeof address;
  check(bind(fd, (struct sockaddr *)&address, length), "bind");
  check(getsockname(fd, (struct sockaddr *)&address, &length), "getsockname");
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  if (udp) serve_udp(fd);
  else serve_tcp(fd);
}
