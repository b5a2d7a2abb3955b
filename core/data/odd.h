/* What is odd about a study before anything is analysed: nothing that must stop it, but what a
 * careful colleague would ask about.
 *
 * Looks at what the study declares, at the counts of the loader and at the summary; never at a
 * row.  Every finding is a message in `diags`, as a warning where something should be looked at or
 * as a note where it is merely good to know, and stands in the list below with what it is about.
 * It tells nothing of a person: no value that somebody gave, and no number of people below the
 * minimum of the study. */
#ifndef OM_DATA_ODD_H
#define OM_DATA_ODD_H

#include "data/about.h"
#include "data/load.h"
#include "data/summary.h"

typedef enum odd_section {
  ODD_STUDY,
  ODD_SURVEY, /* once for each survey */
  ODD_UNITS,
  ODD_PAIRS,
  ODD_ANALYSES,
  N_ODD_SECTIONS
} odd_section;

/* One kind of check, whatever it found. */
typedef struct odd_kind {
  const char *id; /* "range" */
  const char *label;
  odd_section section;
  bool needs_data; /* cannot be made before every export was read */
} odd_kind;

size_t odd_n_kinds(void);
const odd_kind *odd_kind_at(size_t i);
/* The kind that a code belongs to, whoever said it. */
const odd_kind *odd_kind_of(const char *code);

typedef struct odd_finding {
  const diag *message;
  const odd_kind *kind;
  about where;
} odd_finding;

/* Where it is told: a message about a survey that nobody could name stands with the study. */
odd_section odd_section_of(const odd_finding *f);

typedef struct odd {
  arena *memory;
  diags *d;
  const study *study;
  const units *units;      /* NULL until every export was read, and so the next two */
  const survey_data *data; /* [n_surveys] */
  const summary *summary;
  about *where; /* of the message with this index in `d`; nothing named for those of others */
  size_t n_where, capacity;
} odd;

odd odd_new(arena *memory, diags *d, const study *s);

/* Looks at the study alone, and at the data. */
void odd_look_at_study(odd *o);
void odd_look_at_data(odd *o, const units *u, const survey_data *data, const summary *s);

/* The messages first to last - 1 of `d` are about this survey: those of its loader. */
void odd_place(odd *o, size_t first, size_t last, uint32_t survey);

/* Every message of `d` as a finding: by section, survey, scale and item, and within them in the
 * order in which they were said.  They point into `d`: nothing may be added to it afterwards. */
odd_finding *odd_findings(odd *o);

/* --- what the parts share -------------------------------------------------------------------- */

/* A message about study.xml at `line`. */
void odd_say(odd *o, diag_level level, const char *code, about where, unsigned line,
             const char *why, const char *fix, const char *what, ...)
    __attribute__((format(printf, 8, 9)));

void odd_study(odd *o);
void odd_rows(odd *o);
void odd_answers(odd *o);
void odd_ranges(odd *o);
void odd_coding(odd *o);
void odd_scores(odd *o);
void odd_units(odd *o);
void odd_gate(odd *o);

/* The scale's index in the study is that of its summary. */
static inline const scale_summary *
odd_scale(const odd *o, uint32_t scale)
{
  return &o->summary->scales[scale];
}

/* The slot of everybody together. */
static inline size_t
odd_everybody(const odd *o)
{
  return o->summary->n_slots - 1;
}

static inline about
odd_about_scale(const odd *o, uint32_t scale)
{
  return (about){.survey = o->study->scales[scale].survey + 1, .scale = scale + 1};
}

static inline about
odd_about_item(const odd *o, uint32_t scale, uint32_t item)
{
  return (about){
      .survey = o->study->scales[scale].survey + 1, .scale = scale + 1, .item = item + 1};
}

/* "s" unless n is 1 */
static inline const char *
odd_plural(uint64_t n)
{
  return n == 1 ? "" : "s";
}

/* --- what the gate will withhold ------------------------------------------------------------- */

typedef struct gate_estimate {
  uint64_t units;    /* of level 0 that have a score */
  uint64_t withheld; /* of these, will not be shown by themselves */
  bool is_all;       /* too few answered altogether: nothing about the scale will be shown */
  /* Share of the people with a score who are in withheld units; NaN where it would tell how many
   * there are in a single one, or in too few people. */
  double share;
} gate_estimate;

gate_estimate odd_withheld(const summary *s, const om_scale *scale);

/* Counts of units. */
typedef struct matching {
  uint64_t units, both, inside_only, outside_only;
} matching;

matching odd_match(const units *u);

#endif
