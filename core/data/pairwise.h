/* Products of every two coded items of a survey, in whole numbers. */
#ifndef OM_DATA_PAIRWISE_H
#define OM_DATA_PAIRWISE_H

#include "data/load.h"

/* As om_pairwise has them: [i * k + j] over the rows that answered items i and j, in codes. */
typedef struct pairwise {
  uint32_t k; /* coded items of the survey, scale by scale */
  uint64_t *n;
  int64_t *sum, *square, *cross;
} pairwise;

/* From the sums of the loader where it took them, else from the columns; k is 0 when it was asked
 * for neither, at unit level, and where no item is coded. */
pairwise pairwise_of(arena *memory, const study *s, const survey_data *data);

#endif
