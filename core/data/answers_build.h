/* What the files that build answer maps share; nobody else includes it. */
#ifndef OM_DATA_ANSWERS_BUILD_H
#define OM_DATA_ANSWERS_BUILD_H

#include "data/answers.h"

/* --- answers.c: filling a map; what is there already stays ----------------------------------- */

static inline answer
answer_of(double value)
{
  return (answer){.is_known = true, .value = value};
}

answer_map *answers_map(const answer_reading *r);
void answers_put_exact(const answer_reading *r, answer_map *m, const char *text, answer value);
void answers_put_folded(const answer_reading *r, answer_map *m, const char *folded, answer value);
void answers_put(const answer_reading *r, answer_map *m, const char *text, answer value);
void answers_tell(answer_reading *r, const char *line);

/* --- vocabulary.c ---------------------------------------------------------------------------- */

/* The texts of columns that are read together: no numbers, no declared missing codes. */
typedef struct vocabulary {
  map words;         /* folded */
  const char **text; /* as they stand, by number of the word */
  size_t capacity;
  bool has_numbers;
  map labels; /* folded words that stand beside a number, and the number */
  double *number;
  size_t number_capacity;
  const char *conflict; /* a number that has different words beside it */
} vocabulary;

vocabulary vocabulary_new(arena *memory);

/* A text of a column; where the codebook has a label for it, the label. */
void vocabulary_take(const answer_reading *r, vocabulary *v, const codebook_column *book,
                     span cell);

/* The reason that word i gives, where the study lets our words count; or NULL. */
const char *vocabulary_reason(const answer_reading *r, const vocabulary *v, uint32_t i);

/* --- answers_recognise.c --------------------------------------------------------------------- */

/* The wordings of the set that the words belong to, into the map; none where they belong to none.
 * False with a message where they cannot be told from others, or do not fit the range of the
 * item. */
bool answers_recognise(answer_reading *r, const study_scale *scale, const study_item *item,
                       const vocabulary *v, answer_map *m);

#endif
