/* Where units stand on each facet and outcome, the two indices unit by unit, what is missing. */
#include "dysfunction.h"

#include <stdlib.h>
#include <string.h>

/* Units in a table of the page; the numbers of more stand in report.xml. */
enum { MOST_LISTED = 1000 };

static void
say_roles(om_run *r, const composition *c, int is_facet, double *scratch)
{
  const om_study *const s = om_study_of(r);
  const char *const id = is_facet ? "facet" : "outcome";
  om_table *const t = om_table_new(r, is_facet ? "facets" : "outcomes",
                                   is_facet ? "The facets of dysfunction, 0 to 100"
                                            : "The customer outcomes, 0 to 100",
                                   OM_ROWS_SCALES);
  r->host->table_column(t, id, is_facet ? "Facet" : "Outcome", NULL);
  r->host->table_column(t, is_facet ? "facet_mean" : "outcome_mean", "Mean of units (95% range)",
                        NULL);
  for (uint32_t k = 0; k < c->n_scales; k++) {
    const om_about *const about = OM_ABOUT(.scale = c->scale[k]);
    uint32_t n = 0;
    for (uint32_t u = 0; u < s->n_units; u++)
      if (!isnan(c->value[(size_t)k * s->n_units + u]))
        scratch[n++] = c->value[(size_t)k * s->n_units + u];
    const om_stat mean = om_mean(n, scratch, s->confidence);
    char words[128];
    OM_FILL(words,
            is_facet && is_spread(c->scale[k]) ? "{role}: how far people of a unit lie apart"
                                               : "{role}",
            "role:", c->role[c->role_of[k]].words);
    om_remark(r, id, about, words);
    say_stat(r, is_facet ? "facet_mean" : "outcome_mean", about, &mean);
    r->host->table_row(t, about);
  }
  r->host->table_order(t, 2, is_facet ? OM_DESCENDING : OM_ASCENDING);
}

static void
say_mean(om_run *r, const char *statistic, const composition *c, double *scratch)
{
  const om_study *const s = om_study_of(r);
  uint32_t n = 0;
  for (uint32_t u = 0; u < s->n_units; u++)
    if (!isnan(c->index[u]))
      scratch[n++] = c->index[u];
  const om_stat mean = om_mean(n, scratch, s->confidence);
  say_stat(r, statistic, OM_ABOUT(.among = c->scale, .n_among = c->n_scales), &mean);
}

static void
say_index(om_run *r, const char *statistic, const composition *c, const om_unit *unit)
{
  const om_study *const s = om_study_of(r);
  const double value = c->index[unit->index], se = c->index_se[unit->index];
  /* Each of its scales rests on some people: df as of the fewest. */
  double least = INFINITY;
  for (uint32_t k = 0; k < c->n_scales; k++)
    least = fmin(least, om_scores_of(r, c->scale[k], unit)->effective_n);
  const om_estimate e =
      with_range(value, se, least - 1, s->confidence,
                 isnan(value) ? "one of the declared scales has no score here" : NULL);
  om_say(r, statistic, OM_ABOUT(.unit = unit, .among = c->scale, .n_among = c->n_scales), &e);
}

static void
say_units(om_run *r, const composites *c)
{
  const om_study *const s = om_study_of(r);
  const om_chart scatter = {.size = sizeof scatter,
                            .type = OM_CHART_SCATTER,
                            .id = "scatter",
                            .title = "Each unit: dysfunction inside, outcomes of customers",
                            .description = "Each dot is a unit: further right, more dysfunction "
                                           "inside; higher up, better customer outcomes. The line "
                                           "is the straight line that fits best, with its 95% "
                                           "band.",
                            .columns = {1, 2}};
  om_table *const t =
      om_table_new(r, "units", "Dysfunction and customer outcomes, unit by unit", OM_ROWS_UNITS);
  r->host->table_column(t, "dysfunction_index", "Dysfunction (95% range)", NULL);
  r->host->table_column(t, "outcome_index", "Customer outcomes (95% range)", NULL);
  r->host->table_order(t, 1, OM_DESCENDING);
  r->host->chart(t, &scatter);
  om_scorecard(r, "dysfunction_index", "Dysfunction", NULL);
  om_scorecard(r, "outcome_index", "Customer outcomes", NULL);
  uint32_t listed = 0;
  for (uint32_t u = 0; u < s->n_units; u++) {
    if (s->units[u]->level != 0 || (isnan(c->facets.index[u]) && isnan(c->outcomes.index[u])))
      continue;
    say_index(r, "dysfunction_index", &c->facets, s->units[u]);
    say_index(r, "outcome_index", &c->outcomes, s->units[u]);
    if (listed++ < MOST_LISTED)
      r->host->table_row(t, OM_ABOUT(.unit = s->units[u]));
  }
  if (listed > MOST_LISTED)
    om_note(r, NULL, "The table lists 1,000 units; the indices of all stand in report.xml.");
}

/* "The study has 4 of the 6 facets; it lacks a; b": `all` and `some` are templates. */
static void
note_missing(om_run *r, const composition *c, const char *all, const char *some)
{
  char text[1400], missing[1024] = "";
  for (uint32_t k = 0; k < c->n_roles; k++) {
    int has = 0;
    for (uint32_t i = 0; i < c->n_scales; i++)
      has |= c->role_of[i] == k;
    const size_t n = strlen(missing);
    if (!has)
      snprintf(missing + n, sizeof missing - n, "%s%s", n ? "; " : "", c->role[k].words);
  }
  OM_FILL(text, c->n_scales == c->n_roles ? all : some, "n#", COUNT(c->n_scales), "all#",
          COUNT(c->n_roles), "missing:", missing);
  om_note(r, NULL, text);
}

int
report_indices(om_run *r, const composites *c)
{
  const om_study *const s = om_study_of(r);
  double *const scratch = calloc((size_t)s->n_units + 1, sizeof *scratch);
  if (!scratch)
    return 0;
  say_roles(r, &c->facets, 1, scratch);
  say_roles(r, &c->outcomes, 0, scratch);
  say_mean(r, "dysfunction_mean", &c->facets, scratch);
  say_mean(r, "outcomes_mean", &c->outcomes, scratch);
  say_units(r, c);
  note_missing(r, &c->facets, "The study declares all {all} facets of internal dysfunction.",
               "The study declares {n} of the {all} facets of internal dysfunction. Not in the "
               "index of dysfunction: {missing}.");
  note_missing(r, &c->outcomes, "The study declares all {all} customer outcomes.",
               "The study declares {n} of the {all} customer outcomes. Not in the index of "
               "outcomes: {missing}.");
  say_number(r, "units_either", NULL, c->n_either, NULL);
  om_note(r, NULL,
          "A unit has an index when it has every declared facet, and every declared outcome: a "
          "mean of what happens to be there would compare unlike things. {link_r.n} of "
          "{units_either} units have both indices.");
  free(scratch);
  return 1;
}
