/* What was found, in sentences. */
#include "gap.h"

#define ROUGH                                                                                      \
  "Both are on 0 to 100 of their declared ranges, where more is better. Only where both sides "    \
  "were asked the same question is a gap a gap."
#define BETWEEN_UNITS                                                                              \
  "This is an association between units at one time. It says nothing about single persons, and "   \
  "does not show what brings it about."
#define COULD_HAVE_FOUND                                                                           \
  "With {perception_smallest_r.n} units, a correlation of {perception_smallest_r} or more would "  \
  "have been found in four of five cases."

static int
is_ruled_out(const om_evidence *e)
{
  return e->n >= FEWEST_FOR_A_RANGE && e->lo > -e->meaningful && e->hi < e->meaningful;
}

static void
say(om_run *r, const gap *x, const char *prefix, uint32_t number, const om_evidence *e,
    const char *headline, const char *detail, const char *caution, const char *chart)
{
  char id[32];
  om_about about;
  const om_finding f = {.size = sizeof f,
                        .priority = OM_MAIN,
                        .id = numbered(id, sizeof id, prefix, number),
                        .about = gap_about(x, &about),
                        .evidence = e,
                        .headline = headline,
                        .detail = detail,
                        .caution = caution,
                        .chart = chart};
  om_finding_add(r, &f);
}

/* --- how far apart --------------------------------------------------------------------------- */

#define GUESS "\u201c{term.guess}\u201d"
#define ACTUAL "\u201c{term.actual}\u201d"
#define OUTCOME "\u201c{term.outcome}\u201d"

static void
gap_finding(om_run *r, const gap *x, uint32_t number)
{
  const om_evidence e = {.size = sizeof e,
                         .n = x->units.n,
                         .value = x->difference.value,
                         .lo = x->difference.lo,
                         .hi = x->difference.hi,
                         .p = x->difference.p,
                         .p_adjusted = x->gap_holm,
                         .out_lo = x->out_lo,
                         .out_hi = x->out_hi,
                         .meaningful = om_option_value(r, "meaningful-gap")};
  const int up = e.value > 0;
  const char *headline;
  switch (r->host->evidence(r, &e)) {
  case OM_EVIDENCE_STRONG:
    headline = up ? GUESS " is higher than " ACTUAL "." : GUESS " is lower than " ACTUAL ".";
    break;
  case OM_EVIDENCE_MODERATE:
    headline = up ? GUESS " tends to be higher than " ACTUAL "."
                  : GUESS " tends to be lower than " ACTUAL ".";
    break;
  case OM_EVIDENCE_WEAK:
    headline = up ? GUESS " may be higher than " ACTUAL ", or not."
                  : GUESS " may be lower than " ACTUAL ", or not.";
    break;
  default:
    headline = is_ruled_out(&e) ? "No gap here: " GUESS " and " ACTUAL " are about alike."
                                : "This study cannot tell whether " GUESS " and " ACTUAL " lie "
                                  "apart.";
  }
  say(r, x, "gap", number, &e, headline,
      x->difference.undefined ? "There is no gap to be computed over {perception_gap.n} units."
      : isnan(e.lo) ? "Over {perception_gap.n} units the gap is {perception_gap} points of 100; "
                      "there are too few for a range."
      : x->above.undefined ? "Over {perception_gap.n} units it is {guess_mean} of 100 against "
                             "{actual_mean}: a gap "
                             "of {perception_gap} (95% range {perception_gap.lo} to "
                             "{perception_gap.hi})."
                           : "Over {perception_gap.n} units it is {guess_mean} of 100 against "
                             "{actual_mean}: a gap "
                             "of {perception_gap} (95% range {perception_gap.lo} to "
                             "{perception_gap.hi}). In "
                             "{guess_above} of units belief is above by more than its own error.",
      ROUGH, "forest");
}

/* --- in step --------------------------------------------------------------------------------- */

static void
r_finding(om_run *r, const gap *x, uint32_t number)
{
  const om_evidence e = {.size = sizeof e,
                         .n = x->units.n,
                         .value = x->r.value,
                         .lo = x->r.lo,
                         .hi = x->r.hi,
                         .p = x->r.p,
                         .p_adjusted = x->r_holm,
                         .out_lo = x->r_out.lo,
                         .out_hi = x->r_out.hi,
                         .meaningful = om_study_of(r)->meaningful};
  const int up = e.value > 0;
  const uint32_t word = r->host->evidence(r, &e);
  char scatter[32];
  const char *headline;
  switch (word) {
  case OM_EVIDENCE_STRONG:
    headline = up ? "Higher " GUESS " goes with higher " ACTUAL "."
                  : "Higher " GUESS " goes with lower " ACTUAL ".";
    break;
  case OM_EVIDENCE_MODERATE:
    headline = up ? "Higher " GUESS " tends to go with higher " ACTUAL "."
                  : "Higher " GUESS " tends to go with lower " ACTUAL ".";
    break;
  case OM_EVIDENCE_WEAK:
    headline = up ? GUESS " may go with higher " ACTUAL ", or not."
                  : GUESS " may go with lower " ACTUAL ", or not.";
    break;
  default:
    headline = is_ruled_out(&e) ? "No link here: " GUESS " and " ACTUAL " do not go together."
                                : "This study cannot tell whether " GUESS " and " ACTUAL " go "
                                  "together"
                                  ".";
  }
  say(r, x, "in-step", number, &e, headline,
      x->r.undefined ? "The correlation is undefined over {perception_r.n} units."
      : isnan(e.lo)  ? "Over {perception_r.n} units the correlation is {perception_r}; there are "
                       "too few for a range."
                     : "Over {perception_r.n} units the correlation is {perception_r} (95% range "
                       "{perception_r.lo} to {perception_r.hi}; p\u00a0{perception_r.p}, "
                       "{perception_r_holm} with all declared gaps considered).",
      word <= OM_EVIDENCE_WEAK ? COULD_HAVE_FOUND : BETWEEN_UNITS,
      x->has_units ? numbered(scatter, sizeof scatter, "scatter", number) : NULL);
}

/* --- with an outcome ------------------------------------------------------------------------- */

static om_evidence
turn_evidence(om_run *r, const gap *x)
{
  const om_study *const s = om_study_of(r);
  const om_stat *const a3 = &x->surface.a3;
  const double half = om_z_quantile(.5 + s->confidence / 2) / sqrt(a3->df - 1);
  const int has_range = x->units.n >= FEWEST_FOR_A_RANGE && a3->df > 1;
  return (om_evidence){.size = sizeof(om_evidence),
                       .n = x->units.n,
                       .value = x->turn,
                       .lo = has_range ? om_fisher_r(om_fisher_z(x->turn) - half) : (double)NAN,
                       .hi = has_range ? om_fisher_r(om_fisher_z(x->turn) + half) : (double)NAN,
                       .p = a3->p,
                       .p_adjusted = x->turn_holm,
                       .out_lo = x->turn_out_lo,
                       .out_hi = x->turn_out_hi,
                       .meaningful = s->meaningful};
}

static void
surface_finding(om_run *r, const gap *x, uint32_t number)
{
  const om_evidence e = turn_evidence(r, x);
  const int up = e.value > 0;
  const char *headline;
  switch (r->host->evidence(r, &e)) {
  case OM_EVIDENCE_STRONG:
    headline = up ? "Guessing too high goes with higher " OUTCOME "."
                  : "Guessing too high goes with lower " OUTCOME ".";
    break;
  case OM_EVIDENCE_MODERATE:
    headline = up ? "Guessing too high tends to go with higher " OUTCOME "."
                  : "Guessing too high tends to go with lower " OUTCOME ".";
    break;
  case OM_EVIDENCE_WEAK:
    headline = up ? "Guessing too high may go with higher " OUTCOME ", or not."
                  : "Guessing too high may go with lower " OUTCOME ", or not.";
    break;
  default:
    headline = is_ruled_out(&e) ? "No link here: the gap does not go with " OUTCOME "."
                                : "This study cannot tell whether the gap goes with " OUTCOME ".";
  }
  say(r, x, "surface", number, &e, headline,
      x->surface.model.undefined ? "The surface cannot be computed over {surface_a3.n} units."
                                 : "Over {surface_a3.n} units, the slope along the gap is "
                                   "{surface_a3} points of " OUTCOME " for a guess ten points up "
                                   "with what is said ten points "
                                   "down (95% range "
                                   "{surface_a3.lo} to {surface_a3.hi}; p\u00a0{surface_a3.p}); "
                                   "its curve is "
                                   "{surface_a4} (p\u00a0{surface_a4.p}).",
      "Five terms on so few units are easily overfitted. " BETWEEN_UNITS, NULL);
}

void
gap_findings(om_run *r, const gap *x, uint32_t number)
{
  gap_finding(r, x, number);
  r_finding(r, x, number);
  if (x->outcome)
    surface_finding(r, x, number);
}
