/* Small cuts in a network of sums, and the cheapest way round them. */
#include "data/cuts.h"

#include <stdlib.h>

enum { NONE = UINT32_MAX };

/* --- the network ----------------------------------------------------------------------------- */

typedef struct step {
  uint64_t cost;
  uint32_t cluster;
} step;

typedef struct steps {
  step *at;
  size_t n, capacity;
} steps;

/* What a search knows of the way to each cluster; cleared by going through what it saw. */
typedef struct searching {
  uint64_t *cost; /* [node] UINT64_MAX: not reached */
  uint32_t *from; /* [node] place of the edge by which it was reached */
  uint32_t *seen;
  size_t n_seen;
  steps heap;
} searching;

/* Clusters by how many withheld people join them to those that were taken: least of them or more
 * are one bucket. */
typedef struct order {
  uint32_t *key;            /* [node] people, at most `least` */
  uint32_t *before, *after; /* in its bucket */
  uint32_t *bucket;         /* [least + 1] first of each, or NONE */
  size_t n_buckets;
  bool *is_taken;
} order;

/* Two clusters that one look found joined by enough people. */
typedef struct two {
  uint32_t a, b;
} two;

typedef struct joined {
  two *at;
  size_t n, capacity;
} joined;

/* Nodes that are joined by enough people are one: a cluster, called by the first of its nodes. */
struct cuts {
  arena *memory;
  edges *e;
  uint32_t least;
  uint32_t *first, *next_edge; /* edges of a node: [node], [2 * edge + end] */
  uint32_t *cluster;           /* [node] union-find */
  uint32_t *next_node, *last;  /* nodes of a cluster */
  uint32_t *part;              /* [cluster] union-find of what withheld edges connect */
  searching s;
  order o;
  joined joined;
  uint32_t n_turned, n_open;
};

cuts *
cuts_new(arena *memory, edges *e)
{
  const uint32_t n = e->n_nodes;
  cuts *const k = arena_one(memory, cuts);
  *k = (cuts){.memory = memory,
              .e = e,
              .first = arena_many(memory, n, uint32_t),
              .next_edge = arena_many(memory, 2 * (size_t)e->n, uint32_t),
              .cluster = arena_many(memory, n, uint32_t),
              .next_node = arena_many(memory, n, uint32_t),
              .last = arena_many(memory, n, uint32_t),
              .part = arena_many(memory, n, uint32_t),
              .s = {.cost = arena_many(memory, n, uint64_t),
                    .from = arena_many(memory, n, uint32_t),
                    .seen = arena_many(memory, n, uint32_t)},
              .o = {.key = arena_many(memory, n, uint32_t),
                    .before = arena_many(memory, n, uint32_t),
                    .after = arena_many(memory, n, uint32_t),
                    .is_taken = arena_many(memory, n, bool)}};
  for (uint32_t i = 0; i < n; i++) {
    k->first[i] = NONE;
    k->s.cost[i] = UINT64_MAX;
  }
  for (uint32_t i = e->n; i-- > 0;) {
    const edge *const x = &e->at[i];
    if (x->a == x->b)
      continue;
    k->next_edge[2 * i] = k->first[x->a];
    k->first[x->a] = 2 * i;
    k->next_edge[2 * i + 1] = k->first[x->b];
    k->first[x->b] = 2 * i + 1;
  }
  return k;
}

static uint32_t
cluster_of(cuts *k, uint32_t node)
{
  while (k->cluster[node] != node) {
    k->cluster[node] = k->cluster[k->cluster[node]];
    node = k->cluster[node];
  }
  return node;
}

static uint32_t
part_of(cuts *k, uint32_t cluster)
{
  uint32_t *const part = k->part;
  while (part[cluster] != cluster) {
    part[cluster] = part[part[cluster]];
    cluster = part[cluster];
  }
  return cluster;
}

static void
contract(cuts *k, uint32_t a, uint32_t b)
{
  a = cluster_of(k, a);
  b = cluster_of(k, b);
  if (a == b)
    return;
  const uint32_t kept = a < b ? a : b, gone = a < b ? b : a;
  k->cluster[gone] = kept;
  k->next_node[k->last[kept]] = gone;
  k->last[kept] = k->last[gone];
  k->part[part_of(k, gone)] = part_of(k, kept);
}

/* Calls for each edge that leaves a cluster: `place` is 2 * edge + the end that is in it. */
#define EACH_EDGE_OF(k, c, place)                                                                  \
  for (uint32_t node_ = (c); node_ != NONE; node_ = (k)->next_node[node_])                         \
    for (uint32_t place = (k)->first[node_]; place != NONE; place = (k)->next_edge[place])

static uint32_t
far_end(cuts *k, uint32_t place)
{
  const edge *const x = &k->e->at[place / 2];
  return cluster_of(k, place % 2 ? x->a : x->b);
}

/* --- the cheapest way round ------------------------------------------------------------------ */

static bool
is_before(step a, step b)
{
  return a.cost != b.cost ? a.cost < b.cost : a.cluster < b.cluster;
}

static void
push_step(arena *memory, steps *heap, step s)
{
  arena_push(memory, heap, s);
  size_t i = heap->n - 1;
  for (; i > 0 && is_before(s, heap->at[(i - 1) / 2]); i = (i - 1) / 2)
    heap->at[i] = heap->at[(i - 1) / 2];
  heap->at[i] = s;
}

static step
pop_step(steps *heap)
{
  const step top = heap->at[0], s = heap->at[--heap->n];
  size_t i = 0;
  for (size_t child; (child = 2 * i + 1) < heap->n; i = child) {
    child += child + 1 < heap->n && is_before(heap->at[child + 1], heap->at[child]);
    if (!is_before(heap->at[child], s))
      break;
    heap->at[i] = heap->at[child];
  }
  heap->at[i] = s;
  return top;
}

static void
reach(cuts *k, uint32_t cluster, uint64_t cost, uint32_t place)
{
  searching *const s = &k->s;
  if (cost >= s->cost[cluster])
    return;
  if (s->cost[cluster] == UINT64_MAX)
    s->seen[s->n_seen++] = cluster;
  s->cost[cluster] = cost;
  s->from[cluster] = place;
  push_step(k->memory, &s->heap, (step){cost, cluster});
}

/* Turns the told edges of the way that ends in `cluster`; their ends become one. */
static void
withhold_way(cuts *k, uint32_t start, uint32_t cluster)
{
  while (cluster != start) {
    const uint32_t place = k->s.from[cluster];
    edge *const x = &k->e->at[place / 2];
    const uint32_t before = cluster_of(k, place % 2 ? x->b : x->a);
    if (x->state == EDGE_TOLD) {
      x->state = EDGE_WITHHELD;
      k->n_turned++;
    }
    cluster = before;
  }
}

static void
contract_withheld(cuts *k)
{
  const searching *const s = &k->s;
  for (size_t i = 0; i < s->n_seen; i++) {
    const uint32_t place = s->from[s->seen[i]];
    if (place != NONE && k->e->at[place / 2].state == EDGE_WITHHELD)
      contract(k, k->e->at[place / 2].a, k->e->at[place / 2].b);
  }
}

/* From a cluster over told edges to another one of its part, at the price of the people who would
 * be withheld.  Over light edges of other parts it costs nothing, and those of its own are what it
 * goes round.  False when there is no way. */
static bool
go_round(cuts *k, uint32_t from)
{
  searching *const s = &k->s;
  const uint32_t part = part_of(k, from);
  bool is_there = false;
  s->n_seen = 0;
  s->heap.n = 0;
  reach(k, from, 0, NONE);
  while (s->heap.n && !is_there) {
    const step at = pop_step(&s->heap);
    if (at.cost > s->cost[at.cluster])
      continue;
    if (at.cluster != from && part_of(k, at.cluster) == part) {
      withhold_way(k, from, at.cluster);
      is_there = true;
      break;
    }
    EACH_EDGE_OF(k, at.cluster, place)
    {
      const edge *const x = &k->e->at[place / 2];
      const uint32_t to = far_end(k, place);
      const bool is_light = x->state == EDGE_LIGHT;
      if (to == at.cluster || x->state == EDGE_NOBODY || x->state == EDGE_FIXED ||
          (is_light && part_of(k, to) == part))
        continue;
      reach(k, to, at.cost + (is_light ? 0 : x->people), place);
    }
  }
  if (is_there)
    contract_withheld(k);
  for (size_t i = 0; i < s->n_seen; i++)
    s->cost[s->seen[i]] = UINT64_MAX;
  return is_there;
}

/* --- one look at all clusters ---------------------------------------------------------------- */

static void
unlink_cluster(order *o, uint32_t c)
{
  if (o->before[c] == NONE)
    o->bucket[o->key[c]] = o->after[c];
  else
    o->after[o->before[c]] = o->after[c];
  if (o->after[c] != NONE)
    o->before[o->after[c]] = o->before[c];
}

static void
link_cluster(order *o, uint32_t c, uint32_t key)
{
  o->key[c] = key;
  o->before[c] = NONE;
  o->after[c] = o->bucket[key];
  if (o->after[c] != NONE)
    o->before[o->after[c]] = c;
  o->bucket[key] = c;
}

static uint32_t
heaviest(const order *o, uint32_t least)
{
  for (uint32_t key = least + 1; key-- > 0;)
    if (o->bucket[key] != NONE)
      return o->bucket[key];
  return NONE;
}

/* False when there was nothing to contract. */
static bool
contract_found(cuts *k)
{
  for (size_t i = 0; i < k->joined.n; i++)
    contract(k, k->joined.at[i].a, k->joined.at[i].b);
  return k->joined.n > 0;
}

/* Moves the neighbours of a cluster that is taken; those that enough people join to what was taken
 * before are joined to it for good. */
static void
take_cluster(cuts *k, uint32_t c)
{
  order *const o = &k->o;
  unlink_cluster(o, c);
  o->is_taken[c] = true;
  EACH_EDGE_OF(k, c, place)
  {
    const edge *const x = &k->e->at[place / 2];
    const uint32_t to = x->state == EDGE_LIGHT ? far_end(k, place) : c;
    if (to == c || o->is_taken[to])
      continue;
    const uint64_t sum = (uint64_t)o->key[to] + x->people;
    const uint32_t key = sum < k->least ? (uint32_t)sum : k->least;
    /* What comes after enough is left out of the count, and proves nothing more. */
    if (key == k->least && o->key[to] < k->least)
      arena_push(k->memory, &k->joined, ((two){c, to}));
    unlink_cluster(o, to);
    link_cluster(o, to, key);
  }
}

/* Takes clusters one after the other, always one that most people join to those that were taken:
 * then the edge that brings a cluster to `least` has ends that no cut of fewer people parts. Counts
 * stop at `least`, as if edges beyond it were not there.  False when there were none to contract.
 */
static bool
contract_joined(cuts *k)
{
  order *const o = &k->o;
  k->joined.n = 0;
  for (uint32_t i = 0; i <= k->least; i++)
    o->bucket[i] = NONE;
  for (uint32_t i = k->e->n_nodes; i-- > 0;) {
    o->is_taken[i] = cluster_of(k, i) != i;
    if (!o->is_taken[i])
      link_cluster(o, i, 0);
  }
  uint32_t current = NONE;
  for (uint32_t c; (c = heaviest(o, k->least)) != NONE;) {
    if (o->key[c] == 0)
      current = c;
    k->part[c] = current;
    take_cluster(k, c);
  }
  return contract_found(k);
}

/* --- closing --------------------------------------------------------------------------------- */

/* Withheld people at a cluster, at most `least`; and the cluster that most of them join it to. */
static uint32_t
degree_of(cuts *k, uint32_t c, uint32_t *neighbour)
{
  uint64_t sum = 0;
  uint32_t most = 0;
  *neighbour = NONE;
  EACH_EDGE_OF(k, c, place)
  {
    const uint32_t to = k->e->at[place / 2].state == EDGE_LIGHT ? far_end(k, place) : c;
    if (to == c)
      continue;
    const uint32_t people = k->e->at[place / 2].people;
    sum += people;
    if (sum >= k->least)
      return k->least;
    if (people > most) {
      most = people;
      *neighbour = to;
    }
  }
  return (uint32_t)sum;
}

/* Withholds every told edge of a cluster; false when nothing is told of it. */
static bool
withhold_all(cuts *k, uint32_t c)
{
  const uint32_t before = k->n_turned;
  k->joined.n = 0;
  EACH_EDGE_OF(k, c, place)
  {
    edge *const x = &k->e->at[place / 2];
    const uint32_t to = far_end(k, place);
    if (x->state != EDGE_TOLD || to == c)
      continue;
    x->state = EDGE_WITHHELD;
    k->n_turned++;
    arena_push(k->memory, &k->joined, ((two){c, to}));
  }
  contract_found(k);
  return k->n_turned > before;
}

static bool
has_told(cuts *k, uint32_t c)
{
  EACH_EDGE_OF(k, c, place)
  {
    const edge_state state = k->e->at[place / 2].state;
    if ((state == EDGE_TOLD || state == EDGE_FIXED) && far_end(k, place) != c)
      return true;
  }
  return false;
}

/* Looks at each cluster that fewer than `least` withheld people join to others.  Where nothing is
 * told of it, the largest of its groups are the others together and say no more: contracted. */
static bool
contract_silent(cuts *k)
{
  bool has_changed = false;
  for (uint32_t c = 0; c < k->e->n_nodes; c++) {
    uint32_t neighbour;
    if (cluster_of(k, c) != c || degree_of(k, c, &neighbour) >= k->least || neighbour == NONE ||
        has_told(k, c))
      continue;
    contract(k, c, neighbour);
    has_changed = true;
  }
  return has_changed;
}

/* The same, where something is told: it tells of them.  True when there was any. */
static bool
close_told(cuts *k)
{
  bool is_open = false;
  for (uint32_t c = 0; c < k->e->n_nodes; c++) {
    uint32_t neighbour;
    if (cluster_of(k, c) != c || degree_of(k, c, &neighbour) >= k->least || neighbour == NONE)
      continue;
    is_open = true;
    if (go_round(k, c) || withhold_all(k, c))
      continue;
    k->n_open += has_told(k, c);
    contract(k, c, neighbour);
  }
  return is_open;
}

/* Every group by itself, but for those that are withheld and large. */
static void
start(cuts *k, uint32_t least)
{
  k->least = least;
  k->n_turned = k->n_open = 0;
  if (k->o.n_buckets <= least)
    k->o.bucket = arena_many(k->memory, (size_t)least + 1, uint32_t);
  k->o.n_buckets = (size_t)least + 1;
  for (uint32_t i = 0; i < k->e->n_nodes; i++) {
    k->cluster[i] = k->last[i] = k->part[i] = i;
    k->next_node[i] = NONE;
  }
  for (uint32_t i = 0; i < k->e->n; i++) {
    const edge *const x = &k->e->at[i];
    if (x->state == EDGE_WITHHELD || (x->state == EDGE_LIGHT && x->people >= least))
      contract(k, x->a, x->b);
  }
}

uint32_t
cuts_close(cuts *k, uint32_t least)
{
  start(k, least);
  do {
    while (contract_joined(k) || contract_silent(k))
      ;
  } while (close_told(k));
  return k->n_turned;
}

uint32_t
cuts_left_open(const cuts *k)
{
  return k->n_open;
}
