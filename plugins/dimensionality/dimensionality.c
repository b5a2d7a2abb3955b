/* dimensionality: do the items of a scale measure one thing?
 *
 * For every scale of three items or more, from the moments of those who answered all of them: is
 * there anything in common (KMO, Bartlett), how many eigenvalues stand above chance (parallel
 * analysis), does one factor fit, and how strongly each item belongs to it. */
#include "dimensionality.h"

#include <stdlib.h>

static const om_method methods[] = {
    {"common",
     "Kaiser-Meyer-Olkin measure: squared correlations of items over these plus the squared "
     "partial "
     "correlations given all others. Bartlett's test that all correlations are 0: chi-square with "
     "k(k-1)/2 degrees of freedom.",
     "Kaiser & Rice 1974, doi:10.1177/001316447403400115; Bartlett 1951"},
    {"parallel",
     "Eigenvalues of the correlations of the items, largest first, beside the 95th percentile of "
     "those of random normal data of as many people and items. Counted until the first that is not "
     "above. With many people very small things are seen.",
     "Horn 1965, doi:10.1007/BF02289447"},
    {"permuted",
     "The same beside the 95th percentile of the eigenvalues of the answers themselves, of each "
     "question put in an order of its own: answers keep their distribution, so that none need be "
     "normal. For scales of counted answers, as many times as the option asks.",
     "Horn 1965, doi:10.1007/BF02289447; Buja & Eyuboglu 1992, doi:10.1207/s15327906mbr2704_2"},
    {"one_factor",
     "One factor fitted to the covariances by maximum likelihood; CFI and TLI against a model "
     "without correlations, RMSEA with its 90 % range, SRMR. It takes respondents as independent "
     "and answers as normal: with people in units, and with few answers to choose from, chi-square "
     "and RMSEA come out rather too large.",
     "J\u00f6reskog 1969, doi:10.1007/BF02289343; Bentler 1990; Steiger 1990; Hu & Bentler 1999"},
    {"apart",
     "Where a scale measures more than one thing: as many factors as eigenvalues are above chance "
     "(six at most, fewer where so many cannot be fitted), by least squared residual correlations, "
     "rotated by promax (power 4, after varimax), so that the things may go together.",
     "Harman & Jones 1966, doi:10.1007/BF02289468; Hendrickson & White 1964, "
     "doi:10.1111/j.2044-8317.1964.tb00244.x"},
    {"verdict",
     "One thing: one factor fits (CFI .90 or more and SRMR .08 or less), or, with three items, "
     "which "
     "any factor fits, one eigenvalue is above chance. More than one thing: it does not fit, and "
     "two or more eigenvalues are above chance. Cannot say: all else, and when there are five "
     "people an item or fewer, the items share nothing beyond chance, or KMO is below .50. Rules "
     "of "
     "thumb.",
     "Hu & Bentler 1999, doi:10.1080/10705519909540118"},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"kmo", "KMO",
     "How much of what two questions share is shared by the others too, from 0 to 1. Below .50 "
     "there is nothing in common to look for; above .80 there is plenty.",
     "common", OM_FORMAT_RATIO, OM_N_COMPLETE},
    {"bartlett", "Bartlett\u2019s chi-square",
     "Whether the questions have anything in common at all; its p says how often chance alone "
     "gives as much.",
     "common", OM_FORMAT_NUMBER, OM_N_COMPLETE},
    {"factors", "Eigenvalues above chance",
     "How many different things can be told apart in the answers. With thousands of people a thing "
     "counts that is too small to matter.",
     "parallel", OM_FORMAT_COUNT, OM_N_COMPLETE},
    {"eigenvalue_1", "First eigenvalue",
     "How much of the answers the largest common thing accounts for, in numbers of questions.",
     "parallel", OM_FORMAT_NUMBER, OM_N_COMPLETE},
    {"eigenvalue_2", "Second eigenvalue",
     "The same for the next one, after the first. Far below the first: one thing stands out.",
     "parallel", OM_FORMAT_NUMBER, OM_N_COMPLETE},
    {"eigenvalue_3", "Third eigenvalue", "The same for the third one.", "parallel",
     OM_FORMAT_NUMBER, OM_N_COMPLETE},
    {"chance_1", "First, by chance",
     "What the first eigenvalue would reach one time in twenty if the questions had nothing in "
     "common.",
     "parallel", OM_FORMAT_NUMBER, OM_N_COMPLETE},
    {"chance_2", "Second, by chance", "The same for the second eigenvalue.", "parallel",
     OM_FORMAT_NUMBER, OM_N_COMPLETE},
    {"chance_3", "Third, by chance", "The same for the third eigenvalue.", "parallel",
     OM_FORMAT_NUMBER, OM_N_COMPLETE},
    {"factors_permuted", "Above chance, shuffled",
     "How many different things can be told apart in the answers, when they are set beside the "
     "same answers shuffled.",
     "permuted", OM_FORMAT_COUNT, OM_N_COMPLETE},
    {"chance_permuted_1", "First, shuffled",
     "What the first eigenvalue would reach one time in twenty if each question had the answers it "
     "has and they had nothing to do with those to the others.",
     "permuted", OM_FORMAT_NUMBER, OM_N_COMPLETE},
    {"chance_permuted_2", "Second, shuffled", "The same for the second eigenvalue.", "permuted",
     OM_FORMAT_NUMBER, OM_N_COMPLETE},
    {"chance_permuted_3", "Third, shuffled", "The same for the third eigenvalue.", "permuted",
     OM_FORMAT_NUMBER, OM_N_COMPLETE},
    {"cfi", "CFI",
     "How far one thing behind all questions accounts for their correlations, from 0 to 1. From "
     ".95 "
     "it fits well, below .90 it does not.",
     "one_factor", OM_FORMAT_RATIO, OM_N_COMPLETE},
    {"tli", "TLI", "As CFI, but a model with more to choose freely counts for less.", "one_factor",
     OM_FORMAT_RATIO, OM_N_COMPLETE},
    {"rmsea", "RMSEA",
     "What is left unexplained, for what could have been. Below .06 it fits well, above .10 it "
     "does "
     "not. With few questions it is often large even where little is wrong. Its range is a 90 % "
     "one.",
     "one_factor", OM_FORMAT_RATIO, OM_N_COMPLETE},
    {"srmr", "SRMR",
     "By how much the correlations that one thing would give miss those observed, on average. Up "
     "to "
     ".08 is usual.",
     "one_factor", OM_FORMAT_RATIO, OM_N_COMPLETE},
    {"model_chi_square", "Chi-square of one factor",
     "Whether anything at all is left unexplained; with many people nearly always.", "one_factor",
     OM_FORMAT_NUMBER, OM_N_COMPLETE},
    {"loading", "Loading",
     "How strongly a question belongs to the one thing that all share: its correlation with it.",
     "one_factor", OM_FORMAT_RATIO, OM_N_COMPLETE},
    {"thing_1", "First thing",
     "How strongly a question belongs to the first of several things that the scale measures. From "
     "about .30 "
     "on it counts; the sign says whether it points the same way.",
     "apart", OM_FORMAT_RATIO, OM_N_COMPLETE},
    {"thing_2", "Second thing", "The same for the second one.", "apart", OM_FORMAT_RATIO,
     OM_N_COMPLETE},
    {"thing_3", "Third thing", "The same for the third one.", "apart", OM_FORMAT_RATIO,
     OM_N_COMPLETE},
    {"thing_4", "Fourth thing", "The same for the fourth one.", "apart", OM_FORMAT_RATIO,
     OM_N_COMPLETE},
    {"thing_5", "Fifth thing", "The same for the fifth one.", "apart", OM_FORMAT_RATIO,
     OM_N_COMPLETE},
    {"thing_6", "Sixth thing", "The same for the sixth one.", "apart", OM_FORMAT_RATIO,
     OM_N_COMPLETE},
    {"msa", "MSA", "KMO of one question: below .50 it shares little with the others.", "common",
     OM_FORMAT_RATIO, OM_N_COMPLETE},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_option options[] = {
    {OM_OPT_INT, 0, "draws", "Random data sets of the parallel analysis", 1000, 100, 100000, NULL},
    {OM_OPT_INT, 0, "permuted", "Shuffled data sets of a second one; 0: none", 0, 0, 100000, NULL},
    {0, 0, NULL, NULL, 0, 0, 0, NULL},
};

static const om_need needs[] = {
    {OM_NEED_SCALES, 0, 1, 0, "a scale"},
    {0, 0, 0, 0, NULL},
};

/* --- numbers --------------------------------------------------------------------------------- */

typedef struct scratch {
  double *cov, *observed, *mean, *q95;
  om_stat *msa, *loading;
  uint32_t *factor; /* all 0: every item loads on the one factor */
} scratch;

static int
make(scratch *s, size_t k)
{
  const size_t packed = k * (k + 1) / 2;
  *s = (scratch){.cov = calloc(packed + 3 * k, sizeof *s->cov),
                 .msa = calloc(2 * k, sizeof *s->msa),
                 .factor = calloc(k, sizeof *s->factor)};
  if (!s->cov || !s->msa || !s->factor)
    return 0;
  s->observed = s->cov + packed;
  s->mean = s->observed + k;
  s->q95 = s->mean + k;
  s->loading = s->msa + k;
  return 1;
}

static void
done(scratch *s)
{
  free(s->cov);
  free(s->msa);
  free(s->factor);
}

static void
look(om_run *r, const om_moments *m, scratch *s, dimensions *d)
{
  const size_t k = m->k;
  const om_rng rng = om_rng_stream(r, 1);
  *d = (dimensions){.why_not = om_covariances(k, m->n, m->sscp, s->cov)};
  d->kmo = om_kmo(k, m->n, s->cov, s->msa);
  d->bartlett = om_bartlett_sphericity(k, m->n, s->cov);
  om_parallel_normal(k, m->n, s->cov, 0, (uint32_t)om_option_value(r, "draws"), &rng, &d->parallel,
                     s->observed, s->mean, s->q95);
  om_cfa(k, m->n, s->cov, 1, s->factor, om_study_of(r)->confidence, &d->model, NULL, s->loading,
         NULL, NULL);
  for (size_t i = 0; i < k; i++)
    d->runs_both_ways |= s->loading[i].value < 0;
  if (k == LEAST_ITEMS && !d->model.undefined)
    d->model.cfi = d->model.srmr = d->model.chi_square = (om_stat){.value = NAN,
                                                                   .lo = NAN,
                                                                   .hi = NAN,
                                                                   .se = NAN,
                                                                   .p = NAN,
                                                                   .undefined = "any three items "
                                                                                "fit one factor"};
  for (size_t i = 0; i < EIGENVALUES; i++) {
    d->eigenvalue[i] = i < k ? s->observed[i] : NAN;
    d->chance[i] = i < k ? s->q95[i] : NAN;
  }
}

/* --- words ----------------------------------------------------------------------------------- */

static void
say_scale(om_run *r, const om_scale *scale, const dimensions *d)
{
  static const char *const own[] = {"eigenvalue_1", "eigenvalue_2", "eigenvalue_3"};
  static const char *const chance[] = {"chance_1", "chance_2", "chance_3"};
  const om_about *const about = OM_ABOUT(.scale = scale);
  const char *const no_parallel = d->parallel.undefined;
  say_stat(r, "kmo", about, &d->kmo);
  say_stat(r, "bartlett", about, &d->bartlett);
  say_number(r, "factors", about, no_parallel ? NAN : (double)d->parallel.factors, no_parallel);
  for (size_t i = 0; i < EIGENVALUES; i++) {
    say_number(r, own[i], about, d->eigenvalue[i], no_parallel);
    say_number(r, chance[i], about, d->chance[i], no_parallel);
  }
  say_stat(r, "cfi", about, &d->model.cfi);
  say_stat(r, "tli", about, &d->model.tli);
  om_stat rmsea = d->model.rmsea;
  rmsea.p = NAN; /* of an RMSEA of .05 or less, which readers take for that of 0 */
  say_stat(r, "rmsea", about, &rmsea);
  say_stat(r, "srmr", about, &d->model.srmr);
  say_stat(r, "model_chi_square", about, &d->model.chi_square);
}

/* A picture where there is something to see in it. */
static int
is_drawn(const om_scale *scale, const scratch *s, verdict v)
{
  int is_weak = v != ONE_THING;
  for (uint32_t i = 0; i < scale->n_items; i++)
    is_weak |= s->loading[i].value < .30;
  return is_weak && !isnan(s->loading[0].value);
}

static void
say_items(om_run *r, const om_scale *scale, const scratch *s, verdict v)
{
  char id[64], title[512], about_loadings[64];
  scale_table_id(id, sizeof id, "items", scale);
  OM_FILL(title, "How strongly each item belongs to \u201c{scale}\u201d ({survey})", "scale",
          scale->label, "survey", scale->survey->label);
  const int is_told = om_study_of(r)->n_scales <= MANY_SCALES || is_drawn(scale, s, v);
  om_table *const t = is_told ? om_table_new(r, id, title, OM_ROWS_ITEMS) : NULL;
  if (t) {
    r->host->table_column(t, "loading", "Loading (95% range)", NULL);
    r->host->table_column(t, "msa", "MSA", NULL);
  }
  for (uint32_t i = 0; i < scale->n_items; i++) {
    const om_about *const item = OM_ABOUT(.scale = scale, .item = scale->items[i]);
    om_stat loading = s->loading[i];
    loading.p = NAN; /* that it is not 0, which its range says */
    say_stat(r, "loading", item, &loading);
    say_stat(r, "msa", item, &s->msa[i]);
    if (t)
      r->host->table_row(t, item);
  }
  snprintf(about_loadings, sizeof about_loadings, "loadings-%u", scale->index);
  const om_chart chart = {.size = sizeof chart,
                          .type = OM_CHART_FOREST,
                          .id = about_loadings,
                          .title = title,
                          .description = "The loading of each item with its 95% range. The further "
                                         "right, the "
                                         "more the item shares with the others of its scale.",
                          .columns = {1}};
  if (is_drawn(scale, s, v))
    r->host->chart(t, &chart);
}

typedef struct tables {
  om_table *verdicts, *eigenvalues, *permuted, *fit; /* permuted may be NULL */
} tables;

static tables
make_tables(om_run *r)
{
  const tables t = {
      om_table_new(r, "scales", "Do the items of each scale measure one thing?", OM_ROWS_SCALES),
      om_table_new(r, "eigenvalues", "Eigenvalues beside chance", OM_ROWS_SCALES),
      permuted_table(r),
      om_table_new(r, "fit", "How well one thing accounts for the answers", OM_ROWS_SCALES)};
  r->host->table_column(t.verdicts, "verdict", "In a sentence", NULL);
  r->host->table_column(t.verdicts, "factors", "Eigenvalues above chance", NULL);
  r->host->table_column(t.verdicts, "cfi", "CFI", NULL);
  r->host->table_column(t.verdicts, "srmr", "SRMR", NULL);
  r->host->table_column(t.verdicts, "kmo", "KMO", NULL);
  static const char *const columns[][2] = {{"eigenvalue_1", "First"},  {"chance_1", "By chance"},
                                           {"eigenvalue_2", "Second"}, {"chance_2", "By chance"},
                                           {"eigenvalue_3", "Third"},  {"chance_3", "By chance"}};
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
    r->host->table_column(t.eigenvalues, columns[i][0], columns[i][1], NULL);
  r->host->table_column(t.fit, "cfi", "CFI", NULL);
  r->host->table_column(t.fit, "tli", "TLI", NULL);
  r->host->table_column(t.fit, "rmsea", "RMSEA (90% range)", NULL);
  r->host->table_column(t.fit, "srmr", "SRMR", NULL);
  r->host->table_column(t.fit, "model_chi_square", "Chi-square", NULL);
  r->host->table_column(t.fit, "bartlett", "Bartlett\u2019s chi-square", NULL);
  return t;
}

static int
report_scale(om_run *r, const om_scale *scale, const om_moments *m, const tables *t, int is_only,
             verdict *v)
{
  scratch s;
  dimensions d;
  int fine = make(&s, m->k);
  if (fine) {
    look(r, m, &s, &d);
    *v = verdict_of(scale, m->n, &d);
    say_scale(r, scale, &d);
    say_items(r, scale, &s, *v);
    say_verdict(r, scale, m->n, &d, *v, is_only);
    fine = *v != MORE_THINGS || report_apart(r, scale, m, s.cov, d.parallel.factors);
    if (fine && t->permuted) {
      fine = report_permuted(r, scale, m, s.cov);
      r->host->table_row(t->permuted, OM_ABOUT(.scale = scale));
    }
    r->host->table_row(t->verdicts, OM_ABOUT(.scale = scale));
    r->host->table_row(t->eigenvalues, OM_ABOUT(.scale = scale));
    r->host->table_row(t->fit, OM_ABOUT(.scale = scale));
  }
  done(&s);
  return fine;
}

static void
say_notes(om_run *r, uint32_t n_more)
{
  if (n_more > 0)
    om_note(r, NULL,
            "Where a scale measures more than one thing, a table shows which items go together: an "
            "item belongs to the thing where its number is farthest from 0, and below 0 it points "
            "the other way. What a thing is, its items have to tell.");
  om_note(r, NULL,
          "An eigenvalue counts how many questions\u2019 worth of answers one thing accounts for. "
          "Beside each stands what chance alone would reach one time in twenty; those above it "
          "are different things in the answers.");
  if (om_study_of(r)->n_scales > MANY_SCALES)
    om_note(r, NULL,
            "With so many scales the items are listed only of those that may measure more than one "
            "thing, or have an item that hardly belongs to it; the numbers of all stand in "
            "report.xml.");
  if (any_published(om_study_of(r)))
    om_note(r, NULL,
            "Of published surveys the rows are units: what is said is about figures of units, not "
            "about the answers of people.");
  om_note(r, NULL,
          "The people of one unit resemble each other, and nothing here allows for it: CFI and "
          "SRMR hardly change, the chi-squares and the ends of ranges are somewhat too sure. That "
          "items measure one thing does not show that it is the thing their name says.");
}

/* Moments of a scale that can be asked, or NULL. */
static const om_moments *
moments_of(om_run *r, const om_scale *scale)
{
  return scale->n_items >= LEAST_ITEMS ? om_moments_of(r, scale, NULL) : NULL;
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  uint32_t n = 0, n_one = 0, n_more = 0;
  for (uint32_t i = 0; i < s->n_scales; i++)
    n += moments_of(r, s->scales[i]) != NULL;
  if (n == 0)
    return om_fail(r, OM_NOT_APPLICABLE,
                   "no scale has three items or more: fewer cannot be asked how many things they "
                   "measure");
  om_section(r, "Do the scales measure one thing each?",
             "One score for several questions makes sense when these ask about one thing. Here is "
             "whether they do, among the people who answered them all.");
  const tables t = make_tables(r);
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const om_moments *const m = moments_of(r, s->scales[i]);
    verdict v = CANNOT_SAY;
    if (m && !report_scale(r, s->scales[i], m, &t, n == 1, &v))
      return OM_E_MEMORY;
    n_one += v == ONE_THING;
    n_more += v == MORE_THINGS;
  }
  if (n > 1 && n_one == n)
    say_all_one(r);
  say_notes(r, n_more);
  return OM_OK;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.dimensionality",
    "0.1.0",
    "Dimensionality",
    "Whether the questions of each scale measure one thing.",
    OM_PLACE_MEASUREMENT,
    needs,
    options,
    methods,
    statistics,
    run,
    NULL,
    NULL,
    NULL,
};

const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
