/* quality: the parts of two plugins.  "missing" says what was not answered, from counts alone;
 * "quality" looks at single rows for signs of careless answering, and leaves nobody out. */
#ifndef OM_PLUGINS_QUALITY_H
#define OM_PLUGINS_QUALITY_H

#include "../say.h"

extern const om_plugin missing_plugin;

/* Fewer answers than this tell nothing about how a person answered. */
#define LEAST_ANSWERS 6

/* False for a unit of which the report withholds what is about this survey.  Such a unit is not to
 * be listed where others are left out for their value: that it stands there would tell its own. */
int is_large_enough(om_run *r, const om_survey *survey, const om_unit *unit);

/* The questions of a survey, each column of the export once, and who shows which sign. */
typedef struct sheet {
  const om_survey *survey;
  const om_item **items; /* with codes; in the order of the study */
  const om_column **columns;
  uint32_t *scale_of; /* index among the survey's scales */
  size_t k;
  uint64_t rows;
  const uint32_t *units; /* of each row; NULL when nobody has one */
  uint8_t *signs;        /* of each row: how many */
  /* Of the share that is being taken: people looked at and people who show it, in each unit of the
   * study, and last those without one. */
  uint64_t *judged_in, *flagged_in;
  size_t n_units;
} sheet;

/* How many were looked at for a sign, and how many show it. */
typedef struct tally {
  uint64_t judged, flagged;
  const char *undefined; /* why nobody could be looked at, or NULL */
} tally;

/* One person's answers in turn: as given, and from 0 to 1 in the direction of the scale.  NaN where
 * there is none.  Each has room for k numbers, either may be NULL. */
void sheet_row(const sheet *s, uint64_t row, double *raw, double *turned);

/* 0 when memory ran out.  A sheet without columns (a survey of published figures) has rows 0. */
int sheet_make(om_run *r, const om_survey *survey, sheet *s);
void sheet_drop(sheet *s);

/* True when at least one sign can be looked for. */
int has_signs(om_run *r, const sheet *s);
/* Looks at every row, adds 1 to the signs of a row for each that it shows, and says what it found
 * about the survey; 0 when memory ran out. */
int look_for_signs(om_run *r, sheet *s);

/* Starts a share of the people of a survey, and counts a row into it. */
tally tally_start(sheet *s, const char *undefined);
void tally_row(sheet *s, tally *t, uint64_t row, int is_flagged);
/* A share of people, unless so few of them show it (or do not) that it would be about persons.  Of
 * a whole survey, s, its range allows for people of one unit being alike; s NULL: of one unit. */
void say_share(om_run *r, const sheet *s, const char *statistic, const om_about *about,
               const tally *t);
int may_be_shown(om_run *r, const tally *t);
/* True for those that `signs` of the options makes flagged. */
int is_flagged(om_run *r, const sheet *s, uint64_t row);
tally count_flagged(om_run *r, sheet *s);

/* Whether gaps look as if chance had made them, scale by scale. */
void report_gaps(om_run *r, const om_survey *survey, uint64_t rows);

/* The declared pairs with everybody and without those flagged; sheets by index of the survey. */
int report_sensitivity(om_run *r, sheet *sheets);

#endif
