/* What two reports tell together: their sums as networks. */
#include "ledger/rerun_network.h"

#include "data/cuts.h"

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
  const told_report *const before = k->before, *const after = k->after;
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

static void
set_people(edge *e, uint32_t n, bool is_alike, uint32_t least)
{
  e->people = people_counted(n, is_alike, least);
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
    e->people = people_counted(f->n[i], f->state[i] == TOLD_ALIKE, k->least);
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
    set_people(&w->e.at[w->first_atom + i], t->n, t->is_alike, k->least);
  }
  for (uint32_t i = 0; i <= k->n_before; i++)
    set_people(&w->e.at[w->first_gone + i], k->gone[i].n, k->gone[i].is_alike, k->least);
}

/* --- each hierarchy then with each now ------------------------------------------------------- */

struct rerun_networks {
  const crossing *k;
  network at[HIERARCHIES * HIERARCHIES];
  uint32_t n;
};

rerun_networks *
rerun_networks_new(const crossing *k)
{
  rerun_networks *const all = arena_one(k->memory, rerun_networks);
  all->k = k;
  for (uint32_t h = 0; h < HIERARCHIES; h++)
    for (uint32_t g = 0; g < HIERARCHIES; g++)
      if (has_hierarchy(k->before, h) && has_hierarchy(k->after, g)) {
        network *const w = &all->at[all->n++];
        *w = make_network(k, h, g);
        w->cuts = cuts_new(k->memory, &w->e);
      }
  return all;
}

bool
rerun_networks_close(rerun_networks *all, const told_family *before, const told_family *after,
                     bool *is_out)
{
  const crossing *const k = all->k;
  bool is_closed = true;
  for (uint32_t i = 0; i < all->n; i++) {
    network *const w = &all->at[i];
    set_network(k, w, before, after);
    cuts_close(w->cuts, k->least);
    is_closed &= cuts_left_open(w->cuts) == 0;
    const edge *const at = w->e.at + w->after.first_edge;
    for (uint32_t u = 0; u < k->n_after; u++)
      is_out[u] |= at[u].state == EDGE_WITHHELD && after->state[u] == TOLD_YES;
  }
  return is_closed;
}
