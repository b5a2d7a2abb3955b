/* Products of vectors under eight orders at a time, packed so that no lane is idle.
 * Must not know what the vectors are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "family_plan.h"
#include <string.h>

enum { MOST_SLOTS = 4 };
#define NO_PRODUCT UINT32_MAX

/* --- vectors ---------------------------------------------------------------------------------- */

/* Less than this share of a vector's length is nothing: what R's lm takes for it, too. */
#define NOTHING 1e-7

static double
dot(size_t n, const double *x, const double *y)
{
  om_sum sum = {0};
  for (size_t u = 0; u < n; u++)
    om_add(&sum, x[u] * y[u]);
  return sum.hi;
}

static const char no_variance[] = "zero variance";

const char *
om_unit_vector(const om_basis *basis, const double *x, double *out)
{
  const size_t n = basis->n;
  double mean, ss;
  om_mean_ss(n, x, &mean, &ss);
  if (om_is_rounding(ss, n, om_largest(n, x)))
    return no_variance;
  for (size_t u = 0; u < n; u++)
    out[u] = (x[u] - mean) / sqrt(ss);
  /* Twice: once leaves what rounding made of the first. */
  for (size_t i = 0; i < 2 * basis->count; i++) {
    const double *const axis = basis->axis[i % basis->count];
    const double share = dot(n, out, axis);
    for (size_t u = 0; u < n; u++)
      out[u] -= share * axis[u];
  }
  om_mean_ss(n, out, &mean, &ss);
  if (sqrt(ss) < NOTHING)
    return "the controls leave no variance";
  for (size_t u = 0; u < n; u++)
    out[u] = (out[u] - mean) / sqrt(ss);
  return NULL;
}

void
om_basis_make(size_t n, size_t n_columns, const double *const *column, om_basis *out,
              om_arena *arena)
{
  *out = (om_basis){.n = n, .axis = om_take(arena, n_columns, sizeof *out->axis)};
  for (size_t c = 0; c < n_columns; c++) {
    double *const axis = om_take(arena, n, sizeof *axis);
    if (arena->failed)
      return;
    if (!om_unit_vector(out, column[c], axis))
      out->axis[out->count++] = axis;
  }
}

/* --- packing ---------------------------------------------------------------------------------- */

void
om_plan_init(om_plan *plan, size_t n, size_t most, om_arena *arena)
{
  *plan = (om_plan){.n = n,
                    .most = most,
                    .left = om_take(arena, most, sizeof *plan->left),
                    .right = om_take(arena, most, sizeof *plan->right),
                    .block = om_take(arena, most, sizeof *plan->block)};
}

uint32_t
om_plan_add(om_plan *plan, const double *left, const double *right)
{
  const size_t p = plan->n_products++;
  plan->left[p] = left;
  plan->right[p] = right;
  return (uint32_t)p;
}

/* The first product at `from` or later that has this right vector; n_products when none. */
static size_t
next_of(const om_plan *plan, size_t from, const double *right)
{
  while (from < plan->n_products && plan->right[from] != right)
    from++;
  return from;
}

static bool
is_first(const om_plan *plan, size_t product)
{
  return next_of(plan, 0, plan->right[product]) == product;
}

/* How many lanes it takes when each has so many slots. */
static size_t
lanes_for(const om_plan *plan, size_t slots)
{
  size_t lanes = 0;
  for (size_t p = 0; p < plan->n_products; p++) {
    if (!is_first(plan, p))
      continue;
    size_t count = 0;
    for (size_t q = p; q < plan->n_products; q = next_of(plan, q + 1, plan->right[p]))
      count++;
    lanes += (count + slots - 1) / slots;
  }
  return lanes;
}

/* The number of slots that leaves the least idle; reading the right vectors costs something for
 * each block. */
static size_t
best_slots(const om_plan *plan)
{
  size_t best = 1;
  double least = INFINITY;
  for (size_t slots = 1; slots <= MOST_SLOTS; slots++) {
    const size_t blocks = (lanes_for(plan, slots) + OM_LANES - 1) / OM_LANES;
    const double cost = (double)blocks * ((double)slots + .75);
    if (cost < least) {
      least = cost;
      best = slots;
    }
  }
  return best;
}

/* Gives each product a lane and a slot. */
static void
assign(om_plan *plan, size_t slots)
{
  size_t lane = 0;
  for (size_t p = 0; p < plan->n_products; p++) {
    if (!is_first(plan, p))
      continue;
    size_t slot = 0;
    for (size_t q = p; q < plan->n_products; q = next_of(plan, q + 1, plan->right[p])) {
      if (slot == slots) {
        lane++;
        slot = 0;
      }
      plan->block[lane / OM_LANES].product[slot++][lane % OM_LANES] = (uint32_t)q;
    }
    lane++;
  }
}

static void
lay_out(const om_plan *plan, om_plan_block *block, const uint32_t *row)
{
  for (size_t slot = 0; slot < block->n_slots; slot++)
    for (unsigned lane = 0; lane < OM_LANES; lane++) {
      const uint32_t product = block->product[slot][lane];
      if (product == NO_PRODUCT)
        continue;
      for (size_t k = 0; k < plan->n; k++) {
        block->left[k * block->n_slots + slot][lane] = plan->left[product][row[k]];
        block->right[k][lane] = plan->right[product][row[k]];
      }
    }
}

void
om_plan_pack(om_plan *plan, const uint32_t *row, om_arena *arena)
{
  const size_t slots = best_slots(plan);
  plan->n_blocks = (lanes_for(plan, slots) + OM_LANES - 1) / OM_LANES;
  for (size_t b = 0; b < plan->n_blocks; b++)
    memset(plan->block[b].product, 0xFF, sizeof plan->block[b].product);
  assign(plan, slots);
  for (size_t b = 0; b < plan->n_blocks; b++) {
    om_plan_block *const block = &plan->block[b];
    block->n_slots = slots;
    block->left = om_take(arena, plan->n * slots, sizeof *block->left);
    block->right = om_take(arena, plan->n, sizeof *block->right);
    if (arena->failed)
      return;
    lay_out(plan, block, row);
  }
}

void
om_plan_run(const om_plan *plan, const uint32_t *place, om_v8 *sum, double *value)
{
  for (size_t b = 0; b < plan->n_blocks; b++) {
    const om_plan_block *const block = &plan->block[b];
    const om_cross cross = {plan->n, block->n_slots, place, block->left, block->right, sum};
    om_kernels_best()->cross(&cross);
    for (size_t slot = 0; slot < block->n_slots; slot++)
      for (unsigned lane = 0; lane < OM_LANES; lane++) {
        const uint32_t product = block->product[slot][lane];
        if (product == NO_PRODUCT)
          continue;
        for (size_t order = 0; order < OM_LANES; order++)
          value[order * plan->n_products + product] = sum[order * block->n_slots + slot][lane];
      }
  }
}
