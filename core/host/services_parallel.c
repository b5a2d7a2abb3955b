/* The host table: work on several threads. */
#include "host/services.h"

#include <stdatomic.h>

/* More would wait for one another more than they work. */
enum { MOST_WORKERS = 64 };

typedef struct crew {
  void (*body)(void *ctx, uint32_t i);
  void *ctx;
  uint32_t n;
  atomic_uint next;
} crew;

static void *
work(void *context)
{
  crew *const c = context;
  for (uint32_t i; (i = atomic_fetch_add(&c->next, 1)) < c->n;)
    c->body(c->ctx, i);
  return NULL;
}

/* The calling thread works too: where no other can be started, alone. */
static om_status
run_parallel(om_run *run, uint32_t n, void (*body)(void *ctx, uint32_t i), void *ctx)
{
  const service *const s = (const service *)run;
  crew c = {.body = body, .ctx = ctx, .n = n};
  pthread_t threads[MOST_WORKERS];
  uint32_t started = 0;
  if (!body || n > UINT32_MAX - MOST_WORKERS)
    return OM_E_USAGE;
  const uint32_t most = s->threads < n ? s->threads : n;
  while (started + 1 < most && started < MOST_WORKERS &&
         pthread_create(&threads[started], NULL, work, &c) == 0)
    started++;
  work(&c);
  for (uint32_t i = 0; i < started; i++)
    pthread_join(threads[i], NULL);
  return OM_OK;
}

void
services_parallel_fill(om_host *host)
{
  host->parallel = run_parallel;
}
