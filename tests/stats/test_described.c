/* What R says of one variable: moments, quantiles, shape, normality; and the univariate sets of
 * NIST.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"
#include "sets.h"

static int
ascending(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void
check_shape(const table *t, const char *args, size_t n, const double *x)
{
  om_shape_result shape;
  om_shape(n, x, &shape);
  /* A skewness near 0 is a difference of large sums: its error is measured against 1. */
  assert_close(shape.skew_g1.value, reference(t, "skew_g1", args), 1e-10, 1e-13);
  assert_close(shape.skew_G1.value, reference(t, "skew_G1_SAS", args), 1e-10, 1e-13);
  assert_close(shape.kurtosis_g2.value, reference(t, "kurtosis_g2_excess", args), 1e-10, 1e-12);
  assert_close(shape.kurtosis_G2.value, reference(t, "kurtosis_G2_SAS", args), 1e-10, 1e-12);
}

static void
check_described(const table *t, const char *args, const frame *f, const double *column)
{
  double *x = calloc(f->rows, sizeof *x);
  assert_non_null(x);
  const size_t n = frame_known(f, column, x);
  assert_reference((double)n, reference(t, "n", args), 0);
  assert_reference((double)(f->rows - n), reference(t, "n_missing", args), 0);

  const om_stat mean = om_mean(n, x, .95), variance = om_variance(n, x);
  assert_reference(mean.value, reference(t, "mean", args), 1e-12);
  assert_reference(mean.se, reference(t, "se_mean", args), 1e-10);
  assert_reference(mean.lo, reference(t, "mean_ci95_lo", args), 1e-10);
  assert_reference(mean.hi, reference(t, "mean_ci95_hi", args), 1e-10);
  assert_reference(variance.value, reference(t, "var_n-1", args), 1e-10);
  assert_reference(sqrt(variance.value), reference(t, "sd_n-1", args), 1e-10);
  check_shape(t, args, n, x);
  assert_reference(om_mad(n, x).value, reference(t, "mad_unscaled", args), 1e-10);
  if (n <= 5000) {
    const om_stat w = om_shapiro_wilk(n, x);
    assert_reference(w.value, reference(t, "shapiro_W", args), 1e-10);
    assert_reference(w.p, reference(t, "shapiro_p", args), 1e-10);
  }

  qsort(x, n, sizeof *x, ascending);
  const struct {
    const char *statistic;
    double p;
    uint32_t type;
  } quantiles[] = {{"min", 0, 7}, {"q1_type7", .25, 7}, {"median", .5, 7},   {"q3_type7", .75, 7},
                   {"max", 1, 7}, {"q1_type6", .25, 6}, {"q2_type6", .5, 6}, {"q3_type6", .75, 6}};
  for (size_t q = 0; q < sizeof quantiles / sizeof *quantiles; q++)
    assert_reference(om_quantile(n, x, quantiles[q].p, quantiles[q].type).value,
                     reference(t, quantiles[q].statistic, args), 1e-12);
  free(x);
}

static void
check_columns(const char *set, frame *f, const char *const *columns)
{
  table *t = reference_table(set);
  assert_non_null(t);
  for (; *columns; columns++)
    check_described(t, *columns, f, frame_column(f, *columns));
  table_free(t);
}

static void
test_in_the_tree(void **state)
{
  (void)state;
  static const char *const leadership[] = {"AF06", "AF07", "AP12", "AP17", "AP33", "AP34",
                                           "AS14", "AS15", "AS16", "AS17", "AS28"};
  frame *f = frame_open("multilevel_bhr2000", NULL, ',');
  frame_mean(f, "LEAD=mean of 11", 11, leadership, 11);
  check_columns("multilevel_bhr2000", f, (const char *const[]){"LEAD=mean of 11", "HRS", NULL});
  frame_free(f);

  f = frame_open("multilevel_bh1996", NULL, ',');
  check_columns("multilevel_bh1996", f,
                (const char *const[]){"COHES", "LEAD", "HRS", "WBEING", NULL});
  frame_free(f);

  f = frame_open("multilevel_cohesion", NULL, ',');
  check_columns("multilevel_cohesion", f,
                (const char *const[]){"COH01", "COH02", "COH03", "COH04", "COH05", NULL});
  frame_free(f);

  f = frame_open("psychTools_sat.act", NULL, ',');
  check_columns("psychTools_sat.act", f,
                (const char *const[]){"gender", "education", "age", "ACT", "SATV", "SATQ", NULL});
  frame_free(f);
}

/* One row a person: the first of three. */
static void
test_persons_of_univbct(void **state)
{
  (void)state;
  static const char *const columns[] = {"JOBSAT1", "COMMIT1", "READY1",
                                        "JOBSAT2", "JOBSAT3", "AGE"};
  frame *f = frame_open("multilevel_univbct", NULL, ',');
  table *t = reference_table("multilevel_univbct");
  double *const time = frame_column(f, "TIME");
  frame persons = {.rows = 0};
  for (size_t i = 0; i < f->rows; i++)
    persons.rows += time[i] == 0;
  for (size_t c = 0; c < 6; c++) {
    const double *const x = frame_column(f, columns[c]);
    double *one = calloc(persons.rows, sizeof *one);
    assert_non_null(one);
    size_t at = 0;
    for (size_t i = 0; i < f->rows; i++)
      if (time[i] == 0)
        one[at++] = x[i];
    check_described(t, columns[c], &persons, one);
    free(one);
  }
  table_free(t);
  frame_free(f);
}

static void
test_teachers_and_students(void **state)
{
  (void)state;
  frame *teachers = frame_open("-", "1_linkage/gti/teachers.csv", ',');
  frame *students = frame_open("-", "1_linkage/gti/students.csv", ',');
  table *t = reference_table("gti_A_dev");
  static const char *const job[] = {"TQA22A", "TQA22B", "TQA22C", "TQA22D", "TQA22E",
                                    "TQA22F", "TQA22G", "TQA22H", "TQA22I", "TQA22J"};
  for (size_t j = 0; j < 10; j++) {
    double *const x = frame_column(teachers, job[j]);
    double codes[3] = {0};
    for (size_t i = 0; i < teachers->rows; i++) {
      for (int c = 0; c < 3; c++)
        codes[c] += x[i] == 9999 - c;
      x[i] = x[i] >= 9997 ? NAN : j == 2 || j == 3 || j == 5 ? 5 - x[i] : x[i];
    }
    assert_reference(codes[0], reference(t, "n_9999", job[j]), 0);
    assert_reference(codes[1], reference(t, "n_9998", job[j]), 0);
    assert_reference(codes[2], reference(t, "n_9997", job[j]), 0);
  }
  assert_reference((double)teachers->rows, reference(t, "teachers_rows", "raw"), 0);
  assert_reference((double)students->rows, reference(t, "students_rows", "raw"), 0);
  assert_reference((double)teachers->t->columns, reference(t, "teachers_cols", "raw"), 0);
  assert_reference((double)students->t->columns, reference(t, "students_cols", "raw"), 0);

  const double *const score = frame_mean(teachers, "job", 10, job, 5);
  check_described(t, "JOBSAT score (mean of answered if >=5 of 10)", teachers, score);
  const double *const published = frame_column(teachers, "TA_JOB_SATISFACTION");
  double apart = 0;
  for (size_t i = 0; i < teachers->rows; i++)
    if (!isnan(score[i]) && published[i] < 9000)
      apart = fmax(apart, fabs(score[i] - published[i]));
  assert_close(apart, reference(t, "max_abs_diff_vs_OECD_TA_JOB_SATISFACTION", "JOBSAT score"), 0,
               1e-14);

  const struct {
    const char *name, *prefix;
    size_t k;
  } scales[] = {{"REL", "SQB13", 5},
                {"CLARITY", "SQB08", 4},
                {"TESUP", "SQB12", 3},
                {"FEEDBACK", "SQB16", 4},
                {"PINT", "SQB03", 3}};
  for (size_t s = 0; s < 5; s++) {
    char item[5][16], args[96];
    const char *items[5];
    for (size_t j = 0; j < scales[s].k; j++) {
      snprintf(item[j], sizeof item[j], "%s%c", scales[s].prefix, (char)('A' + j));
      items[j] = item[j];
    }
    snprintf(args, sizeof args, "%s student score (complete items)", scales[s].name);
    check_described(t, args, students, frame_mean(students, args, scales[s].k, items, scales[s].k));
  }
  table_free(t);
  frame_free(students);
  frame_free(teachers);
}

static void
test_schools(void **state)
{
  (void)state;
  frame *nyc = frame_open("-", "1_linkage/nyc2011/survey_d75.txt", '\t');
  frame *chicago = frame_open("-", "1_linkage/chicago2012/ChicagoPublicSchools.csv", ',');
  table *t = reference_table("chicago2012");
  check_columns("nyc2011_d75", nyc,
                (const char *const[]){"rr_s", "rr_t", "rr_p", "N_s", "N_t", "N_p", NULL});
  check_columns("chicago2012", chicago,
                (const char *const[]){"SAFETY_SCORE", "Family_Involvement_Score",
                                      "Environment_Score", "Instruction_Score", "Leaders_Score",
                                      "Teachers_Score", "Parent_Engagement_Score",
                                      "Parent_Environment_Score", NULL});
  double *const attendance = frame_column(chicago, "AVERAGE_STUDENT_ATTENDANCE");
  const size_t column = table_column(chicago->t, "AVERAGE_STUDENT_ATTENDANCE");
  for (size_t i = 0; i < chicago->rows; i++) {
    char *end;
    const char *const text = table_text(chicago->t, i, column);
    const double share = strtod(text, &end);
    attendance[i] = end != text && *end == '%' ? share : NAN;
  }
  check_described(t, "AVERAGE_STUDENT_ATTENDANCE %", chicago, attendance);
  assert_reference((double)chicago->rows, reference(t, "rows", "raw"), 0);
  assert_reference((double)chicago->t->columns, reference(t, "cols", "raw"), 0);
  table_free(t);
  t = reference_table("nyc2011_d75");
  assert_reference((double)nyc->rows, reference(t, "rows", "raw"), 0);
  assert_reference((double)nyc->t->columns, reference(t, "cols", "raw"), 0);
  table_free(t);

  const struct {
    const char *set, *file;
  } trusts[] = {{"nhs_2017_detailed", "1_linkage/nhs/2017.NHS-detailed.csv"},
                {"nhs_all_years_2012_2018", "1_linkage/nhs/all.years.NHS.csv"}};
  for (size_t s = 0; s < 2; s++) {
    table *const data = outside_table(trusts[s].file, ',');
    t = reference_table(trusts[s].set);
    assert_reference((double)data->rows, reference(t, "rows", "raw"), 0);
    assert_reference((double)data->columns, reference(t, "cols", "raw"), 0);
    table_free(data);
    table_free(t);
  }
  frame_free(nyc);
  frame_free(chicago);
}

static void
check_certified(const table *t, const char *set, size_t n, const double *x, double rel_sd,
                double rel_autocorrelation)
{
  assert_reference((double)n, reference_in(t, set, "n", "y"), 0);
  assert_reference(om_mean(n, x, .95).value, reference_in(t, set, "mean", "y"), 1e-14);
  assert_reference(sqrt(om_variance(n, x).value), reference_in(t, set, "sd_n-1", "y"), rel_sd);
  assert_reference(om_autocorrelation(n, x).value, reference_in(t, set, "autocorr_lag1", "y"),
                   rel_autocorrelation);
}

static void
test_nist_by_rule(void **state)
{
  (void)state;
  table *t = reference_table("nist_certified");
  const double one[] = {10000001, 10000003, 10000002};
  check_certified(t, "nist_NumAcc1", 3, one, 1e-15, 1e-15);
  static double two[1001];
  for (size_t i = 0; i < 1001; i++)
    two[i] = i == 0 ? 1.2 : i % 2 ? 1.1 : 1.3;
  check_certified(t, "nist_NumAcc2", 1001, two, 1e-14, 1e-14);
  table_free(t);
}

static void
test_nist_observed(void **state)
{
  (void)state;
  table *t = outside_table("reference/nist_certified.csv", ',');
  const char *const sets[] = {"Lew", "Lottery"};
  for (size_t s = 0; s < 2; s++) {
    char path[64], set[32];
    snprintf(path, sizeof path, "5_nist/csv/%s.csv", sets[s]);
    snprintf(set, sizeof set, "nist_%s", sets[s]);
    table *const data = outside_table(path, ',');
    double *const y = table_numbers(data, "y");
    check_certified(t, set, data->rows, y, 2e-15, 2e-14);
    free(y);
    table_free(data);
  }
  table_free(t);
}

static void
test_types_of_quantile(void **state)
{
  (void)state;
  table *const t = reference_table("groups");
  const double sorted[] = {2.3, 3.8, 4.4, 5.1, 6.3, 7.7, 8.5, 9.2};
  const char *const shares[] = {"0", "0.1", "0.25", "0.3", "0.5", "0.8125", "0.9", "1"};
  for (uint32_t type = 1; type <= 9; type++) {
    for (size_t i = 0; i < 8; i++) {
      char args[32];
      snprintf(args, sizeof args, "type %d;%s", (int)type, shares[i]);
      assert_reference(om_quantile(8, sorted, strtod(shares[i], NULL), type).value,
                       reference(t, "quantile", args), 1e-14);
    }
  }
  table_free(t);
}

static void
test_undefined(void **state)
{
  (void)state;
  const double x[] = {1, 2, 4}, flat[] = {.1, .1, .1, .1, .1};
  om_shape_result s;
  om_shape(0, x, &s);
  assert_undefined(s.skew_g1, "fewer than 2");
  om_shape(2, x, &s);
  assert_null(s.skew_g1.undefined);
  assert_undefined(s.skew_G1, "fewer than 3");
  om_shape(3, x, &s);
  assert_null(s.skew_G1.undefined);
  assert_undefined(s.kurtosis_G2, "fewer than 4");
  om_shape(5, flat, &s);
  assert_undefined(s.kurtosis_g2, "zero variance");
  assert_undefined(om_quantile(0, x, .5, 7), "no values");
  assert_undefined(om_quantile(3, x, NAN, 7), "share");
  assert_undefined(om_quantile(3, x, .5, 10), "type");
  assert_undefined(om_mad(0, x), "no values");
  assert_true(om_mad(5, flat).value == 0);
  assert_undefined(om_autocorrelation(1, x), "fewer than 2");
  assert_undefined(om_autocorrelation(5, flat), "zero variance");
  assert_undefined(om_shapiro_wilk(2, x), "fewer than 3");
  assert_undefined(om_shapiro_wilk(5001, NULL), "more than 5000");
  assert_undefined(om_shapiro_wilk(5, flat), "zero variance");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_in_the_tree),       cmocka_unit_test(test_persons_of_univbct),
      outside_test(test_teachers_and_students), outside_test(test_schools),
      cmocka_unit_test(test_nist_by_rule),      outside_test(test_nist_observed),
      cmocka_unit_test(test_types_of_quantile), cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/described", tests, NULL, close_summary);
}
