/* Exact elimination over the rationals, and bounds by linear programming. */
#include "solve.h"

#include <glpk.h>
#include <stdlib.h>

/* --- equations ------------------------------------------------------------------------------- */

static size_t
width(const equations *e)
{
  return e->n_columns + 1;
}

static mpq_t *
row_at(const equations *e, size_t row)
{
  return e->at + row * width(e);
}

equations
equations_new(size_t n_columns)
{
  return (equations){.n_columns = n_columns, .is_consistent = true};
}

void
equations_done(equations *e)
{
  for (size_t i = 0; i < e->capacity * width(e); i++)
    mpq_clear(e->at[i]);
  free(e->at);
}

void
equations_add(equations *e, const bool *in, long long right)
{
  if (e->n_rows == e->capacity) {
    const size_t before = e->capacity * width(e);
    e->capacity = 2 * e->capacity + 8;
    e->at = realloc(e->at, e->capacity * width(e) * sizeof *e->at);
    if (!e->at)
      abort();
    for (size_t i = before; i < e->capacity * width(e); i++)
      mpq_init(e->at[i]);
  }
  mpq_t *const row = row_at(e, e->n_rows++);
  for (size_t c = 0; c < e->n_columns; c++)
    mpq_set_si(row[c], in[c], 1);
  mpq_set_si(row[e->n_columns], right, 1);
}

static void
swap_rows(equations *e, size_t a, size_t b)
{
  for (size_t c = 0; a != b && c < width(e); c++)
    mpq_swap(row_at(e, a)[c], row_at(e, b)[c]);
}

/* row -= times * other */
static void
take_off(mpq_t *row, const mpq_t times, mpq_t *other, size_t n)
{
  mpq_t x, by;
  mpq_inits(x, by, NULL);
  mpq_set(by, times);
  for (size_t c = 0; c < n; c++) {
    mpq_mul(x, by, other[c]);
    mpq_sub(row[c], row[c], x);
  }
  mpq_clears(x, by, NULL);
}

void
equations_reduce(equations *e)
{
  size_t row = 0;
  mpq_t by;
  mpq_init(by);
  for (size_t c = 0; c < e->n_columns && row < e->n_rows; c++) {
    size_t pivot = row;
    while (pivot < e->n_rows && mpq_sgn(row_at(e, pivot)[c]) == 0)
      pivot++;
    if (pivot == e->n_rows)
      continue;
    swap_rows(e, row, pivot);
    mpq_inv(by, row_at(e, row)[c]);
    for (size_t k = 0; k < width(e); k++)
      mpq_mul(row_at(e, row)[k], row_at(e, row)[k], by);
    for (size_t r = 0; r < e->n_rows; r++)
      if (r != row && mpq_sgn(row_at(e, r)[c]) != 0)
        take_off(row_at(e, r), row_at(e, r)[c], row_at(e, row), width(e));
    row++;
  }
  for (size_t r = row; r < e->n_rows; r++)
    if (mpq_sgn(row_at(e, r)[e->n_columns]) != 0)
      e->is_consistent = false;
  e->n_rows = row;
  mpq_clear(by);
}

bool
equations_tell(const equations *e, const int8_t *sign, double *value)
{
  mpq_t *const rest = malloc(width(e) * sizeof *rest);
  if (!rest)
    abort();
  for (size_t c = 0; c < width(e); c++) {
    mpq_init(rest[c]);
    mpq_set_si(rest[c], c < e->n_columns ? sign[c] : 0, 1);
  }
  for (size_t r = 0; r < e->n_rows; r++) {
    size_t lead = 0;
    while (lead < e->n_columns && mpq_sgn(row_at(e, r)[lead]) == 0)
      lead++;
    if (lead < e->n_columns && mpq_sgn(rest[lead]) != 0)
      take_off(rest, rest[lead], row_at(e, r), width(e));
  }
  bool is_told = true;
  for (size_t c = 0; c < e->n_columns; c++)
    is_told &= mpq_sgn(rest[c]) == 0;
  *value = -mpq_get_d(rest[e->n_columns]);
  for (size_t c = 0; c < width(e); c++)
    mpq_clear(rest[c]);
  free(rest);
  return is_told;
}

/* --- bounds ---------------------------------------------------------------------------------- */

/* Columns of the program: people of each, then sums of each, then by how much all is multiplied. */
typedef struct program {
  glp_prob *lp;
  size_t n;
} program;

/* Sum of the row's columns less the right side times the multiple is 0. */
static void
add_rows(const program *p, const equations *e, size_t first)
{
  int *const index = calloc(e->n_columns + 2, sizeof *index);
  double *const value = calloc(e->n_columns + 2, sizeof *value);
  if (!index || !value)
    abort();
  for (size_t r = 0; r < e->n_rows; r++) {
    int n = 0;
    for (size_t c = 0; c <= e->n_columns; c++) {
      const double x = mpq_get_d(row_at(e, r)[c]);
      if (x == 0)
        continue;
      index[++n] = (int)(c < e->n_columns ? first + c : 2 * p->n) + 1;
      value[n] = c < e->n_columns ? x : -x;
    }
    const int row = glp_add_rows(p->lp, 1);
    glp_set_row_bnds(p->lp, row, GLP_FX, 0, 0);
    glp_set_mat_row(p->lp, row, n, index, value);
  }
  free(index);
  free(value);
}

/* What a column adds up to lies between lowest and highest times its people. */
static void
add_ends(const program *p, double lowest, double highest)
{
  for (size_t c = 0; c < p->n; c++)
    for (int end = 0; end < 2; end++) {
      const int index[] = {0, (int)c + 1, (int)(p->n + c) + 1};
      const double value[] = {0, end ? highest : -lowest, end ? -1 : 1};
      const int row = glp_add_rows(p->lp, 1);
      glp_set_row_bnds(p->lp, row, GLP_LO, 0, 0);
      glp_set_mat_row(p->lp, row, 2, index, value);
    }
}

/* Exact, from where the ordinary simplex ends. */
static bool
solve_both_ways(const program *p, bounds *out)
{
  glp_smcp options;
  glp_init_smcp(&options);
  options.msg_lev = GLP_MSG_OFF;
  for (int end = 0; end < 2; end++) {
    glp_set_obj_dir(p->lp, end ? GLP_MAX : GLP_MIN);
    if (glp_simplex(p->lp, &options) != 0)
      return false;
    const int status = glp_get_status(p->lp);
    if (status != GLP_OPT && status != GLP_UNBND)
      return false;
    const double x = status == GLP_UNBND ? (end ? 1e9 : -1e9) : glp_get_obj_val(p->lp);
    *(end ? &out->hi : &out->lo) = x;
  }
  return true;
}

static program
program_new(size_t n)
{
  const program p = {glp_create_prob(), n};
  glp_term_out(GLP_OFF);
  glp_add_cols(p.lp, (int)(2 * n + 1));
  for (size_t c = 0; c < 2 * n + 1; c++)
    glp_set_col_bnds(p.lp, (int)c + 1, GLP_LO, 0, 0);
  return p;
}

/* A ratio of two linear forms: everything is multiplied so that the people of the column are one
 * (Charnes & Cooper 1962, Naval Research Logistics Quarterly 9, 181-186). */
bool
bounds_of_mean(const equations *people, const equations *sums, size_t column, double lowest,
               double highest, bounds *out)
{
  const program p = program_new(people->n_columns);
  add_rows(&p, people, 0);
  add_rows(&p, sums, p.n);
  add_ends(&p, lowest, highest);
  glp_set_col_bnds(p.lp, (int)column + 1, GLP_FX, 1, 1);
  /* There is at least one of them: the multiple is at most one. */
  glp_set_col_bnds(p.lp, (int)(2 * p.n) + 1, GLP_DB, 0, 1);
  glp_set_obj_coef(p.lp, (int)(p.n + column) + 1, 1);
  const bool is_good = solve_both_ways(&p, out);
  glp_delete_prob(p.lp);
  return is_good;
}

bool
bounds_of_people(const equations *people, size_t column, bounds *out)
{
  const program p = program_new(people->n_columns);
  add_rows(&p, people, 0);
  glp_set_col_bnds(p.lp, (int)(2 * p.n) + 1, GLP_FX, 1, 1);
  glp_set_obj_coef(p.lp, (int)column + 1, 1);
  const bool is_good = solve_both_ways(&p, out);
  glp_delete_prob(p.lp);
  return is_good;
}
