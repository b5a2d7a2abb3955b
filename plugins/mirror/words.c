/* What was found, in sentences.  Verbs follow the evidence: strong "goes with", moderate "tends to
 * go with", weak "may go with"; nothing here says that one thing makes another. */
#include "mirror.h"

#include "../over_units.h"

#include <string.h>

#define BETWEEN_UNITS                                                                              \
  "This is an association between units at one time. It says nothing about single persons, and "   \
  "does not show what brings it about."
#define COULD_HAVE_FOUND                                                                           \
  "With {smallest_r.n} units, a correlation of {smallest_r} or more would have been found in "     \
  "four "                                                                                          \
  "of five cases."

/* --- one pair -------------------------------------------------------------------------------- */

/* True when the pair goes the way that was expected. */
static int
is_as_expected(const pair_result *x)
{
  return x->pearson.value * x->pair->sign > 0;
}

/* True when what is healthy inside goes with what is healthy outside. */
static int
is_mirror(const pair_result *x)
{
  return x->word >= OM_EVIDENCE_MODERATE && is_as_expected(x);
}

/* True when a correlation of the size that matters is ruled out. */
static int
is_ruled_out(double lo, double hi, double meaningful)
{
  return lo > -meaningful && hi < meaningful;
}

static const char *
pair_headline(om_run *r, const pair_result *x)
{
  const int up = x->evidence.value > 0;
  switch (x->word) {
  case OM_EVIDENCE_STRONG:
    return up ? "Higher \u201c{inside}\u201d goes with higher \u201c{outside}\u201d."
              : "Higher \u201c{inside}\u201d goes with lower \u201c{outside}\u201d.";
  case OM_EVIDENCE_MODERATE:
    return up ? "Higher \u201c{inside}\u201d tends to go with higher \u201c{outside}\u201d."
              : "Higher \u201c{inside}\u201d tends to go with lower \u201c{outside}\u201d.";
  case OM_EVIDENCE_WEAK:
    return up ? "No mirror shown: \u201c{inside}\u201d may go with higher \u201c{outside}\u201d, "
                "or not."
              : "No mirror shown: \u201c{inside}\u201d may go with lower \u201c{outside}\u201d, or "
                "not.";
  default:
    return is_ruled_out(x->evidence.lo, x->evidence.hi, om_study_of(r)->meaningful)
               ? "No mirror here: \u201c{inside}\u201d and \u201c{outside}\u201d do not go "
                 "together."
               : "This study cannot tell whether \u201c{inside}\u201d and \u201c{outside}\u201d go "
                 "together.";
  }
}

static const char *
pair_caution(const pair_result *x)
{
  if (x->word <= OM_EVIDENCE_WEAK)
    return COULD_HAVE_FOUND;
  return is_as_expected(x) ? BETWEEN_UNITS
                           : "This is the opposite of what the study expected. " BETWEEN_UNITS;
}

static const char *
pair_detail(om_run *r, const pair_result *x)
{
  if (x->pearson.undefined)
    return "The correlation is undefined over {pearson_r.n} units.";
  if (study_holds_constant(om_study_of(r)))
    return x->held.undefined
               ? "With the controls held constant there is no correlation to be computed over "
                 "{held_r.n} units."
               : "Over {held_r.n} units, controls held constant, the correlation is {held_r} (95% "
                 "range {held_r.lo} to {held_r.hi}; permutation p\u00a0{held_p}, {holm_p} with all "
                 "declared pairs considered). Without them it is {pearson_r}.";
  if (om_study_of(r)->n_pairs == 1)
    return "Over {pearson_r.n} units the correlation is {pearson_r} (95% range {pearson_r.lo} to "
           "{pearson_r.hi}; permutation p\u00a0{permutation_p}).";
  return "Over {pearson_r.n} units the correlation is {pearson_r} (95% range {pearson_r.lo} to "
         "{pearson_r.hi}; permutation p\u00a0{permutation_p}, {holm_p} with all declared pairs "
         "considered).";
}

static void
pair_finding(om_run *r, const pair_result *x)
{
  char id[64];
  snprintf(id, sizeof id, "pair-%u", x->pair->index);
  const om_finding f = {.size = sizeof f,
                        .priority = om_study_of(r)->n_pairs == 1 ? OM_FIRST : OM_MAIN,
                        .id = id,
                        .about = OM_ABOUT(.inside = x->pair->inside, .outside = x->pair->outside),
                        .evidence = &x->evidence,
                        .headline = pair_headline(r, x),
                        .detail = pair_detail(r, x),
                        .caution = pair_caution(x),
                        .chart = "forest"};
  om_finding_add(r, &f);
}

/* --- all pairs together ---------------------------------------------------------------------- */

/* The declared pairs that are no mirror: as prominent as those that are. */
static void
failing_finding(om_run *r, const pair_result *pairs)
{
  const om_study *const s = om_study_of(r);
  char headline[128], list[4096] = "", detail[4300];
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n_pairs; i++) {
    if (is_mirror(&pairs[i]))
      continue;
    const size_t at = strlen(list);
    snprintf(list + at, sizeof list - at, "%s\u201c%s\u201d \u2013 \u201c%s\u201d (%s)",
             n++ ? "; " : "", s->pairs[i]->inside->label, s->pairs[i]->outside->label,
             s->pairs[i]->outside->survey->label);
  }
  if (n == 0 || s->n_pairs < 2)
    return;
  OM_FILL(detail, "No mirror was shown for {pairs}.", "pairs", list);
  OM_FILL(headline,
          n == s->n_pairs ? "None of the {all} declared pairs shows a mirror."
          : n == 1        ? "{n} of the {all} declared pairs shows no mirror."
                          : "{n} of the {all} declared pairs show no mirror.",
          "n#", COUNT(n), "all#", COUNT(s->n_pairs));
  const om_finding f = {.size = sizeof f,
                        .priority = OM_FIRST,
                        .id = "failing",
                        .headline = headline,
                        .detail = detail,
                        .caution = COULD_HAVE_FOUND,
                        .chart = "forest"};
  om_finding_add(r, &f);
}

static const char *
pattern_headline(om_run *r, const pattern_result *x)
{
  const double meaningful = om_fisher_z(om_study_of(r)->meaningful);
  /* Beyond its range also by permutation: with few units the range alone claims too often. */
  const int is_shown = x->strength_word >= OM_EVIDENCE_MODERATE && x->strength.p < .05;
  const int is_strong = is_shown && x->strength.value > 0;
  /* Beyond what units in another order, and names in another order, would give. */
  const int is_specific = x->specificity_word >= OM_EVIDENCE_MODERATE && x->specificity.value > 0 &&
                          !(x->labels_p >= .05);
  if (is_shown && x->strength.value < 0)
    return "The mirror is turned round: pairs go against what was expected.";
  if (is_strong && is_specific && x->specificity.value >= meaningful / 2)
    return "What people say inside is mirrored outside, theme by theme.";
  if (is_strong && is_specific)
    return "The mirror holds, but mostly on everything alike, little theme by theme.";
  if (is_strong && x->n_others)
    return "No mirror theme by theme: units are good or bad at everything alike.";
  if (is_strong)
    return "What people say inside is mirrored outside.";
  return is_ruled_out(x->strength.lo, x->strength.hi, meaningful) ? "No mirror here: what is said "
                                                                    "inside is not "
                                                                    "found again outside."
                                                                  : "This study cannot tell "
                                                                    "whether the inside is "
                                                                    "mirrored outside.";
}

static void
pattern_finding(om_run *r, const pattern_result *x)
{
  const om_evidence e = {.size = sizeof e,
                         .n = x->n_units,
                         .value = x->strength.value,
                         .lo = x->strength.lo,
                         .hi = x->strength.hi,
                         .p = x->strength.p,
                         .p_adjusted = x->strength.p,
                         .out_lo = x->strength.lo,
                         .out_hi = x->strength.hi,
                         .meaningful = om_fisher_z(om_study_of(r)->meaningful)};
  const int has_range = !isnan(x->strength.lo);
  const om_finding f = {.size = sizeof f,
                        .priority = OM_FIRST,
                        .id = "mirror",
                        .evidence = &e,
                        .headline = pattern_headline(r, x),
                        .detail = !has_range    ? "There are too few units for a range."
                                  : x->n_others ? "Strength: the declared pairs go together at "
                                                  "{strength_r} on average (95% range "
                                                  "{strength_r.lo} to {strength_r.hi}; "
                                                  "{strength.n} units; p {strength.p}). "
                                                  "Specificity: {specificity} beyond all other "
                                                  "combinations (95% range {specificity.lo} to "
                                                  "{specificity.hi})."
                                                : "Strength: the declared pairs go together at "
                                                  "{strength_r} on average (95% range "
                                                  "{strength_r.lo} to {strength_r.hi}; "
                                                  "{strength.n} units; p {strength.p}).",
                        .caution = BETWEEN_UNITS,
                        .chart = "butterfly"};
  om_finding_add(r, &f);
}

/* How each side looks, for the first screen. */
static void
sides_finding(om_run *r)
{
  const om_finding inside = {.size = sizeof inside,
                             .priority = OM_FIRST,
                             .id = "inside",
                             .about = OM_ABOUT(.side = OM_INSIDE),
                             .headline = "Inside, units stand at {inside_mean} of 100 on average.",
                             .detail = "Mean over {inside_mean.n} units (95% range "
                                       "{inside_mean.lo} to {inside_mean.hi}); 100 is the "
                                       "healthiest answer to every question.",
                             .chart = "butterfly"};
  const om_finding outside = {.size = sizeof outside,
                              .priority = OM_FIRST,
                              .id = "outside",
                              .about = OM_ABOUT(.side = OM_OUTSIDE),
                              .headline = "Outside, units stand at {outside_mean} of 100 on "
                                          "average.",
                              .detail = "Mean over {outside_mean.n} units (95% range "
                                        "{outside_mean.lo} to {outside_mean.hi}); 100 is the best "
                                        "answer to every question.",
                              .chart = "butterfly"};
  om_finding_add(r, &inside);
  om_finding_add(r, &outside);
}

/* How the two sides compare: a finding when one stands clearly above the other. */
static void
gap_finding(om_run *r, const om_stat *gap)
{
  enum { POINTS = 5 }; /* of 100, that anybody would notice */
  if (gap->undefined || isnan(gap->lo) || !(gap->lo > 0 || gap->hi < 0))
    return;
  const om_evidence e = {.size = sizeof e,
                         .n = (uint32_t)gap->n,
                         .value = gap->value,
                         .lo = gap->lo,
                         .hi = gap->hi,
                         .p = gap->p,
                         .p_adjusted = gap->p,
                         .out_lo = gap->lo, /* a mean: no single unit decides beyond its range */
                         .out_hi = gap->hi,
                         .meaningful = POINTS};
  const om_finding f = {.size = sizeof f,
                        .priority = OM_MAIN,
                        .id = "gap",
                        .evidence = &e,
                        .headline = gap->value > 0 ? "Units look better from outside than to their "
                                                     "own people."
                                                   : "Units look better to their own people than "
                                                     "from outside.",
                        .detail = "On average over {gap_mean.n} units the outside stands "
                                  "{gap_mean} "
                                  "points of 100 from the inside (95% range {gap_mean.lo} to "
                                  "{gap_mean.hi}).",
                        .caution = "The questions of the two sides are not the same: a rough "
                                   "comparison of where units stand.",
                        .chart = "butterfly"};
  om_finding_add(r, &f);
}

void
report_findings(om_run *r, const pair_result *pairs, const pattern_result *pattern,
                const om_stat *gap)
{
  const om_study *const s = om_study_of(r);
  if (pattern->n_units)
    pattern_finding(r, pattern);
  failing_finding(r, pairs);
  for (uint32_t i = 0; i < s->n_pairs; i++)
    pair_finding(r, &pairs[i]);
  gap_finding(r, gap);
  sides_finding(r);
}
