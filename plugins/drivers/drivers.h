/* The parts of the drivers plugin and what they hand one another. */
#ifndef OM_DRIVERS_DRIVERS_H
#define OM_DRIVERS_DRIVERS_H

#include "../composite.h"

/* Streams of random numbers; each model takes its own place in them. */
enum { STREAM_BOOTSTRAP = 1, STREAM_RANDOM = 2 };

/* One less than the exact method can: the random theme takes a place. */
enum { MOST_THEMES = OM_LMG_MAX - 1, FEWEST_UNITS = 10, FEWEST_PEOPLE = 30 };

/* One outside theme, and the inside themes that its differences between units are shared out to. */
typedef struct model {
  uint32_t number;                 /* of the model, from 1: names its tables */
  const om_hypothesis *hypothesis; /* NULL: all inside themes that pairs name */
  const om_scale *outside;
  uint32_t p;
  const om_scale **inside; /* [p] */
  uint32_t n;              /* units with all of them */
  double *y, *random;      /* [n] */
  double **x;              /* [p][n] on 0 to 100, the healthy end up */
  const char *refused;     /* why it is not computed; or NULL */
} model;

/* models.c: the outside themes of the study, and what each is set against. */
typedef struct models {
  uint32_t n;
  model *model;
} models;
int models_make(om_run *r, models *m);
void models_release(models *m);

/* What is known of one theme of a model. */
typedef struct theme_result {
  om_stat lmg, weight, rank, weight_rank, beyond, score;
  uint64_t people;
} theme_result;
typedef struct model_result {
  om_importance fit;
  theme_result theme[MOST_THEMES];
  uint32_t first, first_by_weight; /* themes with the largest parts */
} model_result;

/* shares.c: the numbers of a model that is not refused, and its tables. */
int report_model(om_run *r, const model *m, model_result *out);
/* Models that are refused: plain correlations alone. */
int report_plain(om_run *r, const models *m);

/* words.c */
void report_finding(om_run *r, const model *m, const model_result *x);
void report_refused(om_run *r, const models *m);
/* Where a theme stands: what to look at first. */
const char *place_of(const model *m, const model_result *x, uint32_t i);

#endif
