/* Complementary suppression: on many made-up organisations nothing that is withheld can be derived.
 *
 * The attacker knows which groups are shown and how large they are, and who belongs to whom.  Every
 * group that is shown is an equation over the groups at the bottom; an attacker learns exactly
 * those sets of people whose sum is a combination of the equations. */
#include "core.h"

#include "data/gate.h"
#include "data/suppress.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- an organisation ------------------------------------------------------------------------- */

enum { MOST_UNITS = 14, MOST_PARENTS = 4, MINIMUM = 5 };

typedef struct organisation {
  uint32_t n_units, n_parents;
  uint32_t people[MOST_UNITS], parent[MOST_UNITS], second[MOST_UNITS]; /* parent 0: none */
  bool is_alike[MOST_UNITS];
  uint32_t n_seconds, unitless;
} organisation;

/* A sequence of our own: the same on every machine. */
static uint32_t
draw(uint64_t *state, uint32_t below)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*state >> 33) % below;
}

static organisation
make_organisation(uint64_t *state)
{
  organisation o = {.n_units = 1 + draw(state, MOST_UNITS),
                    .n_parents = draw(state, MOST_PARENTS),
                    .n_seconds = draw(state, 2) ? 0 : draw(state, MOST_PARENTS)};
  const uint32_t most = 3 + draw(state, 12);
  for (uint32_t u = 0; u < o.n_units; u++) {
    o.people[u] = 1 + draw(state, most);
    o.parent[u] = draw(state, o.n_parents + 1);
    o.second[u] = draw(state, o.n_seconds + 1);
    o.is_alike[u] = draw(state, 8) == 0;
  }
  o.unitless = draw(state, 3) ? 0 : draw(state, 8);
  return o;
}

static const char *
export_of(arena *memory, const organisation *o, uint64_t *state)
{
  text t = text_new(memory);
  text_add(&t, "u,p,s,q1,q2\n");
  for (uint32_t u = 0; u <= o->n_units; u++)
    for (uint32_t i = 0; i < (u < o->n_units ? o->people[u] : o->unitless); i++) {
      if (u < o->n_units)
        text_addf(&t, "U%02u,", u);
      else
        text_add(&t, ",");
      if (u < o->n_units && o->parent[u])
        text_addf(&t, "P%u", o->parent[u]);
      text_add(&t, ",");
      if (u < o->n_units && o->second[u])
        text_addf(&t, "S%u", o->second[u]);
      if (u < o->n_units && o->is_alike[u])
        text_add(&t, ",5,5\n");
      else
        text_addf(&t, draw(state, 5) ? ",%u,%u\n" : ",%u,\n", 1 + draw(state, 5),
                  1 + draw(state, 5));
    }
  return t.at;
}

/* --- the attacker ---------------------------------------------------------------------------- */

enum { MOST_ROWS = MOST_UNITS + 2 * MOST_PARENTS + 2, MOST_COLUMNS = MOST_UNITS + 1 };

typedef struct equations {
  double a[MOST_ROWS][MOST_COLUMNS];
  size_t n_rows, n_columns;
} equations;

/* Row echelon form; whole numbers of this size stay exact in doubles after division by pivots of
 * 1 and -1, which is all that the 0 and 1 of two hierarchies give. */
static void
reduce(equations *e)
{
  size_t row = 0;
  for (size_t c = 0; c < e->n_columns && row < e->n_rows; c++) {
    size_t pivot = row;
    while (pivot < e->n_rows && fabs(e->a[pivot][c]) < 1e-9)
      pivot++;
    if (pivot == e->n_rows)
      continue;
    for (size_t k = 0; k < e->n_columns; k++) {
      const double x = e->a[row][k];
      e->a[row][k] = e->a[pivot][k];
      e->a[pivot][k] = x;
    }
    const double by = e->a[row][c];
    for (size_t k = 0; k < e->n_columns; k++)
      e->a[row][k] /= by;
    for (size_t r = 0; r < e->n_rows; r++) {
      const double times = r == row ? 0 : e->a[r][c];
      for (size_t k = 0; k < e->n_columns; k++)
        e->a[r][k] -= times * e->a[row][k];
    }
    row++;
  }
}

/* True when the set of columns is a combination of the rows. */
static bool
is_derived(const equations *e, const bool *set)
{
  double rest[MOST_COLUMNS];
  for (size_t c = 0; c < e->n_columns; c++)
    rest[c] = set[c];
  for (size_t r = 0; r < e->n_rows; r++) {
    size_t lead = 0;
    while (lead < e->n_columns && fabs(e->a[r][lead]) < 1e-9)
      lead++;
    if (lead == e->n_columns)
      continue;
    const double times = rest[lead];
    for (size_t c = 0; c < e->n_columns; c++)
      rest[c] -= times * e->a[r][c];
  }
  for (size_t c = 0; c < e->n_columns; c++)
    if (fabs(rest[c]) > 1e-9)
      return false;
  return true;
}

/* --- what must hold -------------------------------------------------------------------------- */

typedef struct view {
  const loaded *l;
  about subject; /* of the numbers: a scale or an item */
  uint32_t basis;
  uint64_t n[MOST_COLUMNS]; /* people of each column: units with anybody, and those without one */
  uint32_t unit[MOST_COLUMNS];
  bool is_alike[MOST_COLUMNS];
  size_t n_columns, n_shown, n_withheld;
} view;

static bool
is_shown(const view *v, uint32_t slot)
{
  about a = v->subject;
  a.unit = slot < v->l->summary.study->n_units ? slot + 1 : 0;
  return !gate_ask(&v->l->summary, a, v->basis).is_withheld;
}

static uint64_t
people_in(const view *v, size_t slot)
{
  const scale_summary *const x = &v->l->summary.scales[v->subject.scale - 1];
  return v->basis == OM_N_SCORED     ? x->n[slot]
         : v->basis == OM_N_COMPLETE ? x->complete[slot]
                                     : x->answered[slot * x->k + v->subject.item - 1];
}

static void
find_columns(view *v, const organisation *o)
{
  const om_study *const s = v->l->summary.study;
  uint64_t all = 0;
  v->n_columns = 0;
  for (uint32_t u = 0; u < s->n_units; u++)
    if (s->units[u]->level == 0 && people_in(v, u)) {
      v->unit[v->n_columns] = u;
      v->is_alike[v->n_columns] = o->is_alike[atoi(s->units[u]->id + 1)];
      all += v->n[v->n_columns++] = people_in(v, u);
    }
  const uint64_t rest = people_in(v, s->n_units) - all;
  if (rest) {
    v->unit[v->n_columns] = UINT32_MAX;
    v->is_alike[v->n_columns] = false;
    v->n[v->n_columns++] = rest;
  }
}

/* Every group that is shown, as a row. */
static equations
publish(view *v)
{
  const om_study *const s = v->l->summary.study;
  equations e = {.n_columns = v->n_columns};
  for (uint32_t slot = 0; slot <= s->n_units; slot++) {
    if (!is_shown(v, slot)) {
      v->n_withheld += slot < s->n_units && people_in(v, slot) >= MINIMUM;
      continue;
    }
    v->n_shown++;
    for (size_t c = 0; c < v->n_columns; c++) {
      const uint32_t u = v->unit[c];
      const om_unit *const unit = u == UINT32_MAX ? NULL : s->units[u];
      e.a[e.n_rows][c] = slot == s->n_units ||
                         (unit && (u == slot || (unit->parent && unit->parent->index == slot) ||
                                   (unit->second_parent && unit->second_parent->index == slot)));
    }
    e.n_rows++;
  }
  reduce(&e);
  return e;
}

/* How many sets of fewer people than the minimum, or units that answer alike, can be derived: 0, or
 * the gate leaks. */
static size_t
attack(view *v, const organisation *o)
{
  size_t found = 0;
  find_columns(v, o);
  const equations e = publish(v);
  for (uint32_t mask = 1; mask < (uint32_t)1 << v->n_columns; mask++) {
    bool set[MOST_COLUMNS];
    uint64_t people = 0;
    bool is_alike = (mask & (mask - 1)) == 0;
    for (size_t c = 0; c < v->n_columns; c++) {
      set[c] = mask >> c & 1;
      people += set[c] ? v->n[c] : 0;
      is_alike &= !set[c] || v->is_alike[c];
    }
    found += (people < MINIMUM || is_alike) && is_derived(&e, set);
  }
  return found;
}

static const char xml[] = STUDY("<survey id=\"s\" side=\"inside\" file=\"s.csv\" unit=\"u\" "
                                "parent=\"p\" second-parent=\"s\" "
                                "without-unit=\"keep\"><scale id=\"a\" min=\"1\" max=\"5\" "
                                "min-items=\"1\">"
                                "<item column=\"q1\"/><item column=\"q2\"/></scale></survey>\n");

static const struct {
  about subject;
  uint32_t basis;
} kinds[] = {{{.scale = 1}, OM_N_SCORED},
             {{.scale = 1}, OM_N_COMPLETE},
             {{.scale = 1, .item = 1}, OM_N_ANSWERED},
             {{.scale = 1, .item = 2}, OM_N_ANSWERED}};

static void
nothing_small_can_be_derived(void **state)
{
  enum { ORGANISATIONS = 300 };
  bench *const b = *state;
  uint64_t seed = 20261123;
  size_t open = 0, shown = 0, withheld = 0;
  for (int i = 0; i < ORGANISATIONS; i++) {
    const organisation o = make_organisation(&seed);
    bench_write_text(b, "s.csv", export_of(b->memory, &o, &seed));
    loaded l = bench_load(b, xml);
    for (int with = 0; with < 2; with++) {
      l.summary.suppressed = with ? suppress(b->memory, &l.summary, NULL) : NULL;
      for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        view v = {.l = &l, .subject = kinds[k].subject, .basis = kinds[k].basis};
        const size_t found = attack(&v, &o);
        open += with ? 0 : found;
        shown += with ? v.n_shown : 0;
        withheld += with ? v.n_withheld : 0;
        if (with && found)
          fail_msg("organisation %d, kind %zu: %zu small groups can be worked out", i, k, found);
      }
    }
  }
  assert_true(open > 200);       /* the attacker can see */
  assert_true(shown > withheld); /* and something is left to show */
}

/* Of the parts of a whole the smallest goes, and no more than it takes. */
static void
the_smallest_goes(void **state)
{
  bench *const b = *state;
  text t = text_new(b->memory);
  static const uint32_t people[] = {3, 9, 6, 7, 20};
  text_add(&t, "u,p,s,q1,q2\n");
  for (uint32_t u = 0; u < 5; u++)
    for (uint32_t i = 0; i < people[u]; i++)
      text_addf(&t, "U%02u,P%u,,%u,%u\n", u, 1 + u / 4, 1 + i % 5, 1 + i % 3);
  bench_write_text(b, "s.csv", t.at);
  loaded l = bench_load(b, xml);
  l.summary.suppressed = suppress(b->memory, &l.summary, NULL);
  static const bool is_out[] = {true, false, true, false, false};
  for (uint32_t u = 0; u < 5; u++) {
    const about a = {.scale = 1, .unit = u + 1};
    assert_int_equal(gate_ask(&l.summary, a, OM_N_SCORED).is_withheld, is_out[u]);
  }
  const char *const parents[] = {"P1", "P2"};
  for (size_t p = 0; p < 2; p++) {
    const about a = {.scale = 1, .unit = (uint32_t)unit_slot(&l, parents[p]) + 1};
    assert_false(gate_ask(&l.summary, a, OM_N_SCORED).is_withheld);
  }
  const gate_verdict v = gate_ask(&l.summary, (about){.scale = 1, .unit = 3}, OM_N_SCORED);
  assert_int_equal(v.n, 6); /* the core may know; the report says n of nothing that is withheld */
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(nothing_small_can_be_derived),
      BENCH_TEST(the_smallest_goes),
  };
  return cmocka_run_group_tests_name("suppress", tests, NULL, NULL);
}
