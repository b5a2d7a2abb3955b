/* Do the ranges cover what they promise?  make coverage-study: simulated studies of known truth,
 * the share of ranges that hold it, and the Monte Carlo error of that share.  Every study has its
 * own seed: the same table on every machine.  Not a test: nothing fails.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <orgmirror/stats.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_UNITS = 100, MOST_RANGES = 4, ITEMS = 5, SUMS = ITEMS + ITEMS * (ITEMS + 1) / 2 };
enum { RESAMPLES = OM_BOOT_MIN_BCA, ORDERS = 999, MOST_REPLICATIONS = 20000 };
static const size_t sizes[] = {10, 30, 100};
static const double conf = .95;

/* One simulated study: draws its data from `rng` and gives `ranges` results; resampling has a
 * place of its own. */
typedef void draw_fn(size_t units, om_rng *rng, const om_rng *place, om_stat *out);

typedef struct study {
  const char *what;
  const char *range[MOST_RANGES];
  double truth[MOST_RANGES];
  size_t replications;
  draw_fn *draw;
} study;

/* --- correlations */

static const double rho = .5;

static void
normal_pair(om_rng *rng, double *x, double *y)
{
  *x = om_rng_normal(rng);
  *y = rho * *x + sqrt(1 - rho * rho) * om_rng_normal(rng);
}

static void
bootstrap_pair(size_t units, const double *x, const double *y, const om_rng *place,
               om_boot_pair *pearson, om_boot_pair *spearman)
{
  const om_family family = {
      .n_units = units, .n_inside = 1, .n_outside = 1, .inside = &x, .outside = &y};
  const om_family_bootstrap how = {.resamples = RESAMPLES, .conf = conf, .rng = *place};
  om_bootstrap_family(&family, &how, pearson, spearman, NULL);
}

static void
draw_r(size_t units, om_rng *rng, const om_rng *place, om_stat *out)
{
  double x[MOST_UNITS], y[MOST_UNITS];
  for (size_t i = 0; i < units; i++)
    normal_pair(rng, &x[i], &y[i]);
  om_boot_pair pearson, spearman;
  bootstrap_pair(units, x, y, place, &pearson, &spearman);
  out[0] = om_pearson(units, x, y, conf);
  out[1] = pearson.boot.bca;
  out[2] = om_spearman(units, x, y, conf);
  out[3] = spearman.boot.bca;
}

/* Lognormal scores, as of incomes or waiting times: skewness 1.75. */
static void
draw_skewed_r(size_t units, om_rng *rng, const om_rng *place, om_stat *out)
{
  double x[MOST_UNITS], y[MOST_UNITS];
  for (size_t i = 0; i < units; i++) {
    normal_pair(rng, &x[i], &y[i]);
    x[i] = exp(.5 * x[i]);
    y[i] = exp(.5 * y[i]);
  }
  om_boot_pair pearson;
  bootstrap_pair(units, x, y, place, &pearson, NULL);
  out[0] = om_pearson(units, x, y, conf);
  out[1] = pearson.boot.bca;
}

/* Two controls c with x = c1 + e, y = .5 x + .5 c1 + .5 c2 + u; the semi-partial r of y with what
 * the controls leave of x is .5 / sd(y) = .5 / root(.5^2 + 1 + .5^2 + 1). */
static void
draw_partial(size_t units, om_rng *rng, const om_rng *place, om_stat *out)
{
  (void)place;
  double x[MOST_UNITS], y[MOST_UNITS], c[2][MOST_UNITS];
  const double *const control[] = {c[0], c[1]};
  for (size_t i = 0; i < units; i++) {
    c[0][i] = om_rng_normal(rng);
    c[1][i] = om_rng_normal(rng);
    x[i] = c[0][i] + om_rng_normal(rng);
    y[i] = .5 * x[i] + .5 * c[0][i] + .5 * c[1][i] + om_rng_normal(rng);
  }
  out[0] = om_partial(units, x, y, 2, control, conf);
  out[1] = om_semipartial(units, x, y, 2, control, conf);
}

/* --- reliability and agreement */

enum { PEOPLE = 8, MOST_IN_UNIT = 60 };

/* Sums and sums of products of the items over the people of each unit. */
typedef struct unit_sums {
  double of[MOST_UNITS][SUMS];
} unit_sums;

static double
alpha_of(const double *sums, double n)
{
  double single = 0, total = 0;
  size_t at = ITEMS;
  for (size_t i = 0; i < ITEMS; i++) {
    for (size_t j = i; j < ITEMS; j++) {
      const double c = sums[at++] - sums[i] * sums[j] / n;
      single += i == j ? c : 0;
      total += i == j ? c : 2 * c;
    }
  }
  return ITEMS / (ITEMS - 1.) * (1 - single / total);
}

static void
alpha_statistic(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  const unit_sums *const u = ctx;
  double sums[SUMS] = {0};
  for (size_t i = 0; i < n; i++)
    for (size_t s = 0; s < SUMS; s++)
      sums[s] += u->of[index[i]][s];
  *out = alpha_of(sums, (double)n * PEOPLE);
}

/* An item is the person's score of variance 1, of which `between` is the unit's, and an error of
 * variance 1: alpha 5/6. */
static void
draw_people(size_t units, double between, om_rng *rng, unit_sums *u, double *sscp)
{
  double all[SUMS] = {0};
  for (size_t unit = 0; unit < units; unit++) {
    const double shared = sqrt(between) * om_rng_normal(rng);
    for (size_t s = 0; s < SUMS; s++)
      u->of[unit][s] = 0;
    for (size_t p = 0; p < PEOPLE; p++) {
      const double score = shared + sqrt(1 - between) * om_rng_normal(rng);
      double x[ITEMS];
      size_t at = ITEMS;
      for (size_t i = 0; i < ITEMS; i++)
        u->of[unit][i] += x[i] = score + om_rng_normal(rng);
      for (size_t i = 0; i < ITEMS; i++)
        for (size_t j = i; j < ITEMS; j++)
          u->of[unit][at++] += x[i] * x[j];
    }
    for (size_t s = 0; s < SUMS; s++)
      all[s] += u->of[unit][s];
  }
  const double n = (double)units * PEOPLE;
  size_t at = 0;
  for (size_t i = 0; i < ITEMS; i++)
    for (size_t j = i; j < ITEMS; j++, at++)
      sscp[at] = all[ITEMS + at] - all[i] * all[j] / n;
}

static void
draw_alpha_with(double between, size_t units, om_rng *rng, const om_rng *place, om_stat *out)
{
  unit_sums u;
  double sscp[SUMS - ITEMS];
  draw_people(units, between, rng, &u, sscp);
  om_alpha_result a;
  om_alpha(ITEMS, units * PEOPLE, sscp, conf, &a, NULL, NULL);
  om_boot boot;
  om_bootstrap(units, 1, RESAMPLES, alpha_statistic, &u, place, conf, &boot);
  out[0] = a.raw;
  out[1] = boot.bca;
  out[2] = boot.percentile;
}

static void
draw_alpha_alone(size_t units, om_rng *rng, const om_rng *place, om_stat *out)
{
  draw_alpha_with(0, units, rng, place, out);
}

static void
draw_alpha_in_units(size_t units, om_rng *rng, const om_rng *place, om_stat *out)
{
  draw_alpha_with(.3, units, rng, place, out);
}

static const double icc1 = .1;

/* ICC(1) of .1 with 8 people in every unit, and with 2 to 14. */
static void
draw_icc(size_t units, om_rng *rng, const om_rng *place, om_stat *out)
{
  (void)place;
  for (int equal = 0; equal < 2; equal++) {
    uint64_t n[MOST_UNITS];
    double mean[MOST_UNITS], ss[MOST_UNITS];
    for (size_t i = 0; i < units; i++) {
      double x[2 * PEOPLE];
      const double shared = sqrt(icc1) * om_rng_normal(rng);
      n[i] = equal ? PEOPLE : 2 + 4 * (i % 4);
      for (size_t p = 0; p < n[i]; p++)
        x[p] = shared + sqrt(1 - icc1) * om_rng_normal(rng);
      om_mean_ss((size_t)n[i], x, &mean[i], &ss[i]);
    }
    om_anova a;
    om_icc_result icc;
    om_anova1(units, n, mean, ss, &a);
    om_icc(&a, conf, &icc);
    out[1 - equal] = icc.icc1;
  }
}

/* --- mediation, means, net promoter score */

/* x -> m -> y, slopes .4 and .4, direct .2. */
static void
draw_mediation(size_t units, om_rng *rng, const om_rng *place, om_stat *out)
{
  double x[MOST_UNITS], m[MOST_UNITS], y[MOST_UNITS];
  for (size_t i = 0; i < units; i++) {
    x[i] = om_rng_normal(rng);
    m[i] = .4 * x[i] + om_rng_normal(rng);
    y[i] = .4 * m[i] + .2 * x[i] + om_rng_normal(rng);
  }
  const om_mediation_data data = {units, x, m, y, 0, NULL};
  om_mediation sobel;
  om_mediate(&data, conf, &sobel);
  om_boot boot[3];
  om_bootstrap(units, 3, RESAMPLES, om_mediation_statistic, &data, place, conf, boot);
  out[0] = sobel.indirect;
  out[1] = boot[0].bca;
  out[2] = boot[0].percentile;
}

static void
draw_mean(size_t units, om_rng *rng, const om_rng *place, om_stat *out)
{
  (void)place;
  double x[MOST_UNITS], skewed[MOST_UNITS];
  for (size_t i = 0; i < units; i++) {
    x[i] = om_rng_normal(rng);
    skewed[i] = -log(om_rng_uniform(rng));
  }
  out[0] = om_mean(units, x, conf);
  out[1] = om_mean(units, skewed, conf);
}

/* Cuts of a normal score into 40 % promoters, 20 % detractors and the rest: score 20. */
static unsigned
answer(double z)
{
  return z > om_z_quantile(.6) ? 9 : z < om_z_quantile(.2) ? 5 : 7;
}

/* Sizes of units: all alike, 2 to 14, and a fifth of the units with most of the people. */
static size_t
size_of(size_t unit, int kind)
{
  return kind == 0       ? PEOPLE
         : kind == 1     ? 2 + 4 * (unit % 4)
         : unit % 5 == 0 ? 60
                         : 1 + 2 * (unit % 5);
}

/* Normal scores of the people of a unit, of variance 1, of which `between` is the unit's. */
static size_t
draw_unit(size_t unit, int kind, double between, om_rng *rng, double *x)
{
  const size_t n = size_of(unit, kind);
  const double shared = sqrt(between) * om_rng_normal(rng);
  for (size_t p = 0; p < n; p++)
    x[p] = shared + sqrt(1 - between) * om_rng_normal(rng);
  return n;
}

/* As many answers as units; then answers in units, as if they were independent and by unit. */
static void
draw_nps(size_t units, om_rng *rng, const om_rng *place, om_stat *out)
{
  (void)place;
  uint64_t alone[11] = {0}, together[11] = {0};
  for (size_t i = 0; i < units; i++)
    alone[answer(om_rng_normal(rng))]++;
  out[0] = om_nps(0, 10, alone, conf);
  for (int kind = 0; kind < 2; kind++) {
    uint64_t counts[11 * MOST_UNITS] = {0};
    for (size_t i = 0; i < units; i++) {
      double x[MOST_IN_UNIT];
      const size_t n = draw_unit(i, kind, .1, rng, x);
      for (size_t p = 0; p < n; p++) {
        counts[11 * i + answer(x[p])]++;
        together[answer(x[p])] += kind == 0;
      }
    }
    out[2 + kind] = om_nps_by_unit(0, 10, units, counts, conf);
  }
  out[1] = om_nps(0, 10, together, conf);
}

/* The share of scores above `cut`: as if independent with 8 a unit, then by unit. */
static void
draw_share(double cut, size_t units, om_rng *rng, om_stat *out)
{
  for (int kind = 0; kind < 3; kind++) {
    uint64_t n[MOST_UNITS], hits[MOST_UNITS], people = 0, all = 0;
    for (size_t i = 0; i < units; i++) {
      double x[MOST_IN_UNIT];
      n[i] = draw_unit(i, kind, .1, rng, x);
      hits[i] = 0;
      for (size_t p = 0; p < n[i]; p++)
        hits[i] += x[p] > cut;
      people += n[i];
      all += hits[i];
    }
    if (kind == 0)
      out[0] = om_share(all, people, conf);
    out[1 + kind] = om_share_by_unit(units, hits, n, conf);
  }
}

static void
draw_favourable(size_t units, om_rng *rng, const om_rng *place, om_stat *out)
{
  (void)place;
  draw_share(om_z_quantile(.6), units, rng, out);
}

static void
draw_rare(size_t units, om_rng *rng, const om_rng *place, om_stat *out)
{
  (void)place;
  draw_share(om_z_quantile(.95), units, rng, out);
}

/* The mean of all people: as if independent with 8 a unit, then by unit. */
static void
draw_mean_in_units(size_t units, om_rng *rng, const om_rng *place, om_stat *out)
{
  (void)place;
  for (int kind = 0; kind < 3; kind++) {
    double people[MOST_UNITS * PEOPLE], x[MOST_IN_UNIT], mean[MOST_UNITS], ss;
    uint64_t n[MOST_UNITS];
    for (size_t i = 0; i < units; i++) {
      n[i] = draw_unit(i, kind, .1, rng, x);
      om_mean_ss((size_t)n[i], x, &mean[i], &ss);
      for (size_t p = 0; kind == 0 && p < PEOPLE; p++)
        people[i * PEOPLE + p] = x[p];
    }
    if (kind == 0)
      out[0] = om_mean(units * PEOPLE, people, conf);
    out[1 + kind] = om_mean_by_unit(units, n, mean, conf);
  }
}

/* --- permutation: p where nothing goes with anything */

static void
draw_null(size_t units, om_rng *rng, const om_rng *place, om_stat *out)
{
  double x[MOST_UNITS], y[MOST_UNITS];
  const double *const inside = x, *const outside = y;
  for (size_t i = 0; i < units; i++) {
    x[i] = exp(.5 * om_rng_normal(rng));
    y[i] = om_rng_normal(rng);
  }
  const om_family family = {
      .n_units = units, .n_inside = 1, .n_outside = 1, .inside = &inside, .outside = &outside};
  const om_family_permutation how = {.permutations = ORDERS, .rng = *place};
  om_test pearson, spearman;
  om_permute_family(&family, &how, &pearson, &spearman, NULL);
  out[0] = (om_stat){.p = pearson.p};
  out[1] = (om_stat){.p = spearman.p};
}

/* --- the table */

static const study ranges[] = {
    {"r = .5, normal scores",
     {"Pearson, Fisher's z", "Pearson, BCa", "Spearman, Bonett & Wright", "Spearman, BCa"},
     {.5, .5, .48258358, .48258358}, /* 6 / pi asin(r / 2) */
     4000,
     draw_r},
    {"r = .5 of the logs, lognormal scores",
     {"Pearson, Fisher's z", "Pearson, BCa"},
     {.46879063, .46879063}, /* (exp(s^2 r) - 1) / (exp(s^2) - 1), s = .5 */
     4000,
     draw_skewed_r},
    {"two controls", {"partial r", "semi-partial r"}, {.44721360, .31622777}, 4000, draw_partial},
    {"alpha = 5/6, 8 people a unit, units alike",
     {"Feldt", "by unit, BCa", "by unit, percentile"},
     {5. / 6, 5. / 6, 5. / 6},
     4000,
     draw_alpha_alone},
    {"alpha = 5/6, ICC(1) of the score .3",
     {"Feldt", "by unit, BCa", "by unit, percentile"},
     {5. / 6, 5. / 6, 5. / 6},
     4000,
     draw_alpha_in_units},
    {"ICC(1) = .1", {"F, 8 people a unit", "F, 2 to 14 people"}, {.1, .1}, 4000, draw_icc},
    {"a b = .16",
     {"Sobel", "by unit, BCa", "by unit, percentile"},
     {.16, .16, .16},
     2000,
     draw_mediation},
    {"mean", {"t, normal scores", "t, exponential scores"}, {0, 1}, 4000, draw_mean},
    {"NPS = 20",
     {"J answers alone", "8 a unit, as if alone", "8 a unit, by unit", "2 to 14 a unit, by unit"},
     {20, 20, 20, 20},
     4000,
     draw_nps},
    {"mean, ICC(1) = .1",
     {"8 a unit, as if alone", "8 a unit, by unit", "2 to 14 a unit, by unit",
      "1 to 60 a unit, by unit"},
     {0, 0, 0, 0},
     4000,
     draw_mean_in_units},
    {"share of 40 %",
     {"8 a unit, as if alone", "8 a unit, by unit", "2 to 14 a unit, by unit",
      "1 to 60 a unit, by unit"},
     {.4, .4, .4, .4},
     4000,
     draw_favourable},
    {"share of 5 %",
     {"8 a unit, as if alone", "8 a unit, by unit", "2 to 14 a unit, by unit",
      "1 to 60 a unit, by unit"},
     {.05, .05, .05, .05},
     4000,
     draw_rare},
};

/* What became of the ranges of a study's replications, each written by one task. */
typedef struct tally {
  const study *study;
  size_t units;
  om_rng base;
  om_stat *out; /* replications x MOST_RANGES */
} tally;

static void
replicate(void *ctx, size_t i)
{
  const tally *const t = ctx;
  om_rng rng = om_rng_at(&t->base, 2 * i);
  const om_rng place = om_rng_at(&t->base, 2 * i + 1);
  t->study->draw(t->units, &rng, &place, t->out + i * MOST_RANGES);
}

static void
run(const study *s, size_t units, uint64_t key, om_stat *out)
{
  tally t = {.study = s, .units = units, .base = {.key = key}, .out = out};
  const om_parallel two = om_threads(2);
  two.run(two.ctx, s->replications, replicate, &t);
}

static void
print_range(const study *s, size_t units, size_t r, const om_stat *out)
{
  size_t with = 0, below = 0, above = 0;
  for (size_t i = 0; i < s->replications; i++) {
    const om_stat *const one = &out[i * MOST_RANGES + r];
    if (isnan(one->lo))
      continue;
    with++;
    below += one->hi < s->truth[r];
    above += one->lo > s->truth[r];
  }
  const double n = (double)with, covered = (double)(with - below - above) / n;
  printf("| %s | %s | %zu | %.1f | %.1f | %.1f | %.1f | %.1f |\n", s->what, s->range[r], units,
         100 * covered, 100 * sqrt(covered * (1 - covered) / n), 100 * (double)below / n,
         100 * (double)above / n, 100 * (1 - n / (double)s->replications));
}

static void
print_permutation(om_stat *out)
{
  const study s = {.replications = MOST_REPLICATIONS, .draw = draw_null};
  static const char *const names[] = {"Pearson", "Spearman"};
  puts("\n| p by permutation | J | p at most .01 | .05 | .20 | .50 | error of the .05 |\n"
       "|---|---|---|---|---|---|---|");
  for (size_t j = 0; j < 3; j++) {
    run(&s, sizes[j], 9000 + sizes[j], out);
    for (size_t r = 0; r < 2; r++) {
      static const double levels[] = {.01, .05, .2, .5};
      printf("| %s | %zu |", names[r], sizes[j]);
      for (size_t l = 0; l < 4; l++) {
        size_t count = 0;
        for (size_t i = 0; i < s.replications; i++)
          count += out[i * MOST_RANGES + r].p <= levels[l] + 1e-12;
        printf(" %.1f |", 100 * (double)count / (double)s.replications);
      }
      printf(" %.1f |\n", 100 * sqrt(.05 * .95 / (double)s.replications));
    }
  }
}

int
main(void)
{
  om_stat *const out = calloc((size_t)MOST_REPLICATIONS * MOST_RANGES, sizeof *out);
  if (!out)
    return EXIT_FAILURE;
  puts("| study | range | J | covers % | error | all below % | all above % | no range % |\n"
       "|---|---|---|---|---|---|---|---|");
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
    const study *const s = &ranges[i];
    for (size_t j = 0; j < 3; j++) {
      run(s, sizes[j], 1000 * (i + 1) + sizes[j], out);
      for (size_t r = 0; r < MOST_RANGES && s->range[r]; r++)
        print_range(s, sizes[j], r, out);
      fflush(stdout);
    }
  }
  print_permutation(out);
  free(out);
  return EXIT_SUCCESS;
}
