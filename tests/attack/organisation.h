/* Made-up organisations: who works where, who answers what.  Drawn from a seed with a generator of
 * our own, the same on every machine.  What is true of them is never shown to the attacker; it says
 * afterwards what he has found. */
#ifndef ATTACK_ORGANISATION_H
#define ATTACK_ORGANISATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  MOST_UNITS = 40,
  MOST_PARENTS = 6,
  MOST_SCALES = 3,
  MOST_ITEMS = 15,
  MOST_PEOPLE = 1300,
  NO_UNIT = MOST_UNITS, /* place of people without one */
  MOST_ATOMS = 2 * (MOST_UNITS + 1)
};

/* What another report is about. */
typedef enum variation {
  AS_IT_IS,
  WITHOUT_BAND,  /* rows of one band are taken out of the export */
  NEXT_WAVE,     /* one has left, and all others answer as before */
  OTHER_MINIMUM, /* the same people, and a minimum of 3 */
  UNIT_SPLIT     /* one unit has become two */
} variation;

typedef struct person {
  uint8_t unit, band, weight;
  bool is_leaver, is_second_half;
  int8_t answer[MOST_ITEMS]; /* -1: skipped */
} person;

typedef struct scale_made {
  uint32_t first, k, min_items;
  int min, max;
} scale_made;

/* A survey and who answered it. */
typedef struct survey_made {
  bool is_weighted;
  scale_made scale[MOST_SCALES];
  uint32_t n_scales, n_items, n_people;
  person *people;
} survey_made;

typedef struct organisation {
  uint32_t number, n_units, n_parents, n_seconds, minimum;
  uint8_t parent[MOST_UNITS], second[MOST_UNITS]; /* 0: none */
  uint8_t split;                                  /* the unit that becomes two */
  bool is_keeping, has_markup, is_whole;          /* whole: every analysis, as it comes */
  survey_made survey[2];                          /* inside, outside */
} organisation;

/* Free with organisation_done. */
organisation organisation_make(uint32_t number);

void organisation_done(organisation *o);

/* Exports and study.xml in a folder that exists; false when they cannot be written. */
bool organisation_write(const organisation *o, variation v, const char *folder);

/* No unit is left in both of its exports: there is nothing to be reported. */
bool organisation_is_empty(const organisation *o, variation v);

/* People of one unit who are, or are not, in (or in the first half of) the other report. */
typedef struct atom {
  uint32_t people;
  double sum; /* of their scores */
  double lowest, highest;
} atom;

/* Truth about one scale: [2 * unit + kind]; kind 1 are those that `v` sets apart. */
void organisation_truth(const organisation *o, variation v, uint32_t survey, uint32_t scale,
                        atom out[MOST_ATOMS]);

#endif
