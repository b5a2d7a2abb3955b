/* Fragments: scales and pairs that a study includes by reference, from the program or from files.
 *
 * What is included is believed no more than the study itself: each fragment passes the same guard
 * (no DOCTYPE, no tag without end, no encoding that hides them) and the same schema; nothing is
 * fetched; a fragment reaches no file above its own folder; depth and number have a limit. */
#ifndef OM_DATA_STUDY_INCLUDE_H
#define OM_DATA_STUDY_INCLUDE_H

#include "data/study.h"

#include <libxml/tree.h>

/* A file that was included. */
typedef struct fragment {
  const char *file;            /* its name in messages */
  const char *identity;        /* the same for the same file under any of its names */
  const char *dir;             /* of its own includes; NULL: of the program, which has no folder */
  const struct fragment *from; /* that includes it; NULL: the study */
  unsigned base;               /* to be added to its lines; see diags_included */
  digest sha256;
  xmlDoc *doc;
} fragment;

/* One <include> of the study, and what it brings: what a fragment includes comes before it. */
typedef struct include {
  const xmlNode *node;
  const char *inside, *outside;                 /* ids of surveys, or NULL */
  const char *inside_columns, *outside_columns; /* patterns, or NULL */
  bool has_roles;
  fragment **at;
  size_t n, capacity;
} include;

typedef struct includes {
  include *at;
  uint32_t n;
  uint32_t n_scales, n_pairs; /* that they may bring at most */
} includes;

/* Opens all that the root element includes.  False with messages (S180 to S184, S187, and the
 * parser's).  includes_close afterwards, in either case. */
bool includes_open(arena *memory, const study *s, const xmlNode *root, diags *d, includes *out);
void includes_close(includes *all);

/* What the surveys that are named can take; columns that are named and are not there (S185,
 * S186).  After the surveys were read. */
void includes_check(const study *s, const includes *all, diags *d);

/* Its <inside> or <outside>, or NULL. */
const xmlNode *fragment_side(const fragment *f, uint32_t side);

/* The name that the export has for an item: what a <column> says, else by the pattern of the side,
 * else as the fragment has it.  `number` counts the items of the side, from 1. */
const char *include_column(arena *memory, const include *inc, uint32_t side, const char *column,
                           const char *text, unsigned number);

#endif
