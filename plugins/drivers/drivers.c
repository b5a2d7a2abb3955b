/* drivers: which inside themes count most for an outside one?
 *
 * "Key driver analysis" is what this is called in the field.  It shares out R-squared, what units
 * differ in on an outside theme, to inside themes that go with one another as well as with it; by
 * two methods side by side.  Nothing in it tells what would happen if a theme changed. */
#include "drivers.h"

static const om_method methods[] = {
    {"lmg",
     "R-squared of the outside theme on the inside themes, shared out: mean over all orders of "
     "what "
     "a theme adds to R-squared (Lindeman, Merenda and Gold; the Shapley value; general "
     "dominance), "
     "exact over all models. A theme whose own coefficient is 0 still gets a share when it goes "
     "with one that has one. Ranges: percentiles of the bootstrap of whole units.",
     "Lindeman, Merenda & Gold 1980; Azen & Budescu 2003, doi:10.1037/1082-989X.8.2.129; "
     "Groemping 2006, doi:10.18637/jss.v017.i01"},
    {"weight",
     "Relative weights: R-squared shared out by way of the nearest set of uncorrelated themes. The "
     "method is contested (Thomas and others hold that it should no longer be used), and so always "
     "stands beside LMG.",
     "Johnson 2000, doi:10.1207/S15327906MBR3501_1; Thomas, Zumbo, Kwan & Schweitzer 2014, "
     "doi:10.1080/00273171.2014.905766"},
    {"beyond",
     "A column of random numbers is added to the themes; the share of a theme by LMG less that of "
     "the random one. A share is never below 0, so its own range cannot tell it from chance: this "
     "one can.",
     "Tonidandel, LeBreton & Johnson 2009, doi:10.1037/a0017735"},
    {"fit",
     "Squared multiple correlation of the outside theme with the inside themes over units; p from "
     "F. Adjusted: 1 - (1 - R-squared)(n - 1)/(n - p - 1).",
     "Ezekiel 1930, Methods of Correlation Analysis"},
    {"pearson", "Pearson's correlation over units, both turned so that more is healthier.",
     "Fisher 1921; Student 1908"},
    {"bh", "Benjamini and Hochberg's control of the share of false claims over the table.",
     "Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x"},
    {"score",
     "Mean over units on 0 to 100 of the declared range, turned so that more is healthier; t range "
     "over units. Where to look first: share above an even part of R-squared, score below the mean "
     "of the themes, and neither range across these.",
     "Martilla & James 1977, doi:10.1177/002224297704100112"},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"lmg", "Share by LMG",
     "The part of what units differ in outside that is shared with this inside theme, averaged "
     "over "
     "all orders in which themes could be looked at. The shares add up to R-squared. It does not "
     "say what would happen if the theme changed.",
     "lmg", OM_FORMAT_RATIO, OM_N_AMONG},
    {"weight", "Share by relative weight",
     "The same in another, contested way. Where both agree the order of themes is less a matter of "
     "method.",
     "weight", OM_FORMAT_RATIO, OM_N_AMONG},
    {"lmg_rank", "Rank by LMG",
     "Which place a theme has among those of the model, 1 for the largest share. A wide range "
     "means "
     "that other units would give another order.",
     "lmg", OM_FORMAT_COUNT, OM_N_AMONG},
    {"weight_rank", "Rank by relative weight", "The same by relative weights.", "weight",
     OM_FORMAT_COUNT, OM_N_AMONG},
    {"beyond_chance", "Share beyond a random theme",
     "By how much the share of a theme is larger than that of a column of random numbers. When the "
     "range holds 0 the theme cannot be told from chance; its share is printed all the same.",
     "beyond", OM_FORMAT_RATIO, OM_N_AMONG},
    {"r_squared", "R-squared",
     "The share of what units differ in outside that all themes of the model have in common with "
     "it. With few units it is too large.",
     "fit", OM_FORMAT_RATIO, OM_N_AMONG},
    {"adjusted", "R-squared, adjusted",
     "R-squared less what so many themes would reach by chance in so few units.", "fit",
     OM_FORMAT_RATIO, OM_N_AMONG},
    {"plain_r", "Correlation, more is healthier",
     "How closely one inside theme goes with the outside one, the other themes left aside.",
     "pearson", OM_FORMAT_RATIO, OM_N_AMONG},
    {"plain_bh_p", "p, all of these considered",
     "p of the plain correlation after allowing for all of the table.", "bh", OM_FORMAT_P,
     OM_N_AMONG},
    {"theme_score", "Score of the theme today",
     "Where units stand on the inside theme on average, 0 to 100, where more is healthier.",
     "score", OM_FORMAT_SCORE, OM_N_AMONG},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_option options[] = {
    {OM_OPT_INT, 0, "resamples", "Bootstrap resamples of units", 1999, 999, 1e5, NULL},
    {OM_OPT_REAL, 0, "units-per-theme", "Fewest units for each inside theme of a model", 5, 3, 100,
     NULL},
    {0, 0, NULL, NULL, 0, 0, 0, NULL},
};

static const om_role roles[] = {
    {"of", OM_OUTSIDE, 1, 1, 0, "the outside theme whose differences are shared out"},
    {"themes", OM_INSIDE, 2, MOST_THEMES, 0, "the inside themes that it is set against"},
    {NULL, 0, 0, 0, 0, NULL},
};
static const om_form forms[] = {
    {"drivers", "Which of a few inside themes count most for an outside one.", roles},
    {NULL, NULL, NULL},
};

static const om_need needs[] = {
    {OM_NEED_SCALES, OM_INSIDE, 2, 0, "two inside scales or more"},
    {OM_NEED_SCALES, OM_OUTSIDE, 1, 0, "an outside scale"},
    {OM_NEED_UNITS, 0, 3, 0, "three units or more"},
    {0, 0, 0, 0, NULL},
};

static int
report_all(om_run *r, const models *all)
{
  for (uint32_t k = 0; k < all->n; k++) {
    model_result x;
    if (all->model[k].refused)
      continue;
    if (!report_model(r, &all->model[k], &x))
      return 0;
    report_finding(r, &all->model[k], &x);
  }
  if (!report_plain(r, all))
    return 0;
  report_refused(r, all);
  return 1;
}

static om_status
run(om_run *r)
{
  models all;
  int fine = models_make(r, &all);
  if (fine && all.n == 0) {
    models_release(&all);
    return om_fail(r, OM_NOT_APPLICABLE,
                   "it needs a declared pair, or a hypothesis of the kind drivers");
  }
  om_section(r, "Which themes count most",
             "Units differ in what is said of them outside. How much of that is shared with each "
             "inside theme, and how do units stand on it today? A theme that shares much and "
             "stands low is where to look first; whether working on it would change anything "
             "outside is another question, which no survey at one time can answer.");
  fine = fine && report_all(r, &all);
  models_release(&all);
  return fine ? OM_OK : OM_E_MEMORY;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.drivers",
    "0.1.0",
    "Which themes count most",
    "How what units differ in outside is shared out to inside themes, and how these stand today.",
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
