/* Omega total of one factor.
 * Must not know which items belong together, nor why.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_factor.h"
#include <stdlib.h>

static const char by_ml[] = "maximum likelihood";
static const char by_bound[] = "maximum likelihood with unique variances of .005 of the item's "
                               "variance or more";
static const char by_halves[] = "Spearman-Brown of two items";

om_stat
om_omega_of(size_t k, uint64_t n, const double *loading, const double *unique)
{
  om_sum common = {0}, rest = {0};
  for (size_t i = 0; i < k; i++) {
    om_add(&common, loading[i]);
    om_add(&rest, unique[i]);
  }
  const double square = common.hi * common.hi, total = square + rest.hi;
  return total > 0 ? om_stat_of(square / total, n) : om_undefined(OM_FLAT_SUM, n);
}

/* Standard error by the delta method: omega falls with the sum of the unique variances, grows with
 * that of the loadings.  On correlations the estimates stand for those times sd. */
static void
add_range(om_stat *omega, size_t k, const om_simple_fit *fit, const double *sd, double conf)
{
  om_sum common = {0}, rest = {0}, variance = {0};
  for (size_t i = 0; i < k; i++) {
    om_add(&common, fit->x[i] * sd[i]);
    om_add(&rest, fit->x[k + i] * sd[i] * sd[i]);
  }
  const double total = om_square(common.hi * common.hi + rest.hi);
  const double by_loading = 2 * common.hi * rest.hi / total;
  const double by_unique = -common.hi * common.hi / total;
  for (size_t i = 0; i < 2 * k; i++) {
    for (size_t j = 0; j < 2 * k; j++) {
      const double a = i < k ? by_loading * sd[i] : by_unique * om_square(sd[i - k]);
      const double b = j < k ? by_loading * sd[j] : by_unique * om_square(sd[j - k]);
      om_add(&variance, a * b * fit->covariance[i * fit->parameters + j]);
    }
  }
  omega->se = sqrt(variance.hi);
  const double half = om_z_critical(conf) * omega->se;
  omega->lo = omega->value - half;
  omega->hi = omega->value + half;
}

static void
all_undefined(om_omega_result *out, const char *why, uint64_t n)
{
  *out = (om_omega_result){.method = by_ml};
  out->omega = out->observed = out->unbounded = om_undefined(why, n);
}

/* Two items tell nothing about loadings: as if these were equal. */
static void
two_items(uint64_t n, const double *cov, om_omega_result *out, double *loading, double *unique)
{
  const double total = cov[0] + 2 * cov[1] + cov[2];
  all_undefined(out, "fewer than 3 items", n);
  out->method = by_halves;
  out->omega = om_no_variance(total, cov[0] + 2 * fabs(cov[1]) + cov[2])
                   ? om_undefined(OM_FLAT_SUM, n)
                   : om_stat_of(4 * cov[1] / total, n);
  out->omega.no_range = "fewer than 3 items";
  for (size_t i = 0; i < 2; i++) {
    loading[i] = cov[1] >= 0 ? sqrt(cov[1]) : NAN;
    unique[i] = cov[1] >= 0 ? cov[2 * i] - cov[1] : NAN;
  }
}

static om_stat
over_observed(size_t k, uint64_t n, const double *cov, const double *loading)
{
  double size;
  const double total = om_total(k, cov, &size);
  om_sum common = {0};
  for (size_t i = 0; i < k; i++)
    om_add(&common, loading[i]);
  return om_no_variance(total, size) ? om_undefined(OM_FLAT_SUM, n)
                                     : om_stat_of(common.hi * common.hi / total, n);
}

/* Loadings and unique variances in the units of cov, from those on correlations. */
static void
in_units(size_t k, const double *x, const double *u, const double *sd, double *loading,
         double *unique)
{
  for (size_t i = 0; i < k; i++) {
    loading[i] = x[i] * sd[i];
    unique[i] = u[i] * sd[i] * sd[i];
  }
}

/* Falls back on the solution that keeps off the boundary.  Returns NULL or why not. */
static const char *
bounded(size_t k, uint64_t n, const double *cov, const double *sd, om_omega_result *out,
        double *loading, double *unique)
{
  om_efa_result fit;
  om_efa(k, n, cov, 1, OM_EFA_ML, &fit, loading, unique);
  if (fit.undefined)
    return fit.undefined;
  in_units(k, loading, unique, sd, loading, unique);
  out->method = by_bound;
  out->omega = om_omega_of(k, n, loading, unique);
  out->omega.no_range = "a unique variance of 0 or less (Heywood case)";
  if (out->heywood < fit.heywood)
    out->heywood = fit.heywood;
  return NULL;
}

/* room: sd (k), correlations packed and full, then that of the fit. */
static const char *
analyse(size_t k, uint64_t n, const double *cov, double conf, double *room,
        const uint32_t *factor_of, om_omega_result *out, double *loading, double *unique)
{
  double *const sd = room, *const r = sd + k, *const packed = r + k * k;
  const char *why = om_correlations(k, cov, packed);
  if (why)
    return why;
  om_unpack(k, packed, r);
  for (size_t i = 0; i < k; i++)
    sd[i] = sqrt(cov[om_packed(k, i, i)]);

  *out = (om_omega_result){.method = by_ml};
  om_simple_fit fit;
  why = om_fit_simple(k, n, r, 1, factor_of, packed + k * (k + 1) / 2, &fit);
  if (why) {
    out->unbounded = om_undefined(why, n);
  } else {
    in_units(k, fit.x, fit.x + k, sd, loading, unique);
    out->unbounded = om_omega_of(k, n, loading, unique);
    for (size_t i = 0; i < k; i++)
      out->heywood += fit.x[k + i] <= 0;
  }
  if (why || out->heywood) {
    why = bounded(k, n, cov, sd, out, loading, unique);
    if (why)
      return why;
  } else {
    out->omega = out->unbounded;
    if (fit.identified)
      add_range(&out->omega, k, &fit, sd, conf);
    else
      out->omega.no_range = "not identified";
    out->unbounded = out->omega;
  }
  out->observed = over_observed(k, n, cov, loading);
  return NULL;
}

void
om_omega(size_t k, uint64_t n, const double *cov, double conf, om_omega_result *out,
         double *loading, double *unique)
{
  const char *why = k < 2               ? OM_FEW_ITEMS
                    : n <= k            ? OM_FEW_CASES
                    : !om_conf_ok(conf) ? OM_BAD_CONF
                                        : NULL;
  const size_t size = 2 * k + k + k * k + k * (k + 1) / 2 + om_fit_simple_room(k, 1);
  double *const room = why ? NULL : calloc(size, sizeof *room);
  uint32_t *const factor_of = room ? calloc(k, sizeof *factor_of) : NULL;
  if (!why && !factor_of)
    why = OM_NO_MEMORY;
  if (!why) {
    double *const l = room, *const u = room + k;
    if (k == 2) {
      if (isfinite(cov[0]) && isfinite(cov[1]) && isfinite(cov[2]))
        two_items(n, cov, out, l, u);
      else
        why = "an entry of the matrix is not a number";
    } else {
      why = analyse(k, n, cov, conf, room + 2 * k, factor_of, out, l, u);
    }
  }
  if (why)
    all_undefined(out, why, n);
  for (size_t i = 0; i < k; i++) {
    if (loading)
      loading[i] = why ? NAN : room[i];
    if (unique)
      unique[i] = why ? NAN : room[k + i];
  }
  free(room);
  free(factor_of);
}
