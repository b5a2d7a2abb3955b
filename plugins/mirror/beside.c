/* The declared pairs in other lights: weighted by how many answered; freed of the error of unit
 * means; what a true link would look like through that error; and unit by unit, how many obey. */
#include "mirror.h"

#include <stdlib.h>

/* Nobody decides by these ranges, so they need not cost more than this many units drawn. */
#define MOST_DRAWN 2.5e7
/* A true correlation between the experience of staff and of customers, corrected for error, as the
 * largest meta-analysis found it: Harter, Schmidt & Hayes (2002). */
#define BENCHMARK_R .33

/* What the people of the matched units said, side by side. */
typedef struct sides {
  uint32_t n;
  uint64_t *n_x, *n_y;
  double *ss_x, *ss_y, *weight;
} sides;

static void
release(sides *d)
{
  free(d->n_x);
  free(d->ss_x);
}

/* By default the harmonic mean: a unit with many on one side and few on the other is one of few. */
static double
weight_of(double x, double y, int which)
{
  if (!(x > 0) || !(y > 0))
    return 0;
  return which == WEIGHT_INSIDE ? x : which == WEIGHT_OUTSIDE ? y : 2 / (1 / x + 1 / y);
}

static int
take(om_run *r, const om_pair *p, const om_link *link, sides *d)
{
  const int which = (int)om_option_value(r, "weights");
  const size_t n = link->n;
  *d = (sides){.n = link->n,
               .n_x = calloc(2 * n + 1, sizeof *d->n_x),
               .ss_x = calloc(3 * n + 1, sizeof *d->ss_x)};
  if (!d->n_x || !d->ss_x)
    return 0;
  d->n_y = d->n_x + n;
  d->ss_y = d->ss_x + n;
  d->weight = d->ss_y + n;
  for (uint32_t u = 0; u < n; u++) {
    const om_scores *const x = om_scores_of(r, p->inside, link->units[u]);
    const om_scores *const y = om_scores_of(r, p->outside, link->units[u]);
    d->n_x[u] = x->n;
    d->n_y[u] = y->n;
    d->ss_x[u] = x->ss;
    d->ss_y[u] = y->ss;
    d->weight[u] = weight_of((double)x->n, (double)y->n, which);
  }
  return 1;
}

static int
is_of_people(const om_scale *scale)
{
  return scale->survey->level == OM_LEVEL_RESPONDENT && !scale->survey->weighted;
}

/* --- weighted -------------------------------------------------------------------------------- */

static void
say_weighted(om_run *r, const om_about *about, const om_link *link, const sides *d)
{
  int knows_n = 1;
  for (uint32_t u = 0; u < d->n; u++)
    knows_n &= d->weight[u] > 0;
  om_stat s =
      om_pearson_weighted(d->n, link->inside, link->outside, d->weight, om_study_of(r)->confidence);
  if (!knows_n && !s.undefined)
    s = (om_stat){.value = NAN,
                  .lo = NAN,
                  .hi = NAN,
                  .se = NAN,
                  .p = NAN,
                  .undefined = "not every unit says how many answered"};
  say_stat(r, "weighted_r", about, &s);
}

/* --- error of unit means --------------------------------------------------------------------- */

static om_stat
icc2_of(const om_link *link, const uint64_t *n, const double *mean, const double *ss, double conf,
        double *icc1)
{
  om_anova anova;
  om_icc_result icc;
  om_anova1(link->n, n, mean, ss, &anova);
  om_icc(&anova, conf, &icc);
  *icc1 = icc.icc1.undefined ? NAN : icc.icc1.value;
  return icc.icc2;
}

static void
say_disattenuated(om_run *r, const om_about *about, const pair_result *x, const sides *d)
{
  const om_study *const s = om_study_of(r);
  const om_link *const link = x->link;
  double icc_x, icc_y;
  const om_stat rel_x = icc2_of(link, d->n_x, link->inside, d->ss_x, s->confidence, &icc_x);
  const om_stat rel_y = icc2_of(link, d->n_y, link->outside, d->ss_y, s->confidence, &icc_y);
  om_stat free_of_error = om_disattenuated(&x->pearson, &rel_x, &rel_y);
  const double drawn = MOST_DRAWN / ((double)link->n * s->n_pairs);
  const uint32_t resamples = (uint32_t)fmin(om_option_value(r, "resamples"), fmax(drawn, 1));
  if (!free_of_error.undefined && resamples >= OM_BOOT_MIN_BCA) {
    const om_two_sides both = {{d->n_x, link->inside, d->ss_x}, {d->n_y, link->outside, d->ss_y}};
    const om_rng rng = om_rng_stream(r, STREAM_CHAIN_BOOTSTRAP);
    om_boot boot[4];
    om_bootstrap(link->n, 4, resamples, om_disattenuation_statistic, &both, &rng, s->confidence,
                 boot);
    free_of_error.lo = boot[0].bca.lo;
    free_of_error.hi = boot[0].bca.hi;
  }
  say_stat(r, "error_free_r", about, &free_of_error);
  const om_stat expected = om_expected_r(BENCHMARK_R, link->n, icc_x, d->n_x, icc_y, d->n_y);
  say_stat(r, "expected_r", about, &expected);
  const om_stat power = om_power_of_r(link->n, expected.value, s->confidence);
  say_stat(r, "expected_power", about, &power);
}

static void
say_no_people(om_run *r, const om_about *about)
{
  static const char *const why = "unweighted answers of persons are needed on both sides";
  say_number(r, "error_free_r", about, NAN, why);
  say_number(r, "expected_r", about, NAN, why);
  say_number(r, "expected_power", about, NAN, why);
}

/* --- how many units obey --------------------------------------------------------------------- */

static double
mean_of(uint32_t n, const double *x)
{
  double mean, ss;
  om_mean_ss(n, x, &mean, &ss);
  return mean;
}

/* Whether each unit stands on the side of the mean that the pair expects: 1 or 0. */
static void
say_obeying(om_run *r, const om_about *about, const pair_result *x, against *units)
{
  const om_link *const link = x->link;
  const double in = mean_of(link->n, link->inside), out = mean_of(link->n, link->outside);
  uint64_t obeying = 0;
  for (uint32_t u = 0; u < link->n; u++) {
    const double together = (link->inside[u] - in) * (link->outside[u] - out);
    const int obeys = x->pair->sign * together > 0;
    obeying += (uint64_t)obeys;
    units[link->units[u]->index].of++;
    units[link->units[u]->index].n += !obeys;
  }
  const om_stat share = om_share(obeying, link->n, om_study_of(r)->confidence);
  say_stat(r, "obeying", about, &share);
}

/* Every unit is listed, so that being listed says nothing. */
static void
against_table(om_run *r, const against *units)
{
  enum { FEWEST_PAIRS = 3 };
  const om_study *const s = om_study_of(r);
  if (s->n_pairs < FEWEST_PAIRS)
    return;
  om_table *const t = om_table_new(r, "counter-examples",
                                   "Declared pairs that each unit goes against", OM_ROWS_UNITS);
  r->host->table_column(t, "pairs_against", "Pairs against", NULL);
  r->host->table_order(t, 1, OM_DESCENDING);
  for (uint32_t u = 0; u < s->n_units; u++) {
    if (!units[u].of)
      continue;
    const om_about *const about = OM_ABOUT(.unit = s->units[u]);
    say_number(r, "pairs_against", about, units[u].n, NULL);
    r->host->table_row(t, about);
  }
}

static void
beside_tables(om_run *r)
{
  const om_study *const s = om_study_of(r);
  om_table *const t =
      om_table_new(r, "beside", "The same pairs, weighted and freed of error", OM_ROWS_PAIRS);
  r->host->table_column(t, "pearson_r", "Correlation (95% range)", NULL);
  r->host->table_column(t, "weighted_r", "Weighted by answers (95% range)", NULL);
  r->host->table_column(t, "error_free_r", "Freed of error (95% range)", NULL);
  r->host->table_column(t, "expected_r", "Seen of a true .33", NULL);
  r->host->table_column(t, "expected_power", "Found how often", NULL);
  r->host->table_column(t, "obeying", "Units that obey", NULL);
  for (uint32_t i = 0; i < s->n_pairs; i++)
    r->host->table_row(t, OM_ABOUT(.inside = s->pairs[i]->inside, .outside = s->pairs[i]->outside));
}

int
report_beside(om_run *r, const pair_result *pairs)
{
  const om_study *const s = om_study_of(r);
  against *const units = calloc((size_t)s->n_units + 1, sizeof *units);
  int fine = units != NULL;
  for (uint32_t i = 0; fine && i < s->n_pairs; i++) {
    const om_pair *const p = s->pairs[i];
    const om_about *const about = OM_ABOUT(.inside = p->inside, .outside = p->outside);
    sides d;
    fine = take(r, p, pairs[i].link, &d);
    if (fine) {
      say_weighted(r, about, pairs[i].link, &d);
      if (is_of_people(p->inside) && is_of_people(p->outside))
        say_disattenuated(r, about, &pairs[i], &d);
      else
        say_no_people(r, about);
      say_obeying(r, about, &pairs[i], units);
    }
    release(&d);
  }
  if (fine) {
    beside_tables(r);
    against_table(r, units);
  }
  free(units);
  return fine;
}
