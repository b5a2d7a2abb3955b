/* How every unit stands on every scale. */
#include "units.h"

#include <stdlib.h>

/* Tables of more cells than this are of no use to anybody: then the declared scales alone. */
enum { MOST_CELLS = 60000 };

void
standings_done(standings *s)
{
  free(s->unit);
  free(s->scale);
  free(s->at);
}

static uint32_t
take_scales(const om_study *s, int declared_only, const om_scale **out)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const om_scale *const scale = s->scales[i];
    if (!declared_only || in_a_pair(s, scale->survey->side, scale))
      out[n++] = scale;
  }
  return n;
}

static int
is_control(const om_study *s, const om_scale *scale)
{
  for (uint32_t c = 0; c < s->n_controls; c++)
    if (s->controls[c] == scale)
      return 1;
  return 0;
}

/* Numbers with a range of their own, such as days or years, and what is held constant, are facts
 * about units and not how anybody fares. */
static uint32_t
leave_facts_out(const om_study *s, const om_scale **scale, uint32_t n)
{
  uint32_t kept = 0;
  for (uint32_t i = 0; i < n; i++) {
    const int is_fact = scale[i]->values == OM_NUMBERS &&
                        scale[i]->survey->level == OM_LEVEL_RESPONDENT &&
                        !in_a_pair(s, scale[i]->survey->side, scale[i]);
    if (!is_fact && !is_control(s, scale[i]))
      scale[kept++] = scale[i];
  }
  return kept;
}

static standing
stand(om_run *r, const om_scale *scale, const om_unit *unit)
{
  const om_scores *const x = om_scores_of(r, scale, unit);
  const double width = 100 / (scale->max - scale->min);
  const double variance = x->n > 1 ? x->ss / (double)(x->n - 1) : NAN;
  return (standing){.score = to_100(scale, x->mean),
                    .se = width * sqrt(variance / x->effective_n),
                    .n = x->effective_n,
                    .p_adjusted = NAN};
}

om_stat
difference(double a, double se_a, double df_a, double b, double se_b, double df_b, double conf)
{
  om_stat s = {.value = a - b, .lo = NAN, .hi = NAN, .se = NAN, .p = NAN, .df = NAN};
  const double va = se_a * se_a, vb = se_b * se_b;
  if (!(va + vb > 0) || !(df_a >= 1) || !(df_b >= 1))
    return s;
  s.se = sqrt(va + vb);
  s.df = (va + vb) * (va + vb) / (va * va / df_a + vb * vb / df_b);
  s.statistic = s.value / s.se;
  s.p = om_t_p(s.statistic, s.df);
  const double half = s.se * om_t_quantile(.5 + conf / 2, s.df);
  s.lo = s.value - half;
  s.hi = s.value + half;
  return s;
}

/* Each unit against the mean of the others: units count, not people, or a large one would be
 * compared with itself. */
static void
set_apart(standings *s, uint32_t scale, double conf)
{
  enum { FEWEST_OTHERS = 2 };
  double sum = 0, squares = 0;
  uint32_t n = 0;
  for (uint32_t u = 0; u < s->n_units; u++) {
    const double x = s->at[(size_t)u * s->n_scales + scale].score;
    if (isnan(x))
      continue;
    const double before = n ? x - sum / n : 0;
    sum += x;
    n++;
    squares += n > 1 ? before * (x - sum / n) : 0;
  }
  for (uint32_t u = 0; u < s->n_units; u++) {
    standing *const x = &s->at[(size_t)u * s->n_scales + scale];
    if (isnan(x->score)) {
      x->apart = (om_stat){.value = NAN,
                           .lo = NAN,
                           .hi = NAN,
                           .se = NAN,
                           .p = NAN,
                           .undefined = "the unit has no score"};
    } else if (n < FEWEST_OTHERS + 1) {
      x->apart = (om_stat){.value = NAN,
                           .lo = NAN,
                           .hi = NAN,
                           .se = NAN,
                           .p = NAN,
                           .undefined = "fewer than two other units"};
    } else {
      const double others = n - 1, mean = (sum - x->score) / others;
      const double off = x->score - sum / n;
      const double ss = fmax(squares - off * off * n / others, 0);
      x->apart = difference(x->score, x->se, x->n - 1, mean, sqrt(ss / (others - 1) / others),
                            others - 1, conf);
    }
  }
}

static int
adjust(standings *s)
{
  const size_t n = (size_t)s->n_units * s->n_scales;
  double *const p = calloc(n + 1, sizeof *p);
  if (!p)
    return 0;
  for (size_t i = 0; i < n; i++)
    p[i] = s->at[i].apart.p;
  om_adjust_bh(n, p, 0, p);
  for (size_t i = 0; i < n; i++)
    s->at[i].p_adjusted = p[i];
  free(p);
  return 1;
}

int
standings_of(om_run *r, standings *out)
{
  const om_study *const s = om_study_of(r);
  *out = (standings){.unit = calloc((size_t)s->n_units + 1, sizeof *out->unit),
                     .scale = calloc((size_t)s->n_scales + 1, sizeof *out->scale)};
  if (!out->unit || !out->scale)
    return 0;
  for (uint32_t u = 0; u < s->n_units; u++)
    if (s->units[u]->level == 0)
      out->unit[out->n_units++] = s->units[u];
  out->n_scales = leave_facts_out(s, out->scale, take_scales(s, 0, out->scale));
  if ((uint64_t)out->n_units * out->n_scales > MOST_CELLS && s->n_pairs)
    out->n_scales = take_scales(s, 1, out->scale);
  out->at = calloc((size_t)out->n_units * out->n_scales + 1, sizeof *out->at);
  if (!out->at)
    return 0;
  for (uint32_t u = 0; u < out->n_units; u++)
    for (uint32_t i = 0; i < out->n_scales; i++)
      out->at[(size_t)u * out->n_scales + i] = stand(r, out->scale[i], out->unit[u]);
  for (uint32_t i = 0; i < out->n_scales; i++)
    set_apart(out, i, s->confidence);
  return adjust(out);
}
