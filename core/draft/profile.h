/* What the columns of an export hold, from one pass over its first rows.  Memory does not depend
 * on the number of rows.  Nothing of it is shown as it stands: texts are kept to be counted and
 * compared, not to be repeated. */
#ifndef OM_DRAFT_PROFILE_H
#define OM_DRAFT_PROFILE_H

#include "draft/values.h"
#include "import/export.h"

enum {
  PROFILE_ROWS = 200000, /* rows looked at */
  MATRIX_ROWS = 2000,    /* rows of which the answers are kept for comparison */
  MOST_CODES = 64,
  MOST_KEPT = 16,     /* different texts of a column, to be recognised as answers */
  LONGEST_KEPT = 100, /* bytes */
  MOST_MISSING_WORDS = 24
};

typedef struct code_count {
  int64_t code;
  uint64_t n;
} code_count;

/* Whole numbers that were met, in order. */
typedef struct code_list {
  code_count *at;
  size_t n, capacity;
  bool is_cut; /* there were more than MOST_CODES */
} code_list;

typedef struct column_profile {
  uint64_t filled;      /* cells that are not blank; what follows divides them up */
  uint64_t n_words;     /* known words for "no answer" */
  uint64_t n_whole;     /* 4 */
  uint64_t n_decimal;   /* 4.5, 4.0 */
  uint64_t n_comma;     /* 4,5 */
  uint64_t n_percent;   /* 45 %, 4.5% */
  uint64_t n_fractions; /* of all these numbers, those that are not whole */
  uint64_t n_dates, n_text;
  uint32_t words;        /* bits: which of profile.missing */
  code_list codes;       /* whole numbers */
  code_list suspects;    /* those that often stand for "no answer": 99, -9 */
  double min, max;       /* of all numbers but suspects; min > max where there are none */
  double mean_length;    /* of filled cells, in bytes */
  value_set values;      /* of cells that hold no decimals, and no word for "no answer" */
  value_set texts;       /* of the cells that are text */
  span *kept;            /* its texts, while they are few and short; never shown */
  uint32_t n_kept;       /* more than MOST_KEPT: not all of them */
  uint64_t *short_codes; /* while rows are taken: 0 to 99, of later rows; NULL: none */
  float *sample;         /* numbers of the first rows, NaN where there is none; NULL: no number */
  uint32_t *keys;        /* hashes of the cells of the first rows; 0: blank */
} column_profile;

/* A word for "no answer" as the file writes it. */
typedef struct word_count {
  const char *word, *reason;
  uint64_t n;
} word_count;

typedef struct profile {
  column_profile *columns;
  uint32_t n_columns;
  uint64_t rows;     /* looked at, without blank ones */
  bool has_more;     /* the file has more rows than were looked at */
  uint32_t n_sample; /* rows of samples and keys */
  char decimal;      /* '.' or ',' */
  word_count *missing;
  size_t n_missing, missing_capacity;
} profile;

/* True when all went well; else messages (D...) in the export's. */
bool profile_take(arena *memory, export *e, profile *out);

/* True when each value of column `of` stands beside one value alone of column `with`, in every row
 * that was looked at: a unit and its region. */
bool profile_decides(arena *memory, export *e, uint32_t of, uint32_t with);

/* What a cell is called in `keys`. */
uint32_t profile_key(span cell);

/* Numbers of the column, in any form; and those that the loader can read. */
uint64_t profile_numbers(const profile *p, const column_profile *c);

#endif
