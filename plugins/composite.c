/* A side of a unit in one number. */
#include "composite.h"

int
in_a_pair(const om_study *s, uint32_t side, const om_scale *scale)
{
  for (uint32_t p = 0; p < s->n_pairs; p++)
    if ((side == OM_INSIDE ? s->pairs[p]->inside : s->pairs[p]->outside) == scale)
      return 1;
  return 0;
}

double
to_100(const om_scale *scale, double x)
{
  const double share = (x - scale->min) / (scale->max - scale->min);
  return 100 * (scale->direction == OM_HIGHER_IS_DYSFUNCTION ? 1 - share : share);
}

composite
composite_of(om_run *r, uint32_t side, const om_unit *unit)
{
  const om_study *const s = om_study_of(r);
  composite out = {0, 0, INFINITY, NULL};
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const om_scale *const scale = s->scales[i];
    if (scale->survey->side != side || !in_a_pair(s, side, scale))
      continue;
    const om_scores *const x = om_scores_of(r, scale, unit);
    if (isnan(x->mean))
      return (composite){NAN, NAN, 0, "one of the declared scales has no score here"};
    const double width = 100 / (scale->max - scale->min);
    const double variance = x->n > 1 ? x->ss / (double)(x->n - 1) : NAN;
    out.score += to_100(scale, x->mean);
    out.se += width * sqrt(variance / x->effective_n);
    out.least_n = fmin(out.least_n, x->effective_n);
    n++;
  }
  out.score /= n;
  out.se /= n;
  return out;
}

om_estimate
with_range(double value, double se, double df, double conf, const char *undefined)
{
  const double half = se > 0 && df >= 1 ? se * om_t_quantile(.5 + conf / 2, df) : NAN;
  return (om_estimate){.size = sizeof(om_estimate),
                       .value = value,
                       .lo = value - half,
                       .hi = value + half,
                       .se = se > 0 ? se : NAN,
                       .p = NAN,
                       .undefined = undefined};
}
