/* What a report tells together with an earlier one. */
#include "ledger/reruns.h"

#include "data/cuts.h"
#include "data/suppress.h"
#include "ledger/same_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- people of both reports ------------------------------------------------------------------ */

/* People who have one place in the earlier report and one in the later.  A place: index of a unit;
 * n_units, for those without a unit; ABSENT. */
#define ABSENT UINT32_MAX

typedef struct atom {
  uint32_t earlier, later;
} atom;

/* What an atom's people have of one kind. */
typedef struct having {
  uint32_t n;
  double lowest, highest;
} having;

/* An earlier and a later survey that share rows. */
typedef struct crossing {
  arena *memory;
  const rerun *r;
  const told_report *before;
  const told_survey *earlier, *later;
  const om_survey *survey;  /* the later one */
  const survey_data *data;  /* its columns */
  uint32_t least, n_before; /* units of the earlier report; of the later one: */
  uint32_t n_after;
  atom *atoms;
  uint32_t n_atoms;
  uint32_t *atom_of; /* [row of the later survey] */
  having *counts;    /* [n_atoms] of the family that is looked at */
  uint32_t *gone;    /* [n_before + 1] of it, who are in the earlier report alone */
  uint8_t **withhold;
  rerun_verdict *v;
} crossing;

static uint32_t
place_of(uint32_t unit, uint32_t n_units)
{
  return unit == UNIT_NONE ? n_units : unit;
}

static int
by_value(const void *a, const void *b)
{
  const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static uint64_t
atom_number(const crossing *k, uint32_t was_in, uint32_t unit)
{
  const uint32_t earlier = was_in == ROW_NEW ? ABSENT : place_of(was_in, k->n_before);
  return (uint64_t)earlier << 32 | place_of(unit, k->n_after);
}

static void
make_atoms(crossing *k, const uint32_t *was_in)
{
  const uint64_t n = k->later->n_rows;
  uint64_t *const all = arena_many(k->memory, n, uint64_t);
  for (uint64_t i = 0; i < n; i++)
    all[i] = atom_number(k, was_in[i], k->later->rows[i].unit);
  qsort(all, n, sizeof *all, by_value);
  uint32_t n_atoms = 0;
  for (uint64_t i = 0; i < n; i++)
    if (i == 0 || all[i] != all[i - 1])
      all[n_atoms++] = all[i];
  k->n_atoms = n_atoms;
  k->atoms = arena_many(k->memory, n_atoms, atom);
  for (uint32_t i = 0; i < n_atoms; i++)
    k->atoms[i] = (atom){(uint32_t)(all[i] >> 32), (uint32_t)all[i]};
  k->atom_of = arena_many(k->memory, n, uint32_t);
  for (uint64_t i = 0; i < n; i++) {
    const uint64_t number = atom_number(k, was_in[i], k->later->rows[i].unit);
    const uint64_t *const at = bsearch(&number, all, n_atoms, sizeof *all, by_value);
    k->atom_of[i] = (uint32_t)(at - all);
  }
  k->counts = arena_many(k->memory, n_atoms, having);
  k->gone = arena_many(k->memory, (size_t)k->n_before + 1, uint32_t);
}

/* --- one kind of answer ---------------------------------------------------------------------- */

/* Of one scale of the later survey. */
typedef struct looking {
  crossing *k;
  const study_scale *scale;
  const om_scale *of;
  answers *items; /* [n_items] columns */
} looking;

static double
answer_of(const looking *l, uint32_t item, uint64_t row)
{
  const answers *const a = &l->items[item];
  if (a->numbers)
    return a->numbers[row];
  return a->codes[row] > OM_MISSING ? a->codes[row] : NAN;
}

/* The row's value of the kind, or NaN. */
static double
value_of(const looking *l, uint32_t family, uint64_t row)
{
  if (family >= TOLD_ITEMS)
    return answer_of(l, family - TOLD_ITEMS, row);
  const uint32_t least = family == TOLD_SCORE ? l->scale->min_items : l->scale->n_items;
  uint32_t n = 0;
  double sum = 0;
  for (uint32_t j = 0; j < l->scale->n_items; j++) {
    const double x = answer_of(l, j, row);
    n += !isnan(x);
    sum += isnan(x) ? 0 : x;
  }
  return n && n >= least ? sum / n : NAN;
}

static void
count_later(const looking *l, uint32_t family)
{
  crossing *const k = l->k;
  for (uint32_t i = 0; i < k->n_atoms; i++)
    k->counts[i] = (having){0, INFINITY, -INFINITY};
  for (uint64_t row = 0; row < k->later->n_rows; row++) {
    const double x = value_of(l, family, row);
    if (isnan(x))
      continue;
    having *const t = &k->counts[k->atom_of[row]];
    t->n++;
    t->lowest = fmin(t->lowest, x);
    t->highest = fmax(t->highest, x);
  }
}

/* People of a place, of one kind. */
static uint32_t
people_at(const told_report *r, const told_family *f, uint32_t place)
{
  if (place < r->n_units)
    return f->n[place];
  uint64_t in_units = 0;
  for (uint32_t u = 0; u < r->n_units; u++)
    in_units += r->units[u].level == 0 ? f->n[u] : 0;
  return f->n[r->n_units] > in_units ? (uint32_t)(f->n[r->n_units] - in_units) : 0;
}

/* Who is in the earlier report alone: those that it had, less those who are found again. */
static void
count_gone(crossing *k, const told_family *f)
{
  for (uint32_t i = 0; i <= k->n_before; i++)
    k->gone[i] =
        i == k->n_before || k->before->units[i].level == 0 ? people_at(k->before, f, i) : 0;
  for (uint32_t i = 0; i < k->n_atoms; i++) {
    const atom *const a = &k->atoms[i];
    if (a->earlier == ABSENT)
      continue;
    uint32_t *const gone = &k->gone[a->earlier];
    *gone = *gone > k->counts[i].n ? *gone - k->counts[i].n : 0;
  }
}

/* --- the network ----------------------------------------------------------------------------- */

/* One report in it: a node for each unit, and for those without one, and of everybody. */
typedef struct side {
  const told_report *report;
  uint32_t hierarchy;
  uint32_t first_node, first_edge; /* an edge for each unit, for no unit, for everybody */
} side;

typedef struct network {
  side before, after;
  uint32_t none; /* the node that is no relation */
  uint32_t first_atom, first_gone;
  edges e;
  cuts *cuts;
} network;

static uint32_t
size_of(const told_report *r)
{
  return r->n_units + 2;
}

static void
join_side(network *w, const side *s)
{
  const told_report *const r = s->report;
  const uint32_t top = s->first_node + r->n_units + 1;
  edge *const at = w->e.at + s->first_edge;
  for (uint32_t i = 0; i < r->n_units; i++) {
    const told_unit *const unit = &r->units[i];
    const uint32_t node = s->first_node + i, parent = unit->parent[s->hierarchy];
    if (unit->level > 0 && unit->hierarchy != s->hierarchy)
      at[i] = (edge){.a = w->none, .b = w->none};
    else
      at[i] = (edge){.a = node, .b = parent == UNIT_NONE ? top : s->first_node + parent};
  }
  at[r->n_units] = (edge){.a = top - 1, .b = top};
  at[r->n_units + 1] = (edge){.a = top, .b = w->none};
}

static network
make_network(const crossing *k, uint32_t earlier_hierarchy, uint32_t later_hierarchy)
{
  const told_report *const before = k->before, *const after = k->r->later;
  network w = {.before = {before, earlier_hierarchy, 0, 0},
               .after = {after, later_hierarchy, size_of(before), size_of(before)}};
  w.none = w.first_atom = size_of(before) + size_of(after);
  w.first_gone = w.first_atom + k->n_atoms;
  w.e.n_nodes = w.none + 1;
  w.e.n = w.first_gone + before->n_units + 1;
  w.e.at = arena_many(k->memory, w.e.n, edge);
  join_side(&w, &w.before);
  join_side(&w, &w.after);
  for (uint32_t i = 0; i < k->n_atoms; i++) {
    const atom *const a = &k->atoms[i];
    w.e.at[w.first_atom + i] =
        (edge){.a = a->earlier == ABSENT ? w.none : a->earlier, .b = w.after.first_node + a->later};
  }
  for (uint32_t i = 0; i <= before->n_units; i++)
    w.e.at[w.first_gone + i] = (edge){.a = i, .b = w.none};
  return w;
}

/* People of a group that a cut counts.  Each report hides those who answer alike behind others of
 * its own (suppress.h); here it is enough that they are not alone. */
static uint32_t
counted(uint32_t n, bool is_alike, uint32_t least)
{
  return n >= least && is_alike ? least - 1 : n;
}

static void
set_people(edge *e, uint32_t n, bool is_alike, uint32_t least)
{
  e->people = counted(n, is_alike, least);
  e->state = n == 0 ? EDGE_NOBODY : e->people < least ? EDGE_LIGHT : EDGE_WITHHELD;
}

/* What a report tells of its own groups. */
static void
set_side(const crossing *k, network *w, const side *s, const told_family *f, bool may_withhold)
{
  static const edge_state states[] = {[TOLD_NOBODY] = EDGE_NOBODY,
                                      [TOLD_YES] = EDGE_FIXED,
                                      [TOLD_SMALL] = EDGE_LIGHT,
                                      [TOLD_ALIKE] = EDGE_LIGHT,
                                      [TOLD_WITHHELD] = EDGE_WITHHELD};
  const uint32_t n = s->report->n_units;
  edge *const at = w->e.at + s->first_edge;
  for (uint32_t i = 0; i <= n; i++) {
    edge *const e = &at[i < n ? i : n + 1];
    e->people = counted(f->n[i], f->state[i] == TOLD_ALIKE, k->least);
    e->state = states[f->state[i]];
    if (may_withhold && i < n && e->state == EDGE_FIXED)
      e->state = EDGE_TOLD;
  }
  set_people(&at[n], people_at(s->report, f, n), false, k->least);
}

static void
set_network(const crossing *k, network *w, const told_family *before, const told_family *after)
{
  set_side(k, w, &w->before, before, false);
  set_side(k, w, &w->after, after, true);
  for (uint32_t i = 0; i < k->n_atoms; i++) {
    const having *const t = &k->counts[i];
    set_people(&w->e.at[w->first_atom + i], t->n, !(t->lowest < t->highest), k->least);
  }
  for (uint32_t i = 0; i <= k->n_before; i++)
    set_people(&w->e.at[w->first_gone + i], k->gone[i], false, k->least);
}

/* --- closing --------------------------------------------------------------------------------- */

/* Groups that are told now and were turned. */
static void
note_turned(const looking *l, const network *w, const told_family *f, uint8_t flag)
{
  const crossing *const k = l->k;
  const edge *const at = w->e.at + w->after.first_edge;
  uint8_t **const flags = &k->withhold[l->of->index];
  if (!*flags)
    *flags = arena_many(k->memory, (size_t)k->n_after + 1, uint8_t);
  for (uint32_t i = 0; i < k->n_after; i++)
    if (at[i].state == EDGE_WITHHELD && f->state[i] == TOLD_YES)
      (*flags)[i] |= flag;
}

static bool
has_hierarchy(const told_report *r, uint32_t hierarchy)
{
  for (uint32_t i = 0; i < r->n_units; i++)
    if (r->units[i].level > 0 && r->units[i].hierarchy == hierarchy)
      return true;
  return hierarchy == 0;
}

/* Each hierarchy then with each now. */
static void
close_family(const looking *l, network *networks, uint32_t n_networks, const told_family *before,
             const told_family *after, uint8_t flag)
{
  crossing *const k = l->k;
  for (uint32_t i = 0; i < n_networks; i++) {
    network *const w = &networks[i];
    set_network(k, w, before, after);
    const uint32_t n_turned = cuts_close(w->cuts, k->least), n_open = cuts_left_open(w->cuts);
    if (n_turned + n_open == 0)
      continue;
    if (!k->v->survey) {
      k->v->survey = k->survey->id;
      k->v->scale = l->of->id;
    }
    k->v->is_fixed |= n_open > 0;
    note_turned(l, w, after, flag);
  }
}

static uint32_t
make_networks(const crossing *k, network out[HIERARCHIES * HIERARCHIES])
{
  uint32_t n = 0;
  for (uint32_t h = 0; h < HIERARCHIES; h++)
    for (uint32_t g = 0; g < HIERARCHIES; g++)
      if (has_hierarchy(k->before, h) && has_hierarchy(k->r->later, g)) {
        out[n] = make_network(k, h, g);
        out[n].cuts = cuts_new(k->memory, &out[n].e);
        n++;
      }
  return n;
}

static bool
is_same_question(const told_scale *a, const told_scale *b)
{
  if (a->k != b->k)
    return false;
  for (uint32_t i = 0; i < a->k; i++) {
    bool is_there = false;
    for (uint32_t j = 0; j < b->k && !is_there; j++)
      is_there = a->columns[i] == b->columns[j];
    if (!is_there)
      return false;
  }
  return true;
}

/* Families that two scales have in common: scores where they are of the same questions, and each
 * question by itself. */
static void
close_scales(const looking *l, network *networks, uint32_t n_networks, const told_scale *before,
             const told_scale *after)
{
  const bool is_same = is_same_question(before, after);
  for (uint32_t f = 0; f < TOLD_ITEMS + after->k; f++) {
    uint32_t g = f;
    if (f >= TOLD_ITEMS)
      for (g = TOLD_ITEMS; g < TOLD_ITEMS + before->k; g++)
        if (before->columns[g - TOLD_ITEMS] == after->columns[f - TOLD_ITEMS])
          break;
    if (f < TOLD_ITEMS ? !is_same : g == TOLD_ITEMS + before->k)
      continue;
    count_later(l, f);
    count_gone(l->k, &before->families[g]);
    close_family(l, networks, n_networks, &before->families[g], &after->families[f],
                 f < TOLD_ITEMS ? SUPPRESSED_SCORES | SUPPRESSED_ITEMS : SUPPRESSED_ITEMS);
  }
}

static void
close_survey(crossing *k)
{
  network networks[HIERARCHIES * HIERARCHIES];
  const uint32_t n_networks = make_networks(k, networks);
  const study_survey *const declared = k->data->survey;
  for (uint32_t i = 0; i < k->later->n_scales; i++) {
    const looking l = {.k = k,
                       .scale = &k->r->study->scales[declared->first_scale + i],
                       .of = k->survey->scales[i],
                       .items = k->data->items[i]};
    for (uint32_t j = 0; j < k->earlier->n_scales; j++)
      close_scales(&l, networks, n_networks, &k->earlier->scales[j], &k->later->scales[i]);
  }
}

/* --- two reports ----------------------------------------------------------------------------- */

/* For each unit of the earlier report its index in the later one, or UNIT_NONE. */
static uint32_t *
units_again(arena *memory, const told_report *earlier, const told_report *later)
{
  map ids = map_new(memory);
  for (uint32_t i = 0; i < later->n_units; i++)
    map_add(&ids, later->units[i].id, strlen(later->units[i].id));
  uint32_t *const out = arena_many(memory, (size_t)earlier->n_units + 1, uint32_t);
  for (uint32_t i = 0; i < earlier->n_units; i++)
    out[i] = map_find(&ids, earlier->units[i].id, strlen(earlier->units[i].id));
  return out;
}

bool
rerun_meets(arena *memory, const told_report *later, const told_report *earlier)
{
  const uint32_t *const again = units_again(memory, earlier, later);
  for (uint32_t a = 0; a < earlier->n_surveys; a++)
    for (uint32_t b = 0; b < later->n_surveys; b++) {
      uint32_t *const was_in = arena_many(memory, later->surveys[b].n_rows, uint32_t);
      if (same_rows(memory, &earlier->surveys[a], &later->surveys[b], again, was_in))
        return true;
    }
  return false;
}

/* The later survey in the study. */
static uint32_t
survey_named(const rerun *r, const char *id)
{
  uint32_t v = 0;
  while (strcmp(r->summary->study->surveys[v]->id, id) != 0)
    v++;
  return v;
}

static void
count_groups(const rerun *r, rerun_verdict *v, uint8_t **withhold)
{
  for (uint32_t u = 0; u < r->later->n_units; u++) {
    bool is_out = false;
    for (uint32_t i = 0; i < r->summary->study->n_scales; i++)
      is_out |= withhold[i] && withhold[i][u];
    v->n_groups += is_out;
  }
}

rerun_verdict
rerun_check(arena *memory, const rerun *r, const told_report *earlier)
{
  rerun_verdict v = {0};
  uint8_t **const withhold = arena_many(memory, r->summary->study->n_scales, uint8_t *);
  const uint32_t *const again = units_again(memory, earlier, r->later);
  for (uint32_t a = 0; a < earlier->n_surveys; a++)
    for (uint32_t b = 0; b < r->later->n_surveys; b++) {
      const told_survey *const then = &earlier->surveys[a], *const now = &r->later->surveys[b];
      uint32_t *const was_in = arena_many(memory, now->n_rows, uint32_t);
      const uint64_t n_same = same_rows(memory, then, now, again, was_in);
      const uint32_t index = survey_named(r, now->id);
      if (!n_same)
        continue;
      crossing k = {.memory = memory,
                    .r = r,
                    .before = earlier,
                    .earlier = then,
                    .later = now,
                    .survey = r->summary->study->surveys[index],
                    .data = &r->data[index],
                    .least = then->minimum < now->minimum ? then->minimum : now->minimum,
                    .n_before = earlier->n_units,
                    .n_after = r->later->n_units,
                    .withhold = withhold,
                    .v = &v};
      v.n_same += n_same;
      make_atoms(&k, was_in);
      close_survey(&k);
    }
  v.withhold = (const uint8_t *const *)withhold;
  count_groups(r, &v, withhold);
  return v;
}
