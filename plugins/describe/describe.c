/* describe: what was answered, scale by scale and question by question.
 *
 * Counts, means, spread, shares at the good and the bad end, and how many stand at the very end of
 * a range.  Nothing is compared or explained here: it is what a reader wants to see first, and what
 * an analyst looks at before believing anything else. */
#include "describe.h"

static const om_method methods[] = {
    {"score",
     "Mean and sample standard deviation of the scores of persons; over published figures, of the "
     "figures of units, each unit counting once. People of one unit are alike, so the range of a "
     "mean over persons rests on how far units are from it: cluster-robust variance (CR2), t with "
     "Satterthwaite's degrees of freedom, which are few where a few units hold most people. It is "
     "kept within the declared range. Surveys without units: t, as if persons were independent. "
     "Weighted surveys: the weighted mean, with the unweighted standard deviation over the root of "
     "Kish's effective n, as if persons were independent. Where a tenth of the variance was "
     "between "
     "units, ranges by units held the truth in 93 to 96% of simulated studies.",
     "Bell & McCaffrey 2002, Survey Methodology 28; Pustejovsky & Tipton 2018, "
     "doi:10.1080/07350015.2016.1247004; Kish 1965, Survey Sampling"},
    {"place",
     "100 (mean - lowest) / (highest - lowest) of the declared range, turned round where higher is "
     "dysfunction, so that more is always healthier.",
     ""},
    {"item",
     "Over the persons who answered the question, unweighted; answers of reversed questions are "
     "turned first, so that more is more of what the scale measures. Range of the mean as that of "
     "scores, from the units.",
     "Bell & McCaffrey 2002; Pustejovsky & Tipton 2018"},
    {"numbers",
     "Mean and sample standard deviation over those who answered every question of the scale; over "
     "published figures, over the units that have every figure.",
     ""},
    {"share",
     "Of questions with up to seven answers: the share above the middle of the declared range, at "
     "it and below it. Of 5 answers that is the top two, the middle one and the bottom two; of 7 "
     "the top three, the middle one and the bottom three; of 4 and 6 there is no middle. Where "
     "higher is dysfunction, favourable is below the middle. Unweighted. Range of Wilson with the "
     "number of independent answers that would be as exact, and t, both from the variance between "
     "units (as for scores; never taken as smaller than that of independent answers). Surveys "
     "without units: plain range of Wilson. The favourable share of one question of 5 answers is "
     "what is called CSAT.",
     "Wilson 1927, doi:10.1080/01621459.1927.10502953; Dean & Pagano 2015, "
     "doi:10.1093/jssam/smv024"},
    {"ends",
     "The share of answers at the lowest and at the highest answer of the declared range. Pointed "
     "out from 15% on (option crowded), a rule made for scores.",
     "McHorney & Tarlov 1995, doi:10.1007/BF01593882; Terwee et al. 2007, "
     "doi:10.1016/j.jclinepi.2006.03.012"},
    {"nps",
     "Share of 9 and 10 minus share of 0 to 6, in points, for scales of one question declared as 0 "
     "to 10. Unweighted. Range from the variance between units, as for scores, which is not taken "
     "as smaller than that of independent answers, 100 squared (p + d - (p - d) squared) / n. "
     "Surveys without units: from the latter, by the normal distribution.",
     "Reichheld 2003, Harvard Business Review 81(12); Rocks 2016, "
     "doi:10.1080/00031305.2016.1158124"},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"scored_units", "Units with a score", "How many units have a score on the scale.", "score",
     OM_FORMAT_COUNT, OM_N_SCORED},
    {"unscored_share", "Without a score",
     "The share of people who answered too few questions of the scale to have a score; of "
     "published figures, the share of rows without one.",
     "score", OM_FORMAT_PERCENT, OM_N_SCORED},
    {"score_mean", "Mean score", "The mean of the scores, in points of the answer scale.", "score",
     OM_FORMAT_NUMBER, OM_N_SCORED},
    {"score_sd", "Standard deviation",
     "By how many points scores are away from their mean, typically. At 0 all are alike.", "score",
     OM_FORMAT_NUMBER, OM_N_SCORED},
    {"score_place", "Place from 0 to 100",
     "Where the mean stands between the ends of its answer scale, 0 to 100, more is healthier: it "
     "makes scales of different lengths readable side by side.",
     "place", OM_FORMAT_SCORE, OM_N_SCORED},
    {"score_effective_n", "Effective n",
     "How many unweighted answers would carry as much as these weighted ones.", "score",
     OM_FORMAT_NUMBER, OM_N_SCORED},
    {"nps", "NPS",
     "Net promoter score, from -100 to 100: the share of people who gave 9 or 10 minus the share "
     "who gave 0 to 6. Above 0, more would recommend than not.",
     "nps", OM_FORMAT_NUMBER, OM_N_SCORED},
    {"item_missing", "No answer", "The share of people who did not answer the question.", "item",
     OM_FORMAT_PERCENT, OM_N_ANSWERED},
    {"item_mean", "Mean answer", "The mean of the answers to the question.", "item",
     OM_FORMAT_NUMBER, OM_N_ANSWERED},
    {"item_sd", "Standard deviation of answers",
     "By how many points answers are away from their mean, typically.", "item", OM_FORMAT_NUMBER,
     OM_N_ANSWERED},
    {"favourable", "Favourable",
     "The share of answers on the healthy side of the middle. Of a question with 5 answers: the "
     "two best.",
     "share", OM_FORMAT_PERCENT, OM_N_ANSWERED},
    {"neutral", "Neutral", "The share of answers at the middle of the range.", "share",
     OM_FORMAT_PERCENT, OM_N_ANSWERED},
    {"unfavourable", "Unfavourable",
     "The share of answers on the other side of the middle. Of a question with 5 answers: the two "
     "worst.",
     "share", OM_FORMAT_PERCENT, OM_N_ANSWERED},
    {"floor", "At the lowest answer",
     "The share of answers at the lowest end. Who stands there could not have answered lower, so "
     "differences among these people are not seen.",
     "ends", OM_FORMAT_PERCENT, OM_N_ANSWERED},
    {"ceiling", "At the highest answer",
     "The share of answers at the highest end. Who stands there could not have answered higher, so "
     "differences among these people are not seen.",
     "ends", OM_FORMAT_PERCENT, OM_N_ANSWERED},
    {"numbers_mean", "Mean of the question",
     "The mean of a question whose answers are measurements or published figures.", "numbers",
     OM_FORMAT_NUMBER, OM_N_COMPLETE},
    {"numbers_sd", "Standard deviation of the question",
     "By how much such answers are away from their mean, typically.", "numbers", OM_FORMAT_NUMBER,
     OM_N_COMPLETE},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_option options[] = {
    {OM_OPT_REAL, 0, "crowded", "Share of answers at one end from which a question is pointed out",
     .15, 0, 1, NULL},
    {0, 0, NULL, NULL, 0, 0, 0, NULL},
};

static const om_need needs[] = {
    {OM_NEED_SCALES, 0, 1, 0, "a scale"},
    {0, 0, 0, 0, NULL},
};

static int
any_weights(const om_study *s)
{
  for (uint32_t i = 0; i < s->n_surveys; i++)
    if (s->surveys[i]->weighted && s->surveys[i]->level == OM_LEVEL_RESPONDENT)
      return 1;
  return 0;
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  om_section(r, "What was answered",
             "Each scale and each question by itself: how many answered, where the answers stand, "
             "and how far they spread. These are all answers of a survey together; whether units "
             "differ is asked elsewhere.");
  of_units u;
  const int fine = of_units_make(r, &u) && report_scales(r, &u);
  if (fine)
    report_items(r, &u);
  of_units_done(&u);
  if (!fine)
    return OM_E_MEMORY;
  if (any_published(s))
    om_note(r, NULL,
            "Of published surveys the rows are units: mean and spread are those of the units' "
            "figures, each unit counting once, and say nothing about single people.");
  if (any_weights(s))
    om_note(r, NULL,
            "Means of scores are weighted where the survey has weights. Spread, NPS, and all that "
            "is said of single questions count every person once.");
  return OM_OK;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.describe",
    "0.1.0",
    "Description",
    "What was answered, scale by scale and question by question.",
    OM_PLACE_MEASUREMENT,
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
