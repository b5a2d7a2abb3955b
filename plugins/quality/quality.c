/* quality: did people answer with care, and would it matter if some did not?
 *
 * From single rows, which the study has to grant: for every survey of persons the share of people
 * who show each of four signs of careless answering, the share flagged in each unit, and the
 * declared pairs with everybody and without those flagged.  Signs are no proof; nobody is left out
 * of anything else. */
#include "quality.h"

#include <stdlib.h>

static const om_method methods[] = {
    {"longstring",
     "The longest run of the same answer, as it was given (answers counted in reverse are turned "
     "back), over the questions in the order in which the study lists them; a missing answer ends "
     "a "
     "run. Flagged from half of the questions on, and from 6. A run may be honest where all "
     "questions are worded the same way.",
     "Meade & Craig 2012, doi:10.1037/a0028085; Curran 2016"},
    {"irv",
     "Standard deviation of one person\u2019s answers, as they were given; from 6 answers. Flagged "
     "when it is 0: every answer alike.",
     "Dunn, Heggestad, Shanock & Theilgard 2018, doi:10.1007/s10869-016-9479-0"},
    {"even_odd",
     "Over the scales of a survey, the correlation of the mean of a person\u2019s odd answers with "
     "that of the even ones, each answer as its place between the ends of its scale; stepped up by "
     "Spearman-Brown. From three scales of two questions. Flagged below .30.",
     "Jackson 1976; Curran 2016, doi:10.1016/j.jesp.2015.07.006"},
    {"distance",
     "Mahalanobis\u2019 squared distance of a person\u2019s answers from the mean of all, with the "
     "covariance of those who answered everything; where answers are missing, on the others. "
     "Flagged when chance would give such a distance less than once in a thousand. Answers are not "
     "normal, so that more are flagged than that; an unusual person is not a careless one.",
     "Mahalanobis 1936; Meade & Craig 2012, doi:10.1037/a0028085"},
    {"repeated",
     "Rows with the same answers, and gaps at the same places, as an earlier row, of people who "
     "gave ten answers or more. Not a sign that flags a person: with few questions, or where most "
     "agree, honest people answer alike; a file that was joined twice shows here.",
     ""},
    {"flagged",
     "People who show at least as many signs as the option asks (one, when it says nothing), over "
     "those whose answers were kept. Range of Wilson with the error of shares of units "
     "(cluster-robust "
     "CR2, t with Satterthwaite's degrees of freedom, not below that of independent people): "
     "people "
     "of one unit are alike. Of one unit, and without units: plain range of Wilson. Not shown "
     "where "
     "fewer people than the smallest group that may be shown are flagged, or are not.",
     "Wilson 1927; Bell & McCaffrey 2002; Pustejovsky & Tipton 2018, "
     "doi:10.1080/07350015.2016.1247004; Dean & Pagano 2015"},
    {"mcar",
     "Little's test that answers are missing completely at random: means of the answers given, "
     "pattern of gaps by pattern of gaps, beside those that the maximum likelihood estimates of "
     "mean and covariance of all give; chi-square. Over the people who answered any question of "
     "the scale, taken as independent, answers as normal. That it finds nothing does not show "
     "that gaps are random.",
     "Little 1988, doi:10.1080/01621459.1988.10478722"},
    {"sensitivity",
     "Correlation between the means of units, of people with a score: of all, and of those not "
     "flagged. Range by Fisher\u2019s z; the two share most of their people, so their ranges do "
     "not "
     "tell whether they differ. Not for weighted surveys.",
     "Fisher 1921; Meade & Craig 2012, doi:10.1037/a0028085"},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"flagged_share", "Show a sign",
     "The share of people with at least one sign of careless answering. A tenth is not unusual.",
     "flagged", OM_FORMAT_PERCENT, OM_N_SCORED},
    {"longstring_share", "Long run of one answer",
     "The share of people who gave the same answer to half of the questions or more, one after the "
     "other.",
     "longstring", OM_FORMAT_PERCENT, OM_N_SCORED},
    {"irv_share", "Every answer alike", "The share of people whose answers do not differ at all.",
     "irv", OM_FORMAT_PERCENT, OM_N_SCORED},
    {"even_odd_share", "Answers that disagree",
     "The share of people whose answers to questions of one scale do not go together as they do "
     "for others.",
     "even_odd", OM_FORMAT_PERCENT, OM_N_SCORED},
    {"distance_share", "Unusual combination",
     "The share of people whose answers, taken together, are far from everybody else\u2019s.",
     "distance", OM_FORMAT_PERCENT, OM_N_SCORED},
    {"longstring_mean", "Longest run, on average",
     "How many questions in a row get the same answer, at most, from one person: the mean over "
     "people.",
     "longstring", OM_FORMAT_NUMBER, OM_N_SCORED},
    {"irv_mean", "Spread of one person\u2019s answers",
     "How much the answers of one person differ, in points: the mean over people.", "irv",
     OM_FORMAT_NUMBER, OM_N_SCORED},
    {"repeated_share", "Same answers as another",
     "The share of people whose answers are all the same as those of a person before. Many of them "
     "may mean that rows are in the export twice.",
     "repeated", OM_FORMAT_PERCENT, OM_N_SCORED},
    {"mcar", "Little\u2019s chi-square",
     "Whether people who left questions of a scale out answered the others as everybody did. Its p "
     "says how often chance alone would make them differ as much.",
     "mcar", OM_FORMAT_NUMBER, OM_N_SCORED},
    {"flagged_unit", "Show a sign",
     "The share of people of the unit with at least one sign of careless answering.", "flagged",
     OM_FORMAT_PERCENT, OM_N_SCORED},
    {"r_everybody", "Correlation with everybody",
     "How closely the two go together over units, when everybody counts.", "sensitivity",
     OM_FORMAT_RATIO, OM_N_MATCHED},
    {"r_careful", "Correlation without those flagged",
     "The same without the people who show a sign of careless answering.", "sensitivity",
     OM_FORMAT_RATIO, OM_N_MATCHED},
    {"r_change", "Change of the correlation",
     "By how much the correlation changes when the people who show a sign are left out.",
     "sensitivity", OM_FORMAT_RATIO, OM_N_MATCHED},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_option options[] = {
    {OM_OPT_INT, 0, "run", "Run of one answer that is a sign; 0: half of the questions, at least 6",
     0, 0, 10000, NULL},
    {OM_OPT_REAL, 0, "irv", "Spread of a person\u2019s answers up to which it is a sign", 0, 0, 100,
     NULL},
    {OM_OPT_REAL, 0, "even-odd", "Even-odd consistency below which it is a sign", .30, -1, 1, NULL},
    {OM_OPT_REAL, 0, "distance", "p of the distance below which it is a sign", .001, 0, 1, NULL},
    {OM_OPT_INT, 0, "signs", "Signs that make a person flagged", 1, 1, 4, NULL},
    {OM_OPT_REAL, 0, "much", "Share of people flagged above which a survey is pointed out", .10, 0,
     1, NULL},
    {0, 0, NULL, NULL, 0, 0, 0, NULL},
};

static const om_need needs[] = {
    {OM_NEED_ROWS, 0, 0, 0, "to see single rows of answers"},
    {OM_NEED_RESPONDENTS, 0, 1, 0, "a survey whose rows are persons"},
    {0, 0, 0, 0, NULL},
};

/* --- one survey ------------------------------------------------------------------------------ */

static om_table *
survey_table(om_run *r, const om_survey *survey, const char *prefix, const char *title,
             uint32_t rows)
{
  char id[64];
  const int length = snprintf(id, sizeof id, "%s-%s", prefix, survey->id);
  if (length < 0 || (size_t)length >= sizeof id)
    snprintf(id, sizeof id, "%s-%u", prefix, survey->index);
  return om_table_new(r, id, title, rows);
}

static void
report_survey(om_run *r, const sheet *s)
{
  static const char *const columns[][2] = {{"flagged_share", "Show at least one sign (95% range)"},
                                           {"longstring_share", "Long run of one answer"},
                                           {"irv_share", "Every answer alike"},
                                           {"even_odd_share", "Answers that disagree"},
                                           {"distance_share", "Unusual combination"},
                                           {"repeated_share", "Same answers as another"},
                                           {"longstring_mean", "Longest run, on average, in "
                                                               "questions"},
                                           {"irv_mean", "Spread of one person\u2019s answers, in "
                                                        "points"}};
  om_table *const t =
      survey_table(r, s->survey, "signs", "Signs of careless answering", OM_ROWS_ONE);
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
    r->host->table_column(t, columns[i][0], columns[i][1], NULL);
  r->host->table_row(t, OM_ABOUT(.survey = s->survey));
}

static void
say_flagged(om_run *r, sheet *s)
{
  const tally t = count_flagged(r, s);
  const om_about *const about = OM_ABOUT(.survey = s->survey);
  char id[64];
  say_share(r, s, "flagged_share", about, &t);
  if (t.undefined || !((double)t.flagged > om_option_value(r, "much") * (double)t.judged))
    return;
  snprintf(id, sizeof id, "flagged-%u", s->survey->index);
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = id,
                        .about = about,
                        .headline = "Some answers of \u201c{survey}\u201d look careless.",
                        .detail = "{flagged_share} of the people show at least one sign (95% range "
                                  "{flagged_share.lo} to {flagged_share.hi}; {flagged_share.n} "
                                  "respondents).",
                        .caution = "A sign is no proof: honest people answer alike, or unlike "
                                   "others, too. Nobody was "
                                   "left out."};
  om_finding_add(r, &f);
}

static int
report_units(om_run *r, const sheet *s)
{
  const om_study *const study = om_study_of(r);
  char title[512];
  tally *const by_unit = calloc(study->n_units + 1, sizeof *by_unit);
  om_table *t = NULL;
  if (!by_unit)
    return 0;
  for (uint64_t row = 0; s->units && row < s->rows; row++) {
    const uint32_t u = s->units[row];
    if (u >= study->n_units)
      continue;
    by_unit[u].judged++;
    by_unit[u].flagged += (uint64_t)is_flagged(r, s, row);
  }
  for (uint32_t u = 0; u < study->n_units; u++) {
    const om_about *const about = OM_ABOUT(.survey = s->survey, .unit = study->units[u]);
    if (!may_be_shown(r, &by_unit[u]) || !is_large_enough(r, s->survey, study->units[u]))
      continue;
    if (!t) {
      OM_FILL(title, "People who show a sign, by unit ({survey})", "survey", s->survey->label);
      t = survey_table(r, s->survey, "units", title, OM_ROWS_UNITS);
      r->host->table_column(t, "flagged_unit", "Show at least one sign (95% range)", NULL);
    }
    say_share(r, NULL, "flagged_unit", about, &by_unit[u]);
    r->host->table_row(t, about);
  }
  if (!t && s->units && study->n_units > 0)
    om_note(r, OM_ABOUT(.survey = s->survey),
            "In no unit of \u201c{survey}\u201d are so many people flagged that the share could be "
            "shown.");
  free(by_unit);
  return 1;
}

/* --- the section ----------------------------------------------------------------------------- */

static int
report_surveys(om_run *r, sheet *sheets)
{
  const om_study *const s = om_study_of(r);
  for (uint32_t i = 0; i < s->n_surveys; i++) {
    sheet *const x = &sheets[i];
    if (!sheet_make(r, s->surveys[i], x))
      return 0;
    if (x->rows > 0)
      report_gaps(r, x->survey, x->rows);
    if (!has_signs(r, x)) {
      if (x->rows > 0)
        om_note(r, OM_ABOUT(.survey = x->survey),
                "\u201c{survey}\u201d has too few questions with answers to choose from: no sign "
                "can be "
                "looked for there.");
      continue;
    }
    if (!look_for_signs(r, x))
      return 0;
    say_flagged(r, x);
    report_survey(r, x);
    if (!report_units(r, x))
      return 0;
  }
  return report_sensitivity(r, sheets);
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  sheet *const sheets = calloc(s->n_surveys + 1, sizeof *sheets);
  om_section(r, "Did people answer with care?",
             "Some people answer without reading. Here is how many show signs of it, survey by "
             "survey, and whether what was found about units would change without them. Everywhere "
             "else in this report everybody counts.");
  const int fine = sheets && report_surveys(r, sheets);
  for (uint32_t i = 0; sheets && i < s->n_surveys; i++)
    sheet_drop(&sheets[i]);
  free(sheets);
  if (!fine)
    return OM_E_MEMORY;
  return om_note(r, NULL,
                 "Four signs are looked for, because careless people differ: some give one answer "
                 "throughout, others answer at random. Where fewer people are flagged than the "
                 "smallest group that may be shown, the share is not given, and it looks the same "
                 "as none. How long people took is not among the data.");
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.quality",
    "0.1.0",
    "Careless answering",
    "Whether people answered with care, and whether it matters.",
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

const om_plugin *const orgmirror_plugins_v1[] = {&missing_plugin, &self, NULL};
