/* How far people of a unit lie apart, inside and outside, over units. */
#include "consistency.h"

#include <stdlib.h>

/* Columns over units. */
typedef struct spreads {
  uint32_t n;
  double *sd_in, *sd_out, *mean_in, *mean_out, *rwg;
} spreads;

/* rwg(j) of a unit with a uniform null, NaN where it is undefined.  `scratch`: 2 * n_items. */
static double
agreement_of(om_run *r, const om_scale *scale, const om_unit *unit, double *scratch)
{
  const uint32_t k = scale->n_items;
  uint64_t n = 0;
  for (uint32_t i = 0; i < k; i++) {
    const om_item *const item = scale->items[i];
    const om_counts *const c = om_counts_of(r, item, unit, 1);
    if (!c)
      return NAN;
    n = c->n;
    scratch[i] = om_variance_from_counts(c->n_codes, c->counts).value;
    scratch[k + i] = om_null_variance(OM_NULL_UNIFORM, (uint32_t)(item->max - item->min) + 1).value;
  }
  return om_rwgj(n, k, scratch, scratch + k).value;
}

static double
deviation(const om_scores *s)
{
  return sqrt(s->ss / (double)(s->n - 1));
}

static void
take(om_run *r, beside *b, spreads *x, double *scratch)
{
  const om_link *const link = om_link_of(r, b->inside, b->outside);
  const double people = om_option_value(r, "people");
  for (uint32_t u = 0; u < link->n; u++) {
    const om_scores *const in = om_scores_of(r, b->inside, link->units[u]);
    const om_scores *const out = om_scores_of(r, b->outside, link->units[u]);
    if ((double)in->n < people || (double)out->n < people) {
      b->left_out++;
      continue;
    }
    x->sd_in[x->n] = deviation(in);
    x->sd_out[x->n] = deviation(out);
    x->mean_in[x->n] = link->inside[u];
    x->mean_out[x->n] = link->outside[u];
    x->rwg[x->n++] = agreement_of(r, b->inside, link->units[u], scratch);
  }
  b->n = x->n;
}

/* Undefined unless every unit has it: its n is that of the other numbers. */
static om_stat
rwg_with_spread(om_run *r, const spreads *x)
{
  for (uint32_t u = 0; u < x->n; u++)
    if (isnan(x->rwg[u]))
      return (om_stat){.value = NAN,
                       .lo = NAN,
                       .hi = NAN,
                       .se = NAN,
                       .p = NAN,
                       .undefined = "agreement is not defined in every unit"};
  return ranged(om_pearson(x->n, x->rwg, x->sd_out, om_study_of(r)->confidence), x->n);
}

int
compare_spreads(om_run *r, beside *b)
{
  const uint32_t n = om_study_of(r)->n_units;
  double *const room = calloc(5 * (size_t)n + 2 * (size_t)b->inside->n_items + 1, sizeof *room);
  if (!room)
    return 0;
  spreads x = {.sd_in = room,
               .sd_out = room + n,
               .mean_in = room + 2 * (size_t)n,
               .mean_out = room + 3 * (size_t)n,
               .rwg = room + 4 * (size_t)n};
  take(r, b, &x, room + 5 * (size_t)n);
  const uint32_t permutations = (uint32_t)om_option_value(r, "permutations");
  const double *const means[] = {x.mean_in, x.mean_out};
  const unit_columns spread = {
      .n = x.n, .n_controls = 2, .x = x.sd_in, .y = x.sd_out, .controls = means};
  const unit_columns level = {
      .n = x.n, .n_controls = 1, .x = x.sd_in, .y = x.mean_out, .controls = means};
  associate(r, &spread, permutations, STREAM_SPREAD, &b->spread);
  associate(r, &level, permutations, STREAM_LEVEL, &b->level);
  b->rwg = rwg_with_spread(r, &x);
  free(room);
  return 1;
}
