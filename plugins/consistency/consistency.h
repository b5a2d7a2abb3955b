/* consistency: the parts of the plugin. */
#ifndef OM_CONSISTENCY_CONSISTENCY_H
#define OM_CONSISTENCY_CONSISTENCY_H

#include "../association.h"

enum { STREAM_SPREAD = 1, STREAM_LEVEL = 2 };

/* One inside scale beside one outside scale, over units with enough people on both sides. */
typedef struct beside {
  const om_scale *inside, *outside;
  const om_hypothesis *hypothesis; /* NULL: a declared pair, which is looked at unasked */
  uint32_t n, left_out;            /* units; matched units with too few people */
  const char *cannot;              /* why there is nothing to compute, or NULL */
  association spread; /* SD inside with SD outside, the units' means on both sides held constant */
  association level;  /* SD inside with the mean outside, the mean inside held constant */
  om_stat rwg;        /* rwg(j) inside with SD outside */
  double spread_p, level_p; /* adjusted within its family */
} beside;

/* spreads.c: fills all that rests on one pair of scales.  False when memory ran out. */
int compare_spreads(om_run *r, beside *b);

/* words.c */
void consistency_findings(om_run *r, size_t n, const beside *b);

/* What the results of one comparison are about. */
static inline om_about
about_beside(const beside *b)
{
  om_about a = {.size = sizeof a, .hypothesis = b->hypothesis};
  if (!b->hypothesis) {
    a.inside = b->inside;
    a.outside = b->outside;
  }
  return a;
}

#endif
