/* What was found, in sentences.  A ripple is never more than "consistent with". */
#include "ripple.h"

/* Below so many units such a decomposition is rarely adequate. */
enum { ADEQUATE = 50 };

#define NO_MECHANISM                                                                               \
  "This takes an association between units at one time apart; it is no mechanism. Another order "  \
  "of the three may fit as well, and nothing is said about single persons."
#define FEW_UNITS " With fewer than 50 units a decomposition like this is rarely adequate."
#define COULD_HAVE_FOUND                                                                           \
  "With {ripple_smallest_r.n} units, a step is found in four of five cases only where its "        \
  "correlation is {ripple_smallest_r} or more, and a ripple has two."

static int
is_ruled_out(const ripple *x)
{
  return x->n >= FEWEST_FOR_A_RANGE && x->evidence.lo > -x->evidence.meaningful &&
         x->evidence.hi < x->evidence.meaningful;
}

const char *
ripple_verdict(om_run *r, const ripple *x)
{
  (void)r;
  if (x->raw.undefined)
    return "It cannot be computed.";
  if (x->n < FEWEST_FOR_A_RANGE)
    return "Too few units to tell.";
  const int up = x->evidence.value > 0;
  switch (x->word) {
  case OM_EVIDENCE_STRONG:
    return up ? "The pattern is consistent with it." : "The pattern goes the other way.";
  case OM_EVIDENCE_MODERATE:
    return up ? "The pattern tends to be consistent with it."
              : "The pattern tends to go the other way.";
  case OM_EVIDENCE_WEAK:
    return "The pattern may be consistent with it, or not.";
  default:
    return is_ruled_out(x) ? "No ripple here." : "This study cannot tell.";
  }
}

#define THE_THREE "\u201c{term.from}\u201d, \u201c{term.via}\u201d, \u201c{term.to}\u201d"

static const char *
headline(const ripple *x)
{
  const int up = x->evidence.value > 0;
  switch (x->word) {
  case OM_EVIDENCE_STRONG:
    return up ? "The pattern is consistent with a ripple: " THE_THREE "."
              : "The pattern is consistent with a ripple turned round: " THE_THREE ".";
  case OM_EVIDENCE_MODERATE:
    return up ? "The pattern tends to be consistent with a ripple: " THE_THREE "."
              : "The pattern tends to be consistent with a ripple turned round: " THE_THREE ".";
  case OM_EVIDENCE_WEAK:
    return "The pattern may be consistent with a ripple, or not: " THE_THREE ".";
  default:
    return is_ruled_out(x) ? "No ripple here: " THE_THREE "."
                           : "This study cannot tell whether there is a ripple: " THE_THREE ".";
  }
}

static const char *
detail(const ripple *x, uint32_t n_declared)
{
  if (x->raw.undefined)
    return "The steps cannot be computed over {ripple_std.n} units.";
  if (x->n < FEWEST_FOR_A_RANGE)
    return "There are {ripple_std.n} units with all three, which is too few for a range.";
  if (isnan(x->evidence.lo))
    return "Over {ripple_std.n} units no range of the ripple can be computed.";
  return n_declared == 1
             ? "Over {ripple_std.n} units, the slope of \u201c{term.to}\u201d on "
               "\u201c{term.from}\u201d is {ripple_total_std}, in standard deviations between "
               "units; {ripple_std} of it (95% range {ripple_std.lo} to {ripple_std.hi}; "
               "p\u00a0{ripple_p}) runs along with \u201c{term.via}\u201d, {ripple_direct_std} "
               "beside it."
             : "Over {ripple_std.n} units, the slope of \u201c{term.to}\u201d on "
               "\u201c{term.from}\u201d is {ripple_total_std}, in standard deviations between "
               "units; {ripple_std} of it (95% range {ripple_std.lo} to {ripple_std.hi}; "
               "p\u00a0{ripple_p}, {ripple_holm_p} with all declared ripples considered) runs "
               "along with \u201c{term.via}\u201d, {ripple_direct_std} beside it.";
}

static const char *
caution(const ripple *x)
{
  const int few = x->n < ADEQUATE;
  if (x->word <= OM_EVIDENCE_WEAK)
    return few ? COULD_HAVE_FOUND FEW_UNITS : COULD_HAVE_FOUND;
  return few ? NO_MECHANISM FEW_UNITS : NO_MECHANISM;
}

void
ripple_finding(om_run *r, const ripple *x, uint32_t number, uint32_t n_declared)
{
  char id[32];
  const om_finding f = {.size = sizeof f,
                        .priority = OM_MAIN,
                        .id = numbered(id, sizeof id, "ripple", number),
                        .about =
                            OM_ABOUT(.hypothesis = x->hypothesis, .among = om_study_of(r)->controls,
                                     .n_among = om_study_of(r)->n_controls),
                        .evidence = &x->evidence,
                        .headline = headline(x),
                        .detail = detail(x, n_declared),
                        .caution = caution(x),
                        .chart = "forest"};
  om_finding_add(r, &f);
}
