/* Comparisons of groups against R: two means, ranks, several means, variances, all pairs, tables.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"
#include "sets.h"

enum { MOST_GROUPS = 16 };

/* Cases of known value and group, groups numbered in ascending order of their name. */
typedef struct grouped {
  size_t n, groups;
  double *x;
  uint32_t *group;
  const char *name[MOST_GROUPS];
  uint64_t size[MOST_GROUPS];
  double mean[MOST_GROUPS], ss[MOST_GROUPS];
  double *member[MOST_GROUPS];
} grouped;

static int
by_name(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
find_groups(grouped *g, const frame *f, const double *x, size_t column)
{
  for (size_t i = 0; i < f->rows; i++) {
    const char *const name = table_text(f->t, i, column);
    size_t j = 0;
    while (j < g->groups && strcmp(g->name[j], name) != 0)
      j++;
    if (j < g->groups || isnan(x[i]) || !*name || strcmp(name, "NA") == 0)
      continue;
    assert_true(g->groups < MOST_GROUPS);
    g->name[g->groups++] = name;
  }
  qsort(g->name, g->groups, sizeof *g->name, by_name);
}

/* Groups by the text of one column, over rows where x is known. */
static grouped
grouped_by(const frame *f, const double *x, const char *by)
{
  grouped g = {.x = calloc(f->rows, sizeof *g.x), .group = calloc(f->rows, sizeof *g.group)};
  assert_true(g.x && g.group);
  const size_t column = table_column(f->t, by);
  find_groups(&g, f, x, column);
  for (size_t j = 0; j < g.groups; j++) {
    g.member[j] = calloc(f->rows, sizeof *g.x);
    assert_non_null(g.member[j]);
  }
  for (size_t i = 0; i < f->rows; i++) {
    const char *const name = table_text(f->t, i, column);
    for (uint32_t j = 0; j < g.groups; j++) {
      if (isnan(x[i]) || strcmp(g.name[j], name) != 0)
        continue;
      g.x[g.n] = x[i];
      g.group[g.n++] = j;
      g.member[j][g.size[j]++] = x[i];
    }
  }
  for (size_t j = 0; j < g.groups; j++)
    om_mean_ss((size_t)g.size[j], g.member[j], &g.mean[j], &g.ss[j]);
  return g;
}

static void
grouped_free(grouped *g)
{
  free(g->x);
  free(g->group);
  for (size_t j = 0; j < g->groups; j++)
    free(g->member[j]);
}

static void
check_two(const table *t, const char *args, const grouped *g)
{
  const om_stat welch =
      om_t_welch(g->size[0], g->mean[0], g->ss[0], g->size[1], g->mean[1], g->ss[1], .95);
  assert_reference(welch.statistic, reference(t, "welch_t", args), 1e-10);
  assert_reference(welch.df, reference(t, "welch_df", args), 1e-10);
  assert_reference(welch.p, reference(t, "welch_p", args), 1e-10);
  assert_reference(welch.lo, reference(t, "welch_ci_lo", args), 1e-10);
  assert_reference(welch.hi, reference(t, "welch_ci_hi", args), 1e-10);
  const om_stat pooled =
      om_t_pooled(g->size[0], g->mean[0], g->ss[0], g->size[1], g->mean[1], g->ss[1], .95);
  assert_reference(pooled.statistic, reference(t, "student_t", args), 1e-10);
  assert_reference(pooled.df, reference(t, "student_df", args), 0);
  assert_reference(pooled.p, reference(t, "student_p", args), 1e-10);
  om_effect effect;
  om_cohen(g->size[0], g->mean[0], g->ss[0], g->size[1], g->mean[1], g->ss[1], .95, &effect);
  assert_reference(effect.d.value, reference(t, "cohen_d", args), 1e-10);
  assert_reference(effect.g.value, reference(t, "hedges_g_approx", args), 1e-10);
  assert_true(effect.d.lo < effect.d.value && effect.d.value < effect.d.hi);

  om_rank_test ranks;
  om_mann_whitney((size_t)g->size[0], g->member[0], (size_t)g->size[1], g->member[1], .95, &ranks);
  assert_reference(ranks.test.value, reference(t, "mannwhitney_W", args), 0);
  assert_reference(ranks.test.p, reference(t, "mannwhitney_p_nocc", args), 1e-10);
  assert_reference(ranks.p_corrected, reference(t, "mannwhitney_p_cc", args), 1e-10);
  assert_reference(ranks.effect.value, reference(t, "cliffs_delta", args), 1e-10);
  assert_true(ranks.effect.lo < ranks.effect.value && ranks.effect.value < ranks.effect.hi);
}

static void
check_several(const table *t, const char *args, const grouped *g)
{
  om_anova a;
  om_anova1(g->groups, g->size, g->mean, g->ss, &a);
  assert_reference(a.f, reference(t, "anova_F", args), 1e-10);
  assert_reference(a.df_between, reference(t, "anova_df1", args), 0);
  assert_reference(a.df_within, reference(t, "anova_df2", args), 0);
  assert_reference(a.p, reference(t, "anova_p", args), 1e-10);
  const om_stat welch = om_welch_anova(g->groups, g->size, g->mean, g->ss);
  assert_reference(welch.value, reference(t, "welchF", args), 1e-10);
  assert_reference(welch.df2, reference(t, "welchF_df2", args), 1e-10);
  assert_reference(welch.p, reference(t, "welchF_p", args), 1e-10);
  const om_stat h = om_kruskal(g->n, g->x, g->groups, g->group);
  assert_reference(h.value, reference(t, "kruskal_H", args), 1e-10);
  assert_reference(h.df, reference(t, "kruskal_df", args), 0);
  assert_reference(h.p, reference(t, "kruskal_p", args), 1e-10);
  om_spread spread;
  om_equal_spread(g->n, g->x, g->groups, g->group, &spread);
  assert_reference(spread.brown_forsythe.value, reference(t, "levene_median_F", args), 1e-10);
  assert_reference(spread.brown_forsythe.p, reference(t, "levene_median_p", args), 1e-10);
  assert_reference(spread.bartlett.value, reference(t, "bartlett_var_K2", args), 1e-10);
  assert_reference(spread.bartlett.p, reference(t, "bartlett_var_p", args), 1e-10);
}

/* R finds the critical value of the range to about 1e-6 only (qtukey stops at steps of 1e-4), and
 * its p to 1e-8 only: test_distributions compares ours with more digits. */
static void
check_pairs(const table *t, const char *args, const grouped *g)
{
  om_stat pair[MOST_GROUPS * (MOST_GROUPS - 1) / 2];
  om_tukey(g->groups, g->size, g->mean, g->ss, .95, pair);
  for (size_t i = 0; i < g->groups; i++) {
    for (size_t j = i + 1; j < g->groups; j++) {
      const om_stat *const s = &pair[om_tukey_pair(g->groups, i, j)];
      char name[160];
      snprintf(name, sizeof name, "%s;%s-%s", args, g->name[j], g->name[i]);
      assert_close(s->value, reference(t, "tukey_diff", name), 1e-10, 1e-13);
      assert_close(s->p, reference(t, "tukey_p", name), 0, 1e-8);
      assert_close(s->lo, reference(t, "tukey_lwr", name), 1e-6, 0);
      assert_close(s->hi, reference(t, "tukey_upr", name), 1e-6, 0);
    }
  }
}

static void
check_comparison(const char *set, const char *args, const frame *f, const double *x, const char *by)
{
  table *const t = reference_table(set);
  grouped g = grouped_by(f, x, by);
  if (g.groups == 2)
    check_two(t, args, &g);
  check_several(t, args, &g);
  if (g.groups > 2)
    check_pairs(t, args, &g);
  grouped_free(&g);
  table_free(t);
}

static void
test_in_the_tree(void **state)
{
  (void)state;
  static const char *const neuroticism[] = {"N1", "N2", "N3", "N4", "N5"};
  frame *f = frame_open("psychTools_bfi", NULL, ',');
  const double *const n = frame_mean(f, "N", 5, neuroticism, 5);
  check_comparison("psychTools_bfi", "N mean by gender", f, n, "gender");
  check_comparison("psychTools_bfi", "N mean by education", f, n, "education");
  frame_free(f);

  f = frame_open("psychTools_sat.act", NULL, ',');
  check_comparison("psychTools_sat.act", "SATQ by gender", f, frame_column(f, "SATQ"), "gender");
  check_comparison("psychTools_sat.act", "ACT by education", f, frame_column(f, "ACT"),
                   "education");
  frame_free(f);

  f = frame_open("lavaan_HolzingerSwineford1939", NULL, ',');
  check_comparison("lavaan_HolzingerSwineford1939", "x1 by school", f, frame_column(f, "x1"),
                   "school");
  frame_free(f);
}

static void
test_univbct(void **state)
{
  (void)state;
  table *const t = reference_table("multilevel_univbct");
  frame *f = frame_open("multilevel_univbct", NULL, ',');
  double *const one = frame_column(f, "JOBSAT1"), *const three = frame_column(f, "JOBSAT3");
  const double *const time = frame_column(f, "TIME");
  double x[512], y[512];
  size_t n = 0;
  for (size_t i = 0; i < f->rows; i++) {
    if (time[i] != 0) {
      one[i] = NAN; /* a person's first row stands for all */
    } else if (!isnan(one[i]) && !isnan(three[i])) {
      x[n] = one[i];
      y[n++] = three[i];
    }
  }
  check_comparison("multilevel_univbct", "JOBSAT1 by GENDER", f, one, "GENDER");

  const om_stat paired = om_t_paired(n, x, y, .95);
  assert_reference(paired.statistic, reference(t, "paired_t", "JOBSAT1-JOBSAT3"), 1e-10);
  assert_reference(paired.df, reference(t, "paired_df", "JOBSAT1-JOBSAT3"), 0);
  assert_reference(paired.p, reference(t, "paired_p", "JOBSAT1-JOBSAT3"), 1e-10);
  assert_reference(paired.lo, reference(t, "paired_ci_lo", "JOBSAT1-JOBSAT3"), 1e-10);
  assert_reference(paired.hi, reference(t, "paired_ci_hi", "JOBSAT1-JOBSAT3"), 1e-10);
  om_rank_test ranks;
  om_wilcoxon(n, x, y, &ranks);
  /* The reference's V, 26895, ranks differences that are equal but for their last bit as different;
   * rounded to 12 digits R gives these. */
  table *const rounded = reference_table("groups");
  assert_reference(ranks.test.value, reference(rounded, "wilcoxon_V", "JOBSAT1-JOBSAT3 rounded"),
                   0);
  assert_reference(ranks.p_corrected,
                   reference(rounded, "wilcoxon_p_cc", "JOBSAT1-JOBSAT3 rounded"), 1e-10);
  table_free(rounded);
  frame_free(f);
  table_free(t);
}

static void
test_outside(void **state)
{
  (void)state;
  frame *f = frame_open("-", "1_linkage/gti/teachers.csv", ',');
  static const char *const job[] = {"TQA22A", "TQA22B", "TQA22C", "TQA22D", "TQA22E",
                                    "TQA22F", "TQA22G", "TQA22H", "TQA22I", "TQA22J"};
  for (size_t j = 0; j < 10; j++) {
    double *const x = frame_column(f, job[j]);
    for (size_t i = 0; i < f->rows; i++)
      x[i] = x[i] >= 9997 ? NAN : j == 2 || j == 3 || j == 5 ? 5 - x[i] : x[i];
  }
  check_comparison("gti_A_dev", "JOB by COUNTRY", f, frame_mean(f, "JOB", 10, job, 5), "COUNTRY");
  frame_free(f);

  static const char *const relations[] = {"SQB13A", "SQB13B", "SQB13C", "SQB13D", "SQB13E"};
  f = frame_open("-", "1_linkage/gti/students.csv", ',');
  check_comparison("gti_A_dev", "REL by COUNTRY", f, frame_mean(f, "REL", 5, relations, 5),
                   "COUNTRY");
  frame_free(f);

  f = frame_open("-", "1_linkage/chicago2012/ChicagoPublicSchools.csv", ',');
  check_comparison("chicago2012", "Parent_Environment by school level", f,
                   frame_column(f, "Parent_Environment_Score"), "Elementary_Middle_or_High_School");
  frame_free(f);
}

static void
check_table(const char *set, const char *args, const frame *f, const char *rows,
            const char *columns, bool blank_is_missing)
{
  table *const t = reference_table(set);
  const char *name[2][16];
  size_t count[2] = {0, 0};
  uint64_t cell[16][16] = {{0}};
  const size_t at[2] = {table_column(f->t, rows), table_column(f->t, columns)};
  for (size_t i = 0; i < f->rows; i++) {
    size_t place[2];
    bool known = true;
    for (size_t s = 0; s < 2; s++) {
      const char *const text = table_text(f->t, i, at[s]);
      known &= strcmp(text, "NA") != 0 && strcmp(text, "NDA") != 0 && (*text || !blank_is_missing);
    }
    for (size_t s = 0; known && s < 2; s++) {
      const char *const text = table_text(f->t, i, at[s]);
      place[s] = 0;
      while (place[s] < count[s] && strcmp(name[s][place[s]], text) != 0)
        place[s]++;
      if (place[s] == count[s])
        name[s][count[s]++] = text;
      assert_true(count[s] <= 16);
    }
    if (known)
      cell[place[0]][place[1]]++;
  }
  om_crosstab c;
  om_crosstab_test(16, 16, &cell[0][0], .95, &c);
  assert_reference(c.chisq.value, reference(t, "chisq", args), 1e-10);
  assert_reference(c.chisq.df, reference(t, "chisq_df", args), 0);
  assert_reference(c.chisq.p, reference(t, "chisq_p", args), 1e-10);
  assert_reference(c.cramers_v.value, reference(t, "cramers_v", args), 1e-10);
  assert_reference((double)c.chisq.n, reference(t, "table_n", args), 0);
  assert_true(c.v_corrected.value < c.cramers_v.value && c.cramers_v.lo < c.cramers_v.value);
  table_free(t);
}

static void
test_tables(void **state)
{
  (void)state;
  frame *f = frame_open("psychTools_bfi", NULL, ',');
  check_table("psychTools_bfi", "gender x education", f, "gender", "education", true);
  frame_free(f);
}

static void
test_tables_outside(void **state)
{
  (void)state;
  frame *f = frame_open("-", "1_linkage/chicago2012/ChicagoPublicSchools.csv", ',');
  check_table("chicago2012", "Safety_Icon x Instruction_Icon", f, "Safety_Icon", "Instruction_Icon",
              true);
  frame_free(f);
}

/* Values of small data by R, from ref_groups.R. */
static void
test_small(void **state)
{
  (void)state;
  table *const t = reference_table("groups");
  const double x[] = {5.1, 2.3, 7.7, 4.4, 9.2, 6.3, 3.8, 8.5}, y[] = {1.9, 4.9, 2.2, 5.6, 3.1, 0.4};
  om_rank_test r;
  om_mann_whitney(8, x, 6, y, .95, &r);
  assert_reference(r.test.value, reference(t, "mannwhitney_W", "small"), 0);
  assert_reference(r.p_exact, reference(t, "mannwhitney_p_exact", "small"), 1e-14);
  assert_reference(r.p_corrected, reference(t, "mannwhitney_p_cc", "small"), 1e-12);
  assert_reference(r.effect.value, reference(t, "cliffs_delta", "small"), 1e-14);
  assert_reference(r.effect.se, reference(t, "cliffs_se", "small"), 1e-12);
  assert_reference(r.effect.lo, reference(t, "cliffs_lo", "small"), 1e-12);
  assert_reference(r.effect.hi, reference(t, "cliffs_hi", "small"), 1e-12);

  const double u[] = {1, 2, 2, 3, 5, 4, 2, 3}, v[] = {3, 3, 4, 5, 5, 2};
  om_mann_whitney(8, u, 6, v, .95, &r);
  assert_true(isnan(r.p_exact));
  assert_reference(r.test.p, reference(t, "mannwhitney_p_nocc", "ties"), 1e-12);
  assert_reference(r.effect.value, reference(t, "cliffs_delta", "ties"), 1e-14);
  assert_reference(r.effect.se, reference(t, "cliffs_se", "ties"), 1e-12);
  assert_reference(r.effect.lo, reference(t, "cliffs_lo", "ties"), 1e-12);
  assert_reference(r.effect.hi, reference(t, "cliffs_hi", "ties"), 1e-12);

  const double before[] = {5.1, 2.3, 7.7, 4.4, 9.2, 6.3, 3.8, 8.5},
               after[] = {4.0, 2.9, 5.2, 4.7, 6.1, 6.1, 3.4, 9.9};
  om_wilcoxon(8, before, after, &r);
  assert_reference(r.test.value, reference(t, "wilcoxon_V", "small"), 0);
  assert_reference(r.p_exact, reference(t, "wilcoxon_p_exact", "small"), 1e-14);
  assert_reference(r.test.p, reference(t, "wilcoxon_p_nocc", "small"), 1e-12);
  assert_reference(r.effect.value, reference(t, "wilcoxon_effect", "small"), 1e-14);
  const om_stat d = om_cohen_paired(8, before, after, .95);
  assert_reference(d.value, reference(t, "d_paired", "small"), 1e-13);
  assert_reference(d.lo, reference(t, "d_paired_lo", "small"), 1e-8);
  assert_reference(d.hi, reference(t, "d_paired_hi", "small"), 1e-8);
  assert_close(d.se, sqrt((1 + d.value * d.value / 2) / 8), 1e-14, 0);

  const uint32_t group[] = {0, 0, 0, 1, 1, 2, 2, 2};
  om_spread spread;
  om_equal_spread(8, x, 3, group, &spread);
  assert_reference(spread.levene.value, reference(t, "levene_mean_F", "small"), 1e-12);
  assert_reference(spread.levene.p, reference(t, "levene_mean_p", "small"), 1e-12);
  const om_stat h = om_kruskal(8, x, 3, group);
  assert_reference(om_kruskal_effect(&h).value, reference(t, "kruskal_epsilon2", "small"), 1e-12);
  table_free(t);
}

/* Ranges through noncentral distributions, against R's pt, pf and pchisq with ncp. */
static void
test_effects(void **state)
{
  (void)state;
  table *const t = reference_table("groups");
  const struct {
    const char *args;
    uint64_t n1, n2;
    double mean1, ss1, mean2, ss2;
  } two[] = {{"8;6;5.5;30;3;20", 8, 6, 5.5, 30, 3, 20},
             {"60;45;3.2;50;3.3;40", 60, 45, 3.2, 50, 3.3, 40},
             {"2;2;1;.5;9;.7", 2, 2, 1, .5, 9, .7}};
  for (size_t i = 0; i < 3; i++) {
    om_effect e;
    om_cohen(two[i].n1, two[i].mean1, two[i].ss1, two[i].n2, two[i].mean2, two[i].ss2, .95, &e);
    assert_reference(e.d.value, reference(t, "d", two[i].args), 1e-13);
    assert_reference(e.d.lo, reference(t, "d_lo", two[i].args), 1e-8);
    assert_reference(e.d.hi, reference(t, "d_hi", two[i].args), 1e-8);
    assert_reference(e.g_exact.value, reference(t, "g_exact", two[i].args), 1e-12);
    assert_reference(e.d.se, reference(t, "d_se", two[i].args), 1e-12);
  }
  const uint64_t n[] = {5, 7, 6};
  const double mean[] = {2, 3.5, 3}, ss[] = {4, 9, 6};
  om_anova a;
  om_anova1(3, n, mean, ss, &a);
  om_anova_effect e;
  om_anova_effects(&a, .95, &e);
  assert_reference(e.eta_squared.value, reference(t, "eta2", "anova"), 1e-12);
  assert_close(e.eta_squared.lo, reference(t, "eta2_lo", "anova"), 1e-8, 1e-9);
  assert_reference(e.eta_squared.hi, reference(t, "eta2_hi", "anova"), 1e-8);
  assert_reference(e.epsilon_squared.value, reference(t, "epsilon2", "anova"), 1e-12);
  assert_reference(e.omega_squared.value, reference(t, "omega2", "anova"), 1e-12);

  const uint64_t counts[] = {12, 5, 9, 7, 14, 3};
  om_crosstab c;
  om_crosstab_test(2, 3, counts, .95, &c);
  assert_reference(c.cramers_v.value, reference(t, "v", "table"), 1e-12);
  assert_reference(c.cramers_v.lo, reference(t, "v_lo", "table"), 1e-8);
  assert_reference(c.cramers_v.hi, reference(t, "v_hi", "table"), 1e-8);
  assert_reference(c.v_corrected.value, reference(t, "v_corrected", "table"), 1e-12);
  assert_reference(c.smallest_expected, reference(t, "smallest_expected", "table"), 1e-14);
  table_free(t);
}

static void
test_properties(void **state)
{
  (void)state;
  const double x[] = {1, 4, 2, 8, 5, 7}, y[] = {3, 3.5, 9, 6};
  double up[6], other[4];
  om_rank_test a, b, c;
  om_mann_whitney(6, x, 4, y, .95, &a);
  om_mann_whitney(4, y, 6, x, .95, &b);
  assert_close(b.effect.value, -a.effect.value, 0, 0);
  assert_close(b.effect.lo, -a.effect.hi, 1e-14, 0);
  assert_true(a.p_exact == b.p_exact && a.test.value + b.test.value == 24);
  for (size_t i = 0; i < 6; i++)
    up[5 - i] = exp(x[i]);
  for (size_t i = 0; i < 4; i++)
    other[3 - i] = exp(y[i]);
  om_mann_whitney(6, up, 4, other, .95, &c); /* another order, another scale of the same order */
  assert_true(c.p_exact == a.p_exact && c.effect.value == a.effect.value);
  assert_close(c.effect.lo, a.effect.lo, 1e-13, 0);

  /* differences that are equal but for their last bits tie, however large the values */
  const double far[] = {1000.1, 1000.3, 1000.2, 999.9}, near[] = {1000, 1000.2, 1000.1, 1000.1};
  om_wilcoxon(4, far, near, &c);
  assert_true(c.test.value == 6 && isnan(c.p_exact));

  /* two groups: F is t squared, Tukey's p that of the pooled t */
  double m1, s1, m2, s2;
  om_mean_ss(6, x, &m1, &s1);
  om_mean_ss(4, y, &m2, &s2);
  const om_stat t = om_t_pooled(6, m1, s1, 4, m2, s2, .95);
  om_stat pair;
  om_tukey(2, (const uint64_t[]){6, 4}, (const double[]){m1, m2}, (const double[]){s1, s2}, .95,
           &pair);
  assert_close(pair.p, t.p, 1e-10, 0);
  assert_close(pair.lo, -t.hi, 1e-9, 0);
  const om_stat shifted = om_t_welch(6, 1e3 * m1, 1e6 * s1, 4, 1e3 * m2, 1e6 * s2, .95);
  const om_stat plain = om_t_welch(6, m1, s1, 4, m2, s2, .95);
  assert_close(shifted.p, plain.p, 1e-12, 0);
  assert_close(shifted.lo, 1e3 * plain.lo, 1e-12, 0);
}

static void
test_undefined(void **state)
{
  (void)state;
  const double flat[] = {2, 2, 2, 2};
  const uint32_t group[] = {0, 0, 1, 1}, wrong[] = {0, 0, 1, 2};
  assert_undefined(om_t_welch(1, 2, 0, 5, 3, 2, .95), "fewer than 2");
  assert_undefined(om_t_welch(3, 2, 0, 5, 3, 0, .95), "zero variance");
  assert_undefined(om_t_pooled(3, 2, 1, 5, 3, 1, 0), "confidence");
  assert_undefined(om_t_paired(1, flat, flat, .95), "fewer than 2");
  assert_undefined(om_t_paired(4, flat, flat, .95), "zero variance");
  assert_undefined(om_cohen_paired(1, flat, flat, .95), "fewer than 2");
  assert_undefined(om_cohen_paired(4, flat, flat, .95), "zero variance");
  const double rising[] = {1, 2, 3, 4}, almost[] = {0, 1, 2, 3.0001};
  assert_no_range(om_cohen_paired(4, rising, almost, .95), "too large");
  om_rank_test r;
  om_mann_whitney(0, NULL, 4, flat, .95, &r);
  assert_undefined(r.test, "no cases");
  om_mann_whitney(2, flat, 2, flat, .95, &r);
  assert_undefined(r.effect, "all values are equal");
  assert_true(isnan(r.p_exact) && isnan(r.p_corrected));
  const double low[] = {1, 2}, high[] = {3, 4};
  om_mann_whitney(2, low, 2, high, .95, &r);
  assert_no_range(r.effect, "do not overlap");
  assert_true(r.effect.value == -1);
  om_mann_whitney(1, low, 2, high, .95, &r);
  assert_no_range(r.effect, "fewer than 2");
  om_wilcoxon(4, flat, flat, &r);
  assert_undefined(r.test, "no pair differs");
  om_wilcoxon(0, NULL, NULL, &r);
  assert_undefined(r.test, "no pair differs");
  assert_undefined(om_kruskal(4, flat, 2, group), "all values are equal");
  assert_undefined(om_kruskal(4, low, 2, wrong), "no group");
  assert_undefined(om_kruskal(1, low, 2, group), "fewer than 2 cases");
  assert_undefined(om_kruskal(2, low, 2, group), "fewer than 2 groups");
  om_spread spread;
  om_equal_spread(4, flat, 2, group, &spread);
  assert_undefined(spread.levene, "zero variance");
  assert_undefined(spread.bartlett, "zero variance");
  om_equal_spread(4, flat, 2, wrong, &spread);
  assert_undefined(spread.brown_forsythe, "no group");
  om_equal_spread(0, NULL, 0, NULL, &spread);
  assert_undefined(spread.levene, "fewer than 2 groups");
  const uint64_t sizes[] = {1, 4}, empty[] = {0, 4, 4};
  const double mean[] = {1, 2, 3}, ss[] = {0, 3, 4};
  assert_undefined(om_welch_anova(2, sizes, mean, ss), "single case");
  assert_undefined(om_welch_anova(0, NULL, NULL, NULL), "fewer than 2");
  om_stat pair[3];
  om_tukey(3, empty, mean, ss, .95, pair);
  assert_undefined(pair[0], "nobody");
  assert_null(pair[om_tukey_pair(3, 1, 2)].undefined);
  om_tukey(2, sizes, mean, ss, 2, pair);
  assert_undefined(pair[0], "confidence");
  om_crosstab c;
  om_crosstab_test(2, 2, (const uint64_t[]){3, 0, 4, 0}, .95, &c);
  assert_undefined(c.chisq, "fewer than 2 rows");
  om_crosstab_test(0, 0, NULL, .95, &c);
  assert_undefined(c.cramers_v, "fewer than 2 rows");
  assert_true(isnan(om_range_p(1, 1, 5)) && isnan(om_range_p(1, 3, .5)));
  assert_true(isnan(om_range_exceeded(0, 3, 5)) && om_range_p(-1, 3, 5) == 1);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_in_the_tree), cmocka_unit_test(test_univbct),
      outside_test(test_outside),         cmocka_unit_test(test_tables),
      outside_test(test_tables_outside),  cmocka_unit_test(test_small),
      cmocka_unit_test(test_effects),     cmocka_unit_test(test_properties),
      cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/comparisons", tests, NULL, close_summary);
}
