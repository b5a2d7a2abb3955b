/* How much of the differences between people lies between units. */
#include "compare.h"

#include <stdlib.h>

int
compare_units(om_run *r, compared *c)
{
  groups g;
  if (!groups_of_units(r, c->scale, &g)) {
    groups_done(&g);
    return 0;
  }
  om_anova1(g.groups, g.n, g.mean, g.ss, &c->units);
  c->unit_welch = om_welch_anova(g.groups, g.n, g.mean, g.ss);
  c->units.groups = g.groups;
  c->unit_p = c->unit_welch.undefined ? c->units.p : c->unit_welch.p;
  c->has_unit_ranks = g.groups > 1 && rank_test(r, c->scale, &g, &c->unit_ranks);
  groups_done(&g);
  return 1;
}

/* Between 0 and 1: how much lies between units, for choosing the scale where it is most. */
static double
share_between(const compared *c)
{
  om_anova_effect e;
  om_anova_effects(&c->units, .95, &e);
  return c->units.undefined ? -INFINITY : e.omega_squared.value;
}

static const char *
verdict(const compared *c)
{
  if (c->units.undefined)
    return "Whether units differ cannot be computed from these answers.";
  if (c->unit_p < .05) {
    const double share = share_between(c);
    return share < .01   ? "Units differ, but almost all differences lie within them."
           : share < .06 ? "Units differ a little; most differences lie within them."
           : share < .14 ? "Units differ; most differences lie within them."
                         : "Units differ clearly.";
  }
  return "That units differ cannot be told: chance alone would show as much.";
}

static om_table *
units_table(om_run *r)
{
  const om_chart bars = {.size = sizeof bars,
                         .type = OM_CHART_BARS,
                         .id = "between-units",
                         .title = "How much of the differences between people lies between units",
                         .description = "A bar for each scale: the share of all differences "
                                        "between people that lies between units. Thin lines are "
                                        "95% ranges.",
                         .columns = {2}};
  om_table *const t = om_table_new(r, "units", "Do units differ?", OM_ROWS_SCALES);
  r->host->table_column(t, "units_verdict", "In a sentence", NULL);
  r->host->table_column(t, "unit_omega", "Between units (95% range)", NULL);
  r->host->table_column(t, "unit_p", "p, all scales considered", NULL);
  r->host->chart(t, &bars);
  return t;
}

static void
say_finding(om_run *r, const om_scale *scale, int differs)
{
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = "most-between-units",
                        .about = OM_ABOUT(.scale = scale),
                        .headline = differs ? "Units differ most in \u201c{scale}\u201d."
                                            : "On no scale can units be told apart.",
                        .detail = differs ? "{unit_omega} of the differences between people on "
                                            "this scale lie "
                                            "between units (95% range {unit_omega.lo} to "
                                            "{unit_omega.hi}; "
                                            "{unit_omega.n} people); the rest lies within units."
                                          : "On \u201c{scale}\u201d, where the share is largest, "
                                            "{unit_omega} of the "
                                            "differences between people lie between units (95% "
                                            "range "
                                            "{unit_omega.lo} to {unit_omega.hi}; {unit_omega.n} "
                                            "people).",
                        .caution = differs ? "How people within units differ is more than any mean "
                                             "of a unit shows."
                                           : "A link between units could hardly be seen, even if "
                                             "there is one.",
                        .chart = "between-units"};
  om_finding_add(r, &f);
}

static om_table *
tests_table(om_run *r, int has_ranks)
{
  om_table *const t =
      om_table_new(r, "unit-tests", "Tests of differences between units", OM_ROWS_SCALES);
  r->host->table_column(t, "unit_eta", "Between units, uncorrected", NULL);
  r->host->table_column(t, "unit_f", "F", NULL);
  r->host->table_column(t, "unit_welch", "Welch\u2019s F", NULL);
  if (has_ranks)
    r->host->table_column(t, "unit_kruskal", "H of ranks", NULL);
  return t;
}

/* Of the scales on which units differ the one where most lies between them, or of all. */
static void
choose_finding(om_run *r, size_t n, const compared *c)
{
  const compared *most = NULL;
  int any = 0;
  for (size_t i = 0; i < n; i++)
    any |= c[i].unit_p < .05;
  for (size_t i = 0; i < n; i++)
    if ((!any || c[i].unit_p < .05) && !c[i].units.undefined &&
        (!most || share_between(&c[i]) > share_between(most)))
      most = &c[i];
  if (most)
    say_finding(r, most->scale, any);
}

void
report_units_compared(om_run *r, size_t n, compared *c)
{
  int has_ranks = 0, has_any = 0;
  for (size_t i = 0; i < n; i++) {
    has_any |= c[i].units.groups > 1;
    has_ranks |= c[i].has_unit_ranks;
  }
  om_table *const t = has_any ? units_table(r) : NULL;
  om_table *const tests = has_any ? tests_table(r, has_ranks) : NULL;
  for (size_t i = 0; i < n; i++) {
    const om_about *const about = OM_ABOUT(.scale = c[i].scale);
    if (c[i].units.groups < 2)
      continue;
    const om_stat f = {.value = c[i].units.f, .p = c[i].units.p, .undefined = c[i].units.undefined};
    say_shares(r, "unit_omega", "unit_eta", about, &c[i].units);
    say_test(r, "unit_f", about, &f);
    say_test(r, "unit_welch", about, &c[i].unit_welch);
    say_number(r, "unit_p", about, c[i].unit_p,
               c[i].units.undefined ? c[i].units.undefined : "no test");
    if (c[i].has_unit_ranks)
      say_test(r, "unit_kruskal", about, &c[i].unit_ranks);
    om_remark(r, "units_verdict", about, verdict(&c[i]));
    r->host->table_row(t, about);
    r->host->table_row(tests, about);
  }
  choose_finding(r, n, c);
}
