/* The random-intercept model against R: REML iterated to 1e-11, lme4, and dense matrices.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"
#include "sets.h"

enum { MOST_UNITS = 1024 };

/* Sufficient statistics of rows where all variables and the unit are known. */
typedef struct sufficient {
  size_t groups, q;
  uint64_t n[MOST_UNITS];
  double mean[MOST_UNITS * 4], within[10];
  size_t example[MOST_UNITS]; /* a row of each unit */
} sufficient;

static bool
row_is_known(size_t k, const double *const *x, size_t i)
{
  for (size_t a = 0; a < k; a++)
    if (isnan(x[a][i]))
      return false;
  return true;
}

static sufficient *
summarize(const groups *g, size_t rows, size_t q, const double *const *x)
{
  sufficient *s = calloc(1, sizeof *s);
  assert_true(s && g->count <= MOST_UNITS && q < 4);
  const size_t k = q + 1;
  s->groups = g->count;
  s->q = q;
  for (size_t i = rows; i-- > 0;) {
    if (!row_is_known(k, x, i))
      continue;
    s->n[g->of[i]]++;
    s->example[g->of[i]] = i;
    for (size_t a = 0; a < k; a++)
      s->mean[g->of[i] * k + a] += x[a][i];
  }
  for (size_t j = 0; j < g->count; j++)
    for (size_t a = 0; a < k && s->n[j] > 0; a++)
      s->mean[j * k + a] /= (double)s->n[j];
  for (size_t i = 0; i < rows; i++) {
    if (!row_is_known(k, x, i))
      continue;
    const double *const m = s->mean + g->of[i] * k;
    for (size_t a = 0; a < k; a++)
      for (size_t b = a; b < k; b++)
        s->within[om_packed(k, a, b)] += (x[a][i] - m[a]) * (x[b][i] - m[b]);
  }
  return s;
}

static void
check_reml(const table *t, const char *args, const om_random_intercept *r)
{
  assert_reference(r->sigma2.value, reference(t, "reml_sigma2", args), 1e-9);
  assert_reference(r->tau2.value, reference(t, "reml_tau2", args), 1e-9);
  assert_reference(r->icc.value, reference(t, "reml_ICC", args), 1e-9);
  assert_reference(r->log_likelihood, reference(t, "reml_logLik", args), 1e-9);
  assert_reference(-2 * r->log_likelihood, reference(t, "reml_criterion", args), 1e-9);
  assert_close(r->tau2.value, reference(t, "lme4_REML_tau2", args), 1e-5, 0);
  assert_close(r->sigma2.value, reference(t, "lme4_REML_sigma2", args), 1e-5, 0);
  assert_close(-2 * r->log_likelihood, reference(t, "lme4_REML_criterion", args), 1e-5, 0);
}

/* Everything that R says of one model; predictors first in x, the outcome last. */
static void
check_model(const char *set, const char *args, const frame *f, const char *unit, size_t q,
            const double *const *x, const char *const *names)
{
  table *const t = reference_table(set);
  groups g = groups_by(f->t, unit, NULL);
  sufficient *s = summarize(&g, f->rows, q, x);
  om_random_intercept r;
  om_stat fixed[4];
  om_unit_effect *effect = calloc(g.count, sizeof *effect);
  assert_non_null(effect);
  om_random_intercept_fit(OM_REML, g.count, s->n, q, s->mean, s->within, .95, &r, fixed, effect);
  check_reml(t, args, &r);
  assert_true(r.icc.lo < r.icc.value && r.icc.value < r.icc.hi);

  char line[256];
  for (size_t i = 0; i <= q; i++) {
    snprintf(line, sizeof line, "%s;%s", args, i == 0 ? "(Intercept)" : names[i - 1]);
    assert_reference(fixed[i].value, reference(t, "reml_fixef", line), 1e-9);
    assert_reference(fixed[i].se, reference(t, "reml_se", line), 1e-9);
    assert_reference(fixed[i].statistic, reference(t, "reml_t", line), 1e-9);
  }
  size_t blups = 0;
  for (size_t i = 0; i < t->rows; i++) {
    snprintf(line, sizeof line, "%s;group=", args);
    if (strcmp(table_text(t, i, 1), "lme4_blup") != 0 ||
        strncmp(table_text(t, i, 2), line, strlen(line)) != 0)
      continue;
    const char *const name = table_text(t, i, 2) + strlen(line);
    size_t j = 0;
    while (strcmp(table_text(f->t, s->example[j], table_column(f->t, unit)), name) != 0)
      j++;
    assert_close(effect[j].effect.value, reference(t, "lme4_blup", table_text(t, i, 2)), 1e-5,
                 1e-7);
    blups++;
  }
  assert_int_equal(blups, 5);

  om_random_intercept_fit(OM_ML, g.count, s->n, q, s->mean, s->within, .95, &r, fixed, NULL);
  assert_close(r.tau2.value, reference(t, "lme4_ML_tau2", args), 1e-5, 0);
  assert_close(r.sigma2.value, reference(t, "lme4_ML_sigma2", args), 1e-5, 0);
  assert_close(r.log_likelihood, reference(t, "lme4_ML_logLik", args), 1e-5, 0);
  for (size_t i = 0; i <= q; i++) {
    snprintf(line, sizeof line, "%s;%s", args, i == 0 ? "(Intercept)" : names[i - 1]);
    assert_close(fixed[i].value, reference(t, "lme4_ML_fixef", line), 1e-5, 0);
  }
  free(effect);
  free(s);
  groups_free(&g);
  table_free(t);
}

/* The model "outcome~a+b+(1|unit)" of columns of a frame, its name as in the reference. */
static void
check_formula(const char *set, const char *args, frame *f, const char *unit, const char *outcome,
              const char *const *predictors)
{
  const double *x[4];
  size_t q = 0;
  for (; predictors && predictors[q]; q++)
    x[q] = frame_column(f, predictors[q]);
  x[q] = frame_column(f, outcome);
  check_model(set, args, f, unit, q, x, predictors);
}

static void
test_in_the_tree(void **state)
{
  (void)state;
  frame *f = frame_open("multilevel_bh1996", NULL, ',');
  const char *const set = "multilevel_bh1996";
  check_formula(set, "COHES~1+(1|GRP)", f, "GRP", "COHES", NULL);
  check_formula(set, "LEAD~1+(1|GRP)", f, "GRP", "LEAD", NULL);
  check_formula(set, "HRS~1+(1|GRP)", f, "GRP", "HRS", NULL);
  check_formula(set, "WBEING~1+(1|GRP)", f, "GRP", "WBEING", NULL);
  check_formula(set, "WBEING~HRS+LEAD+COHES+(1|GRP)", f, "GRP", "WBEING",
                (const char *const[]){"HRS", "LEAD", "COHES", NULL});
  check_formula(set, "WBEING~HRS+G.HRS+(1|GRP)", f, "GRP", "WBEING",
                (const char *const[]){"HRS", "G.HRS", NULL});
  frame_free(f);

  static const char *const leadership[] = {"AF06", "AF07", "AP12", "AP17", "AP33", "AP34",
                                           "AS14", "AS15", "AS16", "AS17", "AS28"};
  f = frame_open("multilevel_bhr2000", NULL, ',');
  frame_mean(f, "LEAD", 11, leadership, 11);
  check_formula("multilevel_bhr2000", "LEAD~1+(1|GRP)", f, "GRP", "LEAD", NULL);
  check_formula("multilevel_bhr2000", "LEAD~HRS+(1|GRP)", f, "GRP", "LEAD",
                (const char *const[]){"HRS", NULL});
  frame_free(f);

  f = frame_open("multilevel_univbct", NULL, ',');
  check_formula("multilevel_univbct", "JSAT~TIME+(1|SUBNUM)", f, "SUBNUM", "JSAT",
                (const char *const[]){"TIME", NULL});
  frame_free(f);
  f = frame_open("multilevel_sherifdat", NULL, ',');
  check_formula("multilevel_sherifdat", "y~time+(1|group)", f, "group", "y",
                (const char *const[]){"time", NULL});
  frame_free(f);
}

static void
test_debian_sets(void **state)
{
  (void)state;
  frame *f = frame_open("-", "2_org/csv/lme4_sleepstudy.csv", ',');
  check_formula("lme4_sleepstudy", "Reaction~1+(1|Subject)", f, "Subject", "Reaction", NULL);
  check_formula("lme4_sleepstudy", "Reaction~Days+(1|Subject)", f, "Subject", "Reaction",
                (const char *const[]){"Days", NULL});
  frame_free(f);

  f = frame_open("-", "2_org/csv/nlme_bdf.csv", ',');
  check_formula("nlme_bdf", "langPOST~IQ.verb+ses+(1|schoolNR)", f, "schoolNR", "langPOST",
                (const char *const[]){"IQ.verb", "ses", NULL});
  frame_free(f);

  f = frame_open("-", "2_org/csv/nlme_MathAchieve.csv", ',');
  table *const schools = outside_table("2_org/csv/nlme_MathAchSchool.csv", ',');
  double *const climate = frame_mean(f, "DISCLIM", 0, NULL, 0);
  const size_t own = table_column(f->t, "School"), other = table_column(schools, "School");
  for (size_t i = 0; i < f->rows; i++)
    for (size_t k = 0; k < schools->rows; k++)
      if (strcmp(table_text(f->t, i, own), table_text(schools, k, other)) == 0)
        climate[i] = table_number(schools, k, table_column(schools, "DISCLIM"));
  check_formula("nlme_MathAchieve", "MathAch~1+(1|School)", f, "School", "MathAch", NULL);
  check_formula("nlme_MathAchieve", "MathAch~SES+DISCLIM+(1|School)", f, "School", "MathAch",
                (const char *const[]){"SES", "DISCLIM", NULL});
  table_free(schools);
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
  frame *f = frame_open("-", "1_linkage/gti/students.csv", ',');
  for (size_t s = 0; s < 5; s++) {
    char args[64];
    frame_mean(f, scales[s].name, scales[s].k, scales[s].items, scales[s].k);
    snprintf(args, sizeof args, "%s~1+(1|T_ID)", scales[s].name);
    check_formula("gti_A_dev", args, f, "T_ID", scales[s].name, NULL);
  }

  static const char *const job[] = {"TQA22A", "TQA22B", "TQA22C", "TQA22D", "TQA22E",
                                    "TQA22F", "TQA22G", "TQA22H", "TQA22I", "TQA22J"};
  static const char *const collaboration[] = {"TQA18A", "TQA18B", "TQA18C", "TQA18D"};
  frame *teachers = frame_open("-", "1_linkage/gti/teachers.csv", ',');
  for (size_t j = 0; j < 14; j++) {
    double *const x = frame_column(teachers, j < 10 ? job[j] : collaboration[j - 10]);
    for (size_t i = 0; i < teachers->rows; i++)
      x[i] = x[i] >= 9997 ? NAN : j == 2 || j == 3 || j == 5 ? 5 - x[i] : x[i];
  }
  const double *const teacher[] = {frame_mean(teachers, "JOB", 10, job, 5),
                                   frame_mean(teachers, "COLL", 4, collaboration, 4)};
  double *const own[] = {frame_mean(f, "JOB", 0, NULL, 0), frame_mean(f, "COLL", 0, NULL, 0)};
  const size_t student_id = table_column(f->t, "T_ID"), id = table_column(teachers->t, "T_ID");
  for (size_t i = 0; i < f->rows; i++) {
    own[0][i] = own[1][i] = NAN;
    for (size_t k = 0; k < teachers->rows; k++)
      if (strcmp(table_text(f->t, i, student_id), table_text(teachers->t, k, id)) == 0)
        for (size_t v = 0; v < 2; v++)
          own[v][i] = teacher[v][k];
  }
  check_formula("gti_A_dev", "REL~JOB+(1|T_ID) cross-level", f, "T_ID", "REL",
                (const char *const[]){"JOB", NULL});
  check_formula("gti_A_dev", "CLARITY~JOB+COLL+(1|T_ID) cross-level", f, "T_ID", "CLARITY",
                (const char *const[]){"JOB", "COLL", NULL});
  frame_free(teachers);
  frame_free(f);

  f = frame_open("-", "1_linkage/chicago2012/ChicagoPublicSchools.csv", ',');
  check_formula("chicago2012", "SAFETY~Leaders+(1|COMMUNITY_AREA_NAME)", f, "COMMUNITY_AREA_NAME",
                "SAFETY_SCORE", (const char *const[]){"Leaders_Score", NULL});
  frame_free(f);
  f = frame_open("-", "1_linkage/nhs/all.years.NHS.csv", ',');
  check_formula("nhs_all_years_2012_2018", "SHMI.index~Engagement.index+(1|Code)", f, "Code",
                "SHMI.index", (const char *const[]){"Engagement.index", NULL});
  frame_free(f);
}

/* Golden scores: R's printed values, and dense matrices (ref_groups.R) for what lme4 does not
 * print. */
static void
check_dense(const table *t, const char *name, const om_random_intercept *r,
            const om_unit_effect *unit)
{
  /* R's optimize() finds these to about 1e-8 of the deviance, 1e-5 of the variances */
  assert_close(r->icc.value, reference(t, "icc", name), 2e-5, 0);
  assert_close(r->tau2.value, reference(t, "tau2", name), 2e-5, 0);
  assert_close(-2 * r->log_likelihood, reference(t, "deviance", name), 1e-10, 0);
  assert_close(r->icc.statistic, reference(t, "lr", name), 1e-7, 0);
  assert_close(r->icc.lo, reference(t, "icc_lo", name), 1e-6, 0);
  assert_close(r->icc.hi, reference(t, "icc_hi", name), 1e-6, 0);
  const int places[] = {1, 2, 24};
  for (size_t i = 0; i < 3; i++) {
    char args[64];
    snprintf(args, sizeof args, "%s;%d", name, places[i]);
    const om_unit_effect *const u = &unit[places[i] - 1];
    assert_close(u->effect.value, reference(t, "blup", args), 1e-4, 0);
    assert_close(u->effect.se, reference(t, "blup_se", args), 1e-4, 0);
    assert_close(u->mean.value, reference(t, "shrunken_mean", args), 1e-5, 0);
    assert_close(u->mean.se, reference(t, "shrunken_se", args), 1e-4, 0);
  }
}

/* lme4 stopped at about 1e-7 of these: not all digits that it printed are right. */
static void
near_golden(double actual, const char *phrase, int nth)
{
  double half_digit;
  close_printed(actual, golden(phrase, nth, &half_digit), 5e-7, phrase, __FILE__, __LINE__);
}

static void
test_golden(void **state)
{
  (void)state;
  golden_study *g = golden_load();
  table *const t = reference_table("groups");
  om_random_intercept r;
  om_stat fixed;
  om_unit_effect unit[24];
  om_random_intercept_mean(OM_REML, 24, g->employee_n, g->employee_mean, g->employee_ss, .95, &r,
                           &fixed, unit);
  near_golden(r.tau2.value, "REML tau2", 0);
  near_golden(r.sigma2.value, "REML tau2 0.09701654 sigma2", 0);
  near_golden(r.icc.value, "sigma2 0.54673673 ICC", 0);
  near_golden(fixed.value, "ICC 0.15070455 mu", 0);
  near_golden(fixed.se, "mu 3.32724839 se", 0);
  near_golden(unit[0].mean.value, "EB mean U01", 0);
  assert_golden(-2 * r.log_likelihood, "-2logREML", 0);
  check_dense(t, "golden REML", &r, unit);
  assert_true(fixed.df == 23);
  for (int j = 0; j < 3; j++) {
    near_golden(unit[j].reliability, "first 3:", j);
    assert_close(unit[j].reliability, om_unit_reliability(g->employee_n[j], r.icc.value).value,
                 1e-14, 0);
  }

  om_random_intercept_mean(OM_ML, 24, g->employee_n, g->employee_mean, g->employee_ss, .95, &r,
                           &fixed, unit);
  check_dense(t, "golden ML", &r, unit);
  table_free(t);
  golden_free(g);
}

/* Balanced units: REML is the analysis of variance, in closed form. */
static void
test_balanced(void **state)
{
  (void)state;
  const uint64_t n[] = {4, 4, 4, 4};
  const double mean[] = {1, 2.5, 3, 5}, ss[] = {2, 1, 3, 2};
  om_anova a;
  om_anova1(4, n, mean, ss, &a);
  om_random_intercept r;
  om_stat fixed;
  om_unit_effect unit[4];
  om_random_intercept_mean(OM_REML, 4, n, mean, ss, .95, &r, &fixed, unit);
  assert_close(r.sigma2.value, a.ms_within, 1e-12, 0);
  assert_close(r.tau2.value, (a.ms_between - a.ms_within) / 4, 1e-12, 0);
  assert_close(fixed.value, a.grand_mean, 1e-14, 0);
  assert_close(fixed.se, sqrt(a.ms_between / 16), 1e-12, 0);
  assert_close(unit[3].reliability, 1 - a.ms_within / a.ms_between, 1e-12, 0);

  /* order and an empty unit change nothing; scale and origin come out where they went in */
  const uint64_t other[] = {4, 4, 0, 4, 4};
  const double turned[] = {5e3 + 1e6, 3e3 + 1e6, NAN, 1e3 + 1e6, 2.5e3 + 1e6},
               squares[] = {2e6, 3e6, NAN, 2e6, 1e6};
  om_random_intercept s;
  om_unit_effect five[5];
  om_random_intercept_mean(OM_REML, 5, other, turned, squares, .95, &s, NULL, five);
  assert_close(s.icc.value, r.icc.value, 1e-9, 0);
  assert_close(s.icc.lo, r.icc.lo, 1e-7, 0);
  assert_close(five[0].effect.value, 1e3 * unit[3].effect.value, 1e-9, 0);
  assert_undefined(five[2].effect, "nobody");
  assert_int_equal(s.groups, 4);
}

static void
test_boundary(void **state)
{
  (void)state;
  const uint64_t n[] = {5, 6, 4};
  const double mean[] = {2, 2.1, 1.95}, ss[] = {20, 30, 18};
  om_random_intercept r;
  om_stat fixed;
  om_unit_effect unit[3];
  for (uint32_t method = OM_REML; method <= OM_ML; method++) {
    om_random_intercept_mean(method, 3, n, mean, ss, .95, &r, &fixed, unit);
    assert_null(r.undefined);
    assert_true(r.boundary && r.tau2.value == 0 && r.icc.value == 0 && r.icc.lo == 0);
    assert_true(r.icc.hi > 0 && r.icc.p == 1 && r.icc.statistic == 0);
    assert_true(unit[0].effect.value == 0 && unit[0].reliability == 0);
    assert_close(unit[1].mean.value, fixed.value, 1e-14, 0);
  }
  /* then it is one sample: the plain mean, with its plain standard error */
  om_random_intercept_mean(OM_REML, 3, n, mean, ss, .95, &r, &fixed, unit);
  om_anova a;
  om_anova1(3, n, mean, ss, &a);
  assert_close(fixed.value, a.grand_mean, 1e-14, 0);
  assert_close(fixed.se, sqrt((a.ss_between + a.ss_within) / 14 / 15), 1e-12, 0);
}

static void
test_undefined(void **state)
{
  (void)state;
  const uint64_t n[] = {3, 4}, ones[] = {1, 1}, alone[] = {5, 0};
  const double mean[] = {1, 2}, ss[] = {1, 2}, flat[] = {0, 0};
  om_random_intercept r;
  om_stat fixed[2];
  om_unit_effect unit[2];
  om_random_intercept_mean(OM_REML, 2, ones, mean, flat, .95, &r, fixed, unit);
  assert_undefined(r, "no unit has more");
  assert_undefined(r.icc, "no unit has more");
  assert_undefined(fixed[0], "no unit has more");
  assert_undefined(unit[1].mean, "no unit has more");
  om_random_intercept_mean(OM_REML, 2, alone, mean, ss, .95, &r, NULL, NULL);
  assert_undefined(r, "fewer than 2 units");
  om_random_intercept_mean(OM_REML, 0, NULL, NULL, NULL, .95, &r, fixed, NULL);
  assert_undefined(r, "fewer than 2 units");
  om_random_intercept_mean(OM_ML, 2, n, mean, flat, .95, &r, NULL, NULL);
  assert_undefined(r, "zero variance within");
  om_random_intercept_mean(OM_ML, 2, n, mean, ss, 0, &r, NULL, NULL);
  assert_undefined(r, "confidence");
  om_random_intercept_mean(3, 2, n, mean, ss, .95, &r, NULL, NULL);
  assert_undefined(r, "no such method");
  /* a predictor that is constant */
  const double means[] = {1, 1, 1, 2}, within[] = {0, 0, 3};
  om_random_intercept_fit(OM_REML, 2, n, 1, means, within, .95, &r, fixed, NULL);
  assert_undefined(r, "collinear");
  om_random_intercept_fit(OM_REML, 2, n, 16, means, within, .95, &r, NULL, NULL);
  assert_undefined(r, "too many predictors");
  om_random_intercept_mean(OM_REML, 2, n, mean, ss, .95, &r, fixed, NULL);
  assert_null(r.undefined);
  assert_true(fixed[0].df == 1);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_in_the_tree), outside_test(test_debian_sets),
      outside_test(test_classes),         cmocka_unit_test(test_golden),
      cmocka_unit_test(test_balanced),    cmocka_unit_test(test_boundary),
      cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/mixed", tests, NULL, close_summary);
}
