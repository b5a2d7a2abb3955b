/* How many answered in each unit, and what those who did not would change. */
#include "silence.h"

#include <stdlib.h>

/* The share of a unit's people who answered; NaN where nobody knows. */
static double
rate_of(om_run *r, const om_scale *scale, const om_unit *unit)
{
  const om_scores *const s = om_scores_of(r, scale, unit);
  if (scale->survey->level == OM_LEVEL_UNIT)
    return scale->max > 1 ? s->mean / 100 : s->mean;
  return s->response_rate;
}

static int
has_every_score(om_run *r, const om_hypothesis *h, const om_unit *unit)
{
  for (uint32_t t = 0; t < h->n_terms; t++)
    if (isnan(om_scores_of(r, h->terms[t]->scale, unit)->mean))
      return 0;
  return 1;
}

int
answering_take(om_run *r, const om_hypothesis *h, answering *a)
{
  const om_study *const s = om_study_of(r);
  *a = (answering){.hypothesis = h,
                   .rate_scale = om_term_of(h, "rate", 0),
                   .unit = calloc((size_t)s->n_units + 1, sizeof *a->unit),
                   .rate = calloc(2 * (size_t)s->n_units + 1, sizeof *a->rate)};
  if (!a->unit || !a->rate)
    return 0;
  a->mean = a->rate + s->n_units;
  for (uint32_t u = 0; u < s->n_units; u++) {
    if (s->units[u]->level != 0 || !has_every_score(r, h, s->units[u]))
      continue;
    a->unit[a->n] = s->units[u];
    a->rate[a->n] = rate_of(r, a->rate_scale, s->units[u]);
    if (!(a->rate[a->n] > 0 && a->rate[a->n] <= 1))
      a->cannot = "not every unit has a response rate above 0 and up to 100 percent";
    a->n++;
  }
  return 1;
}

void
answering_done(answering *a)
{
  free(a->unit);
  free(a->rate);
}

/* The mean of all people lies between what it would be if all who are silent stood at one end of
 * the scale, and at the other: Manski (1989). */
static void
bound(om_run *r, heard *x)
{
  const answering *const a = x->units;
  double people = 0, sum = 0, all = 0, counted = 0;
  for (uint32_t u = 0; u < a->n; u++) {
    const om_scores *const s = om_scores_of(r, x->score, a->unit[u]);
    people += (double)s->n;
    sum += (double)s->n * s->plain_mean;
    all += (double)s->n / a->rate[u];
    counted += (double)s->n / a->rate[u] * s->plain_mean;
  }
  if (!(people > 0))
    return;
  x->answered_mean = sum / people;
  x->counted_mean = counted / all;
  x->overall = people / all;
  x->least = x->overall * x->answered_mean + (1 - x->overall) * x->score->min;
  x->most = x->overall * x->answered_mean + (1 - x->overall) * x->score->max;
}

void
hear(om_run *r, answering *a, const om_scale *score, heard *x)
{
  *x = (heard){.units = a,
               .score = score,
               .holm_p = NAN,
               .answered_mean = NAN,
               .counted_mean = NAN,
               .overall = NAN,
               .least = NAN,
               .most = NAN};
  for (uint32_t u = 0; u < a->n; u++)
    a->mean[u] = om_scores_of(r, score, a->unit[u])->mean;
  const unit_columns c = {.n = a->n, .x = a->rate, .y = a->mean};
  associate(r, &c, (uint32_t)om_option_value(r, "permutations"), STREAM_PERMUTATION, &x->link);
  if (is_own_rate(a, score))
    bound(r, x);
}
