/* blindspots: the parts of the plugin. */
#ifndef OM_BLINDSPOTS_BLINDSPOTS_H
#define OM_BLINDSPOTS_BLINDSPOTS_H

#include "../say.h"

enum { STREAM_PERMUTATION = 1 };

/* Below this many units nothing is said of what explains what. */
enum { FEWEST_UNITS = 10 };

/* One outside scale beside every inside scale. */
typedef struct seen {
  const om_scale *outside;
  const om_scale *nearest; /* inside; NULL: none has a correlation */
  uint32_t n;              /* units of the nearest */
  double r, p;             /* of the nearest; p by max T over all inside scales */
  const char *why;         /* why there is none */
  om_stat icc;             /* share of differences between people that lies between units */
  double icc_p;            /* of F; NaN: published figures, or too few people */
  int is_paired;
} seen;

/* nearest.c: `inside` holds n_inside scales.  False when memory ran out. */
int find_nearest(om_run *r, uint32_t n_inside, const om_scale *const *inside, seen *x);
int find_differences(om_run *r, seen *x);

/* unknown.c: answers such as "don't know"; false when memory ran out.  Shares of a scale: of all
 * answers that could be, those with a reason, and those that are blank; NaN where nobody knows. */
typedef struct unknown {
  double with_reason, blank;
} unknown;
unknown unknown_of(om_run *r, const om_scale *scale);
void report_unknown(om_run *r);

/* words.c */
int is_blind_spot(const seen *x);
int has_no_differences(const seen *x);
void blindspot_findings(om_run *r, size_t n, const seen *x, uint32_t n_inside);
void unpaired_finding(om_run *r);

/* Themes, and not facts such as days, nor what is held constant. */
int is_theme(const om_study *s, const om_scale *scale);
/* True when a declared pair, or a hypothesis, names the scale. */
int is_declared(const om_study *s, const om_scale *scale);

#endif
