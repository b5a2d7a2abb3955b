/* Units: what both sides have in common, under whatever names the exports use. */
#include "data/units.h"

#include <stdlib.h>
#include <string.h>

units
units_new(arena *memory, const study *s)
{
  units u = {.memory = memory, .study = s, .ids = map_new(memory), .names = map_new(memory)};
  u.declared = map_new(memory);
  size_t n_aliases = 0;
  for (uint32_t i = 0; i < s->n_units; i++) {
    n_aliases += s->units[i].n_aliases;
    map_add(&u.declared, s->units[i].id, strlen(s->units[i].id));
  }
  u.alias_of = arena_many(memory, n_aliases, uint32_t);
  for (uint32_t i = 0; i < s->n_units; i++)
    for (uint32_t j = 0; j < s->units[i].n_aliases; j++) {
      const study_alias *const alias = &s->units[i].aliases[j];
      const char *const key = arena_printf(memory, "%u:%s", alias->survey, alias->name);
      u.alias_of[map_add(&u.names, key, strlen(key))] = i;
    }
  return u;
}

/* The id that a survey's name stands for: an alias for this survey, one for all, or itself. */
static const char *
resolve(const units *u, uint32_t survey, const char *name)
{
  if (!u->names.n)
    return name;
  const uint32_t comments_of = u->study->surveys[survey].comments_of;
  const uint32_t scopes[] = {comments_of ? comments_of - 1 : survey, UINT32_MAX};
  for (size_t i = 0; i < 2; i++) {
    const char *const key = arena_printf(u->memory, "%u:%s", scopes[i], name);
    const uint32_t found = map_find(&u->names, key, strlen(key));
    if (found != MAP_NONE)
      return u->study->units[u->alias_of[found]].id;
  }
  return name;
}

uint32_t
units_add(units *u, uint32_t survey, const char *name, size_t n)
{
  uint32_t number = u->names.n ? MAP_NONE : map_find(&u->ids, name, n);
  if (number == MAP_NONE) {
    const char *const id = resolve(u, survey, arena_copy(u->memory, name, n));
    number = map_add(&u->ids, id, strlen(id));
  }
  if (number == u->n) {
    const unit fresh = {.id = u->ids.keys[number],
                        .parent = {UNIT_NONE, UNIT_NONE},
                        .in_survey = arena_many(u->memory, u->study->n_surveys, bool)};
    arena_push(u->memory, u, fresh);
  }
  return number;
}

static bool
is_text(const char *known, const char *s, size_t n)
{
  return strlen(known) == n && memcmp(known, s, n) == 0;
}

void
units_label(units *u, uint32_t number, const char *label, size_t n)
{
  unit *const x = &u->at[number];
  if (n == 0 || (x->label && is_text(x->label, label, n)))
    return;
  const char *const copy = arena_copy(u->memory, label, n);
  if (!x->label || strcmp(copy, x->label) < 0)
    x->label = copy;
}

/* What study.xml says of the unit, or NULL. */
static const study_unit *
declared_unit(const units *u, const char *id)
{
  const uint32_t i = map_find(&u->declared, id, strlen(id));
  return i == MAP_NONE ? NULL : &u->study->units[i];
}

void
units_parent(units *u, uint32_t hierarchy, uint32_t number, span parent, const char *file,
             unsigned line, diags *d)
{
  unit *const x = &u->at[number];
  const char **const known = &x->parent_id[hierarchy];
  if (parent.n == 0 || (*known && is_text(*known, parent.at, parent.n)))
    return;
  const study_unit *const declared = declared_unit(u, x->id);
  if (declared && declared->parent[hierarchy])
    return; /* the study has the last word */
  const char *const attribute = hierarchy ? "second-parent" : "parent";
  if (*known)
    diag_error(d, "D220", file, line, "a unit has one parent of a kind",
               arena_printf(u->memory,
                            "correct the export, or say which one holds in study.xml: <unit id %s>",
                            attribute),
               "the unit \"%s\" belongs to \"%s\" here and to another %s before", x->id,
               arena_copy(u->memory, parent.at, parent.n), attribute);
  else
    *known = arena_copy(u->memory, parent.at, parent.n);
}

static int
by_id(const void *a, const void *b)
{
  const unit *const x = a, *const y = b;
  if (x->hierarchy != y->hierarchy)
    return x->hierarchy < y->hierarchy ? -1 : 1;
  return strcmp(x->id, y->id);
}

/* What study.xml says of units. */
static void
apply_study(units *u)
{
  for (uint32_t i = 0; i < u->study->n_units; i++) {
    const study_unit *const declared = &u->study->units[i];
    const uint32_t number = map_find(&u->ids, declared->id, strlen(declared->id));
    if (number == MAP_NONE)
      continue;
    if (declared->label)
      u->at[number].label = declared->label;
    for (int h = 0; h < HIERARCHIES; h++)
      if (declared->parent[h])
        u->at[number].parent_id[h] = declared->parent[h];
  }
}

static void
add_parents(units *u, uint32_t hierarchy)
{
  map parents = map_new(u->memory);
  for (size_t i = 0; i < u->n_leaves; i++) {
    const char *const id = u->at[i].parent_id[hierarchy];
    if (id)
      map_add(&parents, id, strlen(id));
  }
  const size_t first = u->n;
  for (uint32_t i = 0; i < parents.n; i++) {
    const unit parent = {.id = parents.keys[i],
                         .label = parents.keys[i],
                         .level = 1,
                         .hierarchy = hierarchy,
                         .parent = {UNIT_NONE, UNIT_NONE},
                         .in_survey = arena_many(u->memory, u->study->n_surveys, bool)};
    arena_push(u->memory, u, parent);
  }
  if (parents.n)
    qsort(u->at + first, parents.n, sizeof *u->at, by_id);
  map places = map_new(u->memory);
  for (size_t i = first; i < u->n; i++)
    map_add(&places, u->at[i].id, strlen(u->at[i].id));
  for (size_t i = 0; i < u->n_leaves; i++) {
    unit *const leaf = &u->at[i];
    const char *const id = leaf->parent_id[hierarchy];
    if (!id)
      continue;
    leaf->parent[hierarchy] = (uint32_t)first + map_find(&places, id, strlen(id));
    unit *const parent = &u->at[leaf->parent[hierarchy]];
    for (uint32_t s = 0; s < u->study->n_surveys; s++)
      parent->in_survey[s] |= leaf->in_survey[s];
  }
}

void
units_settle(units *u)
{
  apply_study(u);
  u->n_leaves = u->n;
  for (size_t i = 0; i < u->n; i++)
    if (!u->at[i].label)
      u->at[i].label = u->at[i].id;
  if (u->n)
    qsort(u->at, u->n, sizeof *u->at, by_id);
  u->place = arena_many(u->memory, u->n, uint32_t);
  for (uint32_t i = 0; i < u->n; i++)
    u->place[map_find(&u->ids, u->at[i].id, strlen(u->at[i].id))] = i;
  for (uint32_t h = 0; h < HIERARCHIES; h++)
    add_parents(u, h);
}

bool
units_is_on_side(const units *u, const unit *x, uint32_t side)
{
  for (uint32_t v = 0; v < u->study->n_surveys; v++)
    if (u->study->surveys[v].side == side && x->in_survey[v])
      return true;
  return false;
}
