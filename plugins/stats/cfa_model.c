/* The model behind confirmatory factor analysis and omega: items that load on one factor each,
 * fitted to correlations by maximum likelihood.
 * Must not know ranges, fit indices or the units of the items.
 *
 * Every derivative of the implied matrix is u v' + v u', with u and v among the unit vectors, the
 * columns of loadings (L) and those of loadings times factor correlations (A).  With these as the
 * columns of B, all that gradient, Hessian and information need is in three products B' X B.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_factor.h"
#include <string.h>

typedef struct om_simple {
  size_t k, m, width, parameters; /* width of B: k + 2 m */
  const double *r;
  const uint32_t *factor_of;
  double *sigma, *chol, *inverse, *product; /* k x k */
  double *basis;                            /* k x width: B */
  double *w, *c;   /* width x width: B' S^-1 B and B' S^-1 R S^-1 B, S the implied matrix */
  double *scratch; /* k x width */
} om_simple;

/* One parameter: derivative = scale (u v' + v u'), u and v columns of B. */
typedef struct om_derivative {
  size_t u, v;
  double scale;
  size_t first, second; /* loading: item and its factor; correlation: its two factors */
  enum { LOADING, UNIQUE, CORRELATION } kind;
} om_derivative;

static size_t
correlation_at(const om_simple *s, size_t f, size_t g)
{
  const size_t lo = f < g ? f : g, hi = f < g ? g : f;
  return 2 * s->k + om_packed(s->m, lo, hi) - lo - 1; /* the diagonals before it are not there */
}

static double
correlation(const om_simple *s, const double *x, size_t f, size_t g)
{
  return f == g ? 1 : x[correlation_at(s, f, g)];
}

static om_derivative
derivative(const om_simple *s, size_t p)
{
  const size_t k = s->k, m = s->m;
  if (p < k)
    return (om_derivative){p, k + m + s->factor_of[p], 1, p, s->factor_of[p], LOADING};
  if (p < 2 * k)
    return (om_derivative){p - k, p - k, .5, p - k, 0, UNIQUE};
  size_t f = 0, g = 1;
  for (size_t at = 2 * k; at < p; at++) {
    if (++g == m) {
      f++;
      g = f + 1;
    }
  }
  return (om_derivative){k + f, k + g, 1, f, g, CORRELATION};
}

static void
imply(const om_simple *s, const double *x)
{
  const size_t k = s->k;
  for (size_t i = 0; i < k; i++)
    for (size_t j = 0; j < k; j++)
      s->sigma[i * k + j] = x[i] * x[j] * correlation(s, x, s->factor_of[i], s->factor_of[j]) +
                            (i == j ? x[k + i] : 0);
}

/* to = B' matrix B. */
static void
sandwich(const om_simple *s, const double *matrix, double *to)
{
  const size_t k = s->k, n = s->width;
  for (size_t i = 0; i < k; i++) {
    for (size_t b = 0; b < n; b++) {
      double sum = 0;
      for (size_t j = 0; j < k; j++)
        sum += matrix[i * k + j] * s->basis[j * n + b];
      s->scratch[i * n + b] = sum;
    }
  }
  for (size_t a = 0; a < n; a++) {
    for (size_t b = 0; b < n; b++) {
      double sum = 0;
      for (size_t i = 0; i < k; i++)
        sum += s->basis[i * n + a] * s->scratch[i * n + b];
      to[a * n + b] = sum;
    }
  }
}

static void
multiply(size_t k, const double *a, const double *b, double *to)
{
  for (size_t i = 0; i < k; i++) {
    for (size_t j = 0; j < k; j++) {
      double sum = 0;
      for (size_t t = 0; t < k; t++)
        sum += a[i * k + t] * b[t * k + j];
      to[i * k + j] = sum;
    }
  }
}

/* Fills B, w and c; the inverse of the implied matrix stands already. */
static void
prepare(const om_simple *s, const double *x)
{
  const size_t k = s->k, m = s->m, n = s->width;
  for (size_t i = 0; i < k; i++) {
    double *const row = s->basis + i * n;
    for (size_t j = 0; j < k; j++)
      row[j] = i == j;
    for (size_t f = 0; f < m; f++) {
      row[k + f] = s->factor_of[i] == f ? x[i] : 0;
      row[k + m + f] = x[i] * correlation(s, x, s->factor_of[i], f);
    }
  }
  sandwich(s, s->inverse, s->w);
  multiply(k, s->inverse, s->r, s->product);
  multiply(k, s->product, s->inverse, s->chol);
  sandwich(s, s->chol, s->c);
}

/* tr(P Sa Q Sb), P and Q given by their sandwiches p and q. */
static double
trace(size_t n, const double *p, const double *q, const om_derivative *a, const om_derivative *b)
{
  return a->scale * b->scale *
         (p[b->v * n + a->u] * q[a->v * n + b->u] + p[b->u * n + a->u] * q[a->v * n + b->v] +
          p[b->v * n + a->v] * q[a->u * n + b->u] + p[b->u * n + a->v] * q[a->u * n + b->v]);
}

/* tr((S^-1 - S^-1 R S^-1) d2S / da db). */
static double
curvature(const om_simple *s, const double *x, const om_derivative *a, const om_derivative *b)
{
  const size_t n = s->width, k = s->k;
  if (a->kind == CORRELATION) {
    const om_derivative *const kept = a;
    a = b;
    b = kept;
  }
  if (a->kind != LOADING || b->kind == UNIQUE)
    return 0;
  size_t other;
  double scale = 2;
  if (b->kind == LOADING) {
    other = b->first;
    scale *= correlation(s, x, a->second, b->second);
  } else if (a->second == b->first || a->second == b->second) {
    other = k + (a->second == b->first ? b->second : b->first);
  } else {
    return 0;
  }
  return scale * (s->w[a->first * n + other] - s->c[a->first * n + other]);
}

static double
target(void *ctx, const double *x, double *gradient, double *hessian)
{
  const om_simple *const s = ctx;
  const size_t k = s->k, n = s->width, q = s->parameters;
  imply(s, x);
  if (!om_pd_factor(k, s->sigma, s->chol))
    return INFINITY;
  om_pd_inverse(k, s->chol, s->inverse);
  om_sum value = {om_pd_log_det(k, s->chol), 0};
  for (size_t i = 0; i < k * k; i++)
    om_add(&value, s->inverse[i] * s->r[i]);
  if (!gradient)
    return value.hi;

  prepare(s, x);
  for (size_t i = 0; i < q; i++) {
    const om_derivative a = derivative(s, i);
    gradient[i] = 2 * a.scale * (s->w[a.u * n + a.v] - s->c[a.u * n + a.v]);
    for (size_t j = i; j < q; j++) {
      const om_derivative b = derivative(s, j);
      hessian[i * q + j] = hessian[j * q + i] =
          trace(n, s->c, s->w, &a, &b) + trace(n, s->w, s->c, &a, &b) -
          trace(n, s->w, s->w, &a, &b) + curvature(s, x, &a, &b);
    }
  }
  return value.hi;
}

/* Expected information of n cases, n/2 tr(S^-1 Sa S^-1 Sb), after target() with a gradient. */
static void
information(const om_simple *s, uint64_t n, double *to)
{
  const size_t q = s->parameters;
  for (size_t i = 0; i < q; i++) {
    const om_derivative a = derivative(s, i);
    for (size_t j = i; j < q; j++) {
      const om_derivative b = derivative(s, j);
      to[i * q + j] = to[j * q + i] = (double)n / 2 * trace(s->width, s->w, s->w, &a, &b);
    }
  }
}

/* First guess: each factor is the first principal component of its items. */
static void
start(const om_simple *s, double *x)
{
  const size_t k = s->k;
  for (size_t f = 0; f < s->m; f++) {
    size_t own = 0;
    for (size_t i = 0; i < k; i++)
      own += s->factor_of[i] == f;
    double *const block = s->sigma, *const vectors = s->chol, *const values = s->scratch;
    size_t row = 0;
    for (size_t i = 0; i < k; i++) {
      size_t column = 0;
      for (size_t j = 0; s->factor_of[i] == f && j < k; j++)
        if (s->factor_of[j] == f)
          block[row * own + column++] = s->r[i * k + j];
      row += s->factor_of[i] == f;
    }
    om_eigen(own, block, values, vectors, values + own);
    row = 0;
    for (size_t i = 0; i < k; i++) {
      if (s->factor_of[i] != f)
        continue;
      const double component = vectors[row++ * own] * sqrt(fmax(values[0], 0));
      x[i] = fmax(fmin(.9 * component, .9), -.9);
      x[k + i] = 1 - x[i] * x[i];
    }
  }
  for (size_t f = 0; f < s->m; f++) {
    for (size_t g = f + 1; g < s->m; g++) {
      double ff = 0, gg = 0, fg = 0;
      for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < k; j++) {
          const double v = x[i] * x[j] * s->r[i * k + j];
          ff += s->factor_of[i] == f && s->factor_of[j] == f ? v : 0;
          gg += s->factor_of[i] == g && s->factor_of[j] == g ? v : 0;
          fg += s->factor_of[i] == f && s->factor_of[j] == g ? v : 0;
        }
      }
      x[correlation_at(s, f, g)] = fmax(fmin(fg / sqrt(ff) / sqrt(gg), .8), -.8);
    }
  }
}

/* Factors whose loadings sum to less than 0 are turned round. */
static void
turn(const om_simple *s, double *x)
{
  for (size_t f = 0; f < s->m; f++) {
    double sum = 0;
    for (size_t i = 0; i < s->k; i++)
      sum += s->factor_of[i] == f ? x[i] : 0;
    if (sum >= 0)
      continue;
    for (size_t i = 0; i < s->k; i++)
      x[i] = s->factor_of[i] == f ? -x[i] : x[i];
    for (size_t g = 0; g < s->m; g++)
      if (g != f)
        x[correlation_at(s, f, g)] *= -1;
  }
}

/* Bounds of a population that could be: unique variances above 0, correlations within -1 and 1. */
static void
bound(const om_simple *s, double *lo, double *hi)
{
  for (size_t i = 0; i < s->parameters; i++) {
    lo[i] = i < s->k ? -INFINITY : i < 2 * s->k ? OM_EFA_LEAST_UNIQUENESS : -.995;
    hi[i] = i < 2 * s->k ? INFINITY : .995;
  }
}

static bool
is_at_bound(const om_simple *s, const double *x, const double *lo, const double *hi)
{
  for (size_t i = 0; i < s->parameters; i++)
    if (x[i] <= lo[i] || x[i] >= hi[i])
      return true;
  return false;
}

/* First among populations that could be, then, where that ends at a bound, beyond it.  The other
 * way round Newton's steps may pass by a proper solution on their way to infinity. */
static const char *
search(om_simple *s, double *x, double *work, double *value)
{
  const size_t q = s->parameters;
  double *const lo = work, *const hi = work + q, *const rest = work + 2 * q;
  bound(s, lo, hi);
  start(s, x);
  if (om_newton(q, x, lo, hi, target, s, rest, value) && !is_at_bound(s, x, lo, hi))
    return NULL;
  if (om_newton(q, x, NULL, NULL, target, s, rest, value))
    return NULL;
  for (size_t i = 0; i < q; i++)
    if (fabs(x[i]) > 3)
      return OM_NO_OPTIMUM;
  return OM_NO_CONVERGENCE;
}

static size_t
parameters(size_t k, size_t m)
{
  return 2 * k + m * (m - 1) / 2;
}

size_t
om_fit_simple_room(size_t k, size_t m)
{
  const size_t q = parameters(k, m), width = k + 2 * m;
  /* scratch also serves start(), which needs 5 k */
  return 4 * k * k + 2 * k * width + 5 * k + 2 * width * width + q + 2 * q * q + q * (2 * q + 7);
}

const char *
om_fit_simple(size_t k, uint64_t n, const double *r, size_t m, const uint32_t *factor_of,
              double *room, om_simple_fit *out)
{
  om_simple s = {.k = k, .m = m, .width = k + 2 * m, .parameters = parameters(k, m)};
  const size_t q = s.parameters;
  s.r = r;
  s.factor_of = factor_of;
  s.sigma = room;
  s.chol = s.sigma + k * k;
  s.inverse = s.chol + k * k;
  s.product = s.inverse + k * k;
  s.basis = s.product + k * k;
  s.w = s.basis + k * s.width;
  s.c = s.w + s.width * s.width;
  s.scratch = s.c + s.width * s.width;
  double *const x = s.scratch + k * s.width + 5 * k, *const matrix = x + q;
  double *const covariance = matrix + q * q, *const work = covariance + q * q;

  if (!om_pd_factor(k, r, s.chol))
    return OM_NOT_PD;
  const double log_det_r = om_pd_log_det(k, s.chol);
  double value;
  const char *const why = search(&s, x, work, &value);
  if (why)
    return why;
  turn(&s, x);
  target(&s, x, work, matrix);
  *out = (om_simple_fit){.x = x, .sigma = s.sigma, .covariance = covariance, .parameters = q};
  out->discrepancy = fmax(value - log_det_r - (double)k, 0);
  information(&s, n, matrix);
  if (om_pd_factor(q, matrix, matrix)) {
    om_pd_inverse(q, matrix, covariance);
    out->identified = true;
  }
  imply(&s, x);
  om_pd_factor(k, s.sigma, s.chol);
  out->log_det = om_pd_log_det(k, s.chol);
  return NULL;
}
