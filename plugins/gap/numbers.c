/* One gap over its units: how far apart, whether in step, and what of it goes with an outcome. */
#include "gap.h"

#include <stdlib.h>

/* The middle of both scales, once they are on 0 to 100. */
#define MIDPOINT 50
enum { FEWEST_TO_LEAVE_OUT = 5 };

void
gap_done(gap *x)
{
  over_units_done(&x->units);
}

/* A test statistic as a partial correlation of as many degrees of freedom. */
static double
as_partial(const om_stat *s)
{
  const double t = s->statistic;
  return s->undefined || isnan(t) ? NAN : t / sqrt(t * t + s->df);
}

static double
turn_of(size_t n, const double *x, const double *y, const double *z, double conf)
{
  om_surface s;
  om_response_surface(&(om_surface_data){n, x, y, z, MIDPOINT}, conf, &s);
  return as_partial(&s.a3);
}

/* Leaves out each unit in turn; NaN where a part is undefined without one of them. */
static int
leave_out(gap *x, double conf)
{
  const uint32_t n = x->units.n;
  double *const columns = calloc(3 * (size_t)n + 1, sizeof *columns);
  x->out_lo = x->turn_out_lo = INFINITY;
  x->out_hi = x->turn_out_hi = -INFINITY;
  for (uint32_t gone = 0; columns && gone < n; gone++) {
    double *const column[] = {columns, columns + n, columns + 2 * n};
    double sum = 0;
    for (uint32_t u = 0, k = 0; u < n; u++) {
      if (u == gone)
        continue;
      for (int c = 0; c < (x->outcome ? 3 : 2); c++)
        column[c][k] = x->units.score[c][u];
      sum += column[0][k] - column[1][k];
      k++;
    }
    const double mean = sum / (n - 1);
    const double turn =
        x->outcome ? turn_of(n - 1, column[0], column[1], column[2], conf) : (double)NAN;
    x->out_lo = fmin(x->out_lo, mean);
    x->out_hi = fmax(x->out_hi, mean);
    x->turn_out_lo = isnan(turn) || isnan(x->turn_out_lo) ? NAN : fmin(x->turn_out_lo, turn);
    x->turn_out_hi = isnan(turn) || isnan(x->turn_out_hi) ? NAN : fmax(x->turn_out_hi, turn);
  }
  if (n < FEWEST_TO_LEAVE_OUT)
    x->out_lo = x->out_hi = x->turn_out_lo = x->turn_out_hi = NAN;
  free(columns);
  return columns != NULL;
}

/* Paired over units: the mean with its t test against 0. */
static om_stat
paired(uint32_t n, const double *guess, const double *actual, double *scratch, double conf)
{
  for (uint32_t u = 0; u < n; u++)
    scratch[u] = guess[u] - actual[u];
  om_stat s = om_mean(n, scratch, conf);
  if (!s.undefined && s.se > 0) {
    s.statistic = s.value / s.se;
    s.df = n - 1.0;
    s.p = om_t_p(s.statistic, s.df);
  }
  return s;
}

int
gap_compute(om_run *r, const om_hypothesis *h, gap *out)
{
  const double conf = om_study_of(r)->confidence;
  *out = (gap){.hypothesis = h,
               .guess = om_term_of(h, "guess", 0),
               .actual = om_term_of(h, "actual", 0),
               .outcome = om_term_of(h, "outcome", 0),
               .turn = NAN,
               .turn_out_lo = NAN,
               .turn_out_hi = NAN};
  const om_scale *const scales[] = {out->guess, out->actual, out->outcome};
  over_units *const u = &out->units;
  if (!over_units_take(r, out->outcome ? 3 : 2, scales, 0, u))
    return 0;
  for (uint32_t i = 0; i < 2 * u->n; i++) {
    double *const x = &u->score[i % 2][i / 2];
    *x = to_100(scales[i % 2], *x);
  }
  double *const scratch = calloc((size_t)u->n + 1, sizeof *scratch);
  if (!scratch)
    return 0;
  out->guess_mean = ranged(om_mean(u->n, u->score[0], conf), u->n);
  out->actual_mean = ranged(om_mean(u->n, u->score[1], conf), u->n);
  out->difference = ranged(paired(u->n, u->score[0], u->score[1], scratch, conf), u->n);
  out->r = ranged(om_pearson(u->n, u->score[0], u->score[1], conf), u->n);
  out->r_out = om_pearson_leave_one_out(u->n, u->score[0], u->score[1]);
  if (out->outcome) {
    om_response_surface(&(om_surface_data){u->n, u->score[0], u->score[1], u->score[2], MIDPOINT},
                        conf, &out->surface);
    out->turn = as_partial(&out->surface.a3);
  }
  free(scratch);
  return leave_out(out, conf);
}
