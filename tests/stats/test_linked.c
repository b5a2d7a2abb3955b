/* Correlations of real linked units, from the files as they come, against R.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include "pairs.h"
#include "sets.h"

/* A column where cells may end in a percent sign. */
static void
read_percentages(frame *f, const char *name)
{
  double *const x = frame_column(f, name);
  const size_t column = table_column(f->t, name);
  for (size_t i = 0; i < f->rows; i++) {
    char *end;
    const char *const text = table_text(f->t, i, column);
    x[i] = strtod(text, &end);
    if (end == text || (*end && strcmp(end, "%") != 0))
      x[i] = NAN;
  }
}

/* Every pair "x,y" of the reference is a pair of columns; those with other words are left to the
 * caller.  Returns how many were checked. */
static size_t
check_columns(const table *t, frame *f)
{
  size_t checked = 0;
  for (size_t row = 0; row < t->rows; row++) {
    char x[64], y[64];
    const char *const args = table_text(t, row, 2);
    if (strcmp(table_text(t, row, 1), "n_pairs") != 0 || strchr(args, ' ') ||
        sscanf(args, "%63[^,],%63s", x, y) != 2)
      continue;
    check_pairs(t, args, f->rows, frame_column(f, x),
                frame_column(f, strcmp(y, "att") == 0 ? "AVERAGE_STUDENT_ATTENDANCE" : y));
    checked++;
  }
  return checked;
}

static void
test_chicago(void **state)
{
  (void)state;
  frame *f = frame_open("-", "1_linkage/chicago2012/ChicagoPublicSchools.csv", ',');
  table *t = reference_table("chicago2012");
  read_percentages(f, "AVERAGE_STUDENT_ATTENDANCE");
  assert_int_equal(check_columns(t, f), 12);
  table_free(t);
  frame_free(f);
}

static void
test_nyc(void **state)
{
  (void)state;
  frame *f = frame_open("-", "1_linkage/nyc2011/survey_d75.txt", '\t');
  table *t = reference_table("nyc2011_d75");
  assert_int_equal(check_columns(t, f), 12);
  static const char *const teachers[] = {"saf_t_11", "com_t_11", "eng_t_11", "aca_t_11"};
  static const char *const parents[] = {"saf_p_11", "com_p_11", "eng_p_11", "aca_p_11"};
  check_pairs(t, "teacher mean of 4,parent mean of 4", f->rows,
              frame_mean(f, "teachers", 4, teachers, 4), frame_mean(f, "parents", 4, parents, 4));
  table_free(t);
  frame_free(f);
}

static void
test_trusts(void **state)
{
  (void)state;
  frame *f = frame_open("-", "1_linkage/nhs/2017.NHS-detailed.csv", ',');
  table *t = reference_table("nhs_2017_detailed");
  assert_int_equal(check_columns(t, f), 5);
  table_free(t);
  frame_free(f);

  f = frame_open("-", "1_linkage/nhs/all.years.NHS.csv", ',');
  t = reference_table("nhs_all_years_2012_2018");
  const double *const year = frame_column(f, "Year.index");
  const double *const engagement = frame_column(f, "Engagement.index");
  double *const deaths = calloc(f->rows, sizeof *deaths);
  assert_non_null(deaths);
  for (int of = 2012; of <= 2017; of++) {
    char args[64];
    snprintf(args, sizeof args, "Engagement.index,SHMI.index year %d", of);
    for (size_t i = 0; i < f->rows; i++)
      deaths[i] = year[i] == of ? frame_column(f, "SHMI.index")[i] : NAN;
    check_pairs(t, args, f->rows, engagement, deaths);
  }
  free(deaths);
  table_free(t);
  frame_free(f);
}

/* Means of a frame's column by the text of a key. */
static void
means_by(const frame *f, const groups *g, const double *x, double *mean)
{
  uint64_t *n = calloc(g->count, sizeof *n);
  double *ss = calloc(g->count, sizeof *ss);
  assert_true(n && ss);
  group_moments(g, f->rows, x, n, mean, ss);
  free(n);
  free(ss);
}

static void
test_schools(void **state)
{
  (void)state;
  frame *f = frame_open("-", "2_org/csv/nlme_bdf.csv", ',');
  table *t = reference_table("nlme_bdf");
  groups g = groups_by(f->t, "schoolNR", NULL);
  double language[256], ses[256];
  assert_true(g.count <= 256);
  means_by(f, &g, frame_column(f, "langPOST"), language);
  means_by(f, &g, frame_column(f, "ses"), ses);
  check_pairs(t, "langPOST,ses school means", g.count, language, ses);
  groups_free(&g);
  table_free(t);
  frame_free(f);
}

/* --- teachers and the means of their classes */

enum { TEACHER_SCORES = 6, STUDENT_SCORES = 5 };
static const char *const teacher_scores[TEACHER_SCORES] = {"JOB",      "COLL",       "TA_ENJOY",
                                                           "TA_ANGER", "TA_ANXIETY", "TA_AUTONOMY"};
static const struct {
  const char *name, *prefix;
  size_t k;
} student_scores[STUDENT_SCORES] = {{"REL", "SQB13", 5},
                                    {"CLARITY", "SQB08", 4},
                                    {"TESUP", "SQB12", 3},
                                    {"FEEDBACK", "SQB16", 4},
                                    {"PINT", "SQB03", 3}};

/* Codes from 9997 are reasons why an answer is missing. */
static double *
answers(frame *f, const char *name)
{
  double *const x = frame_column(f, name);
  for (size_t i = 0; i < f->rows; i++)
    if (x[i] >= 9997)
      x[i] = NAN;
  return x;
}

static double *
mean_of_items(frame *f, const char *name, const char *prefix, size_t k, size_t least)
{
  char item[10][16];
  const char *items[10];
  for (size_t j = 0; j < k; j++) {
    snprintf(item[j], sizeof item[j], "%s%c", prefix, (char)('A' + j));
    items[j] = item[j];
    answers(f, items[j]);
  }
  return frame_mean(f, name, k, items, least);
}

static double *
teacher_score(frame *f, const char *name)
{
  if (strcmp(name, "COLL") == 0)
    return mean_of_items(f, name, "TQA18", 4, 4);
  if (strcmp(name, "JOB") != 0)
    return answers(f, name);
  static const char *const reversed[] = {"TQA22C", "TQA22D", "TQA22F"};
  for (size_t j = 0; j < 3; j++) {
    double *const x = answers(f, reversed[j]);
    for (size_t i = 0; i < f->rows; i++)
      x[i] = 5 - x[i];
  }
  return mean_of_items(f, name, "TQA22", 10, 5);
}

/* For each row of `f` the mean of the group that has its key, NaN where there is none. */
static void
join(const frame *f, const char *key, const table *of, const groups *g, const double *mean,
     double *out)
{
  const size_t own = table_column(f->t, key), theirs = table_column(of, key);
  for (size_t i = 0; i < f->rows; i++) {
    size_t row = 0;
    while (row < of->rows && strcmp(table_text(f->t, i, own), table_text(of, row, theirs)) != 0)
      row++;
    out[i] = row < of->rows ? mean[g->of[row]] : NAN;
  }
}

static void
test_schools_and_pupils(void **state)
{
  (void)state;
  frame *schools = frame_open("-", "2_org/csv/nlme_MathAchSchool.csv", ',');
  frame *pupils = frame_open("-", "2_org/csv/nlme_MathAchieve.csv", ',');
  table *t = reference_table("nlme_MathAchieve");
  groups g = groups_by(pupils->t, "School", NULL);
  double *const mean = calloc(g.count, sizeof *mean);
  double *const joined = calloc(schools->rows, sizeof *joined);
  assert_true(mean && joined);
  means_by(pupils, &g, frame_column(pupils, "MathAch"), mean);
  join(schools, "School", pupils->t, &g, mean, joined);
  check_pairs(t, "DISCLIM,MathAch school means (unit link)", schools->rows,
              frame_column(schools, "DISCLIM"), joined);
  free(mean);
  free(joined);
  groups_free(&g);
  table_free(t);
  frame_free(schools);
  frame_free(pupils);
}

static void
check_school_means(const table *t, const frame *teachers, const double *job, const frame *students,
                   const double *rel)
{
  groups in = groups_by(teachers->t, "SCH_ID", NULL), out = groups_by(students->t, "SCH_ID", NULL);
  double *const all = calloc(in.count + out.count + teachers->rows, sizeof *all);
  assert_non_null(all);
  double *const inside = all, *const outside = inside + in.count,
                *const joined = outside + out.count;
  means_by(teachers, &in, job, inside);
  means_by(students, &out, rel, outside);
  join(teachers, "SCH_ID", students->t, &out, outside, joined);
  double *const of_school = calloc(in.count, sizeof *of_school);
  assert_non_null(of_school);
  for (size_t i = 0; i < teachers->rows; i++)
    of_school[in.of[i]] = joined[i];
  check_pairs(t, "JOB,REL school means, SCH_ID", in.count, inside, of_school);
  free(of_school);
  free(all);
  groups_free(&in);
  groups_free(&out);
}

static void
test_classes(void **state)
{
  (void)state;
  frame *teachers = frame_open("-", "1_linkage/gti/teachers.csv", ',');
  frame *students = frame_open("-", "1_linkage/gti/students.csv", ',');
  table *t = reference_table("gti_A_dev");
  groups classes = groups_by(students->t, "T_ID", NULL);
  double *const mean = calloc(classes.count, sizeof *mean);
  double *const joined = calloc(teachers->rows, sizeof *joined);
  assert_true(mean && joined);
  const double *inside[TEACHER_SCORES];
  for (size_t v = 0; v < TEACHER_SCORES; v++)
    inside[v] = teacher_score(teachers, teacher_scores[v]);
  for (size_t s = 0; s < STUDENT_SCORES; s++) {
    const double *const x =
        mean_of_items(students, student_scores[s].name, student_scores[s].prefix,
                      student_scores[s].k, student_scores[s].k);
    means_by(students, &classes, x, mean);
    join(teachers, "T_ID", students->t, &classes, mean, joined);
    for (size_t v = 0; v < TEACHER_SCORES; v++) {
      char args[96];
      snprintf(args, sizeof args, "%s,%s class means, T_ID", teacher_scores[v],
               student_scores[s].name);
      check_pairs(t, args, teachers->rows, inside[v], joined);
    }
    if (s > 0)
      continue;
    double linked = 0;
    for (size_t i = 0; i < teachers->rows; i++)
      linked += !isnan(inside[0][i]) && !isnan(joined[i]);
    assert_reference(linked, reference(t, "classes_linked", "merge on T_ID, >=1 REL score"), 0);
    check_school_means(t, teachers, inside[0], students, x);
  }
  free(mean);
  free(joined);
  groups_free(&classes);
  table_free(t);
  frame_free(teachers);
  frame_free(students);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      outside_test(test_chicago),
      outside_test(test_nyc),
      outside_test(test_trusts),
      outside_test(test_schools),
      outside_test(test_schools_and_pupils),
      outside_test(test_classes),
  };
  return cmocka_run_group_tests_name("stats/linked", tests, NULL, close_summary);
}
