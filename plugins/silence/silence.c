/* silence: who does not answer?
 *
 * How many answer differs from unit to unit.  Where that goes with what people say inside, the mean
 * over all who answered hears some units too much: a warning.  Where it goes with what customers
 * say, silence is itself a signal. */
#include "silence.h"

#include "../hypotheses.h"

#include <stdlib.h>

static const om_method methods[] = {
    {"silence",
     "Pearson's correlation over units of the response rate and the mean score of the unit; p from "
     "t, range by Fisher's z.",
     "Fisher 1921; Groves & Peytcheva 2008, doi:10.1093/poq/nfn011"},
    {"spearman", "Spearman's rank correlation; p from t; range of Bonett and Wright.",
     "Spearman 1904; Bonett & Wright 2000, doi:10.1007/BF02294183"},
    {"permutation",
     "The means of units are put in random order many times; p is the share of orders that give as "
     "large a correlation, two-sided.",
     "Phipson & Smyth 2010, doi:10.2202/1544-6115.1585"},
    {"holm",
     "Holm's adjustment of the permutation p over all scores of all declared hypotheses of this "
     "kind.",
     "Holm 1979, Scandinavian Journal of Statistics 6, 65-70"},
    {"leave-one-out", "The correlation computed again with each unit left out in turn.", ""},
    {"counted",
     "The mean of the scores of all who answered, unweighted; and with each unit's mean counted by "
     "how many people it has, which is how many have a score over its response rate. Those who are "
     "silent are taken to be like those of their unit who answered.",
     "Little 1986, doi:10.2307/1403140"},
    {"bounds",
     "What the mean of all people lies between if all who are silent stood at the lowest end of "
     "the scale, and at the highest: nothing is presumed.",
     "Manski 1989, doi:10.2307/145818"},
    {"rates", "Mean, smallest and largest response rate over units, each unit counted once.", ""},
    {"power",
     "Smallest true correlation that a two-sided test at 5 % finds in four of five studies of so "
     "many units, by Fisher's z.",
     "Cohen 1988, Statistical Power Analysis for the Behavioral Sciences"},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"silence_r", "Response rate with the mean",
     "Whether units where more people answer have a higher mean: from -1 through 0 (not at all) to "
     "1.",
     "silence", OM_FORMAT_RATIO, OM_N_AMONG},
    {"silence_rho", "Response rate with the mean, by rank",
     "The same by rank: units that stand apart count little.", "spearman", OM_FORMAT_RATIO,
     OM_N_AMONG},
    {"silence_p", "p of response rate with the mean",
     "How often chance alone would show as close a link.", "permutation", OM_FORMAT_P, OM_N_AMONG},
    {"silence_holm", "p of response rate with the mean, all tests considered",
     "The same after allowing for the number of scores that hypotheses of this kind name.", "holm",
     OM_FORMAT_P, OM_N_AMONG},
    {"silence_lowest", "Response rate with the mean, lowest with one unit left out",
     "The correlation without the one unit that raises it most.", "leave-one-out", OM_FORMAT_RATIO,
     OM_N_AMONG},
    {"silence_highest", "Response rate with the mean, highest with one unit left out",
     "The correlation without the one unit that lowers it most.", "leave-one-out", OM_FORMAT_RATIO,
     OM_N_AMONG},
    {"silence_mean", "Mean of who answered", "The mean of all people who answered, as usual.",
     "counted", OM_FORMAT_NUMBER, OM_N_AMONG},
    {"silence_counted", "Mean, units counted by their people",
     "The mean if every unit counted by how many people it has, not by how many answered. What it "
     "differs from the usual mean is the part of the bias that can be seen; who is silent within a "
     "unit cannot.",
     "counted", OM_FORMAT_NUMBER, OM_N_AMONG},
    {"silence_overall", "Response over all people",
     "How many of all people of these units answered, as the rates of the units say.", "counted",
     OM_FORMAT_PERCENT, OM_N_AMONG},
    {"silence_least", "Mean at least",
     "What the mean of all people could not be below, even if all who are silent gave the lowest "
     "answer.",
     "bounds", OM_FORMAT_NUMBER, OM_N_AMONG},
    {"silence_most", "Mean at most",
     "What the mean of all people could not be above, even if all who are silent gave the highest "
     "answer.",
     "bounds", OM_FORMAT_NUMBER, OM_N_AMONG},
    {"rate_mean", "Response rate, mean over units", "The share who answered, every unit alike.",
     "rates", OM_FORMAT_PERCENT, OM_N_AMONG},
    {"rate_lowest", "Lowest response rate", "The share who answered in the unit with the fewest.",
     "rates", OM_FORMAT_PERCENT, OM_N_AMONG},
    {"rate_highest", "Highest response rate", "The share who answered in the unit with the most.",
     "rates", OM_FORMAT_PERCENT, OM_N_AMONG},
    {"silence_smallest", "Smallest link with the response rate this study finds",
     "A true correlation of this size would be found in four of five studies with as many units.",
     "power", OM_FORMAT_RATIO, OM_N_AMONG},
    {NULL, NULL, NULL, NULL, 0, 0},
};

enum { MOST_SCORES = 100 };
static const om_role roles[] = {
    {"rate", 0, 1, 1, 0,
     "how many answered: a scale of published figures in percent, or any scale of a survey that "
     "has a response rate"},
    {"score", 0, 1, MOST_SCORES, 0,
     "what is set beside it: scales of the same side (a warning), of the other (a signal)"},
    {NULL, 0, 0, 0, 0, NULL},
};
static const om_form forms[] = {
    {"silence", "how many people answer in a unit goes with what is said of it", roles},
    {NULL, NULL, NULL},
};
static const om_option options[] = {
    {OM_OPT_INT, 0, "permutations", "Random orders of a permutation test", 9999, 999, 1e6, NULL},
    {0, 0, NULL, NULL, 0, 0, 0, NULL},
};
static const om_need needs[] = {
    {OM_NEED_HYPOTHESES, 0, 1, 0,
     "a declared hypothesis of kind silence, which names a response rate and scores"},
    {OM_NEED_UNITS, 0, 3, 0, "three units or more"},
    {0, 0, 0, 0, NULL},
};

/* False when memory ran out.  Scores of one rate stand together. */
static int
collect(om_run *r, size_t *n_rates, answering *a, size_t *n, heard *x)
{
  const om_study *const s = om_study_of(r);
  for (const om_hypothesis *h = NULL; (h = next_hypothesis(s, "silence", h));) {
    answering *const own = &a[(*n_rates)++];
    if (!answering_take(r, h, own))
      return 0;
    const om_scale *score;
    for (uint32_t k = 0; !own->cannot && (score = om_term_of(h, "score", k)); k++)
      hear(r, own, score, &x[(*n)++]);
  }
  return 1;
}

static int
adjust(size_t n, heard *x)
{
  double *const p = calloc(n + 1, sizeof *p);
  if (!p)
    return 0;
  for (size_t i = 0; i < n; i++)
    p[i] = x[i].link.p;
  om_adjust_holm(n, p, n, p);
  for (size_t i = 0; i < n; i++)
    x[i].holm_p = p[i];
  free(p);
  return 1;
}

static void
say_rate(om_run *r, const answering *a)
{
  const om_about *const about = OM_ABOUT(.hypothesis = a->hypothesis);
  double mean = NAN, ss, lowest = NAN, highest = NAN;
  if (a->n)
    om_mean_ss(a->n, a->rate, &mean, &ss);
  for (uint32_t u = 0; u < a->n; u++) {
    lowest = fmin(lowest, a->rate[u]);
    highest = fmax(highest, a->rate[u]);
  }
  static const char none[] = "no unit has the rate and every score";
  say_number(r, "rate_mean", about, mean, none);
  say_number(r, "rate_lowest", about, lowest, none);
  say_number(r, "rate_highest", about, highest, none);
  if (a->n)
    rate_finding(r, a);
}

static om_table *
links_table(om_run *r, const answering *a)
{
  char id[64], title[512], chart[64];
  snprintf(id, sizeof id, "links-%u", a->hypothesis->index);
  snprintf(chart, sizeof chart, "forest-%u", a->hypothesis->index);
  OM_FILL(title, "\u201c{rate}\u201d beside what is said of units", "rate", a->rate_scale->label);
  om_table *const t = om_table_new(r, id, title, OM_ROWS_SCALES);
  r->host->table_column(t, "silence_r", "Correlation with the response rate (95% range)", NULL);
  r->host->table_column(t, "silence_holm", "p, all tests considered", NULL);
  r->host->table_column(t, "silence_rho", "Rank correlation (95% range)", NULL);
  r->host->table_column(t, "silence_lowest", "Lowest, one unit left out", NULL);
  r->host->table_column(t, "silence_highest", "Highest, one unit left out", NULL);
  const om_chart forest = {.size = sizeof forest,
                           .type = OM_CHART_FOREST,
                           .id = chart,
                           .title = "Response rate beside what is said of units",
                           .description = "Each row is a scale. The dot is the correlation over "
                                          "units of its mean with the response rate, the line its "
                                          "95% range. A line that crosses zero cannot tell whether "
                                          "there is a link.",
                           .columns = {1},
                           .min = -1,
                           .max = 1};
  r->host->chart(t, &forest);
  return t;
}

static om_table *
means_table(om_run *r, const answering *a)
{
  char id[64];
  snprintf(id, sizeof id, "means-%u", a->hypothesis->index);
  om_table *const t =
      om_table_new(r, id, "Means, and what the silent could change in them", OM_ROWS_SCALES);
  r->host->table_column(t, "silence_mean", "Mean of who answered", NULL);
  r->host->table_column(t, "silence_counted", "Units counted by their people", NULL);
  r->host->table_column(t, "silence_overall", "Who answered", NULL);
  r->host->table_column(t, "silence_least", "At least", NULL);
  r->host->table_column(t, "silence_most", "At most", NULL);
  return t;
}

static void
say_heard(om_run *r, const heard *x)
{
  const om_about *const about = OM_ABOUT(.hypothesis = x->units->hypothesis, .scale = x->score);
  const om_stat least = om_smallest_r(x->units->n, om_study_of(r)->confidence, .80);
  say_stat(r, "silence_r", about, &x->link.r);
  say_stat(r, "silence_rho", about, &x->link.rho);
  say_chance(r, "silence_p", about, &x->link);
  say_number(r, "silence_holm", about, x->holm_p, "the permutation p is undefined");
  say_number(r, "silence_lowest", about, x->link.left_out.lo, x->link.left_out.undefined);
  say_number(r, "silence_highest", about, x->link.left_out.hi, x->link.left_out.undefined);
  say_stat(r, "silence_smallest", about, &least);
  if (isnan(x->answered_mean))
    return;
  say_number(r, "silence_mean", about, x->answered_mean, NULL);
  say_number(r, "silence_counted", about, x->counted_mean, NULL);
  say_number(r, "silence_overall", about, x->overall, NULL);
  say_number(r, "silence_least", about, x->least, NULL);
  say_number(r, "silence_most", about, x->most, NULL);
}

static void
report(om_run *r, size_t n_rates, const answering *a, size_t n, const heard *x)
{
  for (size_t i = 0; i < n_rates; i++) {
    const om_about *const about = OM_ABOUT(.hypothesis = a[i].hypothesis);
    if (a[i].cannot) {
      om_note(r, about,
              "\u201c{term.rate}\u201d was not compared: not every unit has a response rate above "
              "0 and up to 100 percent.");
      continue;
    }
    om_table *const links = links_table(r, &a[i]);
    om_table *means = NULL;
    say_rate(r, &a[i]);
    for (size_t k = 0; k < n; k++) {
      if (x[k].units != &a[i])
        continue;
      say_heard(r, &x[k]);
      const om_about *const row = OM_ABOUT(.hypothesis = a[i].hypothesis, .scale = x[k].score);
      r->host->table_row(links, row);
      if (isnan(x[k].answered_mean))
        continue;
      if (!means)
        means = means_table(r, &a[i]);
      r->host->table_row(means, row);
    }
  }
  silence_findings(r, n, x);
  om_note(r, NULL,
          "The mean with units counted by their people mends only that some units answer more than "
          "others. It presumes that who is silent is like those of the same unit who answered; if "
          "not, the mean can lie anywhere between the last two columns.");
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  size_t n_rates = 0, n = 0;
  answering *const a = calloc((size_t)count_hypotheses(s, "silence") + 1, sizeof *a);
  heard *const x = calloc(count_terms(s, "silence") + 1, sizeof *x);
  om_status status = OM_E_MEMORY;
  if (a && x && collect(r, &n_rates, a, &n, x) && adjust(n, x)) {
    status = OM_OK;
    if (!n)
      om_fail(r, status = OM_NOT_APPLICABLE,
              "not every unit has a response rate above 0 and up to 100 percent");
  }
  if (status == OM_OK) {
    om_section(r, "Who does not answer?",
               "The report hears those who answered. Where units with a higher response rate also "
               "fare better, the whole looks better than it is; and how many answer may itself say "
               "something of a unit.");
    report(r, n_rates, a, n, x);
  }
  for (size_t i = 0; a && i < n_rates; i++)
    answering_done(&a[i]);
  free(a);
  free(x);
  return status;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.silence",
    "0.1.0",
    "Silence",
    "Whether units where more people answer fare better, and what the silent could change.",
    OM_PLACE_MEASUREMENT,
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
