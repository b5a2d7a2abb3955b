/* The result model: the one table of evidence words. */
#include "result/result.h"

#include <math.h>

enum { FEWEST_UNITS = 10 }; /* below, a range says little and words must not say more */

const char *
outcome_name(outcome o)
{
  static const char *const names[] = {"ok", "not-applicable", "failed", "skipped"};
  return names[o];
}

static bool
leaves_out_zero(double lo, double hi)
{
  return lo > 0 || hi < 0; /* false for NaN */
}

uint32_t
evidence_word(const om_evidence *e)
{
  if (e->n < FEWEST_UNITS || isnan(e->value) || isnan(e->lo) || isnan(e->hi))
    return OM_EVIDENCE_NONE;
  if (!leaves_out_zero(e->lo, e->hi)) {
    const bool could_be_either = e->lo <= -e->meaningful && e->hi >= e->meaningful;
    return !could_be_either && e->p < .20 ? OM_EVIDENCE_WEAK : OM_EVIDENCE_NONE;
  }
  const bool is_controlled = e->p_adjusted < .05;
  const bool is_large = fabs(e->value) >= e->meaningful;
  const bool holds_without_any =
      leaves_out_zero(e->out_lo, e->out_hi) && (e->out_lo > 0) == (e->value > 0);
  return is_controlled && is_large && holds_without_any ? OM_EVIDENCE_STRONG : OM_EVIDENCE_MODERATE;
}

const char *
evidence_name(uint32_t word)
{
  switch (word) {
  case OM_EVIDENCE_STRONG:
    return "strong";
  case OM_EVIDENCE_MODERATE:
    return "moderate";
  case OM_EVIDENCE_WEAK:
    return "weak";
  default:
    return "none";
  }
}
