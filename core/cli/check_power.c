/* What a study of so many units can see. */
#include "cli/check.h"

#include "data/gate.h"

#include <math.h>

double
check_smallest_link(uint64_t matched)
{
  const double outside_range = 1.959964, missed = 0.841621;
  return matched < 4 ? NAN : tanh((outside_range + missed) / sqrt((double)matched - 3));
}

uint64_t
check_matched(const checked *c, uint32_t pair)
{
  const om_pair *const p = c->in->summary.study->pairs[pair];
  return gate_matched(&c->in->summary, p->inside, p->outside);
}
