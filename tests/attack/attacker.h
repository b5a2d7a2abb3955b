/* One organisation: its reports are made, attacked, and the claims held against the truth. */
#ifndef ATTACK_ATTACKER_H
#define ATTACK_ATTACKER_H

#include "organisation.h"

/* How something came out. */
typedef enum route {
  BY_SUMS,        /* told groups taken from one another */
  BY_DIFFERENCES, /* the same, with what differences between parents tell */
  BY_UNIT_MEANS,  /* whole numbers that fit the mean of the units' means, and ICC(1) */
  BY_SIZES,       /* numbers of people that fit the mean size of ICC(1) */
  BY_BOUNDS,      /* not exactly, but within NARROW of the range */
  BY_FILES,       /* stands in another file though it is withheld */
  BY_RERUN,       /* another report without a band */
  BY_WAVE,        /* the next wave, one has left */
  BY_MINIMUM,     /* another minimum */
  BY_SPLIT,       /* a unit in two */
  N_ROUTES
} route;

/* Of the range of the scale. */
#define NARROW .05

typedef struct verdict {
  uint32_t scales, withheld;   /* small groups that the attacker went for */
  uint32_t found[N_ROUTES];    /* small groups, or small sets of people */
  uint32_t wrong;              /* claims that are not true: a defect of the attacker */
  uint32_t refused;            /* reports that the program would not make */
  double narrowest;            /* width of a small group's mean, share of the range */
  char example[N_ROUTES][400]; /* the first of each */
} verdict;

extern const char *const route_names[N_ROUTES];

/* `folder` is there and empty; it is left with files.  `variations` has a bit for each.  Has the
 * program `has_all_digits`, then a mean times the number of people is a sum; otherwise that is so
 * of everybody together alone. */
verdict attack(const char *program, const char *plugins, const char *folder, const organisation *o,
               uint32_t variations, bool has_all_digits);

#endif
