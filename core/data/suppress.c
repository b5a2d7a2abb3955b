/* Complementary suppression over units, their parents of both kinds, and everybody. */
#include "data/suppress.h"

#include "data/cuts.h"

#include <math.h>

/* Respondents of one kind in each slot: who has a score, who answered all, who answered one item.
 */
typedef struct family {
  const uint64_t *n;
  size_t stride;
} family;

typedef struct suppressing {
  const summary *s;
  const scale_summary *x;
  const om_scale *scale;
  edges *network; /* an edge for each slot, and the last for people without a unit */
  cuts *cuts;
  bool is_published;
  uint8_t *flags; /* [slot] SUPPRESSED_* */
} suppressing;

/* --- the network ----------------------------------------------------------------------------- */

/* Nodes: the relation of each parent, at its slot; those of everybody, one for parents of either
 * kind; and what is no relation. */
typedef struct nodes {
  uint32_t top[HIERARCHIES], none;
} nodes;

static bool
has_hierarchy(const om_study *study, uint32_t hierarchy)
{
  for (uint32_t u = study->n_units; u-- > 0 && study->units[u]->level > 0;)
    if (study->units[u]->hierarchy == hierarchy)
      return true;
  return false;
}

/* The two relations that a slot stands in. */
static edge
edge_of(const om_study *study, const nodes *k, uint32_t slot)
{
  const om_unit *const unit = slot < study->n_units ? study->units[slot] : NULL;
  if (!unit)
    return (edge){.a = k->top[0], .b = k->top[1]};
  if (unit->level > 0)
    return (edge){.a = slot, .b = k->top[unit->hierarchy]};
  return (edge){.a = unit->parent ? unit->parent->index : k->top[0],
                .b = unit->second_parent ? unit->second_parent->index : k->top[1]};
}

static edges
make_network(arena *memory, const summary *s)
{
  const om_study *const study = s->study;
  nodes k = {.top = {s->n_slots, s->n_slots + 1}, .none = s->n_slots + 2};
  if (!has_hierarchy(study, 1))
    k.top[1] = k.none;
  edges e = {.at = arena_many(memory, (size_t)s->n_slots + 1, edge),
             .n = s->n_slots + 1,
             .n_nodes = s->n_slots + 3};
  for (uint32_t i = 0; i < e.n; i++)
    e.at[i] = edge_of(study, &k, i);
  return e;
}

/* --- people ---------------------------------------------------------------------------------- */

/* Of a unit that has a figure and does not say of how many people, one is not known to be none. */
static uint64_t
people_of_unit(const suppressing *k, const family *f, uint32_t unit)
{
  const uint64_t n = f->n[unit * f->stride];
  return n || !k->is_published ? n : !isnan(k->x->score[unit]);
}

static uint32_t
capped(uint64_t n)
{
  return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

/* People of every edge; what parents and everybody have is what their units have. */
static void
count(const suppressing *k, const family *f)
{
  const om_study *const study = k->s->study;
  const uint32_t everybody = k->s->n_slots - 1;
  edge *const at = k->network->at;
  uint64_t in_units = 0;
  for (uint32_t i = 0; i < k->network->n; i++)
    at[i].people = 0;
  for (uint32_t u = 0; u < study->n_units && study->units[u]->level == 0; u++) {
    const om_unit *const unit = study->units[u];
    const uint64_t n = people_of_unit(k, f, u);
    at[u].people = capped(n);
    if (unit->parent)
      at[unit->parent->index].people = capped(at[unit->parent->index].people + n);
    if (unit->second_parent)
      at[unit->second_parent->index].people = capped(at[unit->second_parent->index].people + n);
    in_units += n;
  }
  const uint64_t all = k->is_published ? in_units : f->n[everybody * f->stride];
  at[everybody].people = capped(all);
  at[everybody + 1].people = capped(all > in_units ? all - in_units : 0);
}

/* --- who answers alike ----------------------------------------------------------------------- */

/* Everybody together are looked at by the analyses, which say that there is nothing to compute. */
static bool
has_like_scores(const suppressing *k, uint32_t slot)
{
  const double n = (double)k->x->n[slot], range = k->scale->max - k->scale->min;
  if (n < 2 || slot + 1 == k->s->n_slots)
    return false;
  const bool is_comments = k->scale->survey->comments;
  const bool is_same = !(k->x->score_ss[slot] > 1e-12 * n * range * range);
  return (is_same && !is_comments) ||
         (k->scale->values == OM_CODES &&
          suppress_is_near_an_end(k->x->score[slot], k->scale->min, k->scale->max, is_comments));
}

/* The same for one question, from how often each answer was given. */
static bool
has_like_answers(const suppressing *k, uint32_t slot, uint32_t item)
{
  const scale_summary *const x = k->x;
  const size_t at = (size_t)slot * x->k + item;
  if (x->n_codes == 0 || x->answered[at] == 0 || slot + 1 == k->s->n_slots)
    return false;
  const uint64_t *const counts = x->counts_all + at * x->n_codes;
  const bool is_comments = k->scale->survey->comments;
  double sum = 0;
  for (uint32_t c = 0; c < x->n_codes; c++) {
    if (counts[c] == x->answered[at] && !is_comments)
      return true;
    sum += (double)counts[c] * ((double)x->first_code + c);
  }
  const om_item *const asked = k->scale->items[item];
  return suppress_is_near_an_end(sum / (double)x->answered[at], asked->min, asked->max,
                                 is_comments);
}

static void
mark_alike(const suppressing *k)
{
  for (uint32_t slot = 0; slot < k->s->n_slots; slot++) {
    bool is_alike = false;
    for (uint32_t j = 0; j < k->x->k && !is_alike; j++)
      is_alike = has_like_answers(k, slot, j);
    if (has_like_scores(k, slot))
      k->flags[slot] |= SUPPRESSED_SCORES | SUPPRESSED_ITEMS;
    else if (is_alike)
      k->flags[slot] |= SUPPRESSED_ITEMS;
  }
}

/* --- one scale ------------------------------------------------------------------------------- */

/* Who answers alike counts as one person: the others of a cut have to hide it. */
static edge
state_of(const suppressing *k, edge x, uint32_t slot, uint8_t flag, const uint8_t *alike)
{
  const uint32_t least = k->scale->survey->minimum_group;
  const bool is_unitless = slot == k->s->n_slots;
  const bool is_out = !is_unitless && (k->flags[slot] & flag);
  x.state = x.people == 0                    ? EDGE_NOBODY
            : x.people < least               ? EDGE_LIGHT
            : is_unitless                    ? EDGE_WITHHELD
            : is_out && (alike[slot] & flag) ? EDGE_LIGHT
            : is_out                         ? EDGE_WITHHELD
                                             : EDGE_TOLD;
  if (x.state == EDGE_LIGHT && x.people >= least)
    x.people = 1;
  return x;
}

/* Closes the cuts of one kind of people; true when more is withheld than before. */
static bool
close_family(const suppressing *k, const uint64_t *n, size_t stride, uint8_t flag,
             const uint8_t *alike)
{
  edge *const at = k->network->at;
  count(k, &(family){n, stride});
  for (uint32_t i = 0; i < k->network->n; i++)
    at[i] = state_of(k, at[i], i, flag, alike);
  if (cuts_close(k->cuts, k->scale->survey->minimum_group) == 0)
    return false;
  for (uint32_t i = 0; i < k->s->n_slots; i++)
    if (at[i].state == EDGE_WITHHELD)
      k->flags[i] |= flag;
  return true;
}

/* Of questions all are withheld that one is: else the scale less the others would be it.  Whatever
 * is withheld of the scale is withheld of its questions, which add up to it. */
static void
close_scale(const suppressing *k, const uint8_t *before, uint8_t *alike)
{
  if (!k->is_published)
    mark_alike(k);
  for (uint32_t i = 0; i < k->s->n_slots; i++) {
    alike[i] = k->flags[i];
    k->flags[i] |= (uint8_t)(alike[i] & SUPPRESSED_SCORES ? ALIKE_SCORES : 0) |
                   (uint8_t)(alike[i] & SUPPRESSED_ITEMS ? ALIKE_ITEMS : 0);
    k->flags[i] |= before ? before[i] & (SUPPRESSED_SCORES | SUPPRESSED_ITEMS) : 0;
  }
  for (bool has_changed = true; has_changed;) {
    has_changed = close_family(k, k->x->n, 1, SUPPRESSED_SCORES, alike);
    if (!k->is_published)
      has_changed |= close_family(k, k->x->complete, 1, SUPPRESSED_SCORES, alike);
  }
  for (uint32_t i = 0; i < k->s->n_slots; i++)
    if (k->flags[i] & SUPPRESSED_SCORES)
      k->flags[i] |= SUPPRESSED_ITEMS;
  for (bool has_changed = !k->is_published; has_changed;) {
    has_changed = false;
    for (uint32_t j = 0; j < k->x->k; j++)
      has_changed |= close_family(k, k->x->answered + j, k->x->k, SUPPRESSED_ITEMS, alike);
  }
}

const uint8_t *const *
suppress(arena *memory, const summary *s, const uint8_t *const *before)
{
  const uint8_t **const out = arena_many(memory, s->study->n_scales, const uint8_t *);
  uint8_t *const alike = arena_many(memory, s->n_slots, uint8_t);
  edges network = make_network(memory, s);
  cuts *const shared = cuts_new(memory, &network);
  for (uint32_t i = 0; i < s->study->n_scales; i++) {
    const om_scale *const scale = s->study->scales[i];
    if (s->is_public[scale->survey->index])
      continue;
    const suppressing k = {.s = s,
                           .x = &s->scales[i],
                           .scale = scale,
                           .network = &network,
                           .cuts = shared,
                           .is_published = scale->survey->level == OM_LEVEL_UNIT,
                           .flags = arena_many(memory, s->n_slots, uint8_t)};
    close_scale(&k, before ? before[i] : NULL, alike);
    out[i] = k.flags;
  }
  return out;
}
