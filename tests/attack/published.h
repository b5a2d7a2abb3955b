/* What a report tells: of every scale the mean and the number of people of each group, and what
 * else is a sum of them in another form. */
#ifndef ATTACK_PUBLISHED_H
#define ATTACK_PUBLISHED_H

#include <stdbool.h>
#include <stdint.h>

enum { MOST_GROUPS = 100, MOST_TOLD = 4, NAME = 32 };

/* NaN is not told.  Means are in points of the answer scale. */
typedef struct told_group {
  double mean, n, sd;
  double apart;      /* mean less the mean of the other units' means */
  double difference; /* mean less the mean of the people of all other parents */
} told_group;

typedef struct told_scale {
  char id[NAME];
  double min, max;
  bool is_weighted;
  double n_units, n0, f;             /* units with a score, mean size of ICC(1), F between units */
  told_group group[MOST_GROUPS + 1]; /* the last: everybody */
} told_scale;

typedef struct published {
  uint32_t n_groups, n_scales;
  struct {
    char id[NAME], parent[NAME], second[NAME];
    bool is_parent;
  } group[MOST_GROUPS];
  told_scale scale[MOST_TOLD];
  uint32_t n_estimates;
} published;

/* Reads report.xml of a folder; false when there is none or it holds more than fits. */
bool published_read(const char *folder, published *out);

/* True when the text stands in report.xml, or in any other file of the folder. */
bool published_holds(const char *folder, const char *text, bool in_report_xml);

#endif
