/* Rows that are known again. */
#include "../core/core.h"

#include "ledger/same_rows.h"

enum { MOST = 2000 };

/* Steele, Lea & Flood 2014, doi:10.1145/2714064.2660195: splitmix64. */
static uint64_t
scramble(uint64_t x)
{
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

static uint32_t
draw(uint64_t *state, uint32_t below)
{
  return (uint32_t)(scramble((*state)++) >> 33) % below;
}

/* A row of a unit whose export says `words`; person 0: nobody knows who. */
static row_key
row_of(uint32_t unit, uint64_t words, uint64_t person)
{
  const uint64_t rest = scramble(words);
  return (row_key){.whole = person ? scramble(person << 32) : scramble(rest ^ unit),
                   .rest = rest,
                   .unit = unit,
                   .is_person = person > 0};
}

typedef struct two {
  row_key a[MOST], b[MOST];
  told_survey earlier, later;
  uint32_t was_in[MOST], unit_of[16];
  uint64_t found;
} two;

static two *
two_new(const bench *b)
{
  two *const t = arena_one(b->memory, two);
  t->earlier.rows = t->a;
  t->later.rows = t->b;
  for (uint32_t i = 0; i < 16; i++)
    t->unit_of[i] = i;
  return t;
}

static void
look(const bench *b, two *t)
{
  t->found = same_rows(b->memory, &t->earlier, &t->later, t->unit_of, t->was_in);
}

/* Long records: all that stay are found, in any order, and those who came are new. */
static void
a_rerun_is_found(void **state)
{
  two *const t = two_new(*state);
  for (uint64_t i = 0; i < 200; i++)
    t->a[t->earlier.n_rows++] = row_of((uint32_t)i % 7, 1000 + i, 0);
  for (uint64_t i = 0; i < 180; i++)
    t->b[t->later.n_rows++] = t->a[(i * 7 + 3) % 200];
  for (uint64_t i = 0; i < 5; i++)
    t->b[t->later.n_rows++] = row_of(1, 5000 + i, 0);
  look(*state, t);
  assert_int_equal(t->found, 180);
  for (uint64_t i = 0; i < 180; i++)
    assert_int_equal(t->was_in[i], t->b[i].unit);
  for (uint64_t i = 180; i < 185; i++)
    assert_int_equal(t->was_in[i], ROW_NEW);
}

/* Half of unit 2 is unit 9 now; the rest of their records is what it was. */
static void
people_in_another_unit_are_found(void **state)
{
  two *const t = two_new(*state);
  for (uint64_t i = 0; i < 100; i++) {
    const uint32_t unit = (uint32_t)i % 5;
    t->a[t->earlier.n_rows++] = row_of(unit, 1000 + i, 0);
    t->b[t->later.n_rows++] = row_of(unit == 2 && i % 2 ? 9 : unit, 1000 + i, 0);
  }
  look(*state, t);
  assert_int_equal(t->found, 100);
  for (uint64_t i = 0; i < 100; i++)
    assert_int_equal(t->was_in[i], i % 5);
}

/* By id, whatever else an export may hold; but where records can be compared, somebody whose record
 * has changed is not the same row. */
static void
people_are_known_by_their_ids(void **state)
{
  two *const t = two_new(*state);
  for (uint64_t i = 0; i < 50; i++) {
    t->a[t->earlier.n_rows++] = row_of(1, 1000 + i, 1 + i);
    t->b[t->later.n_rows++] = row_of(1, 9000 + i, 1 + i); /* one more column, say */
  }
  look(*state, t);
  assert_int_equal(t->found, 50);
  for (uint64_t i = 0; i < 50; i++)
    t->b[i] = row_of(1, i == 17 ? 9999 : 1000 + i, 1 + i);
  look(*state, t);
  assert_int_equal(t->found, 49);
  assert_int_equal(t->was_in[17], ROW_NEW);
}

/* Two quarters of one question, 0 to 10, without ids: that many answers are equal is chance. */
static void
short_answers_are_equal_by_chance(void **state)
{
  for (uint64_t seed = 1; seed <= 40; seed++) {
    two *const t = two_new(*state);
    uint64_t s = seed << 32;
    for (uint64_t i = 0; i < 1500; i++) {
      t->a[t->earlier.n_rows++] = row_of(draw(&s, 8), draw(&s, 4) + draw(&s, 8), 0);
      t->b[t->later.n_rows++] = row_of(draw(&s, 8), draw(&s, 4) + draw(&s, 8), 0);
    }
    look(*state, t);
    assert_int_equal(t->found, 0);
  }
}

/* The same question, and one has gone: no chance. */
static void
short_answers_without_one_are_the_same(void **state)
{
  two *const t = two_new(*state);
  uint64_t s = 3;
  for (uint64_t i = 0; i < 400; i++) {
    t->a[t->earlier.n_rows++] = row_of(draw(&s, 8), draw(&s, 11), 0);
    if (i)
      t->b[t->later.n_rows++] = t->a[i];
  }
  look(*state, t);
  assert_int_equal(t->found, 399);
  uint32_t n[2][8] = {{0}};
  for (uint64_t i = 0; i < 399; i++) {
    assert_int_equal(t->was_in[i], t->b[i].unit); /* those of one unit are paired first */
    n[0][t->was_in[i]]++;
    n[1][t->b[i].unit]++;
  }
  assert_memory_equal(n[0], n[1], sizeof n[0]);
}

static void
empty_surveys_share_nothing(void **state)
{
  two *const t = two_new(*state);
  look(*state, t);
  assert_int_equal(t->found, 0);
  t->a[t->earlier.n_rows++] = row_of(1, 1, 1);
  look(*state, t);
  assert_int_equal(t->found, 0);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(a_rerun_is_found),
      BENCH_TEST(people_in_another_unit_are_found),
      BENCH_TEST(people_are_known_by_their_ids),
      BENCH_TEST(short_answers_are_equal_by_chance),
      BENCH_TEST(short_answers_without_one_are_the_same),
      BENCH_TEST(empty_surveys_share_nothing),
  };
  return cmocka_run_group_tests_name("same rows", tests, NULL, NULL);
}
