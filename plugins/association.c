/* How two columns of numbers about units go together. */
#include "association.h"

static om_test
permute(om_run *r, const unit_columns *c, uint32_t permutations, uint64_t stream)
{
  const om_family family = {
      .n_units = c->n, .n_inside = 1, .n_outside = 1, .inside = &c->x, .outside = &c->y};
  const om_parallel threads = om_threads_of(r);
  const om_family_permutation how = {.permutations = permutations,
                                     .rng = om_rng_stream(r, stream),
                                     .parallel = &threads,
                                     .n_controls = c->n_controls,
                                     .controls = c->controls};
  om_test test = {.p = NAN};
  const char *const why = om_permute_family(&family, &how, &test, NULL, NULL);
  if (why)
    test.undefined = why;
  return test;
}

void
associate(om_run *r, const unit_columns *c, uint32_t permutations, uint64_t stream,
          association *out)
{
  const double conf = om_study_of(r)->confidence;
  *out = (association){.n = c->n,
                       .r = ranged(om_pearson(c->n, c->x, c->y, conf), c->n),
                       .rho = ranged(om_spearman(c->n, c->x, c->y, conf), c->n),
                       .p = NAN};
  out->held = c->n_controls
                  ? ranged(om_partial(c->n, c->x, c->y, c->n_controls, c->controls, conf), c->n)
                  : out->r;
  out->left_out = c->n_controls
                      ? om_partial_leave_one_out(c->n, c->x, c->y, c->n_controls, c->controls)
                      : om_pearson_leave_one_out(c->n, c->x, c->y);
  out->why = out->held.undefined;
  if (out->why)
    return;
  const om_test test = permute(r, c, permutations, stream);
  out->why = test.undefined;
  out->p = test.undefined ? NAN : test.p;
  out->mc_error = test.mc_error;
}

om_evidence
association_evidence(om_run *r, const association *a, double p_adjusted)
{
  return (om_evidence){.size = sizeof(om_evidence),
                       .n = a->n,
                       .value = a->held.value,
                       .lo = a->held.lo,
                       .hi = a->held.hi,
                       .p = a->held.p,
                       .p_adjusted = p_adjusted,
                       .out_lo = a->left_out.lo,
                       .out_hi = a->left_out.hi,
                       .meaningful = om_study_of(r)->meaningful};
}

void
say_chance(om_run *r, const char *statistic, const om_about *about, const association *a)
{
  const om_estimate e = {.size = sizeof e,
                         .value = a->p,
                         .lo = NAN,
                         .hi = NAN,
                         .se = isnan(a->p) ? NAN : a->mc_error,
                         .p = a->p,
                         .undefined = isnan(a->p) ? a->why : NULL};
  om_say(r, statistic, about, &e);
}
