/* What was found, in sentences. */
#include "conditions.h"

#define BETWEEN_UNITS                                                                              \
  "This is an association between units at one time. It says nothing about single persons, and "   \
  "does not show what brings it about."
#define MORE_UNITS "Conditions take far more units to be seen than plain links do. "

static int
is_ruled_out(const term_result *x)
{
  return x->n >= FEWEST_FOR_A_RANGE && x->evidence.lo > -x->evidence.meaningful &&
         x->evidence.hi < x->evidence.meaningful;
}

static void
say(om_run *r, const term_result *x, const char *prefix, uint32_t number, const char *chart,
    const char *headline, const char *detail, const char *caution)
{
  const om_study *const s = om_study_of(r);
  char id[32];
  const om_finding f = {.size = sizeof f,
                        .priority = OM_MAIN,
                        .id = numbered(id, sizeof id, prefix, number),
                        .about = OM_ABOUT(.hypothesis = x->hypothesis, .among = s->controls,
                                          .n_among = s->n_controls),
                        .evidence = &x->evidence,
                        .headline = headline,
                        .detail = detail,
                        .caution = caution,
                        .chart = chart};
  om_finding_add(r, &f);
}

/* --- conditions ------------------------------------------------------------------------------ */

#define Y "\u201c{term.outcome}\u201d"
#define X "\u201c{term.predictor}\u201d"
#define W "\u201c{term.moderator}\u201d"

static const char *
condition_headline(const term_result *x)
{
  const int up = x->evidence.value > 0;
  switch (x->word) {
  case OM_EVIDENCE_STRONG:
    return up ? "Where " W " is higher, " X " goes with more " Y " than elsewhere."
              : "Where " W " is higher, " X " goes with less " Y " than elsewhere.";
  case OM_EVIDENCE_MODERATE:
    return up ? "Where " W " is higher, " X " tends to go with more " Y "."
              : "Where " W " is higher, " X " tends to go with less " Y ".";
  case OM_EVIDENCE_WEAK:
    return up ? "Where " W " is higher, " X " may go with more " Y ", or not."
              : "Where " W " is higher, " X " may go with less " Y ", or not.";
  default:
    return is_ruled_out(x) ? "No condition here: " W " does not change how " X " goes with " Y "."
                           : "This study cannot tell whether " X " goes with " Y " differently "
                             "by " W ".";
  }
}

static const char *
condition_detail(const condition *x)
{
  if (x->fit.model.undefined)
    return "The slopes cannot be computed over {condition_product.n} units.";
  if (x->term.n < FEWEST_FOR_A_RANGE)
    return "There are {condition_product.n} units, which is too few for a range.";
  return "Over {condition_product.n} units, the slope of " Y " on " X " is {condition_low} (95% "
         "range {condition_low.lo} to {condition_low.hi}) where " W " is low, and {condition_high} "
         "({condition_high.lo} to {condition_high.hi}) where it is high; p of the difference "
         "{condition_product.p}, {condition_holm_p} with all declared conditions considered.";
}

static const char *
slope_in_words(const om_stat *s)
{
  return s->lo > 0   ? "higher goes along with more"
         : s->hi < 0 ? "higher goes along with less"
                     : "no slope can be told";
}

static const char *
told_where(const om_moderation *m)
{
  switch (m->jn) {
  case OM_JN_EVERYWHERE:
    return "The slope can be told from 0 everywhere.";
  case OM_JN_OUTSIDE:
    return "The slope can be told from 0 below {condition_jn_lo} and above {condition_jn_hi}.";
  case OM_JN_BETWEEN:
    return "The slope can be told from 0 from {condition_jn_lo} to {condition_jn_hi}.";
  case OM_JN_ABOVE:
    return "The slope can be told from 0 above {condition_jn_lo}.";
  case OM_JN_BELOW:
    return "The slope can be told from 0 below {condition_jn_hi}.";
  default:
    return "The slope can be told from 0 nowhere.";
  }
}

/* True when both kinds of standard error tell the product from 0, or neither does. */
static int
errors_agree(const condition *x)
{
  const om_stat *const a = &x->fit.product.b, *const b = &x->fit.product.hc3;
  return !(b->p >= 0) || (a->p < .05) == (b->p < .05);
}

void
condition_words(om_run *r, const condition *x, uint32_t number)
{
  const om_about *const about = OM_ABOUT(.hypothesis = x->term.hypothesis);
  char words[200];
  OM_FILL(words, "Where it is low, {low}; where it is high, {high}.",
          "low:", slope_in_words(&x->slope[AT_LOW]), "high:", slope_in_words(&x->slope[AT_HIGH]));
  const int has_slopes = !x->fit.model.undefined && x->term.n >= FEWEST_FOR_A_RANGE;
  om_remark(r, "condition_words", about, has_slopes ? words : "It cannot be told.");
  om_remark(r, "condition_where", about, has_slopes ? told_where(&x->fit) : "It cannot be told.");
  say(r, &x->term, "condition", number, "conditions-forest", condition_headline(&x->term),
      condition_detail(x),
      !errors_agree(x)
          ? "Errors that allow for units of unequal spread say otherwise. " MORE_UNITS BETWEEN_UNITS
          : MORE_UNITS BETWEEN_UNITS);
}

/* --- beyond ---------------------------------------------------------------------------------- */

#define THEN "\u201c{term.then}\u201d"

static const char *
beyond_headline(const term_result *x)
{
  const int up = x->evidence.value > 0;
  switch (x->word) {
  case OM_EVIDENCE_STRONG:
    return up ? "Beyond the rest, higher " THEN " goes with more " Y "."
              : "Beyond the rest, higher " THEN " goes with less " Y ".";
  case OM_EVIDENCE_MODERATE:
    return up ? "Beyond the rest, higher " THEN " tends to go with more " Y "."
              : "Beyond the rest, higher " THEN " tends to go with less " Y ".";
  case OM_EVIDENCE_WEAK:
    return up ? "Beyond the rest, higher " THEN " may go with more " Y ", or not."
              : "Beyond the rest, higher " THEN " may go with less " Y ", or not.";
  default:
    return is_ruled_out(x) ? "Nothing here beyond the rest: " THEN " does not go with " Y "."
                           : "This study cannot tell whether " THEN " goes with " Y " beyond the "
                             "rest.";
  }
}

void
beyond_words(om_run *r, const beyond *x, uint32_t number)
{
  say(r, &x->term, "beyond", number, "beyond-forest", beyond_headline(&x->term),
      x->step.change.undefined ? "What it adds cannot be computed over {beyond_change.n} units."
                               : "Over {beyond_change.n} units, {beyond_first} of the differences "
                                 "in " Y " are shared with \u201c{term.first}\u201d; " THEN " adds "
                                 "{beyon"
                                 "d_"
                                 "change"
                                 "} "
                                 "(p\u00a0{beyond_f.p}, {beyond_holm_p} with all such hypotheses "
                                 "considered).",
      BETWEEN_UNITS);
}
