/* The declared pairs together: strength, specificity, and the whole matrix they stand in.
 *
 * Every inside scale that a pair names, against every outside scale that a pair names: an I x O
 * matrix of correlations.  A resample of units, an order of the outside's units and an exchange of
 * the outside's names all give such a matrix again, so they share the code that makes it. */
#include "mirror.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_LABELLINGS = 10000, DRAWN_LABELLINGS = 9999 };

typedef struct matrix {
  const om_scale **inside, **outside; /* [n_inside], [n_outside], in the order of the study */
  uint32_t n_inside, n_outside, n_units;
  double *x, *y;   /* [scale][unit]; NaN where a unit has no score */
  uint32_t *block; /* [unit] number of its parent, 0 for none */
  int *sign;       /* [inside][outside] expected */
  char *declared;  /* [inside][outside] */
  uint32_t n_declared, n_others;
} matrix;

#define CELL(m, i, j) ((size_t)(i) * (m)->n_outside + (j))

static void
release(matrix *m)
{
  free(m->inside);
  free(m->outside);
  free(m->x);
  free(m->y);
  free(m->sign);
  free(m->declared);
  free(m->block);
}

/* --- making it ------------------------------------------------------------------------------- */

static uint32_t
position(const om_scale *const *list, uint32_t n, const om_scale *scale)
{
  for (uint32_t i = 0; i < n; i++)
    if (list[i] == scale)
      return i;
  return n;
}

/* The scales that pairs name on one side, in the order of the study. */
static uint32_t
named_scales(const om_study *s, int outside, const om_scale **out)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n_scales; i++) {
    int is_named = 0;
    for (uint32_t p = 0; p < s->n_pairs; p++)
      is_named |= (outside ? s->pairs[p]->outside : s->pairs[p]->inside) == s->scales[i];
    if (is_named)
      out[n++] = s->scales[i];
  }
  return n;
}

/* The scores of every unit that has one on both sides. */
static void
take_scores(om_run *r, matrix *m)
{
  const om_study *const s = om_study_of(r);
  for (uint32_t u = 0; u < s->n_units; u++) {
    int has_inside = 0, has_outside = 0;
    for (uint32_t i = 0; i < m->n_inside; i++)
      has_inside |= !isnan(om_scores_of(r, m->inside[i], s->units[u])->mean);
    for (uint32_t j = 0; j < m->n_outside; j++)
      has_outside |= !isnan(om_scores_of(r, m->outside[j], s->units[u])->mean);
    if (s->units[u]->level != 0 || !has_inside || !has_outside)
      continue;
    for (uint32_t i = 0; i < m->n_inside; i++)
      m->x[(size_t)i * s->n_units + m->n_units] = om_scores_of(r, m->inside[i], s->units[u])->mean;
    for (uint32_t j = 0; j < m->n_outside; j++)
      m->y[(size_t)j * s->n_units + m->n_units] = om_scores_of(r, m->outside[j], s->units[u])->mean;
    const om_unit *const parent = s->units[u]->parent;
    m->block[m->n_units++] = parent ? parent->index + 1 : 0;
  }
}

static int
make(om_run *r, matrix *m)
{
  const om_study *const s = om_study_of(r);
  *m = (matrix){.inside = calloc(s->n_scales, sizeof *m->inside),
                .outside = calloc(s->n_scales, sizeof *m->outside)};
  if (!m->inside || !m->outside)
    return 0;
  m->n_inside = named_scales(s, 0, m->inside);
  m->n_outside = named_scales(s, 1, m->outside);
  const size_t cells = (size_t)m->n_inside * m->n_outside;
  m->x = calloc((size_t)m->n_inside * s->n_units, sizeof *m->x);
  m->y = calloc((size_t)m->n_outside * s->n_units, sizeof *m->y);
  m->sign = calloc(cells, sizeof *m->sign);
  m->declared = calloc(cells, 1);
  m->block = calloc((size_t)s->n_units + 1, sizeof *m->block);
  if (!m->x || !m->y || !m->block || !m->sign || !m->declared)
    return 0;
  for (uint32_t i = 0; i < m->n_inside; i++)
    for (uint32_t j = 0; j < m->n_outside; j++)
      m->sign[CELL(m, i, j)] = healthy_sign(m->inside[i], m->outside[j]);
  for (uint32_t p = 0; p < s->n_pairs; p++) {
    const size_t cell = CELL(m, position(m->inside, m->n_inside, s->pairs[p]->inside),
                             position(m->outside, m->n_outside, s->pairs[p]->outside));
    m->sign[cell] = s->pairs[p]->sign;
    m->declared[cell] = 1;
  }
  m->n_declared = s->n_pairs;
  m->n_others = (uint32_t)cells - s->n_pairs;
  take_scores(r, m);
  return 1;
}

/* --- one matrix of correlations -------------------------------------------------------------- */

/* Fisher's z of a cell, with the expected sign counted as positive; NaN where undefined. */
static double
cell_z(const matrix *m, size_t cell, double r)
{
  return fabs(r) < 1 ? m->sign[cell] * om_fisher_z(r) : NAN;
}

/* Strength and specificity of a matrix; NaN when a declared cell is undefined. */
static void
summarise(const void *ctx, const double *r, double *out)
{
  const matrix *const m = ctx;
  double declared = 0, others = 0;
  for (size_t cell = 0; cell < (size_t)m->n_inside * m->n_outside; cell++)
    *(m->declared[cell] ? &declared : &others) += cell_z(m, cell, r[cell]);
  out[0] = declared / m->n_declared;
  out[1] = m->n_others ? out[0] - others / m->n_others : NAN;
}

/* --- exchanging the names of the outside scales within their surveys ------------------------- */

/* Specificity when outside scale j is called label[j]: the declared cells move with the names. */
static double
relabelled(const matrix *m, const double *r_z, const uint32_t *label)
{
  double declared = 0, all = 0;
  for (uint32_t i = 0; i < m->n_inside; i++)
    for (uint32_t j = 0; j < m->n_outside; j++) {
      const size_t named = CELL(m, i, j), seen = CELL(m, i, label[j]);
      const double z = m->sign[named] * r_z[seen];
      declared += m->declared[named] ? z : 0;
      all += z;
    }
  return declared / m->n_declared - (all - declared) / m->n_others;
}

/* Moves to the next order of label[from .. to-1]; 0 after the last, which leaves the first. */
static int
next_order(uint32_t *label, uint32_t from, uint32_t to)
{
  uint32_t i = to - 1;
  while (i > from && label[i - 1] >= label[i])
    i--;
  for (uint32_t a = i, b = to - 1; a < b; a++, b--) {
    const uint32_t kept = label[a];
    label[a] = label[b];
    label[b] = kept;
  }
  if (i == from)
    return 0;
  uint32_t j = i;
  while (label[j] <= label[i - 1])
    j++;
  const uint32_t kept = label[i - 1];
  label[i - 1] = label[j];
  label[j] = kept;
  return 1;
}

/* End of the run of outside scales of one survey that starts at `from`. */
static uint32_t
survey_end(const matrix *m, uint32_t from)
{
  uint32_t to = from + 1;
  while (to < m->n_outside && m->outside[to]->survey == m->outside[from]->survey)
    to++;
  return to;
}

/* The next of all ways to exchange names within each survey, as the digits of a number. */
static int
next_labelling(const matrix *m, uint32_t *label)
{
  for (uint32_t from = 0; from < m->n_outside; from = survey_end(m, from))
    if (next_order(label, from, survey_end(m, from)))
      return 1;
  return 0;
}

static double
n_labellings(const matrix *m)
{
  double n = 1;
  for (uint32_t from = 0; from < m->n_outside; from = survey_end(m, from))
    for (uint32_t i = 2; i <= survey_end(m, from) - from; i++)
      n *= i;
  return n;
}

static void
draw_labelling(const matrix *m, om_rng *rng, uint32_t *label)
{
  for (uint32_t from = 0; from < m->n_outside; from = survey_end(m, from))
    om_rng_shuffle(rng, label + from, survey_end(m, from) - from);
}

/* Share of the ways to name the outside scales that are at least as specific; one-sided.  NaN when
 * there is only one way. */
static double
labels_p(om_run *r, const matrix *m, const double *z)
{
  const double ways = n_labellings(m);
  uint32_t *const label = calloc(m->n_outside, sizeof *label);
  double *const r_z = calloc((size_t)m->n_inside * m->n_outside, sizeof *r_z);
  double p = NAN;
  if (label && r_z && ways > 1 && m->n_others) {
    for (uint32_t j = 0; j < m->n_outside; j++)
      label[j] = j;
    for (size_t cell = 0; cell < (size_t)m->n_inside * m->n_outside; cell++)
      r_z[cell] = m->sign[cell] * z[cell];
    const double seen = relabelled(m, r_z, label) - 1e-12;
    double as_large = 1, n = 1; /* the names as they are */
    if (ways <= MOST_LABELLINGS) {
      for (; next_labelling(m, label); n++)
        as_large += relabelled(m, r_z, label) >= seen;
    } else {
      om_rng rng = om_rng_stream(r, STREAM_PATTERN_LABELS);
      for (; n <= DRAWN_LABELLINGS; n++) {
        draw_labelling(m, &rng, label);
        as_large += relabelled(m, r_z, label) >= seen;
      }
    }
    p = isnan(seen) ? NAN : as_large / n;
  }
  free(label);
  free(r_z);
  return p;
}

/* --- reporting ------------------------------------------------------------------------------- */

static uint32_t
judge(om_run *r, const om_stat *s, uint32_t n, double meaningful)
{
  const om_evidence e = {.size = sizeof e,
                         .n = n,
                         .value = s->value,
                         .lo = s->lo,
                         .hi = s->hi,
                         .p = s->p,
                         .p_adjusted = s->p,
                         .out_lo = s->lo, /* many units in many cells: no single one decides */
                         .out_hi = s->hi,
                         .meaningful = meaningful};
  return r->host->evidence(r, &e);
}

static void
say_pattern(om_run *r, const pattern_result *x)
{
  om_stat as_r = x->strength;
  as_r.value = om_fisher_r(as_r.value);
  as_r.lo = om_fisher_r(as_r.lo);
  as_r.hi = om_fisher_r(as_r.hi);
  as_r.se = NAN;
  say_stat(r, "strength", NULL, &x->strength);
  say_stat(r, "strength_r", NULL, &as_r);
  say_stat(r, "specificity", NULL, &x->specificity);
  say_number(r, "labels_p", NULL, x->labels_p,
             x->specificity.undefined ? x->specificity.undefined
                                      : "the names cannot be exchanged within a survey");
  om_table *const t = om_table_new(r, "pattern", "The mirror as a whole", OM_ROWS_ONE);
  r->host->table_column(t, "strength", "Strength: mean z of the declared pairs (95% range)", NULL);
  r->host->table_column(t, "strength_r", "The same as a correlation (95% range)", NULL);
  r->host->table_column(t, "specificity",
                        "Specificity: declared pairs beyond all others (95% range)", NULL);
  r->host->table_column(t, "labels_p", "p of specificity, pairing exchanged", NULL);
  r->host->table_row(t, NULL);
}

static void
resample(om_run *r, const matrix *m, const om_family *family, om_test *cells, pattern_result *out)
{
  const om_parallel threads = om_threads_of(r);
  const om_family_bootstrap bootstrap = {.resamples = (uint32_t)om_option_value(r, "resamples"),
                                         .conf = om_study_of(r)->confidence,
                                         .rng = om_rng_stream(r, STREAM_PATTERN_BOOTSTRAP),
                                         .parallel = &threads,
                                         .n_derived = 2,
                                         .derive = summarise,
                                         .derive_ctx = m};
  const om_family_permutation permutation = {.permutations = (uint32_t)om_option_value(r, "permutat"
                                                                                          "ions"),
                                             .rng = om_rng_stream(r, STREAM_PATTERN_UNITS),
                                             .parallel = &threads,
                                             .block =
                                                 om_study_of(r)->within_parent ? m->block : NULL,
                                             .n_derived = 2,
                                             .derive = summarise,
                                             .derive_ctx = m};
  om_boot boot[2];
  om_test test[2];
  om_bootstrap_family(family, &bootstrap, NULL, NULL, boot);
  om_permute_family(family, &permutation, cells, NULL, test);
  out->strength = boot[0].bca;
  out->strength.p = test[0].p;
  out->specificity = boot[1].bca;
  out->specificity.p = test[1].p;
  if (m->n_others == 0)
    out->specificity.undefined = "there is no other combination to compare with";
}

static int
resample_matrix(om_run *r, const matrix *m, pattern_result *out)
{
  const size_t cells = (size_t)m->n_inside * m->n_outside, stride = om_study_of(r)->n_units;
  double *const z = calloc(cells, sizeof *z);
  om_test *const cell = calloc(cells, sizeof *cell);
  const double **const column = calloc(m->n_inside + m->n_outside, sizeof *column);
  const int fine = z && cell && column;
  if (fine) {
    for (uint32_t i = 0; i < m->n_inside; i++)
      column[i] = m->x + i * stride;
    for (uint32_t j = 0; j < m->n_outside; j++)
      column[m->n_inside + j] = m->y + j * stride;
    const om_family family = {.n_units = m->n_units,
                              .n_inside = m->n_inside,
                              .n_outside = m->n_outside,
                              .inside = column,
                              .outside = column + m->n_inside};
    resample(r, m, &family, cell, out);
    for (size_t c = 0; c < cells; c++)
      z[c] = cell_z(m, c, cell[c].statistic);
    out->labels_p = labels_p(r, m, z);
  }
  free(z);
  free(cell);
  free(column);
  return fine;
}

/* --- the exploratory matrix ------------------------------------------------------------------ */

static void
matrix_table(om_run *r, const matrix *m, const char *id, const char *title, const char *statistic)
{
  om_table *const t = om_table_new(r, id, title, OM_ROWS_SCALES);
  for (uint32_t j = 0; j < m->n_outside; j++) {
    char label[512];
    OM_FILL(label, "{outside} ({survey})", "outside", m->outside[j]->label, "survey",
            m->outside[j]->survey->label);
    r->host->table_column(t, statistic, label, OM_ABOUT(.outside = m->outside[j]));
  }
  for (uint32_t i = 0; i < m->n_inside; i++)
    r->host->table_row(t, OM_ABOUT(.inside = m->inside[i]));
}

static int
report_matrix(om_run *r, const matrix *m)
{
  const size_t cells = (size_t)m->n_inside * m->n_outside;
  double *const p = calloc(2 * cells, sizeof *p), *const bh = p + cells;
  if (!p)
    return 0;
  for (uint32_t i = 0; i < m->n_inside; i++)
    for (uint32_t j = 0; j < m->n_outside; j++) {
      const om_link *const link = om_link_of(r, m->inside[i], m->outside[j]);
      om_stat s = om_pearson(link->n, link->inside, link->outside, om_study_of(r)->confidence);
      p[CELL(m, i, j)] = s.p;
      s.lo = s.hi = s.se = NAN; /* a range would lend it a weight that it does not have */
      say_stat(r, "exploratory_r", OM_ABOUT(.inside = m->inside[i], .outside = m->outside[j]), &s);
    }
  om_adjust_bh(cells, p, cells, bh);
  for (uint32_t i = 0; i < m->n_inside; i++)
    for (uint32_t j = 0; j < m->n_outside; j++)
      say_number(r, "bh_p", OM_ABOUT(.inside = m->inside[i], .outside = m->outside[j]),
                 bh[CELL(m, i, j)], "the correlation is undefined");
  matrix_table(r, m, "matrix", "Exploratory: every inside scale with every outside scale",
               "exploratory_r");
  matrix_table(r, m, "matrix-p", "Exploratory: p, all combinations considered", "bh_p");
  free(p);
  return 1;
}

int
report_pattern(om_run *r, pattern_result *out)
{
  matrix m;
  *out = (pattern_result){.labels_p = NAN};
  int fine = make(r, &m);
  if (fine && (m.n_declared > 1 || m.n_others > 0)) {
    fine = resample_matrix(r, &m, out);
    out->n_units = m.n_units;
    out->n_others = m.n_others;
    const double meaningful = om_fisher_z(om_study_of(r)->meaningful);
    out->strength_word = judge(r, &out->strength, m.n_units, meaningful);
    out->specificity_word = judge(r, &out->specificity, m.n_units, 0);
    if (fine)
      say_pattern(r, out);
    fine = fine && (m.n_others == 0 || report_matrix(r, &m));
  }
  release(&m);
  return fine;
}
