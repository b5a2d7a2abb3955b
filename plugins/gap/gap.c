/* gap: what one side believes against what the other says.
 *
 * Staff guess what customers would say; leaders see themselves, and their people see them. How far
 * both are apart, whether they are in step over units, and, with an outcome, what of the two goes
 * with it: by a response surface, never by the raw difference as a predictor. */
#include "gap.h"

#include "../hypotheses.h"

#include <stdlib.h>

static const om_method methods[] = {
    {"paired",
     "Both scales are put on 0 to 100 of their declared ranges, turned so that more is better. "
     "Guess minus what is said, unit by unit; mean over units with a t range.",
     "Student 1908"},
    {"pearson", "Pearson's correlation of unit means; p from t, range by Fisher's z.",
     "Fisher 1921; Student 1908"},
    {"above",
     "Share of units where the guess is above what is said and the 95% range of the difference "
     "(Welch) leaves out 0; Wilson's range over units. Only where the error of every unit is "
     "known on both sides. Where nothing is above, about one unit in forty is by chance.",
     "Welch 1947; Wilson 1927, doi:10.1080/01621459.1927.10502953"},
    {"by-unit", "Mean of the unit's people with its t range; the difference with that of Welch.",
     "Welch 1947"},
    {"surface",
     "The outcome on guess, on what is said, on their squares and their product, both taken from "
     "the middle of the scale (50 of 100), in steps of ten points. a1 and a2 are slope and "
     "curvature along the line where both are alike, a3 and a4 along the line where they are "
     "apart. t ranges.",
     "Edwards & Parry 1993, doi:10.5465/256822; Shanock, Baran, Gentry, Pattison & Heggestad 2010, "
     "doi:10.1007/s10869-010-9183-4"},
    {"holm", "Holm's adjustment over the gaps that the study declares, of the same number of each.",
     "Holm 1979, Scandinavian Journal of Statistics 6, 65-70"},
    {"power",
     "Smallest true correlation that a two-sided test at 5 % finds in four of five studies of so "
     "many units, by Fisher's z.",
     "Cohen 1988, Statistical Power Analysis for the Behavioral Sciences"},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"perception_gap", "Gap of belief",
     "What is believed minus what is said, on 0 to 100, averaged over units. Above zero, the one "
     "side thinks better of it than the other says.",
     "paired", OM_FORMAT_SCORE, OM_N_AMONG},
    {"perception_gap_holm", "p of the gap, all gaps considered",
     "How often chance alone would give as large a gap, after allowing for the number of gaps that "
     "the study declares.",
     "holm", OM_FORMAT_P, OM_N_AMONG},
    {"guess_mean", "Believed, all units", "The mean over units of what is believed, on 0 to 100.",
     "paired", OM_FORMAT_SCORE, OM_N_AMONG},
    {"actual_mean", "Said, all units",
     "The mean over units of what the other side says, on 0 to 100.", "paired", OM_FORMAT_SCORE,
     OM_N_AMONG},
    {"guess_above", "Units above",
     "The share of units where the guess is above what is said by more than its own error.",
     "above", OM_FORMAT_PERCENT, OM_N_AMONG},
    {"perception_r", "Belief in step with what is said",
     "The correlation of both over units: whether where one is higher the other is. Belief may be "
     "too high everywhere and still in step.",
     "pearson", OM_FORMAT_RATIO, OM_N_AMONG},
    {"perception_r_holm", "p of being in step, all gaps considered",
     "The p of that correlation after allowing for the number of gaps that the study declares.",
     "holm", OM_FORMAT_P, OM_N_AMONG},
    {"perception_smallest_r", "Smallest such correlation this study finds",
     "A true correlation of this size would be found in four of five studies with as many units.",
     "power", OM_FORMAT_RATIO, OM_N_AMONG},
    {"unit_guess", "Believed, in the unit", "What is believed in the unit, on 0 to 100.", "by-unit",
     OM_FORMAT_SCORE, OM_N_AMONG},
    {"unit_actual", "Said, of the unit", "What the other side says of the unit, on 0 to 100.",
     "by-unit", OM_FORMAT_SCORE, OM_N_AMONG},
    {"unit_gap", "Gap of belief, in the unit", "What is believed minus what is said.", "by-unit",
     OM_FORMAT_SCORE, OM_N_AMONG},
    {"surface_r2", "Explained by the surface",
     "The share of the differences between units in the outcome that goes with the five terms of "
     "the surface; with few units it is too large.",
     "surface", OM_FORMAT_PERCENT, OM_N_AMONG},
    {"surface_a1", "Along agreement",
     "Points of the outcome that go along with ten points more of both, where belief and fact are "
     "alike, at the middle of the scale.",
     "surface", OM_FORMAT_NUMBER, OM_N_AMONG},
    {"surface_a2", "Curve along agreement",
     "How the slope along agreement bends: below zero the outcome is lower at both ends.",
     "surface", OM_FORMAT_NUMBER, OM_N_AMONG},
    {"surface_a3", "Along the gap",
     "Points of the outcome that go along with belief ten points up and fact ten points down, at "
     "the middle of the scale. Above zero, believing too much goes with more of the outcome than "
     "believing too little.",
     "surface", OM_FORMAT_NUMBER, OM_N_AMONG},
    {"surface_a4", "Curve along the gap",
     "How the slope along the gap bends: below zero the outcome is lower where belief and fact lie "
     "apart either way.",
     "surface", OM_FORMAT_NUMBER, OM_N_AMONG},
    {"surface_a3_holm", "p along the gap, all gaps considered",
     "The p of the slope along the gap after allowing for the number of gaps that the study "
     "declares with an outcome.",
     "holm", OM_FORMAT_P, OM_N_AMONG},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_option options[] = {
    {OM_OPT_REAL, 0, "meaningful-gap", "The smallest gap that counts, in points of 100", 10, 0, 100,
     NULL},
    {0, 0, NULL, NULL, 0, 0, 0, NULL},
};

static const om_role roles[] = {
    {"guess", 0, 1, 1, 0, "What one side believes: staff's guess, leaders' view of themselves"},
    {"actual", 0, 1, 1, 0, "What the other side says: customers, the leader's people"},
    {"outcome", 0, 0, 1, 0, "What being apart may go with; may be left out"},
    {NULL, 0, 0, 0, 0, NULL},
};
static const om_form forms[] = {
    {"gap", "What one side believes lies apart from what the other says, or is in step with it",
     roles},
    {NULL, NULL, NULL},
};
static const om_need needs[] = {
    {OM_NEED_HYPOTHESES, 0, 1, 0, "a declared hypothesis of the kind gap"},
    {OM_NEED_UNITS, 0, 3, 0, "three units or more"},
    {0, 0, 0, 0, NULL},
};

/* --- tables ---------------------------------------------------------------------------------- */

static om_table *
gaps_table(om_run *r)
{
  const om_chart forest = {.size = sizeof forest,
                           .type = OM_CHART_FOREST,
                           .id = "forest",
                           .title = "The gap between what is believed and what is said",
                           .description = "Each row is a declared gap. The dot is what is believed "
                                          "minus what is said, in points of 100 averaged over "
                                          "units, the line its 95% range. Right of zero, belief is "
                                          "higher.",
                           .columns = {3}};
  om_table *const t = om_table_new(r, "gaps", "The declared gaps", OM_ROWS_HYPOTHESES);
  r->host->table_column(t, "guess_mean", "Believed (95% range)", NULL);
  r->host->table_column(t, "actual_mean", "Said (95% range)", NULL);
  r->host->table_column(t, "perception_gap", "Gap (95% range)", NULL);
  r->host->table_column(t, "perception_gap_holm", "p, all gaps considered", NULL);
  r->host->table_column(t, "guess_above", "Units above", NULL);
  r->host->chart(t, &forest);
  return t;
}

static om_table *
step_table(om_run *r)
{
  om_table *const t =
      om_table_new(r, "in-step-table", "Is belief in step with what is said?", OM_ROWS_HYPOTHESES);
  r->host->table_column(t, "perception_smallest_r", "Smallest found", NULL);
  r->host->table_column(t, "perception_r", "Correlation over units (95% range)", NULL);
  r->host->table_column(t, "perception_r_holm", "p, all gaps considered", NULL);
  return t;
}

static om_table *
surface_table(om_run *r)
{
  om_table *const t =
      om_table_new(r, "surfaces", "The gap and an outcome: response surface", OM_ROWS_HYPOTHESES);
  r->host->table_column(t, "surface_a1", "Along agreement (95% range)", NULL);
  r->host->table_column(t, "surface_a2", "Its curve (95% range)", NULL);
  r->host->table_column(t, "surface_a3", "Along the gap (95% range)", NULL);
  r->host->table_column(t, "surface_a3_holm", "p, all gaps considered", NULL);
  r->host->table_column(t, "surface_a4", "Its curve (95% range)", NULL);
  r->host->table_column(t, "surface_r2", "Explained", NULL);
  return t;
}

/* --- numbers --------------------------------------------------------------------------------- */

/* Per ten points of 100: slopes times 10, curvatures times 100. */
static void
say_surface(om_run *r, const om_about *about, const gap *x)
{
  const uint32_t n = x->units.n;
  const om_stat a[] = {times(ranged(x->surface.a1, n), 10), times(ranged(x->surface.a2, n), 100),
                       times(ranged(x->surface.a3, n), 10), times(ranged(x->surface.a4, n), 100)};
  say_stat(r, "surface_a1", about, &a[0]);
  say_stat(r, "surface_a2", about, &a[1]);
  say_stat(r, "surface_a3", about, &a[2]);
  say_stat(r, "surface_a4", about, &a[3]);
  say_stat(r, "surface_r2", about, &x->surface.model.r_squared);
  say_number(r, "surface_a3_holm", about, x->turn_holm, "the slope has no test");
}

static void
say_gap(om_run *r, const gap *x)
{
  om_about about;
  gap_about(x, &about);
  const om_stat least = om_smallest_r(x->units.n, om_study_of(r)->confidence, .80);
  say_stat(r, "perception_gap", &about, &x->difference);
  say_stat(r, "guess_mean", &about, &x->guess_mean);
  say_stat(r, "actual_mean", &about, &x->actual_mean);
  say_stat(r, "guess_above", &about, &x->above);
  say_stat(r, "perception_r", &about, &x->r);
  say_stat(r, "perception_smallest_r", &about, &least);
  say_number(r, "perception_gap_holm", &about, x->gap_holm, "the gap has no test");
  say_number(r, "perception_r_holm", &about, x->r_holm, "the correlation has no test");
  if (x->outcome)
    say_surface(r, &about, x);
}

/* Holm over the declared gaps: of the gaps, of the correlations, of the slopes along the gap. */
static int
adjust(uint32_t n, gap *gaps)
{
  double *const p = calloc((size_t)n + 1, sizeof *p);
  for (int which = 0; p && which < 3; which++) {
    for (uint32_t i = 0; i < n; i++)
      p[i] = which == 0                                         ? gaps[i].difference.p
             : which == 1                                       ? gaps[i].r.p
             : gaps[i].outcome && !gaps[i].surface.a3.undefined ? gaps[i].surface.a3.p
                                                                : (double)NAN;
    om_adjust_holm(n, p, 0, p);
    for (uint32_t i = 0; i < n; i++)
      *(which == 0 ? &gaps[i].gap_holm : which == 1 ? &gaps[i].r_holm : &gaps[i].turn_holm) = p[i];
  }
  free(p);
  return p != NULL;
}

static void
report(om_run *r, uint32_t n, gap *gaps)
{
  om_table *const main_table = gaps_table(r), *const steps = step_table(r);
  om_table *surfaces = NULL;
  for (uint32_t i = 0; i < n; i++) {
    const om_about *const about = OM_ABOUT(.hypothesis = gaps[i].hypothesis);
    gap_units(r, &gaps[i], i);
    say_gap(r, &gaps[i]);
    r->host->table_row(main_table, about);
    r->host->table_row(steps, about);
    if (gaps[i].outcome) {
      surfaces = surfaces ? surfaces : surface_table(r);
      r->host->table_row(surfaces, about);
    }
    gap_findings(r, &gaps[i], i);
  }
  om_note(r, NULL,
          "The difference itself is never used to foretell anything: it mixes two things up, and "
          "has more error than either. What goes with being apart is read off a surface that "
          "keeps both.");
  if (study_holds_constant(om_study_of(r)))
    om_note(r, NULL, "The controls of the study are not held constant here.");
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  const uint32_t n = count_hypotheses(s, "gap");
  gap *const gaps = calloc((size_t)n + 1, sizeof *gaps);
  int fine = gaps != NULL;
  om_section(r, "What is believed, and what is said",
             "Does one side know what the other says: staff their customers, leaders their people? "
             "Two questions, with answers of their own: is belief too high or too low, and is it "
             "higher in the units where it should be?");
  const om_hypothesis *h = NULL;
  for (uint32_t k = 0; fine && (h = next_hypothesis(s, "gap", h)); k++)
    fine = gap_compute(r, h, &gaps[k]);
  fine = fine && adjust(n, gaps);
  if (fine)
    report(r, n, gaps);
  for (uint32_t k = 0; gaps && k < n; k++)
    gap_done(&gaps[k]);
  free(gaps);
  return fine ? OM_OK : OM_E_MEMORY;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.gap",
    "0.1.0",
    "What is believed, and what is said",
    "What one side believes against what the other says, unit by unit.",
    OM_PLACE_EXPLANATION,
    needs,
    options,
    methods,
    statistics,
    run,
    NULL,
    forms,
    NULL,
};

const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
