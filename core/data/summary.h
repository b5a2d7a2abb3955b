/* The summary: the study and the sufficient statistics of its data, in one sealed memfd.
 *
 * The core makes it once; workers map it read-only and share its pages.  It holds no person row,
 * no respondent id and no free text.  Reading it back gives the structs of plugin.h, so core and
 * plugins look at the same thing. */
#ifndef OM_DATA_SUMMARY_H
#define OM_DATA_SUMMARY_H

#include "data/tally.h"

/* Statistics of one scale.  Arrays are indexed by slot first: units of om_study in order, and
 * last everybody together (slot n_units).  NULL where the scale has none. */
typedef struct scale_summary {
  uint32_t k, n_pairs, n_codes;
  int32_t first_code;
  const uint64_t *complete;                     /* [slot] */
  const uint64_t *answered;                     /* [slot][k] */
  const int64_t *sum, *cross;                   /* [slot][k], [slot][n_pairs] */
  const double *mean, *sscp;                    /* the same shapes */
  const uint64_t *counts_complete, *counts_all; /* [slot][k][n_codes] */
  const uint64_t *n; /* [slot] respondents with a score, or as published */
  const double *score, *score_ss, *plain_score, *effective_n, *weight, *response_rate; /* [slot] */
  const uint64_t *missing; /* [k][n_reasons] of everybody; NULL where nobody wanted to know */
} scale_summary;

/* Products of items of a survey, as om_pairwise has them; k is 0 where nobody wanted them. */
typedef struct pairwise_summary {
  uint32_t k;
  const uint32_t *first; /* by om_scale.index: place of its first item; of coded scales alone */
  const uint64_t *n;     /* all [k][k] */
  const int64_t *sum, *square, *cross;
} pairwise_summary;

/* Why answers are missing; n_reasons is 0 where nobody wanted to know. */
typedef struct missing_summary {
  uint32_t n_reasons;
  const char *const *reasons; /* the first is "blank" */
} missing_summary;

typedef struct summary {
  const void *map;
  size_t n_map;
  uint64_t seed;
  const om_study *study;
  const scale_summary *scales;      /* by om_scale.index */
  uint32_t n_slots;                 /* study->n_units + 1 */
  const bool *is_public;            /* by om_survey.index */
  const pairwise_summary *pairwise; /* by om_survey.index */
  const missing_summary *missing;   /* by om_survey.index */
  /* The core's alone: what suppress() found, for the gate.  NULL: not asked yet. */
  const uint8_t *const *suppressed;
} summary;

/* A sealed memfd, or -1 with errno set.  The caller closes it. */
int summary_build(arena *memory, const study *s, const units *u, const survey_data *data);

/* Maps what summary_build made; false when it is something else.  summary_close afterwards. */
bool summary_open(arena *memory, int fd, summary *out);

void summary_close(summary *s);

static inline size_t
summary_slot(const summary *s, const om_unit *unit)
{
  return unit ? unit->index : s->n_slots - 1;
}

#endif
