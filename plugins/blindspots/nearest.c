/* Which inside dimension is nearest to an outside one, and whether units differ in it at all. */
#include "blindspots.h"

#include <stdlib.h>

/* The units (level 0) that have a score on the outside scale, and their columns. */
typedef struct columns {
  uint32_t n;
  double *outside;
  double **inside;
} columns;

static void
release(columns *c, uint32_t n_inside)
{
  for (uint32_t i = 0; c->inside && i < n_inside; i++)
    free(c->inside[i]);
  free(c->inside);
  free(c->outside);
}

static int
take(om_run *r, uint32_t n_inside, const om_scale *const *inside, const om_scale *outside,
     columns *c)
{
  const om_study *const s = om_study_of(r);
  *c = (columns){.outside = calloc((size_t)s->n_units + 1, sizeof *c->outside),
                 .inside = calloc((size_t)n_inside + 1, sizeof *c->inside)};
  int fine = c->outside && c->inside;
  for (uint32_t i = 0; fine && i < n_inside; i++)
    fine = (c->inside[i] = calloc((size_t)s->n_units + 1, sizeof **c->inside)) != NULL;
  for (uint32_t u = 0; fine && u < s->n_units; u++) {
    const double y = om_scores_of(r, outside, s->units[u])->mean;
    if (s->units[u]->level != 0 || isnan(y))
      continue;
    for (uint32_t i = 0; i < n_inside; i++)
      c->inside[i][c->n] = om_scores_of(r, inside[i], s->units[u])->mean;
    c->outside[c->n++] = y;
  }
  return fine;
}

/* A pair that rests on fewer units counts for less, as it does in the test. */
static void
choose(uint32_t n_inside, const om_scale *const *inside, const om_test *test, seen *x)
{
  double largest = -1;
  for (uint32_t i = 0; i < n_inside; i++) {
    if (test[i].undefined) {
      x->why = x->nearest ? x->why : test[i].undefined;
      continue;
    }
    const double t = fabs(test[i].statistic) * sqrt((double)test[i].n - 1);
    if (t <= largest)
      continue;
    largest = t;
    x->nearest = inside[i];
    x->r = test[i].statistic;
    x->p = test[i].p_max;
    x->n = (uint32_t)test[i].n;
  }
}

int
find_nearest(om_run *r, uint32_t n_inside, const om_scale *const *inside, seen *x)
{
  columns c;
  om_test *const test = calloc((size_t)n_inside + 1, sizeof *test);
  const int fine = take(r, n_inside, inside, x->outside, &c) && test;
  if (fine) {
    const double *const outside = c.outside;
    const om_family family = {.n_units = c.n,
                              .n_inside = n_inside,
                              .n_outside = 1,
                              .inside = (const double *const *)c.inside,
                              .outside = &outside};
    const om_parallel threads = om_threads_of(r);
    const om_family_permutation how = {.permutations = (uint32_t)om_option_value(r, "permutations"),
                                       .rng = om_rng_stream(r, STREAM_PERMUTATION),
                                       .parallel = &threads};
    om_permute_family(&family, &how, test, NULL, NULL);
    choose(n_inside, inside, test, x);
  }
  release(&c, n_inside);
  free(test);
  return fine;
}

int
find_differences(om_run *r, seen *x)
{
  const om_study *const s = om_study_of(r);
  x->icc = (om_stat){.value = NAN,
                     .lo = NAN,
                     .hi = NAN,
                     .se = NAN,
                     .p = NAN,
                     .undefined = "published figures do not tell how persons differ"};
  x->icc_p = NAN;
  if (x->outside->survey->level == OM_LEVEL_UNIT)
    return 1;
  uint64_t *const n = calloc((size_t)s->n_units + 1, sizeof *n);
  double *const mean = calloc(2 * (size_t)s->n_units + 1, sizeof *mean), *const ss =
                                                                             mean + s->n_units;
  size_t units = 0;
  for (uint32_t u = 0; n && mean && u < s->n_units; u++) {
    const om_scores *const scores = om_scores_of(r, x->outside, s->units[u]);
    if (s->units[u]->level != 0 || scores->n == 0)
      continue;
    n[units] = scores->n;
    mean[units] = scores->plain_mean;
    ss[units++] = scores->ss;
  }
  if (n && mean) {
    om_anova anova;
    om_icc_result icc;
    om_anova1(units, n, mean, ss, &anova);
    om_icc(&anova, s->confidence, &icc);
    x->icc = icc.icc1;
    x->icc.p = NAN;
    x->icc_p = anova.undefined ? NAN : anova.p;
  }
  const int fine = n && mean;
  free(n);
  free(mean);
  return fine;
}
