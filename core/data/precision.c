/* How precisely a number about a group of people is told. */
#include "data/precision.h"

#include "data/subject.h"

#include <math.h>
#include <stdlib.h>

/* Numbers origin + i * num / den: all of them whole, so that what is told is the nearest double to
 * a short decimal. */
typedef struct grid {
  double origin, num, den;
} grid;

/* A told number stands for so many sums of answers, or counts of people, in the midst; at an end of
 * what there can be, where half of a step is cut off, still for two. */
enum { STEPS = 3 };

static const double least_bound = .05;

/* num / den is the smallest of 1, 2, 2.5 and 5, times a power of ten, that is at least x. */
static grid
step_of(double x)
{
  static const double mantissas[] = {10, 20, 25, 50, 100};
  const int e = (int)floor(log10(x)) - 1;
  const double power = pow(10, abs(e));
  size_t i = 0;
  /* what is a step but for the last bit is that step */
  while (i + 1 < sizeof mantissas / sizeof *mantissas &&
         (e < 0 ? mantissas[i] / power : mantissas[i] * power) < x * (1 - 1e-12))
    i++;
  return e < 0 ? (grid){0, mantissas[i], power} : (grid){0, mantissas[i] * power, 1};
}

double
precision_step(double x)
{
  const grid g = step_of(x);
  return g.num / g.den;
}

static double
width(const grid *g)
{
  return g->num / g->den;
}

static double
at(const grid *g, double i)
{
  return (g->origin * g->den + i * g->num) / g->den + 0.0; /* no -0 */
}

/* --- the scales that it is about ------------------------------------------------------------- */

typedef struct looking {
  const summary *s;
  const about *subject;
  double n, value;
  double mean; /* of the last of them, as a score of 100 */
  uint32_t n_scales;
  const om_scale *only;  /* the last of them */
  const om_scale *means; /* the value is this one's mean, or that as a score */
  grid widest;           /* in points of a score */
  bool is_private;
} looking;

static double
own_mean(const looking *k, const om_scale *scale, uint32_t slot)
{
  const scale_summary *const x = &k->s->scales[scale->index];
  if (!k->subject->item)
    return x->score[slot];
  const size_t item = (size_t)slot * x->k + k->subject->item - 1;
  double sum = 0, n = 0;
  for (uint32_t c = 0; c < x->n_codes; c++) {
    sum += (double)x->counts_all[item * x->n_codes + c] * ((double)x->first_code + c);
    n += (double)x->counts_all[item * x->n_codes + c];
  }
  return n > 0 ? sum / n : NAN;
}

/* The steps of a mean of that scale, as a score of 100. */
static grid
steps_of(const looking *k, const om_scale *scale)
{
  const double items = k->subject->item ? 1 : scale->n_items;
  return step_of(100 * STEPS / ((scale->max - scale->min) * k->n * items));
}

static void
look_at(void *context, const om_scale *scale)
{
  looking *const k = context;
  const uint32_t slot = k->subject->unit ? k->subject->unit - 1 : k->s->n_slots - 1;
  const double mean = own_mean(k, scale, slot), range = scale->max - scale->min;
  k->is_private |= !k->s->is_public[scale->survey->index];
  k->only = scale;
  k->mean = 100 * (mean - scale->min) / range;
  k->n_scales++;
  if (fabs(k->value - mean) <= 1e-9 * range || fabs(k->value - k->mean) <= 1e-7)
    k->means = scale;
  const grid g = steps_of(k, scale);
  if (k->n_scales == 1 || width(&g) > width(&k->widest))
    k->widest = g;
}

/* --- what is told ---------------------------------------------------------------------------- */

/* From a told value whole steps outwards to an end of its range, which is `far` from the value:
 * half a step more than that, and as many whole ones as the told value may be further off. */
static double
outwards(const grid *g, double far, double more)
{
  return ceil(far / width(g) + .5 - 1e-9) + more;
}

static double
nearest(const grid *g, double x)
{
  return floor((x - g->origin) / width(g) + .5 + 1e-9); /* halves upwards, whatever the last bit */
}

/* What nothing lies beyond. */
typedef struct limits {
  double min, max;
} limits;

static const limits no_limits = {-INFINITY, INFINITY};

static double
within(const limits *l, double x)
{
  return fmin(fmax(x, l->min), l->max);
}

/* Step number `i` as an end of a range; none where there is none, or it is too far out. */
static double
end_at(const grid *g, double i, const limits *l)
{
  const double x = at(g, i);
  return isfinite(x) ? within(l, x) : NAN;
}

/* Step number `i`, at most half a step and `more` from the exact value. */
static told
on_grid(const grid *g, double i, double more, told exact, limits l)
{
  const double value = at(g, i);
  const double below = outwards(g, exact.value - exact.lo, more);
  const double above = outwards(g, exact.hi - exact.value, more);
  if (exact.value < l.min || exact.value > l.max) /* of something else, then */
    l = no_limits;
  return (told){.value = isfinite(value) ? within(&l, value) : exact.value,
                .lo = end_at(g, i - below, &l),
                .hi = end_at(g, i + above, &l),
                .se = NAN,
                .p = NAN};
}

static told
on_nearest(const grid *g, told exact, limits l)
{
  return on_grid(g, nearest(g, exact.value), 0, exact, l);
}

/* One digit, upwards; what is below .001 is .001. */
static double
one_digit_up(double p)
{
  if (!(p > .001))
    return isnan(p) ? NAN : .001;
  const double power = pow(10, -floor(log10(p)));
  const double up = ceil(p * power - 1e-9) / power;
  return up < 1 ? up : 1;
}

/* Near an end: how many there could be at the most.  A step of which the bound cuts a part off goes
 * with the next one, which else would leave that part alone. */
static told
tell_share(double n, told exact)
{
  const grid g = step_of(STEPS / n);
  const double step = width(&g), bound = fmin(fmax(least_bound, step / 2), .5);
  const bool is_low = exact.value >= 0 && exact.value < bound;
  const bool is_high = exact.value <= 1 && exact.value > 1 - bound;
  if (is_low || is_high || (bound == .5 && exact.value == .5))
    return is_high ? (told){1 - bound, 1 - bound, NAN, NAN, NAN}
                   : (told){bound, NAN, bound, NAN, NAN};
  double i = nearest(&g, exact.value);
  if (exact.value >= 0 && (i - .5) * step < bound - 1e-9)
    i++;
  else if (exact.value <= 1 && (i + .5) * step > 1 - bound + 1e-9)
    i--;
  return on_grid(&g, i, 1, exact, (limits){0, 1});
}

/* How far a score lies from the mean of its only scale is told in steps of its own, added to the
 * steps of that mean: beside what is known of all others it would else be a second look at it. */
static told
tell_score(const looking *k, told exact)
{
  const grid *const g = &k->widest;
  const bool is_of_one = k->n_scales == 1 && !k->subject->with_unit && !isnan(k->mean);
  if (is_of_one && fabs(exact.value - k->mean) <= 1e-7)
    return on_nearest(g, exact, (limits){0, 100});
  if (!is_of_one || fabs(exact.value + k->mean - 100) <= 1e-7) /* seen from the other end */
    return on_nearest(g, exact, no_limits);
  return on_grid(g, nearest(g, k->mean) + nearest(g, exact.value - k->mean), 1, exact, no_limits);
}

/* In points of a scale, from its low end on: of the one whose mean it is, else of the only one. */
static told
tell_points(const looking *k, told exact)
{
  const om_scale *const scale = k->means ? k->means : k->only;
  const double range = scale->max - scale->min;
  const grid steps = k->means ? steps_of(k, scale) : k->widest;
  const grid points = {k->means ? scale->min : 0, steps.num * range, steps.den * 100};
  const grid hundred = step_of(100 * STEPS / k->n);
  if (k->means)
    return on_nearest(&points, exact, (limits){scale->min, scale->max});
  /* what cannot be points of the scale is of a hundred */
  const double most = fmax(range, fmax(fabs(scale->min), fabs(scale->max)));
  return on_nearest(fabs(exact.value) > most ? &hundred : &points, exact, no_limits);
}

told
precision_tell(const summary *s, about subject, uint32_t format, uint32_t basis, uint64_t n,
               told exact)
{
  if ((!subject.unit && !subject.with_unit) || isnan(exact.value))
    return exact;
  looking k = {.s = s, .subject = &subject, .n = n ? (double)n : 1, .value = exact.value};
  subject_each_scale(s->study, &subject, look_at, &k);
  if (!k.is_private)
    return exact;
  told t = {.value = exact.value, NAN, NAN, NAN, NAN};
  const grid threes = {0, STEPS, 1};
  const grid ratio = {0, k.widest.num, k.widest.den * 100};
  const bool counts_units = basis == OM_N_UNITS || basis == OM_N_MATCHED || basis == OM_N_AMONG;
  switch (format) {
  case OM_FORMAT_PERCENT:
    t = tell_share(k.n, exact);
    break;
  case OM_FORMAT_SCORE:
    t = tell_score(&k, exact);
    break;
  case OM_FORMAT_RATIO:
    t = on_nearest(&ratio, exact, (limits){-1, 1});
    break;
  case OM_FORMAT_P:
    t.value = one_digit_up(exact.value);
    break;
  case OM_FORMAT_COUNT:
    t = counts_units ? exact : on_nearest(&threes, exact, (limits){0, INFINITY});
    break;
  default:
    t = tell_points(&k, exact);
  }
  if (!told_bound(t.value, t.lo, t.hi))
    t.p = one_digit_up(exact.p);
  return t;
}
