/* Answers within units by days to the end of the period. */
#include "pressure.h"

#include <stdlib.h>

static void
release(answers *a)
{
  free(a->unit);
  free(a->days);
  free(a->score);
}

/* Rows with a unit, days and a score; false when memory ran out. */
static int
take(om_run *r, const ending *e, const om_column *days, const om_column *score, answers *a)
{
  const om_study *const s = om_study_of(r);
  uint64_t rows;
  const uint32_t *const unit = r->host->row_units(r, e->outcome->survey, &rows);
  uint32_t *const number = calloc((size_t)s->n_units + 1, sizeof *number); /* from 1 */
  *a = (answers){.unit = calloc(rows + 1, sizeof *a->unit),
                 .days = calloc(rows + 1, sizeof *a->days),
                 .score = calloc(rows + 1, sizeof *a->score)};
  const int fine = number && a->unit && a->days && a->score;
  for (uint64_t i = 0; fine && unit && i < rows; i++) {
    if (unit[i] >= s->n_units || isnan(days->numbers[i]) || isnan(score->numbers[i]))
      continue;
    if (!number[unit[i]])
      number[unit[i]] = ++a->n_units;
    a->unit[a->n] = number[unit[i]] - 1;
    a->days[a->n] = days->numbers[i];
    a->score[a->n++] = score->numbers[i];
  }
  free(number);
  return fine;
}

/* Takes the mean of its unit from each number.  scratch: 2 * n_units. */
static void
centre(const answers *a, double *x, double *scratch)
{
  double *const sum = scratch, *const n = scratch + a->n_units;
  for (uint32_t u = 0; u < 2 * a->n_units; u++)
    scratch[u] = 0;
  for (uint64_t i = 0; i < a->n; i++) {
    sum[a->unit[i]] += x[i];
    n[a->unit[i]]++;
  }
  for (uint64_t i = 0; i < a->n; i++)
    x[i] -= sum[a->unit[i]] / n[a->unit[i]];
}

/* Satterthwaite's degrees of freedom, where errors are alike and independent: the eigenvalues of
 * the variance estimate have their sum on the diagonal h/(1-h) - h^2/(1-h) = h, and the sum of
 * their squares is that of all elements. */
static double
degrees_of_freedom(uint32_t n, const double *h)
{
  double sum = 0, squares = 0;
  for (uint32_t u = 0; u < n; u++) {
    sum += h[u];
    squares += h[u] * h[u];
    for (uint32_t v = 0; v < u; v++)
      squares += 2 * h[u] * h[u] * h[v] * h[v] / ((1 - h[u]) * (1 - h[v]));
  }
  return sum * sum / squares;
}

om_stat
slope_within(const answers *a, const double *x, const double *y, double conf, double *scratch,
             double *out_lo, double *out_hi)
{
  const uint32_t n = a->n_units;
  double *const xx = scratch, *const xy = scratch + n, all_xx = 0, all_xy = 0, yy = 0;
  om_stat s = {.value = NAN, .lo = NAN, .hi = NAN, .se = NAN, .p = NAN, .n = n};
  *out_lo = *out_hi = NAN;
  for (uint32_t u = 0; u < 2 * n; u++)
    scratch[u] = 0;
  for (uint64_t i = 0; i < a->n; i++) {
    xx[a->unit[i]] += x[i] * x[i];
    xy[a->unit[i]] += x[i] * y[i];
    yy += y[i] * y[i];
  }
  for (uint32_t u = 0; u < n; u++) {
    all_xx += xx[u];
    all_xy += xy[u];
  }
  if (!(all_xx > 1e-9) || !(yy > 1e-9)) {
    s.undefined = all_xx > 1e-9 ? "within units all scores are alike"
                                : "within units all answered at the same time";
    return s;
  }
  s.value = all_xy / all_xx;
  double meat = 0;
  for (uint32_t u = 0; u < n; u++) {
    const double h = xx[u] / all_xx;
    if (!(h < 1 - 1e-9)) {
      s.no_range = "a single unit decides";
      return s;
    }
    const double rest = xy[u] - s.value * xx[u];
    const double out = (all_xy - xy[u]) / (all_xx - xx[u]);
    meat += rest * rest / (1 - h);
    *out_lo = fmin(*out_lo, out);
    *out_hi = fmax(*out_hi, out);
    xx[u] = h;
  }
  s.se = sqrt(meat) / all_xx;
  s.df = degrees_of_freedom(n, xx);
  if (n < FEWEST_UNITS || !(s.se > 0)) {
    s.no_range = n < FEWEST_UNITS ? "fewer than ten units" : "a perfect fit";
    return s;
  }
  s.statistic = s.value / s.se;
  s.p = om_t_p(s.statistic, s.df);
  const double half = om_t_quantile((1 + conf) / 2, s.df) * s.se;
  s.lo = s.value - half;
  s.hi = s.value + half;
  return s;
}

static om_stat
times(om_stat s, double factor)
{
  const double lo = s.lo * factor, hi = s.hi * factor;
  s.value *= factor;
  s.se *= fabs(factor);
  s.lo = factor < 0 ? hi : lo;
  s.hi = factor < 0 ? lo : hi;
  return s;
}

static uint32_t
part_of(double days, double last)
{
  return days < last ? 0 : days < 3 * last ? 1 : days < 6 * last ? 2 : 3;
}

static void
compute(om_run *r, ending *e, const answers *a, double *x, double *scratch)
{
  const double conf = om_study_of(r)->confidence, last = om_option_value(r, "days");
  double sum[PARTS] = {0}, n[PARTS] = {0}, ignored[2];
  centre(a, a->score, scratch);
  for (uint64_t i = 0; i < a->n; i++) {
    sum[part_of(a->days[i], last)] += a->score[i];
    n[part_of(a->days[i], last)]++;
    x[i] = a->days[i] < last;
  }
  for (uint32_t k = 0; k < PARTS; k++)
    e->part[k] = n[k] > 0 ? sum[k] / n[k] : NAN;
  centre(a, x, scratch);
  e->difference = slope_within(a, x, a->score, conf, scratch, &e->out_lo, &e->out_hi);
  centre(a, a->days, scratch);
  e->slope =
      times(slope_within(a, a->days, a->score, conf, scratch, &ignored[0], &ignored[1]), -10);
  e->n_units = a->n_units;
}

int
end_of_period(om_run *r, ending *e)
{
  const om_column *const days = r->host->score_column(r, e->days);
  const om_column *const score = r->host->score_column(r, e->outcome);
  if (!days || !score) {
    e->cannot = "its answers are not there";
    return 1;
  }
  answers a;
  int fine = take(r, e, days, score, &a);
  double *const x = fine ? calloc(a.n + 1, sizeof *x) : NULL;
  double *const scratch = fine ? calloc(2 * (size_t)a.n_units + 1, sizeof *scratch) : NULL;
  fine = x && scratch;
  if (fine)
    compute(r, e, &a, x, scratch);
  free(x);
  free(scratch);
  release(&a);
  return fine;
}
