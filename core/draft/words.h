/* Words: what the name of a column, or a cell, says in English or German.  Names only suggest; what
 * a column holds decides. */
#ifndef OM_DRAFT_WORDS_H
#define OM_DRAFT_WORDS_H

#include "base/text.h"

typedef enum word_list {
  WORDS_UNIT,       /* school, store, team */
  WORDS_PARENT,     /* region, country */
  WORDS_LABEL,      /* name, title */
  WORDS_RESPONDENT, /* id of a person or of a response */
  WORDS_PERSON,     /* about the person, and no answer: age, e-mail */
  WORDS_WEIGHT,
  WORDS_COUNT,     /* people behind a figure */
  WORDS_RATE,      /* of response */
  WORDS_TIME,      /* when, and how long it took */
  WORDS_RECOMMEND, /* "would you recommend us" */
  WORDS_INSIDE,    /* teachers, staff, t */
  WORDS_OUTSIDE,   /* parents, customers, p */
  N_WORD_LISTS
} word_list;

enum { MOST_WORDS = 12 };

/* The words of a name in lower case: "N_t" is "n", "t"; "schoolNR" is "school", "nr"; digits stand
 * alone.  Of a longer name the first ones, and how many there are in all. */
typedef struct name_words {
  const char *at[MOST_WORDS];
  size_t n, in_all;
} name_words;

name_words words_of(arena *memory, const char *name);

/* True when one of the words is of the list; a word of five letters also when a longer one starts
 * with it ("schoolname"). */
bool words_have(const name_words *w, word_list list);

bool word_is(const char *word, word_list list);

/* What a cell that is a known word for "no answer" says, or NULL: "not applicable". */
const char *missing_word(span cell);

/* The same for a number that tools and analysts like to use for "no answer", seen beside answers
 * from lo to hi; NULL when it may be an answer. */
const char *missing_code(double code, double lo, double hi);

/* True for any number that missing_code may call so. */
bool is_missing_like(double code);

/* True when the cell looks like a date or a time of day. */
bool looks_like_date(span cell);

#endif
