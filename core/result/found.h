/* What plugins found, on its way to a plugin that looks at it. */
#ifndef OM_RESULT_FOUND_H
#define OM_RESULT_FOUND_H

#include "result/wire.h"

/* One plugin that another uses. */
typedef struct found {
  const char *id;
  om_status status;               /* OM_OK, or why there are no results */
  const char *why;                /* of another status; else "" */
  const description *description; /* NULL unless OM_OK */
  const result *result;           /* its estimates alone; NULL unless OM_OK */
} found;

void found_put(bytes *b, const found *f, size_t n);

/* Into the arena; false when the bytes are no such thing. */
bool found_get(arena *memory, const void *at, size_t n, const om_study *study, found **out,
               size_t *n_out);

#endif
