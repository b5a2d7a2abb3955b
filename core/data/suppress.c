/* Complementary suppression over units, their parents, and everybody. */
#include "data/suppress.h"

#include <math.h>
#include <stdlib.h>

/* Units of level 0 by parent, then those of the top: parents, and units without one.  In each list
 * the smallest stands first: it is the first to go. */
typedef struct tree {
  uint32_t n_units;
  uint32_t *members; /* [n_units] indices of units */
  uint32_t *first;   /* [n_relations + 1] */
  uint32_t *total;   /* [n_relations] slot of the whole */
  uint32_t n_relations;
} tree;

/* People of one kind in each slot: who has a score, who answered all, who answered one item. */
typedef struct family {
  const uint64_t *n;
  size_t stride;
  uint64_t residue; /* without a unit */
} family;

typedef struct suppressing {
  const summary *s;
  const scale_summary *x;
  const tree *tree;
  bool is_published;
  bool *hidden; /* [slot] */
} suppressing;

/* --- the tree -------------------------------------------------------------------------------- */

typedef struct member {
  uint32_t unit, relation;
  uint64_t size;
} member;

static int
by_relation(const void *a, const void *b)
{
  const member *const x = a, *const y = b;
  if (x->relation != y->relation)
    return x->relation < y->relation ? -1 : 1;
  if (x->size != y->size)
    return x->size < y->size ? -1 : 1;
  return (x->unit > y->unit) - (x->unit < y->unit);
}

/* The most that any scale of the survey has, so that scales of one survey lose the same units. */
static uint64_t
size_of(const summary *s, const om_survey *survey, uint32_t unit)
{
  uint64_t most = 0;
  for (uint32_t i = 0; i < survey->n_scales; i++) {
    const uint64_t n = s->scales[survey->scales[i]->index].n[unit];
    most = n > most ? n : most;
  }
  return most;
}

static tree
make_tree(arena *memory, const summary *s, const om_survey *survey)
{
  const om_study *const study = s->study;
  const uint32_t n = study->n_units, top = s->n_slots - 1;
  member *const all = arena_many(memory, n, member);
  for (uint32_t u = 0; u < n; u++) {
    const om_unit *const unit = study->units[u];
    all[u] = (member){.unit = u,
                      .relation = unit->parent ? unit->parent->index : top,
                      .size = size_of(s, survey, u)};
  }
  if (n)
    qsort(all, n, sizeof *all, by_relation);
  tree t = {.n_units = n,
            .members = arena_many(memory, n, uint32_t),
            .first = arena_many(memory, (size_t)n + 1, uint32_t),
            .total = arena_many(memory, (size_t)n + 1, uint32_t)};
  for (uint32_t i = 0; i < n; i++) {
    if (i == 0 || all[i].relation != all[i - 1].relation) {
      t.total[t.n_relations] = all[i].relation;
      t.first[t.n_relations++] = i;
    }
    t.members[i] = all[i].unit;
  }
  t.first[t.n_relations] = n;
  return t;
}

/* --- one kind of people ---------------------------------------------------------------------- */

/* Of a unit that has a figure and does not say of how many people, one is not known to be none. */
static uint64_t
people(const suppressing *k, const family *f, uint32_t unit)
{
  const uint64_t n = f->n[unit * f->stride];
  return n || !k->is_published ? n : !isnan(k->x->score[unit]);
}

static uint64_t
people_of_parent(const suppressing *k, const family *f, uint32_t relation)
{
  uint64_t n = 0;
  for (uint32_t i = k->tree->first[relation]; i < k->tree->first[relation + 1]; i++)
    n += people(k, f, k->tree->members[i]);
  return n;
}

/* People in a slot; what a parent has is what its units have. */
static void
count(const suppressing *k, const family *f, uint64_t *out)
{
  const uint32_t everybody = k->s->n_slots - 1;
  for (uint32_t u = 0; u < k->tree->n_units; u++)
    out[u] = k->s->study->units[u]->level == 0 ? people(k, f, u) : 0;
  out[everybody] = f->residue;
  for (uint32_t r = 0; r < k->tree->n_relations; r++)
    if (k->tree->total[r] != everybody)
      out[k->tree->total[r]] = people_of_parent(k, f, r);
  for (uint32_t u = 0; u < k->tree->n_units; u++)
    if (k->s->study->units[u]->level == 0)
      out[everybody] += out[u];
}

static bool
is_small(const suppressing *k, const uint64_t *n, uint32_t slot)
{
  return n[slot] < k->s->study->minimum_group;
}

/* Withholds more parts of one whole until none of them can be derived; true when it did. */
static bool
settle(const suppressing *k, const uint64_t *n, uint64_t residue, uint32_t relation)
{
  const tree *const t = k->tree;
  const uint32_t whole = t->total[relation];
  const bool is_top = whole == k->s->n_slots - 1;
  /* People without a unit are shown by themselves nowhere; few of them are to be found nowhere. */
  const uint64_t rest = is_top ? residue : 0;
  bool is_needed = k->hidden[whole] || (rest && rest < k->s->study->minimum_group);
  uint64_t parts = rest > 0, sum = rest;
  for (uint32_t i = t->first[relation]; i < t->first[relation + 1]; i++) {
    const uint32_t u = t->members[i];
    const bool is_out = n[u] > 0 && (is_small(k, n, u) || k->hidden[u]);
    is_needed |= is_out;
    parts += is_out;
    sum += is_out ? n[u] : 0;
  }
  /* A small whole has small parts alone, and nothing to be subtracted from. */
  if (!is_needed || is_small(k, n, whole) || rest == n[whole])
    return false;
  bool has_changed = false;
  for (uint32_t i = t->first[relation]; i < t->first[relation + 1]; i++) {
    const uint32_t u = t->members[i];
    if (parts >= 2 && sum >= k->s->study->minimum_group)
      return has_changed;
    if (n[u] == 0 || is_small(k, n, u) || k->hidden[u])
      continue;
    k->hidden[u] = has_changed = true;
    parts++;
    sum += n[u];
  }
  if (parts < 2 && !k->hidden[whole]) /* it is the same people as its one part */
    k->hidden[whole] = has_changed = true;
  return has_changed;
}

/* --- one scale ------------------------------------------------------------------------------- */

static uint64_t
residue_of(const suppressing *k, const uint64_t *n, size_t stride)
{
  uint64_t in_units = 0;
  if (k->is_published)
    return 0;
  for (uint32_t u = 0; u < k->tree->n_units; u++)
    in_units += k->s->study->units[u]->level == 0 ? n[u * stride] : 0;
  const uint64_t all = n[k->tree->n_units * stride];
  return all > in_units ? all - in_units : 0;
}

static bool
settle_family(const suppressing *k, const uint64_t *n, size_t stride, uint64_t *counted)
{
  const family f = {n, stride, residue_of(k, n, stride)};
  bool has_changed = false;
  count(k, &f, counted);
  for (uint32_t r = 0; r < k->tree->n_relations; r++)
    has_changed |= settle(k, counted, f.residue, r);
  return has_changed;
}

/* What is withheld for one kind of people is withheld for all of the scale: else the others would
 * tell it. */
static void
settle_scale(const suppressing *k, uint64_t *counted)
{
  bool has_changed = true;
  while (has_changed) {
    has_changed = settle_family(k, k->x->n, 1, counted);
    if (k->is_published)
      continue;
    has_changed |= settle_family(k, k->x->complete, 1, counted);
    for (uint32_t j = 0; j < k->x->k; j++)
      has_changed |= settle_family(k, k->x->answered + j, k->x->k, counted);
  }
}

const bool *const *
suppress(arena *memory, const summary *s)
{
  const bool **const out = arena_many(memory, s->study->n_scales, const bool *);
  uint64_t *const counted = arena_many(memory, s->n_slots, uint64_t);
  for (uint32_t v = 0; v < s->study->n_surveys; v++) {
    const om_survey *const survey = s->study->surveys[v];
    if (s->is_public[v])
      continue;
    const tree t = make_tree(memory, s, survey);
    for (uint32_t i = 0; i < survey->n_scales; i++) {
      const uint32_t index = survey->scales[i]->index;
      const suppressing k = {.s = s,
                             .x = &s->scales[index],
                             .tree = &t,
                             .is_published = survey->level == OM_LEVEL_UNIT,
                             .hidden = arena_many(memory, s->n_slots, bool)};
      settle_scale(&k, counted);
      out[index] = k.hidden;
    }
  }
  return out;
}
