/* What was found, in sentences. */
#include "blindspots.h"

#include <string.h>

int
has_no_differences(const seen *x)
{
  return x->icc_p >= .05;
}

int
is_blind_spot(const seen *x)
{
  return x->nearest && x->n >= FEWEST_UNITS && x->p >= .05 && !has_no_differences(x);
}

void
blindspot_findings(om_run *r, size_t n, const seen *x, uint32_t n_inside)
{
  char headline[160], list[4096] = "", detail[4400], caution[512];
  uint32_t blind = 0, asked = 0, most = 0;
  for (size_t i = 0; i < n; i++) {
    asked += x[i].nearest && x[i].n >= FEWEST_UNITS;
    most = x[i].n > most ? x[i].n : most;
    if (!is_blind_spot(&x[i]))
      continue;
    list_label(list, sizeof list, x[i].outside->label);
    blind++;
  }
  OM_FILL(detail, "No inside dimension was shown to go with {outside}.", "outside", list);
  if (!asked)
    snprintf(headline, sizeof headline,
             "This study cannot tell what outside is explained by nothing inside.");
  else if (!blind)
    snprintf(headline, sizeof headline,
             "No blind spot: every outside dimension in which units differ goes with one inside.");
  else
    OM_FILL(headline, "Nothing asked inside is shown to go with {n} of {all} outside dimensions.",
            "n#", COUNT(blind), "all#", COUNT(asked));
  OM_FILL(caution,
          "With {units} units and {inside} inside dimensions, a link below {blind_smallest} would "
          "often be missed; not shown is not the same as not there. Between units, not persons.",
          "units#", COUNT(most), "inside#", COUNT(n_inside));
  const om_finding f = {.size = sizeof f,
                        .priority = OM_MAIN,
                        .id = "blind",
                        .headline = headline,
                        .detail = !asked  ? "There are fewer than ten units with scores on both "
                                            "sides, or they do not differ."
                                  : blind ? detail
                                          : "For each, the inside dimension nearest to it goes "
                                            "with it beyond what the search through all of them "
                                            "would find by chance.",
                        .caution = asked ? caution : NULL};
  om_finding_add(r, &f);
}

void
unpaired_finding(om_run *r)
{
  const om_study *const s = om_study_of(r);
  char headline[160], list[2][4096] = {"", ""}, detail[8800];
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n_scales; i++) {
    if (!is_theme(s, s->scales[i]) || is_declared(s, s->scales[i]))
      continue;
    list_label(list[s->scales[i]->survey->side != OM_INSIDE], sizeof list[0], s->scales[i]->label);
    n++;
  }
  if (!n)
    return;
  OM_FILL(detail,
          !*list[1]   ? "In no declared pair or hypothesis, inside: {inside}."
          : !*list[0] ? "In no declared pair or hypothesis, outside: {outside}."
                      : "In no declared pair or hypothesis, inside: {inside}; outside: {outside}.",
          "inside", list[0], "outside", list[1]);
  OM_FILL(headline,
          n == 1 ? "{n} dimension has no declared counterpart on the other side."
                 : "{n} dimensions have no declared counterpart on the other side.",
          "n#", COUNT(n));
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = "unpaired",
                        .headline = headline,
                        .detail = detail,
                        .caution = "What nobody expects to be mirrored is looked at by nothing but "
                                   "this search."};
  om_finding_add(r, &f);
}
