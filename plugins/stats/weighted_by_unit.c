/* Weighted mean over the people of several units, with a range that allows for people of one unit
 * being alike.  Must not know what was asked.
 *
 * CR2 of the weighted mean m = sum w x / W, people working as independent and of one variance.  Of
 * a unit with weights w and residuals e it takes w' A e, A = B^-1/2, where B, the covariance that
 * its residuals then have, is I - (1 w' + w 1') / W + 1 1' S / W^2, S = sum of all w^2.  Outside of
 * the plane of 1 and w B changes nothing, so that a 2 x 2 matrix does.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"

/* In the plane of a unit: first axis along 1, second along what is left of w. */
typedef struct om_plane {
  double w[2], v[2]; /* the weights, and A w */
} om_plane;

typedef struct om_whole {
  double weight, squares; /* sums of w and of w^2 over all units */
} om_whole;

static om_plane
plane_of(const om_weighted_unit *u, const om_whole *all)
{
  const double n = (double)u->n, root = sqrt(n), along = u->weight / root;
  const double rest = u->weight * u->weight / u->effective_n - along * along;
  om_plane p = {.w = {along, rest > 1e-14 * along * along ? sqrt(rest) : 0}};
  const double b11 =
      1 - 2 * u->weight / all->weight + n * all->squares / (all->weight * all->weight);
  const double b12 = -root * p.w[1] / all->weight;
  /* The root of a 2 x 2 matrix M is (M + d I) / t, d^2 = det M, t^2 = trace M + 2 d: Levinger
   * (1980), Mathematics Magazine 53. */
  const double det = sqrt(fmax(b11 - b12 * b12, 0)), trace = sqrt(b11 + 1 + 2 * det);
  const double r11 = (b11 + det) / trace, r12 = b12 / trace, r22 = (1 + det) / trace;
  p.v[0] = (r22 * p.w[0] - r12 * p.w[1]) / det;
  p.v[1] = (r11 * p.w[1] - r12 * p.w[0]) / det;
  return p;
}

/* w' A e of a unit. */
static double
pull(const om_weighted_unit *u, const om_plane *p, double centre)
{
  const double first = sqrt((double)u->n) * (u->plain_mean - centre);
  const double weighted = u->weight * (u->mean - centre);
  const double second = p->w[1] > 0 ? (weighted - p->w[0] * first) / p->w[1] : 0;
  return p->v[0] * first + p->v[1] * second;
}

/* Error and Satterthwaite's degrees of freedom: (sum p_jj)^2 / sum p_jk^2, p_jk = [j = k] |v_j|^2
 * - (q_j t_k + q_k t_j) / W + S t_j t_k / W^2, with q = v'w and t = v'1. */
static void
find_error(size_t units, const om_weighted_unit *unit, const om_whole *all, om_stat *s)
{
  const double c = 1 / all->weight, g = all->squares * c * c;
  om_sum error = {0}, trace = {0}, qq = {0}, qt = {0}, tt = {0}, own = {0};
  double largest = 0, ss = 0;
  size_t there = 0;
  for (size_t j = 0; j < units; j++) {
    if (unit[j].n == 0)
      continue;
    const om_plane p = plane_of(&unit[j], all);
    const double e = c * pull(&unit[j], &p, s->value), d = unit[j].mean - s->value;
    const double q = c * (p.v[0] * p.w[0] + p.v[1] * p.w[1]), t = sqrt((double)unit[j].n) * p.v[0];
    const double vv = p.v[0] * p.v[0] + p.v[1] * p.v[1], cross = -2 * q * t + g * t * t;
    om_add(&error, e * e);
    om_add(&trace, vv + cross);
    om_add(&own, (vv + cross) * (vv + cross) - cross * cross);
    om_add(&qq, q * q);
    om_add(&qt, q * t);
    om_add(&tt, t * t);
    largest = fmax(largest, fmax(fabs(unit[j].mean), fabs(unit[j].plain_mean)));
    ss += d * d;
    there++;
  }
  s->df = trace.hi * trace.hi /
          (own.hi + 2 * (qq.hi * tt.hi + qt.hi * qt.hi) - 4 * g * qt.hi * tt.hi +
           g * g * tt.hi * tt.hi);
  s->se = om_is_rounding(ss, there, largest) ? 0 : sqrt(error.hi);
}

om_stat
om_weighted_mean_by_unit(size_t units, const om_weighted_unit *unit, double conf)
{
  om_sum sum = {0}, weight = {0}, squares = {0};
  uint64_t people = 0;
  size_t there = 0;
  for (size_t j = 0; j < units; j++) {
    const om_weighted_unit *const u = &unit[j];
    if (u->n == 0)
      continue;
    if (!(u->weight > 0 && u->effective_n > 0 && isfinite(u->weight / u->effective_n)))
      return om_undefined("a weight is not positive and finite", u->n);
    om_add(&sum, u->weight * u->mean);
    om_add(&weight, u->weight);
    om_add(&squares, u->weight * u->weight / u->effective_n);
    people += u->n;
    there++;
  }
  if (people == 0)
    return om_undefined("no cases", 0);
  if (!om_conf_ok(conf))
    return om_undefined(OM_BAD_CONF, people);
  om_stat s = om_stat_of(sum.hi / weight.hi, people);
  if (!isfinite(s.value))
    return om_undefined("a value is not finite", people);
  if (there < 2) {
    s.no_range = "fewer than 2 units";
    return s;
  }
  find_error(units, unit, &(om_whole){weight.hi, squares.hi}, &s);
  if (!(s.se > 0)) {
    s.df = s.se = NAN;
    s.no_range = "units do not differ";
    return s;
  }
  const double half = om_t_quantile(.5 + conf / 2, s.df) * s.se;
  s.lo = s.value - half;
  s.hi = s.value + half;
  return s;
}
