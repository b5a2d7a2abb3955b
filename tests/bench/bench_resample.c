/* How fast a linkage family is resampled: 6 inside and 4 outside scores over 1,000 units, 10,000
 * BCa resamples of Pearson's r and Spearman's rho, and 100,000 permutations with max T over the
 * family, on one thread and two; the best of five runs.
 * Given a file name, writes the data there for bench_resample.R; given what that prints, prints the
 * ratios, of elapsed and of processor seconds (which do not mind what else the machine does).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <orgmirror/stats.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { UNITS = 1000, INSIDE = 6, OUTSIDE = 4, PAIRS = INSIDE * OUTSIDE, REPEATS = 5 };

static double score[INSIDE + OUTSIDE][UNITS];

/* Answers on five-point scales averaged over people, with a common factor: few ties. */
static void
make_scores(void)
{
  om_rng rng = {.key = 20240917};
  for (int u = 0; u < UNITS; u++) {
    const double common = om_rng_normal(&rng);
    for (int c = 0; c < INSIDE + OUTSIDE; c++)
      score[c][u] = 3.4 + .15 * common + .35 * om_rng_normal(&rng);
  }
}

static double
seconds(clockid_t clock)
{
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static om_boot_pair r[PAIRS], rho[PAIRS];
static om_test r_test[PAIRS], rho_test[PAIRS];

enum { BOOT, PERM_R, PERM_BOTH, JOBS };
static const char *const name[JOBS] = {"10,000 BCa resamples, r and rho", "100,000 permutations, r",
                                       "100,000 permutations, r and rho"};

static void
run(int job, const om_parallel *threads)
{
  const double *column[INSIDE + OUTSIDE];
  for (int c = 0; c < INSIDE + OUTSIDE; c++)
    column[c] = score[c];
  const om_family family = {.n_units = UNITS,
                            .n_inside = INSIDE,
                            .n_outside = OUTSIDE,
                            .inside = column,
                            .outside = column + INSIDE};
  const om_family_bootstrap boot = {
      .resamples = 10000, .conf = .95, .rng = {.key = 1}, .parallel = threads};
  const om_family_permutation permutation = {
      .permutations = 100000, .rng = {.key = 2}, .parallel = threads};
  if (job == BOOT)
    om_bootstrap_family(&family, &boot, r, rho, NULL);
  else
    om_permute_family(&family, &permutation, r_test, job == PERM_BOTH ? rho_test : NULL, NULL);
}

typedef struct cost {
  double elapsed, processor;
} cost;

static cost
best_of(int job, unsigned n_threads)
{
  const om_parallel threads = om_threads(n_threads);
  cost best = {INFINITY, INFINITY};
  for (int i = 0; i < REPEATS; i++) {
    const double start = seconds(CLOCK_MONOTONIC), used = seconds(CLOCK_PROCESS_CPUTIME_ID);
    run(job, &threads);
    best.elapsed = fmin(best.elapsed, seconds(CLOCK_MONOTONIC) - start);
    best.processor = fmin(best.processor, seconds(CLOCK_PROCESS_CPUTIME_ID) - used);
  }
  return best;
}

static int
write_scores(const char *file)
{
  FILE *const f = fopen(file, "w");
  if (!f)
    return 1;
  for (int u = 0; u < UNITS; u++)
    for (int c = 0; c < INSIDE + OUTSIDE; c++)
      fprintf(f, "%.17g%c", score[c][u], c + 1 < INSIDE + OUTSIDE ? ',' : '\n');
  return fclose(f) != 0;
}

int
main(int argc, char **argv)
{
  make_scores();
  if (argc == 2)
    return write_scores(argv[1]);
  for (int job = 0; job < JOBS; job++) {
    const cost one = best_of(job, 1), two = best_of(job, 2);
    printf("%-32s one thread %7.4f s, two threads %7.4f s (processor %7.4f s)\n", name[job],
           one.elapsed, two.elapsed, two.processor);
    if (argc == 1 + 2 * JOBS) {
      const double elapsed = atof(argv[1 + 2 * job]), processor = atof(argv[2 + 2 * job]);
      printf("%32s R, two processes %7.3f s (processor %7.3f s): %.0f times, processor %.0f "
             "times\n",
             "", elapsed, processor, elapsed / two.elapsed, processor / two.processor);
    }
  }
  printf("first pair: r %.6f BCa %.6f %.6f, rho %.6f BCa %.6f %.6f, p %.5f\n", r[0].boot.bca.value,
         r[0].boot.bca.lo, r[0].boot.bca.hi, rho[0].boot.bca.value, rho[0].boot.bca.lo,
         rho[0].boot.bca.hi, r_test[0].p);
  return 0;
}
