/* What is odd about the rows of an export: left out, repeated, weighted, with what response. */
#include "data/odd.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define MANY .05           /* share of rows that should not be lost without a word */
#define OFTEN_REPEATED .01 /* share of rows from which a repetition is no accident */
#define LOW_RATE .30       /* response rate below which silence may say more than the answers */
#define EVEN_ENOUGH .5     /* effective n over n */

static about
about_survey(uint32_t survey)
{
  return (about){.survey = survey + 1};
}

/* Rows left out for one reason. */
static void
say_left_out(odd *o, uint32_t survey, drop_reason reason, double from, const char *fix)
{
  const survey_data *const v = &o->data[survey];
  const uint64_t rows = v->read - v->dropped[DROP_BLANK], n = v->dropped[reason];
  if (n && (double)n >= from * (double)rows)
    odd_say(o, DIAG_WARNING, "D301", about_survey(survey), v->survey->line,
            drop_reason_name(reason), fix, "%s: %" PRIu64 " of %" PRIu64 " rows are left out",
            v->survey->id, n, rows);
}

static void
look_at_dropped(odd *o, uint32_t survey)
{
  const survey_data *const v = &o->data[survey];
  say_left_out(o, survey, DROP_NO_WAVE, 0,
               "check the column of the wave, the ids of the waves, and their dates; date-order "
               "says how dates with slashes are meant");
  say_left_out(o, survey, DROP_NO_UNIT, MANY,
               "check the unit column, and whether a code for \"no answer\" is a unit");
  say_left_out(o, survey, DROP_NO_WEIGHT, MANY, "check the weight column");
  say_left_out(o, survey, DROP_NO_ANSWER, 4 * MANY,
               "check the columns of the items and the codes for \"no answer\"");
  const uint64_t conflict = v->dropped[DROP_CONFLICT], again = v->dropped[DROP_REPEATED];
  if (conflict)
    odd_say(o, DIAG_WARNING, "D302", about_survey(survey), v->survey->line,
            "nobody can tell which of them holds",
            "keep one row for each respondent, or correct respondent=\"...\"",
            "%s: %" PRIu64 " rows are left out: one respondent id with different answers",
            v->survey->id, conflict);
  if (again)
    odd_say(o, DIAG_NOTE, "D303", about_survey(survey), v->survey->line, NULL, NULL,
            "%s: %" PRIu64 " row%s again what another row of the respondent says, and %s counted "
            "once",
            v->survey->id, again, again == 1 ? " says" : "s say", again == 1 ? "is" : "are");
}

/* Weights, by the scale that most people have a score on. */
static void
look_at_weights(odd *o, uint32_t survey)
{
  const study_survey *const v = o->data[survey].survey;
  if (!v->weight_column || v->level != OM_LEVEL_RESPONDENT)
    return;
  const size_t everybody = odd_everybody(o);
  uint64_t n = 0;
  double effective = NAN;
  for (uint32_t i = 0; i < v->n_scales; i++) {
    const scale_summary *const x = odd_scale(o, v->first_scale + i);
    if (x->n[everybody] > n) {
      n = x->n[everybody];
      effective = x->effective_n[everybody];
    }
  }
  if (n < study_minimum(o->study, v) || !(effective < EVEN_ENOUGH * (double)n))
    return;
  odd_say(o, DIAG_WARNING, "D304", about_survey(survey), v->line,
          "a few large weights decide the means", "check the weight column; or trim the weights",
          "%s: weights are so unequal that %" PRIu64 " people count like %" PRIu64, v->id, n,
          (uint64_t)(effective + .5));
}

/* --- how the form was filled in -------------------------------------------------------------- */

/* "12", or, of few people, "fewer than 5". */
static const char *
people(const odd *o, const survey_data *v, uint64_t n)
{
  const uint32_t least = study_minimum(o->study, v->survey);
  return n < least ? arena_printf(o->memory, "fewer than %" PRIu32, least)
                   : arena_printf(o->memory, "%" PRIu64, n);
}

/* Without respondent ids nobody can tell a row that was exported twice from two people; that so
 * many answers agree by chance is rare, once those who gave one answer to all are left out. */
static void
look_for_repeated(odd *o, uint32_t survey)
{
  const survey_data *const v = &o->data[survey];
  const habits *const h = &v->habits;
  if (v->survey->respondent_column || !h->repeated ||
      h->varied < study_minimum(o->study, v->survey))
    return;
  const bool are_many = (double)h->repeated >= OFTEN_REPEATED * (double)h->varied;
  odd_say(o, are_many ? DIAG_WARNING : DIAG_NOTE, "D307", about_survey(survey), v->survey->line,
          v->survey->unit_column ? "unit and all answers are the same" : "all answers are the same",
          "look whether rows were exported twice; a column of ids, respondent=\"...\", would tell",
          "%s: %s of %" PRIu64 " rows with ten answers or more say again what another row says",
          v->survey->id, people(o, v, h->repeated), h->varied);
}

static void
look_for_straight(odd *o, uint32_t survey)
{
  const survey_data *const v = &o->data[survey];
  const habits *const h = &v->habits;
  if (h->straight < study_minimum(o->study, v->survey) ||
      h->long_rows - h->straight < study_minimum(o->study, v->survey) ||
      (double)h->straight < MANY * (double)h->long_rows)
    return;
  odd_say(o, (double)h->straight >= 4 * MANY * (double)h->long_rows ? DIAG_WARNING : DIAG_NOTE,
          "D308", about_survey(survey), v->survey->line,
          h->has_reversed ? "some of the items say the opposite of others" : NULL,
          "look at the form: people may have ticked down a column; or a default may stand there",
          "%s: %" PRIu64 " of %" PRIu64 " people gave one and the same answer to all they answered "
          "of %" PRIu32 " items",
          v->survey->id, h->straight, h->long_rows, h->alike);
}

/* --- response rates -------------------------------------------------------------------------- */

typedef struct rates {
  uint64_t rows, missing, low;
} rates;

static rates
count_rates(const odd *o, uint32_t survey, uint32_t scale)
{
  const double *const rate = odd_scale(o, scale)->response_rate;
  rates r = {.rows = o->data[survey].kept};
  uint64_t known = 0;
  for (size_t i = 0; i < odd_everybody(o); i++) {
    known += !isnan(rate[i]);
    r.low += rate[i] < LOW_RATE;
  }
  r.missing = r.rows - (known < r.rows ? known : r.rows);
  return r;
}

static void
say_rates(odd *o, uint32_t survey, const char *column, unsigned line, rates r)
{
  const char *const id = o->data[survey].survey->id;
  if (r.missing)
    odd_say(o, r.missing == r.rows ? DIAG_WARNING : DIAG_NOTE, "D305", about_survey(survey), line,
            NULL, r.missing == r.rows ? "check the column" : NULL,
            "%s: %" PRIu64 " of %" PRIu64 " units have no response rate in the column %s", id,
            r.missing, r.rows, column);
  if (r.low)
    odd_say(o, DIAG_NOTE, "D306", about_survey(survey), line, NULL, NULL,
            "%s: %" PRIu64 " of %" PRIu64 " units have a response rate below 30 %% in the column "
            "%s",
            id, r.low, r.rows, column);
}

static void
look_at_rates(odd *o, uint32_t survey)
{
  const study_survey *const v = o->data[survey].survey;
  const char *last = NULL;
  for (uint32_t i = 0; i < v->n_scales; i++) {
    const study_scale *const scale = &o->study->scales[v->first_scale + i];
    const char *const column = scale->rate_column ? scale->rate_column : v->rate_column;
    if (!column || (last && strcmp(column, last) == 0))
      continue;
    last = column;
    say_rates(o, survey, column, scale->rate_column ? scale->line : v->line,
              count_rates(o, survey, v->first_scale + i));
  }
}

void
odd_rows(odd *o)
{
  for (uint32_t i = 0; i < o->study->n_surveys; i++) {
    if (o->study->surveys[i].comments_of)
      continue;
    look_at_dropped(o, i);
    look_for_repeated(o, i);
    look_for_straight(o, i);
    look_at_weights(o, i);
    look_at_rates(o, i);
  }
}
