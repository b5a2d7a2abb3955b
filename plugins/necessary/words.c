/* What was found, in sentences. */
#include "necessary.h"

/* Scores are turned so that more is healthier; sentences name the scale as it is. */
static const char *
headline_shown(const condition *c)
{
  const int x_up = c->condition->direction == OM_HIGHER_IS_HEALTHIER;
  const int y_up = c->outcome->direction == OM_HIGHER_IS_HEALTHIER;
  if (x_up)
    return y_up ? "No unit reaches high \u201c{term.outcome}\u201d without high "
                  "\u201c{term.condition}\u201d."
                : "No unit reaches low \u201c{term.outcome}\u201d without high "
                  "\u201c{term.condition}\u201d.";
  return y_up ? "No unit reaches high \u201c{term.outcome}\u201d without low "
                "\u201c{term.condition}\u201d."
              : "No unit reaches low \u201c{term.outcome}\u201d without low "
                "\u201c{term.condition}\u201d.";
}

typedef enum verdict { CANNOT_TELL, NOT_SHOWN, AS_A_LINK, SHOWN } verdict;

static verdict
judge(om_run *r, const condition *c)
{
  const double least = om_option_value(r, "least");
  if (c->n < FEWEST_FOR_A_RANGE || c->found.ce_fdh.effect.undefined)
    return CANNOT_TELL;
  if (c->found.cr_fdh.effect.undefined || !(c->holm_p < .05) ||
      c->found.cr_fdh.effect.value < least || !(c->lowest >= least))
    return NOT_SHOWN;
  return c->linear_p < .05 ? SHOWN : AS_A_LINK;
}

static const char *
headline_of(const condition *c, verdict v)
{
  switch (v) {
  case SHOWN:
    return headline_shown(c);
  case AS_A_LINK:
    return "No necessary condition is shown beyond a plain link: \u201c{term.condition}\u201d for "
           "\u201c{term.outcome}\u201d.";
  case NOT_SHOWN:
    return "No necessary condition is shown: \u201c{term.condition}\u201d for "
           "\u201c{term.outcome}\u201d.";
  default:
    return "This study cannot tell whether \u201c{term.outcome}\u201d needs "
           "\u201c{term.condition}\u201d.";
  }
}

static const char *
caution_of(verdict v)
{
  switch (v) {
  case SHOWN:
    return "Among these units, at one time. That none was seen does not say that none can be; and "
           "what is needed need not be enough.";
  case AS_A_LINK:
    return "Any two things that go together leave a corner empty; a plain link as close as this "
           "one "
           "often leaves one as large.";
  case NOT_SHOWN:
    return "Some units have the one without the other, or the empty corner is no larger than "
           "chance "
           "or a single unit makes it. Few units leave large corners empty by chance.";
  default:
    return "An empty corner says something only where there are ten units or more, which differ.";
  }
}

static const char *
detail_of(const condition *c)
{
  if (c->found.ce_fdh.effect.undefined)
    return "There is no ceiling over these units, which are too few or do not differ.";
  if (c->found.cr_fdh.effect.undefined)
    return "Units with little of the one and much of the other fill the corner: there is no "
           "ceiling line (step function: {nca_step} of the field is empty; {nca_step.n} units).";
  return "{nca_d} of the field where units could be is empty above the ceiling line ({nca_d.n} "
         "units; p\u00a0{nca_p}, {nca_holm} with all hypotheses of this kind considered; beyond a "
         "plain link p\u00a0{nca_linear_p}). {nca_above} of units stand above the line, "
         "{nca_corner} "
         "are in the upper half with a condition in the lower half.";
}

void
necessary_findings(om_run *r, size_t n, const condition *c)
{
  for (size_t i = 0; i < n; i++) {
    const verdict v = judge(r, &c[i]);
    char id[64], chart[64];
    snprintf(id, sizeof id, "necessary-%u", c[i].hypothesis->index);
    snprintf(chart, sizeof chart, "scatter-%u", c[i].hypothesis->index);
    /* No evidence word: the empty corner has no range around nothing. */
    const om_finding f = {.size = sizeof f,
                          .priority = OM_MAIN,
                          .id = id,
                          .about = OM_ABOUT(.hypothesis = c[i].hypothesis),
                          .headline = headline_of(&c[i], v),
                          .detail = detail_of(&c[i]),
                          .caution = caution_of(v),
                          .chart = c[i].n ? chart : NULL};
    om_finding_add(r, &f);
  }
}
