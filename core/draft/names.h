/* Names of columns as parts of a family: "Q12_3" is the third of "Q12_", "TQA22A" the first of
 * "TQA22". */
#ifndef OM_DRAFT_NAMES_H
#define OM_DRAFT_NAMES_H

#include "base/arena.h"

#include <stdbool.h>

enum { MOST_STEMS = 4 };

/* What is left of a name when its number, letter or last word goes, and then the next: from the
 * longest to the shortest. */
typedef struct name_stems {
  const char *at[MOST_STEMS];
  bool is_word[MOST_STEMS]; /* a word went, not a number or a letter: a weaker sign */
  unsigned n;
} name_stems;

name_stems stems_of(arena *memory, const char *name);

/* The question that several columns share: what stands before the part in brackets at the end
 * ("... with: [Your career]"), before " - ", or after "#1:"; "" when the text has no such form. */
const char *question_of(arena *memory, const char *asked);

/* As an id of study.xml: letters, digits, _ and -; `fallback` where nothing is left. */
const char *id_of(arena *memory, const char *name, const char *fallback);

/* The text without runs of blanks, with controls as blanks, and cut after `longest` bytes at the
 * end of a character, with "..." where it was cut. */
const char *short_text(arena *memory, const char *s, size_t longest);

#endif
