/* Agreement and aggregation of every data set that the reference has: analysis of variance, ICC,
 * rwg, average deviation, awg, and within and between analysis.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"
#include "sets.h"

enum { MOST_UNITS = 1024, MOST_ITEMS = 16, MOST_CODES = 32 };

/* One scale by one unit, as agree() of reflib.R takes it. */
typedef struct scale {
  const char *set, *args;
  size_t k;
  const char *const *items;
  const char *unit, *unit2;
  uint32_t options;
} scale;

typedef struct by_unit {
  frame *f;
  groups g;
  size_t k;
  double *x[MOST_ITEMS]; /* NaN in rows that are not complete */
  double *mean;
  uint64_t n[MOST_UNITS];
} by_unit;

static void
analyse(const by_unit *u, const double *x, om_anova *a, om_icc_result *icc)
{
  static double mean[MOST_UNITS], ss[MOST_UNITS];
  static uint64_t n[MOST_UNITS];
  group_moments(&u->g, u->f->rows, x, n, mean, ss);
  om_anova1(u->g.count, n, mean, ss, a);
  om_icc(a, .95, icc);
}

static void
check_variance(const table *t, const char *args, const by_unit *u, const double *x, bool whole)
{
  om_anova a;
  om_icc_result icc;
  om_anova_effect e;
  analyse(u, x, &a, &icc);
  assert_reference(a.ms_between, reference(t, "aov_MSB", args), 1e-10);
  assert_reference(a.ms_within, reference(t, "aov_MSW", args), 1e-10);
  assert_reference(a.f, reference(t, "aov_F", args), 1e-10);
  assert_reference(a.p, reference(t, "aov_p", args), 1e-10);
  assert_reference(icc.icc1_mean_size.value, reference(t, "ICC1_multilevel", args), 1e-10);
  assert_reference(icc.icc2.value, reference(t, "ICC2_multilevel", args), 1e-10);
  if (!whole)
    return;
  om_anova_effects(&a, .95, &e);
  assert_reference((double)a.groups, reference(t, "groups", args), 0);
  assert_reference((double)a.n, reference(t, "cases", args), 0);
  assert_reference(a.n0, reference(t, "k0", args), 1e-10);
  assert_reference(icc.icc1.value, reference(t, "ICC1_k0", args), 1e-10);
  assert_reference(e.eta_squared.value, reference(t, "eta_squared", args), 1e-10);
  assert_reference(e.omega_squared.value, reference(t, "omega_squared", args), 1e-10);
  assert_true(e.eta_squared.lo < e.eta_squared.hi && e.epsilon_squared.value < e.eta_squared.value);
}

/* Values of all units, and what R printed of their spread. */
typedef struct collected {
  double value[MOST_UNITS];
  size_t n;
} collected;

static int
ascending(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void
collect(collected *c, om_stat s)
{
  if (!s.undefined)
    c->value[c->n++] = s.value;
}

static double
mean_of(const collected *c)
{
  return om_mean(c->n, c->value, .95).value;
}

static double
quantile_of(collected *c, double p)
{
  qsort(c->value, c->n, sizeof *c->value, ascending);
  return om_quantile7(c->n, c->value, p).value;
}

/* Everything about one unit. */
typedef struct agreement {
  om_stat rwgj, lindell, ad, ad_median, rwg, awg;
} agreement;

static agreement
agreement_of(const by_unit *u, size_t unit, double null, uint32_t options, double *scratch)
{
  double variance[MOST_ITEMS], nulls[MOST_ITEMS], ad[MOST_ITEMS], ad_median[MOST_ITEMS];
  agreement a = {.awg = {.undefined = "none"}};
  size_t n = 0;
  for (size_t j = 0; j < u->k; j++) {
    uint64_t counts[MOST_CODES] = {0};
    n = group_values(&u->g, u->f->rows, u->x[j], unit, scratch);
    double mean, ss;
    om_mean_ss(n, scratch, &mean, &ss);
    variance[j] = n > 1 ? ss / (double)(n - 1) : NAN;
    nulls[j] = null;
    for (size_t i = 0; i < n; i++)
      if (scratch[i] == floor(scratch[i]) && scratch[i] >= 0 && scratch[i] < MOST_CODES)
        counts[(size_t)scratch[i]]++;
    ad[j] = om_ad_mean(MOST_CODES, counts).value;
    ad_median[j] = om_ad_median(MOST_CODES, counts).value;
    if (j == 0) {
      a.rwg = om_rwg(n, variance[0], null);
      a.awg = om_awg(n, mean, variance[0], 1, options);
    }
  }
  a.rwgj = om_rwgj(n, u->k, variance, nulls);
  a.lindell = om_rwgj_lindell(n, u->k, variance, nulls);
  a.ad = om_adj(u->k, ad);
  a.ad_median = om_adj(u->k, ad_median);
  return a;
}

static void
check_printed_units(const table *t, const scale *s, const by_unit *u, size_t unit,
                    const agreement *a, size_t *found)
{
  size_t example = 0;
  while (u->g.of[example] != unit)
    example++;
  const table *const d = u->f->t;
  char args[256];
  snprintf(args, sizeof args, "%s;group=%s%s%s", s->args,
           table_text(d, example, table_column(d, s->unit)), s->unit2 ? " " : "",
           s->unit2 ? table_text(d, example, table_column(d, s->unit2)) : "");
  for (size_t i = 0; i < t->rows; i++) {
    if (strcmp(table_text(t, i, 2), args) != 0 || strcmp(table_text(t, i, 1), "rwg.j") != 0)
      continue;
    assert_reference((double)u->n[unit], reference(t, "gsize", args), 0);
    const double rwgj = reference(t, "rwg.j", args), ad = reference(t, "AD.M", args);
    if (isnan(rwgj)) /* one respondent */
      assert_non_null(a->rwgj.undefined);
    else
      assert_reference(a->rwgj.value, rwgj, 1e-10);
    if (isnan(ad) || u->n[unit] < 2)
      assert_non_null(a->ad.undefined);
    else
      assert_reference(a->ad.value, ad, 1e-10);
    ++*found;
  }
}

static void
check_agreement(const table *t, const scale *s, const by_unit *u)
{
  static collected rwgj, lindell, ad, ad_median, rwg, awg;
  collected *const all[] = {&rwgj, &lindell, &ad, &ad_median, &rwg, &awg};
  for (size_t c = 0; c < 6; c++)
    all[c]->n = 0;
  const double null = om_null_variance(OM_NULL_UNIFORM, s->options).value;
  assert_reference(null, reference(t, "ranvar_uniform", s->args), 0);
  double *const scratch = calloc(u->f->rows, sizeof *scratch);
  assert_non_null(scratch);
  size_t printed = 0, reached = 0;
  for (size_t j = 0; j < u->g.count; j++) {
    if (u->n[j] == 0)
      continue;
    const agreement a = agreement_of(u, j, null, s->options, scratch);
    collect(&rwgj, a.rwgj);
    collect(&lindell, a.lindell);
    collect(&ad, a.ad);
    collect(&ad_median, a.ad_median);
    collect(&rwg, a.rwg);
    collect(&awg, a.awg);
    reached += a.rwgj.value >= .7;
    if (s->k > 1)
      check_printed_units(t, s, u, j, &a, &printed);
  }
  free(scratch);
  char args[256];
  snprintf(args, sizeof args, "%s;%s", s->args, s->items[0]);
  assert_reference(mean_of(&rwg), reference(t, "rwg_mean", args), 1e-10);
  assert_reference(quantile_of(&rwg, .5), reference(t, "rwg_median", args), 1e-10);
  assert_reference(mean_of(&awg), reference(t, "awg_mean", args), 1e-10);
  if (s->k < 2)
    return;
  assert_true(printed >= 2);
  assert_reference(mean_of(&rwgj), reference(t, "rwg.j_mean", s->args), 1e-10);
  assert_reference(quantile_of(&rwgj, .5), reference(t, "rwg.j_median", s->args), 1e-10);
  assert_reference(quantile_of(&rwgj, 0), reference(t, "rwg.j_min", s->args), 1e-10);
  assert_reference(quantile_of(&rwgj, 1), reference(t, "rwg.j_max", s->args), 1e-10);
  assert_reference((double)reached / (double)rwgj.n, reference(t, "rwg.j_share_ge_.70", s->args),
                   1e-12);
  assert_reference(mean_of(&lindell), reference(t, "rwg.j.lindell_mean", s->args), 1e-10);
  assert_reference(mean_of(&ad), reference(t, "AD_mean_avg", s->args), 1e-10);
  assert_reference(quantile_of(&ad, .5), reference(t, "AD_mean_median", s->args), 1e-10);
  assert_reference(mean_of(&ad_median), reference(t, "ADmd_mean_avg", s->args), 1e-10);
}

static void
check_scale(frame *f, const scale *s)
{
  table *const t = reference_table(s->set);
  by_unit u = {.f = f, .g = groups_by(f->t, s->unit, s->unit2), .k = s->k};
  assert_true(u.g.count <= MOST_UNITS && s->k <= MOST_ITEMS);
  u.mean = calloc(f->rows, sizeof *u.mean);
  assert_non_null(u.mean);
  for (size_t j = 0; j < s->k; j++) {
    const double *const given = frame_column(f, s->items[j]);
    u.x[j] = calloc(f->rows, sizeof *u.x[j]);
    assert_non_null(u.x[j]);
    for (size_t i = 0; i < f->rows; i++) {
      u.x[j][i] = given[i];
      u.mean[i] += given[i] / (double)s->k; /* NaN spreads */
    }
  }
  for (size_t i = 0; i < f->rows; i++) {
    u.n[u.g.of[i]] += !isnan(u.mean[i]);
    for (size_t j = 0; j < s->k && isnan(u.mean[i]); j++)
      u.x[j][i] = NAN;
  }

  char args[256];
  for (size_t j = 0; j < s->k && j < 3; j++) {
    snprintf(args, sizeof args, "%s;%s", s->args, s->items[j]);
    check_variance(t, args, &u, u.x[j], false);
  }
  snprintf(args, sizeof args, "%s;scale mean", s->args);
  check_variance(t, args, &u, u.mean, true);
  check_agreement(t, s, &u);
  for (size_t j = 0; j < s->k; j++)
    free(u.x[j]);
  free(u.mean);
  groups_free(&u.g);
  table_free(t);
}

static void
test_in_the_tree(void **state)
{
  (void)state;
  static const char *const leadership[] = {"AF06", "AF07", "AP12", "AP17", "AP33", "AP34",
                                           "AS14", "AS15", "AS16", "AS17", "AS28"};
  static const char *const cohesion[] = {"COH01", "COH02", "COH03", "COH04", "COH05"};
  static const char *const y[] = {"y"}, *const satisfaction[] = {"JOBSAT1"};
  frame *f = frame_open("multilevel_bhr2000", NULL, ',');
  check_scale(f, &(scale){"multilevel_bhr2000", "11 leadership items by GRP", 11, leadership, "GRP",
                          NULL, 5});
  frame_free(f);
  f = frame_open("multilevel_cohesion", NULL, ',');
  check_scale(f, &(scale){"multilevel_cohesion", "COH01-05 by UNIT PLATOON", 5, cohesion, "UNIT",
                          "PLATOON", 5});
  check_scale(f, &(scale){"multilevel_cohesion", "COH01-05 by UNIT", 5, cohesion, "UNIT", NULL, 5});
  frame_free(f);
  f = frame_open("multilevel_sherifdat", NULL, ',');
  check_scale(f, &(scale){"multilevel_sherifdat", "y by group", 1, y, "group", NULL, 5});
  frame_free(f);

  f = frame_open("multilevel_univbct", NULL, ',');
  double *const one = frame_column(f, "JOBSAT1");
  const double *const time = frame_column(f, "TIME");
  for (size_t i = 0; i < f->rows; i++)
    one[i] = time[i] == 0 ? one[i] : NAN;
  check_scale(f, &(scale){"multilevel_univbct", "JOBSAT1 by BTN COMPANY", 1, satisfaction, "BTN",
                          "COMPANY", 5});
  frame_free(f);
}

static void
test_classes(void **state)
{
  (void)state;
  const struct {
    const char *name;
    const char *items[5];
    size_t k;
  } scales[] = {{"REL", {"SQB13A", "SQB13B", "SQB13C", "SQB13D", "SQB13E"}, 5},
                {"CLARITY", {"SQB08A", "SQB08B", "SQB08C", "SQB08D"}, 4},
                {"TESUP", {"SQB12A", "SQB12B", "SQB12C"}, 3},
                {"FEEDBACK", {"SQB16A", "SQB16B", "SQB16C", "SQB16D"}, 4},
                {"PINT", {"SQB03A", "SQB03B", "SQB03C"}, 3}};
  const char *const units[] = {"T_ID", "SCH_ID"};
  frame *f = frame_open("-", "1_linkage/gti/students.csv", ',');
  for (size_t s = 0; s < 5; s++) {
    for (size_t u = 0; u < 2; u++) {
      char args[64];
      snprintf(args, sizeof args, "%s by %s", scales[s].name, units[u]);
      check_scale(f, &(scale){"gti_A_dev", args, scales[s].k, scales[s].items, units[u], NULL, 4});
    }
  }
  frame_free(f);
}

static void
test_schools(void **state)
{
  (void)state;
  table *const t = reference_table("nlme_MathAchieve");
  frame *f = frame_open("-", "2_org/csv/nlme_MathAchieve.csv", ',');
  const by_unit u = {.f = f, .g = groups_by(f->t, "School", NULL)};
  om_anova a;
  om_icc_result icc;
  analyse(&u, frame_column(f, "MathAch"), &a, &icc);
  assert_reference(icc.icc1_mean_size.value, reference(t, "ICC1_multilevel", "MathAch"), 1e-10);
  assert_reference(icc.icc2.value, reference(t, "ICC2_multilevel", "MathAch"), 1e-10);
  free(u.g.of);
  frame_free(f);
  table_free(t);
}

static void
test_within_between(void **state)
{
  (void)state;
  table *const t = reference_table("multilevel_bh1996");
  frame *f = frame_open("multilevel_bh1996", NULL, ',');
  groups g = groups_by(f->t, "GRP", NULL);
  const double *const x = frame_column(f, "HRS"), *const y = frame_column(f, "WBEING");
  static uint64_t n[MOST_UNITS];
  static double mean_x[MOST_UNITS], mean_y[MOST_UNITS], ss[MOST_UNITS];
  group_moments(&g, f->rows, x, n, mean_x, ss);
  group_moments(&g, f->rows, y, n, mean_y, ss);
  double within[3] = {0};
  for (size_t i = 0; i < f->rows; i++) {
    const double dx = x[i] - mean_x[g.of[i]], dy = y[i] - mean_y[g.of[i]];
    within[0] += dx * dx;
    within[1] += dx * dy;
    within[2] += dy * dy;
  }
  om_waba w;
  om_within_between(g.count, n, mean_x, mean_y, within, &w);
  const struct {
    const char *statistic;
    double value;
  } parts[] = {{"waba:RawCorr", w.total.value},       {"waba:EtaBx", w.eta_x_between.value},
               {"waba:EtaBy", w.eta_y_between.value}, {"waba:CorrB", w.between.value},
               {"waba:EtaWx", w.eta_x_within.value},  {"waba:EtaWy", w.eta_y_within.value},
               {"waba:CorrW", w.within.value}};
  for (size_t i = 0; i < 7; i++)
    assert_reference(parts[i].value, reference(t, parts[i].statistic, "HRS,WBEING"), 1e-10);
  assert_close(w.total.value,
               w.eta_x_between.value * w.eta_y_between.value * w.between.value +
                   w.eta_x_within.value * w.eta_y_within.value * w.within.value,
               1e-12, 0);
  groups_free(&g);
  frame_free(f);
  table_free(t);

  om_within_between(1, n, mean_x, mean_y, within, &w);
  assert_undefined(w.total, "fewer than 2 units");
  const double flat[] = {0, 0, 1};
  om_within_between(2, (const uint64_t[]){2, 3}, (const double[]){1, 1}, mean_y, flat, &w);
  assert_undefined(w.eta_x_within, "zero variance");
  assert_undefined(w.within, "zero variance");
}

/* Brown & Hauenstein (2005): 1 is full agreement, -1 the largest variance that the mean allows, and
 * 0 half of it. */
static void
test_awg(void **state)
{
  (void)state;
  const double apart[] = {1, 1, 5, 5}, mixed[] = {2, 3, 3, 4, 5};
  double mean, ss;
  om_mean_ss(4, apart, &mean, &ss);
  assert_close(om_awg(4, mean, ss / 3, 1, 5).value, -1, 1e-14, 0);
  om_mean_ss(5, mixed, &mean, &ss);
  const double awg = om_awg(5, mean, ss / 4, 1, 5).value;
  assert_close(awg, 1 - 2 * 1.3 / ((6 * 3.4 - 3.4 * 3.4 - 5) * 5 / 4), 1e-13, 0);
  /* the other end of the scale is the same */
  assert_close(om_awg(5, 6 - mean, ss / 4, 1, 5).value, awg, 1e-14, 0);
  assert_true(om_awg(6, 5, 0, 1, 5).value == 1 && om_awg(6, 1, 0, 1, 5).value == 1);
  assert_true(om_awg(6, 3, 0, 1, 5).value == 1);
  /* four members: a mean below 2 leaves no room for an answer at the other end */
  assert_undefined(om_awg(4, 1.75, .25, 1, 5), "too near an end");
  assert_undefined(om_awg(4, 4.25, .25, 1, 5), "too near an end");
  assert_null(om_awg(4, 2, .5, 1, 5).undefined);
  assert_undefined(om_awg(1, 3, NAN, 1, 5), "fewer than 2 respondents");
  assert_undefined(om_awg(4, NAN, 1, 1, 5), "missing");
  assert_undefined(om_awg(4, 3, NAN, 1, 5), "missing");
  assert_undefined(om_awg(4, 3, 1, 5, 5), "fewer than 2 answers");
  const double means[] = {3.4, 1.2, 3}, variances[] = {1.3, .2, 0};
  assert_close(om_awgj(5, 3, means, variances, 1, 5).value, (awg + 1) / 2, 1e-14, 0);
  assert_undefined(om_awgj(5, 1, means + 1, variances, 1, 5), "too near an end");
  assert_undefined(om_awgj(5, 0, NULL, NULL, 1, 5), "no items");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_in_the_tree),    outside_test(test_classes), outside_test(test_schools),
      cmocka_unit_test(test_within_between), cmocka_unit_test(test_awg),
  };
  return cmocka_run_group_tests_name("stats/units", tests, NULL, close_summary);
}
