/* missing: which questions were left without an answer, and where.
 *
 * From the counts of each question alone.  How many people a unit has is not among them: there the
 * people are those who answered its most answered question. */
#include "quality.h"

#include <stdlib.h>
#include <string.h>

static const om_method methods[] = {
    {"missing",
     "1 minus answers given over answers possible. Possible is one a question for every respondent "
     "kept. A blank and every declared code of a missing answer count alike: the data do not say "
     "whether a question was skipped or never asked.",
     ""},
    {"by_unit",
     "The same in one unit. Its respondents are taken to be as many as answered its most answered "
     "question: who answered nothing of it is not seen, so the share is a lower bound.",
     ""},
    {"kept",
     "Respondents who answered every question of the scale, and those who answered enough of them "
     "for a score, over all respondents kept.",
     ""},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"missing_item", "Without an answer",
     "The share of respondents who gave no answer to this question. One question far above the "
     "others is often unclear, too personal, or was not put to everybody.",
     "missing", OM_FORMAT_PERCENT, OM_N_ANSWERED},
    {"missing_survey", "Answers missing", "The share of all possible answers that are not there.",
     "missing", OM_FORMAT_PERCENT, OM_N_SCORED},
    {"missing_unit", "Answers missing",
     "The share of possible answers that are not there, in one unit: at least this much.",
     "by_unit", OM_FORMAT_PERCENT, OM_N_SCORED},
    {"complete_share", "Answered every question",
     "The share of respondents who answered every question of the scale.", "kept",
     OM_FORMAT_PERCENT, OM_N_COMPLETE},
    {"scored_share", "Have a score",
     "The share of respondents who answered enough questions of the scale for a score.", "kept",
     OM_FORMAT_PERCENT, OM_N_SCORED},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_option options[] = {
    {OM_OPT_REAL, 0, "much", "Share without an answer above which a question is pointed out", .20,
     0, 1, NULL},
    {OM_OPT_REAL, 0, "listed", "Share without an answer from which questions and units are listed",
     .05, 0, 1, NULL},
    {0, 0, NULL, NULL, 0, 0, 0, NULL},
};

static const om_need needs[] = {
    {OM_NEED_RESPONDENTS, 0, 1, 0, "a survey whose rows are persons"},
    {0, 0, 0, 0, NULL},
};

/* Answers to a question in a unit, or in all; 0 with *known 0 where nobody counts them. */
static uint64_t
answers(om_run *r, const om_item *item, const om_unit *unit, int *known)
{
  const om_counts *const c = om_counts_of(r, item, unit, 0);
  const om_moments *const m =
      !c && item->scale->n_items == 1 ? om_moments_of(r, item->scale, unit) : NULL;
  *known = c || m;
  return c ? c->n : m ? m->n : 0;
}

/* True for the first item of the survey with this column: one may be of two scales. */
static int
is_first(const om_survey *survey, const om_item *item)
{
  for (uint32_t i = 0; i < survey->n_scales; i++)
    for (uint32_t j = 0; j < survey->scales[i]->n_items; j++) {
      const om_item *const other = survey->scales[i]->items[j];
      if (strcmp(other->id, item->id) == 0)
        return other == item;
    }
  return 1;
}

/* --- scales ---------------------------------------------------------------------------------- */

static void
say_scale(om_run *r, const om_scale *scale, om_table *t)
{
  const om_about *const about = OM_ABOUT(.scale = scale);
  const double rows = (double)scale->survey->rows;
  const om_moments *const m = om_moments_of(r, scale, NULL);
  const double complete = m ? (double)m->n : 0, scored = (double)om_scores_of(r, scale, NULL)->n;
  say_number(r, "complete_share", about, rows > 0 ? complete / rows : NAN, "no respondents");
  say_number(r, "scored_share", about, rows > 0 ? scored / rows : NAN, "no respondents");
  r->host->table_row(t, about);
}

static void
report_scales(om_run *r)
{
  const om_study *const s = om_study_of(r);
  om_table *const t = om_table_new(r, "scales", "Who counts, scale by scale", OM_ROWS_SCALES);
  r->host->table_column(t, "scored_share", "Have a score", NULL);
  r->host->table_column(t, "complete_share", "Answered every question", NULL);
  for (uint32_t i = 0; i < s->n_scales; i++)
    if (s->scales[i]->survey->level == OM_LEVEL_RESPONDENT)
      say_scale(r, s->scales[i], t);
}

/* --- questions ------------------------------------------------------------------------------- */

typedef struct worst {
  const om_item *item;
  double share;
  uint32_t above; /* questions above what is pointed out */
} worst;

/* The table of a survey, made when the first row is put into it. */
static om_table *
listing(om_run *r, const om_survey *survey, const char *prefix, const char *words, uint32_t rows,
        const char *statistic, const char *label)
{
  char id[64], title[512];
  const int length = snprintf(id, sizeof id, "%s-%s", prefix, survey->id);
  if (length < 0 || (size_t)length >= sizeof id)
    snprintf(id, sizeof id, "%s-%u", prefix, survey->index);
  OM_FILL(title, "{what} ({survey})", "what:", words, "survey", survey->label);
  om_table *const t = om_table_new(r, id, title, rows);
  r->host->table_column(t, statistic, label, NULL);
  r->host->table_order(t, 1, OM_DESCENDING);
  return t;
}

/* True when there is something to compare.  Rows without any answer were left out, so that the one
 * question of a survey was answered by all who are left. */
static int
has_questions(const om_survey *survey)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < survey->n_scales; i++)
    n += survey->scales[i]->n_items;
  return survey->level == OM_LEVEL_RESPONDENT && n > 1;
}

/* The most pointed out, and all together; the number of questions that could be counted. */
static uint32_t
report_items(om_run *r, const om_survey *survey, worst *w)
{
  const double rows = (double)survey->rows, much = om_option_value(r, "much");
  om_table *t = NULL;
  char text[512];
  double missing = 0;
  uint32_t n = 0;
  for (uint32_t i = 0; i < survey->n_scales; i++)
    for (uint32_t j = 0; j < survey->scales[i]->n_items; j++) {
      const om_item *const item = survey->scales[i]->items[j];
      int known;
      const double answered = (double)answers(r, item, NULL, &known);
      if (!known || rows <= 0 || !is_first(survey, item))
        continue;
      const om_about *const about = OM_ABOUT(.scale = item->scale, .item = item);
      const double share = (rows - answered) / rows;
      say_number(r, "missing_item", about, share, NULL);
      if (share >= om_option_value(r, "listed")) {
        t = t ? t
              : listing(r, survey, "items", "Questions left without an answer", OM_ROWS_ITEMS,
                        "missing_item", "Without an answer");
        r->host->table_row(t, about);
      }
      missing += rows - answered;
      n++;
      w->above += share > much;
      if (!w->item || share > w->share)
        *w = (worst){item, share, w->above};
    }
  if (n == 0)
    return 0;
  say_number(r, "missing_survey", OM_ABOUT(.survey = survey), missing / (n * rows), NULL);
  OM_FILL(text,
          "Of all answers that the respondents of \u201c{survey}\u201d could have given, "
          "{missing_survey} are missing ({missing_survey.n} respondents with a score). {more}",
          "more:",
          t ? "Questions that fewer left out than those in the table are not listed."
            : "No question stands out.");
  om_note(r, OM_ABOUT(.survey = survey), text);
  return n;
}

static void
say_worst(om_run *r, const om_survey *survey, const worst *w)
{
  char id[64];
  if (w->above == 0)
    return;
  snprintf(id, sizeof id, "skipped-%u", survey->index);
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = id,
                        .about = OM_ABOUT(.scale = w->item->scale, .item = w->item),
                        .headline = "Many people gave no answer to a question of "
                                    "\u201c{scale}\u201d.",
                        .detail = "{missing_item} of the respondents gave none to "
                                  "\u201c{item}\u201d; {missing_item.n} "
                                  "answered it.",
                        .caution = "The data do not say whether they skipped it or were never "
                                   "asked. Who answers may "
                                   "differ from who does not."};
  om_finding_add(r, &f);
}

/* --- units ----------------------------------------------------------------------------------- */

/* Share of answers missing in a unit; NaN when nobody of it answered. */
static double
missing_in(om_run *r, const om_survey *survey, const om_unit *unit)
{
  uint64_t most = 0, given = 0, n = 0;
  for (uint32_t i = 0; i < survey->n_scales; i++)
    for (uint32_t j = 0; j < survey->scales[i]->n_items; j++) {
      const om_item *const item = survey->scales[i]->items[j];
      int known;
      const uint64_t answered = answers(r, item, unit, &known);
      if (!known || !is_first(survey, item))
        continue;
      most = answered > most ? answered : most;
      given += answered;
      n++;
    }
  return most > 0 ? (double)(n * most - given) / ((double)n * (double)most) : NAN;
}

static void
report_units(om_run *r, const om_survey *survey)
{
  const om_study *const s = om_study_of(r);
  om_table *t = NULL;
  for (uint32_t i = 0; i < s->n_units; i++) {
    const om_about *const about = OM_ABOUT(.survey = survey, .unit = s->units[i]);
    const double share = s->units[i]->level == 0 ? missing_in(r, survey, s->units[i]) : NAN;
    if (isnan(share))
      continue;
    say_number(r, "missing_unit", about, share, NULL);
    if (share < om_option_value(r, "listed") || !is_large_enough(r, survey, s->units[i]))
      continue;
    t = t ? t
          : listing(r, survey, "units", "Units with many answers missing", OM_ROWS_UNITS,
                    "missing_unit", "Answers missing, at least");
    r->host->table_row(t, about);
  }
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  om_section(r, "What was not answered",
             "Who answers a question may differ from who does not. Here is how many people gave no "
             "answer, question by question and unit by unit.");
  report_scales(r);
  for (uint32_t i = 0; i < s->n_surveys; i++) {
    const om_survey *const survey = s->surveys[i];
    worst w = {0};
    if (!has_questions(survey))
      continue;
    const uint32_t counted = report_items(r, survey, &w);
    say_worst(r, survey, &w);
    if (counted > 1)
      report_units(r, survey);
  }
  return om_note(r, NULL,
                 "Whether people answered with care cannot be told from counts. That needs single "
                 "rows of "
                 "answers: long runs of the same answer, answers that contradict each other, "
                 "unusual "
                 "combinations, and whether the links hold without the people who show these. The "
                 "analysis "
                 "\u201cquality\u201d looks for them where the study says <analysis "
                 "plugin=\"quality\" "
                 "rows=\"yes\"/>.");
}

const om_plugin missing_plugin = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.missing",
    "0.1.0",
    "Missing answers",
    "Which questions were left without an answer, and where.",
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
