/* The job that is measured beside other programs, as a plugin: moments and correlations of all
 * items, reliability of scales, every unit's means and agreement, and the linkage of all pairs
 * with bootstrap ranges.  `make bench` runs it alone; tests/studies/test_job.sh compares what it
 * reports with numbers of other programs. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <orgmirror/plugin.h>
#include <orgmirror/stats.h>

enum { RESAMPLES = 1000 };

static const om_method methods[] = {
    {"plain", "Sample moments, Cronbach's alpha, analysis of variance, correlation.", ""},
    {NULL, NULL, NULL},
};

#define STATISTIC(id, format, basis)                                                               \
  {                                                                                                \
    id, id, "As its name says.", "plain", format, basis                                            \
  }
static const om_statistic statistics[] = {
    STATISTIC("item_mean", OM_FORMAT_NUMBER, OM_N_ANSWERED),
    STATISTIC("item_sd", OM_FORMAT_NUMBER, OM_N_ANSWERED),
    STATISTIC("item_r", OM_FORMAT_RATIO, OM_N_ANSWERED),
    STATISTIC("mean", OM_FORMAT_NUMBER, OM_N_SCORED),
    STATISTIC("sd", OM_FORMAT_NUMBER, OM_N_SCORED),
    STATISTIC("alpha", OM_FORMAT_RATIO, OM_N_COMPLETE),
    STATISTIC("alpha_pairwise", OM_FORMAT_RATIO, OM_N_COMPLETE),
    STATISTIC("nps", OM_FORMAT_NUMBER, OM_N_SCORED),
    STATISTIC("rwgj", OM_FORMAT_RATIO, OM_N_COMPLETE),
    STATISTIC("icc1", OM_FORMAT_RATIO, OM_N_SCORED),
    STATISTIC("icc2", OM_FORMAT_RATIO, OM_N_SCORED),
    STATISTIC("f", OM_FORMAT_NUMBER, OM_N_SCORED),
    STATISTIC("r", OM_FORMAT_RATIO, OM_N_MATCHED),
    STATISTIC("rho", OM_FORMAT_RATIO, OM_N_MATCHED),
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_need needs[] = {
    {OM_NEED_PAIRWISE, 0, 1, 0, "a survey whose rows are persons"},
    {0, 0, 0, 0, NULL},
};

/* A value, or none for the reason. */
static void
tell(om_run *run, const char *statistic, const om_about *about, double value)
{
  const om_estimate e = {.size = sizeof e,
                         .value = value,
                         .lo = NAN,
                         .hi = NAN,
                         .se = NAN,
                         .p = NAN,
                         .undefined = isnan(value) ? "it cannot be computed" : NULL};
  om_say(run, statistic, about, &e);
}

static void
tell_stat(om_run *run, const char *statistic, const om_about *about, const om_stat *s,
          const om_stat *ranges)
{
  const om_estimate e = {.size = sizeof e,
                         .value = s->value,
                         .lo = ranges->lo,
                         .hi = ranges->hi,
                         .se = ranges->se,
                         .p = s->p,
                         .undefined = s->undefined};
  om_say(run, statistic, about, &e);
}

/* --- items ----------------------------------------------------------------------------------- */

/* n times the sum of products about the means; exact. */
static __int128
centred(const om_pairwise *p, size_t i, size_t j)
{
  const size_t a = i * p->k + j, b = j * p->k + i;
  return (__int128)p->n[a] * p->cross[a] - (__int128)p->sum[a] * p->sum[b];
}

/* The same of the squares of item i, over those who answered j. */
static __int128
centred_square(const om_pairwise *p, size_t i, size_t j)
{
  const size_t a = i * p->k + j;
  return (__int128)p->n[a] * p->square[a] - (__int128)p->sum[a] * p->sum[a];
}

static double
correlation(const om_pairwise *p, size_t i, size_t j)
{
  const double x = (double)centred_square(p, i, j), y = (double)centred_square(p, j, i);
  return x > 0 && y > 0 ? (double)centred(p, i, j) / (sqrt(x) * sqrt(y)) : NAN;
}

static double
covariance(const om_pairwise *p, size_t i, size_t j)
{
  const double n = (double)p->n[i * p->k + j];
  return (double)centred(p, i, j) / (n * (n - 1));
}

static void
do_items(om_run *run, const om_pairwise *p)
{
  for (size_t i = 0; i < p->k; i++) {
    const om_about *const about = OM_ABOUT(.item = p->items[i]);
    const size_t at = i * p->k + i;
    tell(run, "item_mean", about, (double)p->sum[at] / (double)p->n[at]);
    tell(run, "item_sd", about, sqrt(covariance(p, i, i)));
    for (size_t j = i + 1; j < p->k; j++)
      tell(run, "item_r", OM_ABOUT(.item = p->items[i], .with_item = p->items[j]),
           correlation(p, i, j));
  }
}

/* --- scales ---------------------------------------------------------------------------------- */

/* Alpha of the items first .. first + k - 1 from their pairwise covariances. */
static double
alpha_pairwise(const om_pairwise *p, size_t first, size_t k)
{
  double trace = 0, total = 0;
  for (size_t i = first; i < first + k; i++)
    for (size_t j = first; j < first + k; j++) {
      const double c = covariance(p, i, j);
      total += c;
      trace += i == j ? c : 0;
    }
  return (double)k / (double)(k - 1) * (1 - trace / total);
}

static void
do_alpha(om_run *run, const om_scale *scale, const om_pairwise *p, size_t first)
{
  const om_moments *const m = om_moments_of(run, scale, NULL);
  om_alpha_result alpha;
  om_alpha(m->k, m->n, m->sscp, .95, &alpha, NULL, NULL);
  tell_stat(run, "alpha", OM_ABOUT(.scale = scale), &alpha.raw, &alpha.raw);
  tell(run, "alpha_pairwise", OM_ABOUT(.scale = scale), alpha_pairwise(p, first, m->k));
}

/* 100 times the share of 9 and 10 less that of 0 to 6. */
static void
do_nps(om_run *run, const om_scale *scale, const om_unit *unit)
{
  const om_counts *const c = om_counts_of(run, scale->items[0], unit, 0);
  int64_t net = 0;
  for (uint32_t i = 0; i < c->n_codes; i++) {
    const int code = c->first + (int)i;
    net += code >= 9 ? (int64_t)c->counts[i] : code <= 6 ? -(int64_t)c->counts[i] : 0;
  }
  tell(run, "nps", OM_ABOUT(.scale = scale, .unit = unit),
       c->n ? 100 * (double)net / (double)c->n : NAN);
}

static void
do_agreement(om_run *run, const om_scale *scale, const om_unit *unit)
{
  const om_moments *const m = om_moments_of(run, scale, unit);
  if (m->n < 2)
    return;
  double variance[64], null[64];
  const om_stat uniform =
      om_null_variance(OM_NULL_UNIFORM, (uint32_t)(scale->max - scale->min) + 1);
  for (uint32_t i = 0, at = 0; i < m->k && i < 64; at += m->k - i++) {
    variance[i] = m->sscp[at] / (double)(m->n - 1);
    null[i] = uniform.value;
  }
  const om_stat s = om_rwgj(m->n, m->k, variance, null);
  tell_stat(run, "rwgj", OM_ABOUT(.scale = scale, .unit = unit), &s, &s);
}

/* Every unit's mean and agreement, and the share of variance between them. */
static void
do_units(om_run *run, const om_scale *scale)
{
  const om_study *const study = om_study_of(run);
  uint64_t *const n = calloc(study->n_units, sizeof *n);
  double *const mean = calloc(study->n_units, sizeof *mean);
  double *const ss = calloc(study->n_units, sizeof *ss);
  size_t groups = 0;
  for (uint32_t u = 0; n && mean && ss && u < study->n_units; u++) {
    const om_unit *const unit = study->units[u];
    const om_scores *const s = om_scores_of(run, scale, unit);
    if (unit->level != 0 || !s->n)
      continue;
    n[groups] = s->n;
    mean[groups] = s->mean;
    ss[groups++] = s->ss;
    tell(run, "mean", OM_ABOUT(.scale = scale, .unit = unit), s->mean);
    do_agreement(run, scale, unit);
  }
  om_anova anova;
  om_icc_result icc;
  om_anova1(groups, n, mean, ss, &anova);
  om_icc(&anova, .95, &icc);
  tell(run, "icc1", OM_ABOUT(.scale = scale), icc.icc1_mean_size.value);
  tell(run, "icc2", OM_ABOUT(.scale = scale), icc.icc2.value);
  tell(run, "f", OM_ABOUT(.scale = scale), anova.f);
  free(n);
  free(mean);
  free(ss);
}

static void
do_scale(om_run *run, const om_scale *scale, const om_pairwise *p, size_t first)
{
  const om_study *const study = om_study_of(run);
  if (scale->n_items == 1) { /* would you recommend us? */
    do_nps(run, scale, NULL);
    for (uint32_t u = 0; u < study->n_units; u++)
      if (study->units[u]->level == 0 && om_scores_of(run, scale, study->units[u])->n)
        do_nps(run, scale, study->units[u]);
    return;
  }
  const om_scores *const s = om_scores_of(run, scale, NULL);
  tell(run, "mean", OM_ABOUT(.scale = scale), s->mean);
  tell(run, "sd", OM_ABOUT(.scale = scale), sqrt(s->ss / (double)(s->n - 1)));
  do_alpha(run, scale, p, first);
  do_units(run, scale);
}

static void
do_survey(om_run *run, const om_survey *survey)
{
  const om_pairwise *const p = om_pairwise_of(run, survey);
  if (!p)
    return;
  do_items(run, p);
  size_t first = 0;
  for (uint32_t i = 0; i < survey->n_scales; i++) {
    do_scale(run, survey->scales[i], p, first);
    first += survey->scales[i]->n_items;
  }
  om_table *const t = om_table_new(run, survey->id, survey->label, OM_ROWS_UNITS);
  for (uint32_t i = 0; i < survey->n_scales; i++)
    if (survey->scales[i]->n_items > 1)
      run->host->table_column(t, "mean", survey->scales[i]->label,
                              OM_ABOUT(.scale = survey->scales[i]));
  const om_study *const study = om_study_of(run);
  for (uint32_t u = 0; u < study->n_units; u++)
    if (study->units[u]->level == 0)
      run->host->table_row(t, OM_ABOUT(.unit = study->units[u]));
}

/* --- linkage --------------------------------------------------------------------------------- */

/* The scores of every scale over the units that both sides have. */
typedef struct linkage {
  om_family family;
  const om_scale **inside, **outside;
  om_cell *cells;
} linkage;

static uint32_t
place_of(const om_scale **list, size_t *n, const om_scale *scale)
{
  for (uint32_t i = 0; i < *n; i++)
    if (list[i] == scale)
      return i;
  list[*n] = scale;
  return (uint32_t)(*n)++;
}

static bool
is_in(om_run *run, const om_scale *scale, const om_unit *unit)
{
  return unit->level == 0 && om_scores_of(run, scale, unit)->n > 0;
}

static const double **
columns_of(om_run *run, const linkage *l, const om_scale **scales, size_t n)
{
  const om_study *const study = om_study_of(run);
  const double **const columns = calloc(n + 1, sizeof *columns);
  for (size_t i = 0; columns && i < n; i++) {
    double *const x = calloc(study->n_units, sizeof *x);
    size_t at = 0;
    for (uint32_t u = 0; x && u < study->n_units; u++)
      if (is_in(run, l->inside[0], study->units[u]) && is_in(run, l->outside[0], study->units[u]))
        x[at++] = om_scores_of(run, scales[i], study->units[u])->mean;
    columns[i] = x;
  }
  return columns;
}

static void
free_columns(const double *const *columns, size_t n)
{
  for (size_t i = 0; columns && i < n; i++)
    free((void *)(uintptr_t)columns[i]);
  free((void *)(uintptr_t)columns);
}

static void
tell_links(om_run *run, const om_study *study, const om_boot_pair *r, const om_boot_pair *rho)
{
  om_table *const t = om_table_new(run, "links", "Every pair", OM_ROWS_PAIRS);
  run->host->table_column(t, "r", "r", NULL);
  run->host->table_column(t, "rho", "rho", NULL);
  for (uint32_t i = 0; i < study->n_pairs; i++) {
    const om_about *const about =
        OM_ABOUT(.inside = study->pairs[i]->inside, .outside = study->pairs[i]->outside);
    const om_link *const link = om_link_of(run, about->inside, about->outside);
    const om_stat x = om_pearson(link->n, link->inside, link->outside, .95);
    const om_stat y = om_spearman(link->n, link->inside, link->outside, .95);
    tell_stat(run, "r", about, &x, &r[i].boot.percentile);
    tell_stat(run, "rho", about, &y, &rho[i].boot.percentile);
    run->host->table_row(t, about);
  }
}

static void
do_links(om_run *run)
{
  const om_study *const study = om_study_of(run);
  linkage l = {.inside = calloc(study->n_pairs + 1, sizeof *l.inside),
               .outside = calloc(study->n_pairs + 1, sizeof *l.outside),
               .cells = calloc(study->n_pairs + 1, sizeof *l.cells)};
  om_boot_pair *const r = calloc(study->n_pairs + 1, sizeof *r);
  om_boot_pair *const rho = calloc(study->n_pairs + 1, sizeof *rho);
  om_family *const f = &l.family;
  if (l.inside && l.outside && l.cells && r && rho && study->n_pairs) {
    for (uint32_t i = 0; i < study->n_pairs; i++)
      l.cells[i] = (om_cell){place_of(l.inside, &f->n_inside, study->pairs[i]->inside),
                             place_of(l.outside, &f->n_outside, study->pairs[i]->outside)};
    for (uint32_t u = 0; u < study->n_units; u++)
      f->n_units +=
          is_in(run, l.inside[0], study->units[u]) && is_in(run, l.outside[0], study->units[u]);
    f->inside = columns_of(run, &l, l.inside, f->n_inside);
    f->outside = columns_of(run, &l, l.outside, f->n_outside);
    f->n_pairs = study->n_pairs;
    f->pair = l.cells;
    om_bootstrap_family(
        f,
        &(om_family_bootstrap){.resamples = RESAMPLES, .conf = .95, .rng = om_rng_stream(run, 0)},
        r, rho, NULL);
    tell_links(run, study, r, rho);
    free_columns(f->inside, f->n_inside);
    free_columns(f->outside, f->n_outside);
  }
  free((void *)l.inside);
  free((void *)l.outside);
  free(l.cells);
  free(r);
  free(rho);
}

static om_status
job(om_run *run)
{
  const om_study *const study = om_study_of(run);
  for (uint32_t i = 0; i < study->n_surveys; i++)
    do_survey(run, study->surveys[i]);
  do_links(run);
  return OM_OK;
}

static const om_plugin plugin = {
    OM_PLUGIN_HEAD,
    .id = "org.orgmirror.job",
    .version = "1.0.0",
    .name = "The whole job",
    .summary = "Every number that the benchmark asks for.",
    .place = OM_PLACE_MEASUREMENT,
    .needs = needs,
    .methods = methods,
    .statistics = statistics,
    .run = job,
};

OM_EXPORT const om_plugin *const orgmirror_plugins_v1[] = {&plugin, NULL,
    NULL,
};
