/* Real linked data that is not part of this tree.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include "linkage.h"

static char *
read_all(const char *name)
{
  const char *const folder = getenv("ORGMIRROR_DATA");
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder ? folder : "", name);
  FILE *f = folder ? fopen(path, "rb") : NULL;
  if (!f)
    return NULL;
  fseek(f, 0, SEEK_END);
  const long size = ftell(f);
  rewind(f);
  char *text = malloc((size_t)size + 1);
  assert_non_null(text);
  assert_int_equal(fread(text, 1, (size_t)size, f), size);
  text[size] = '\0';
  fclose(f);
  return text;
}

/* Cuts one cell off at *at, in place; returns what ended it: the separator, '\n' or 0. */
static char
cut(char **at, char **cell, char separator)
{
  char *from = *at, *to = from;
  *cell = to;
  bool quoted = false;
  for (; *from; from++) {
    if (*from == '"')
      quoted = !quoted;
    else if (!quoted && (*from == separator || *from == '\n'))
      break;
    else if (*from != '\r')
      *to++ = *from;
  }
  const char end = *from;
  *at = end ? from + 1 : from;
  *to = '\0';
  return end;
}

table *
linkage_load(const char *name, char separator)
{
  char *const text = read_all(name);
  if (!text)
    return NULL;
  table *t = calloc(1, sizeof *t);
  assert_non_null(t);
  t->text = text;
  size_t room = 0, used = 0;
  char *at = text;
  if (strncmp(at, "\xEF\xBB\xBF", 3) == 0)
    at += 3;
  while (*at) {
    char *cell;
    const char end = cut(&at, &cell, separator);
    if (used == room) {
      room = room ? 2 * room : 1024;
      t->cells = realloc(t->cells, room * sizeof *t->cells);
      assert_non_null(t->cells);
    }
    t->cells[used++] = cell;
    if (end != separator && t->columns == 0)
      t->columns = used;
  }
  assert_int_equal(used % t->columns, 0);
  t->rows = used / t->columns - 1;
  return t;
}

/* --- frames */

static unit_frame *
units_new(size_t rows)
{
  unit_frame *f = calloc(1, sizeof *f);
  assert_non_null(f);
  f->rows = rows;
  return f;
}

static double *
add(unit_frame *f, const char *name)
{
  assert_true(f->columns < 16 && strlen(name) < 40);
  double *x = calloc(f->rows + 1, sizeof *x);
  assert_non_null(x);
  strcpy(f->name[f->columns], name);
  f->x[f->columns++] = x;
  return x;
}

void
units_free(unit_frame *f)
{
  for (size_t j = 0; j < f->columns; j++)
    free(f->x[j]);
  free(f);
}

double *
units_column(const unit_frame *f, const char *name)
{
  for (size_t j = 0; j < f->columns; j++)
    if (strcmp(f->name[j], name) == 0)
      return f->x[j];
  fail_msg("no column %s", name);
  return NULL;
}

/* Adds a column of a table under another name; percent signs are cut off. */
static void
add_from(unit_frame *f, const table *t, const char *column, const char *name)
{
  double *x = add(f, name);
  const size_t at = table_column(t, column);
  for (size_t i = 0; i < f->rows; i++) {
    char *end;
    const char *text = table_text(t, i, at);
    x[i] = strtod(text, &end);
    if (end == text || (*end && strcmp(end, "%") != 0))
      x[i] = NAN;
  }
}

static unit_frame *
frame_of_table(const table *t, const char *const *columns)
{
  unit_frame *f = units_new(t->rows);
  for (; *columns; columns++)
    add_from(f, t, *columns, *columns);
  return f;
}

/* Means of all columns by a key. */
static unit_frame *
means_by(const unit_frame *f, const groups *g)
{
  unit_frame *m = units_new(g->count);
  uint64_t *n = calloc(g->count, sizeof *n);
  double *ss = calloc(g->count, sizeof *ss);
  assert_true(n && ss);
  for (size_t j = 0; j < f->columns; j++)
    group_moments(g, f->rows, f->x[j], n, add(m, f->name[j]), ss);
  free(n);
  free(ss);
  return m;
}

static unit_frame *
means_of_table(table *t, const char *const *columns, const char *key)
{
  unit_frame *f = frame_of_table(t, columns);
  groups g = groups_by(t, key, NULL);
  unit_frame *m = means_by(f, &g);
  groups_free(&g);
  units_free(f);
  return m;
}

static const char *const companies[] = {"COHES", "LEAD", "HRS", "WBEING", NULL};

static unit_frame *
load_companies(void)
{
  table *t = table_load("data/multilevel_bh1996.csv");
  unit_frame *f = frame_of_table(t, companies);
  table_free(t);
  return f;
}

static unit_frame *
load_company_means(void)
{
  table *t = table_load("data/multilevel_bh1996.csv");
  unit_frame *f = means_of_table(t, companies, "GRP");
  table_free(t);
  return f;
}

static unit_frame *
load_leadership_means(void)
{
  table *t = table_load("data/multilevel_bhr2000.csv");
  static const char *const columns[] = {"HRS", "RELIG", NULL};
  unit_frame *f = frame_of_table(t, columns);
  double *lead = add(f, "LEAD");
  for (size_t i = 0; i < t->rows; i++) {
    for (size_t j = 1; j <= 11; j++)
      lead[i] += table_number(t, i, j);
    lead[i] /= 11;
  }
  groups g = groups_by(t, "GRP", NULL);
  unit_frame *m = means_by(f, &g);
  groups_free(&g);
  units_free(f);
  table_free(t);
  return m;
}

static unit_frame *
load_ability(void)
{
  static const char *const columns[] = {"gender", "education", "age", "ACT", "SATV", "SATQ", NULL};
  table *t = table_load("data/psychTools_sat.act.csv");
  unit_frame *f = frame_of_table(t, columns);
  table_free(t);
  return f;
}

/* Row of `t` whose key column says `key`; SIZE_MAX when none does. */
static size_t
row_of(const table *t, size_t column, const char *key)
{
  for (size_t i = 0; i < t->rows; i++)
    if (strcmp(table_text(t, i, column), key) == 0)
      return i;
  return SIZE_MAX;
}

/* School means of the pupils beside the school's own columns. */
static unit_frame *
load_schools(void)
{
  table *pupils = linkage_load("2_org/csv/nlme_MathAchieve.csv", ',');
  table *schools = linkage_load("2_org/csv/nlme_MathAchSchool.csv", ',');
  if (!pupils || !schools)
    return NULL;
  static const char *const columns[] = {"MathAch", "SES", NULL};
  static const char *const own[] = {"DISCLIM", "PRACAD", "HIMINTY"};
  unit_frame *f = means_of_table(pupils, columns, "School");
  groups g = groups_by(pupils, "School", NULL);
  const size_t key = table_column(schools, "School"), pupil_key = table_column(pupils, "School");
  for (size_t v = 0; v < 3; v++) {
    double *x = add(f, own[v]);
    for (size_t i = 0; i < pupils->rows; i++) {
      const size_t row = row_of(schools, key, table_text(pupils, i, pupil_key));
      x[g.of[i]] = table_number(schools, row, table_column(schools, own[v]));
    }
  }
  groups_free(&g);
  table_free(pupils);
  table_free(schools);
  return f;
}

static unit_frame *
load_bdf(void)
{
  table *t = linkage_load("2_org/csv/nlme_bdf.csv", ',');
  if (!t)
    return NULL;
  static const char *const columns[] = {"langPOST", "aritPOST", "IQ.verb", NULL};
  unit_frame *f = means_of_table(t, columns, "schoolNR");
  table_free(t);
  return f;
}

/* Classes: the table of linked units, with teachers' own columns by T_ID. */
static unit_frame *
load_classes(void)
{
  table *linked = linkage_load("reference/gti_A_dev_linked_units.csv", ',');
  table *teachers = linkage_load("1_linkage/gti/teachers.csv", ',');
  if (!linked || !teachers)
    return NULL;
  static const char *const columns[] = {"JOB", "COLL", "REL", "CLARITY", "n_students", NULL};
  static const char *const own[] = {"TA_AUTONOMY", "TA_ENJOY", "TA_ANGER", "TA_ANXIETY"};
  unit_frame *f = frame_of_table(linked, columns);
  const size_t key = table_column(teachers, "T_ID"), id = table_column(linked, "T_ID");
  for (size_t v = 0; v < 4; v++) {
    double *x = add(f, own[v]);
    for (size_t i = 0; i < f->rows; i++) {
      const size_t row = row_of(teachers, key, table_text(linked, i, id));
      x[i] = table_number(teachers, row, table_column(teachers, own[v]));
      if (x[i] >= 9997)
        x[i] = NAN;
    }
  }
  table_free(linked);
  table_free(teachers);
  return f;
}

static unit_frame *
load_nyc(void)
{
  table *t = linkage_load("1_linkage/nyc2011/survey_d75.txt", '\t');
  if (!t)
    return NULL;
  static const char *const columns[] = {"saf_t_11", "com_t_11", "eng_t_11", "aca_t_11",
                                        "saf_p_11", "com_p_11", "eng_p_11", "aca_p_11",
                                        "rr_t",     "rr_p",     "N_p",      NULL};
  unit_frame *f = frame_of_table(t, columns);
  double *teachers = add(f, "T"), *parents = add(f, "P");
  for (size_t i = 0; i < f->rows; i++) {
    teachers[i] = (f->x[0][i] + f->x[1][i] + f->x[2][i] + f->x[3][i]) / 4;
    parents[i] = (f->x[4][i] + f->x[5][i] + f->x[6][i] + f->x[7][i]) / 4;
  }
  table_free(t);
  return f;
}

static unit_frame *
load_chicago(void)
{
  table *t = linkage_load("1_linkage/chicago2012/ChicagoPublicSchools.csv", ',');
  if (!t)
    return NULL;
  static const char *const columns[] = {"SAFETY_SCORE",
                                        "Environment_Score",
                                        "Instruction_Score",
                                        "Leaders_Score",
                                        "Teachers_Score",
                                        "Parent_Environment_Score",
                                        NULL};
  unit_frame *f = frame_of_table(t, columns);
  add_from(f, t, "AVERAGE_STUDENT_ATTENDANCE", "att");
  table_free(t);
  return f;
}

static unit_frame *
load_nhs(void)
{
  table *t = linkage_load("1_linkage/nhs/2017.NHS-detailed.csv", ',');
  if (!t)
    return NULL;
  static const char *const columns[] = {"SHMI.index", "Engagement.index",
                                        "Burnout.proportion.index", NULL};
  unit_frame *f = frame_of_table(t, columns);
  table_free(t);
  return f;
}

unit_frame *
units_load(const char *dataset)
{
  static const struct {
    const char *name;
    unit_frame *(*load)(void);
  } all[] = {{"multilevel_bh1996", load_companies},
             {"multilevel_bh1996:groups", load_company_means},
             {"multilevel_bhr2000:groups", load_leadership_means},
             {"psychTools_sat.act", load_ability},
             {"nlme_MathAchieve", load_schools},
             {"nlme_bdf", load_bdf},
             {"gti_A_dev", load_classes},
             {"nyc2011_d75", load_nyc},
             {"chicago2012", load_chicago},
             {"nhs_2017_detailed", load_nhs}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (strcmp(all[i].name, dataset) == 0)
      return all[i].load();
  fail_msg("no data set %s", dataset);
  return NULL;
}

unit_frame *
units_complete(const unit_frame *f, const char *names)
{
  unit_frame *out = units_new(f->rows);
  const double *from[16];
  char list[256];
  snprintf(list, sizeof list, "%s", names);
  for (char *name = strtok(list, ","); name; name = strtok(NULL, ",")) {
    from[out->columns] = units_column(f, name);
    add(out, name);
  }
  out->rows = 0;
  for (size_t i = 0; i < f->rows; i++) {
    bool whole = true;
    for (size_t j = 0; j < out->columns; j++)
      whole = whole && !isnan(from[j][i]);
    for (size_t j = 0; whole && j < out->columns; j++)
      out->x[j][out->rows] = from[j][i];
    out->rows += whole;
  }
  return out;
}

table *
units_reference(const char *dataset)
{
  char name[128];
  const size_t length = strcspn(dataset, ":");
  snprintf(name, sizeof name, "reference/%.*s.csv", (int)length, dataset);
  if (strncmp(dataset, "multilevel", 10) == 0 || strncmp(dataset, "psych", 5) == 0)
    return table_load(name);
  table *t = linkage_load(name, ',');
  assert_non_null(t);
  return t;
}

ability
ability_load(const char *names)
{
  ability a = {.all = units_load("psychTools_sat.act"),
               .t = table_load("reference/regression_r.csv")};
  char list[256];
  snprintf(list, sizeof list, "%s,ACT,SATV,SATQ,age,education,gender", names);
  a.f = units_complete(a.all, list);
  return a;
}

void
ability_free(ability *a)
{
  units_free(a->f);
  units_free(a->all);
  table_free(a->t);
}
