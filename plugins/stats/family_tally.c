/* How often an order of a permutation test was as extreme as the given one: for each statistic by
 * itself, and for the largest of its family.
 * Must not know what the statistics are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "family_plan.h"

/* Orders of the same pairs differ in the last bits of a sum. */
#define TOLERANCE 1e-12

void
om_contest_init(om_contest *c, size_t n, om_arena *arena)
{
  *c = (om_contest){.n = n,
                    .given = om_take(arena, n, sizeof *c->given),
                    .scale = om_take(arena, n, sizeof *c->scale),
                    .descending = om_take(arena, n, sizeof *c->descending),
                    .why = om_take(arena, n, sizeof *c->why),
                    .units = om_take(arena, n, sizeof *c->units)};
}

void
om_contest_rank(om_contest *c)
{
  c->n_defined = 0;
  for (size_t s = 0; s < c->n; s++) {
    if (isnan(c->given[s]))
      continue;
    const double size = fabs(c->given[s]) * c->scale[s];
    size_t at = c->n_defined++;
    for (; at > 0; at--) {
      const uint32_t before = c->descending[at - 1];
      if (!(fabs(c->given[before]) * c->scale[before] < size))
        break;
      c->descending[at] = before;
    }
    c->descending[at] = (uint32_t)s;
  }
}

void
om_tally_init(om_tally *t, size_t n, om_arena *arena)
{
  uint64_t *const all = om_take(arena, 5 * n, sizeof *all);
  *t = (om_tally){0};
  if (all)
    *t = (om_tally){all, all + n, all + 2 * n, all + 3 * n, all + 4 * n};
}

void
om_tally_count(const om_contest *c, const double *value, om_tally *t)
{
  /* From the smallest up: the largest of those that are not above it stands for each. */
  double largest = 0;
  for (size_t i = c->n_defined; i > 0; i--) {
    const uint32_t s = c->descending[i - 1];
    const double given = c->given[s], scale = c->scale[s];
    const bool undefined = isnan(value[s]);
    const double size = undefined ? INFINITY : fabs(value[s]);
    largest = fmax(largest, size * scale);
    t->two_sided[s] += size >= fabs(given) - TOLERANCE;
    t->greater[s] += undefined || value[s] >= given - TOLERANCE;
    t->less[s] += undefined || value[s] <= given + TOLERANCE;
    t->step[s] += largest >= (fabs(given) - TOLERANCE) * scale;
  }
  for (size_t i = 0; i < c->n_defined; i++) {
    const uint32_t s = c->descending[i];
    t->single[s] += largest >= (fabs(c->given[s]) - TOLERANCE) * c->scale[s];
  }
}

void
om_tally_merge(size_t n, const om_tally *from, om_tally *to)
{
  for (size_t s = 0; from->two_sided && s < n; s++) {
    to->two_sided[s] += from->two_sided[s];
    to->greater[s] += from->greater[s];
    to->less[s] += from->less[s];
    to->single[s] += from->single[s];
    to->step[s] += from->step[s];
  }
}

void
om_tally_results(const om_contest *c, const om_tally *t, uint32_t orders, bool exact, om_test *out)
{
  for (size_t s = 0; s < c->n; s++)
    out[s] = (om_test){.statistic = NAN,
                       .p = NAN,
                       .p_greater = NAN,
                       .p_less = NAN,
                       .p_max = NAN,
                       .p_step = NAN,
                       .mc_error = NAN,
                       .n = c->units[s],
                       .undefined = c->why[s]};
  const double all = orders;
  double so_far = 0;
  for (size_t i = 0; i < c->n_defined; i++) {
    const uint32_t s = c->descending[i];
    om_test *const test = &out[s];
    so_far = fmax(so_far, (double)t->step[s] / all);
    test->statistic = c->given[s];
    test->p = (double)t->two_sided[s] / all;
    test->p_greater = (double)t->greater[s] / all;
    test->p_less = (double)t->less[s] / all;
    test->p_max = (double)t->single[s] / all;
    test->p_step = so_far;
    test->mc_error = exact ? 0 : sqrt(test->p * (1 - test->p) / all);
    test->permutations = orders;
    test->exact = exact;
  }
}
