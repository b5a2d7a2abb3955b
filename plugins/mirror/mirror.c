/* mirror: does what is wrong inside show in what customers say outside, unit by unit?
 *
 * Every declared pair of an inside and an outside scale is tested over the units that have both;
 * then the pairs together: how strongly the inside is mirrored (strength), and whether each theme
 * is mirrored in its own counterpart more than in others (specificity).  Without the second a place
 * where simply everything is good passes for a mirror. */
#include "mirror.h"

#include <stdlib.h>

static const om_method methods[] = {
    {"pearson",
     "Pearson's correlation of unit means over matched units; p from t, range by Fisher's z.",
     "Fisher 1921; Student 1908"},
    {"boot",
     "Bootstrap of whole units, both sides of a unit kept together; bias-corrected and accelerated "
     "range, acceleration from leaving out one unit at a time.",
     "Efron 1987, doi:10.1080/01621459.1987.10478410; DiCiccio & Efron 1996, "
     "doi:10.1214/ss/1032280214"},
    {"permutation",
     "The units of the outside are put in random order many times (all orders, where there are "
     "eight units or fewer); p is the share of orders that give as large a correlation, two-sided.",
     "Phipson & Smyth 2010, doi:10.2202/1544-6115.1585"},
    {"holm",
     "Holm's adjustment of the permutation p values over the pairs that the study declares (of the "
     "partial correlations where it declares controls): the chance of a single false claim among "
     "them stays below 5 %.",
     "Holm 1979, Scandinavian Journal of Statistics 6, 65-70"},
    {"spearman",
     "Spearman's rank correlation; ranks of values rounded to 12 significant digits, ties get "
     "their mean rank; p from t; range of Bonett and Wright.",
     "Spearman 1904; Bonett & Wright 2000, doi:10.1007/BF02294183"},
    {"kendall",
     "Kendall's tau-b; p from the normal approximation corrected for ties; range by Fieller, "
     "Hartley and Pearson.",
     "Kendall 1945, doi:10.1093/biomet/33.3.239; Fieller, Hartley & Pearson 1957, "
     "doi:10.1093/biomet/44.3-4.470"},
    {"leave-one-out", "The correlation computed again with each unit left out in turn.", ""},
    {"power",
     "Smallest true correlation that a two-sided test at 5 % finds in four of five studies of so "
     "many units, by Fisher's z.",
     "Cohen 1988, Statistical Power Analysis for the Behavioral Sciences"},
    {"pattern",
     "Each correlation is turned into Fisher's z, with the sign that was expected counted as "
     "positive. Strength is the mean z of the declared pairs. Specificity is that mean minus the "
     "mean z of all other combinations of an inside with an outside scale. Ranges by bootstrap of "
     "units; p by permuting the units of the outside: how often as much would be seen if nothing "
     "inside went with anything outside. Where everything goes with everything that p is small for "
     "specificity, too, which therefore is judged by its range and by exchanging the names.",
     "after Westen & Rosenthal 2003, doi:10.1037/0022-3514.84.3.608"},
    {"labels",
     "The names of the outside scales are exchanged within each survey (all ways where there are "
     "at most 10,000); p is the share that gives as large a specificity, one-sided.",
     "Hubert & Schultz 1976, doi:10.1111/j.2044-8317.1976.tb00714.x"},
    {"bh", "Benjamini and Hochberg's control of the share of false claims, over all combinations.",
     "Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x"},
    {"held",
     "Partial correlation of unit means: the declared controls, and the parents of units where the "
     "study says within-parent, are taken from both sides. p by permuting what the controls leave "
     "of "
     "the outside (Freedman and Lane), within parents where the study says so; range by Fisher's "
     "z.",
     "Fisher 1924, Metron 3; Freedman & Lane 1983, doi:10.1080/07350015.1983.10509354"},
    {"weighted",
     "Pearson's correlation with each unit weighted by how many answered: the harmonic mean of the "
     "two sides, or one side as the option weights says. Test and range rest on the number of "
     "units.",
     "Bland & Altman 1995, doi:10.1136/bmj.310.6980.633"},
    {"disattenuation",
     "The correlation divided by the root of the product of the reliabilities of the unit means "
     "(ICC(2)) of both sides; range by bootstrapping the whole chain by unit. It never decides "
     "anything. No range where units times pairs are very many.",
     "Spearman 1904; Bliese 2000"},
    {"expected",
     "What a true correlation of .33 between units (the relation of staff and customers that 7,939 "
     "units of 36 companies showed, corrected for error) would look like through the error of "
     "these "
     "unit means, and how often a study of so many units would find that at 5 %.",
     "Harter, Schmidt & Hayes 2002, doi:10.1037/0021-9010.87.2.268; Bliese 1998, "
     "doi:10.1177/109442819814001"},
    {"obeying",
     "Share of units that stand on the expected side of the mean over units on both sides at once, "
     "with Wilson's range. Half of them would without any link.",
     "Wilson 1927, doi:10.1080/01621459.1927.10502953"},
    {"composite",
     "Scores are put on 0 to 100 of their declared range, turned so that more is healthier, and "
     "averaged over the declared scales of a side. The range of a unit's score treats the errors "
     "of its scales as if they were one and the same, and so is rather too wide than too narrow.",
     ""},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"pearson_r", "Correlation",
     "How closely two things go together over units, from -1 (opposite) through 0 (not at all) to "
     "1 (in step). Its square is the share of the differences between units that the two have in "
     "common.",
     "pearson", OM_FORMAT_RATIO, OM_N_MATCHED},
    {"pearson_bca", "Correlation, bootstrap range",
     "The same correlation with a range that does not presume bell-shaped data.", "boot",
     OM_FORMAT_RATIO, OM_N_MATCHED},
    {"permutation_p", "Permutation p",
     "How often chance alone would give a correlation as large, if the outside had nothing to do "
     "with the inside.",
     "permutation", OM_FORMAT_P, OM_N_MATCHED},
    {"holm_p", "p, all pairs considered",
     "The permutation p after allowing for the number of pairs that the study declares.", "holm",
     OM_FORMAT_P, OM_N_MATCHED},
    {"spearman_rho", "Rank correlation",
     "How far units that are higher in one thing are higher in the other, by rank: outliers count "
     "little.",
     "spearman", OM_FORMAT_RATIO, OM_N_MATCHED},
    {"spearman_bca", "Rank correlation, bootstrap range",
     "The same rank correlation with a range found by drawing the units again and again.", "boot",
     OM_FORMAT_RATIO, OM_N_MATCHED},
    {"kendall_tau", "Kendall's tau-b",
     "How many more pairs of units are in the same order on both sides than in the opposite one.",
     "kendall", OM_FORMAT_RATIO, OM_N_MATCHED},
    {"lowest_r", "Lowest with one unit left out",
     "The correlation without the one unit that raises it most.", "leave-one-out", OM_FORMAT_RATIO,
     OM_N_MATCHED},
    {"highest_r", "Highest with one unit left out",
     "The correlation without the one unit that lowers it most.", "leave-one-out", OM_FORMAT_RATIO,
     OM_N_MATCHED},
    {"smallest_r", "Smallest correlation this study finds",
     "A true correlation of this size would be found in four of five studies with as many units; a "
     "smaller one would often be missed.",
     "power", OM_FORMAT_RATIO, OM_N_MATCHED},
    {"strength", "Strength of the mirror",
     "The mean over the declared pairs of Fisher's z of their correlation. 0 is no mirror; .20 is "
     "about a correlation of .20.",
     "pattern", OM_FORMAT_RATIO, OM_N_MATCHED},
    {"strength_r", "Strength as a correlation", "The strength turned back into a correlation.",
     "pattern", OM_FORMAT_RATIO, OM_N_MATCHED},
    {"specificity", "Specificity of the mirror",
     "How much closer the declared pairs go together than the other combinations do. Near 0 the "
     "units are good or bad at everything alike, and themes do not find their own counterparts.",
     "pattern", OM_FORMAT_RATIO, OM_N_MATCHED},
    {"labels_p", "p of specificity, pairing exchanged",
     "How often themes paired at random would be as specific.", "labels", OM_FORMAT_P,
     OM_N_MATCHED},
    {"held_r", "Correlation, controls held constant",
     "How closely the two go together over units beside what the study holds constant, such as "
     "size or region.",
     "held", OM_FORMAT_RATIO, OM_N_AMONG},
    {"held_p", "Permutation p, controls held constant",
     "How often chance alone would give a partial correlation as large.", "held", OM_FORMAT_P,
     OM_N_AMONG},
    {"held_lowest_r", "Lowest with one unit left out, controls held constant",
     "The partial correlation without the one unit that raises it most.", "leave-one-out",
     OM_FORMAT_RATIO, OM_N_AMONG},
    {"held_highest_r", "Highest with one unit left out, controls held constant",
     "The partial correlation without the one unit that lowers it most.", "leave-one-out",
     OM_FORMAT_RATIO, OM_N_AMONG},
    {"weighted_r", "Correlation, weighted",
     "The correlation when units where many answered count more. Far from the plain one, a few "
     "large units decide.",
     "weighted", OM_FORMAT_RATIO, OM_N_MATCHED},
    {"error_free_r", "Correlation, freed of error",
     "An estimate of the correlation between what the units are, without the error that comes of "
     "few people answering in each. A look behind the curtain, not a result.",
     "disattenuation", OM_FORMAT_RATIO, OM_N_MATCHED},
    {"expected_r", "Seen of a true correlation of .33",
     "How a true correlation of .33 would look here, with so few people answering in each unit.",
     "expected", OM_FORMAT_RATIO, OM_N_MATCHED},
    {"expected_power", "Chance to find a true correlation of .33",
     "In how many of a hundred studies like this one such a link would be found.", "expected",
     OM_FORMAT_PERCENT, OM_N_MATCHED},
    {"obeying", "Units that obey",
     "The share of units that stand above the mean on both sides or below it on both (the other "
     "way "
     "round for a pair that is expected to go against each other). One half is chance.",
     "obeying", OM_FORMAT_PERCENT, OM_N_MATCHED},
    {"pairs_against", "Pairs against",
     "In how many declared pairs the unit stands on the side that was not expected. A claim that "
     "says "
     "always is answered by these.",
     "obeying", OM_FORMAT_COUNT, OM_N_MATCHED},
    {"gap_mean", "Mean gap",
     "Outside minus inside, on 0 to 100 of each side's own range, averaged over units. The "
     "questions "
     "of the two sides differ: a rough comparison.",
     "composite", OM_FORMAT_SCORE, OM_N_MATCHED},
    {"exploratory_r", "Correlation (exploratory)",
     "A correlation that nobody declared beforehand: a hint for the next study, not a result.",
     "pearson", OM_FORMAT_RATIO, OM_N_MATCHED},
    {"bh_p", "p, all combinations considered",
     "p after allowing for all combinations, so that about one claim in twenty is false.", "bh",
     OM_FORMAT_P, OM_N_MATCHED},
    {"inside_score", "Inside score",
     "The mean of the declared inside scales on 0 to 100, where more is healthier.", "composite",
     OM_FORMAT_SCORE, OM_N_SCORED},
    {"outside_score", "Outside score",
     "The mean of the declared outside scales on 0 to 100, where more is better.", "composite",
     OM_FORMAT_SCORE, OM_N_SCORED},
    {"gap", "Gap",
     "Outside minus inside. Above zero, those outside see the unit better than its own people do.",
     "composite", OM_FORMAT_SCORE, OM_N_MATCHED},
    {"inside_mean", "Inside, all units", "The mean over units of the inside score.", "composite",
     OM_FORMAT_SCORE, OM_N_UNITS},
    {"outside_mean", "Outside, all units", "The mean over units of the outside score.", "composite",
     OM_FORMAT_SCORE, OM_N_UNITS},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const char *const weights[] = {"both", "inside", "outside", NULL};
static const om_option options[] = {
    {OM_OPT_CHOICE, 0, "weights", "Whose answers weight a unit in the weighted correlation",
     WEIGHT_BOTH, 0, 0, weights},
    {OM_OPT_INT, 0, "resamples", "Bootstrap resamples of units", 4999, OM_BOOT_MIN_BCA, 1e6, NULL},
    {OM_OPT_INT, 0, "permutations", "Random orders of a permutation test", 9999, 999, 1e6, NULL},
    {0, 0, NULL, NULL, 0, 0, 0, NULL},
};

static const om_need needs[] = {
    {OM_NEED_PAIRS, 0, 1, 0, "a declared pair of an inside and an outside scale"},
    {OM_NEED_UNITS, 0, 3, 0, "three units or more"},
    {0, 0, 0, 0, NULL},
};

/* Before any result: what a study of so many units can see at all. */
static void
report_power(om_run *r)
{
  const om_study *const s = om_study_of(r);
  uint32_t most = 0;
  for (uint32_t i = 0; i < s->n_pairs; i++) {
    const om_link *const link = om_link_of(r, s->pairs[i]->inside, s->pairs[i]->outside);
    const om_stat least = om_smallest_r(link->n, s->confidence, .80);
    say_stat(r, "smallest_r",
             OM_ABOUT(.inside = s->pairs[i]->inside, .outside = s->pairs[i]->outside), &least);
    most = link->n > most ? link->n : most;
  }
  const om_stat least = om_smallest_r(most, s->confidence, .80);
  say_stat(r, "smallest_r", NULL, &least);
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  pair_result *const pairs = calloc(s->n_pairs, sizeof *pairs);
  pattern_result pattern;
  om_stat gap;
  om_section(r, "The mirror",
             "Does what people say inside go with what is said outside, unit by unit? With "
             "{smallest_r.n} units this study would find a correlation of {smallest_r} or more in "
             "four of five cases; a weaker one would often be missed.");
  report_power(r);
  const int fine = pairs && report_units(r, &gap) && report_pairs(r, pairs) &&
                   report_beside(r, pairs) && report_pattern(r, &pattern);
  if (fine)
    report_findings(r, pairs, &pattern, &gap);
  free(pairs);
  return fine ? OM_OK : OM_E_MEMORY;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.mirror",
    "0.1.0",
    "The mirror",
    "Whether what is said inside is mirrored in what is said outside, unit by unit.",
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
