/* What was found, in sentences. */
#include "silence.h"

#define COULD_HAVE_FOUND                                                                           \
  "With {silence_smallest.n} units, a correlation of {silence_smallest} or more would have been "  \
  "found in four of five cases. Who is silent within a unit is not seen at all."
#define SIGNAL                                                                                     \
  "How many answer may itself say something of a unit. This is an association between units, not " \
  "persons, and does not show what brings it about."

static const char *
headline_of(uint32_t word, double value, int is_ruled_out)
{
  switch (word) {
  case OM_EVIDENCE_STRONG:
    return value > 0 ? "By unit, more people answering goes with higher \u201c{scale}\u201d."
                     : "By unit, more people answering goes with lower \u201c{scale}\u201d.";
  case OM_EVIDENCE_MODERATE:
    return value > 0 ? "By unit, more people answering tends to go with higher \u201c{scale}\u201d."
                     : "By unit, more people answering tends to go with lower \u201c{scale}\u201d.";
  case OM_EVIDENCE_WEAK:
    return value > 0 ? "Not shown: more people answering may go with higher \u201c{scale}\u201d, "
                       "or "
                       "not."
                     : "Not shown: more people answering may go with lower \u201c{scale}\u201d, or "
                       "not.";
  default:
    return is_ruled_out ? "No: by unit, how many answer does not go with \u201c{scale}\u201d."
                        : "This study cannot tell whether how many answer goes with "
                          "\u201c{scale}\u201d.";
  }
}

/* Whom the mean hears too much, where the link is shown. */
static const char *
caution_of(const heard *x, uint32_t word)
{
  if (word <= OM_EVIDENCE_WEAK)
    return COULD_HAVE_FOUND;
  if (!is_own_rate(x->units, x->score))
    return SIGNAL;
  const int is_rosy = (x->link.held.value > 0) == (x->score->direction == OM_HIGHER_IS_HEALTHIER);
  return is_rosy ? "Units that fare better answer more, so the mean over all who answered is "
                   "likely rosier than people are. If those who are silent within a unit fare "
                   "worse as well, it is rosier still."
                 : "Units that fare worse answer more, so the mean over all who answered is "
                   "likely darker than people are.";
}

static const char *
detail_of(const heard *x)
{
  if (x->link.held.undefined)
    return "The correlation over {silence_r.n} units is undefined.";
  if (isnan(x->answered_mean))
    return "Over {silence_r.n} units the response rate (\u201c{term.rate}\u201d) and the mean go "
           "together at {silence_r} (95% range {silence_r.lo} to {silence_r.hi}; permutation "
           "p\u00a0{silence_p}, {silence_holm} with all such tests considered).";
  return "Over {silence_r.n} units the response rate and the mean go together at {silence_r} (95% "
         "range {silence_r.lo} to {silence_r.hi}; permutation p\u00a0{silence_p}, {silence_holm} "
         "with all such tests considered). The mean over all who answered is {silence_mean}; with "
         "every unit counted by its people it would be {silence_counted}.";
}

void
silence_findings(om_run *r, size_t n, const heard *x)
{
  const double meaningful = om_study_of(r)->meaningful;
  for (size_t i = 0; i < n; i++) {
    const om_evidence e = association_evidence(r, &x[i].link, x[i].holm_p);
    const uint32_t word = r->host->evidence(r, &e);
    const int ruled_out = e.n >= FEWEST_FOR_A_RANGE && e.lo > -meaningful && e.hi < meaningful;
    char id[64], chart[64];
    snprintf(id, sizeof id, "silence-%u-%u", x[i].units->hypothesis->index, x[i].score->index);
    snprintf(chart, sizeof chart, "forest-%u", x[i].units->hypothesis->index);
    const om_finding f = {.size = sizeof f,
                          .priority = is_own_rate(x[i].units, x[i].score) ? OM_CHECK : OM_MAIN,
                          .id = id,
                          .about =
                              OM_ABOUT(.hypothesis = x[i].units->hypothesis, .scale = x[i].score),
                          .evidence = &e,
                          .headline = headline_of(word, e.value, ruled_out),
                          .detail = detail_of(&x[i]),
                          .caution = caution_of(&x[i], word),
                          .chart = chart};
    om_finding_add(r, &f);
  }
}

void
rate_finding(om_run *r, const answering *a)
{
  char id[64];
  snprintf(id, sizeof id, "rate-%u", a->hypothesis->index);
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = id,
                        .about = OM_ABOUT(.hypothesis = a->hypothesis),
                        .headline = "On average over units, {rate_mean} of people answered.",
                        .detail = "Over {rate_mean.n} units the response rate "
                                  "(\u201c{term.rate}\u201d) is "
                                  "{rate_mean} on average, from {rate_lowest} to {rate_highest}.",
                        .caution = "What those who did not answer would say is in no number of "
                                   "this report."};
  om_finding_add(r, &f);
}
