/* Small cuts: on many small networks every set of nodes is looked at, one by one. */
#include "core.h"

#include "data/cuts.h"

enum { MOST_UNITS = 12, MOST_PARENTS = 3, LEAST = 5 };

static uint32_t
draw(uint64_t *state, uint32_t below)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*state >> 33) % below;
}

static edge
group(uint64_t *state, uint32_t a, uint32_t b, uint32_t people)
{
  return (edge){.a = a,
                .b = b,
                .people = people,
                .state = people == 0       ? EDGE_NOBODY
                         : people < LEAST  ? EDGE_LIGHT
                         : draw(state, 12) ? EDGE_TOLD
                                           : EDGE_WITHHELD};
}

/* Units with parents of two kinds: parent p of kind h is node h * MOST_PARENTS + p, and parent 0 is
 * everybody, who are what both kinds add up to. */
static edges
make_network(arena *memory, uint64_t *state)
{
  const uint32_t n_units = 1 + draw(state, MOST_UNITS), most = 3 + draw(state, 12);
  edges e = {.at = arena_many(memory, n_units + 2 * MOST_PARENTS, edge),
             .n_nodes = 2 * MOST_PARENTS};
  uint32_t people[2 * MOST_PARENTS] = {0}, all = 0;
  for (uint32_t u = 0; u < n_units; u++) {
    const uint32_t n = draw(state, most);
    const uint32_t a = draw(state, MOST_PARENTS), b = MOST_PARENTS + draw(state, MOST_PARENTS);
    e.at[e.n++] = group(state, a, b, n);
    people[a] += n;
    people[b] += n;
    all += n;
  }
  for (uint32_t p = 1; p < MOST_PARENTS; p++) {
    e.at[e.n++] = group(state, p, 0, people[p]);
    e.at[e.n++] = group(state, MOST_PARENTS + p, MOST_PARENTS, people[MOST_PARENTS + p]);
  }
  e.at[e.n++] = group(state, 0, MOST_PARENTS, all);
  return e;
}

static bool
is_withheld(const edge *x)
{
  return x->state == EDGE_LIGHT || x->state == EDGE_WITHHELD;
}

/* The nodes that withheld edges connect with `node`, as a set. */
static uint32_t
connected_with(const edges *e, uint32_t node)
{
  uint32_t set = (uint32_t)1 << node, before = 0;
  while (set != before) {
    before = set;
    for (uint32_t i = 0; i < e->n; i++) {
      const uint32_t ends = (uint32_t)1 << e->at[i].a | (uint32_t)1 << e->at[i].b;
      set |= is_withheld(&e->at[i]) && (set & ends) ? ends : 0;
    }
  }
  return set;
}

static bool
has_told(const edges *e, uint32_t set)
{
  for (uint32_t i = 0; i < e->n; i++)
    if (e->at[i].state == EDGE_TOLD && (set >> e->at[i].a & 1) != (set >> e->at[i].b & 1))
      return true;
  return false;
}

/* Withheld people between two sets of nodes that have no node in common. */
static uint32_t
people_between(const edges *e, uint32_t x, uint32_t y)
{
  uint32_t people = 0;
  for (uint32_t i = 0; i < e->n; i++) {
    const edge *const g = &e->at[i];
    const bool is_crossing =
        ((x >> g->a & 1) && (y >> g->b & 1)) || ((y >> g->a & 1) && (x >> g->b & 1));
    people += is_crossing && is_withheld(g) ? g->people : 0;
  }
  return people;
}

/* Ways to part what withheld edges connect through fewer than LEAST people, so that what is told of
 * both sides says what these are together. */
static uint32_t
open_cuts(const edges *e)
{
  uint32_t open = 0;
  for (uint32_t set = 1; set < (uint32_t)1 << e->n_nodes; set++) {
    uint32_t node = 0;
    while (!(set >> node & 1))
      node++;
    const uint32_t part = connected_with(e, node), rest = part & ~set;
    if ((set & ~part) || !rest || !has_told(e, set) || !has_told(e, rest))
      continue;
    const uint32_t people = people_between(e, set, rest);
    open += people > 0 && people < LEAST;
  }
  return open;
}

static void
no_small_cut_is_left(void **state)
{
  enum { NETWORKS = 4000 };
  arena *const memory = ((bench *)*state)->memory;
  uint64_t seed = 7;
  uint32_t open = 0, told = 0, turned = 0;
  for (int i = 0; i < NETWORKS; i++) {
    edges e = make_network(memory, &seed);
    open += open_cuts(&e) > 0;
    cuts *const k = cuts_new(memory, &e);
    turned += cuts_close(k, LEAST);
    if (open_cuts(&e))
      fail_msg("network %d: %u cuts are open", i, open_cuts(&e));
    assert_int_equal(cuts_close(k, LEAST), 0); /* nothing more is needed */
    for (uint32_t j = 0; j < e.n; j++)
      told += e.at[j].state == EDGE_TOLD;
  }
  assert_true(open > NETWORKS / 4); /* there was something to close */
  assert_true(told > turned);       /* and not everything went */
}

/* Two units, one of them small, in a region of three: the smallest of the others goes. */
static void
the_cheapest_way_is_taken(void **state)
{
  edge at[] = {{0, 2, 3, EDGE_LIGHT},
               {0, 2, 9, EDGE_TOLD},
               {0, 2, 6, EDGE_TOLD},
               {0, 1, 18, EDGE_TOLD},
               {1, 2, 40, EDGE_TOLD}};
  edges e = {at, 5, 3};
  assert_int_equal(cuts_close(cuts_new(((bench *)*state)->memory, &e), LEAST), 1);
  assert_int_equal(at[2].state, EDGE_WITHHELD);
}

/* In a table of two ways a corner needs three others. */
static void
a_table_needs_a_rectangle(void **state)
{
  edge at[9];
  for (uint32_t i = 0; i < 9; i++)
    at[i] = (edge){i / 3, 3 + i % 3, 10 + i, EDGE_TOLD};
  at[0] = (edge){0, 3, 2, EDGE_LIGHT};
  edges e = {at, 9, 6};
  assert_int_equal(cuts_close(cuts_new(((bench *)*state)->memory, &e), LEAST), 3);
  assert_int_equal(at[1].state, EDGE_WITHHELD);
  assert_int_equal(at[3].state, EDGE_WITHHELD);
  assert_int_equal(at[4].state, EDGE_WITHHELD);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(no_small_cut_is_left),
      BENCH_TEST(the_cheapest_way_is_taken),
      BENCH_TEST(a_table_needs_a_rectangle),
  };
  return cmocka_run_group_tests_name("cuts", tests, NULL, NULL);
}
