/* agreement: may the answers of a unit be taken together as one number?
 *
 * For every scale of respondents in units: ICC(1) and ICC(2) with their F and ranges; for every
 * unit how far its members agree, rwg(j) under three nulls and in Lindell's form, awg and the
 * average deviations; and the sentence that follows: whether unit means may be used. */
#include "agreement.h"

static const om_method methods[] = {
    {"icc",
     "One-way analysis of variance of respondents' scores by unit. ICC(1) = (MSB - MSW) / (MSB + "
     "(n0 - 1) MSW) with n0 = (N - sum of squared unit sizes / N) / (units - 1); ICC(2) = (MSB - "
     "MSW) / MSB. Ranges from F, exact when units are of equal size. A negative ICC(1) is printed "
     "as it is. In simulated studies of 10, 30 and 100 units of 2 to 14 people the range held the "
     "truth in 94 to 95%.",
     "Bliese 2000, in Klein & Kozlowski, Multilevel Theory, Research, and Methods in "
     "Organizations; Shrout & Fleiss 1979, doi:10.1037/0033-2909.86.2.420"},
    {"rwg",
     "rwg(j) compares the mean variance of the items within a unit (divisor n - 1) with the "
     "variance that would be there if nobody agreed, and is cut at 0. Uniform null: (A squared - "
     "1) / 12 for A answers; slightly and moderately skewed null: answers crowd somewhat, or more, "
     "at "
     "one end. Over respondents who answered every item.",
     "James, Demaree & Wolf 1984, doi:10.1037/0021-9010.69.1.85; LeBreton & Senter 2008, "
     "doi:10.1177/1094428106296642"},
    {"rwg_lindell",
     "1 - mean variance of the items within a unit / that of answers spread evenly: it does not "
     "grow with the number of items, and is below 0 where people differ more than at random.",
     "Lindell, Brandt & Whitney 1999, doi:10.1177/01466219922031257"},
    {"ad",
     "Average deviation from the item mean, or median (divisor n), averaged over items; in points "
     "of the answer scale. Below a sixth of the number of answers it speaks for agreement.",
     "Burke, Finkelstein & Dusig 1999, doi:10.1177/109442819921004; Burke & Dunlap 2002, "
     "doi:10.1177/1094428102005002002"},
    {"awg",
     "1 - 2 s squared / (((H + L) M - M squared - H L) n / (n - 1)) of each item answered from L "
     "to "
     "H with mean M, averaged over the items where the mean leaves room for the largest variance: "
     "agreement beside the most disagreement that this mean allows. Over respondents who answered "
     "every item.",
     "Brown & Hauenstein 2005, doi:10.1177/1094428105275376"},
    {"random_intercept",
     "Model of scores with a random part for each unit, by restricted maximum likelihood: ICC = "
     "variance between units / (that + variance within), range by profile likelihood. 0 is an "
     "estimate: no differences between units were found. The mean of a unit is drawn to the mean "
     "of all by 1 - reliability; reliability = n between / (n between + within).",
     "Laird & Ware 1982, doi:10.2307/2529876; Bates, Maechler, Bolker & Walker 2015, "
     "doi:10.18637/jss.v067.i01"},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"icc1", "ICC(1)",
     "The share of the differences between people's answers that lies between units. .05 is small, "
     ".10 middling, .25 large. At 0, which unit people are in tells nothing about their answers.",
     "icc", OM_FORMAT_RATIO, OM_N_SCORED},
    {"icc1_mean_size", "ICC(1), mean size",
     "ICC(1) with the arithmetic mean of the unit sizes in place of n0, as some programs print it.",
     "icc", OM_FORMAT_RATIO, OM_N_SCORED},
    {"icc2", "ICC(2)",
     "How reliable the units' means are. Above .70 they can be compared; between .50 and .70 with "
     "care; below, links of the unit means look much weaker than they are.",
     "icc", OM_FORMAT_RATIO, OM_N_SCORED},
    {"f", "F",
     "How much larger the differences between units are than chance alone would make them; its p "
     "says how often chance alone gives as much.",
     "icc", OM_FORMAT_NUMBER, OM_N_SCORED},
    {"n0", "Typical unit size", "The size of unit that ICC(1) reckons with.", "icc",
     OM_FORMAT_NUMBER, OM_N_SCORED},
    {"rwgj_mean", "Mean rwg(j)", "The mean over units of rwg(j), uniform null.", "rwg",
     OM_FORMAT_RATIO, OM_N_UNITS},
    {"rwgj_median", "Median rwg(j)", "The median over units of rwg(j), uniform null.", "rwg",
     OM_FORMAT_RATIO, OM_N_UNITS},
    {"rwgj_share", "Units at .70 or above",
     "The share of units whose rwg(j), uniform null, reaches .70. Even random answers reach it now "
     "and then in small units.",
     "rwg", OM_FORMAT_PERCENT, OM_N_UNITS},
    {"ad_average", "Mean deviation", "The mean over units of the average deviation.", "ad",
     OM_FORMAT_NUMBER, OM_N_UNITS},
    {"rwgj", "rwg(j), uniform",
     "How far the people of a unit agree, from 0 (as if at random) to 1 (all alike), if random "
     "answers were spread evenly.",
     "rwg", OM_FORMAT_RATIO, OM_N_COMPLETE},
    {"rwgj_skew", "rwg(j), slight skew",
     "The same if random answers crowded somewhat at one end, as answers do: the more cautious "
     "number.",
     "rwg", OM_FORMAT_RATIO, OM_N_COMPLETE},
    {"rwgj_moderate", "rwg(j), moderate skew",
     "The same if random answers crowded more at one end: the most cautious of the three.", "rwg",
     OM_FORMAT_RATIO, OM_N_COMPLETE},
    {"rwgj_lindell", "r*wg(j)",
     "How far the people of a unit agree on a question of the scale, on average: many questions do "
     "not make it larger, as they do rwg(j). Below 0 they differ more than at random.",
     "rwg_lindell", OM_FORMAT_RATIO, OM_N_COMPLETE},
    {"ad", "Mean deviation", "By how many points people of a unit are away from their common mean.",
     "ad", OM_FORMAT_NUMBER, OM_N_COMPLETE},
    {"ad_median", "Deviation from the median",
     "The same from the answer in the middle, which a single outsider moves less.", "ad",
     OM_FORMAT_NUMBER, OM_N_COMPLETE},
    {"awg", "awg",
     "The same beside the most disagreement that the mean of the unit leaves room for; undefined "
     "where nearly all stand at one end.",
     "awg", OM_FORMAT_RATIO, OM_N_COMPLETE},
    {"icc1_reml", "ICC(1) by likelihood",
     "ICC(1) as a model gives it that fits all answers at once; close to the other one where units "
     "are of like size.",
     "random_intercept", OM_FORMAT_RATIO, OM_N_SCORED},
    {"unit_reliability", "Reliability of the mean",
     "How far the mean of the unit would come out the same with other people of it, from 0 to 1; "
     "it grows with their number.",
     "random_intercept", OM_FORMAT_RATIO, OM_N_SCORED},
    {"shrunken_mean", "Mean, drawn in",
     "The best guess of where the unit stands: its mean, drawn to the mean of all by as much as it "
     "is unreliable.",
     "random_intercept", OM_FORMAT_NUMBER, OM_N_SCORED},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_need needs[] = {
    {OM_NEED_RESPONDENTS, 0, 1, 0, "a survey whose rows are persons"},
    {OM_NEED_UNITS, 0, 2, 0, "two units or more"},
    {0, 0, 0, 0, NULL},
};

/* --- the section ----------------------------------------------------------------------------- */

/* Units times scales: a page has room for so many, and a report. */
enum { MOST_LISTED = 1000, MOST_SAID = 25000 };

static size_t
count_listed(const om_study *s)
{
  size_t units = 0, scales = 0;
  for (uint32_t u = 0; u < s->n_units; u++)
    units += s->units[u]->level == 0;
  for (uint32_t i = 0; i < s->n_scales; i++)
    scales += s->scales[i]->survey->level == OM_LEVEL_RESPONDENT;
  return units * scales;
}

static om_table *
within_table(om_run *r)
{
  const om_study *const s = om_study_of(r);
  int is_any = 0;
  for (uint32_t i = 0; i < s->n_scales; i++)
    is_any |= s->scales[i]->survey->level == OM_LEVEL_RESPONDENT && can_agree(r, s->scales[i]);
  if (!is_any)
    return NULL;
  om_table *const t =
      om_table_new(r, "within", "How far the people of units agree", OM_ROWS_SCALES);
  r->host->table_column(t, "rwgj_median", "Median rwg(j)", NULL);
  r->host->table_column(t, "rwgj_share", "Units at .70 or above", NULL);
  r->host->table_column(t, "ad_average", "Mean deviation, in points", NULL);
  return t;
}

static tables
tables_make(om_run *r)
{
  om_table *const verdicts = om_table_new(r, "scales", "May unit means be used?", OM_ROWS_SCALES);
  r->host->table_column(verdicts, "verdict", "In a sentence", NULL);
  r->host->table_column(verdicts, "icc1", "ICC(1) (95% range)", NULL);
  r->host->table_column(verdicts, "icc2", "ICC(2) (95% range)", NULL);
  om_table *const within = within_table(r);
  om_table *const tests =
      om_table_new(r, "tests", "How sure it is that units differ", OM_ROWS_SCALES);
  r->host->table_column(tests, "f", "F", NULL);
  r->host->table_column(tests, "icc1_reml", "ICC(1) by likelihood (95% range)", NULL);
  r->host->table_column(tests, "icc1_mean_size", "ICC(1), mean size", NULL);
  r->host->table_column(tests, "n0", "Typical size", NULL);
  const size_t n = count_listed(om_study_of(r));
  return (tables){verdicts, within, tests, n <= MOST_SAID, n <= MOST_LISTED};
}

/* False for a survey that names no unit column. */
static int
has_units(om_run *r, const om_scale *scale)
{
  const om_study *const s = om_study_of(r);
  for (uint32_t i = 0; i < s->n_units; i++)
    if (om_scores_of(r, scale, s->units[i])->n > 0)
      return 1;
  return 0;
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  om_section(r, "Do people of one unit see it alike?",
             "The mirror compares the means of units. A mean stands for its unit when people of "
             "the unit agree with one another, and differ from other units.");
  const tables t = tables_make(r);
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const om_scale *const scale = s->scales[i];
    if (scale->survey->level != OM_LEVEL_RESPONDENT || !has_units(r, scale))
      continue;
    r->host->table_row(t.verdicts, OM_ABOUT(.scale = scale));
    if (!report_units_differ(r, scale, &t) ||
        (scale->values == OM_CODES && !report_agreement(r, scale, &t)))
      return OM_E_MEMORY;
  }
  if (!t.lists_units)
    om_note(r, NULL,
            t.says_units ? "There are too many units, on so many scales, to list how far the "
                           "people "
                           "of each agree: the tables are over all units, and the numbers of each "
                           "unit stand in report.xml."
                         : "There are too many units, on so many scales, to say how far the people "
                           "of each agree: the numbers are over all units.");
  om_note(r, NULL,
          "ICC(1) is the share of all differences between people that lies between units; ICC(2) "
          "says how reliable the means of units are, and is what links between units depend on.");
  if (t.within)
    om_note(r, NULL,
            "The rule of thumb that rwg(j) should reach .70 is weak: in units of four, random "
            "answers to five questions reach it one time in nine. So both nulls are shown, "
            "and the average deviation beside them.");
  return OM_OK;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.agreement",
    "0.1.0",
    "Agreement",
    "Whether the answers of a unit may be taken together as one number.",
    OM_PLACE_MEASUREMENT,
    needs,
    NULL,
    methods,
    statistics,
    run,
    NULL,
    NULL,
    NULL,
};

const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
