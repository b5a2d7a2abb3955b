/* What was found, in sentences.  To share more of the differences is not to bring them about. */
#include "drivers.h"

#include <string.h>

#define NOT_WHY                                                                                    \
  "A statistical sharing out of differences between units at one time: it does not show that "     \
  "working on a theme changes anything outside, and says nothing about single persons."
#define TWO_WAYS "The two ways of sharing out put different themes first. "
#define COMPUTED_FROM                                                                              \
  "Over {lmg.n} units: {lmg} of the differences by LMG (95% range {lmg.lo} to {lmg.hi}), "         \
  "{weight} "                                                                                      \
  "by relative weights; rank {lmg_rank} (95% range {lmg_rank.lo} to {lmg_rank.hi})."

/* Which way a range lies from a cut: 1 above, -1 below, 0 across it or unknown. */
static int
side_of(const om_stat *s, double cut)
{
  return s->lo > cut ? 1 : s->hi < cut ? -1 : 0;
}

const char *
place_of(const model *m, const model_result *x, uint32_t i)
{
  double cut = 0;
  if (m->n < FEWEST_UNITS || x->theme[i].people < FEWEST_PEOPLE)
    return "too few answers to say";
  if (x->fit.undefined)
    return "nothing can be shared out";
  for (uint32_t k = 0; k < m->p; k++)
    cut += x->theme[k].score.value / m->p;
  const int share = side_of(&x->theme[i].lmg, x->fit.r_squared.value / m->p);
  const int score = side_of(&x->theme[i].score, cut);
  if (!share || !score)
    return "not sure: a range crosses the middle";
  if (share > 0)
    return score < 0 ? "look here first: shares much, stands low"
                     : "keep it up: shares much, stands high";
  return score < 0 ? "stands low, shares little" : "stands high, shares little";
}

/* The first theme is told apart from chance and from most of the others. */
static int
is_told_apart(const model *m, const theme_result *first)
{
  return first->beyond.lo > 0 && first->rank.hi <= (m->p + 1) / 2.;
}

void
report_finding(om_run *r, const model *m, const model_result *x)
{
  char id[32];
  snprintf(id, sizeof id, "model-%u", m->number);
  const theme_result *const first = &x->theme[x->first];
  const int is_undefined = x->fit.undefined != NULL;
  const int shows = !is_undefined && is_told_apart(m, first) && x->fit.adjusted.value > 0;
  /* More than chance and yet not told apart from the other themes is no evidence of a first one. */
  const om_evidence e = {.size = sizeof e,
                         .n = m->n,
                         .value = shows ? first->beyond.value : NAN,
                         .lo = shows ? first->beyond.lo : NAN,
                         .hi = shows ? first->beyond.hi : NAN,
                         .p = NAN,
                         .p_adjusted = NAN, /* the largest of several: never more than moderate */
                         .out_lo = NAN,
                         .out_hi = NAN,
                         .meaningful = om_study_of(r)->meaningful * om_study_of(r)->meaningful};
  const om_finding f = {
      .size = sizeof f,
      .priority = m->hypothesis ? OM_MAIN : OM_CHECK,
      .id = id,
      .about = OM_ABOUT(.inside = m->inside[x->first], .outside = m->outside,
                        .hypothesis = m->hypothesis, .among = m->inside, .n_among = m->p),
      .evidence = &e,
      .headline = shows ? "Of these themes, \u201c{inside}\u201d tends to go most with "
                          "\u201c{outside}\u201d."
                        : "This study cannot tell which theme goes most with "
                          "\u201c{outside}\u201d.",
      .detail = is_undefined ? "Nothing can be shared out: the themes, or the outcome, do not vary "
                               "freely over units."
                : shows      ? COMPUTED_FROM
                             : "The first would be \u201c{inside}\u201d. " COMPUTED_FROM,
      .caution = !is_undefined && x->first != x->first_by_weight ? TWO_WAYS NOT_WHY : NOT_WHY};
  om_finding_add(r, &f);
}

/* One note for each reason, with the outside themes that it holds for. */
static void
note_refused(om_run *r, const models *all, uint32_t first)
{
  const model *const m = &all->model[first];
  char text[5000], list[4096] = "";
  uint32_t fewest = m->n, most = m->n;
  for (uint32_t k = first; k < all->n; k++) {
    const model *const same = &all->model[k];
    if (same->refused != m->refused || same->p != m->p)
      continue;
    list_label(list, sizeof list, same->outside->label);
    fewest = same->n < fewest ? same->n : fewest;
    most = same->n > most ? same->n : most;
  }
  OM_FILL(text,
          fewest == most ? "Not shared out: {outside} (inside themes: {p}; units: {most}), because "
                           "{why}."
                         : "Not shared out: {outside} (inside themes: {p}; units: {fewest} to "
                           "{most}), because "
                           "{why}.",
          "outside", list, "p#", COUNT(m->p), "fewest#", COUNT(fewest), "most#", COUNT(most),
          "why:", m->refused);
  om_note(r, NULL, text);
}

/* True when an earlier model was refused for the same. */
static int
is_noted(const models *all, uint32_t k)
{
  for (uint32_t i = 0; i < k; i++)
    if (all->model[i].refused == all->model[k].refused && all->model[i].p == all->model[k].p)
      return 1;
  return 0;
}

void
report_refused(om_run *r, const models *all)
{
  uint32_t n = 0;
  for (uint32_t k = 0; k < all->n; k++) {
    if (all->model[k].refused && !is_noted(all, k))
      note_refused(r, all, k);
    n += all->model[k].refused != NULL;
  }
  if (!n)
    return;
  om_note(r, NULL,
          "More themes than the units can carry make every share a matter of chance. Themes are "
          "not "
          "picked by the data here, for that would flatter those picked: the study says which few "
          "themes an outside one is set against, with a hypothesis of the kind drivers.");
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = "refused",
                        .headline = n == all->n ? "This study cannot tell which themes count most "
                                                  "outside."
                                                : "For some outcomes this study cannot tell which "
                                                  "themes "
                                                  "count most.",
                        .detail = "There are too many inside themes for so few units, or a single "
                                  "one: the notes name each case, and plain correlations stand in "
                                  "place of shares.",
                        .caution = "Declare a few themes for an outcome before looking at the "
                                   "data."};
  om_finding_add(r, &f);
}
