/* What was found, in sentences. */
#include "consistency.h"

#define BY_CONSTRUCTION                                                                            \
  "On a scale with ends, how far answers lie apart and how high they are belong together by "      \
  "construction; so the means of units are held constant. This is about units, not persons, and "  \
  "does not show what brings it about."
#define COULD_HAVE_FOUND                                                                           \
  "With {spread_smallest.n} units, a correlation of {spread_smallest} or more would have been "    \
  "found in four of five cases."

static const char *
spread_headline(uint32_t word, double value)
{
  switch (word) {
  case OM_EVIDENCE_STRONG:
    return value > 0 ? "By unit, disagreement on \u201c{term.inside}\u201d goes with uneven "
                       "\u201c{term.outside}\u201d."
                     : "By unit, disagreement on \u201c{term.inside}\u201d goes with more even "
                       "\u201c{term.outside}\u201d.";
  case OM_EVIDENCE_MODERATE:
    return value > 0 ? "By unit, disagreement on \u201c{term.inside}\u201d tends to go with uneven "
                       "\u201c{term.outside}\u201d."
                     : "By unit, disagreement on \u201c{term.inside}\u201d tends to go with more "
                       "even \u201c{term.outside}\u201d.";
  case OM_EVIDENCE_WEAK:
    return "Not shown: disagreement on \u201c{term.inside}\u201d may go with uneven "
           "\u201c{term.outside}\u201d, or not.";
  default:
    return "This study cannot tell whether disagreement on \u201c{term.inside}\u201d goes with "
           "uneven \u201c{term.outside}\u201d.";
  }
}

static const char *
level_headline(uint32_t word, double value)
{
  switch (word) {
  case OM_EVIDENCE_STRONG:
    return value > 0 ? "By unit, disagreement on \u201c{term.inside}\u201d goes with higher "
                       "\u201c{term.outside}\u201d."
                     : "By unit, disagreement on \u201c{term.inside}\u201d goes with lower "
                       "\u201c{term.outside}\u201d.";
  case OM_EVIDENCE_MODERATE:
    return value > 0 ? "By unit, disagreement on \u201c{term.inside}\u201d tends to go with higher "
                       "\u201c{term.outside}\u201d."
                     : "By unit, disagreement on \u201c{term.inside}\u201d tends to go with lower "
                       "\u201c{term.outside}\u201d.";
  case OM_EVIDENCE_WEAK:
    return value > 0 ? "Not shown: disagreement on \u201c{term.inside}\u201d may go with higher "
                       "\u201c{term.outside}\u201d, or not."
                     : "Not shown: disagreement on \u201c{term.inside}\u201d may go with lower "
                       "\u201c{term.outside}\u201d, or not.";
  default:
    return "This study cannot tell whether disagreement on \u201c{term.inside}\u201d goes with "
           "higher or lower \u201c{term.outside}\u201d.";
  }
}

/* True when a correlation of the size that matters is ruled out. */
static int
is_ruled_out(om_run *r, const om_evidence *e)
{
  const double meaningful = om_study_of(r)->meaningful;
  return e->n >= FEWEST_FOR_A_RANGE && e->lo > -meaningful && e->hi < meaningful;
}

static void
spread_finding(om_run *r, const beside *b)
{
  const om_about about = about_beside(b);
  const om_evidence e = association_evidence(r, &b->spread, b->spread_p);
  const uint32_t word = r->host->evidence(r, &e);
  char id[64];
  snprintf(id, sizeof id, "spread-%u", b->hypothesis->index);
  const om_finding f = {
      .size = sizeof f,
      .priority = OM_MAIN,
      .id = id,
      .about = &about,
      .evidence = &e,
      .headline = word == OM_EVIDENCE_NONE && is_ruled_out(r, &e) ? "No: disagreement inside and "
                                                                    "uneven experience outside do "
                                                                    "not go together."
                                                                  : spread_headline(word, e.value),
      .detail = b->spread.held.undefined
                    ? "How far people lie apart on \u201c{term.inside}\u201d and "
                      "\u201c{term.outside}\u201d cannot be compared over units."
                    : "\u201c{term.inside}\u201d with \u201c{term.outside}\u201d: over "
                      "{spread_held.n} units, their means held constant, the spreads go together "
                      "at {spread_held} (95% range {spread_held.lo} to {spread_held.hi}; "
                      "permutation p\u00a0{spread_p}, {spread_holm} with all hypotheses of this "
                      "kind considered). Without holding means constant it is {spread_r}.",
      .caution = word <= OM_EVIDENCE_WEAK ? COULD_HAVE_FOUND : BY_CONSTRUCTION,
      .chart = "forest"};
  om_finding_add(r, &f);
}

static void
level_finding(om_run *r, const beside *b)
{
  const om_about about = about_beside(b);
  const om_evidence e = association_evidence(r, &b->level, b->level_p);
  const uint32_t word = r->host->evidence(r, &e);
  char id[64];
  snprintf(id, sizeof id, "level-%u", b->hypothesis->index);
  const om_finding f = {.size = sizeof f,
                        .priority = OM_MAIN,
                        .id = id,
                        .about = &about,
                        .evidence = &e,
                        .headline = word == OM_EVIDENCE_NONE && is_ruled_out(r, &e)
                                        ? "No: disagreement inside and scores outside do not go "
                                          "together."
                                        : level_headline(word, e.value),
                        .detail = b->level.held.undefined ? "Spread on \u201c{term.inside}\u201d "
                                                            "and means on "
                                                            "\u201c{term.outside}\u201d "
                                                            "cannot be compared over units."
                                                          : "\u201c{term.inside}\u201d with "
                                                            "\u201c{term.outside}\u201d: over "
                                                            "{level_held.n} units, the mean inside "
                                                            "held constant, spread inside and "
                                                            "mean outside go together at "
                                                            "{level_held} (95% range "
                                                            "{level_held.lo} to "
                                                            "{level_held.hi}; permutation "
                                                            "p\u00a0{level_p}, {level_holm} with "
                                                            "all "
                                                            "hypotheses of this kind considered).",
                        .caution = word <= OM_EVIDENCE_WEAK ? COULD_HAVE_FOUND : BY_CONSTRUCTION};
  om_finding_add(r, &f);
}

void
consistency_findings(om_run *r, size_t n, const beside *b)
{
  for (size_t i = 0; i < n; i++)
    if (b[i].hypothesis && !b[i].cannot) {
      spread_finding(r, &b[i]);
      level_finding(r, &b[i]);
    }
}
