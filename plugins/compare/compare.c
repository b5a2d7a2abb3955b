/* compare: do units differ, and do the parents that units have?
 *
 * For every scale: how much of the differences between people lies between units, and, where units
 * have parents, whether these differ by more than the units within them do anyway.  All scales
 * together are one family.  How reliable the units' means are is asked by another plugin. */
#include "compare.h"

#include <stdlib.h>

static const om_method methods[] = {
    {"anova",
     "One-way analysis of variance of persons' scores by unit, from size, mean and sum of squares "
     "of each unit, unweighted. Omega squared = (SSB - df MSW) / (SST + MSW); eta squared = SSB / "
     "SST, which is too high in small units. The range is that of the share in the population, "
     "through the noncentral F distribution; it belongs to omega squared.",
     "Hays 1963, Statistics; Steiger 2004, doi:10.1037/1082-989X.9.2.164"},
    {"welch",
     "The same comparison without presuming equal variances; undefined where a group has a single "
     "person or no variance.",
     "Welch 1951, doi:10.1093/biomet/38.3-4.330"},
    {"kruskal",
     "The same comparison of ranks, corrected for ties; only for scales of one question, whose "
     "answers are counted.",
     "Kruskal & Wallis 1952, doi:10.1080/01621459.1952.10483441"},
    {"holm",
     "p adjusted by Holm's method over the scales: of Welch's test, or of F where that is "
     "undefined. Over parents: of the nested test, or of "
     "Welch's where each parent has one unit; sentences look at Welch's adjusted p as well.",
     "Holm 1979, Scandinavian Journal of Statistics 6"},
    {"nested",
     "Units within parents as the cases: mean square between parents over mean square between "
     "units of one parent, both weighted by size. Approximate where units are of unequal size.",
     "Winer, Brown & Michels 1991, Statistical Principles in Experimental Design, 3rd ed."},
    {"parents",
     "Groups are the parents of units with at least the smallest group of the study (published "
     "figures: at least two units); smaller ones, and those whose small units could be found by "
     "subtraction, are left out of every comparison. The mean of a parent against the mean of the "
     "people of all other parents, and single parents against each other: t with the mean square "
     "between the units of one parent, weighted by size and pooled over parents, as the error. "
     "Where each parent has a single unit, and for published figures: Welch's t. p by Holm's "
     "method over parents and scales; of each two, over all pairs and scales.",
     "Winer, Brown & Michels 1991; Welch 1947, doi:10.1093/biomet/34.1-2.28; Holm 1979, "
     "Scandinavian Journal of Statistics 6"},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"unit_omega", "Between units",
     "The share of the differences between people that lies between units, corrected for chance: "
     "1% is small, 6% middling, 14% large. Below 0 it is none.",
     "anova", OM_FORMAT_PERCENT, OM_N_SCORED},
    {"unit_eta", "Between units, uncorrected",
     "The same share as it is seen in these answers. It counts chance as well, and the smaller the "
     "units the more.",
     "anova", OM_FORMAT_PERCENT, OM_N_SCORED},
    {"unit_f", "F of units",
     "How much larger the differences between units are than chance alone would make them.",
     "anova", OM_FORMAT_NUMBER, OM_N_SCORED},
    {"unit_welch", "Welch's F of units",
     "The same where answers of some units spread more than those of others.", "welch",
     OM_FORMAT_NUMBER, OM_N_SCORED},
    {"unit_p", "p of units, all scales considered",
     "How often chance alone would show such differences between units on any of the scales.",
     "holm", OM_FORMAT_P, OM_N_SCORED},
    {"unit_kruskal", "H of units",
     "The same comparison by the order of answers alone, without taking steps between answers as "
     "equal.",
     "kruskal", OM_FORMAT_NUMBER, OM_N_SCORED},
    {"parent_omega", "Between parents",
     "The share of the differences between people (of published figures: between units) that lies "
     "between the parents of units, corrected for chance.",
     "anova", OM_FORMAT_PERCENT, OM_N_SCORED},
    {"parent_eta", "Between parents, uncorrected",
     "The same share as it is seen in these answers, chance counted as well.", "anova",
     OM_FORMAT_PERCENT, OM_N_SCORED},
    {"parent_welch", "Welch's F of parents",
     "How much larger the differences between parents are than chance alone would make them, if "
     "people were all that differs.",
     "welch", OM_FORMAT_NUMBER, OM_N_SCORED},
    {"parent_nested", "F of parents over their units",
     "How much larger the differences between parents are than those between the units of one "
     "parent would make them.",
     "nested", OM_FORMAT_NUMBER, OM_N_SCORED},
    {"parent_p", "p of parents, all scales considered",
     "How often chance alone would show such differences between parents on any of the scales.",
     "holm", OM_FORMAT_P, OM_N_SCORED},
    {"parent_kruskal", "H of parents", "The comparison of parents by the order of answers alone.",
     "kruskal", OM_FORMAT_NUMBER, OM_N_SCORED},
    {"parent_mean", "Mean of the parent",
     "The mean score of all people of the units that belong to this parent.", "parents",
     OM_FORMAT_NUMBER, OM_N_SCORED},
    {"parent_difference", "Difference from the others",
     "The mean of this parent minus the mean of the people of all other parents, in points.",
     "parents", OM_FORMAT_NUMBER, OM_N_SCORED},
    {"parent_difference_p", "p of the difference",
     "How often chance alone would show such a difference for any parent on any scale.", "parents",
     OM_FORMAT_P, OM_N_SCORED},
    {"parent_pair", "First minus second",
     "The mean of the first parent minus that of the second, in points.", "parents",
     OM_FORMAT_NUMBER, OM_N_SCORED},
    {"parent_pair_p", "p of two parents",
     "How often chance alone would show such a difference between any two parents on any scale.",
     "parents", OM_FORMAT_P, OM_N_SCORED},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_need needs[] = {
    {OM_NEED_SCALES, 0, 1, 0, "a scale"},
    {OM_NEED_UNITS, 0, 2, 0, "two units or more"},
    {0, 0, 0, 0, NULL},
};

void
say_test(om_run *r, const char *statistic, const om_about *about, const om_stat *test)
{
  const om_estimate e = {.size = sizeof e,
                         .value = test->value,
                         .lo = NAN,
                         .hi = NAN,
                         .se = NAN,
                         .p = test->p,
                         .undefined = test->undefined};
  om_say(r, statistic, about, &e);
}

void
say_shares(om_run *r, const char *omega, const char *eta, const om_about *about,
           const om_anova *anova)
{
  om_anova_effect e;
  om_anova_effects(anova, om_study_of(r)->confidence, &e);
  om_stat corrected = e.omega_squared;
  corrected.lo = e.eta_squared.lo;
  corrected.hi = e.eta_squared.hi;
  corrected.p = NAN; /* that of F, which stands by itself */
  say_stat(r, omega, about, &corrected);
  say_number(r, eta, about, e.eta_squared.value, e.eta_squared.undefined);
}

static int
has_parents(const om_study *s, uint32_t hierarchy)
{
  for (uint32_t i = 0; i < s->n_units; i++)
    if (s->units[i]->level > 0 && s->units[i]->hierarchy == hierarchy)
      return 1;
  return 0;
}

static int
any_weights(const om_study *s)
{
  for (uint32_t i = 0; i < s->n_surveys; i++)
    if (s->surveys[i]->weighted)
      return 1;
  return 0;
}

/* p over the family of all scales, into the compared themselves; false when memory ran out. */
static int
adjust(size_t n, compared *c)
{
  double *const p = calloc(3 * n + 1, sizeof *p);
  if (!p)
    return 0;
  for (size_t i = 0; i < n; i++) {
    p[i] = c[i].unit_p;
    p[n + i] = c[i].parent_p;
    p[2 * n + i] = c[i].parent_welch.p;
  }
  for (size_t family = 0; family < 3; family++)
    om_adjust_holm(n, p + family * n, 0, p + family * n);
  for (size_t i = 0; i < n; i++) {
    c[i].unit_p = p[i];
    c[i].parent_p = p[n + i];
    c[i].parent_welch_p = p[2 * n + i];
  }
  free(p);
  return 1;
}

static int
compare_all(om_run *r, size_t *n, compared *c)
{
  const om_study *const s = om_study_of(r);
  for (uint32_t i = 0; i < s->n_scales; i++) {
    c[*n] = (compared){.scale = s->scales[i], .unit_p = NAN, .parent_p = NAN};
    if (!compare_units(r, &c[*n]) || !compare_parents(r, &c[*n])) {
      ++*n;
      return 0;
    }
    const int is_used = c[*n].units.groups > 1 || c[*n].by_parent.groups > 1;
    if (is_used)
      ++*n;
    else
      groups_done(&c[*n].by_parent);
  }
  return 1;
}

static om_status
report(om_run *r, size_t n, compared *c)
{
  const om_study *const s = om_study_of(r);
  if (n == 0)
    return om_fail(r, OM_NOT_APPLICABLE,
                   "no scale has two units with answers of persons, nor parents to compare");
  if (!adjust(n, c))
    return OM_E_MEMORY;
  om_section(r, "Where people differ: between units or within them",
             "People of one unit differ among themselves, and units differ from one another. Here "
             "is how much of all differences lies between units. The more it is, the more there is "
             "for the mirror to see, and the more it matters to look unit by unit.");
  report_units_compared(r, n, c);
  if (!has_parents(s, 0))
    om_note(r, NULL, "Parents were not compared: the study names no parents of units.");
  else if (!report_parents_compared(r, n, c))
    return OM_E_MEMORY;
  if (has_parents(s, 1) && !report_second_parents(r))
    return OM_E_MEMORY;
  if (any_weights(s))
    om_note(r, NULL, "Weights play no part in this section: every person counts once.");
  return OM_OK;
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  compared *const c = calloc((size_t)s->n_scales + 1, sizeof *c);
  size_t n = 0;
  if (!c)
    return OM_E_MEMORY;
  const om_status status = compare_all(r, &n, c) ? report(r, n, c) : OM_E_MEMORY;
  for (size_t i = 0; i < n; i++)
    groups_done(&c[i].by_parent);
  free(c);
  return status;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.compare",
    "0.1.0",
    "Comparison",
    "How much of the differences between people lies between units, and between their parents.",
    OM_PLACE_MEASUREMENT,
    needs,
    NULL,
    methods,
    statistics,
    run,
    NULL,
    NULL,
    NULL,
};

const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
