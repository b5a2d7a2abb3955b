/* What can be worked out from sums that are told, and what has to be withheld so that it cannot.
 *
 * A node is a sum relation: the groups that make up a region, and the region.  An edge is a group;
 * it joins the two relations that the group stands in (a unit: those of its two parents; a parent:
 * its own and that of everybody).  A group in one relation alone is joined to a node that is no
 * relation.
 *
 * Relations of this kind are conservation laws of a network, and what follows from them about
 * groups that are withheld are its cuts: the sum over all edges that cross from one set of nodes to
 * the others, each with a sign, equals what is told of the rest.  So nothing about fewer than
 * `least` people can be worked out exactly if every cut through withheld edges has at least that
 * many people; a single group that is in no cycle of withheld ones is a cut by itself.  Gusfield
 * 1988, SIAM Journal on Computing 17, 552-571, doi:10.1137/0217034, for tables; a tree of units is
 * a table with one column.
 *
 * Small cuts are found by contracting what is joined by enough people (Nagamochi and Ibaraki 1992,
 * SIAM Journal on Discrete Mathematics 5, 54-66, doi:10.1137/0405004), and closed by withholding
 * the cheapest way round, counted in people. */
#ifndef OM_DATA_CUTS_H
#define OM_DATA_CUTS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum edge_state {
  EDGE_NOBODY,  /* no people: no group */
  EDGE_TOLD,    /* and may be withheld for the sake of others */
  EDGE_FIXED,   /* told, and nothing can be done about it */
  EDGE_LIGHT,   /* withheld, and has to stay unknown: `people` of it count for a cut */
  EDGE_WITHHELD /* withheld, but large enough to be told if it were worked out */
} edge_state;

typedef struct edge {
  uint32_t a, b; /* nodes; equal ones: in no relation that tells */
  uint32_t people;
  edge_state state;
} edge;

typedef struct edges {
  edge *at;
  uint32_t n, n_nodes;
} edges;

/* What is needed to look at one network again and again: the edges may change their people and
 * their state in between, but not their ends. */
typedef struct cuts cuts;

/* `e` has to stay where it is. */
cuts *cuts_new(arena *memory, edges *e);

/* Turns told edges into withheld ones until no cut of withheld edges, of which something is told,
 * has fewer than `least` people, or only fixed ones are left.  Returns how many were turned.  Of
 * several ways the one that withholds the fewest people is taken, then the one whose edges come
 * first. */
uint32_t cuts_close(cuts *k, uint32_t least);

/* Cuts that the last call could not close, because what is told of them is fixed. */
uint32_t cuts_left_open(const cuts *k);

#endif
