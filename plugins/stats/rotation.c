/* Varimax and promax.
 * Must not know how the loadings were found.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_factor.h"
#include <stdlib.h>
#include <string.h>

static const char bad_loading[] = "a loading is not a finite number";

/* Scratch of one rotation. */
typedef struct om_turn {
  size_t k, m;
  double *rows;                /* k x m, each row of length 1 (or 0) */
  double *z;                   /* k x m */
  double *turn, *kept, *b, *v; /* m x m */
  double *length;              /* k + m */
} om_turn;

static double
cell(size_t m, const double *matrix, size_t i, size_t j)
{
  return matrix[i * m + j];
}

/* to (n x m) = a (n x m) times b (m x m). */
static void
times(size_t n, size_t m, const double *a, const double *b, double *to)
{
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < m; j++) {
      double s = 0;
      for (size_t t = 0; t < m; t++)
        s += cell(m, a, i, t) * cell(m, b, t, j);
      to[i * m + j] = s;
    }
  }
}

/* One plane rotation that makes columns p and q of b (and v along) orthogonal; false when they
 * were. */
static bool
orthogonalise(size_t m, double *b, double *v, size_t p, size_t q)
{
  double pp = 0, qq = 0, pq = 0;
  for (size_t i = 0; i < m; i++) {
    pp += om_square(b[i * m + p]);
    qq += om_square(b[i * m + q]);
    pq += b[i * m + p] * b[i * m + q];
  }
  if (!(fabs(pq) > DBL_EPSILON * sqrt(pp) * sqrt(qq)))
    return false;
  const double zeta = (qq - pp) / (2 * pq);
  const double t = copysign(1, zeta) / (fabs(zeta) + hypot(1, zeta));
  const double c = 1 / hypot(1, t), s = c * t;
  double *const both[2] = {b, v};
  for (size_t matrix = 0; matrix < 2; matrix++) {
    for (size_t i = 0; i < m; i++) {
      double *const x = both[matrix] + i * m;
      const double kept = x[p];
      x[p] = c * kept - s * x[q];
      x[q] = s * kept + c * x[q];
    }
  }
  return true;
}

/* The orthogonal matrix nearest to b, U V' of its singular values, in `turn`; returns their sum, or
 * NaN when b has no such matrix of its own (a singular value of 0). */
static double
nearest_orthogonal(const om_turn *w)
{
  const size_t m = w->m;
  for (size_t i = 0; i < m * m; i++)
    w->v[i] = i % (m + 1) == 0;
  bool turned = true;
  for (int sweep = 0; turned && sweep < 60; sweep++) {
    turned = false;
    for (size_t p = 0; p < m; p++)
      for (size_t q = p + 1; q < m; q++)
        turned |= orthogonalise(m, w->b, w->v, p, q);
  }
  double sum = 0, least = INFINITY;
  for (size_t j = 0; j < m; j++) {
    double length = 0;
    for (size_t i = 0; i < m; i++)
      length = hypot(length, cell(m, w->b, i, j));
    sum += length;
    least = fmin(least, length);
    for (size_t i = 0; i < m; i++)
      w->b[i * m + j] /= length;
  }
  if (!(least > 64 * DBL_EPSILON * sum))
    return NAN;
  for (size_t i = 0; i < m; i++) {
    for (size_t j = 0; j < m; j++) {
      double s = 0;
      for (size_t t = 0; t < m; t++)
        s += cell(m, w->b, i, t) * cell(m, w->v, j, t);
      w->turn[i * m + j] = s;
    }
  }
  return sum;
}

/* b = rows' (z^3 - z D / k), D the column sums of squares of z: the slope of the criterion. */
static void
slope(const om_turn *w)
{
  const size_t k = w->k, m = w->m;
  for (size_t j = 0; j < m; j++) {
    double ss = 0;
    for (size_t i = 0; i < k; i++)
      ss += om_square(cell(m, w->z, i, j));
    for (size_t t = 0; t < m; t++) {
      double s = 0;
      for (size_t i = 0; i < k; i++) {
        const double z = cell(m, w->z, i, j);
        s += cell(m, w->rows, i, t) * z * (z * z - ss / (double)k);
      }
      w->b[t * m + j] = s;
    }
  }
}

static void
iterate(const om_turn *w, double eps)
{
  const size_t m = w->m;
  for (size_t i = 0; i < m * m; i++)
    w->turn[i] = i % (m + 1) == 0;
  double reached = 0;
  for (int step = 0; step < 1000; step++) {
    times(w->k, m, w->rows, w->turn, w->z);
    slope(w);
    memcpy(w->kept, w->turn, m * m * sizeof *w->kept);
    const double before = reached;
    reached = nearest_orthogonal(w);
    if (isnan(reached)) { /* a factor without any slope: stay */
      memcpy(w->turn, w->kept, m * m * sizeof *w->kept);
      break;
    }
    if (reached < before * (1 + eps))
      break;
  }
}

static const char *
refusal(size_t k, size_t m, const double *loading)
{
  if (m < 1 || m > k)
    return "not between one factor and one for each item";
  for (size_t i = 0; i < k * m; i++)
    if (!isfinite(loading[i]))
      return bad_loading;
  return NULL;
}

static om_turn
turn_in(double *room, size_t k, size_t m)
{
  om_turn w = {.k = k, .m = m, .rows = room};
  w.z = w.rows + k * m;
  w.turn = w.z + k * m;
  w.kept = w.turn + m * m;
  w.b = w.kept + m * m;
  w.v = w.b + m * m;
  w.length = w.v + m * m;
  return w;
}

/* Leaves rotated loadings, neither ordered nor signed, in w->z. */
static void
varimax(const om_turn *w, const double *loading, double eps)
{
  const size_t k = w->k, m = w->m;
  for (size_t i = 0; i < k; i++) {
    w->length[i] = 0;
    for (size_t j = 0; j < m; j++)
      w->length[i] = hypot(w->length[i], loading[i * m + j]);
    for (size_t j = 0; j < m; j++)
      w->rows[i * m + j] = w->length[i] > 0 ? loading[i * m + j] / w->length[i] : 0;
  }
  iterate(w, m > 1 ? eps : 1);
  times(k, m, w->rows, w->turn, w->z);
  for (size_t i = 0; i < k * m; i++)
    w->z[i] *= w->length[i / m];
}

static const char *
undefined(size_t k, size_t m, const char *why, double *rotated, double *rotation, double *phi)
{
  for (size_t i = 0; i < k * m; i++)
    rotated[i] = NAN;
  for (size_t i = 0; rotation && i < m * m; i++)
    rotation[i] = NAN;
  for (size_t i = 0; phi && i < m * (m + 1) / 2; i++)
    phi[i] = NAN;
  return why;
}

static size_t
room_for(size_t k, size_t m)
{
  return 2 * k * m + 4 * m * m + k + m;
}

const char *
om_varimax(size_t k, size_t m, const double *loading, double eps, double *rotated, double *rotation)
{
  const char *const why = refusal(k, m, loading);
  double *const room = why ? NULL : calloc(room_for(k, m), sizeof *room);
  if (!room)
    return undefined(k, m, why ? why : OM_NO_MEMORY, rotated, rotation, NULL);
  const om_turn w = turn_in(room, k, m);
  varimax(&w, loading, eps);
  om_order_columns(k, m, w.z, w.turn, NULL, w.length);
  memcpy(rotated, w.z, k * m * sizeof *rotated);
  if (rotation)
    memcpy(rotation, w.turn, m * m * sizeof *rotation);
  free(room);
  return NULL;
}

/* u = (z'z)^-1 z'q with q the target, then columns scaled so that factors have variance 1; phi full
 * on return.  gram, u, inverse: m x m.  False when the varimax loadings are not of full rank. */
static bool
oblique(const om_turn *w, double power, double *u, double *gram, double *inverse)
{
  const size_t k = w->k, m = w->m;
  for (size_t a = 0; a < m; a++) {
    for (size_t b = 0; b < m; b++) {
      double s = 0, target = 0;
      for (size_t i = 0; i < k; i++) {
        const double z = cell(m, w->z, i, b);
        s += cell(m, w->z, i, a) * z;
        target += cell(m, w->z, i, a) * z * pow(fabs(z), power - 1);
      }
      gram[a * m + b] = s;
      inverse[b * m + a] = target; /* column b as a row, to be solved in place */
    }
  }
  if (!om_pd_factor(m, gram, gram))
    return false;
  for (size_t b = 0; b < m; b++) {
    om_pd_solve(m, gram, inverse + b * m);
    for (size_t a = 0; a < m; a++)
      u[a * m + b] = inverse[b * m + a];
  }
  /* phi = (u'u)^-1 before scaling; scaling u by its root diagonal makes that diagonal 1. */
  for (size_t a = 0; a < m; a++) {
    for (size_t b = 0; b < m; b++) {
      double s = 0;
      for (size_t t = 0; t < m; t++)
        s += cell(m, u, t, a) * cell(m, u, t, b);
      gram[a * m + b] = s;
    }
  }
  if (!om_pd_factor(m, gram, gram))
    return false;
  om_pd_inverse(m, gram, inverse);
  for (size_t i = 0; i < m * m; i++)
    u[i] *= sqrt(inverse[i % m * (m + 1)]);
  for (size_t a = 0; a < m; a++)
    for (size_t b = 0; b < m; b++)
      gram[a * m + b] =
          cell(m, inverse, a, b) / sqrt(cell(m, inverse, a, a)) / sqrt(cell(m, inverse, b, b));
  return true;
}

const char *
om_promax(size_t k, size_t m, const double *loading, double power, double eps, double *rotated,
          double *rotation, double *phi)
{
  const char *why = refusal(k, m, loading);
  if (!why && !(power >= 1 && power <= 100))
    why = "the power is not between 1 and 100";
  double *const room = why ? NULL : calloc(room_for(k, m) + 4 * m * m, sizeof *room);
  if (!room)
    return undefined(k, m, why ? why : OM_NO_MEMORY, rotated, rotation, phi);
  const om_turn w = turn_in(room, k, m);
  double *const u = room + room_for(k, m), *const gram = u + m * m, *const inverse = gram + m * m;
  double *const turn = inverse + m * m;
  varimax(&w, loading, eps);
  if (m == 1) {
    u[0] = gram[0] = 1;
  } else if (!oblique(&w, power, u, gram, inverse)) {
    free(room);
    return undefined(k, m, "fewer independent factors than columns", rotated, rotation, phi);
  }
  times(k, m, w.z, u, w.rows);
  times(m, m, w.turn, u, turn);
  om_order_columns(k, m, w.rows, turn, gram, w.length);
  memcpy(rotated, w.rows, k * m * sizeof *rotated);
  if (rotation)
    memcpy(rotation, turn, m * m * sizeof *rotation);
  for (size_t a = 0; phi && a < m; a++)
    for (size_t b = a; b < m; b++)
      phi[om_packed(m, a, b)] = a == b ? 1 : gram[a * m + b];
  free(room);
  return NULL;
}
