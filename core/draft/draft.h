/* A study drafted from its exports: every part of it a guess, with what speaks for it.
 *
 * The steps, in order: profile (what columns hold), unit (what both sides have in common), items
 * (which columns are answers), sides (which columns of one wide file belong to whom), scales, and
 * pairs.  None of them reads what a person wrote into what it says. */
#ifndef OM_DRAFT_DRAFT_H
#define OM_DRAFT_DRAFT_H

#include "draft/profile.h"

#define NO_COLUMN UINT32_MAX

enum {
  MOST_SCALES = 80, /* of a survey; what is beyond is named in a comment */
  MOST_SCALE_ITEMS = 200,
  MOST_COMPARED = 400,  /* columns that are compared with one another */
  FEWEST_COMPARED = 30, /* rows behind a correlation */
  MOST_DECLARED = 24,   /* missing codes of a survey */
  FEWEST_TOLD = 5       /* a number of rows below this is told as "a few" */
};

typedef enum side_mask { SIDE_NONE = 0, SIDE_INSIDE = 1, SIDE_OUTSIDE = 2 } side_mask;

typedef enum column_use {
  USE_NOTHING, /* left out, with the reason */
  USE_UNIT,
  USE_LABEL,
  USE_PARENT,
  USE_RESPONDENT,
  USE_WEIGHT,
  USE_COUNT,  /* people behind the figures of a unit */
  USE_RATE,   /* of response */
  USE_ITEM,   /* answers as codes */
  USE_FIGURE, /* numbers */
  USE_WORDS   /* answers as text */
} column_use;

typedef struct column_guess {
  column_use use;
  const char *why;   /* of USE_NOTHING */
  double lo, hi;     /* met, without what stands for no answer */
  double min, max;   /* the likely range */
  bool is_labelled;  /* the range is that of the labels in the codebook */
  bool is_recommend; /* a 0-10 question, perhaps of the "would you recommend us" kind */
  bool is_binary;
  bool is_words;    /* answers as text, recognised: USE_ITEM */
  uint32_t missing; /* bits: which of draft_file.codes */
  uint32_t marker;  /* of draft_file.markers, or NO_COLUMN */
  const char *key;  /* name without the marker, for comparison across sides */
} column_guess;

/* A code for "no answer", as study.xml will declare it. */
typedef struct missing_guess {
  const char *code, *reason;
  uint64_t cells;
} missing_guess;

/* A part of names that tells whose answers a column holds: "t" in saf_t_11. */
typedef struct marker {
  const char *word;
  side_mask side;
} marker;

typedef struct draft_file {
  const char *path, *shown; /* to open; as study.xml will have it */
  unsigned sides;           /* side_mask bits: both when it was named on both sides */
  export e;
  profile profile;
  column_guess *columns;
  bool *has_name; /* study.xml can name the column: XML can hold its name, and no other has it */
  bool is_unit_level;
  uint32_t unit, label, parent, respondent, weight;
  const char *unit_evidence, *parent_evidence; /* or NULL */
  const char *parent_hint;                     /* a column that would do as parent, or NULL */
  uint32_t *seen;                              /* room for one comparison */
  missing_guess *codes;
  size_t n_codes;
  marker *markers;
  size_t n_markers;
} draft_file;

typedef struct draft_item {
  uint32_t column;
  bool seems_reversed;
  double r; /* with the rest of its scale, mean correlation; NaN: unknown */
} draft_item;

typedef struct draft_scale {
  const char *id, *label;
  const char *key;  /* what its columns share, without marker and numbers; "" for nothing */
  const char *text; /* question, "" for none */
  draft_item *items;
  uint32_t n_items;
  double min, max;
  bool is_numbers;
  uint32_t count, rate; /* columns of its own, or NO_COLUMN */
  const char *evidence; /* why these belong together; NULL for one item */
} draft_scale;

typedef struct draft_survey {
  const char *id;
  side_mask side;
  draft_file *file;
  uint32_t marker; /* NO_COLUMN: all columns of the file */
  uint32_t count, rate;
  bool is_public;
  draft_scale *scales;
  uint32_t n_scales, n_active; /* the first n_active are scales of the study */
} draft_survey;

typedef struct draft_pair {
  uint32_t inside_survey, inside_scale, outside_survey, outside_scale;
  const char *evidence; /* NULL: none, it is the first of all */
} draft_pair;

typedef struct draft {
  arena *memory;
  diags *d;
  const char *title;
  uint32_t minimum; /* 0: the default */
  const export_hints *hints;
  draft_file *files;
  uint32_t n_files;
  draft_survey *surveys;
  uint32_t n_surveys;
  draft_pair *pairs;
  uint32_t n_pairs;
} draft;

/* Reads the files (path, shown and sides are set) and fills in the rest.  False with messages.
 * draft_done in any case. */
bool draft_make(draft *t, const export_converter *convert);

void draft_done(draft *t);

/* study.xml. */
text draft_xml(const draft *t);

/* What was read, what was guessed and what is to be confirmed, for a terminal. */
text draft_summary(const draft *t, const char *path);

/* --- the steps ------------------------------------------------------------------------------- */

void guess_units(draft *t);
void guess_items(draft *t, draft_file *f);
void guess_words(draft *t, draft_file *f);
void guess_sides(draft *t, draft_file *f);
void guess_scales(draft *t, draft_survey *s);
void guess_pairs(draft *t);

/* Takes scales of texts away that are not recognised when their items are read together. */
void check_words(const draft *t, draft_survey *s);

/* True when the survey has the column: in a wide file its marker decides. */
bool survey_has(const draft_survey *s, uint32_t column);

/* The ends of a range that lo to hi may belong to: 1 to 5, 0 to 10. */
void usual_range(double lo, double hi, bool is_codes, double *min, double *max);

/* A number as people write it. */
const char *plain_number(arena *memory, double x);

#endif
