/* Units: what both sides have in common, under whatever names the exports use.
 *
 * While exports are read, units get numbers in order of appearance; units_settle then puts them
 * in the one order that every result uses: units that answers name, by id, bytewise; after them
 * their parents, by hierarchy and id.  So the order of rows in an export reaches no result. */
#ifndef OM_DATA_UNITS_H
#define OM_DATA_UNITS_H

#include "base/map.h"
#include "base/text.h"
#include "data/study.h"

#define UNIT_NONE UINT32_MAX

typedef struct unit {
  const char *id, *label;
  uint32_t level;               /* 0: answers name it; 1: parent of such units */
  uint32_t hierarchy;           /* of a parent: 0 or 1 */
  uint32_t parent[HIERARCHIES]; /* or UNIT_NONE */
  const char *parent_id[HIERARCHIES];
  bool *in_survey; /* [n_surveys] kept rows name it */
} unit;

typedef struct units {
  arena *memory;
  const study *study;
  map ids;
  unit *at;
  size_t n_leaves, n, capacity;
  uint32_t *place; /* number given while reading -> index after units_settle */
  map declared;    /* ids of study.xml's units, as they stand there */
  map names;       /* aliases: "survey:name" */
  uint32_t *alias_of;
} units;

units units_new(arena *memory, const study *s);

/* Number of the unit that this survey calls `name`, after aliases. */
uint32_t units_add(units *u, uint32_t survey, const char *name, size_t n);

/* What a row says of its unit.  A label that differs from an earlier one: the bytewise smaller is
 * kept.  A parent that differs is an error (D220). */
void units_label(units *u, uint32_t number, const char *label, size_t n);
void units_parent(units *u, uint32_t hierarchy, uint32_t number, span parent, const char *file,
                  unsigned line, diags *d);

/* Final order, labels and parents; study.xml has the last word on labels and parents. */
void units_settle(units *u);

/* True when a kept row of a survey of that side names the unit. */
bool units_is_on_side(const units *u, const unit *x, uint32_t side);

#endif
