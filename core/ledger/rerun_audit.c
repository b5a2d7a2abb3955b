/* What two reports tell together where units have parents of two kinds. */
#include "ledger/rerun_audit.h"

#include "ledger/elimination.h"

/* Who makes up each group: lists, by group. */
typedef struct members {
  uint32_t *first, *next; /* [group], [member] */
} members;

static members
members_new(arena *memory, uint32_t n_groups, uint32_t n_members)
{
  members m = {arena_many(memory, n_groups, uint32_t), arena_many(memory, n_members, uint32_t)};
  for (uint32_t i = 0; i < n_groups; i++)
    m.first[i] = UNIT_NONE;
  return m;
}

static void
join(members *m, uint32_t group, uint32_t member)
{
  m->next[member] = m->first[group];
  m->first[group] = member;
}

/* Unknowns: what each report has in each unit and parent, in no unit, and of everybody; the atoms;
 * and those who are gone.  What is told is known, and stands in no equation. */
struct rerun_audit {
  const crossing *k;
  relations *relations;
  members below[2][HIERARCHIES]; /* [then, now] each parent, and everybody; .first NULL: none */
  members atoms[2];              /* each unit, and those without one */
  uint32_t first_after, first_atom, first_gone;
  uint32_t *people;       /* [unknown] */
  bool *is_known;         /* [unknown] */
  uint32_t *may_withhold; /* told groups of the later report */
  uint32_t n_may_withhold;
};

/* Parents, and everybody, are made up of what is below them. */
static members
below(arena *memory, const told_report *r, uint32_t hierarchy)
{
  if (!has_hierarchy(r, hierarchy))
    return (members){NULL, NULL};
  const uint32_t n = r->n_units;
  members m = members_new(memory, n + 2, n + 1);
  for (uint32_t i = 0; i < n; i++)
    if (r->units[i].level == 0 || r->units[i].hierarchy == hierarchy)
      join(&m, r->units[i].parent[hierarchy] == UNIT_NONE ? n + 1 : r->units[i].parent[hierarchy],
           i);
  join(&m, n + 1, n);
  return m;
}

static void
list_members(rerun_audit *a)
{
  const crossing *const k = a->k;
  for (uint32_t h = 0; h < HIERARCHIES; h++) {
    a->below[0][h] = below(k->memory, k->before, h);
    a->below[1][h] = below(k->memory, k->after, h);
  }
  a->atoms[0] = members_new(k->memory, k->n_before + 1, k->n_atoms);
  a->atoms[1] = members_new(k->memory, k->n_after + 1, k->n_atoms);
  for (uint32_t i = 0; i < k->n_atoms; i++) {
    join(&a->atoms[1], k->atoms[i].later, i);
    if (k->atoms[i].earlier != ABSENT)
      join(&a->atoms[0], k->atoms[i].earlier, i);
  }
}

rerun_audit *
rerun_audit_new(const crossing *k)
{
  if (!has_hierarchy(k->before, 1) && !has_hierarchy(k->after, 1))
    return NULL;
  rerun_audit *const a = arena_one(k->memory, rerun_audit);
  *a = (rerun_audit){.k = k, .first_after = k->n_before + 2};
  a->first_atom = a->first_after + k->n_after + 2;
  a->first_gone = a->first_atom + k->n_atoms;
  const uint32_t n = a->first_gone + k->n_before + 1;
  a->relations = relations_new(k->memory, n);
  a->people = arena_many(k->memory, n, uint32_t);
  a->is_known = arena_many(k->memory, n, bool);
  a->may_withhold = arena_many(k->memory, k->n_after, uint32_t);
  list_members(a);
  return a;
}

/* --- what is known --------------------------------------------------------------------------- */

/* A group counts by the atoms it is made of; by itself it is only a way to them. */
static void
know_report(rerun_audit *a, const told_report *r, const told_family *f, uint32_t first)
{
  const uint32_t n = r->n_units;
  for (uint32_t i = 0; i < n + 2; i++)
    a->people[first + i] = MANY_PEOPLE;
  for (uint32_t i = 0; i < n; i++)
    a->is_known[first + i] = f->state[i] == TOLD_YES || f->state[i] == TOLD_NOBODY;
  a->is_known[first + n] = people_at(r, f, n) == 0;
  a->is_known[first + n + 1] = f->state[n] == TOLD_YES || f->state[n] == TOLD_NOBODY;
}

static void
know_people(rerun_audit *a, uint32_t unknown, uint32_t n, bool answers_alike)
{
  const uint32_t least = a->k->least, counted = people_counted(n, answers_alike, least);
  a->is_known[unknown] = n == 0;
  a->people[unknown] = counted < least ? counted : MANY_PEOPLE;
}

/* Units first: where one of several groups has to go, a parent costs less than all its units. */
static void
list_told(rerun_audit *a, const told_family *after, const bool *is_out)
{
  const told_report *const r = a->k->after;
  a->n_may_withhold = 0;
  for (uint32_t turn = 0; turn <= HIERARCHIES; turn++)
    for (uint32_t i = 0; i < r->n_units; i++) {
      const told_unit *const u = &r->units[i];
      if (turn != (u->level == 0 ? 0 : 1 + u->hierarchy) || after->state[i] != TOLD_YES)
        continue;
      a->is_known[a->first_after + i] = false;
      if (!is_out[i])
        a->may_withhold[a->n_may_withhold++] = i;
    }
}

/* --- the equations --------------------------------------------------------------------------- */

static void
term(rerun_audit *a, uint32_t unknown, bool is_negative)
{
  if (!a->is_known[unknown])
    relations_term(a->relations, unknown, is_negative);
}

/* The members of a group sum to an unknown. */
static void
equate(rerun_audit *a, const members *m, uint32_t group, uint32_t unknown, uint32_t first)
{
  for (uint32_t i = m->first[group]; i != UNIT_NONE; i = m->next[i])
    term(a, first + i, false);
  term(a, unknown, true);
  relations_end(a->relations);
}

static void
relate_parents(rerun_audit *a, const told_report *r, const members below[HIERARCHIES],
               uint32_t first)
{
  const uint32_t n = r->n_units;
  for (uint32_t h = 0; h < HIERARCHIES; h++) {
    if (!below[h].first)
      continue;
    for (uint32_t i = 0; i < n; i++)
      if (r->units[i].level > 0 && r->units[i].hierarchy == h)
        equate(a, &below[h], i, first + i, first);
    equate(a, &below[h], n + 1, first + n + 1, first);
  }
}

static bool
is_unit(const told_report *r, uint32_t place)
{
  return place == r->n_units || r->units[place].level == 0;
}

static void
relate_atoms(rerun_audit *a)
{
  const crossing *const k = a->k;
  for (uint32_t i = 0; i <= k->n_before; i++)
    if (is_unit(k->before, i)) {
      term(a, a->first_gone + i, false);
      equate(a, &a->atoms[0], i, i, a->first_atom);
    }
  for (uint32_t i = 0; i <= k->n_after; i++)
    if (is_unit(k->after, i))
      equate(a, &a->atoms[1], i, a->first_after + i, a->first_atom);
}

static bool
tells_few(rerun_audit *a)
{
  relations_clear(a->relations);
  relate_parents(a, a->k->before, a->below[0], 0);
  relate_parents(a, a->k->after, a->below[1], a->first_after);
  relate_atoms(a);
  return relations_tell_few(a->relations, a->people, a->k->least);
}

/* --- closing --------------------------------------------------------------------------------- */

/* Tells as many of [from, to) as can be told beside what is known: all, or each half. */
static void
tell(rerun_audit *a, uint32_t from, uint32_t to, bool *is_out)
{
  for (uint32_t i = from; i < to; i++)
    a->is_known[a->first_after + a->may_withhold[i]] = true;
  if (from == to || !tells_few(a))
    return;
  for (uint32_t i = from; i < to; i++)
    a->is_known[a->first_after + a->may_withhold[i]] = false;
  if (to - from == 1) {
    is_out[a->may_withhold[from]] = true;
    return;
  }
  const uint32_t middle = from + (to - from) / 2;
  tell(a, from, middle, is_out);
  tell(a, middle, to, is_out);
}

bool
rerun_audit_close(rerun_audit *a, const told_family *before, const told_family *after, bool *is_out)
{
  const crossing *const k = a->k;
  know_report(a, k->before, before, 0);
  know_report(a, k->after, after, a->first_after);
  for (uint32_t i = 0; i < k->n_atoms; i++)
    know_people(a, a->first_atom + i, k->counts[i].n, k->counts[i].is_alike);
  for (uint32_t i = 0; i <= k->n_before; i++)
    know_people(a, a->first_gone + i, k->gone[i].n, k->gone[i].is_alike);
  list_told(a, after, is_out);
  for (uint32_t i = 0; i < a->n_may_withhold; i++)
    a->is_known[a->first_after + a->may_withhold[i]] = true;
  if (!tells_few(a))
    return true;
  for (uint32_t i = 0; i < a->n_may_withhold; i++)
    a->is_known[a->first_after + a->may_withhold[i]] = false;
  if (tells_few(a))
    return false;
  tell(a, 0, a->n_may_withhold, is_out);
  return true;
}
