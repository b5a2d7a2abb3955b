/* From fit and eigenvalues to a sentence. */
#include "dimensionality.h"

/* Below this many people the sentence carries a caution. */
enum { FEW = 100 };

static int
is_fit_known(const dimensions *d)
{
  return !d->model.undefined && !isnan(d->model.cfi.value) && !isnan(d->model.srmr.value);
}

/* Rules of thumb, for the first look only: Bentler 1990, Hu & Bentler 1999. */
static int
fits(const dimensions *d)
{
  return d->model.cfi.value >= .90 && d->model.srmr.value <= .08;
}

/* Why nothing can be said, or NULL. */
static const char *
obstacle(const dimensions *d)
{
  if (d->why_not)
    return d->why_not;
  if (d->parallel.undefined)
    return d->parallel.undefined;
  if (d->kmo.undefined)
    return d->kmo.undefined;
  if (!(d->bartlett.p < .05) || d->parallel.factors == 0)
    return "the items share no more than chance would give them";
  if (d->kmo.value < .50)
    return "what two items share, the others do not (KMO below .50)";
  return NULL;
}

verdict
verdict_of(const om_scale *scale, uint64_t n, const dimensions *d)
{
  if (obstacle(d) || n <= 5 * (uint64_t)scale->n_items)
    return CANNOT_SAY;
  if (!is_fit_known(d)) /* any three items fit one factor: only the eigenvalues can tell */
    return scale->n_items == LEAST_ITEMS && d->parallel.factors == 1 ? ONE_THING : CANNOT_SAY;
  if (fits(d))
    return ONE_THING;
  return d->parallel.factors > 1 ? MORE_THINGS : CANNOT_SAY;
}

static const char *
headline(verdict v)
{
  switch (v) {
  case ONE_THING:
    return "The items of \u201c{scale}\u201d measure one thing.";
  case MORE_THINGS:
    return "The items of \u201c{scale}\u201d measure more than one thing.";
  default:
    return "Whether the items of \u201c{scale}\u201d measure one thing cannot be said.";
  }
}

static const char *
sentence(const om_scale *scale, uint64_t n, const dimensions *d, verdict v)
{
  if (v == MORE_THINGS)
    return "They measure more than one thing: look at the items apart.";
  if (v == ONE_THING && d->runs_both_ways)
    return "They measure one thing, some the other way round: check the coding.";
  if (v == ONE_THING && d->parallel.factors > 1)
    return "They measure one thing, and beside it a smaller second one.";
  if (v == ONE_THING && is_fit_known(d) && d->model.rmsea.value > .10)
    return "They measure one thing; some items share more than that.";
  if (v == ONE_THING && !is_fit_known(d))
    return "They measure one thing, as far as three items can tell.";
  if (v == ONE_THING)
    return "They measure one thing.";
  if (!obstacle(d) && n <= 5 * (uint64_t)scale->n_items)
    return "Cannot say: too few people for so many items.";
  if (!obstacle(d) && !is_fit_known(d) && scale->n_items > LEAST_ITEMS)
    return "Cannot say: one factor could not be fitted.";
  return obstacle(d) ? "Cannot say: the items share too little, or too much."
                     : "Cannot say: one thing stands out, yet it does not account for the answers.";
}

/* In templates, the rows behind the scale as {rows}. */
static const char *
detail(const om_scale *scale, const dimensions *d, verdict v)
{
  const int is_one = d->parallel.factors == 1;
  if (obstacle(d))
    return "Among {rows}: {why}.";
  if (!is_fit_known(d) && scale->n_items == LEAST_ITEMS)
    return is_one ? "Among {kmo.n} {rows} {factors} different thing can be told apart; three items "
                    "fit one thing whatever they measure."
                  : "Among {kmo.n} {rows} {factors} different things can be told apart; three "
                    "items "
                    "fit one thing whatever they measure.";
  if (!is_fit_known(d))
    return is_one ? "Among {kmo.n} {rows} {factors} different thing can be told apart; one factor "
                    "could not be fitted."
                  : "Among {kmo.n} {rows} {factors} different things can be told apart; one factor "
                    "could not be fitted.";
  if (v == ONE_THING)
    return "Among {kmo.n} {rows} one thing accounts for what the items share (CFI {cfi}, SRMR "
           "{srmr}).";
  return is_one ? "Among {kmo.n} {rows} {factors} different thing can be told apart, and one alone "
                  "does not account for the answers (CFI {cfi}, SRMR {srmr})."
                : "Among {kmo.n} {rows} {factors} different things can be told apart, and one "
                  "alone "
                  "does not account for the answers (CFI {cfi}, SRMR {srmr}).";
}

static const char *
caution(const om_scale *scale, uint64_t n, const dimensions *d, verdict v)
{
  if (n < FEW && !d->why_not)
    return "With fewer than 100 who answered every question such results change from sample to "
           "sample.";
  if (v == MORE_THINGS)
    return "One score for all of them mixes things that may go with different answers outside.";
  return scale->survey->level == OM_LEVEL_RESPONDENT ? "The people of one unit resemble each "
                                                       "other; the fit is computed as if they did "
                                                       "not."
                                                     : NULL;
}

void
say_verdict(om_run *r, const om_scale *scale, uint64_t n, const dimensions *d, verdict v,
            int is_told)
{
  char id[64], text[512];
  const om_about *const about = OM_ABOUT(.scale = scale);
  om_remark(r, "verdict", about, sentence(scale, n, d, v));
  if (v == ONE_THING && !is_told)
    return;
  snprintf(id, sizeof id, "scale-%u", scale->index);
  const char *const why = obstacle(d);
  OM_FILL(text, detail(scale, d, v), "rows:", rows_are(scale), "why:", why ? why : "");
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = id,
                        .about = about,
                        .headline = headline(v),
                        .detail = text,
                        .caution = caution(scale, n, d, v)};
  om_finding_add(r, &f);
}

void
say_all_one(om_run *r)
{
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = "one",
                        .headline = "The items of every scale measure one thing.",
                        .detail = "Among those who answered all questions of a scale, one thing "
                                  "accounts for what "
                                  "these share; the table gives fit and n of each.",
                        .caution = "Whether it is the thing that the scale is named after, the "
                                   "numbers cannot show."};
  om_finding_add(r, &f);
}
