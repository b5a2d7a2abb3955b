/* What starting a plugin costs, whatever the size of the data.
 *   bench_workers STUDY.xml FOLDER [ROUNDS]
 * Runs the plugin of the folder, which must want rows, ROUNDS times over the rows of the study made
 * as many as it takes for so many GiB, 0 and 4 in turns, and prints the median of each in
 * milliseconds of wall clock, from before its process is started until its results are decoded. */
#include "data/rows.h"
#include "host/host.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { ALIGNMENT = 64, MOST_ROUNDS = 1000 };

static double
now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static size_t
padded(uint64_t n)
{
  return (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* Bytes of a row of the survey; all its items hold codes. */
static size_t
row_size(const om_survey *v)
{
  size_t n = sizeof(uint32_t);
  for (uint32_t i = 0; i < v->n_scales; i++)
    n += v->scales[i]->n_items;
  return n;
}

/* What rows_build would make of surveys with so many rows each, every page of it in memory. */
static int
make_rows(const om_study *s, uint64_t rows)
{
  size_t size = ALIGNMENT;
  for (uint32_t v = 0; v < s->n_surveys; v++)
    size += ALIGNMENT + padded(rows * sizeof(uint32_t)) +
            (row_size(s->surveys[v]) - sizeof(uint32_t)) * padded(rows);
  const int fd = memfd_create("rows", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  uint8_t *const map = fd < 0 || ftruncate(fd, (off_t)size) != 0
                           ? MAP_FAILED
                           : mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (map == MAP_FAILED)
    return -1;
  memset(map, 1, size);
  uint8_t *to = map;
  for (uint32_t v = 0; v < s->n_surveys; v++) {
    memcpy(to, &rows, sizeof rows);
    to += ALIGNMENT;
    memset(to, 0, padded(rows * sizeof(uint32_t)));
    to += padded(rows * sizeof(uint32_t)) +
          (row_size(s->surveys[v]) - sizeof(uint32_t)) * padded(rows);
  }
  munmap(map, size);
  fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
  return fd;
}

static int
by_value(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Seconds of one run; ends the program when the plugin was not fine. */
static double
run_once(const out_of_memory *handler, const plugin *p, const summary *data, int summary_fd,
         int rows_fd)
{
  const host_limits limits = HOST_LIMITS_INIT;
  out_of_memory own = *handler;
  arena *const memory = arena_new(&own);
  planned one = {.plugin = p, .is_run = true, .wants_rows = true};
  plan all = {.at = &one, .n = 1, .wants_rows = true};
  const double start = now();
  plan_run(memory, &all, data, summary_fd, rows_fd, &limits, NULL, NULL);
  const double took = now() - start;
  if (one.outcome != OUTCOME_OK || one.result->n_estimates != data->study->n_scales) {
    fprintf(stderr, "the plugin failed: %s\n", one.why ? one.why : "too few results");
    exit(1);
  }
  arena_free(memory);
  return took;
}

int
main(int argc, char **argv)
{
  static const double gib[] = {0, 4};
  enum { N = sizeof gib / sizeof *gib };
  static double took[N][MOST_ROUNDS];
  const int rounds = argc > 3 ? atoi(argv[3]) : 101;
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  if (argc < 3 || rounds < 1 || rounds > MOST_ROUNDS || setjmp(handler.jump))
    return 2;
  arena *const memory = arena_new(&handler);
  diags d = diags_new(memory);
  const study *const s = study_read(memory, argv[1], &d);
  if (!s)
    return 1;
  units u = units_new(memory, s);
  survey_data *const data = arena_many(memory, s->n_surveys, survey_data);
  const load_options options = {.threads = 2};
  bool fine = true;
  for (uint32_t v = 0; v < s->n_surveys; v++)
    fine &= load_survey(memory, s, v, &u, &options, &d, &data[v]);
  units_settle(&u);
  summary sums;
  const int summary_fd = fine ? summary_build(memory, s, &u, data) : -1;
  plugins found;
  const host_limits limits = HOST_LIMITS_INIT;
  plugins_find(memory, argv[2], NULL, &limits, &d, &found);
  if (summary_fd < 0 || !summary_open(memory, summary_fd, &sums) || found.n != 1 ||
      !found.at[0].description) {
    diags_print(&d, stderr, false, false);
    return 1;
  }
  size_t bytes_a_row = 0;
  for (uint32_t v = 0; v < sums.study->n_surveys; v++)
    bytes_a_row += row_size(sums.study->surveys[v]);
  int rows[N];
  for (int k = 0; k < N; k++)
    if ((rows[k] = make_rows(sums.study, 1 + (uint64_t)(gib[k] * (1 << 30)) / bytes_a_row)) < 0)
      return 1;
  for (int i = 0; i < rounds; i++)
    for (int k = 0; k < N; k++)
      took[k][i] = run_once(&handler, &found.at[0], &sums, summary_fd, rows[k]);
  for (int k = 0; k < N; k++) {
    qsort(took[k], (size_t)rounds, sizeof took[k][0], by_value);
    printf("%g GiB of columns: %.2f ms a plugin (median of %d; fastest %.2f)\n", gib[k],
           1e3 * took[k][rounds / 2], rounds, 1e3 * took[k][0]);
  }
  return 0;
}
