/* The study as declared: study.xml in memory.  Knows nothing of what the data turn out to be. */
#ifndef OM_DATA_STUDY_H
#define OM_DATA_STUDY_H

#include "base/date.h"
#include "base/diag.h"
#include "base/digest.h"

#include <orgmirror/plugin.h>

#include <stdint.h>

#define WAVE_NONE UINT32_MAX

/* Units may have parents of two kinds: regions, and the formats of branches. */
enum { HIERARCHIES = 2 };

enum {
  PRIVACY_DEFAULT = 5,
  PRIVACY_OUTSIDE = 3,
  PRIVACY_FLOOR = 3,
  MAX_ITEMS = 200,
  MAX_MISSING = 24
};

/* Answers that exports hold as text. */
typedef struct study_answer {
  const char *text;
  double value;       /* of an answer */
  const char *reason; /* of no answer; NULL for an answer */
} study_answer;

typedef struct study_answers {
  const char *id;
  study_answer *at;
  uint32_t n;
  unsigned line;
} study_answers;

/* Whether a cell is read as the answer, or as whether the choice of its column was taken. */
typedef enum { SELECTED_AS_EXPORTED, SELECTED_YES, SELECTED_NO } study_selected;

/* What a comment can be about, and words by which it is known: folded, between spaces; one without
 * a space at its end stands for all that begin so. */
typedef struct study_theme {
  const char *id;
  const char **words;
  uint32_t n_words;
} study_theme;

typedef struct study_item {
  const char *column, *text;
  bool reversed;
  double min, max;
  const study_answers *answers; /* its own or the scale's; NULL: to be found out */
  study_selected selected;
  const char *choice;       /* 1 where the list in the cell has it, 0 where not; NULL: no list */
  const study_theme *theme; /* 1 where the comment in the cell is about it; NULL: no comment */
  unsigned line;
} study_item;

/* The six facets of internal dysfunction, and the seven customer outcomes.  A study has each once
 * at most; which end of the scale is the healthy one is its direction's to say. */
typedef enum {
  FACET_NONE,
  FACET_FAILURE, /* of initiatives */
  FACET_BEHAVIOUR,
  FACET_COMMUNICATION,
  FACET_CHURN,
  FACET_DISAGREEMENT, /* how far answers of one unit lie apart; not how high they are */
  FACET_RESISTANCE    /* to change */
} study_facet;

typedef enum {
  OUTCOME_NONE,
  OUTCOME_EASE,
  OUTCOME_SUPPORT,
  OUTCOME_EXPERIENCE,
  OUTCOME_BILLING,
  OUTCOME_QUALITY,
  OUTCOME_COMMITMENTS,
  OUTCOME_EXPECTATIONS
} study_outcome;

enum { N_FACETS = 6, N_OUTCOMES = 7 };

/* As study.xml has them: "failure", "ease"; "" for none. */
const char *study_facet_name(uint32_t facet);
const char *study_outcome_name(uint32_t outcome);

typedef struct study_scale {
  const char *id, *label;
  const char *name; /* "survey.scale": how every file and message calls it */
  uint32_t survey;  /* index */
  uint32_t values, direction;
  double min, max;
  uint32_t min_items;
  const char *n_column, *rate_column; /* unit level; NULL: the survey's */
  uint32_t facet;                     /* study_facet: its part in internal dysfunction */
  uint32_t outcome;                   /* study_outcome: what customers get */
  study_item *items;
  uint32_t n_items;
  unsigned line; /* of study.xml, or of what it includes: see diags_included */
} study_scale;

typedef struct study_missing {
  const char *code, *reason;
} study_missing;

typedef struct study_file {
  const char *path; /* as written: a name, or a pattern */
  const char *wave; /* or NULL */
  bool is_attribute;
  unsigned line;
} study_file;

typedef struct study_survey {
  /* 0; or 1 + the survey whose rows hold these comments: then it is the same in all but its one
   * scale, the items of which are themes.  Such surveys stand behind all others. */
  uint32_t comments_of;
  bool shows_comments;           /* of these: their words are shown, masked */
  const char *names;             /* that are always masked; "" */
  const char *id, *label, *role; /* role: "" when none is given */
  uint32_t side, level;
  bool is_public;
  const char *file;  /* as written in study.xml: the first, or "" */
  study_file *files; /* all of them; see files.h */
  uint32_t n_files;
  const char *format, *sheet, *codebook; /* NULL: to be found out; none */
  char delimiter;                        /* '\0': to be found out */
  const char *encoding;                  /* NULL: UTF-8, or as the byte order mark says */
  uint32_t header_rows;                  /* 0: as the format has */
  char decimal;
  char thousands; /* ',', '.', ' ' (any space), '\'' (any apostrophe); '\0': none */
  date_order dates;
  bool has_no_answer_words;
  bool keeps_unitless;                    /* rows that name no unit count among all */
  const char *unit_column, *label_column; /* NULL: none */
  const char *parent_column[HIERARCHIES]; /* NULL: none */
  const char *respondent_column, *weight_column, *n_column, *rate_column;
  const char *wave_column, *date_column; /* that tell the wave of a row; NULL: none */
  study_missing *missing;
  uint32_t n_missing;
  uint32_t first_scale, n_scales; /* in study.scales */
  unsigned line;
} study_survey;

typedef struct study_alias {
  uint32_t survey; /* index, or UINT32_MAX: any */
  const char *name;
} study_alias;

typedef struct study_unit {
  const char *id, *label;          /* label may be NULL */
  const char *parent[HIERARCHIES]; /* or NULL */
  study_alias *aliases;
  uint32_t n_aliases;
  unsigned line;
} study_unit;

typedef struct study_pair {
  uint32_t inside, outside; /* in study.scales */
  int32_t sign;
  const char *claim; /* or "" */
  unsigned line;
} study_pair;

/* What a scale is in a hypothesis. */
typedef struct study_term {
  const char *role;
  uint32_t scale; /* in study.scales */
} study_term;

/* Which kinds there are, and which roles they have, plugins say: see plan_make. */
typedef struct study_hypothesis {
  const char *kind, *claim; /* claim may be "" */
  study_term *terms;
  uint32_t n_terms;
  unsigned line;
} study_hypothesis;

/* Oldest first. */
typedef struct study_wave {
  const char *id, *label, *from, *to; /* from, to: "2026-03-31", or NULL */
  unsigned line;
} study_wave;

typedef struct study_option {
  const char *name, *value;
  unsigned line;
} study_option;

typedef struct study_analysis {
  const char *plugin;
  bool run, rows;
  const char *sha256; /* of its file, in hexadecimal; NULL: of any */
  double deadline;    /* seconds; 0: as for all */
  uint64_t memory;    /* bytes; 0: as for all */
  study_option *options;
  uint32_t n_options;
  unsigned line;
} study_analysis;

/* A fragment that the study includes. */
typedef struct study_included {
  const char *file; /* "model/P03.xml" for one of the program's; else the path */
  digest sha256;
} study_included;

typedef struct study {
  const char *path; /* as the user gave it: the name in messages */
  const char *dir;  /* folder that the files are relative to */
  const char *file; /* last part of the path: the name in the report */
  digest sha256;    /* of study.xml; with includes, of its digest and then of theirs, as bytes */
  uint64_t seed;
  double meaningful;
  const char *title, *organisation; /* organisation may be "" */
  /* The wave that is analysed: the last, or as study_of_wave has it; wave_id NULL: none declared.
   */
  const char *wave_id, *wave_label, *wave_from, *wave_to;
  uint32_t wave; /* its index */
  study_wave *waves;
  uint32_t n_waves;
  uint32_t minimum_group, minimum_outside; /* people, of surveys inside and outside */
  bool has_ledger; /* reports are remembered, and held against earlier ones */
  study_answers *answers;
  uint32_t n_answers;
  study_survey *surveys;
  study_scale *scales;
  study_unit *units;
  study_pair *pairs;
  study_hypothesis *hypotheses;
  uint32_t *controls; /* in scales */
  bool within_parent; /* only units of one parent are exchangeable */
  const char *plan;   /* 64 hexadecimal digits: digest of what is declared */
  study_analysis *analyses;
  study_included *included; /* in the order in which they are read */
  uint32_t n_surveys, n_scales, n_units, n_pairs, n_hypotheses, n_controls, n_analyses, n_included;
  /* Of the elements; 0 where there is none. */
  unsigned line, wave_line, privacy_line, controls_line;
} study;

/* Reads and checks study.xml and what it includes.  Every fault goes to `d` (codes S...); NULL when
 * there was one. The arena owns the study. */
const study *study_read(arena *memory, const char *path, diags *d);

/* Faults that the schema cannot see: references, ranges, what excludes what. */
void study_check(const study *s, diags *d);

/* How many scales are of answers: those of comments stand behind them. */
static inline uint32_t
study_n_asked(const study *s)
{
  uint32_t n = s->n_scales;
  while (n && s->surveys[s->scales[n - 1].survey].comments_of)
    n--;
  return n;
}

/* The smallest group of the survey that is shown; of people who wrote comments it is ten. */
static inline uint32_t
study_minimum(const study *s, const study_survey *survey)
{
  enum { COMMENTS = 10 };
  const uint32_t least = survey->side == OM_OUTSIDE ? s->minimum_outside : s->minimum_group;
  return survey->comments_of && least < COMMENTS ? COMMENTS : least;
}

/* The lowest and the highest code that an item of the scale may have. */
typedef struct code_range {
  int32_t lowest, highest;
} code_range;

static inline code_range
study_codes(const study_scale *scale)
{
  code_range r = {(int32_t)scale->items[0].min, (int32_t)scale->items[0].max};
  for (uint32_t i = 1; i < scale->n_items; i++) {
    const int32_t min = (int32_t)scale->items[i].min, max = (int32_t)scale->items[i].max;
    r.lowest = min < r.lowest ? min : r.lowest;
    r.highest = max > r.highest ? max : r.highest;
  }
  return r;
}

/* --- study_answers.c ------------------------------------------------------------------------- */

struct _xmlNode;

/* The <answers> of the root. */
void study_answers_read(arena *memory, const struct _xmlNode *root, study *s);

/* The set that the attribute `answers` of the element, which is at this line, names; NULL when it
 * names none, with a message where there is no such set. */
const study_answers *study_answers_named(arena *memory, const struct _xmlNode *node, unsigned line,
                                         const study *s, diags *d);

/* Sets that contradict themselves, or the range of an item. */
void study_answers_check(const study *s, diags *d);
void study_answers_check_item(const study *s, const study_scale *scale, const study_item *item,
                              diags *d);

/* --- study_comments.c ------------------------------------------------------------------------ */

/* How many surveys the <comments> of the root's surveys make. */
uint32_t study_comments_count(const struct _xmlNode *root);

/* These surveys and their scales, behind those that were read. */
void study_comments_read(arena *memory, const struct _xmlNode *root, study *s, diags *d);

/* --- study_plan.c ---------------------------------------------------------------------------- */

/* Index of "survey.scale", or UINT32_MAX with a message that lists what there is. */
uint32_t study_scale_named(arena *memory, const study *s, unsigned line, const char *attribute,
                           const char *wanted, diags *d);

/* The <hypothesis> and <controls> of the root; after the scales. */
void study_plan_read(arena *memory, const struct _xmlNode *root, study *s, diags *d);

void study_plan_check(const study *s, diags *d);

/* Fills study.plan. */
void study_plan_digest(arena *memory, study *s);

/* --- study_waves.c --------------------------------------------------------------------------- */

/* The <wave> of the root; the last of them is the one to be analysed. */
void study_waves_read(arena *memory, const struct _xmlNode *root, study *s);

void study_waves_check(const study *s, diags *d);

/* Index, or WAVE_NONE. */
uint32_t study_wave_named(const study *s, const char *id);

/* The same study, of another of its waves. */
const study *study_of_wave(arena *memory, const study *s, uint32_t wave);

#endif
