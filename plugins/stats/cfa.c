/* Confirmatory factor analysis: estimates with their errors, and the indices of fit.
 * Must not know what the factors mean.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_factor.h"
#include <stdlib.h>

static om_stat
estimate(double value, double variance, uint64_t n, double conf, const char *no_se)
{
  om_stat s = om_stat_of(value, n);
  if (no_se || !(variance > 0)) {
    s.no_range = no_se ? no_se : "the standard error is not a number";
    return s;
  }
  s.se = sqrt(variance);
  s.statistic = value / s.se;
  s.p = om_z_p(s.statistic);
  const double half = om_z_critical(conf) * s.se;
  s.lo = value - half;
  s.hi = value + half;
  return s;
}

static om_stat
chi_square(double value, double df, uint64_t n)
{
  om_stat s = om_stat_of(value, n);
  s.statistic = value;
  s.df = df;
  s.p = df > 0 ? om_chisq_upper(value, df) : NAN;
  return s;
}

typedef struct om_chi_seen {
  double x, df;
} om_chi_seen;

static double
upper_tail(const void *ctx, double lambda)
{
  const om_chi_seen *const seen = ctx;
  return om_noncentral_chisq_upper(seen->x, seen->df, lambda);
}

/* Root mean square error of approximation with its 90 % range; p of .05 or less. */
static om_stat
rmsea(double chi, double df, uint64_t n)
{
  if (!(df > 0))
    return om_undefined("no degrees of freedom", n);
  const double scale = df * (double)n;
  om_stat s = om_stat_of(sqrt(fmax(chi - df, 0) / scale), n);
  const om_chi_seen seen = {chi, df};
  s.lo = sqrt(om_noncentrality(upper_tail, &seen, .05) / scale);
  s.hi = sqrt(om_noncentrality(upper_tail, &seen, .95) / scale);
  s.p = upper_tail(&seen, .05 * .05 * scale);
  return s;
}

static double
srmr(size_t k, const double *r, const double *sigma)
{
  om_sum squares = {0};
  for (size_t i = 0; i < k; i++)
    for (size_t j = i; j < k; j++)
      om_add(&squares, om_square(r[i * k + j] - sigma[i * k + j]));
  return sqrt(squares.hi / ((double)k * (double)(k + 1) / 2));
}

static void
fit_indices(size_t k, uint64_t n, const double *r, double log_det_r, const double *cov,
            const om_simple_fit *fit, om_cfa_result *out)
{
  const double cases = (double)n, moments = (double)k * (double)(k + 1) / 2;
  const double df = moments - (double)fit->parameters, null_df = moments - (double)k;
  const double chi = cases * fit->discrepancy, null_chi = -cases * log_det_r;
  out->chi_square = chi_square(chi, df, n);
  out->baseline = chi_square(null_chi, null_df, n);
  const double miss = fmax(chi - df, 0), most = fmax(null_chi - null_df, miss);
  out->cfi = om_stat_of(most > 0 ? 1 - miss / most : 1, n);
  const double ratio = null_chi / null_df;
  out->tli = !(df > 0)      ? om_undefined("no degrees of freedom", n)
             : !(ratio > 1) ? om_undefined("the items do not correlate", n)
                            : om_stat_of((ratio - chi / df) / (ratio - 1), n);
  out->rmsea = rmsea(chi, df, n);
  out->srmr = om_stat_of(srmr(k, r, fit->sigma), n);

  om_sum log_det = {fit->log_det, 0};
  for (size_t i = 0; i < k; i++)
    om_add(&log_det, log(cov[om_packed(k, i, i)] * (cases - 1) / cases));
  /* discrepancy = ln|S| - ln|R| + tr(R S^-1) - k, so its trace follows */
  const double trace = fit->discrepancy - fit->log_det + log_det_r + (double)k;
  out->log_likelihood = -cases / 2 * ((double)k * log(2 * M_PI) + log_det.hi + trace);
  const double q = (double)fit->parameters;
  out->parameters = (uint32_t)fit->parameters;
  out->aic = -2 * out->log_likelihood + 2 * q;
  out->bic = -2 * out->log_likelihood + log(cases) * q;
}

/* What was estimated on correlations, in the units of the items: sd divides by n. */
static void
estimates(size_t k, uint64_t n, size_t m, const double *cov, double conf, const om_simple_fit *fit,
          const char *no_se, om_stat *const to[4])
{
  const size_t q = fit->parameters;
  const double *const x = fit->x, *const v = fit->covariance;
  for (size_t i = 0; i < k; i++) {
    const double variance = cov[om_packed(k, i, i)] * ((double)n - 1) / (double)n;
    const double l = x[i], u = x[k + i], whole = l * l + u;
    const double ll = v[i * q + i], uu = v[(k + i) * q + k + i], lu = v[i * q + k + i];
    if (to[0])
      to[0][i] = estimate(l * sqrt(variance), ll * variance, n, conf, no_se);
    if (to[2])
      to[2][i] = estimate(u * variance, uu * variance * variance, n, conf, no_se);
    if (!to[1])
      continue;
    /* l / root(l^2 + u), by the delta method */
    const double by_l = u / pow(whole, 1.5), by_u = -l / 2 / pow(whole, 1.5);
    to[1][i] = estimate(l / sqrt(whole), by_l * by_l * ll + by_u * by_u * uu + 2 * by_l * by_u * lu,
                        n, conf, no_se);
  }
  size_t at = 2 * k;
  for (size_t f = 0; to[3] && f < m; f++) {
    to[3][om_packed(m, f, f)] = om_stat_of(1, n);
    for (size_t g = f + 1; g < m; g++, at++)
      to[3][om_packed(m, f, g)] = estimate(x[at], v[at * q + at], n, conf, no_se);
  }
}

static const char *
refusal(size_t k, uint64_t n, size_t m, const uint32_t *factor_of, double conf)
{
  if (k < 2)
    return OM_FEW_ITEMS;
  if (n <= k)
    return OM_FEW_CASES;
  if (!om_conf_ok(conf))
    return OM_BAD_CONF;
  for (size_t i = 0; i < k; i++)
    if (factor_of[i] >= m)
      return "an item of a factor that is not there";
  for (size_t f = 0; f < m; f++) {
    size_t own = 0;
    for (size_t i = 0; i < k; i++)
      own += factor_of[i] == f;
    if (own < 2 || (m == 1 && own < 3))
      return m == 1 ? "fewer than 3 items" : "a factor with fewer than 2 items";
  }
  return NULL;
}

static const char *
improper(size_t k, size_t m, const om_simple_fit *fit, om_cfa_result *out)
{
  for (size_t i = 0; i < k; i++)
    out->heywood += fit->x[k + i] < 0;
  if (out->heywood)
    return "a negative unique variance (Heywood case)";
  for (size_t i = 2 * k; i < 2 * k + m * (m - 1) / 2; i++)
    if (fabs(fit->x[i]) > 1)
      return "a correlation of factors beyond 1";
  return NULL;
}

static const char *
analyse(size_t k, uint64_t n, const double *cov, size_t m, const uint32_t *factor_of, double conf,
        double *room, om_cfa_result *out, om_stat *const to[4])
{
  double *const r = room, *const packed = r + k * k, *const l = packed + k * (k + 1) / 2;
  const char *why = om_correlations(k, cov, packed);
  if (why)
    return why;
  om_unpack(k, packed, r);
  if (!om_pd_factor(k, r, l))
    return OM_NOT_PD;
  const double log_det_r = om_pd_log_det(k, l);
  om_simple_fit fit;
  why = om_fit_simple(k, n, r, m, factor_of, l + k * k, &fit);
  if (why)
    return why;
  if (!fit.identified)
    return "not identified: the items do not tell the estimates apart";
  out->improper = improper(k, m, &fit, out);
  fit_indices(k, n, r, log_det_r, cov, &fit, out);
  estimates(k, n, m, cov, conf, &fit, NULL, to);
  return NULL;
}

void
om_cfa(size_t k, uint64_t n, const double *cov, size_t m, const uint32_t *factor_of, double conf,
       om_cfa_result *out, om_stat *loading, om_stat *standardized, om_stat *unique, om_stat *phi)
{
  *out = (om_cfa_result){.undefined = refusal(k, n, m, factor_of, conf)};
  const size_t size = 2 * k * k + k * (k + 1) / 2 + om_fit_simple_room(k, m);
  double *const room = out->undefined ? NULL : calloc(size, sizeof *room);
  if (!out->undefined && !room)
    out->undefined = OM_NO_MEMORY;
  om_stat *const to[4] = {loading, standardized, unique, phi};
  if (!out->undefined)
    out->undefined = analyse(k, n, cov, m, factor_of, conf, room, out, to);
  free(room);
  if (!out->undefined)
    return;

  const om_stat none = om_undefined(out->undefined, n);
  *out =
      (om_cfa_result){.log_likelihood = NAN, .aic = NAN, .bic = NAN, .undefined = none.undefined};
  out->chi_square = out->baseline = out->cfi = out->tli = out->rmsea = out->srmr = none;
  for (size_t a = 0; a < 4; a++)
    for (size_t i = 0; to[a] && i < (a < 3 ? k : m * (m + 1) / 2); i++)
      to[a][i] = none;
}
