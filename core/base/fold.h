/* Words as people mean them: what is left of a text when case, accents, apostrophes, punctuation
 * and white space no longer tell it from another. */
#ifndef OM_BASE_FOLD_H
#define OM_BASE_FOLD_H

#include "base/text.h"

/* Lower case without accents (Latin, and the case of Greek and Cyrillic); apostrophes and soft
 * hyphens gone; white space, dashes, quotes and other punctuation one space between words, none at
 * the ends.  Signs such as + < > % & stay.  `out` has room for s.n + 1 bytes; the length of what
 * was written, without the NUL. */
size_t text_fold(span s, char *out);

/* The same in an arena. */
const char *text_folded(arena *memory, const char *s);

/* The character at s, of n bytes that are UTF-8: its length, and what it is. */
size_t utf8_read(const char *s, size_t n, uint32_t *character);

/* Without white space at its ends; a no-break space is one, a line end is not. */
span span_trim_wide(span s);

/* A copy on one line: every run of white space is one space. */
char *text_one_line(arena *memory, span s);

#endif
