/* Person rows: the columns of answers in a sealed memfd of their own, for the plugins that a study
 * allows to see them.  Rows stand in the order of their contents, so that neither the order of the
 * export nor who a person is can be read from where a row stands. */
#ifndef OM_DATA_ROWS_H
#define OM_DATA_ROWS_H

#include "data/summary.h"

typedef struct rows {
  const void *map;
  size_t n_map;
  om_column ***columns;   /* [scale][item]; NULL at unit level */
  const uint32_t **units; /* [survey] index of each row's unit, or UNIT_NONE */
  const uint64_t *n;      /* [survey] */
} rows;

/* A sealed memfd, or -1 with errno set.  The caller closes it. */
int rows_build(arena *memory, const study *s, const units *u, const survey_data *data);

/* Maps what rows_build made for the same study. */
bool rows_open(arena *memory, int fd, const om_study *study, rows *out);

void rows_close(rows *r);

#endif
