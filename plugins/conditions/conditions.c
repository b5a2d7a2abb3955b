/* conditions: does how one thing goes with another differ by a third; does one thing go with an
 * outcome beyond others?  Only what the study declares is looked at: among all threes that there
 * are, chance alone would always show some. */
#include "conditions.h"

#include "../hypotheses.h"

#include <stdlib.h>

static const om_method methods[] = {
    {"moderation",
     "Least squares over units: the outcome on predictor, moderator and their product, both about "
     "their mean over units. Slopes of the predictor at the mean of the moderator and one standard "
     "deviation between units below and above it; t ranges.",
     "Aiken & West 1991, Multiple Regression: Testing and Interpreting Interactions"},
    {"hc3", "The same product with standard errors that allow for units of unequal spread (HC3).",
     "MacKinnon & White 1985, doi:10.1016/0304-4076(85)90158-7; Long & Ervin 2000, "
     "doi:10.1080/00031305.2000.10474549"},
    {"johnson-neyman",
     "Values of the moderator beyond which the 95% range of the slope leaves out 0; they may lie "
     "where no unit is. Wilson's range of the share of units there.",
     "Johnson & Neyman 1936; Bauer & Curran 2005, doi:10.1207/s15327906mbr4003_5"},
    {"hierarchical",
     "Least squares over units, twice: without and with what comes last. F of the change in "
     "R-squared.",
     "Cohen, Cohen, West & Aiken 2003, Applied Multiple Regression/Correlation Analysis"},
    {"boot",
     "Bootstrap of whole units, percentile range. A change in R-squared is never below 0, and its "
     "range hardly ever touches it: whether anything is added is for F to say.",
     "Efron & Tibshirani 1993, An Introduction to the Bootstrap"},
    {"partial",
     "Partial correlation over units of the outcome and the term in question (the product; what "
     "comes last), all else held constant. Its p is that of the term. Evidence words rest on it.",
     "Fisher 1924, Metron 3"},
    {"holm", "Holm's adjustment of p over the declared hypotheses of the kind.",
     "Holm 1979, Scandinavian Journal of Statistics 6, 65-70"},
    {"power",
     "Smallest true correlation that a two-sided test at 5 % finds in four of five studies of so "
     "many units, by Fisher's z, less one unit for each thing held constant.",
     "Cohen 1988, Statistical Power Analysis for the Behavioral Sciences"},
    {NULL, NULL, NULL},
};

#define OVER_UNITS_OF OM_FORMAT_NUMBER, OM_N_AMONG

static const om_statistic statistics[] = {
    {"condition_r", "Condition as a partial correlation",
     "How closely the outcome goes with the product of the two over units, beside each of them: "
     "from -1 through 0 (no condition) to 1.",
     "partial", OM_FORMAT_RATIO, OM_N_AMONG},
    {"condition_lowest", "Condition, lowest with one unit left out",
     "The same without the one unit that raises it most.", "partial", OM_FORMAT_RATIO, OM_N_AMONG},
    {"condition_highest", "Condition, highest with one unit left out",
     "The same without the one unit that lowers it most.", "partial", OM_FORMAT_RATIO, OM_N_AMONG},
    {"condition_holm_p", "p, all conditions considered",
     "The p of the condition after allowing for the number of conditions that the study declares.",
     "holm", OM_FORMAT_P, OM_N_AMONG},
    {"condition_smallest_r", "Smallest condition this study finds",
     "A true partial correlation of this size would be found in four of five studies with as many "
     "units.",
     "power", OM_FORMAT_RATIO, OM_N_AMONG},
    {"condition_product", "How the slope changes",
     "By how much the slope of the outcome on the predictor is larger where the moderator is one "
     "point higher.",
     "moderation", OVER_UNITS_OF},
    {"condition_hc3", "How the slope changes, unequal spread",
     "The same with errors that allow for units of unequal spread.", "hc3", OVER_UNITS_OF},
    {"condition_low", "Slope where the moderator is low",
     "Points of the outcome that go along with one point more of the predictor, in units one "
     "standard deviation below the mean of the moderator.",
     "moderation", OVER_UNITS_OF},
    {"condition_mean", "Slope at the mean of the moderator",
     "The same in units with the mean of the moderator.", "moderation", OVER_UNITS_OF},
    {"condition_high", "Slope where the moderator is high",
     "The same in units one standard deviation above the mean of the moderator.", "moderation",
     OVER_UNITS_OF},
    {"condition_jn_lo", "Johnson-Neyman, lower bound",
     "The lower value of the moderator at which the slope can just be told from 0.",
     "johnson-neyman", OVER_UNITS_OF},
    {"condition_jn_hi", "Johnson-Neyman, upper bound",
     "The upper value of the moderator at which the slope can just be told from 0.",
     "johnson-neyman", OVER_UNITS_OF},
    {"condition_units", "Units where the slope can be told",
     "The share of units whose moderator has a value at which the slope can be told from 0.",
     "johnson-neyman", OM_FORMAT_PERCENT, OM_N_AMONG},
    {"condition_r2", "Explained with the condition",
     "The share of the differences between units in the outcome that goes with predictor, "
     "moderator and their product; with few units it is too large.",
     "moderation", OM_FORMAT_PERCENT, OM_N_AMONG},
    {"beyond_first", "Explained by what comes first",
     "The share of the differences between units in the outcome that goes with what comes first, "
     "and with the controls; with few units it is too large.",
     "hierarchical", OM_FORMAT_PERCENT, OM_N_AMONG},
    {"beyond_change", "Added",
     "What is added to that share by what comes last. It is never below 0, and chance alone adds a "
     "little.",
     "boot", OM_FORMAT_PERCENT, OM_N_AMONG},
    {"beyond_f", "F of what is added",
     "Whether more is added than chance alone would add: F and its p.", "hierarchical",
     OVER_UNITS_OF},
    {"beyond_r", "Partial correlation, beyond the rest",
     "How closely the outcome goes with what comes last among units alike in all else.", "partial",
     OM_FORMAT_RATIO, OM_N_AMONG},
    {"beyond_lowest", "Beyond the rest, lowest with one unit left out",
     "The same without the one unit that raises it most.", "partial", OM_FORMAT_RATIO, OM_N_AMONG},
    {"beyond_highest", "Beyond the rest, highest with one unit left out",
     "The same without the one unit that lowers it most.", "partial", OM_FORMAT_RATIO, OM_N_AMONG},
    {"beyond_holm_p", "p beyond the rest, all considered",
     "The p of F after allowing for the number of such hypotheses that the study declares.", "holm",
     OM_FORMAT_P, OM_N_AMONG},
    {"beyond_smallest_r", "Smallest addition this study finds",
     "A true partial correlation of this size would be found in four of five studies with as many "
     "units.",
     "power", OM_FORMAT_RATIO, OM_N_AMONG},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_option options[] = {
    {OM_OPT_INT, 0, "resamples", "Bootstrap resamples of units", 4999, OM_BOOT_MIN_BCA, 1e6, NULL},
    {0, 0, NULL, NULL, 0, 0, 0, NULL},
};

static const om_role condition_roles[] = {
    {"outcome", 0, 1, 1, 0, "What may go with the predictor"},
    {"predictor", 0, 1, 1, 0, "What it may go with"},
    {"moderator", 0, 1, 1, 0, "What that may differ by"},
    {NULL, 0, 0, 0, 0, NULL},
};
static const om_role beyond_roles[] = {
    {"outcome", 0, 1, 1, 0, "What may go with the last"},
    {"first", 0, 1, 20, 0, "What is known to go with it: held constant"},
    {"then", 0, 1, 1, 0, "What may go with it beyond those"},
    {NULL, 0, 0, 0, 0, NULL},
};
static const om_form forms[] = {
    {"condition", "How the predictor goes with the outcome differs by the moderator",
     condition_roles},
    {"beyond", "One thing goes with the outcome beyond others", beyond_roles},
    {NULL, NULL, NULL},
};
static const om_need needs[] = {
    {OM_NEED_HYPOTHESES, 0, 1, 0, "a declared hypothesis of the kind condition or beyond"},
    {OM_NEED_UNITS, 0, 3, 0, "three units or more"},
    {0, 0, 0, 0, NULL},
};

/* --- tables ---------------------------------------------------------------------------------- */

static om_table *
table_with_forest(om_run *r, const char *id, const char *title, const char *first,
                  const char *power, const char *p, const char *chart)
{
  const om_chart forest = {.size = sizeof forest,
                           .type = OM_CHART_FOREST,
                           .id = chart,
                           .title = title,
                           .description = "Each row is a declared hypothesis. The dot is the "
                                          "partial correlation over units, the line its 95% range. "
                                          "A line that crosses zero cannot tell whether there is "
                                          "anything.",
                           .columns = {2},
                           .min = -1,
                           .max = 1};
  om_table *const t = om_table_new(r, id, title, OM_ROWS_HYPOTHESES);
  r->host->table_column(t, power, "Smallest found", NULL);
  r->host->table_column(t, first, "Partial correlation (95% range)", NULL);
  r->host->table_column(t, p, "p, all considered", NULL);
  r->host->chart(t, &forest);
  return t;
}

static om_table *
slopes_table(om_run *r)
{
  om_table *const t =
      om_table_new(r, "slopes", "Slopes where the moderator is low and high", OM_ROWS_HYPOTHESES);
  r->host->table_column(t, "condition_words", "In a sentence", NULL);
  r->host->table_column(t, "condition_low", "Low (95% range)", NULL);
  r->host->table_column(t, "condition_mean", "Mean (95% range)", NULL);
  r->host->table_column(t, "condition_high", "High (95% range)", NULL);
  r->host->table_column(t, "condition_where", "Where, on the moderator\u2019s scale", NULL);
  r->host->table_column(t, "condition_units", "Units there", NULL);
  return t;
}

static om_table *
product_table(om_run *r)
{
  om_table *const t =
      om_table_new(r, "products", "Conditions, computed in other ways", OM_ROWS_HYPOTHESES);
  r->host->table_column(t, "condition_product", "Change of slope (95% range)", NULL);
  r->host->table_column(t, "condition_hc3", "Unequal spread (95% range)", NULL);
  r->host->table_column(t, "condition_lowest", "Lowest, one unit left out", NULL);
  r->host->table_column(t, "condition_highest", "Highest, one unit left out", NULL);
  r->host->table_column(t, "condition_r2", "Explained", NULL);
  return t;
}

static om_table *
added_table(om_run *r)
{
  om_table *const t = om_table_new(r, "added", "What is added", OM_ROWS_HYPOTHESES);
  r->host->table_column(t, "beyond_first", "Explained by what comes first", NULL);
  r->host->table_column(t, "beyond_change", "Added (95% range)", NULL);
  r->host->table_column(t, "beyond_f", "F", NULL);
  r->host->table_column(t, "beyond_lowest", "Lowest, one unit left out", NULL);
  r->host->table_column(t, "beyond_highest", "Highest, one unit left out", NULL);
  return t;
}

/* --- numbers --------------------------------------------------------------------------------- */

/* Names of what both kinds report alike. */
typedef struct names {
  const char *r, *lowest, *highest, *holm, *smallest;
} names;

static void
say_term(om_run *r, const names *name, const om_about *about, term_result *x, uint32_t n_others)
{
  const om_study *const s = om_study_of(r);
  const om_stat partial = ranged(x->partial, x->n);
  const om_stat least = om_smallest_r(x->n > n_others ? x->n - n_others : 0, s->confidence, .80);
  x->evidence = (om_evidence){.size = sizeof x->evidence,
                              .n = x->n,
                              .value = partial.value,
                              .lo = partial.lo,
                              .hi = partial.hi,
                              .p = partial.p,
                              .p_adjusted = x->holm_p,
                              .out_lo = x->left_out.lo,
                              .out_hi = x->left_out.hi,
                              .meaningful = s->meaningful};
  x->word = r->host->evidence(r, &x->evidence);
  say_stat(r, name->r, about, &partial);
  say_number(r, name->lowest, about, x->left_out.lo, x->left_out.undefined);
  say_number(r, name->highest, about, x->left_out.hi, x->left_out.undefined);
  say_number(r, name->holm, about, x->holm_p,
             partial.undefined ? partial.undefined : "there is no test");
  say_stat(r, name->smallest, about, &least);
}

static uint32_t
held_of(const om_study *s)
{
  return s->n_controls;
}

static void
say_condition(om_run *r, condition *x, uint32_t number)
{
  static const names name = {"condition_r", "condition_lowest", "condition_highest",
                             "condition_holm_p", "condition_smallest_r"};
  static const char *const levels[N_LEVELS] = {"condition_low", "condition_mean", "condition_high"};
  const om_study *const s = om_study_of(r);
  const om_about *const about =
      OM_ABOUT(.hypothesis = x->term.hypothesis, .among = s->controls, .n_among = s->n_controls);
  const uint32_t n = x->term.n;
  const om_stat product = ranged(x->fit.product.b, n), hc3 = ranged(x->fit.product.hc3, n);
  const char *const no_bound =
      x->fit.model.undefined ? x->fit.model.undefined : "there is no such bound";
  say_term(r, &name, about, &x->term, held_of(s) + 2);
  say_stat(r, "condition_product", about, &product);
  say_stat(r, "condition_hc3", about, &hc3);
  for (int i = 0; i < N_LEVELS; i++) {
    x->slope[i] = ranged(x->slope[i], n);
    say_stat(r, levels[i], about, &x->slope[i]);
  }
  say_number(r, "condition_jn_lo", about, isfinite(x->fit.jn_lo) ? x->fit.jn_lo : (double)NAN,
             no_bound);
  say_number(r, "condition_jn_hi", about, isfinite(x->fit.jn_hi) ? x->fit.jn_hi : (double)NAN,
             no_bound);
  say_stat(r, "condition_units", about, &x->within);
  say_stat(r, "condition_r2", about, &x->fit.model.r_squared);
  condition_words(r, x, number);
}

static void
say_beyond(om_run *r, beyond *x, uint32_t number)
{
  static const names name = {"beyond_r", "beyond_lowest", "beyond_highest", "beyond_holm_p",
                             "beyond_smallest_r"};
  const om_study *const s = om_study_of(r);
  const om_about *const about =
      OM_ABOUT(.hypothesis = x->term.hypothesis, .among = s->controls, .n_among = s->n_controls);
  om_stat change = ranged(x->change.percentile, x->term.n);
  change.value = x->step.change.value;
  change.p = x->step.change.p;
  change.undefined = x->step.change.undefined;
  const om_estimate f = {.size = sizeof f,
                         .value = x->step.change.statistic,
                         .lo = NAN,
                         .hi = NAN,
                         .se = NAN,
                         .p = x->step.change.p,
                         .undefined = x->step.change.undefined          ? x->step.change.undefined
                                      : isnan(x->step.change.statistic) ? "the fit is perfect"
                                                                        : NULL};
  say_term(r, &name, about, &x->term, held_of(s) + x->term.hypothesis->n_terms - 2);
  say_stat(r, "beyond_first", about, &x->step.first.r_squared);
  if (change.undefined)
    say_number(r, "beyond_change", about, NAN, change.undefined);
  else
    say_stat(r, "beyond_change", about, &change);
  om_say(r, "beyond_f", about, &f);
  beyond_words(r, x, number);
}

/* --- the two parts --------------------------------------------------------------------------- */

/* Holm over one kind; `stride` bytes from one result to the next. */
static int
adjust(uint32_t n, term_result *first, size_t stride)
{
  double *const p = calloc((size_t)n + 1, sizeof *p);
  for (uint32_t i = 0; p && i < n; i++)
    p[i] = ((const term_result *)((const char *)first + i * stride))->partial.p;
  if (p)
    om_adjust_holm(n, p, n, p);
  for (uint32_t i = 0; p && i < n; i++)
    ((term_result *)((char *)first + i * stride))->holm_p = p[i];
  free(p);
  return p != NULL;
}

static int
report_conditions(om_run *r, uint32_t n)
{
  const om_study *const s = om_study_of(r);
  condition *const all = calloc((size_t)n + 1, sizeof *all);
  int fine = all != NULL;
  const om_hypothesis *h = NULL;
  for (uint32_t k = 0; fine && (h = next_hypothesis(s, "condition", h)); k++)
    fine = condition_compute(r, h, &all[k]);
  fine = fine && adjust(n, &all->term, sizeof *all);
  if (fine && n) {
    om_table *const tables[] = {table_with_forest(r, "conditions", "The declared conditions",
                                                  "condition_r", "condition_smallest_r",
                                                  "condition_holm_p", "conditions-forest"),
                                slopes_table(r), product_table(r)};
    for (uint32_t k = 0; k < n; k++) {
      say_condition(r, &all[k], k);
      for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        r->host->table_row(tables[t], OM_ABOUT(.hypothesis = all[k].term.hypothesis));
    }
  }
  free(all);
  return fine;
}

static int
report_beyond(om_run *r, uint32_t n)
{
  const om_study *const s = om_study_of(r);
  beyond *const all = calloc((size_t)n + 1, sizeof *all);
  int fine = all != NULL;
  const om_hypothesis *h = NULL;
  for (uint32_t k = 0; fine && (h = next_hypothesis(s, "beyond", h)); k++)
    fine = beyond_compute(r, h, k, &all[k]);
  fine = fine && adjust(n, &all->term, sizeof *all);
  if (fine && n) {
    om_table *const tables[] = {table_with_forest(r, "beyond", "One thing beyond others",
                                                  "beyond_r", "beyond_smallest_r", "beyond_holm_p",
                                                  "beyond-forest"),
                                added_table(r)};
    for (uint32_t k = 0; k < n; k++) {
      say_beyond(r, &all[k], k);
      for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        r->host->table_row(tables[t], OM_ABOUT(.hypothesis = all[k].term.hypothesis));
    }
  }
  free(all);
  return fine;
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  om_section(r, "Conditions, and what lies beyond",
             "Does a link between units hold everywhere, or only where a third thing is high or "
             "low? And does a thing go with the outcome beyond what is known already? Only what "
             "the study declared is looked at.");
  const int fine = report_conditions(r, count_hypotheses(s, "condition")) &&
                   report_beyond(r, count_hypotheses(s, "beyond"));
  if (!fine)
    return OM_E_MEMORY;
  om_note(r, NULL,
          "Low and high are one standard deviation between units below and above the mean over "
          "units. Slopes are in points of the outcome for one point of the predictor.");
  note_controls(r);
  return OM_OK;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.conditions",
    "0.1.0",
    "Conditions",
    "Whether a link between units differs by a third thing, and what goes with an outcome beyond "
    "others.",
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
