/* compare: the parts of the plugin. */
#ifndef OM_PLUGINS_COMPARE_H
#define OM_PLUGINS_COMPARE_H

#include "../say.h"

/* The groups that the people of one scale are in, or the units' figures where these are published:
 * size, mean, sum of squares about it. */
typedef struct groups {
  const om_unit **units;
  uint64_t *n, people;
  double *mean, *ss;
  size_t groups;
  size_t left_out; /* too small to be compared */
} groups;

/* One scale: what its people show, when they are grouped by unit and by parent. */
typedef struct compared {
  const om_scale *scale;
  uint32_t hierarchy; /* of the parents */
  om_anova units, parents;
  om_stat unit_welch, parent_welch;
  om_stat unit_ranks;
  int has_unit_ranks;
  om_stat nested; /* F of parents against the units within them */
  double unit_ms; /* mean square between units of one parent, its df in nested.df2; NaN: none */
  groups by_parent;
  double unit_p, parent_p; /* that families are made of, then adjusted; NaN: no test */
  double parent_welch_p;   /* adjusted */
} compared;

/* Groups of a scale by unit (level 0) and by parent of one hierarchy; false when memory ran out.
 * Finish with groups_done, also after that. */
int groups_of_units(om_run *r, const om_scale *scale, groups *g);
int groups_of_parents(om_run *r, const om_scale *scale, uint32_t hierarchy, groups *g);
void groups_done(groups *g);

static inline int
is_part_of(const om_unit *unit, const om_unit *parent)
{
  return unit->parent == parent || unit->second_parent == parent;
}

/* H of Kruskal and Wallis over the groups, from how often each answer was given; false when the
 * scale has more than one question, or answers that are not counted. */
int rank_test(om_run *r, const om_scale *scale, const groups *g, om_stat *out);

/* An estimate with the p of a test that has no value of its own. */
void say_test(om_run *r, const char *statistic, const om_about *about, const om_stat *test);
/* The share of all differences that lies between groups: omega squared, with the range that
 * belongs to it; and eta squared. */
void say_shares(om_run *r, const char *omega, const char *eta, const om_about *about,
                const om_anova *anova);

/* The means of two parents: by what their units differ in where that is known. */
om_stat between_two(const compared *c, size_t i, size_t j, double conf);
/* From p of each pair of parents, adjusted: which others parent j differs from, in its row; and a
 * row for each two where `is_told`.  Of two parents nothing would be said that their own rows do
 * not say. */
void say_differs(om_run *r, const compared *c, size_t j, const double *p);
void report_pairs(om_run *r, const compared *c, const double *p, int is_told);

/* False when memory ran out, of all. */
int compare_units(om_run *r, compared *c);
void report_units_compared(om_run *r, size_t n, compared *c);
int compare_parents(om_run *r, compared *c);
int report_parents_compared(om_run *r, size_t n, compared *c);
/* The same for parents of the second kind, each against the others. */
int report_second_parents(om_run *r);

#endif
