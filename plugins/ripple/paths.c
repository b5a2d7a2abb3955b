/* One ripple over its units: both steps, their product, and what is beside them. */
#include "ripple.h"

#include <stdlib.h>

/* Fewest units at which leaving one out says something. */
enum { FEWEST_TO_LEAVE_OUT = 5 };

/* What a resample of units gives. */
enum { RAW_AB, DIRECT, TOTAL, STANDARD_AB, N_NUMBERS };

static double
sd_of(const double *x, size_t n, const uint32_t *index)
{
  double mean = 0, ss = 0;
  for (size_t i = 0; i < n; i++)
    mean += x[index[i]];
  mean /= (double)n;
  for (size_t i = 0; i < n; i++)
    ss += (x[index[i]] - mean) * (x[index[i]] - mean);
  return sqrt(ss / (double)(n - 1));
}

/* An om_statistic_fn; ctx is an om_mediation_data. */
static void
decomposition(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  const om_mediation_data *const data = ctx;
  om_mediation_statistic(data, n, index, out);
  out[STANDARD_AB] = out[RAW_AB] * sd_of(data->x, n, index) / sd_of(data->y, n, index);
}

/* Span of a b in standard deviations over leaving out each unit in turn.  NaN where it is undefined
 * for one of them. */
static int
leave_out(const om_mediation_data *data, ripple *out)
{
  uint32_t *const index = calloc(data->n + 1, sizeof *index);
  out->out_lo = INFINITY;
  out->out_hi = -INFINITY;
  for (size_t gone = 0; index && gone < data->n; gone++) {
    double numbers[N_NUMBERS];
    for (size_t i = 0, k = 0; i < data->n; i++)
      if (i != gone)
        index[k++] = (uint32_t)i;
    decomposition(data, data->n - 1, index, numbers);
    const double x = numbers[STANDARD_AB];
    out->out_lo = isnan(x) || isnan(out->out_lo) ? NAN : fmin(x, out->out_lo);
    out->out_hi = isnan(x) || isnan(out->out_hi) ? NAN : fmax(x, out->out_hi);
  }
  if (data->n < FEWEST_TO_LEAVE_OUT)
    out->out_lo = out->out_hi = NAN;
  free(index);
  return index != NULL;
}

int
ripple_compute(om_run *r, const om_hypothesis *h, uint32_t number, ripple *out)
{
  const om_study *const s = om_study_of(r);
  const om_scale *const scales[] = {om_term_of(h, "from", 0), om_term_of(h, "via", 0),
                                    om_term_of(h, "to", 0)};
  over_units u;
  *out = (ripple){.hypothesis = h};
  int fine = over_units_take(r, 3, scales, 1, &u);
  if (fine) {
    const om_mediation_data data = {.n = u.n,
                                    .x = u.score[0],
                                    .m = u.score[1],
                                    .y = u.score[2],
                                    .controls = u.n_held,
                                    .control = (const double *const *)u.held};
    const om_rng rng = om_rng_stream(r, number);
    om_boot boot[N_NUMBERS];
    om_mediate(&data, s->confidence, &out->raw);
    om_bootstrap(u.n, N_NUMBERS, (uint32_t)om_option_value(r, "resamples"), decomposition, &data,
                 &rng, s->confidence, boot);
    const double sd[] = {column_sd(u.n, u.score[0]), column_sd(u.n, u.score[1]),
                         column_sd(u.n, u.score[2])};
    out->n = u.n;
    out->raw_boot = boot[RAW_AB];
    out->boot = boot[STANDARD_AB];
    out->a_to_std = sd[0] / sd[1];
    out->b_to_std = sd[1] / sd[2];
    out->to_std = sd[0] / sd[2];
    out->joint_p = fmax(out->raw.a.p, out->raw.b.p);
    if (out->raw.undefined || isnan(out->raw.a.p) || isnan(out->raw.b.p))
      out->joint_p = NAN;
    fine = leave_out(&data, out);
  }
  over_units_done(&u);
  return fine;
}
