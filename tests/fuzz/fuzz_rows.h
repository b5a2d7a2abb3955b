/* What targets of rows share: a study that is read once, about a file that is filled anew for each
 * input; and loads of it, of which several threads and small chunks must give what one gives. */
#ifndef OM_FUZZ_ROWS_H
#define OM_FUZZ_ROWS_H

#include "fuzz.h"

#include "data/load.h"
#include "data/study.h"

#include <sys/prctl.h>

typedef struct outcome {
  survey_data data; /* released: only what is a number */
  uint64_t dropped, in_wave[4];
  uint64_t whole, rest; /* sums of the keys of rows */
  size_t n_errors;
} outcome;

/* The study of this text, in which @ is the descriptor of the rows; kept until the program ends. */
static inline const study *
fuzz_study(const char *pattern, int rows)
{
  static out_of_memory handler = OUT_OF_MEMORY_INIT;
  static arena *memory; /* kept, so that it counts as no leak */
  if (setjmp(handler.jump))
    abort();
  if (!memory) {
    xml_start();
    memory = arena_new(&handler);
    /* Else a load of a few rows clears pages of two megabytes. */
    prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
  }
  const char *const number = arena_printf(memory, "%d", rows);
  bytes xml = bytes_new(memory);
  for (const char *at = pattern; *at; at++)
    if (*at == '@')
      bytes_raw(&xml, number, strlen(number));
    else
      bytes_raw(&xml, at, 1);
  const int fd = fuzz_file(xml.at, xml.n);
  diags d = diags_new(memory);
  const study *const s = study_read(memory, arena_printf(memory, "/proc/self/fd/%d", fd), &d);
  if (!s)
    diags_print(&d, stderr, true, false);
  close(fd);
  if (!s)
    abort();
  return s;
}

/* The file of the rows: filled anew. */
static inline void
fuzz_fill(int fd, const char *header, const uint8_t *at, size_t n)
{
  const size_t n_header = strlen(header);
  if (ftruncate(fd, 0) != 0 || pwrite(fd, header, n_header, 0) != (ssize_t)n_header ||
      pwrite(fd, at, n, (off_t)n_header) != (ssize_t)n)
    abort();
}

static inline outcome
fuzz_load(arena *memory, const study *s, load_options options)
{
  diags d = diags_new(memory);
  units u = units_new(memory, s);
  outcome o = {0};
  static int fd = -1;
  static const uint8_t secret[ROW_SECRET] = "0123456789abcde";
  if (fd < 0)
    fd = fuzz_file(secret, 0);
  key_spool spool = {.fd = fd};
  const key_wish keys = {row_secret_new(memory, secret), &spool};
  options.keys = &keys;
  load_survey(memory, s, 0, &u, &options, &d, &o.data);
  for (uint64_t i = 0; o.data.keys && i < o.data.kept; i++) {
    o.whole += o.data.keys[i].whole;
    o.rest += o.data.keys[i].rest;
  }
  o.n_errors = d.n_errors;
  for (int r = 0; r < N_DROP_REASONS; r++)
    o.dropped += o.data.dropped[r];
  for (uint32_t w = 0; o.data.in_wave && w < s->n_waves && w < 4; w++)
    o.in_wave[w] = o.data.in_wave[w];
  survey_release(&o.data);
  return o;
}

/* Small chunks, so that where one starts has to be guessed; one input in four with three threads:
 * they wait for one another, which takes a hundred times as long as the rows. */
static inline load_options
fuzz_chunks(size_t n)
{
  return n % 4 ? (load_options){.threads = 1, .chunk = 64}
               : (load_options){.threads = 3, .chunk = n / 4 + 64};
}

/* Both found something wrong, or both the same, and every row is accounted for. */
static inline void
fuzz_compare(const outcome *a, const outcome *b)
{
  if ((a->n_errors == 0) != (b->n_errors == 0))
    abort();
  if (a->n_errors)
    return;
  if (a->data.read != a->data.kept + a->dropped || a->data.read != b->data.read ||
      memcmp(a->data.dropped, b->data.dropped, sizeof a->data.dropped) != 0 ||
      memcmp(a->in_wave, b->in_wave, sizeof a->in_wave) != 0 ||
      memcmp(&a->data.fingerprint, &b->data.fingerprint, sizeof a->data.fingerprint) != 0 ||
      a->whole != b->whole || a->rest != b->rest)
    abort();
}

#endif
