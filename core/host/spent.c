/* What a run used and left behind.  The sandbox opens no file: the one that the kernel tells it in
 * was opened before. */
#include "host/spent.h"

#include "host/orders.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A worker may have 32 descriptors.  Its own, of orders.h, come first, then that of this file. */
enum { STATUS = WORKER_END, MOST_DESCRIPTORS = 64 };

void
spent_watch(void)
{
  const int fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
  if (fd >= 0 && fd != STATUS) {
    dup2(fd, STATUS);
    close(fd);
  }
}

/* The number after the name; 0 where there is none. */
static uint64_t
status_number(const char *status, const char *name)
{
  const char *const at = strstr(status, name);
  return at ? strtoull(at + strlen(name), NULL, 10) : 0;
}

static spent
now(void)
{
  char status[4096];
  const ssize_t got = pread(STATUS, status, sizeof status - 1, 0);
  status[got > 0 ? got : 0] = '\0';
  spent x = {.memory = status_number(status, "\nVmHWM:") * 1024,
             .threads = (uint32_t)status_number(status, "\nThreads:")};
  for (int fd = 0; fd < MOST_DESCRIPTORS; fd++)
    x.descriptors += fcntl(fd, F_GETFD) >= 0;
  return x;
}

spent
spent_begin(void)
{
  return now();
}

static uint32_t
more(uint32_t x, uint32_t than)
{
  return x > than ? x - than : 0;
}

void
spent_tell(service *s, spent before)
{
  enum { TRIES = 40 };
  const struct timespec moment = {0, 5000000};
  spent x = now();
  for (int i = 0; i < TRIES && x.threads > before.threads; i++) {
    nanosleep(&moment, NULL); /* one that was joined is counted for a moment yet */
    x = now();
  }
  pthread_mutex_lock(&s->lock); /* a thread that is left may be saying something */
  bytes_u64(&s->body, x.memory);
  bytes_u32(&s->body, more(x.threads, before.threads));
  bytes_u32(&s->body, more(x.descriptors, before.descriptors));
  service_send(s, WIRE_SPENT);
  pthread_mutex_unlock(&s->lock);
}
