/* silence: the parts of the plugin. */
#ifndef OM_SILENCE_SILENCE_H
#define OM_SILENCE_SILENCE_H

#include "../association.h"

enum { STREAM_PERMUTATION = 1 };

/* The units of a hypothesis that have the rate and every score. */
typedef struct answering {
  const om_hypothesis *hypothesis;
  const om_scale *rate_scale;
  uint32_t n;
  const om_unit **unit;
  double *rate; /* shares, 0 to 1 */
  double *mean; /* scratch, [n] */
  const char *cannot;
} answering;

/* One score of a hypothesis beside the rate. */
typedef struct heard {
  const answering *units;
  const om_scale *score;
  association link;
  double holm_p;
  /* Where the rate is that of the people who gave the score: their mean; the mean with every unit
   * counted by the people it has; the overall rate behind both; what the mean of all people lies
   * between whatever the silent would say. NaN elsewhere. */
  double answered_mean, counted_mean, overall, least, most;
} heard;

/* response.c.  False when memory ran out; answering_done() in any case. */
int answering_take(om_run *r, const om_hypothesis *h, answering *a);
void answering_done(answering *a);
void hear(om_run *r, answering *a, const om_scale *score, heard *x);

/* True when the rate tells how many of those answered who gave the score. */
static inline int
is_own_rate(const answering *a, const om_scale *score)
{
  return score->survey->side == a->rate_scale->survey->side &&
         score->survey->level == OM_LEVEL_RESPONDENT;
}

/* words.c */
void silence_findings(om_run *r, size_t n, const heard *x);
void rate_finding(om_run *r, const answering *a);

#endif
