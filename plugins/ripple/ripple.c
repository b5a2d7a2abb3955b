/* ripple: does the pattern of units fit a ripple, from one thing inside by way of a second to what
 * customers say?
 *
 * A decomposition of the slope between units into the part that goes along with the middle and the
 * rest.  From one wave it shows a pattern, and no mechanism; so it is never called more than
 * consistent with a ripple. */
#include "ripple.h"

#include "../hypotheses.h"

#include <stdlib.h>

static const om_method methods[] = {
    {"decomposition",
     "Least squares over units: a is the slope of the middle on the first; b that of the last on "
     "the middle beside the first; what is beside the middle is the slope of the last on the first "
     "with the middle held constant. Their sum, a b and the latter, is the slope of the last on "
     "the "
     "first alone. t ranges.",
     "MacKinnon 2008, Introduction to Statistical Mediation Analysis; Baron & Kenny 1986, "
     "doi:10.1037/0022-3514.51.6.1173"},
    {"bootstrap",
     "The product of both steps. Whole units are drawn again; bias-corrected and accelerated "
     "range, acceleration from leaving out one unit at a time. In standard deviations each "
     "resample is put on its own.",
     "Efron 1987, doi:10.1080/01621459.1987.10478410; Shrout & Bolger 2002, "
     "doi:10.1037/1082-989X.7.4.422"},
    {"percentile", "The same resamples; their middle 95%.",
     "Efron & Tibshirani 1993, An Introduction to the Bootstrap"},
    {"sobel",
     "The product of both steps with its first-order standard error and a normal range, for "
     "comparison: a product is not normal, and this range is too narrow on one side.",
     "Sobel 1982, doi:10.2307/270723"},
    {"joint",
     "The larger p of both steps: there is no ripple unless both are there. Evidence words rest on "
     "this and on the bootstrap range; what counts as meaningful is the square of the correlation "
     "that the study calls meaningful, which two such steps make.",
     "MacKinnon, Lockwood, Hoffman, West & Sheets 2002, doi:10.1037/1082-989X.7.1.83"},
    {"holm", "Holm's adjustment of the p of both steps over the ripples that the study declares.",
     "Holm 1979, Scandinavian Journal of Statistics 6, 65-70"},
    {"leave-one-out", "The product computed again with each unit left out in turn.", ""},
    {"power",
     "Smallest true correlation that a two-sided test at 5 % finds in four of five studies of so "
     "many units, by Fisher's z. A ripple has two steps: with both at .39 it takes about 70 units "
     "to find it as often, with both at .59 about 35.",
     "Cohen 1988; Fritz & MacKinnon 2007, doi:10.1111/j.1467-9280.2007.01882.x"},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"ripple_std", "By way of the middle",
     "How much of the last thing, in standard deviations between units, goes with one standard "
     "deviation more of the first along with the thing in the middle: one step times the other. 0 "
     "is no ripple; two steps of .50 make .25.",
     "bootstrap", OM_FORMAT_RATIO, OM_N_AMONG},
    {"ripple_percentile", "By way of the middle, percentile range",
     "The same number with the plain bootstrap range.", "percentile", OM_FORMAT_RATIO, OM_N_AMONG},
    {"ripple_raw", "By way of the middle, in points",
     "The same in points of the scales: points of the last for one point of the first.",
     "bootstrap", OM_FORMAT_NUMBER, OM_N_AMONG},
    {"ripple_sobel", "By way of the middle, Sobel",
     "The same in points, with the range of a simpler formula that many papers print.", "sobel",
     OM_FORMAT_NUMBER, OM_N_AMONG},
    {"ripple_p", "p of both steps",
     "The larger p of the two steps: how often chance alone would give as much in the step that is "
     "less sure.",
     "joint", OM_FORMAT_P, OM_N_AMONG},
    {"ripple_holm_p", "p, all ripples considered",
     "The same after allowing for the number of ripples that the study declares.", "holm",
     OM_FORMAT_P, OM_N_AMONG},
    {"ripple_a", "First step, in points",
     "Points of the middle that go with one point more of the first, over units.", "decomposition",
     OM_FORMAT_NUMBER, OM_N_AMONG},
    {"ripple_b", "Second step, in points",
     "Points of the last that go with one point more of the middle, among units alike in the "
     "first.",
     "decomposition", OM_FORMAT_NUMBER, OM_N_AMONG},
    {"ripple_direct", "Beside the middle, in points",
     "Points of the last that go with one point more of the first, among units alike in the "
     "middle.",
     "decomposition", OM_FORMAT_NUMBER, OM_N_AMONG},
    {"ripple_total", "In all, in points",
     "Points of the last that go with one point more of the first. It is the part by way of the "
     "middle and the part beside it, together.",
     "decomposition", OM_FORMAT_NUMBER, OM_N_AMONG},
    {"ripple_a_std", "First step", "The first step in standard deviations between units.",
     "decomposition", OM_FORMAT_RATIO, OM_N_AMONG},
    {"ripple_b_std", "Second step", "The second step in standard deviations between units.",
     "decomposition", OM_FORMAT_RATIO, OM_N_AMONG},
    {"ripple_direct_std", "Beside the middle",
     "What goes with the first and not along with the middle, in standard deviations.",
     "decomposition", OM_FORMAT_RATIO, OM_N_AMONG},
    {"ripple_total_std", "In all",
     "What of the last goes with the first in all, in standard deviations: without controls, their "
     "correlation.",
     "decomposition", OM_FORMAT_RATIO, OM_N_AMONG},
    {"ripple_lowest", "Ripple, lowest with one unit left out",
     "The part by way of the middle without the one unit that raises it most.", "leave-one-out",
     OM_FORMAT_RATIO, OM_N_AMONG},
    {"ripple_highest", "Ripple, highest with one unit left out",
     "The part by way of the middle without the one unit that lowers it most.", "leave-one-out",
     OM_FORMAT_RATIO, OM_N_AMONG},
    {"ripple_smallest_r", "Smallest step this study finds",
     "A step whose true correlation is of this size would be found in four of five studies with as "
     "many units. A ripple needs two.",
     "power", OM_FORMAT_RATIO, OM_N_AMONG},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_option options[] = {
    {OM_OPT_INT, 0, "resamples", "Bootstrap resamples of units", 4999, OM_BOOT_MIN_BCA, 1e6, NULL},
    {0, 0, NULL, NULL, 0, 0, 0, NULL},
};

static const om_role roles[] = {
    {"from", 0, 1, 1, 0, "Where it would start, such as what leaders do"},
    {"via", 0, 1, 1, 0, "What it would go along with, such as staff's customer focus"},
    {"to", 0, 1, 1, 0, "Where it would arrive, such as what customers say"},
    {NULL, 0, 0, 0, 0, NULL},
};

static const om_form forms[] = {
    {"ripple",
     "The pattern is consistent with a ripple from one thing by way of a second to a third", roles},
    {NULL, NULL, NULL},
};

static const om_need needs[] = {
    {OM_NEED_HYPOTHESES, 0, 1, 0, "a declared hypothesis of the kind ripple"},
    {OM_NEED_UNITS, 0, 3, 0, "three units or more"},
    {0, 0, 0, 0, NULL},
};

/* --- tables ---------------------------------------------------------------------------------- */

static om_table *
ripples_table(om_run *r)
{
  const om_chart forest = {.size = sizeof forest,
                           .type = OM_CHART_FOREST,
                           .id = "forest",
                           .title = "By way of the middle",
                           .description = "Each row is a declared ripple. The dot is the part of "
                                          "the last thing that goes with the first along with the "
                                          "middle, in standard deviations between units, the line "
                                          "its 95% range. A line that crosses zero cannot tell "
                                          "whether there is a ripple.",
                           .columns = {3}};
  om_table *const t = om_table_new(r, "ripples", "The declared ripples", OM_ROWS_HYPOTHESES);
  r->host->table_column(t, "ripple_smallest_r", "Smallest step found", NULL);
  r->host->table_column(t, "ripple_verdict", "In a sentence", NULL);
  r->host->table_column(t, "ripple_std", "By way of the middle (95% range)", NULL);
  r->host->table_column(t, "ripple_direct_std", "Beside it (95% range)", NULL);
  r->host->table_column(t, "ripple_total_std", "In all (95% range)", NULL);
  r->host->table_column(t, "ripple_p", "p of both steps", NULL);
  r->host->table_column(t, "ripple_holm_p", "p, all ripples considered", NULL);
  r->host->chart(t, &forest);
  return t;
}

static om_table *
steps_table(om_run *r)
{
  om_table *const t = om_table_new(r, "steps", "Step by step", OM_ROWS_HYPOTHESES);
  r->host->table_column(t, "ripple_a_std", "First step (95% range)", NULL);
  r->host->table_column(t, "ripple_b_std", "Second step (95% range)", NULL);
  r->host->table_column(t, "ripple_lowest", "Lowest, one unit left out", NULL);
  r->host->table_column(t, "ripple_highest", "Highest, one unit left out", NULL);
  r->host->table_column(t, "ripple_percentile", "By way of the middle (percentile range)", NULL);
  return t;
}

static om_table *
points_table(om_run *r)
{
  om_table *const t =
      om_table_new(r, "points", "The same in points of the scales", OM_ROWS_HYPOTHESES);
  r->host->table_column(t, "ripple_a", "First step (95% range)", NULL);
  r->host->table_column(t, "ripple_b", "Second step (95% range)", NULL);
  r->host->table_column(t, "ripple_raw", "By way of the middle (95% range)", NULL);
  r->host->table_column(t, "ripple_sobel", "The same by Sobel (95% range)", NULL);
  r->host->table_column(t, "ripple_direct", "Beside it (95% range)", NULL);
  r->host->table_column(t, "ripple_total", "In all (95% range)", NULL);
  return t;
}

/* --- numbers --------------------------------------------------------------------------------- */

/* A bootstrap range with what a fit says of the same number where it is undefined. */
static om_stat
resampled(const ripple *x, const om_stat *range)
{
  om_stat s = ranged(*range, x->n);
  if (x->raw.undefined)
    s = x->raw.indirect;
  return s;
}

static void
say_path(om_run *r, const char *points, const char *standard, const om_about *about,
         const om_stat *s, double to_std, uint32_t n)
{
  const om_stat raw = ranged(*s, n), std = times(raw, to_std);
  say_stat(r, points, about, &raw);
  say_stat(r, standard, about, &std);
}

static void
say_ripple(om_run *r, ripple *x)
{
  const om_study *const s = om_study_of(r);
  const om_about *const about =
      OM_ABOUT(.hypothesis = x->hypothesis, .among = s->controls, .n_among = s->n_controls);
  const om_stat std = resampled(x, &x->boot.bca), percentile = resampled(x, &x->boot.percentile);
  const om_stat raw = resampled(x, &x->raw_boot.bca), sobel = ranged(x->raw.indirect, x->n);
  const om_stat least = om_smallest_r(x->n, s->confidence, .80);
  const char *const why = x->raw.undefined ? x->raw.undefined : "a step has no test";
  x->evidence = (om_evidence){.size = sizeof x->evidence,
                              .n = x->n,
                              .value = std.value,
                              .lo = std.lo,
                              .hi = std.hi,
                              .p = x->joint_p,
                              .p_adjusted = x->holm_p,
                              .out_lo = x->out_lo,
                              .out_hi = x->out_hi,
                              .meaningful = s->meaningful * s->meaningful};
  x->word = r->host->evidence(r, &x->evidence);
  say_stat(r, "ripple_std", about, &std);
  say_stat(r, "ripple_percentile", about, &percentile);
  say_stat(r, "ripple_raw", about, &raw);
  say_stat(r, "ripple_sobel", about, &sobel);
  say_number(r, "ripple_p", about, x->joint_p, why);
  say_number(r, "ripple_holm_p", about, x->holm_p, why);
  say_path(r, "ripple_a", "ripple_a_std", about, &x->raw.a, x->a_to_std, x->n);
  say_path(r, "ripple_b", "ripple_b_std", about, &x->raw.b, x->b_to_std, x->n);
  say_path(r, "ripple_direct", "ripple_direct_std", about, &x->raw.direct, x->to_std, x->n);
  say_path(r, "ripple_total", "ripple_total_std", about, &x->raw.total, x->to_std, x->n);
  const char *const no_span =
      x->raw.undefined ? x->raw.undefined : "it cannot be computed without one of the units";
  say_number(r, "ripple_lowest", about, x->out_lo, no_span);
  say_number(r, "ripple_highest", about, x->out_hi, no_span);
  say_stat(r, "ripple_smallest_r", about, &least);
  om_remark(r, "ripple_verdict", about, ripple_verdict(r, x));
}

static void
report(om_run *r, uint32_t n, ripple *ripples)
{
  om_table *const tables[] = {ripples_table(r), steps_table(r), points_table(r)};
  for (uint32_t i = 0; i < n; i++) {
    const om_about *const about = OM_ABOUT(.hypothesis = ripples[i].hypothesis);
    say_ripple(r, &ripples[i]);
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
      r->host->table_row(tables[t], about);
    ripple_finding(r, &ripples[i], i, n);
  }
  om_note(r, NULL,
          "What goes along with the middle is never shown as a share of the whole: where the whole "
          "is near zero such a share is any number.");
  om_note(r, NULL,
          "All three were asked at the same time. Which comes first is what the study declared, "
          "and not what the numbers say.");
  note_controls(r);
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  const uint32_t n = count_hypotheses(s, "ripple");
  ripple *const ripples = calloc((size_t)n + 1, sizeof *ripples);
  double *const p = calloc(2 * (size_t)n + 1, sizeof *p);
  int fine = ripples && p;
  om_section(r, "The ripple",
             "Does the pattern of units fit a ripple: one thing inside, by way of a second, to "
             "what customers say? Where both steps are there, the pattern is consistent with it. "
             "That is a reason to look at the middle, and no proof that changing the first would "
             "change the last. It takes many units: with both steps of middling size about 70.");
  const om_hypothesis *h = NULL;
  for (uint32_t k = 0; fine && (h = next_hypothesis(s, "ripple", h)); k++) {
    fine = ripple_compute(r, h, k, &ripples[k]);
    p[k] = ripples[k].joint_p;
  }
  if (fine) {
    om_adjust_holm(n, p, n, p + n);
    for (uint32_t k = 0; k < n; k++)
      ripples[k].holm_p = p[n + k];
    report(r, n, ripples);
  }
  free(ripples);
  free(p);
  return fine ? OM_OK : OM_E_MEMORY;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.ripple",
    "0.1.0",
    "The ripple",
    "Whether the pattern of units is consistent with a ripple from inside by way of a second thing "
    "to customers.",
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
