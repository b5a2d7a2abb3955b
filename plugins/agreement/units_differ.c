/* How much units differ, and so how reliable their means are. */
#include "agreement.h"

#include <stdlib.h>

typedef struct by_unit {
  const om_unit **unit;
  uint64_t *n;
  double *mean, *ss;
  om_unit_effect *effect;
  size_t units;
} by_unit;

/* The moments of the scores of each unit that answers name; false when memory ran out. */
static int
collect(om_run *r, const om_scale *scale, by_unit *g)
{
  const om_study *const s = om_study_of(r);
  g->units = 0;
  g->unit = calloc(s->n_units, sizeof *g->unit);
  g->n = calloc(s->n_units, sizeof *g->n);
  g->mean = calloc(s->n_units, sizeof *g->mean);
  g->ss = calloc(s->n_units, sizeof *g->ss);
  g->effect = calloc(s->n_units, sizeof *g->effect);
  if (!g->unit || !g->n || !g->mean || !g->ss || !g->effect)
    return 0;
  for (uint32_t i = 0; i < s->n_units; i++) {
    const om_scores *const scores = om_scores_of(r, scale, s->units[i]);
    if (s->units[i]->level != 0 || scores->n == 0)
      continue;
    g->unit[g->units] = s->units[i];
    g->n[g->units] = scores->n;
    g->mean[g->units] = scores->plain_mean;
    g->ss[g->units++] = scores->ss;
  }
  return 1;
}

static void
release(by_unit *g)
{
  free(g->unit);
  free(g->effect);
  free(g->n);
  free(g->mean);
  free(g->ss);
}

/* What follows for the use of unit means, in a sentence. */
static const char *
verdict(const om_anova *a, const om_icc_result *icc)
{
  if (a->undefined && a->n == a->groups)
    return "Each unit has one respondent: nobody can say whether units differ or people do.";
  if (a->undefined)
    return "Whether units differ cannot be computed from these answers.";
  if (!(a->p < .05))
    return "Unit means should not be used: units differ no more than chance would make them.";
  if (icc->icc2.value < .50)
    return "Unit means are unreliable: links will look much weaker than they are.";
  if (icc->icc2.value < .70)
    return "Unit means may be used with care: links will look weaker than they are.";
  return "Unit means may be used: units differ, and their means are reliable.";
}

static om_status
say_doubt(om_run *r, const om_scale *scale)
{
  char id[64];
  snprintf(id, sizeof id, "doubt-%u", scale->index);
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = id,
                        .about = OM_ABOUT(.scale = scale),
                        .headline = "Units hardly differ in \u201c{scale}\u201d.",
                        .detail = "{icc1} of the differences between answers lies between units "
                                  "(ICC(1); 95% range {icc1.lo} to {icc1.hi}; {icc1.n} "
                                  "respondents).",
                        .caution = "A link of this scale between units could hardly be seen, even "
                                   "if there is one."};
  return om_finding_add(r, &f);
}

/* An ICC without the p of F, which stands beside it. */
static void
say_icc(om_run *r, const char *statistic, const om_about *about, om_stat icc)
{
  icc.p = NAN;
  say_stat(r, statistic, about, &icc);
}

static om_table *
means_table(om_run *r, const om_scale *scale)
{
  char id[64], title[512];
  scale_table_id(id, sizeof id, "means", scale);
  OM_FILL(title, "How reliable each unit\u2019s mean is on \u201c{scale}\u201d ({survey})", "scale",
          scale->label, "survey", scale->survey->label);
  om_table *const t = om_table_new(r, id, title, OM_ROWS_UNITS);
  r->host->table_column(t, "unit_reliability", "Reliability", NULL);
  r->host->table_column(t, "shrunken_mean", "Mean, drawn in", NULL);
  return t;
}

/* What a model of all answers says of the units; nothing where it finds no differences. */
static void
report_model(om_run *r, const om_scale *scale, const by_unit *g, const tables *all)
{
  om_random_intercept model;
  om_random_intercept_mean(OM_REML, g->units, g->n, g->mean, g->ss, om_study_of(r)->confidence,
                           &model, NULL, g->effect);
  say_icc(r, "icc1_reml", OM_ABOUT(.scale = scale), model.icc);
  if (model.undefined || model.boundary || !all->says_units)
    return;
  om_table *const t = all->lists_units ? means_table(r, scale) : NULL;
  for (size_t j = 0; j < g->units; j++) {
    const om_about *const about = OM_ABOUT(.scale = scale, .unit = g->unit[j]);
    say_number(r, "unit_reliability", about, g->effect[j].reliability, NULL);
    say_number(r, "shrunken_mean", about, g->effect[j].mean.value, NULL);
    if (t)
      r->host->table_row(t, about);
  }
}

/* Numbers that there are only where a unit has two people or more. */
static void
report_tests(om_run *r, const om_scale *scale, const by_unit *g, const om_anova *a,
             const om_icc_result *icc, const tables *t)
{
  const om_about *const about = OM_ABOUT(.scale = scale);
  const om_stat f = {
      .value = a->f, .lo = NAN, .hi = NAN, .se = NAN, .p = a->p, .undefined = a->undefined};
  say_icc(r, "icc1_mean_size", about, icc->icc1_mean_size);
  say_stat(r, "f", about, &f);
  say_number(r, "n0", about, a->n0, a->undefined);
  if (a->n <= a->groups)
    return;
  r->host->table_row(t->tests, about);
  report_model(r, scale, g, t);
}

int
report_units_differ(om_run *r, const om_scale *scale, const tables *t)
{
  by_unit g;
  if (!collect(r, scale, &g)) {
    release(&g);
    return 0;
  }
  om_anova a;
  om_icc_result icc;
  om_anova1(g.units, g.n, g.mean, g.ss, &a);
  om_icc(&a, om_study_of(r)->confidence, &icc);
  const om_about *const about = OM_ABOUT(.scale = scale);
  say_icc(r, "icc1", about, icc.icc1);
  say_icc(r, "icc2", about, icc.icc2);
  om_remark(r, "verdict", about, verdict(&a, &icc));
  report_tests(r, scale, &g, &a, &icc, t);
  if (!a.undefined && !(a.p < .05))
    say_doubt(r, scale);
  release(&g);
  return 1;
}
