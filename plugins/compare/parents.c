/* Whether the parents of units differ, each from the others and each two from one another. */
#include "compare.h"

#include <stdlib.h>

/* --- the tests of one scale ------------------------------------------------------------------ */

/* Parents against the units within them: both mean squares weighted by size. */
static om_stat
nested_test(om_run *r, compared *c)
{
  const om_study *const s = om_study_of(r);
  const groups *const g = &c->by_parent;
  double within = 0;
  uint64_t units = 0;
  for (size_t j = 0; j < g->groups; j++)
    for (uint32_t i = 0; i < s->n_units; i++) {
      const om_scores *const x = om_scores_of(r, c->scale, s->units[i]);
      if (!is_part_of(s->units[i], g->units[j]) || x->n == 0)
        continue;
      const double off = x->plain_mean - g->mean[j];
      within += (double)x->n * off * off;
      units++;
    }
  om_stat t = {.value = NAN, .p = NAN, .undefined = "each parent has a single unit"};
  if (units <= g->groups)
    return t;
  const double df1 = (double)g->groups - 1, df2 = (double)(units - g->groups);
  t.undefined = "units of one parent do not differ at all";
  if (!(within > 0))
    return t;
  c->unit_ms = within / df2;
  t = (om_stat){.value = c->parents.ss_between / df1 / c->unit_ms, .df = df1, .df2 = df2};
  t.p = om_f_p(t.value, df1, df2);
  return t;
}

int
compare_parents(om_run *r, compared *c)
{
  groups *const g = &c->by_parent;
  if (!groups_of_parents(r, c->scale, c->hierarchy, g))
    return 0;
  om_anova1(g->groups, g->n, g->mean, g->ss, &c->parents);
  c->parent_welch = om_welch_anova(g->groups, g->n, g->mean, g->ss);
  c->nested = (om_stat){.value = NAN, .p = NAN, .undefined = "the rows are units already"};
  c->unit_ms = NAN;
  if (g->groups < 2)
    return 1;
  if (c->scale->survey->level == OM_LEVEL_RESPONDENT && !c->parents.undefined)
    c->nested = nested_test(r, c);
  c->parent_p = c->nested.undefined ? c->parent_welch.p : c->nested.p;
  return 1;
}

/* --- one parent against the others ----------------------------------------------------------- */

/* A difference of two means whose error is that of units, not of people: the mean square between
 * units of one parent stands for both. */
static om_stat
over_their_units(const compared *c, uint64_t n1, double mean1, uint64_t n2, double mean2,
                 double conf)
{
  om_stat s = {.value = mean1 - mean2, .df = c->nested.df2, .n = n1 + n2};
  s.se = sqrt(c->unit_ms * (1 / (double)n1 + 1 / (double)n2));
  s.p = om_t_p(s.value / s.se, s.df);
  const double half = om_t_quantile(.5 + conf / 2, s.df) * s.se;
  s.lo = s.value - half;
  s.hi = s.value + half;
  return s;
}

/* The mean of group j against all others taken together. */
static om_stat
against_others(const compared *c, size_t j, double conf)
{
  const groups *const g = &c->by_parent;
  uint64_t n = 0;
  double mean = 0, ss = 0;
  for (size_t i = 0; i < g->groups; i++) {
    if (i == j)
      continue;
    const double off = g->mean[i] - mean, size = (double)g->n[i], both = (double)n + size;
    ss += g->ss[i] + off * off * (double)n * size / both;
    mean += off * size / both;
    n += g->n[i];
  }
  return isnan(c->unit_ms) ? om_t_welch(g->n[j], g->mean[j], g->ss[j], n, mean, ss, conf)
                           : over_their_units(c, g->n[j], g->mean[j], n, mean, conf);
}

om_stat
between_two(const compared *c, size_t i, size_t j, double conf)
{
  const groups *const g = &c->by_parent;
  return isnan(c->unit_ms)
             ? om_t_welch(g->n[i], g->mean[i], g->ss[i], g->n[j], g->mean[j], g->ss[j], conf)
             : over_their_units(c, g->n[i], g->mean[i], g->n[j], g->mean[j], conf);
}

/* --- families -------------------------------------------------------------------------------- */

typedef struct families {
  double *others, *pairs; /* adjusted p, scale after scale */
} families;

static size_t
n_pairs(const groups *g)
{
  return g->groups > 1 ? g->groups * (g->groups - 1) / 2 : 0;
}

static int
families_make(om_run *r, size_t n, const compared *c, families *f)
{
  const double conf = om_study_of(r)->confidence;
  size_t others = 0, pairs = 0;
  for (size_t i = 0; i < n; i++) {
    others += c[i].by_parent.groups;
    pairs += n_pairs(&c[i].by_parent);
  }
  f->others = calloc(others + 1, sizeof *f->others);
  f->pairs = calloc(pairs + 1, sizeof *f->pairs);
  if (!f->others || !f->pairs)
    return 0;
  others = pairs = 0;
  for (size_t s = 0; s < n; s++) {
    const groups *const g = &c[s].by_parent;
    for (size_t i = 0; i < g->groups; i++) {
      f->others[others++] = g->groups > 1 ? against_others(&c[s], i, conf).p : NAN;
      for (size_t j = i + 1; j < g->groups; j++)
        f->pairs[pairs + om_tukey_pair(g->groups, i, j)] = between_two(&c[s], i, j, conf).p;
    }
    pairs += n_pairs(g);
  }
  om_adjust_holm(others, f->others, 0, f->others);
  om_adjust_holm(pairs, f->pairs, 0, f->pairs);
  return 1;
}

/* --- tables ---------------------------------------------------------------------------------- */

static const char *
verdict(const compared *c)
{
  if (c->by_parent.groups < 2)
    return "There are no two parents large enough to be compared.";
  if (c->parents.undefined || isnan(c->parent_p))
    return "Whether parents differ cannot be computed from these answers.";
  if (c->parent_p < .05 && c->nested.undefined)
    return "Parents of units differ.";
  if (c->parent_p < .05)
    return "Parents differ, and by more than the units of one parent do.";
  if (!c->nested.undefined && c->parent_welch_p < .05)
    return "Parents differ no more than the units of one parent do anyway: look at units.";
  return "That parents differ cannot be told: chance alone would show as much.";
}

static om_table *
scales_table(om_run *r)
{
  om_table *const t = om_table_new(r, "parents", "Do the parents of units differ?", OM_ROWS_SCALES);
  r->host->table_column(t, "parents_verdict", "In a sentence", NULL);
  r->host->table_column(t, "parent_omega", "Between parents (95% range)", NULL);
  r->host->table_column(t, "parent_p", "p, all scales considered", NULL);
  return t;
}

static om_table *
tests_table(om_run *r, int has_ranks)
{
  om_table *const t =
      om_table_new(r, "parent-tests", "Tests of differences between parents", OM_ROWS_SCALES);
  r->host->table_column(t, "parent_eta", "Between parents, uncorrected", NULL);
  r->host->table_column(t, "parent_welch", "Welch\u2019s F", NULL);
  r->host->table_column(t, "parent_nested", "F over their units", NULL);
  if (has_ranks)
    r->host->table_column(t, "parent_kruskal", "H of ranks", NULL);
  return t;
}

static void
report_scale(om_run *r, const compared *c, om_table *t, om_table *tests)
{
  const om_about *const about = OM_ABOUT(.scale = c->scale);
  om_remark(r, "parents_verdict", about, verdict(c));
  r->host->table_row(t, about);
  if (c->by_parent.groups < 2)
    return;
  r->host->table_row(tests, about);
  say_shares(r, "parent_omega", "parent_eta", about, &c->parents);
  say_test(r, "parent_welch", about, &c->parent_welch);
  say_test(r, "parent_nested", about, &c->nested);
  say_number(r, "parent_p", about, c->parent_p, "no test");
}

static om_table *
parents_table(om_run *r, const compared *c)
{
  const om_scale *const scale = c->scale;
  const char *const second = c->hierarchy ? "second-" : "";
  char id[64], chart_id[64], title[512], picture[512];
  scale_table_id(id, sizeof id, c->hierarchy ? "second-parents" : "parents", scale);
  snprintf(chart_id, sizeof chart_id, "%sparents-differ-%u", second, scale->index);
  OM_FILL(title,
          c->hierarchy ? "Second parents of units on \u201c{scale}\u201d ({survey})"
                       : "Parents of units on \u201c{scale}\u201d ({survey})",
          "scale", scale->label, "survey", scale->survey->label);
  OM_FILL(picture, "Each parent against the others on \u201c{scale}\u201d", "scale", scale->label);
  const om_chart forest = {.size = sizeof forest,
                           .type = OM_CHART_FOREST,
                           .id = chart_id,
                           .title = picture,
                           .description = "A dot for each parent of units: how far its mean lies "
                                          "above or below that of all others. Thin lines are 95% "
                                          "ranges; one that crosses zero cannot tell.",
                           .columns = {1}};
  om_table *const t = om_table_new(r, id, title, OM_ROWS_UNITS);
  r->host->table_column(t, "parent_difference", "Difference from the others (95% range)", NULL);
  r->host->table_column(t, "parent_difference_p", "p, all considered", NULL);
  r->host->table_column(t, "parent_mean", "Mean", NULL);
  r->host->table_column(t, "differs_from", "Differs from", NULL);
  r->host->table_order(t, 1, OM_ASCENDING);
  r->host->chart(t, &forest);
  return t;
}

static void
report_each(om_run *r, const compared *c, const double *others, const double *pairs, int is_told)
{
  const groups *const g = &c->by_parent;
  om_table *const t = is_told ? parents_table(r, c) : NULL;
  for (size_t j = 0; j < g->groups; j++) {
    const om_about *const about = OM_ABOUT(.scale = c->scale, .unit = g->units[j]);
    const om_stat d = against_others(c, j, om_study_of(r)->confidence);
    say_stat(r, "parent_difference", about, &d);
    say_number(r, "parent_difference_p", about, others[j], d.undefined ? d.undefined : "no test");
    say_number(r, "parent_mean", about, g->mean[j], NULL);
    if (!t)
      continue;
    say_differs(r, c, j, pairs);
    r->host->table_row(t, about);
  }
  report_pairs(r, c, pairs, is_told);
}

/* True when the parents differ, or some two of them. */
static int
any_differ(const compared *c, const double *pairs)
{
  int any = c->parent_p < .05;
  for (size_t i = 0; i < n_pairs(&c->by_parent); i++)
    any |= pairs[i] < .05;
  return any;
}

/* The scale on which parents differ most, where they do. */
static void
choose_finding(om_run *r, size_t n, const compared *c)
{
  const compared *most = NULL;
  for (size_t i = 0; i < n; i++)
    if (c[i].parent_p < .05 && !c[i].parents.undefined && (!most || c[i].parent_p < most->parent_p))
      most = &c[i];
  if (!most)
    return;
  char chart[64];
  snprintf(chart, sizeof chart, "parents-differ-%u", most->scale->index);
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = "parents-differ",
                        .about = OM_ABOUT(.scale = most->scale),
                        .headline = "The parents of units differ in \u201c{scale}\u201d.",
                        .detail = "{parent_omega} of the differences on this scale lie between "
                                  "the parents of units (95% range {parent_omega.lo} to "
                                  "{parent_omega.hi}; n = {parent_omega.n}).",
                        .caution = "What sets parents apart may also set their units apart: a link "
                                   "between units can come from it.",
                        .chart = chart};
  om_finding_add(r, &f);
}

int
report_parents_compared(om_run *r, size_t n, compared *c)
{
  families f = {NULL, NULL};
  int has_ranks = 0;
  size_t others = 0, pairs = 0, left_out = 0;
  const int ok = families_make(r, n, c, &f);
  for (size_t i = 0; ok && i < n; i++) {
    om_stat h;
    if (c[i].by_parent.groups < 2 || !rank_test(r, c[i].scale, &c[i].by_parent, &h))
      continue;
    has_ranks = 1;
    say_test(r, "parent_kruskal", OM_ABOUT(.scale = c[i].scale), &h);
  }
  om_table *const t = ok ? scales_table(r) : NULL;
  om_table *const tests = ok ? tests_table(r, has_ranks) : NULL;
  for (size_t i = 0; ok && i < n; i++) {
    report_scale(r, &c[i], t, tests);
    if (c[i].by_parent.groups > 1)
      report_each(r, &c[i], f.others + others, f.pairs + pairs,
                  n <= MANY_SCALES || any_differ(&c[i], f.pairs + pairs));
    others += c[i].by_parent.groups;
    pairs += n_pairs(&c[i].by_parent);
    left_out += c[i].by_parent.left_out;
  }
  free(f.others);
  free(f.pairs);
  if (!ok)
    return 0;
  choose_finding(r, n, c);
  if (n > MANY_SCALES)
    om_note(r, NULL,
            "With so many scales the parents are shown one by one only where they differ; their "
            "numbers on every scale stand in report.xml.");
  if (left_out)
    om_note(r, NULL,
            "Parents too small to be shown, and those with a unit that is and no other, are left "
            "out of every comparison of parents: else it could be found by subtraction.");
  om_note(r, NULL,
          "Whether parents differ is judged by how much the units of one parent differ anyway: "
          "with "
          "few units a parent ranges are wide. Where each parent has a single unit, people are the "
          "cases, and ranges are too narrow.");
  return 1;
}

int
report_second_parents(om_run *r)
{
  const om_study *const s = om_study_of(r);
  compared *const c = calloc((size_t)s->n_scales + 1, sizeof *c);
  families f = {NULL, NULL};
  size_t n = 0, others = 0, pairs = 0;
  int ok = c != NULL;
  for (; ok && n < s->n_scales; n++) {
    c[n] = (compared){.scale = s->scales[n], .hierarchy = 1, .parent_p = NAN};
    ok = compare_parents(r, &c[n]);
  }
  ok = ok && families_make(r, n, c, &f);
  for (size_t i = 0; ok && i < n; i++) {
    if (c[i].by_parent.groups > 1)
      report_each(r, &c[i], f.others + others, f.pairs + pairs, n <= MANY_SCALES);
    others += c[i].by_parent.groups;
    pairs += n_pairs(&c[i].by_parent);
  }
  free(f.others);
  free(f.pairs);
  for (size_t i = 0; i < n; i++)
    groups_done(&c[i].by_parent);
  free(c);
  return ok;
}
