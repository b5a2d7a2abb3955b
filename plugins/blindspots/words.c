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

static void
add(char *to, size_t size, const char *s)
{
  strncat(to, s, size - strlen(to) - 1);
}

/* A label inside a template: its braces are doubled. */
static void
add_label(char *to, size_t size, const char *label)
{
  add(to, size, "\u201c");
  for (; *label; label++) {
    const char piece[3] = {*label, *label == '{' ? '{' : '\0', '\0'};
    add(to, size, piece);
  }
  add(to, size, "\u201d");
}

void
blindspot_findings(om_run *r, size_t n, const seen *x, uint32_t n_inside)
{
  char headline[160], detail[4096] = "No inside dimension was shown to go with ", caution[512];
  uint32_t blind = 0, asked = 0, most = 0;
  for (size_t i = 0; i < n; i++) {
    asked += x[i].nearest && x[i].n >= FEWEST_UNITS;
    most = x[i].n > most ? x[i].n : most;
    if (!is_blind_spot(&x[i]))
      continue;
    add(detail, sizeof detail, blind++ ? "; " : "");
    add_label(detail, sizeof detail, x[i].outside->label);
  }
  add(detail, sizeof detail, ".");
  if (!asked)
    snprintf(headline, sizeof headline,
             "This study cannot tell what outside is explained by nothing inside.");
  else if (!blind)
    snprintf(headline, sizeof headline,
             "No blind spot: every outside dimension in which units differ goes with one inside.");
  else
    snprintf(headline, sizeof headline,
             "Nothing asked inside is shown to go with %u of %u outside dimensions.", blind, asked);
  snprintf(caution, sizeof caution,
           "With %u units and %u inside dimensions, a link below {blind_smallest} would often be "
           "missed; not shown is not the same as not there. Between units, not persons.",
           most, n_inside);
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
  char headline[160], detail[4096] = "In no declared pair or hypothesis: ";
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n_scales; i++) {
    if (!is_theme(s, s->scales[i]) || is_declared(s, s->scales[i]))
      continue;
    add(detail, sizeof detail, n++ ? "; " : "");
    add_label(detail, sizeof detail, s->scales[i]->label);
    add(detail, sizeof detail,
        s->scales[i]->survey->side == OM_INSIDE ? " (inside)" : " (outside)");
  }
  if (!n)
    return;
  add(detail, sizeof detail, ".");
  snprintf(headline, sizeof headline, "%u %s no declared counterpart on the other side.", n,
           n == 1 ? "dimension has" : "dimensions have");
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = "unpaired",
                        .headline = headline,
                        .detail = detail,
                        .caution = "What nobody expects to be mirrored is looked at by nothing but "
                                   "this search."};
  om_finding_add(r, &f);
}
