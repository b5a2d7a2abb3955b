/* Small words that the built-in plugins share: from the kit's numbers to the report's. */
#ifndef OM_PLUGINS_SAY_H
#define OM_PLUGINS_SAY_H

#include <orgmirror/plugin.h>
#include <orgmirror/stats.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Below this many units no range is printed: it says little, and words must not say more. */
enum { FEWEST_FOR_A_RANGE = 10 };

/* A statistic over n units, without its range where they are too few for one. */
static inline om_stat
ranged(om_stat s, uint32_t n)
{
  if (n < FEWEST_FOR_A_RANGE && !s.undefined) {
    s.lo = s.hi = NAN;
    s.no_range = "fewer than ten units";
  }
  return s;
}

static inline om_estimate
estimate_of(const om_stat *s)
{
  return (om_estimate){.size = sizeof(om_estimate),
                       .value = s->value,
                       .lo = s->lo,
                       .hi = s->hi,
                       .se = s->se,
                       .p = s->p,
                       .undefined = s->undefined};
}

/* Reports one of the kit's numbers. */
static inline om_status
say_stat(om_run *r, const char *statistic, const om_about *about, const om_stat *s)
{
  const om_estimate e = estimate_of(s);
  return om_say(r, statistic, about, &e);
}

/* Reports a bare number; NaN must come with a reason. */
static inline om_status
say_number(om_run *r, const char *statistic, const om_about *about, double x, const char *undefined)
{
  const om_estimate e = {.size = sizeof e,
                         .value = x,
                         .lo = NAN,
                         .hi = NAN,
                         .se = NAN,
                         .p = NAN,
                         .undefined = isnan(x) ? undefined : NULL};
  return om_say(r, statistic, about, &e);
}

/* What the rows behind a scale are, in words that follow a number. */
static inline const char *
rows_are(const om_scale *scale)
{
  return scale->survey->level == OM_LEVEL_UNIT ? "units" : "respondents";
}

/* True when a survey holds published figures of units. */
static inline int
any_published(const om_study *s)
{
  for (uint32_t i = 0; i < s->n_surveys; i++)
    if (s->surveys[i]->level == OM_LEVEL_UNIT)
      return 1;
  return 0;
}

/* "prefix-survey-scale", which a reader of tables/ knows again; "prefix-number" where that is
 * longer than an id may be. */
static inline void
scale_table_id(char *id, size_t n, const char *prefix, const om_scale *scale)
{
  const int length = snprintf(id, n, "%s-%s-%s", prefix, scale->survey->id, scale->id);
  if (length < 0 || (size_t)length >= n)
    snprintf(id, n, "%s-%u", prefix, scale->index);
}

/* More scales than this: what is said of each item of them gets a table where it matters alone; the
 * numbers of all stand in report.xml. */
enum { MANY_SCALES = 12 };

/* Appends a label to a list of them, for an argument of a template; of one that is full, dots. */
static inline void
list_label(char *list, size_t size, const char *label)
{
  const size_t n = strlen(list);
  if (n + strlen(label) + 16 < size)
    snprintf(list + n, size - n, "%s\u201c%s\u201d", n ? "; " : "", label);
  else if (n + 8 < size && n > 3 && strcmp(list + n - 3, "\u2026") != 0)
    strcpy(list + n, "; \u2026");
}

/* A count below a million as an argument of a template, "n#"; `to` has room for it. */
enum { COUNT_SIZE = 24 };
static inline const char *
count_of(char to[COUNT_SIZE], uint64_t n)
{
  if (n < 1000)
    snprintf(to, COUNT_SIZE, "%u", (unsigned)n);
  else
    snprintf(to, COUNT_SIZE, "%u,%03u", (unsigned)(n / 1000), (unsigned)(n % 1000));
  return to;
}
#define COUNT(n) count_of((char[COUNT_SIZE]){0}, (n))

#endif
