/* Breaks no rule: does in a sandbox what analyses do.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { N_THREADS = 4, N_NUMBERS = 50000, N_LINES = 500 };

typedef struct task {
  om_run *run;
  const double *from;
  double sum;
} task;

static int
by_value(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Sorts a copy, asks the host, logs: what any thread may do. */
static void *
work(void *argument)
{
  task *const t = argument;
  const om_study *const s = om_study_of(t->run);
  double *const copy = malloc(N_NUMBERS * sizeof *copy);
  if (!copy)
    return NULL;
  memcpy(copy, t->from, N_NUMBERS * sizeof *copy);
  qsort(copy, N_NUMBERS, sizeof *copy, by_value);
  for (size_t i = 0; i < N_NUMBERS; i++)
    t->sum += copy[i];
  free(copy);
  for (uint32_t i = 0; i < N_LINES; i++) {
    om_moments_of(t->run, s->scales[i % s->n_scales], s->units[i % s->n_units]);
    t->run->host->log(t->run, "one line of many");
  }
  pthread_exit(NULL);
}

/* While threads log, the run reports. */
static void
report_units(om_run *r)
{
  const om_study *const s = om_study_of(r);
  for (uint32_t i = 0; i < s->n_units; i++)
    for (uint32_t j = 0; j < s->n_scales; j++) {
      char text[64];
      snprintf(text, sizeof text, "unit %u of scale %u: %.3f", i, j, strtod("2.5e0", NULL));
      const om_about *const about = OM_ABOUT(.unit = s->units[i], .scale = s->scales[j]);
      const om_estimate e = {
          .size = sizeof e, .value = i + j / 10., .lo = NAN, .hi = NAN, .se = NAN, .p = NAN};
      om_say(r, "x", about, &e);
      for (int k = 0; k < 20; k++)
        om_remark(r, "words", about, text);
    }
}

static om_status
run(om_run *r)
{
  double *const numbers = malloc(N_NUMBERS * sizeof *numbers);
  if (!numbers)
    return OM_E_MEMORY;
  for (size_t i = 0; i < N_NUMBERS; i++)
    numbers[i] = (double)(i * 2654435761u % N_NUMBERS);
  pthread_t threads[N_THREADS];
  task tasks[N_THREADS];
  for (size_t i = 0; i < N_THREADS; i++) {
    tasks[i] = (task){r, numbers, 0};
    if (pthread_create(&threads[i], NULL, work, &tasks[i]) != 0)
      return om_fail(r, OM_E_MEMORY, "no thread could be started");
  }
  report_units(r);
  double sum = 0;
  for (size_t i = 0; i < N_THREADS; i++) {
    pthread_join(threads[i], NULL);
    sum += tasks[i].sum;
  }
  free(numbers);
  const struct timespec moment = {0, 1000000};
  nanosleep(&moment, NULL);
  const time_t now = time(NULL);
  void *const large = calloc(64, 1 << 20);
  free(large);
  const long processors = sysconf(_SC_NPROCESSORS_ONLN);
  if (processors < 1 || sum != N_THREADS * (N_NUMBERS - 1.) * N_NUMBERS / 2 || now == 0 || !large)
    return om_fail(r, OM_E_NUMERIC, "sums were wrong");
  return OM_OK;
}

BAD_PLUGIN("innocent");
