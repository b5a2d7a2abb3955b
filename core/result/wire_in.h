/* What the two halves of the reading side share.  Only for wire_in.c and wire_description.c. */
#ifndef OM_RESULT_WIRE_IN_H
#define OM_RESULT_WIRE_IN_H

#include "base/map.h"
#include "result/wire.h"

typedef struct decoder {
  arena *memory;
  const wire_bounds *bounds;
  result *out;
  map keys; /* estimates and ids: each stands once */
  bool knows_isolation;
  size_t n_cells;        /* of all tables */
  const uint32_t *among; /* the last list of scales */
  uint32_t n_among;
  const char *fault;
} decoder;

/* Keeps the first fault. */
void wire_refuse(decoder *d, const char *fault);

const char *wire_get_text(decoder *d, cursor *c);

/* An id of a table, chart, finding or column: it becomes part of file names and XML ids. */
const char *wire_get_id(decoder *d, cursor *c);

/* Each key may come once.  The words say of a second one what was said again. */
void wire_take_key(decoder *d, const char *key, const char *words, ...)
    __attribute__((format(printf, 3, 4)));

/* Head of the next frame and its body; false at the end or when a frame is cut short. */
bool wire_next_frame(cursor *stream, uint8_t *kind, cursor *body);

/* The body of a frame that says what was found out, into d->out. */
void wire_get_body(decoder *d, uint8_t kind, cursor *c);

#endif
