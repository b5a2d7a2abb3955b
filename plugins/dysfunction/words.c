/* What was found, in sentences.  Verbs follow the evidence; nothing here says that one side makes
 * the other. */
#include "dysfunction.h"

#include <string.h>

#define BETWEEN_UNITS                                                                              \
  "This is an association between units at one time. It says nothing about single persons, and "   \
  "does not show what brings it about."
#define COULD_HAVE_FOUND                                                                           \
  "With {link_smallest.n} units, a correlation of {link_smallest} or more would have been found "  \
  "in four of five cases."
#define NOT_ONE "The facets do not hang together over units: read them one by one. "

static int
is_ruled_out(const om_evidence *e)
{
  return e->lo > -e->meaningful && e->hi < e->meaningful;
}

static const char *
link_headline(const link_result *x)
{
  const int is_worse = x->evidence.value < 0;
  switch (x->word) {
  case OM_EVIDENCE_STRONG:
    return is_worse ? "More dysfunction inside a unit goes with worse customer outcomes."
                    : "More dysfunction inside a unit goes with better customer outcomes.";
  case OM_EVIDENCE_MODERATE:
    return is_worse ? "More dysfunction inside a unit tends to go with worse customer outcomes."
                    : "More dysfunction inside a unit tends to go with better customer outcomes.";
  case OM_EVIDENCE_WEAK:
    return is_worse ? "No link shown: dysfunction inside may go with worse customer outcomes, or "
                      "not."
                    : "No link shown: dysfunction inside may go with better customer outcomes, or "
                      "not.";
  default:
    return is_ruled_out(&x->evidence) ? "No link here: dysfunction inside and customer outcomes do "
                                        "not go together."
                                      : "This study cannot tell whether dysfunction inside and "
                                        "customer outcomes go "
                                        "together.";
  }
}

static const char *
link_detail(const link_result *x)
{
  if (x->r.undefined)
    return "The correlation is undefined over {link_r.n} units.";
  if (x->is_held)
    return x->held.undefined
               ? "With the controls held constant there is no correlation to be computed over "
                 "{link_held_r.n} units. Without them it is {link_r}."
               : "Over {link_held_r.n} units, controls held constant, the indices of dysfunction "
                 "and of outcomes correlate at {link_held_r} (95% range {link_held_r.lo} to "
                 "{link_held_r.hi}; permutation p\u00a0{link_held_p}). Without them it is "
                 "{link_r}.";
  return "Over {link_r.n} units the indices of dysfunction and of outcomes correlate at {link_r} "
         "(95% range {link_r.lo} to {link_r.hi}; permutation p\u00a0{link_p}).";
}

static const char *
link_caution(const link_result *x, uint32_t facets_are)
{
  if (x->word <= OM_EVIDENCE_WEAK)
    return facets_are == ONE_NO ? NOT_ONE COULD_HAVE_FOUND : COULD_HAVE_FOUND;
  if (x->evidence.value > 0)
    return "This is the opposite of what the claim expects. " BETWEEN_UNITS;
  return facets_are == ONE_NO ? NOT_ONE BETWEEN_UNITS : BETWEEN_UNITS;
}

static void
link_finding(om_run *r, const composites *c, const link_result *x, uint32_t facets_are)
{
  const om_finding f = {.size = sizeof f,
                        .priority = OM_FIRST,
                        .id = "dysfunction",
                        .about = OM_ABOUT(.among = c->all, .n_among = c->n_all),
                        .evidence = &x->evidence,
                        .headline = link_headline(x),
                        .detail = link_detail(x),
                        .caution = link_caution(x, facets_are),
                        .chart = "scatter"};
  om_finding_add(r, &f);
}

static void
one_finding(om_run *r, uint32_t facets_are)
{
  static const char *const headlines[] = {[ONE_UNKNOWN] = "This study cannot tell whether internal "
                                                          "dysfunction is one thing.",
                                          [ONE_NO] = "Internal dysfunction is hardly one thing "
                                                     "here: read it facet by facet.",
                                          [ONE_LOOSELY] = "The facets of dysfunction hang together "
                                                          "over units, but loosely.",
                                          [ONE_YES] = "Internal dysfunction is one thing here: its "
                                                      "facets go together over units."};
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = "one-thing",
                        .about = OM_ABOUT(.side = OM_INSIDE),
                        .headline = headlines[facets_are],
                        .detail = facets_are == ONE_UNKNOWN ? "It takes two facets or more, ten "
                                                              "units or more, and facets that "
                                                              "differ "
                                                              "between units."
                                                            : "Alpha of the facets is "
                                                              "{index_alpha} (95% range "
                                                              "{index_alpha.lo} to "
                                                              "{index_alpha.hi}) over "
                                                              "{index_alpha.n} units; from .70 on, "
                                                              "with a range "
                                                              "above .50, they are called one.",
                        .caution = "That facets go together over units does not make them the same "
                                   "thing for a "
                                   "person."};
  om_finding_add(r, &f);
}

/* Lists the facets that show, or those that do not. */
static void
list_facets(const composites *c, const profile_result *x, int shows, char *to, size_t size)
{
  for (uint32_t i = 0; i < c->facets.n_scales; i++)
    if (x->shows[i] == shows)
      list_label(to, size, c->facets.scale[i]->label);
}

/* Which facets, each by itself, go with the outcomes: those that do not are named as well. */
static void
facets_finding(om_run *r, const composites *c, const profile_result *x)
{
  char headline[160], shown[2048] = "", others[2048] = "", detail[4400];
  list_facets(c, x, 1, shown, sizeof shown);
  list_facets(c, x, 0, others, sizeof others);
  OM_FILL(detail,
          !*others ? "Shown, with all facets considered, for: {shown}."
          : *shown ? "Shown, with all facets considered, for: {shown}. Not shown for: {others}."
                   : "Shown, with all facets considered, for none. Not shown for: {others}.",
          "shown", shown, "others", others);
  OM_FILL(headline,
          x->n_shows ? "{n} of the {all} facets show with worse customer outcomes."
                     : "No facet by itself is shown to go with worse customer outcomes.",
          "n#", COUNT(x->n_shows), "all#", COUNT(c->facets.n_scales));
  const om_finding f = {.size = sizeof f,
                        .priority = OM_MAIN,
                        .id = "by-itself",
                        .headline = headline,
                        .detail = detail,
                        .caution = x->n_shows ? BETWEEN_UNITS : COULD_HAVE_FOUND,
                        .chart = "facet-forest"};
  om_finding_add(r, &f);
}

static void
profile_finding(om_run *r, const profile_result *x)
{
  if (!x->inside)
    return;
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = "closest",
                        .about = OM_ABOUT(.inside = x->inside, .outside = x->outside),
                        .headline = x->n_found ? "Some facets of dysfunction show with some "
                                                 "customer outcomes."
                                               : "No single facet shows with a single customer "
                                                 "outcome.",
                        .detail = x->n_found ? "The closest is the facet \u201c{inside}\u201d with "
                                               "\u201c{outside}\u201d: {profile_r} over "
                                               "{profile_r.n} units (p "
                                               "{profile_r.p}, all facets with all outcomes "
                                               "considered)."
                                             : "With all facets and all outcomes considered, each "
                                               "may be chance. The "
                                               "closest is \u201c{inside}\u201d, turned so that "
                                               "more is worse, with "
                                               "\u201c{outside}\u201d: {profile_r} over "
                                               "{profile_r.n} units (p "
                                               "{profile_r.p}).",
                        .caution = "Exploratory: which facet goes with which outcome was not "
                                   "declared. A hint for "
                                   "the next study."};
  om_finding_add(r, &f);
}

static void
standing_findings(om_run *r, const composites *c)
{
  const om_finding inside = {
      .size = sizeof inside,
      .priority = OM_CHECK,
      .id = "dysfunction-mean",
      .about = OM_ABOUT(.among = c->facets.scale, .n_among = c->facets.n_scales),
      .headline = "Dysfunction inside units stands at {dysfunction_mean} of 100 on average.",
      .detail = "Mean over {dysfunction_mean.n} units (95% range {dysfunction_mean.lo} to "
                "{dysfunction_mean.hi}); 0 is the healthiest answer to every question, and 100 "
                "the worst.",
      .caution = "The number depends on which questions were asked: compare it over units and "
                 "waves, not with other organisations."};
  om_finding_add(r, &inside);
}

void
report_findings(om_run *r, const composites *c, const link_result *link, uint32_t facets_are,
                const profile_result *profile)
{
  link_finding(r, c, link, facets_are);
  one_finding(r, facets_are);
  facets_finding(r, c, profile);
  profile_finding(r, profile);
  standing_findings(r, c);
}
