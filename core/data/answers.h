/* What cells mean where they hold more than numbers: answers as text, reasons why there is none,
 * choices.  Pure functions: what they say follows from the study, the codebook and the texts that
 * they are given, not from an order of rows.
 *
 * A text that belongs to no set of answers is a fault of its cell, never a guess; texts that could
 * be read in two ways are a fault of the study.  No message shows a text of an export that is not
 * one of our own words, of the codebook, or of study.xml. */
#ifndef OM_DATA_ANSWERS_H
#define OM_DATA_ANSWERS_H

#include "base/map.h"
#include "data/study.h"
#include "import/codebook.h"

/* --- why there is no answer ------------------------------------------------------------------ */

enum { MOST_REASONS = OM_MISSING - OM_BLANK };

/* Reasons of a survey; the code of reason i is OM_BLANK + 1 + i. The first survey->n_missing are
 * those that study.xml declares, one for each code. */
typedef struct reasons {
  arena *memory;
  const char *at[MOST_REASONS];
  uint32_t n;
} reasons;

/* All that can occur, whether it does or not: as declared, of declared answers, of our own words,
 * of the codebook's columns that items name. */
reasons reasons_new(arena *memory, const study *s, const study_survey *survey,
                    const codebook *book);

/* The code of the reason, added where it is new; OM_BLANK when there is no room. */
int reasons_code(reasons *r, const char *reason);

/* --- answer_sets.c: the sets that are known -------------------------------------------------- */

enum { MOST_STEPS = 7, N_LANGUAGES = 2 };

typedef struct answer_set {
  const char *label; /* "agreement" */
  uint32_t n_steps;
  const char *steps[N_LANGUAGES][MOST_STEPS]; /* from the lowest; wordings separated by '|' */
} answer_set;

extern const answer_set answer_sets[];
extern const size_t n_answer_sets;

/* A wording of a step of a set. */
typedef struct answer_wording {
  uint32_t set, step, language, wording;
  const char *text; /* as it stands in the set */
  uint32_t next;    /* another one that folds to the same, or ANSWER_NONE */
} answer_wording;

#define ANSWER_NONE UINT32_MAX

/* All wordings by what text_fold makes of them. */
typedef struct answer_index {
  map words;
  uint32_t *first; /* by number of the word */
  answer_wording *at;
  uint32_t n;
} answer_index;

answer_index answer_index_new(arena *memory);

/* The wording in one set; NULL when the set does not have it. */
const answer_wording *answer_index_find(const answer_index *index, const char *folded,
                                        uint32_t set);

/* "don't know": the reason that a text gives for there being no answer, or NULL.  `text` as it
 * stands, `folded` what text_fold makes of it. */
const char *no_answer_reason(const char *text, const char *folded);

/* Word i of those that give a reason, folded; NULL past the last. */
const char *no_answer_word(arena *memory, size_t i, const char **reason);

/* The reasons that it can give; ends with NULL. */
extern const char *const no_answer_reasons[];

/* --- answers as text ------------------------------------------------------------------------- */

typedef struct answer {
  bool is_known;
  int missing;  /* 0: an answer */
  double value; /* as declared or recognised: not yet reverse-coded */
} answer;

/* What the texts of one column stand for. */
typedef struct answer_map {
  map exact, folded;
  answer *exact_at, *folded_at; /* by number in the map */
  size_t exact_capacity, folded_capacity;
  char decimal;
} answer_map;

/* Letter by letter; `cell` is trimmed. */
answer answer_exactly(const answer_map *m, span cell);

/* Letter by letter; else without case, accents, punctuation; else by a number that words stand
 * beside: "1 - not at all", "10 (very likely)". */
answer answer_find(const answer_map *m, span cell);

/* A column that an item names, and the different texts seen in it: trimmed, in any order. */
typedef struct answer_column {
  const codebook_column *book;
  const span *texts;
  size_t n_texts;
} answer_column;

/* Who builds the maps of a survey, and what is to be told of it. */
typedef struct answer_reading {
  arena *memory;
  const study *study;
  const study_survey *survey;
  reasons *reasons;
  diags *d;
  answer_index index; /* made where it is needed */
  struct {
    const char **at; /* "staff.climate: answers read as agreement, 5 steps: ..." */
    size_t n, capacity;
  } told;
} answer_reading;

/* maps[i] for item i of the scale, from columns[i]; the same map for items whose answers were
 * recognised together.  False with messages (D103, D104). */
bool answers_build(answer_reading *r, const study_scale *scale, const answer_column *columns,
                   const answer_map **maps);

/* "10 (very likely)", "1 - not at all", "5: fully": the number, and what stands beside it. */
bool answer_number(span cell, char decimal, double *out, span *words);

/* --- choices.c: several choices of one question ---------------------------------------------- */

/* How an item that stands for a choice is read: 1 taken, 0 not. */
typedef struct choice {
  bool is_list;             /* the cell lists choices; else it is filled where its own was taken */
  bool has_no;              /* cells say no themselves, so an empty one is no answer */
  const char *text;         /* folded, of a list */
  const study_theme *theme; /* that a comment is about; NULL: no comment */
  const uint32_t *group;    /* places in the row: the columns of the question */
  uint32_t n_group;
} choice;

/* Whether the item stands for a choice, by study.xml or by the codebook. */
bool choice_is(const study_item *item, const codebook_column *column);

/* `place` is the item's column in the codebook.  Where its question has no other column, the group
 * is `places`: all columns that items of the survey name.  `column` holds the texts that were seen;
 * a choice that is in none of them is a warning (D105). */
choice choice_new(answer_reading *r, const study_scale *scale, const study_item *item,
                  const codebook *book, uint32_t place, const uint32_t *places, uint32_t n_places,
                  const answer_column *column);

/* 1, 0, or OM_BLANK where the person did not come to the question.  `cells` is the whole row. */
int choice_read(const choice *c, const span *cells, size_t n_cells, uint32_t place);

#endif
