/* How long it takes to load the surveys of a study, and to make its summary.
 *   bench_load STUDY.xml [THREADS [TIMES [rows]]]  prints the fastest of so many times, in seconds,
 * and "loaded NAME SECONDS" for each survey.  "rows" keeps the columns. */
#include "data/summary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double
best(double old, double fresh)
{
  return old == 0 || fresh < old ? fresh : old;
}

enum { MOST = 16 };

typedef struct result {
  double loaded[MOST], summed;
  uint64_t read;
} result;

/* Once; keeps the better times. */
static void
load_once(arena *memory, const study *s, const load_options *options, result *out)
{
  diags d = diags_new(memory);
  units u = units_new(memory, s);
  survey_data data[MOST];
  double t = now();
  out->read = 0;
  for (uint32_t v = 0; v < s->n_surveys && v < MOST; v++) {
    if (!load_survey(memory, s, v, &u, options, &d, &data[v]))
      diags_print(&d, stderr, false, false);
    out->read += data[v].read;
    out->loaded[v] = best(out->loaded[v], now() - t);
    t = now();
  }
  units_settle(&u);
  const int fd = summary_build(memory, s, &u, data);
  out->summed = best(out->summed, now() - t);
  if (fd >= 0)
    close(fd);
  for (uint32_t v = 0; v < s->n_surveys && v < MOST; v++)
    survey_release(&data[v]);
}

int
main(int argc, char **argv)
{
  static result r;
  const int times = argc > 3 ? atoi(argv[3]) : 5;
  const load_options options = {.threads = argc > 2 ? (unsigned)atoi(argv[2]) : 2,
                                .keep_rows = argc > 4 && strcmp(argv[4], "rows") == 0};
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  if (argc < 2 || setjmp(handler.jump))
    return 2;
  arena *const kept = arena_new(&handler);
  diags d = diags_new(kept);
  const study *const s = study_read(kept, argv[1], &d);
  for (int i = 0; s && i < times; i++) {
    arena *const memory = arena_new(&handler);
    load_once(memory, s, &options, &r);
    arena_free(memory);
  }
  for (uint32_t v = 0; s && v < s->n_surveys && v < MOST; v++)
    printf("loaded %s %.4f\n", s->surveys[v].id, r.loaded[v]);
  printf("summary %.4f\nrows %llu\n", r.summed, (unsigned long long)r.read);
  arena_free(kept);
  return s ? 0 : 1;
}
