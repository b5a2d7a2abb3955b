/* dysfunction: does what is wrong inside, all of it together, go with worse customer outcomes?
 *
 * The facets of internal dysfunction that a study declares, and the customer outcomes, are each put
 * on 0 to 100 by unit and averaged; the two indices are linked over the units that have both.
 * Whether an index is one thing is asked of the units, and each facet is shown by itself. */
#include "dysfunction.h"

static const om_method methods[] = {
    {"index",
     "Each facet and outcome of a unit is put on 0 to 100 of its declared range: facets turned so "
     "that 100 is the most dysfunction, outcomes so that 100 is best. The index of a unit is the "
     "mean of the declared facets (outcomes); a unit that lacks one has no index. Its range treats "
     "the errors of the parts as if they were "
     "one and the same: rather too wide than too narrow.",
     ""},
    {"spread",
     "The facet disagreement is no mean: it is the standard deviation (n - 1) of the scores of a "
     "unit's people in percent of half the declared range, which is its value where half of them "
     "stand at either end; at most 100. It does not grow with the number who answered. Where the "
     "facet comes as a published figure, that figure is taken.",
     "after Chan 1998, doi:10.1037/0021-9010.83.2.234"},
    {"alpha",
     "Cronbach's alpha of the declared facets (outcomes) with units as cases; range of Feldt. "
     "Omega of one factor by maximum likelihood on their covariances, where there are three of "
     "them or more and five units for each.",
     "Cronbach 1951, doi:10.1007/BF02310555; Feldt 1965, doi:10.1007/BF02289499; McDonald 1999, "
     "Test Theory"},
    {"rest", "Correlation over units of one with the sum of the others of its index.",
     "Nunnally & Bernstein 1994, Psychometric Theory"},
    {"pearson", "Pearson's correlation over units; p from t, range by Fisher's z.",
     "Fisher 1921; Student 1908"},
    {"boot",
     "Bootstrap of whole units, both indices of a unit kept together; bias-corrected and "
     "accelerated range.",
     "Efron 1987, doi:10.1080/01621459.1987.10478410"},
    {"permutation",
     "The outcomes of the units are put in random order many times (all orders, where there are "
     "eight units or fewer); p is the share of orders with as large a correlation, two-sided.",
     "Phipson & Smyth 2010, doi:10.2202/1544-6115.1585"},
    {"spearman", "Spearman's rank correlation over units; range of Bonett and Wright.",
     "Spearman 1904; Bonett & Wright 2000, doi:10.1007/BF02294183"},
    {"leave-one-out", "The correlation computed again with each unit left out in turn.", ""},
    {"power",
     "Smallest true correlation that a two-sided test at 5 % finds in four of five studies of so "
     "many units, by Fisher's z.",
     "Cohen 1988, Statistical Power Analysis for the Behavioral Sciences"},
    {"held",
     "Partial correlation of the two indices: the declared controls, and the parents of units "
     "where the study says within-parent, are taken from both. p by permuting what they leave of "
     "the outcomes (Freedman and Lane), within parents where the study says so.",
     "Fisher 1924, Metron 3; Freedman & Lane 1983, doi:10.1080/07350015.1983.10509354"},
    {"holm", "Holm's adjustment over the declared facets.",
     "Holm 1979, Scandinavian Journal of Statistics 6, 65-70"},
    {"bh",
     "Benjamini and Hochberg's control of the share of false claims, over all facets with "
     "all outcomes.",
     "Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x"},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"facet_mean", "Facet, mean of units",
     "Where units stand on a facet of dysfunction on average: 0 is the healthiest, 100 the worst.",
     "index", OM_FORMAT_SCORE, OM_N_UNITS},
    {"outcome_mean", "Outcome, mean of units",
     "Where units stand on a customer outcome on average: 100 is best.", "index", OM_FORMAT_SCORE,
     OM_N_UNITS},
    {"dysfunction_index", "Index of dysfunction",
     "The mean of the declared facets of one unit: 0 is the healthiest answer to every question, "
     "100 the worst.",
     "index", OM_FORMAT_SCORE, OM_N_AMONG},
    {"outcome_index", "Index of outcomes",
     "The mean of the declared customer outcomes of one unit: 100 is best.", "index",
     OM_FORMAT_SCORE, OM_N_AMONG},
    {"dysfunction_mean", "Dysfunction, all units",
     "The mean over units of the index of dysfunction, 0 to 100, where more is worse.", "index",
     OM_FORMAT_SCORE, OM_N_AMONG},
    {"outcomes_mean", "Outcomes, all units",
     "The mean over units of the index of customer outcomes, 0 to 100, where more is better.",
     "index", OM_FORMAT_SCORE, OM_N_AMONG},
    {"units_either", "Units with any facet or outcome",
     "How many units have a score on at least one facet or one outcome.", "index", OM_FORMAT_COUNT,
     OM_N_UNITS},
    {"index_alpha", "Alpha over units",
     "How far the parts of an index go together over units. From .70 on a unit that is high on one "
     "is mostly high on the others, and one number may stand for all.",
     "alpha", OM_FORMAT_RATIO, OM_N_AMONG},
    {"index_omega", "Omega over units",
     "The share of the differences between units in the index that one common factor explains.",
     "alpha", OM_FORMAT_RATIO, OM_N_AMONG},
    {"index_mean_r", "Mean correlation of the parts",
     "The mean of the correlations over units between the parts of an index.", "alpha",
     OM_FORMAT_RATIO, OM_N_AMONG},
    {"rest_r", "Correlation with the others",
     "How closely one facet (outcome) goes with the others of its index over units. Near 0 it is "
     "something else.",
     "rest", OM_FORMAT_RATIO, OM_N_AMONG},
    {"link_smallest", "Smallest correlation this study finds",
     "A true correlation of this size would be found in four of five studies with as many units; a "
     "smaller one would often be missed.",
     "power", OM_FORMAT_RATIO, OM_N_AMONG},
    {"link_r", "Correlation of the indices",
     "How closely dysfunction inside and customer outcomes go together over units. Below 0: units "
     "with more dysfunction have worse outcomes.",
     "pearson", OM_FORMAT_RATIO, OM_N_AMONG},
    {"link_bca", "Correlation of the indices, bootstrap range",
     "The same correlation with a range that does not presume bell-shaped data.", "boot",
     OM_FORMAT_RATIO, OM_N_AMONG},
    {"link_p", "Permutation p of the link",
     "How often chance alone would give a correlation as large.", "permutation", OM_FORMAT_P,
     OM_N_AMONG},
    {"link_rho", "Rank correlation of the indices", "The same by rank: outliers count little.",
     "spearman", OM_FORMAT_RATIO, OM_N_AMONG},
    {"link_lowest", "Lowest with one unit left out",
     "The correlation of the indices without the one unit that raises it most.", "leave-one-out",
     OM_FORMAT_RATIO, OM_N_AMONG},
    {"link_highest", "Highest with one unit left out",
     "The correlation of the indices without the one unit that lowers it most.", "leave-one-out",
     OM_FORMAT_RATIO, OM_N_AMONG},
    {"link_held_r", "Correlation of the indices, controls held constant",
     "How closely the two indices go together beside what the study holds constant.", "held",
     OM_FORMAT_RATIO, OM_N_AMONG},
    {"link_held_p", "Permutation p of the link, controls held constant",
     "How often chance alone would give a partial correlation as large.", "held", OM_FORMAT_P,
     OM_N_AMONG},
    {"facet_r", "Facet with the index of outcomes",
     "How closely one facet goes with all customer outcomes together over units. Below 0: more of "
     "it, worse outcomes.",
     "pearson", OM_FORMAT_RATIO, OM_N_AMONG},
    {"facet_holm_p", "p, all facets considered",
     "The p of a facet after allowing for the number of declared facets.", "holm", OM_FORMAT_P,
     OM_N_AMONG},
    {"profile_r", "Facet with outcome (exploratory)",
     "How closely one facet goes with one outcome over units: a hint for the next study, not a "
     "result. p allows for all facets with all outcomes.",
     "pearson", OM_FORMAT_RATIO, OM_N_MATCHED},
    {"profile_found", "Facets with outcomes that show",
     "Of how many facets with outcomes p is below .05 with all of them considered.", "bh",
     OM_FORMAT_COUNT, OM_N_UNITS},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_option options[] = {
    {OM_OPT_INT, 0, "resamples", "Bootstrap resamples of units", 4999, OM_BOOT_MIN_BCA, 1e6, NULL},
    {OM_OPT_INT, 0, "permutations", "Random orders of a permutation test", 9999, 999, 1e6, NULL},
    {0, 0, NULL, NULL, 0, 0, 0, NULL},
};

static const om_need needs[] = {
    {OM_NEED_FACETS, 0, 2, 0, "two scales or more that the study calls facets of dysfunction"},
    {OM_NEED_OUTCOMES, 0, 1, 0, "a scale that the study calls a customer outcome"},
    {OM_NEED_UNITS, 0, 3, 0, "three units or more"},
    {0, 0, 0, 0, NULL},
};

static om_status
run(om_run *r)
{
  composites c;
  link_result link;
  profile_result profile = {.n_shows = 0};
  uint32_t facets_are = ONE_UNKNOWN;
  if (!composites_take(r, &c)) {
    composites_release(&c);
    return OM_E_MEMORY;
  }
  if (c.n < 3) {
    composites_release(&c);
    return om_fail(r, OM_NOT_APPLICABLE,
                   "it needs three units or more with a score on every declared facet and outcome");
  }
  om_section(r, "Dysfunction inside, and what customers get",
             "Do units where much goes wrong inside serve their customers worse? All declared "
             "facets of dysfunction are set against all declared customer outcomes, unit by unit. "
             "With {link_smallest.n} units this study would find a correlation of {link_smallest} "
             "or more in four of five cases; a weaker one would often be missed.");
  report_power(r, &c);
  const int fine = report_link(r, &c, &link) && report_indices(r, &c) &&
                   report_profile(r, &c, &profile) && report_one(r, &c, &facets_are);
  if (fine)
    report_findings(r, &c, &link, facets_are, &profile);
  profile_release(&profile);
  composites_release(&c);
  return fine ? OM_OK : OM_E_MEMORY;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.dysfunction",
    "0.1.0",
    "Dysfunction and customer outcomes",
    "Whether units with more dysfunction inside have worse customer outcomes.",
    OM_PLACE_ANSWER,
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
