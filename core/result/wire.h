/* The wire: what a worker tells the core, as frames of length, kind and body.
 *
 * A worker writes with wire_put_*; the core reads with wire_decode, which takes every byte to be
 * an enemy's.  The last frame of a worker that ran to its end is WIRE_FINISH. */
#ifndef OM_RESULT_WIRE_H
#define OM_RESULT_WIRE_H

#include "base/bytes.h"
#include "result/result.h"

typedef enum wire_kind {
  WIRE_DESCRIPTION = 1,
  WIRE_ISOLATION,
  WIRE_LOG,
  WIRE_FAIL,
  WIRE_SECTION,
  WIRE_ESTIMATE,
  WIRE_REMARK,
  WIRE_TABLE,
  WIRE_COLUMN,
  WIRE_ROW,
  WIRE_ORDER,
  WIRE_CHART,
  WIRE_FINDING,
  WIRE_NOTE,
  WIRE_FINISH,
  WIRE_SCORECARD,
  WIRE_SPENT
} wire_kind;

enum { WIRE_HEAD = 5, WIRE_LONGEST_FRAME = 1 << 20, WIRE_LONGEST_TEXT = 1 << 14 };

/* Length and kind before the body that stands in `body`. */
void wire_frame(bytes *out, wire_kind kind, const bytes *body);

/* --- bodies ---------------------------------------------------------------------------------- */

void wire_put_description(bytes *b, const description *d);
void wire_put_about(bytes *b, const about *a);
void wire_put_estimate(bytes *b, const estimate *e);
void wire_put_finding(bytes *b, const finding *f);
void wire_put_chart(bytes *b, const chart *c);

/* --- decoding -------------------------------------------------------------------------------- */

/* What the stream may refer to. */
typedef struct wire_bounds {
  const om_study *study;          /* NULL while describing */
  const description *description; /* NULL while describing */
  bool has_pairwise;              /* it was lent products of items */
} wire_bounds;

/* The descriptions of every plugin in a file. */
typedef struct descriptions {
  const description **at;
  size_t n, capacity;
} descriptions;

/* What a describing worker sent.  On a fault there are none, and *why says which. */
descriptions wire_decode_descriptions(arena *memory, const void *at, size_t n, const char **why);

/* Everything a plugin said.  What could be decoded before a fault is in the result, which then is
 * not finished and says why. */
const result *wire_decode(arena *memory, const void *at, size_t n, const wire_bounds *bounds);

#endif
