/* Small symmetric matrices: Cholesky, inverse, eigenvectors, order of columns.
 * Must not know what the matrices are about.
 *
 * The Cholesky factor is our own because GSL's reports a matrix that is not positive definite,
 * which here is an answer, to its error handler.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_factor.h"
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_sort.h>

void
om_unpack(size_t k, const double *packed, double *full)
{
  for (size_t i = 0; i < k; i++)
    for (size_t j = i; j < k; j++)
      full[i * k + j] = full[j * k + i] = packed[om_packed(k, i, j)];
}

double
om_total(size_t k, const double *packed, double *size)
{
  om_sum sum = {0};
  double absolute = 0;
  for (size_t i = 0; i < k; i++) {
    for (size_t j = i; j < k; j++) {
      const double v = (i == j ? 1 : 2) * packed[om_packed(k, i, j)];
      om_add(&sum, v);
      absolute += fabs(v);
    }
  }
  if (size)
    *size = absolute;
  return sum.hi;
}

bool
om_cholesky(size_t k, const double *a, double *l, double least)
{
  for (size_t j = 0; j < k; j++) {
    const double own = a[j * k + j];
    om_sum pivot = {own, 0};
    for (size_t t = 0; t < j; t++)
      om_add(&pivot, -l[j * k + t] * l[j * k + t]);
    if (!(pivot.hi > least * own && pivot.hi > 0 && isfinite(pivot.hi)))
      return false;
    const double root = sqrt(pivot.hi);
    for (size_t i = j + 1; i < k; i++) {
      om_sum s = {a[i * k + j], 0};
      for (size_t t = 0; t < j; t++)
        om_add(&s, -l[i * k + t] * l[j * k + t]);
      l[i * k + j] = s.hi / root;
    }
    l[j * k + j] = root;
  }
  return true;
}

void
om_forward(size_t k, const double *l, double *b)
{
  for (size_t i = 0; i < k; i++) {
    for (size_t j = 0; j < i; j++)
      b[i] -= l[i * k + j] * b[j];
    b[i] /= l[i * k + i];
  }
}

void
om_backward(size_t k, const double *l, double *b)
{
  for (size_t i = k; i-- > 0;) {
    for (size_t j = i + 1; j < k; j++)
      b[i] -= l[j * k + i] * b[j];
    b[i] /= l[i * k + i];
  }
}

bool
om_pd_factor(size_t k, const double *a, double *l)
{
  /* What is left of an item that the others determine is rounding of its own variance. */
  return om_cholesky(k, a, l, 64 * DBL_EPSILON * (double)k);
}

double
om_pd_log_det(size_t k, const double *l)
{
  om_sum sum = {0};
  for (size_t i = 0; i < k; i++)
    om_add(&sum, 2 * log(l[i * k + i]));
  return sum.hi;
}

void
om_pd_solve(size_t k, const double *l, double *x)
{
  om_forward(k, l, x);
  om_backward(k, l, x);
}

void
om_pd_inverse(size_t k, const double *l, double *inverse)
{
  /* One column after the other, written as a row: the inverse is symmetric. */
  for (size_t j = 0; j < k; j++) {
    double *const row = inverse + j * k;
    for (size_t i = 0; i < k; i++)
      row[i] = i == j;
    om_pd_solve(k, l, row);
  }
  for (size_t i = 0; i < k; i++)
    for (size_t j = i + 1; j < k; j++)
      inverse[i * k + j] = inverse[j * k + i] = (inverse[i * k + j] + inverse[j * k + i]) / 2;
}

void
om_eigen(size_t k, double *a, double *values, double *vectors, double *work)
{
  /* The workspaces of GSL are plain structs: filled here, nothing is allocated that could fail. */
  gsl_matrix_view matrix = gsl_matrix_view_array(a, k, k);
  gsl_vector_view value = gsl_vector_view_array(values, k);
  if (vectors) {
    gsl_eigen_symmv_workspace w = {
        .size = k, .d = work, .sd = work + k, .gc = work + 2 * k, .gs = work + 3 * k};
    gsl_matrix_view vector = gsl_matrix_view_array(vectors, k, k);
    gsl_eigen_symmv(&matrix.matrix, &value.vector, &vector.matrix, &w);
    gsl_eigen_symmv_sort(&value.vector, &vector.matrix, GSL_EIGEN_SORT_VAL_DESC);
    return;
  }
  gsl_eigen_symm_workspace w = {.size = k, .d = work, .sd = work + k};
  gsl_eigen_symm(&matrix.matrix, &value.vector, &w);
  gsl_sort(values, 1, k);
  gsl_vector_reverse(&value.vector);
}

static void
swap_columns(size_t rows, size_t m, double *matrix, size_t a, size_t b)
{
  for (size_t i = 0; matrix && i < rows; i++) {
    const double kept = matrix[i * m + a];
    matrix[i * m + a] = matrix[i * m + b];
    matrix[i * m + b] = kept;
  }
}

static void
turn_column(size_t rows, size_t m, double *matrix, size_t j)
{
  for (size_t i = 0; matrix && i < rows; i++)
    matrix[i * m + j] = -matrix[i * m + j];
}

void
om_order_columns(size_t k, size_t m, double *loading, double *rotation, double *phi,
                 double *scratch)
{
  for (size_t j = 0; j < m; j++) {
    scratch[j] = 0;
    double sum = 0;
    for (size_t i = 0; i < k; i++) {
      sum += loading[i * m + j];
      scratch[j] += om_square(loading[i * m + j]);
    }
    if (sum >= 0)
      continue;
    turn_column(k, m, loading, j);
    turn_column(m, m, rotation, j);
    for (size_t t = 0; phi && t < m; t++) {
      phi[j * m + t] = -phi[j * m + t];
      phi[t * m + j] = -phi[t * m + j];
    }
  }
  for (size_t j = 0; j < m; j++) {
    size_t largest = j;
    for (size_t t = j + 1; t < m; t++)
      if (scratch[t] > scratch[largest])
        largest = t;
    if (largest == j)
      continue;
    scratch[largest] = scratch[j];
    swap_columns(k, m, loading, j, largest);
    swap_columns(m, m, rotation, j, largest);
    swap_columns(m, m, phi, j, largest);
    for (size_t t = 0; phi && t < m; t++) {
      const double kept = phi[j * m + t];
      phi[j * m + t] = phi[largest * m + t];
      phi[largest * m + t] = kept;
    }
  }
}
