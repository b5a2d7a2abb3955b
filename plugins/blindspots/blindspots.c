/* blindspots: what do customers see that nothing inside tells of?
 *
 * For every outside dimension the inside one that is nearest to it, with a p that knows how many
 * were tried; whether units differ in it at all; dimensions without a declared counterpart; and
 * what people say they do not know. */
#include "blindspots.h"

#include <stdlib.h>

static const om_method methods[] = {
    {"nearest",
     "Of Pearson's correlations over units of an outside scale with every inside scale, the one "
     "that is largest in size (times the root of its number of units less one, where these "
     "differ). It was chosen for being large, so it has no range and is larger than the truth.",
     "Fisher 1921"},
    {"max_t",
     "The units of the outside are put in random order many times; p is the share of orders in "
     "which the largest correlation with any inside scale is as large: max T, single step. Each "
     "outside scale is a family of its own.",
     "Westfall & Young 1993, Resampling-Based Multiple Testing; Phipson & Smyth 2010, "
     "doi:10.2202/1544-6115.1585"},
    {"icc",
     "ICC(1) from a one-way analysis of variance of persons' scores by unit, range from F. Where F "
     "does not tell units apart (p .05 or more) there is nothing for the inside to explain.",
     "Bartko 1966; Bliese 2000"},
    {"unknown",
     "Answers with a reason for not answering that the study declares, such as don't know or not "
     "applicable, and blank ones, as shares of rows times questions of the scale.",
     ""},
    {"power",
     "Smallest true correlation found in four of five studies of so many units by a two-sided test "
     "at 5 % over as many inside scales (Sidak).",
     "Sidak 1967, doi:10.1080/01621459.1967.10482935; Cohen 1988"},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"nearest_r", "Nearest inside dimension",
     "How closely the outside dimension goes, over units, with the inside one that is nearest to "
     "it. Chosen out of many for being large: look at its p.",
     "nearest", OM_FORMAT_RATIO, OM_N_MATCHED},
    {"nearest_p", "p of the nearest",
     "How often chance alone would give a correlation as large with any of the inside dimensions.",
     "max_t", OM_FORMAT_P, OM_N_MATCHED},
    {"outside_icc", "Between units",
     "The share of the differences between customers that lies between units. Near 0 units do not "
     "differ, and nothing inside can tell why they would.",
     "icc", OM_FORMAT_RATIO, OM_N_SCORED},
    {"unknown", "Don't know and the like",
     "The share of all answers that say why there is none, such as don't know or not applicable.",
     "unknown", OM_FORMAT_PERCENT, OM_N_SCORED},
    {"unknown_blank", "Left blank", "The share of all answers that are blank, without a reason.",
     "unknown", OM_FORMAT_PERCENT, OM_N_SCORED},
    {"blind_smallest", "Smallest link this search finds",
     "A true correlation of this size would be found in four of five studies with as many units "
     "and inside dimensions.",
     "power", OM_FORMAT_RATIO, OM_N_MATCHED},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_option options[] = {
    {OM_OPT_REAL, 0, "unknown", "Share of don't know and the like above which a scale is flagged",
     .15, 0, 1, NULL},
    {OM_OPT_INT, 0, "permutations", "Random orders of a permutation test", 9999, 999, 1e6, NULL},
    {0, 0, NULL, NULL, 0, 0, 0, NULL},
};
static const om_need needs[] = {
    {OM_NEED_SCALES, OM_INSIDE, 1, 0, "something asked inside"},
    {OM_NEED_SCALES, OM_OUTSIDE, 1, 0, "something asked outside"},
    {OM_NEED_UNITS, 0, 3, 0, "three units or more"},
    {OM_NEED_GAPS, 0, 0, 0, "reasons for missing answers"},
    {0, 0, 0, 0, NULL},
};

int
is_theme(const om_study *s, const om_scale *scale)
{
  for (uint32_t c = 0; c < s->n_controls; c++)
    if (s->controls[c] == scale)
      return 0;
  for (uint32_t p = 0; p < s->n_pairs; p++)
    if (s->pairs[p]->inside == scale || s->pairs[p]->outside == scale)
      return 1;
  return scale->values == OM_CODES || scale->survey->level == OM_LEVEL_UNIT;
}

int
is_declared(const om_study *s, const om_scale *scale)
{
  for (uint32_t p = 0; p < s->n_pairs; p++)
    if (s->pairs[p]->inside == scale || s->pairs[p]->outside == scale)
      return 1;
  for (uint32_t h = 0; h < s->n_hypotheses; h++)
    for (uint32_t t = 0; t < s->hypotheses[h]->n_terms; t++)
      if (s->hypotheses[h]->terms[t]->scale == scale)
        return 1;
  return 0;
}

/* False when memory ran out. */
static int
look(om_run *r, const om_scale **inside, uint32_t *n_inside, seen *x, size_t *n)
{
  const om_study *const s = om_study_of(r);
  for (uint32_t i = 0; i < s->n_scales; i++)
    if (s->scales[i]->survey->side == OM_INSIDE && is_theme(s, s->scales[i]))
      inside[(*n_inside)++] = s->scales[i];
  for (uint32_t i = 0; i < s->n_scales; i++) {
    if (s->scales[i]->survey->side != OM_OUTSIDE || !is_theme(s, s->scales[i]))
      continue;
    seen *const own = &x[(*n)++];
    *own = (seen){.outside = s->scales[i],
                  .r = NAN,
                  .p = NAN,
                  .why = "nothing is asked inside",
                  .is_paired = is_declared(s, s->scales[i])};
    if (!find_nearest(r, *n_inside, inside, own) || !find_differences(r, own))
      return 0;
  }
  return 1;
}

static void
say_power(om_run *r, size_t n, const seen *x, uint32_t n_inside)
{
  uint32_t most = 0;
  for (size_t i = 0; i < n; i++)
    most = x[i].n > most ? x[i].n : most;
  const double each = pow(om_study_of(r)->confidence, 1.0 / (n_inside ? n_inside : 1));
  const om_stat least = om_smallest_r(most, each, .80);
  say_stat(r, "blind_smallest", NULL, &least);
}

static const char *
verdict_of(const seen *x)
{
  if (has_no_differences(x))
    return "Units do not differ in it: nothing to explain.";
  if (!x->nearest || x->n < FEWEST_UNITS)
    return "This study cannot tell.";
  return x->p < .05 ? "Something inside goes with it." : "Nothing inside is shown to go with it.";
}

static void
report(om_run *r, size_t n, const seen *x, uint32_t n_inside)
{
  om_table *const spots =
      om_table_new(r, "spots", "What customers see, and what inside is near to it", OM_ROWS_SCALES);
  r->host->table_column(spots, "verdict", "What follows", NULL);
  r->host->table_column(spots, "declared", "Declared counterpart", NULL);
  r->host->table_column(spots, "outside_icc", "Between units (95% range)", NULL);
  om_table *near = NULL;
  for (size_t i = 0; i < n; i++) {
    const om_about *const about = OM_ABOUT(.scale = x[i].outside);
    om_remark(r, "verdict", about, verdict_of(&x[i]));
    om_remark(r, "declared", about, x[i].is_paired ? "yes" : "no");
    say_stat(r, "outside_icc", about, &x[i].icc);
    r->host->table_row(spots, about);
    if (!x[i].nearest)
      continue;
    if (!near) {
      near =
          om_table_new(r, "nearest", "The nearest inside dimension (exploratory)", OM_ROWS_PAIRS);
      r->host->table_column(near, "nearest_r", "Correlation", NULL);
      r->host->table_column(near, "nearest_p", "p, all inside dimensions considered", NULL);
      r->host->table_order(near, 2, OM_DESCENDING);
    }
    const om_about *const pair = OM_ABOUT(.inside = x[i].nearest, .outside = x[i].outside);
    say_number(r, "nearest_r", pair, x[i].r, NULL);
    say_number(r, "nearest_p", pair, x[i].p, "the permutation test is undefined");
    r->host->table_row(near, pair);
  }
  say_power(r, n, x, n_inside);
  report_unknown(r);
  blindspot_findings(r, n, x, n_inside);
  unpaired_finding(r);
  om_note(r, NULL,
          "Nobody declared which inside dimension would be nearest: this is a search, and a hint "
          "for the next study. The p of the nearest allows for all inside dimensions, not for all "
          "outside ones.");
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  const om_scale **const inside = calloc((size_t)s->n_scales + 1, sizeof *inside);
  seen *const x = calloc((size_t)s->n_scales + 1, sizeof *x);
  uint32_t n_inside = 0;
  size_t n = 0;
  om_status status = OM_E_MEMORY;
  if (inside && x && look(r, inside, &n_inside, x, &n)) {
    status = OM_OK;
    if (!n || !n_inside)
      om_fail(r, status = OM_NOT_APPLICABLE,
              "on one side there are no themes, but only facts such as days, or what is held "
              "constant");
  }
  if (status == OM_OK) {
    om_section(r, "What customers see that nothing inside tells of",
               "Where units differ in what customers say, and nothing that is asked inside goes "
               "with it, the organisation looks in the wrong mirror. And where many say that they "
               "do not know, the question may be blind.");
    report(r, n, x, n_inside);
  }
  free(inside);
  free(x);
  return status;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.blindspots",
    "0.1.0",
    "Blind spots",
    "What is seen outside that no inside dimension goes with, and what people cannot say.",
    OM_PLACE_EXPLANATION,
    needs,
    options,
    methods,
    statistics,
    run,
    NULL,
    NULL,
    NULL,
};

const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
