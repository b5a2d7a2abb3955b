/* consistency: where people inside a unit see it differently, do customers meet it differently?
 *
 * How far the answers of a unit's people lie apart, beside how far its customers' answers do, and
 * beside how high they are.  Both ends of a scale pull spread and mean together, so what decides is
 * the association with the units' own means held constant. */
#include "consistency.h"

#include "../hypotheses.h"

#include <stdlib.h>

static const om_method methods[] = {
    {"spread",
     "For each unit the standard deviation of its people's scores (n - 1). Pearson's correlation "
     "of these over units; p from t, range by Fisher's z. Units with fewer people than the option "
     "people says, on either side, are left out.",
     "Chan 1998, doi:10.1037/0021-9010.83.2.234; Fisher 1921"},
    {"held",
     "Partial correlation: of the two spreads with the means of the units on both sides held "
     "constant; of spread and mean with the mean of the spread's own scale held constant. p from "
     "t, range by Fisher's z. On a scale with ends a mean near an end leaves no room to differ, so "
     "spread and mean belong together by construction.",
     "Fisher 1924, Metron 3; Cole, Bedeian, Hirschfeld & Vogel 2011, doi:10.1177/1094428110389078"},
    {"permutation",
     "What the held means leave of the outside changes places among units many times; p is the "
     "share of orders that give as large a partial correlation, two-sided.",
     "Freedman & Lane 1983, doi:10.1080/07350015.1983.10509354; Phipson & Smyth 2010, "
     "doi:10.2202/1544-6115.1585"},
    {"holm",
     "Holm's adjustment of the permutation p over the declared hypotheses of this kind, two tests "
     "each: of spread with spread, and of spread with mean.",
     "Holm 1979, Scandinavian Journal of Statistics 6, 65-70"},
    {"bh",
     "Benjamini and Hochberg's control of the share of false claims over the declared pairs, two "
     "tests each.",
     "Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x"},
    {"spearman", "Spearman's rank correlation; p from t; range of Bonett and Wright.",
     "Spearman 1904; Bonett & Wright 2000, doi:10.1007/BF02294183"},
    {"rwg",
     "Pearson's correlation over units of agreement inside, rwg(j) with a uniform null, and the "
     "standard deviation outside.",
     "James, Demaree & Wolf 1984, doi:10.1037/0021-9010.69.1.85"},
    {"leave-one-out", "The partial correlation computed again with each unit left out in turn.",
     ""},
    {"power",
     "Smallest true correlation that a two-sided test at 5 % finds in four of five studies of so "
     "many units, by Fisher's z.",
     "Cohen 1988, Statistical Power Analysis for the Behavioral Sciences"},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"spread_r", "Spread with spread",
     "Whether units whose people lie far apart inside are those whose customers lie far apart: "
     "from -1 through 0 (not at all) to 1.",
     "spread", OM_FORMAT_RATIO, OM_N_AMONG},
    {"spread_rho", "Spread with spread, by rank",
     "The same by rank: units that stand apart count little.", "spearman", OM_FORMAT_RATIO,
     OM_N_AMONG},
    {"spread_held", "Spread with spread, means held constant",
     "The same among units whose means are alike. This one decides, since a mean near the end of a "
     "scale leaves people no room to differ.",
     "held", OM_FORMAT_RATIO, OM_N_AMONG},
    {"spread_p", "p of spread with spread",
     "How often chance alone would show as close a link of the spreads, means held constant.",
     "permutation", OM_FORMAT_P, OM_N_AMONG},
    {"spread_holm", "p of spread with spread, all hypotheses considered",
     "The same after allowing for the number of hypotheses of this kind.", "holm", OM_FORMAT_P,
     OM_N_AMONG},
    {"spread_bh", "p of spread with spread, all pairs considered",
     "The same after allowing for all declared pairs, so that about one claim in twenty is false.",
     "bh", OM_FORMAT_P, OM_N_AMONG},
    {"spread_lowest", "Spread with spread, lowest with one unit left out",
     "The partial correlation without the one unit that raises it most.", "leave-one-out",
     OM_FORMAT_RATIO, OM_N_AMONG},
    {"spread_highest", "Spread with spread, highest with one unit left out",
     "The partial correlation without the one unit that lowers it most.", "leave-one-out",
     OM_FORMAT_RATIO, OM_N_AMONG},
    {"spread_rwg", "Agreement inside with spread outside",
     "Whether units that agree more inside have customers who lie less far apart: then it is below "
     "0.",
     "rwg", OM_FORMAT_RATIO, OM_N_AMONG},
    {"level_r", "Spread inside with mean outside",
     "Whether units whose people lie far apart inside have higher or lower scores outside.",
     "spread", OM_FORMAT_RATIO, OM_N_AMONG},
    {"level_rho", "Spread inside with mean outside, by rank", "The same by rank.", "spearman",
     OM_FORMAT_RATIO, OM_N_AMONG},
    {"level_held", "Spread inside with mean outside, mean inside held constant",
     "The same among units whose mean inside is alike. This one decides.", "held", OM_FORMAT_RATIO,
     OM_N_AMONG},
    {"level_p", "p of spread inside with mean outside",
     "How often chance alone would show as close a link, the mean inside held constant.",
     "permutation", OM_FORMAT_P, OM_N_AMONG},
    {"level_holm", "p of spread inside with mean outside, all hypotheses considered",
     "The same after allowing for the number of hypotheses of this kind.", "holm", OM_FORMAT_P,
     OM_N_AMONG},
    {"level_bh", "p of spread inside with mean outside, all pairs considered",
     "The same after allowing for all declared pairs.", "bh", OM_FORMAT_P, OM_N_AMONG},
    {"spread_smallest", "Smallest link of spreads this study finds",
     "A true correlation of this size would be found in four of five studies with as many units.",
     "power", OM_FORMAT_RATIO, OM_N_AMONG},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_role roles[] = {
    {"inside", OM_INSIDE, 1, 1, 0, "what people of a unit may see differently"},
    {"outside", OM_OUTSIDE, 1, 1, 0, "what customers of a unit may meet differently"},
    {NULL, 0, 0, 0, 0, NULL},
};
static const om_form forms[] = {
    {"consistency",
     "units whose people lie apart on one scale are those whose customers lie apart, or stand "
     "lower, on the other",
     roles},
    {NULL, NULL, NULL},
};
static const om_option options[] = {
    {OM_OPT_INT, 0, "people", "Fewest people of a unit on each side", 2, 2, 1000, NULL},
    {OM_OPT_INT, 0, "permutations", "Random orders of a permutation test", 9999, 999, 1e6, NULL},
    {0, 0, NULL, NULL, 0, 0, 0, NULL},
};
static const om_need needs[] = {
    {OM_NEED_RESPONDENTS, OM_INSIDE, 1, 0, "answers of persons inside, who can disagree"},
    {OM_NEED_RESPONDENTS, OM_OUTSIDE, 1, 0, "answers of persons outside"},
    {OM_NEED_UNITS, 0, 3, 0, "three units or more"},
    {0, 0, 0, 0, NULL},
};

static int
is_of_persons(const om_scale *scale)
{
  return scale->survey->level == OM_LEVEL_RESPONDENT;
}

/* The declared hypotheses first, then the pairs that no hypothesis names; returns how many. */
static size_t
collect(const om_study *s, beside *b)
{
  size_t n = 0;
  for (const om_hypothesis *h = NULL; (h = next_hypothesis(s, "consistency", h));) {
    b[n] = (beside){.inside = om_term_of(h, "inside", 0),
                    .outside = om_term_of(h, "outside", 0),
                    .hypothesis = h,
                    .spread_p = NAN,
                    .level_p = NAN};
    if (!is_of_persons(b[n].inside) || !is_of_persons(b[n].outside))
      b[n].cannot = "published figures do not tell how far people lie apart";
    n++;
  }
  const size_t declared = n;
  for (uint32_t i = 0; i < s->n_pairs; i++) {
    const om_pair *const p = s->pairs[i];
    int is_named = !is_of_persons(p->inside) || !is_of_persons(p->outside);
    for (size_t k = 0; k < declared; k++)
      is_named |= b[k].inside == p->inside && b[k].outside == p->outside;
    if (!is_named)
      b[n++] =
          (beside){.inside = p->inside, .outside = p->outside, .spread_p = NAN, .level_p = NAN};
  }
  return n;
}

/* Holm over the hypotheses and, apart, Benjamini and Hochberg over the pairs; false when memory ran
 * out. */
static int
adjust(size_t n, beside *b)
{
  double *const p = calloc(2 * n + 1, sizeof *p);
  if (!p)
    return 0;
  size_t declared = 0;
  for (size_t i = 0; i < n; i++) {
    p[2 * i] = b[i].cannot ? NAN : b[i].spread.p;
    p[2 * i + 1] = b[i].cannot ? NAN : b[i].level.p;
    declared += b[i].hypothesis != NULL;
  }
  om_adjust_holm(2 * declared, p, 2 * declared, p);
  om_adjust_bh(2 * (n - declared), p + 2 * declared, 0, p + 2 * declared);
  for (size_t i = 0; i < n; i++) {
    b[i].spread_p = p[2 * i];
    b[i].level_p = p[2 * i + 1];
  }
  free(p);
  return 1;
}

static void
say_beside(om_run *r, const beside *b)
{
  static const char none[] = "the permutation p is undefined";
  const om_about about = about_beside(b);
  const om_stat least = om_smallest_r(b->n, om_study_of(r)->confidence, .80);
  say_stat(r, "spread_r", &about, &b->spread.r);
  say_stat(r, "spread_rho", &about, &b->spread.rho);
  say_stat(r, "spread_held", &about, &b->spread.held);
  say_chance(r, "spread_p", &about, &b->spread);
  say_number(r, "spread_lowest", &about, b->spread.left_out.lo, b->spread.left_out.undefined);
  say_number(r, "spread_highest", &about, b->spread.left_out.hi, b->spread.left_out.undefined);
  say_stat(r, "spread_rwg", &about, &b->rwg);
  say_stat(r, "level_r", &about, &b->level.r);
  say_stat(r, "level_rho", &about, &b->level.rho);
  say_stat(r, "level_held", &about, &b->level.held);
  say_chance(r, "level_p", &about, &b->level);
  say_stat(r, "spread_smallest", &about, &least);
  say_number(r, b->hypothesis ? "spread_holm" : "spread_bh", &about, b->spread_p, none);
  say_number(r, b->hypothesis ? "level_holm" : "level_bh", &about, b->level_p, none);
}

static om_table *
spreads_table(om_run *r, int is_declared)
{
  om_table *const t =
      is_declared
          ? om_table_new(r, "spreads", "Spread inside with spread outside", OM_ROWS_HYPOTHESES)
          : om_table_new(r, "explored", "The declared pairs, looked at unasked (exploratory)",
                         OM_ROWS_PAIRS);
  r->host->table_column(t, "spread_held", "Means held constant (95% range)", NULL);
  r->host->table_column(t, is_declared ? "spread_holm" : "spread_bh",
                        is_declared ? "p, all hypotheses considered" : "p, all pairs considered",
                        NULL);
  r->host->table_column(t, "spread_r", "Plain correlation (95% range)", NULL);
  r->host->table_column(t, "spread_rho", "Rank correlation (95% range)", NULL);
  r->host->table_column(t, "spread_rwg", "Agreement inside with spread outside (95% range)", NULL);
  if (is_declared) {
    r->host->table_column(t, "spread_lowest", "Lowest, one unit left out", NULL);
    r->host->table_column(t, "spread_highest", "Highest, one unit left out", NULL);
    const om_chart forest = {.size = sizeof forest,
                             .type = OM_CHART_FOREST,
                             .id = "forest",
                             .title = "Spread inside with spread outside",
                             .description = "Each row is a declared hypothesis. The dot is the "
                                            "correlation "
                                            "over units of how far people lie apart on both sides, "
                                            "means held "
                                            "constant; the line is its 95% range. A line that "
                                            "crosses zero "
                                            "cannot tell whether there is a link.",
                             .columns = {1},
                             .min = -1,
                             .max = 1};
    r->host->chart(t, &forest);
  }
  return t;
}

static om_table *
levels_table(om_run *r, int is_declared)
{
  om_table *const t =
      is_declared ? om_table_new(r, "levels", "Spread inside with mean outside", OM_ROWS_HYPOTHESES)
                  : om_table_new(r, "explored-levels",
                                 "Spread inside with mean outside, looked at unasked (exploratory)",
                                 OM_ROWS_PAIRS);
  r->host->table_column(t, "level_held", "Mean inside held constant (95% range)", NULL);
  r->host->table_column(t, is_declared ? "level_holm" : "level_bh",
                        is_declared ? "p, all hypotheses considered" : "p, all pairs considered",
                        NULL);
  r->host->table_column(t, "level_r", "Plain correlation (95% range)", NULL);
  r->host->table_column(t, "level_rho", "Rank correlation (95% range)", NULL);
  return t;
}

static void
report(om_run *r, size_t n, const beside *b)
{
  om_table *spreads[2] = {NULL, NULL}, *levels[2] = {NULL, NULL};
  uint32_t left_out = 0;
  for (size_t i = 0; i < n; i++) {
    const int is_declared = b[i].hypothesis != NULL;
    const om_about about = about_beside(&b[i]);
    if (b[i].cannot) {
      om_note(r, &about,
              "\u201c{term.inside}\u201d with \u201c{term.outside}\u201d was not compared: "
              "published "
              "figures do not tell how far people lie apart.");
      continue;
    }
    if (!spreads[is_declared]) {
      spreads[is_declared] = spreads_table(r, is_declared);
      levels[is_declared] = levels_table(r, is_declared);
    }
    say_beside(r, &b[i]);
    r->host->table_row(spreads[is_declared], &about);
    r->host->table_row(levels[is_declared], &about);
    left_out += b[i].left_out;
  }
  consistency_findings(r, n, b);
  om_note(r, NULL,
          "How far answers lie apart on a scale with ends is tied to how high they are: near an "
          "end "
          "there is no room to differ. So the plain correlation can come of the means alone, and "
          "what counts is the one with means held constant.");
  if (spreads[0])
    om_note(r, NULL,
            "The exploratory tables were not declared as hypotheses: a hint for the next study, "
            "not a result.");
  if (left_out)
    om_note(r, NULL,
            "Units with too few people on a side to tell how far they lie apart were left out "
            "here, although they are counted among the units.");
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  beside *const b = calloc((size_t)s->n_hypotheses + s->n_pairs + 1, sizeof *b);
  if (!b)
    return OM_E_MEMORY;
  const size_t n = collect(s, b);
  size_t possible = 0;
  int fine = 1;
  for (size_t i = 0; fine && i < n; i++)
    if (!b[i].cannot) {
      fine = compare_spreads(r, &b[i]);
      possible++;
    }
  om_status status = OM_OK;
  if (!fine || !adjust(n, b)) {
    status = OM_E_MEMORY;
  } else if (!possible) {
    status = om_fail(r, OM_NOT_APPLICABLE,
                     "it needs a hypothesis of kind consistency, or a declared pair, of two scales "
                     "that persons answered");
  } else {
    om_section(r, "Where people inside disagree, is the experience outside uneven?",
               "Where people of one unit see the same thing differently, customers may meet that "
               "unit differently from one time to the next. Here units are compared by how far "
               "their people lie apart, inside and outside.");
    report(r, n, b);
  }
  free(b);
  return status;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.consistency",
    "0.1.0",
    "Consistency",
    "Whether units whose people disagree inside are those that customers meet unevenly.",
    OM_PLACE_EXPLANATION,
    needs,
    options,
    methods,
    statistics,
    run,
    NULL,
    forms,
    NULL,
};

const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
