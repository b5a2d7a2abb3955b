/* The synthetic company: its units, what is true of them, and who answers.  Everything that a test
 * may look for is planted here, and told in truth.csv. */
#ifndef QUARTERLY_COMPANY_H
#define QUARTERLY_COMPANY_H

#include "numbers.h"

enum { WAVES = 4, PAIRS = 18, REGIONS = 4, FEWEST_UNITS = 8, MOST_UNITS = 40 };

/* Themes inside: P1 to P18, initiatives that fail, tools (the company's own questions), what
 * employees guess that customers say of ease, and what leaders say of themselves.  Outside: P1 to
 * P18, support, experience, bills. */
enum { IN_FAILURE = PAIRS, IN_TOOLS, IN_GUESS, IN_LEADERS, INSIDE };
enum { OUT_SUPPORT = PAIRS, OUT_EXPERIENCE, OUT_BILLING, OUTSIDE };
/* Pairs with a part in more than the mirror; P1 is 0. */
enum { EASE = 7, FOCUS = 8, RIVALRY = 9, PEOPLE = 11, STAY = 15, CONSENSUS = 17 };

typedef enum {
  PLANTED, /* ten pairs mirror, eight do not */
  HALO,    /* good places are good at everything, inside and outside */
  NONE     /* nothing inside goes with anything outside */
} kind;

typedef struct theme {
  char prefix[8]; /* of its columns: "P01_I" */
  uint32_t items;
  uint32_t reversed; /* bit i: item i is worded the other way round */
  fix mean;          /* of answers, 1 to 5 */
} theme;

typedef struct company {
  uint64_t seed;
  kind kind;
  uint32_t units;
  theme inside[INSIDE], outside[OUTSIDE];
  fix planted[PAIRS];   /* correlation of what is true of units inside and outside, in one wave */
  fix next_wave[PAIRS]; /* the same, of inside with outside a wave later */
  /* What is true of each unit, mean 0, variance 1. */
  fix in[INSIDE][MOST_UNITS][WAVES], out[OUTSIDE][MOST_UNITS][WAVES];
  /* How far people of a unit lie apart in P18: 1 is usual. */
  fix spread_in[MOST_UNITS], spread_out[MOST_UNITS];
  fix rate[MOST_UNITS]; /* chance that an employee answers */
  uint32_t headcount[MOST_UNITS][WAVES], customers[MOST_UNITS][WAVES];
  uint32_t leavers[MOST_UNITS][WAVES]; /* in the quarter, by their own will */
} company;

/* Draws for different purposes never meet. */
enum {
  DRAW_GENERAL = 1,
  DRAW_THEME,
  DRAW_ECHO,
  DRAW_SPREAD,
  DRAW_SIZE,
  DRAW_MEAN,
  DRAW_ANSWERS,
  DRAW_PERSON,
  DRAW_ITEM,
  DRAW_CARE,
  DRAW_GAP,
  DRAW_DAY
};

void company_make(company *c, uint64_t seed, uint32_t units, kind kind);

/* The units that something is odd about. */
uint32_t unit_small(const company *c);             /* four people answer */
uint32_t unit_renamed(const company *c);           /* customers' export has quite another name */
uint32_t unit_misspelt(const company *c);          /* customers' export has nearly the same name */
int unit_is_left(const company *c, uint32_t unit); /* where people left in the third wave */

/* Names, inside and outside. */
const char *unit_name(const company *c, uint32_t unit, int is_outside);
const char *region_name(uint32_t unit);
const char *wave_name(uint32_t wave);
const char *kind_name(kind k);

#endif
