/* Signs of careless answering, row by row. */
#include "quality.h"

#include <stdlib.h>
#include <string.h>

/* What one row gives: NaN when the sign cannot be looked for in it. */
typedef double sign_fn(const sheet *s, const double *raw, const double *turned);

static double
longest_run(const sheet *s, const double *raw, const double *turned)
{
  (void)turned;
  const size_t run = om_longstring(s->k, raw);
  return run > 0 ? (double)run : NAN;
}

static double
variability(const sheet *s, const double *raw, const double *turned)
{
  size_t answered = 0;
  (void)turned;
  for (size_t i = 0; i < s->k; i++)
    answered += !isnan(raw[i]);
  return answered >= LEAST_ANSWERS ? om_irv(s->k, raw).value : NAN;
}

static double
consistency(const sheet *s, const double *raw, const double *turned)
{
  (void)raw;
  return om_even_odd(s->k, turned, s->survey->n_scales, s->scale_of).value;
}

typedef struct sign {
  const char *share, *mean; /* statistics; mean may be NULL */
  sign_fn *value;
  double least, most; /* flagged outside of these */
  const char *why_not;
} sign;

static void
look_for(om_run *r, sheet *s, const sign *g, double *raw, double *turned)
{
  const om_about *const about = OM_ABOUT(.survey = s->survey);
  tally t = tally_start(s, g->why_not);
  double sum = 0;
  for (uint64_t row = 0; !g->why_not && row < s->rows; row++) {
    sheet_row(s, row, raw, turned);
    const double x = g->value(s, raw, turned);
    if (isnan(x))
      continue;
    const int is_sign = x < g->least || x > g->most;
    tally_row(s, &t, row, is_sign);
    s->signs[row] = (uint8_t)(s->signs[row] + is_sign);
    sum += x;
  }
  if (!t.undefined && t.judged == 0)
    t.undefined = "nobody answered enough";
  say_share(r, s, g->share, about, &t);
  if (g->mean)
    say_number(r, g->mean, about, t.undefined ? NAN : sum / (double)t.judged, t.undefined);
}

/* Fewer answers than this are often the same by chance. */
enum { LEAST_REPEATED = 10 };

/* Rows that repeat another one; they are told, and flag nobody.  Which of several is the repeat is
 * arbitrary, so units play no part. */
static void
look_for_repeated(om_run *r, const sheet *s, const double *x)
{
  tally t = {.undefined = s->k < LEAST_REPEATED ? "fewer than ten questions" : NULL};
  size_t repeated = 0;
  if (!t.undefined)
    t.undefined = om_duplicates(s->rows, s->k, x, LEAST_REPEATED, NULL, &repeated);
  for (uint64_t row = 0; !t.undefined && row < s->rows; row++) {
    size_t answered = 0;
    for (size_t i = 0; i < s->k; i++)
      answered += !isnan(x[row * s->k + i]);
    t.judged += answered >= LEAST_REPEATED;
  }
  t.flagged = repeated;
  if (!t.undefined && t.judged == 0)
    t.undefined = "nobody answered enough";
  say_share(r, NULL, "repeated_share", OM_ABOUT(.survey = s->survey), &t);
}

/* Rows far from what is usual, all answers taken together. */
static int
look_for_distance(om_run *r, sheet *s)
{
  const double limit = om_option_value(r, "distance");
  tally t = tally_start(s, s->k < 3 ? "fewer than three questions" : NULL);
  double *const x = t.undefined ? NULL : calloc(s->rows * s->k, sizeof *x);
  om_stat *const d = t.undefined ? NULL : calloc(s->rows, sizeof *d);
  const int fine = t.undefined || (x && d);
  if (fine && !t.undefined) {
    for (uint64_t row = 0; row < s->rows; row++)
      sheet_row(s, row, NULL, x + row * s->k);
    t.undefined = om_mahalanobis(s->rows, s->k, x, d);
    for (uint64_t row = 0; !t.undefined && row < s->rows; row++) {
      if (isnan(d[row].value))
        continue;
      const int is_sign = d[row].p < limit;
      tally_row(s, &t, row, is_sign);
      s->signs[row] = (uint8_t)(s->signs[row] + is_sign);
    }
  }
  if (fine) {
    say_share(r, s, "distance_share", OM_ABOUT(.survey = s->survey), &t);
    look_for_repeated(r, s, x);
  }
  free(x);
  free(d);
  return fine;
}

/* The run that is too long: as the study says, or half of the questions. */
static double
longest_allowed(om_run *r, const sheet *s)
{
  const double said = om_option_value(r, "run"), half = (double)((s->k + 1) / 2);
  return said > 0 ? said : half > LEAST_ANSWERS ? half : LEAST_ANSWERS;
}

int
has_signs(om_run *r, const sheet *s)
{
  return s->rows > 0 && (s->k >= 3 || (s->k > 0 && (double)s->k >= longest_allowed(r, s)));
}

/* Why even and odd cannot be compared, or NULL. */
static const char *
no_halves(const sheet *s)
{
  uint32_t scales = 0;
  for (uint32_t i = 0; i < s->survey->n_scales; i++) {
    uint32_t items = 0;
    for (size_t j = 0; j < s->k; j++)
      items += s->scale_of[j] == i;
    scales += items > 1;
  }
  return scales < 3 ? "fewer than three scales of two questions" : NULL;
}

int
look_for_signs(om_run *r, sheet *s)
{
  double *const raw = calloc(2 * s->k + 1, sizeof *raw), *const turned = raw + s->k;
  if (!raw)
    return 0;
  const double run = longest_allowed(r, s);
  const char *const few = s->k < LEAST_ANSWERS ? "fewer than six questions" : NULL;
  const sign signs[] = {
      {"longstring_share", "longstring_mean", longest_run, -INFINITY, run - .5,
       (double)s->k < run ? "fewer questions than a run has to have" : NULL},
      {"irv_share", "irv_mean", variability, om_option_value(r, "irv") + 1e-9, INFINITY, few},
      {"even_odd_share", NULL, consistency, om_option_value(r, "even-odd"), INFINITY, no_halves(s)},
  };
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    look_for(r, s, &signs[i], raw, turned);
  free(raw);
  return look_for_distance(r, s);
}

/* --- shares ---------------------------------------------------------------------------------- */

tally
tally_start(sheet *s, const char *undefined)
{
  memset(s->judged_in, 0, s->n_units * sizeof *s->judged_in);
  memset(s->flagged_in, 0, s->n_units * sizeof *s->flagged_in);
  return (tally){.undefined = undefined};
}

void
tally_row(sheet *s, tally *t, uint64_t row, int is_flagged)
{
  const size_t none = s->n_units - 1;
  const size_t unit = s->units && s->units[row] < none ? s->units[row] : none;
  t->judged++;
  t->flagged += (uint64_t)is_flagged;
  s->judged_in[unit]++;
  s->flagged_in[unit] += (uint64_t)is_flagged;
}

int
may_be_shown(om_run *r, const tally *t)
{
  const om_study *const study = om_study_of(r);
  return !t->undefined && t->flagged >= study->minimum_group &&
         t->judged - t->flagged >= study->minimum_group;
}

void
say_share(om_run *r, const sheet *s, const char *statistic, const om_about *about, const tally *t)
{
  const om_study *const study = om_study_of(r);
  static const char few[] = "none, or fewer people than may be shown";
  static const char rest[] = "all, or all but fewer people than may be shown";
  const char *const hidden = t->flagged < study->minimum_group               ? few
                             : t->judged - t->flagged < study->minimum_group ? rest
                                                                             : NULL;
  if (t->undefined || hidden) {
    say_number(r, statistic, about, NAN, t->undefined ? t->undefined : hidden);
    return;
  }
  om_stat share = {.no_range = ""};
  if (s)
    share = om_share_by_unit(s->n_units, s->flagged_in, s->judged_in, study->confidence);
  if (share.no_range) /* no two units */
    share = om_share(t->flagged, t->judged, study->confidence);
  say_stat(r, statistic, about, &share);
}

int
is_flagged(om_run *r, const sheet *s, uint64_t row)
{
  return s->signs[row] >= (unsigned)om_option_value(r, "signs");
}

tally
count_flagged(om_run *r, sheet *s)
{
  tally t = tally_start(s, s->rows ? NULL : "no rows");
  for (uint64_t row = 0; row < s->rows; row++)
    tally_row(s, &t, row, is_flagged(r, s, row));
  return t;
}
