/* What was found, in sentences. */
#include "pressure.h"

#define WHO_ANSWERS                                                                                \
  "Other customers may answer late in the period than early: this is about when answers were "     \
  "given within units, and does not show what brings it about."

static const char *
headline_of(uint32_t word, double value, int is_ruled_out)
{
  switch (word) {
  case OM_EVIDENCE_STRONG:
    return value < 0 ? "In the last {pressure_days} days of the period customers rate "
                       "\u201c{scale}\u201d lower."
                     : "In the last {pressure_days} days of the period customers rate "
                       "\u201c{scale}\u201d higher.";
  case OM_EVIDENCE_MODERATE:
    return value < 0 ? "In the last {pressure_days} days customers tend to rate "
                       "\u201c{scale}\u201d lower."
                     : "In the last {pressure_days} days customers tend to rate "
                       "\u201c{scale}\u201d higher.";
  case OM_EVIDENCE_WEAK:
    return value < 0 ? "Not shown: late in the period \u201c{scale}\u201d may be rated lower, or "
                       "not."
                     : "Not shown: late in the period \u201c{scale}\u201d may be rated higher, or "
                       "not.";
  default:
    return is_ruled_out ? "No: \u201c{scale}\u201d is rated alike late in the period and before."
                        : "This study cannot tell whether \u201c{scale}\u201d is rated otherwise "
                          "late in the period.";
  }
}

void
pressure_findings(om_run *r, size_t n, const ending *e)
{
  const double meaningful = om_option_value(r, "points");
  for (size_t i = 0; i < n; i++) {
    if (e[i].cannot)
      continue;
    const om_stat *const d = &e[i].difference;
    const om_evidence evidence = {.size = sizeof evidence,
                                  .n = e[i].n_units,
                                  .value = d->value,
                                  .lo = d->lo,
                                  .hi = d->hi,
                                  .p = d->p,
                                  .p_adjusted = e[i].holm_p,
                                  .out_lo = e[i].out_lo,
                                  .out_hi = e[i].out_hi,
                                  .meaningful = meaningful};
    const uint32_t word = r->host->evidence(r, &evidence);
    const int ruled_out = e[i].n_units >= FEWEST_UNITS && d->lo > -meaningful && d->hi < meaningful;
    char id[64];
    snprintf(id, sizeof id, "end-%u-%u", e[i].hypothesis->index, e[i].outcome->index);
    const om_finding f = {.size = sizeof f,
                          .priority = OM_MAIN,
                          .id = id,
                          .about = OM_ABOUT(.hypothesis = e[i].hypothesis, .scale = e[i].outcome),
                          .evidence = &evidence,
                          .headline = headline_of(word, d->value, ruled_out),
                          .detail = d->undefined ? "Late and earlier answers cannot be compared "
                                                   "within units."
                                                 : "Within units, answers of the last "
                                                   "{pressure_days} days stand "
                                                   "{pressure_difference} points from the others "
                                                   "of the same unit (95% range "
                                                   "{pressure_difference.lo} to "
                                                   "{pressure_difference.hi}; "
                                                   "{pressure_difference.n} units; "
                                                   "p\u00a0{pressure_difference.p}, "
                                                   "{pressure_holm} with all such tests "
                                                   "considered).",
                          .caution = WHO_ANSWERS,
                          .chart = "forest"};
    om_finding_add(r, &f);
  }
}
