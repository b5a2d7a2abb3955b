/* What stands in the columns of an export: the different texts of its first rows. */
#ifndef OM_DATA_SAMPLE_H
#define OM_DATA_SAMPLE_H

#include "import/export.h"

enum { SAMPLE_ROWS = 10000, SAMPLE_TEXTS = 500 /* of a column */ };

typedef struct sample {
  const span **texts; /* [column]: trimmed, in order of appearance; NULL where none was wanted */
  size_t *n_texts;
} sample;

/* The texts of the columns whose is_wanted is set.  What is wrong with the rows is left to those
 * who read them. */
sample sample_of(arena *memory, const export *e, const bool *is_wanted);

#endif
