/* halo: are the themes of a side told apart by units, or are units just good or bad at everything?
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For each side the correlations between the unit means of its scales, and of these the largest
 * eigenvalue: the share of all differences between units that lies along one line.  It shows how a
 * plugin calls GSL by itself, and how it says which scales a unit needs to be counted. */
#include <orgmirror/plugin.h>

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

static const om_method methods[] = {
    {"eigenvalue",
     "Largest eigenvalue of the correlations between the unit means of the scales of a side, over "
     "units that have a score on each of them, divided by the number of scales. With k scales that "
     "have nothing in common it is about 1 / k, and somewhat above where units are few.",
     "Pearson 1901, doi:10.1080/14786440109462720"},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"halo", "Share of one line",
     "The share of the differences between units, on all themes of a side, that lies along one "
     "line. Near 100 % a unit that is high on one theme is high on all: the themes say one thing.",
     "eigenvalue", OM_FORMAT_PERCENT, OM_N_AMONG},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_need needs[] = {
    {OM_NEED_SCALES, OM_INSIDE, 2, 0, "two scales or more of people inside"},
    {OM_NEED_UNITS, 0, 3, 0, "three units or more"},
    {0, 0, 0, 0, NULL},
};

enum { FEWEST_UNITS = 10 };

/* The scales of a side, and [unit * k + scale] the means of units that have them all. */
typedef struct side_means {
  size_t n, k;
  const om_scale **scales;
  double *means;
} side_means;

static void
side_means_done(side_means *m)
{
  free(m->scales);
  free(m->means);
}

/* Units that hold others are those units again, and are left out.  False: out of memory. */
static int
side_means_init(side_means *m, om_run *r, uint32_t side)
{
  const om_study *const s = om_study_of(r);
  *m = (side_means){.scales = calloc(s->n_scales + 1, sizeof *m->scales)};
  for (uint32_t i = 0; m->scales && i < s->n_scales; i++)
    if (s->scales[i]->survey->side == side)
      m->scales[m->k++] = s->scales[i];
  m->means = calloc((size_t)s->n_units * m->k + 1, sizeof *m->means);
  if (!m->scales || !m->means)
    return 0;
  for (uint32_t u = 0; u < s->n_units; u++) {
    int has_all = s->units[u]->level == 0;
    for (size_t i = 0; has_all && i < m->k; i++) {
      m->means[m->n * m->k + i] = om_scores_of(r, m->scales[i], s->units[u])->mean;
      has_all = isfinite(m->means[m->n * m->k + i]);
    }
    m->n += (size_t)has_all;
  }
  return 1;
}

static om_estimate
undefined(const char *why)
{
  return (om_estimate){.size = sizeof(om_estimate),
                       .value = NAN,
                       .lo = NAN,
                       .hi = NAN,
                       .se = NAN,
                       .p = NAN,
                       .undefined = why};
}

static om_estimate
halo_of(const side_means *m)
{
  if (m->n < FEWEST_UNITS)
    return undefined("fewer than ten units have a score on every scale");
  gsl_matrix *const r = gsl_matrix_alloc(m->k, m->k);
  gsl_vector *const values = gsl_vector_alloc(m->k);
  gsl_eigen_symm_workspace *const work = gsl_eigen_symm_alloc(m->k);
  om_estimate e = undefined("there is no memory for it");
  if (r && values && work) {
    for (size_t i = 0; i < m->k; i++)
      for (size_t j = 0; j < m->k; j++)
        gsl_matrix_set(
            r, i, j,
            i == j ? 1 : gsl_stats_correlation(m->means + i, m->k, m->means + j, m->k, m->n));
    e = undefined("all units are alike on a scale");
    if (gsl_eigen_symm(r, values, work) == GSL_SUCCESS && isfinite(gsl_vector_max(values))) {
      e.value = gsl_vector_max(values) / (double)m->k;
      e.undefined = NULL;
    }
  }
  gsl_eigen_symm_free(work);
  gsl_vector_free(values);
  gsl_matrix_free(r);
  return e;
}

/* Whether any column of the means is one number: a correlation with it does not exist. */
static int
has_constant(const side_means *m)
{
  for (size_t i = 0; i < m->k; i++) {
    size_t u = 1;
    while (u < m->n && m->means[u * m->k + i] == m->means[i])
      u++;
    if (u >= m->n)
      return 1;
  }
  return 0;
}

static om_status
report_side(om_run *r, om_table *table, uint32_t side)
{
  side_means m;
  if (!side_means_init(&m, r, side)) {
    side_means_done(&m);
    return OM_E_MEMORY;
  }
  if (m.k >= 2) {
    const om_about *const about =
        OM_ABOUT(.side = side, .among = m.scales, .n_among = (uint32_t)m.k);
    const om_estimate e =
        has_constant(&m) ? undefined("all units are alike on a scale") : halo_of(&m);
    om_say(r, "halo", about, &e);
    om_table_add_row(r, table, about);
    if (!e.undefined) {
      const om_finding f = {.size = sizeof f,
                            .priority = OM_CHECK,
                            .id = side == OM_INSIDE ? "inside" : "outside",
                            .about = about,
                            .headline = e.value > .8 ? "Units differ in one thing more than in "
                                                       "themes."
                                                     : "Units stand differently on different "
                                                       "themes.",
                            .detail = "Over {halo.n} units, {halo} of the differences on all "
                                      "themes of this side lie along one line."};
      om_finding_add(r, &f);
    }
  }
  side_means_done(&m);
  return OM_OK;
}

static om_status
run(om_run *r)
{
  gsl_set_error_handler_off(); /* its own handler ends the process; this process is ours alone */
  om_section(r, "Themes, or one thing?",
             "A study asks about several themes. Where a unit that is high on one is high on all, "
             "they are one theme to the people who answer, and a link to one is a link to all.");
  om_table *const t = om_table_new(r, "sides", "How far themes are one thing", OM_ROWS_ONE);
  om_table_add_column(r, t, "halo", "Share of one line", NULL);
  const om_status inside = report_side(r, t, OM_INSIDE);
  return inside == OM_OK ? report_side(r, t, OM_OUTSIDE) : inside;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    .id = "org.example.halo",
    .version = "1.0.0",
    .name = "Themes, or one thing?",
    .summary = "Whether units are told apart by themes, or are good or bad at everything alike.",
    .place = OM_PLACE_MEASUREMENT,
    .needs = needs,
    .methods = methods,
    .statistics = statistics,
    .run = run,
};

const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
