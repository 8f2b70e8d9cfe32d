// The venue's side of the load client: as much of OKX's public WebSocket and REST as Quotewire asks for, so that the shipped
// program can be fed and measured whole. Included by wsload.c, which shared.patch teaches to use it.
//
// One thread listens, lists T000-USDT, T001-USDT ... as instruments, acknowledges subscriptions and answers pings. Ticks are
// written by the client's own feeder, each to the connection that has subscribed to the trades of its instrument.

static pthread_mutex_t venue_lock = PTHREAD_MUTEX_INITIALIZER; // One frame at a time.
static int venue_topics, venue_listener;
static _Atomic int venue_followed, venue_follower[1000];

static uint32_t venue_rotate(uint32_t x, int by) { return x << by | x >> (32 - by); }

// SHA-1 of a text of at most 119 bytes, which a handshake's key and suffix are.
static void venue_sha1(const char *text, uint8_t out[20]) {
  uint32_t h[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  uint8_t data[128] = {0};
  size_t length = strlen(text), padded = (length + 8) / 64 * 64 + 64;
  memcpy(data, text, length);
  data[length] = 0x80;
  data[padded - 2] = length * 8 >> 8;
  data[padded - 1] = length * 8;
  for (size_t at = 0; at < padded; at += 64) {
    uint32_t w[80], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
    for (int i = 0; i < 80; i++) {
      const uint8_t *p = data + at + 4 * i;
      w[i] = i < 16 ? (uint32_t)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3]
                    : venue_rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
      uint32_t f = i < 20 ? (b & c) | (~b & d) : i < 40 || i >= 60 ? b ^ c ^ d : (b & c) | (b & d) | (c & d);
      uint32_t k = i < 20 ? 0x5A827999 : i < 40 ? 0x6ED9EBA1 : i < 60 ? 0x8F1BBCDC : 0xCA62C1D6;
      uint32_t next = venue_rotate(a, 5) + f + e + k + w[i];
      e = d, d = c, c = venue_rotate(b, 30), b = a, a = next;
    }
    h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e;
  }
  for (int i = 0; i < 20; i++) out[i] = h[i / 4] >> (24 - 8 * (i % 4));
}

static void venue_accept_key(const char *key, char out[29]) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  char text[120];
  uint8_t hash[21] = {0};
  snprintf(text, sizeof text, "%.24s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key);
  venue_sha1(text, hash);
  for (int i = 0, o = 0; i < 21; i += 3) {
    uint32_t v = hash[i] << 16 | hash[i + 1] << 8 | hash[i + 2];
    for (int shift = 18; shift >= 0; shift -= 6) out[o++] = digits[v >> shift & 63];
  }
  out[27] = '=', out[28] = 0;
}

// One text frame from a server.
static int venue_frame(char *out, const char *text, int length) {
  int at = 0;
  out[at++] = (char)0x81;
  if (length < 126) {
    out[at++] = length;
  } else {
    out[at++] = 126, out[at++] = length >> 8, out[at++] = length;
  }
  memcpy(out + at, text, length);
  return at + length;
}

static void venue_say(int fd, const char *text) {
  char frame[1024];
  int length = venue_frame(frame, text, strlen(text));
  pthread_mutex_lock(&venue_lock);
  if (send(fd, frame, length, MSG_NOSIGNAL) != length) perror("venue");
  pthread_mutex_unlock(&venue_lock);
}

// Acknowledges each {"channel":"...","instId":"..."} of a subscription.
static void venue_acknowledge(int fd, const char *text) {
  for (const char *arg = text; (arg = strstr(arg, "{\"channel\":")); arg++) {
    const char *end = strchr(arg, '}');
    if (!end) return;
    char ack[512];
    snprintf(ack, sizeof ack, "{\"event\":\"subscribe\",\"arg\":%.*s,\"connId\":\"bench\"}", (int)(end - arg + 1), arg);
    venue_say(fd, ack);
    int topic;
    if (sscanf(arg, "{\"channel\":\"trades\",\"instId\":\"T%3d-USDT\"}", &topic) == 1 && topic < venue_topics) {
      venue_followed += !venue_follower[topic];
      venue_follower[topic] = fd;
    }
  }
}

static void venue_list(int fd) {
  static char body[64 << 10];
  int at = sprintf(body, "{\"code\":\"0\",\"msg\":\"\",\"data\":[");
  for (int i = 0; i < venue_topics; i++) {
    at += sprintf(body + at, "%s{\"instType\":\"SPOT\",\"instId\":\"T%03d-USDT\",\"baseCcy\":\"T%03d\",\"quoteCcy\":\"USDT\","
        "\"tickSz\":\"0.1\",\"lotSz\":\"0.00000001\",\"state\":\"live\"}", i ? "," : "", i, i);
  }
  at += sprintf(body + at, "]}");
  char head[256];
  int length = sprintf(head, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n", at);
  if (send(fd, head, length, MSG_NOSIGNAL) != length || send(fd, body, at, MSG_NOSIGNAL) != at) perror("venue");
  shutdown(fd, SHUT_WR);
}

static void venue_shake_hands(int fd, const char *head) {
  const char *key = strcasestr(head, "sec-websocket-key:");
  if (!key) {
    venue_list(fd);
    return;
  }
  char accept[29], answer[256];
  venue_accept_key(key + 18 + strspn(key + 18, " "), accept);
  int length = sprintf(answer, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: %s\r\n\r\n", accept);
  if (send(fd, answer, length, MSG_NOSIGNAL) != length) perror("venue");
}

typedef struct {
  int fd, shaken, have;
  unsigned char bytes[64 << 10];
} venue_peer;

// The whole frames that a peer has sent; those of a gateway are short and masked.
static void venue_read_frames(venue_peer *peer) {
  unsigned char *p = peer->bytes, *end = p + peer->have;
  for (;;) {
    if (end - p < 6) break;
    int length = p[1] & 127, head = 2;
    if (length == 126) length = p[2] << 8 | p[3], head = 4;
    if (end - p < head + 4 + length) break;
    unsigned char *mask = p + head, *text = mask + 4;
    static char plain[(64 << 10) + 1];
    for (int i = 0; i < length; i++) plain[i] = text[i] ^ mask[i & 3];
    plain[length] = 0;
    if (!strcmp(plain, "ping")) venue_say(peer->fd, "pong");
    else if (strstr(plain, "\"op\":\"subscribe\"")) venue_acknowledge(peer->fd, plain);
    p = text + length;
  }
  peer->have = end - p;
  memmove(peer->bytes, p, peer->have);
}

// False once the peer has gone.
static int venue_read(venue_peer *peer) {
  ssize_t got = recv(peer->fd, peer->bytes + peer->have, sizeof peer->bytes - 1 - peer->have, 0);
  if (got <= 0) return 0;
  peer->have += got;
  peer->bytes[peer->have] = 0;
  if (!peer->shaken) {
    char *end = strstr((char *)peer->bytes, "\r\n\r\n");
    if (!end) return 1;
    venue_shake_hands(peer->fd, (char *)peer->bytes);
    peer->shaken = 1;
    peer->have = 0; // A client waits for the answer before it says more.
  } else {
    venue_read_frames(peer);
  }
  return 1;
}

static void *venue_run(void *unused) {
  enum { PEERS = 32 };
  static venue_peer peers[PEERS];
  for (;;) {
    struct pollfd polled[PEERS + 1] = {{venue_listener, POLLIN, 0}};
    for (int i = 0; i < PEERS; i++) polled[i + 1] = (struct pollfd){peers[i].fd ? peers[i].fd : -1, POLLIN, 0};
    poll(polled, PEERS + 1, -1);
    for (int i = 0; i < PEERS; i++) {
      if (peers[i].fd && polled[i + 1].revents && !venue_read(&peers[i])) {
        close(peers[i].fd);
        peers[i].fd = 0;
      }
    }
    if (polled[0].revents) {
      int fd = accept(venue_listener, 0, 0), free = 0;
      while (free < PEERS && peers[free].fd) free++;
      if (fd < 0 || free == PEERS) {
        fprintf(stderr, "venue: no room for another connection\n");
        exit(1);
      }
      int one = 1;
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
      peers[free].fd = fd, peers[free].shaken = peers[free].have = 0;
    }
  }
  return unused;
}

static void venue_start(int port, int topics) {
  static pthread_t thread;
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int one = 1;
  venue_topics = topics > 0 ? topics : 1;
  venue_listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(venue_listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(venue_listener, (void *)&at, sizeof at) || listen(venue_listener, 64)) {
    perror("venue");
    exit(1);
  }
  pthread_create(&thread, 0, venue_run, 0);
}

// Waits until all trades are followed.
static void venue_await(void) {
  for (int tries = 0; venue_followed < venue_topics; tries++) {
    if (tries == 1200) {
      fprintf(stderr, "venue: %d of %d instruments followed after two minutes\n", venue_followed, venue_topics);
      exit(1);
    }
    usleep(100000);
  }
}

// The connection to write the trades of a topic to.
static int venue_connection(int topic) { return venue_follower[topic]; }

// One trade of topic; its size has the microsecond of its time.
static int venue_trade(char *out, int topic, unsigned long long number, uint64_t ns) {
  struct timespec wall;
  clock_gettime(CLOCK_REALTIME, &wall);
  char text[512];
  int length = sprintf(text, "{\"arg\":{\"channel\":\"trades\",\"instId\":\"T%03d-USDT\"},\"data\":[{\"instId\":\"T%03d-USDT\","
      "\"tradeId\":\"%llu\",\"px\":\"93000.1\",\"sz\":\"0.%09llu\",\"side\":\"buy\",\"ts\":\"%llu\",\"count\":\"1\"}]}",
      topic, topic, number, (unsigned long long)(ns / 1000 % 1000000000),
      wall.tv_sec * 1000ull + wall.tv_nsec / 1000000);
  return venue_frame(out, text, length);
}
