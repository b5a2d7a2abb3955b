/* The codebook: what an export says of its own columns, whatever tool wrote it.  It knows nothing
 * of scales: that some of these columns are items is the study's word. */
#ifndef OM_IMPORT_CODEBOOK_H
#define OM_IMPORT_CODEBOOK_H

#include "base/bytes.h"

typedef enum column_kind {
  COLUMN_ANY,      /* nothing is known */
  COLUMN_NUMBER,   /* numbers or codes */
  COLUMN_TEXT,     /* free text */
  COLUMN_DATE,     /* a date or a time */
  COLUMN_SELECTED, /* one choice of a question with several: filled where it was chosen */
  N_COLUMN_KINDS
} column_kind;

/* What a tool adds of its own accord, and what must never be shown. */
typedef enum column_role {
  ROLE_NONE,
  ROLE_ID,       /* of the response or of the respondent */
  ROLE_TIME,     /* started, submitted, recorded */
  ROLE_DURATION, /* seconds */
  ROLE_STATUS,   /* finished, progress, channel, language */
  ROLE_PERSON,   /* name, e-mail, IP address, place: of one person */
  ROLE_WEIGHT,
  ROLE_OTHER_TEXT, /* what was written in beside a choice */
  N_COLUMN_ROLES
} column_role;

/* A value as its cells hold it, and what it stands for. */
typedef struct value_label {
  const char *value, *label;
} value_label;

/* Values that are no answer: one (`value`), or all numbers from lo to hi where value is NULL. */
typedef struct value_missing {
  const char *value;
  double lo, hi;
  const char *reason; /* "refused"; "user-missing" where the file gives none */
} value_missing;

typedef struct codebook_column {
  const char *name;  /* what study.xml calls it */
  const char *text;  /* the question, "" where the file does not say */
  const char *group; /* what the columns of one question share: its name; "" for none */
  column_kind kind;
  column_role role;
  value_label *labels;
  uint32_t n_labels;
  value_missing *missing;
  uint32_t n_missing;
} codebook_column;

typedef struct codebook {
  codebook_column *columns;
  uint32_t n_columns;
  const char *format; /* "Qualtrics, three header rows, comma-separated, UTF-8" */
  const char **notes; /* what a reader should know: "the sheet \"Codes\" is hidden and not read" */
  uint32_t n_notes;
} codebook;

/* A codebook of so many columns without names. */
codebook codebook_new(arena *memory, uint32_t n_columns);

void codebook_note(arena *memory, codebook *book, const char *note);

/* Labels, missing values, texts, kinds and roles of `from` for the columns that have the same name
 * and do not say so themselves. */
void codebook_join(codebook *book, const codebook *from);

/* Index of the column that study.xml means by `name`: the one that has it, letter by letter; else
 * the one that has it when white space, and how an apostrophe or a quote is written, are left out;
 * else, where `name` has "..." in it, the one that begins with what stands before and ends with
 * what stands after.  UINT32_MAX when there is none, or more than one: then *n_found says how many.
 */
uint32_t codebook_find(arena *memory, const codebook *book, const char *name, uint32_t *n_found);

/* As bytes, and back.  The reading side believes nothing: false when the bytes are no codebook. */
void codebook_write(bytes *out, const codebook *book);
bool codebook_read(arena *memory, cursor *in, codebook *out);

#endif
