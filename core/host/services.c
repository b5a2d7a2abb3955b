/* The host table: putting it together, and the pipe beneath it. */
#include "host/services.h"

#include "base/digest.h"

#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { SEND_AT = 1 << 16 };

void
service_write(int fd, const void *at, size_t n)
{
  const char *from = at;
  while (n > 0) {
    const ssize_t put = write(fd, from, n);
    if (put < 0 && errno == EINTR)
      continue;
    if (put < 0)
      return; /* the core is gone, or has heard enough: it will end this process */
    from += put;
    n -= (size_t)put;
  }
}

static void
flush(service *s)
{
  service_write(s->out, s->pending.at, s->pending.n);
  s->pending.n = 0;
}

void
service_send(service *s, wire_kind kind)
{
  wire_frame(&s->pending, kind, &s->body);
  s->body.n = 0;
  if (s->pending.n >= SEND_AT)
    flush(s);
}

void
service_cry(int out, om_status status, const char *why)
{
  const size_t n = strlen(why);
  uint8_t frame[512] = {0};
  const uint32_t length = (uint32_t)(n < 400 ? n : 400), body = 8 + length;
  uint8_t *at = frame;
  for (int i = 0; i < 4; i++)
    *at++ = (uint8_t)(body >> (8 * i));
  *at++ = WIRE_FAIL;
  for (int i = 0; i < 4; i++)
    *at++ = (uint8_t)((uint32_t)status >> (8 * i));
  for (int i = 0; i < 4; i++)
    *at++ = (uint8_t)(length >> (8 * i));
  memcpy(at, why, length);
  service_write(out, frame, WIRE_HEAD + body);
}

void
service_finish(service *s, om_status status)
{
  pthread_mutex_lock(&s->lock); /* for good: a thread that is left over says nothing more */
  const om_status told = s->failed != OM_OK ? s->failed : status;
  bytes_u32(&s->body, (uint32_t)told);
  service_send(s, WIRE_FINISH);
  flush(s);
}

static uint64_t
key_of(arena *memory, uint64_t seed, const char *id)
{
  bytes b = bytes_new(memory);
  bytes_u64(&b, seed);
  bytes_string(&b, id);
  const digest d = digest_of(b.at, b.n);
  cursor c = cursor_new(d.at, sizeof d.at);
  return cursor_u64(&c);
}

/* Surveys of comments stand behind all others, and so do their scales. */
static om_study
seen_by(const description *d, const om_study *study)
{
  om_study out = *study;
  for (uint32_t i = 0; i < d->n_needs; i++)
    if (d->needs[i].kind == OM_NEED_COMMENTS)
      return out;
  while (out.n_surveys && study->surveys[out.n_surveys - 1]->comments)
    out.n_surveys--;
  while (out.n_scales && study->scales[out.n_scales - 1]->survey->comments)
    out.n_scales--;
  return out;
}

service *
service_new(arena *memory, const service_terms *terms)
{
  const summary *const sum = terms->summary;
  om_host *const host = arena_one(memory, om_host);
  *host = (om_host){.size = sizeof *host,
                    .abi_minor = OM_ABI_MINOR,
                    .name = PACKAGE_NAME,
                    .version = PACKAGE_VERSION};
  services_data_fill(host);
  services_results_fill(host);
  services_found_fill(host);
  services_parallel_fill(host);
  service *const s = arena_one(memory, service);
  *s = (service){.run = {host},
                 .memory = memory,
                 .summary = sum,
                 .seen = seen_by(terms->description, sum->study),
                 .rows = terms->rows,
                 .founds = terms->founds,
                 .n_founds = terms->n_founds,
                 .description = terms->description,
                 .options = terms->options,
                 .threads = terms->threads,
                 .rng_key = key_of(memory, sum->seed, terms->description->id),
                 .views = arena_many(memory, sum->study->n_scales, scale_view),
                 .pairwise = arena_many(memory, sum->study->n_surveys, om_pairwise *),
                 .gaps = arena_many(memory, sum->study->n_scales, om_gaps *),
                 .scores = arena_many(memory, sum->study->n_scales, om_column *),
                 .out = terms->out,
                 .among = arena_many(memory, sum->study->n_scales, uint32_t),
                 .body = bytes_new(memory),
                 .pending = bytes_new(memory)};
  pthread_mutex_init(&s->lock, NULL);
  return s;
}
