/* Comments without what says who is meant: names, e-mail addresses, links and numbers become one
 * mark, whatever stood there.
 *
 * What has an @, is a link or holds a digit is masked for certain.  Names are found by their
 * capital: a word that is written with one is masked unless it is known not to be a name.  Known
 * are frequent words of English and German, words of the study, what three people or more write
 * small, and what ten or more write.  So too much is masked rather than too little, of short lists
 * of comments most.  A name that is written small is found only where a list of names has it. */
#ifndef OM_DATA_MASK_H
#define OM_DATA_MASK_H

#include "base/text.h"

typedef struct mask mask;

/* NULL where the system does not know the letters of Unicode. */
mask *mask_new(arena *memory);

/* Sets the system's own memory of letters free. */
void mask_free(mask *m);

/* Words that may be told, and words that never may, however they are written. */
void mask_allow(mask *m, const char *words);
void mask_forbid(mask *m, const char *words);

/* Counts who writes what: to be told of every comment before the first is masked. */
void mask_learn(mask *m, const char *comment);

/* On one line and at most MASKED_LENGTH bytes; NULL where nothing can be told, because nothing is
 * left or because it is written in letters that have no capitals.  The arena owns it. */
const char *mask_comment(mask *m, const char *comment);

enum { MASKED_LENGTH = 1000 };

/* What stands in place of a name: the same for all. */
#define MASK_MARK "[\u2026]"

#endif
