/* What follows from sum relations: small systems, each set of few people looked at by the rank of
 * what is left without it, in floating point. */
#include "../core/core.h"

#include "ledger/elimination.h"

#include <gsl/gsl_linalg.h>

enum { MOST_UNKNOWNS = 8, MOST_RELATIONS = 7, LEAST = 5, SYSTEMS = 4000 };

typedef struct system_of {
  uint32_t n, n_relations, people[MOST_UNKNOWNS];
  int at[MOST_RELATIONS][MOST_UNKNOWNS];
} system_of;

static uint32_t
draw(uint64_t *state, uint32_t below)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*state >> 33) % below;
}

static system_of
make_system(uint64_t *state)
{
  system_of s = {.n = 2 + draw(state, MOST_UNKNOWNS - 1),
                 .n_relations = 1 + draw(state, MOST_RELATIONS)};
  const uint32_t dense = 2 + draw(state, 3);
  for (uint32_t i = 0; i < s.n; i++)
    s.people[i] = draw(state, 3) == 0 ? MANY_PEOPLE : 1 + draw(state, LEAST - 1);
  for (uint32_t i = 0; i < s.n_relations; i++)
    for (uint32_t j = 0; j < s.n; j++)
      s.at[i][j] = draw(state, dense) ? 0 : draw(state, 4) ? 1 : -1;
  return s;
}

/* Of the relations without the unknowns of a set. */
static uint32_t
rank_without(const system_of *s, uint32_t set)
{
  gsl_matrix *const a = gsl_matrix_calloc(MOST_UNKNOWNS, MOST_UNKNOWNS);
  for (uint32_t i = 0; i < s->n_relations; i++)
    for (uint32_t j = 0; j < s->n; j++)
      gsl_matrix_set(a, i, j, set >> j & 1 ? 0 : s->at[i][j]);
  gsl_matrix *const v = gsl_matrix_alloc(MOST_UNKNOWNS, MOST_UNKNOWNS);
  gsl_vector *const values = gsl_vector_alloc(MOST_UNKNOWNS);
  gsl_linalg_SV_decomp_jacobi(a, v, values);
  uint32_t rank = 0;
  for (uint32_t i = 0; i < MOST_UNKNOWNS; i++)
    rank += gsl_vector_get(values, i) > 1e-9;
  gsl_matrix_free(a);
  gsl_matrix_free(v);
  gsl_vector_free(values);
  return rank;
}

/* A combination of the relations has unknowns of the set alone. */
static bool
tells(const system_of *s, uint32_t set)
{
  return rank_without(s, set) < rank_without(s, 0);
}

static bool
truth(const system_of *s)
{
  for (uint32_t set = 1; set < 1u << s->n; set++) {
    uint64_t people = 0;
    for (uint32_t j = 0; j < s->n; j++)
      people += set >> j & 1 ? s->people[j] : 0;
    if (people < LEAST && tells(s, set))
      return true;
  }
  return false;
}

static void
add_system(relations *r, const system_of *s)
{
  relations_clear(r);
  for (uint32_t i = 0; i < s->n_relations; i++) {
    for (uint32_t j = s->n; j-- > 0;)
      if (s->at[i][j])
        relations_term(r, j, s->at[i][j] < 0);
    relations_end(r);
  }
}

/* Fewer than five people are at most four unknowns, so that none is missed but sums in which one
 * counts more than once: those are rare, and said so. */
static void
finds_what_the_rank_says(void **state)
{
  arena *const memory = ((bench *)*state)->memory;
  uint64_t seed = 20261123;
  uint32_t n_told = 0, n_missed = 0;
  for (uint32_t i = 0; i < SYSTEMS; i++) {
    const system_of s = make_system(&seed);
    relations *const r = relations_new(memory, s.n);
    add_system(r, &s);
    const bool is_told = truth(&s), is_found = relations_tell_few(r, s.people, LEAST);
    assert_true(is_told || !is_found);
    n_told += is_told;
    n_missed += is_told && !is_found;
  }
  assert_in_range(n_told, SYSTEMS / 5, SYSTEMS * 4 / 5);
  assert_in_range(n_missed, 0, SYSTEMS / 200);
}

/* 0 = a + x, b + x, c + x + y, d + y: a - b is told, and so is a - c + d; each of 2 and 3. */
static void
finds_differences(void **state)
{
  arena *const memory = ((bench *)*state)->memory;
  enum { A, B, C, D, X, Y, N };
  static const uint32_t terms[][4] = {{A, X, N}, {B, X, N}, {C, X, Y, N}, {D, Y, N}};
  for (uint32_t only = 0; only < 3; only++) {
    const uint32_t few[N] = {[A] = 1,
                             [B] = only == 0 ? 1 : MANY_PEOPLE,
                             [C] = only == 1 ? 1 : MANY_PEOPLE,
                             [D] = only == 1 ? 1 : 4,
                             [X] = MANY_PEOPLE,
                             [Y] = MANY_PEOPLE};
    relations *const r = relations_new(memory, N);
    for (uint32_t i = 0; i < 4; i++) {
      for (uint32_t j = 0; j < 4 && terms[i][j] != N; j++)
        relations_term(r, terms[i][j], false);
      relations_end(r);
    }
    assert_int_equal(relations_tell_few(r, few, LEAST), only < 2);
  }
}

/* Of many that hang together, two that are told together are found, and nothing is made up. */
static void
looks_at_two_of_many(void **state)
{
  arena *const memory = ((bench *)*state)->memory;
  enum { N = 4000, A = 17, B = 3210 };
  uint32_t *const people = arena_many(memory, N + 1, uint32_t);
  for (uint32_t is_told = 0; is_told <= 1; is_told++) {
    relations *const r = relations_new(memory, N + 1);
    for (uint32_t i = 0; i < N; i++) {
      people[i] = LEAST / 2;
      relations_term(r, i, false);
    }
    relations_end(r);
    people[N] = MANY_PEOPLE;
    relations_term(r, A, false);
    relations_term(r, N, false);
    relations_end(r);
    if (is_told) {
      relations_term(r, B, false);
      relations_term(r, N, false);
      relations_end(r);
    }
    assert_int_equal(relations_tell_few(r, people, LEAST), is_told);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(finds_what_the_rank_says),
      BENCH_TEST(finds_differences),
      BENCH_TEST(looks_at_two_of_many),
  };
  return cmocka_run_group_tests_name("elimination", tests, NULL, NULL);
}
