/* Would leaving out those who are flagged change the links between units?  Nobody is left out
 * anywhere else. */
#include "quality.h"

#include <stdlib.h>

typedef struct unit_means {
  double *everybody, *careful; /* by unit; NaN: nobody with a score */
  double *sum;                 /* scratch: sums and numbers of people, both kinds */
} unit_means;

static int
means_make(unit_means *m, size_t units)
{
  m->everybody = calloc(6 * units + 1, sizeof *m->everybody);
  if (!m->everybody)
    return 0;
  m->careful = m->everybody + units;
  m->sum = m->careful + units;
  return 1;
}

/* Score of one person: the mean of what was answered, when it is enough; NaN otherwise. */
static double
score(const om_scale *scale, const om_column *const *columns, uint64_t row)
{
  double sum = 0;
  uint32_t n = 0;
  for (uint32_t i = 0; i < scale->n_items; i++) {
    const om_column *const c = columns[i];
    const double x =
        c->codes ? (c->codes[row] > OM_MISSING ? (double)c->codes[row] : NAN) : c->numbers[row];
    sum += isnan(x) ? 0 : x;
    n += !isnan(x);
  }
  return n > 0 && n >= scale->min_items ? sum / n : NAN;
}

/* Published figures: nobody can be left out. */
static void
take_published(om_run *r, const om_scale *scale, unit_means *m)
{
  const om_study *const study = om_study_of(r);
  for (uint32_t u = 0; u < study->n_units; u++)
    m->everybody[u] = m->careful[u] =
        study->units[u]->level == 0 ? om_scores_of(r, scale, study->units[u])->mean : NAN;
}

static void
add_rows(om_run *r, const om_scale *scale, const sheet *s, const om_column *const *columns,
         size_t units, unit_means *m)
{
  double *const n = m->sum + units, *const kept_sum = n + units, *const kept_n = kept_sum + units;
  for (size_t i = 0; i < 4 * units; i++)
    m->sum[i] = 0;
  for (uint64_t row = 0; row < s->rows; row++) {
    const uint32_t u = s->units ? s->units[row] : UINT32_MAX;
    const double x = u < units ? score(scale, columns, row) : NAN;
    if (isnan(x))
      continue;
    m->sum[u] += x;
    n[u]++;
    if (!is_flagged(r, s, row)) {
      kept_sum[u] += x;
      kept_n[u]++;
    }
  }
  for (size_t u = 0; u < units; u++) {
    m->everybody[u] = n[u] > 0 ? m->sum[u] / n[u] : NAN;
    m->careful[u] = kept_n[u] > 0 ? kept_sum[u] / kept_n[u] : NAN;
  }
}

static int
take_rows(om_run *r, const om_scale *scale, const sheet *s, unit_means *m)
{
  const om_column **const columns = calloc(scale->n_items + 1, sizeof *columns);
  int is_lent = s->rows > 0;
  for (uint32_t i = 0; columns && i < scale->n_items; i++) {
    columns[i] = r->host->column(r, scale->items[i]);
    is_lent = is_lent && columns[i];
  }
  if (columns && is_lent)
    add_rows(r, scale, s, columns, om_study_of(r)->n_units, m);
  else if (columns)
    take_published(r, scale, m);
  free(columns);
  return columns != NULL;
}

/* Correlation over the units that have both; x and y are packed in place. */
static om_stat
correlate(size_t units, double *x, double *y, double conf)
{
  size_t n = 0;
  for (size_t u = 0; u < units; u++)
    if (!isnan(x[u]) && !isnan(y[u])) {
      x[n] = x[u];
      y[n++] = y[u];
    }
  return om_pearson(n, x, y, conf);
}

typedef struct change {
  const om_pair *pair;
  double by;
} change;

static int
report_pair(om_run *r, sheet *sheets, const om_pair *pair, unit_means *in, unit_means *out,
            change *largest)
{
  const om_study *const study = om_study_of(r);
  sheet *const a = &sheets[pair->inside->survey->index];
  sheet *const b = &sheets[pair->outside->survey->index];
  const om_about *const about = OM_ABOUT(.inside = pair->inside, .outside = pair->outside);
  const uint64_t flagged = count_flagged(r, a).flagged + (a == b ? 0 : count_flagged(r, b).flagged);
  const char *why = NULL;
  if (!take_rows(r, pair->inside, a, in) || !take_rows(r, pair->outside, b, out))
    return 0;
  if (pair->inside->survey->weighted || pair->outside->survey->weighted)
    why = "a survey is weighted, and weights are not lent with the answers";
  else if (flagged < study->minimum_group)
    why = "nobody is flagged, or fewer people than may be shown";
  const om_stat all = correlate(study->n_units, in->everybody, out->everybody, study->confidence);
  const om_stat rest = correlate(study->n_units, in->careful, out->careful, study->confidence);
  if (pair->inside->survey->weighted || pair->outside->survey->weighted)
    say_number(r, "r_everybody", about, NAN, why);
  else
    say_stat(r, "r_everybody", about, &all);
  if (why)
    say_number(r, "r_careful", about, NAN, why);
  else
    say_stat(r, "r_careful", about, &rest);
  const double by = why ? NAN : rest.value - all.value;
  say_number(r, "r_change", about, by, why ? why : "one of both is undefined");
  if (!isnan(by) && (!largest->pair || fabs(by) > fabs(largest->by)))
    *largest = (change){pair, by};
  return 1;
}

static void
say_finding(om_run *r, const change *c)
{
  const int matters = fabs(c->by) >= .10;
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = "sensitivity",
                        .about = OM_ABOUT(.inside = c->pair->inside, .outside = c->pair->outside),
                        .headline = matters ? "Answers that look careless matter for what is found."
                                            : "Answers that look careless hardly matter for what "
                                              "is found.",
                        .detail = matters ? "Over {r_everybody.n} units the correlation of "
                                            "\u201c{inside}\u201d with "
                                            "\u201c{outside}\u201d is {r_everybody} with "
                                            "everybody, and {r_careful} "
                                            "without the people who show signs of careless "
                                            "answering."
                                          : "The declared pair that changes most is "
                                            "\u201c{inside}\u201d with "
                                            "\u201c{outside}\u201d: over {r_everybody.n} units "
                                            "{r_everybody} with "
                                            "everybody, {r_careful} without the people who show "
                                            "such signs.",
                        .caution = "Everything else in this report counts everybody."};
  om_finding_add(r, &f);
}

static om_table *
pairs_table(om_run *r)
{
  om_table *const t =
      om_table_new(r, "pairs", "The declared pairs, with and without those flagged", OM_ROWS_PAIRS);
  r->host->table_column(t, "r_everybody", "With everybody (95% range)", NULL);
  r->host->table_column(t, "r_careful", "Without those flagged (95% range)", NULL);
  r->host->table_column(t, "r_change", "Change", NULL);
  return t;
}

int
report_sensitivity(om_run *r, sheet *sheets)
{
  const om_study *const study = om_study_of(r);
  unit_means in = {0}, out = {0};
  change largest = {0};
  int fine = means_make(&in, study->n_units) && means_make(&out, study->n_units);
  om_table *const t = study->n_pairs && fine ? pairs_table(r) : NULL;
  for (uint32_t i = 0; fine && i < study->n_pairs; i++) {
    const om_pair *const p = study->pairs[i];
    fine = report_pair(r, sheets, p, &in, &out, &largest);
    if (fine)
      r->host->table_row(t, OM_ABOUT(.inside = p->inside, .outside = p->outside));
  }
  if (fine && largest.pair)
    say_finding(r, &largest);
  free(in.everybody);
  free(out.everybody);
  return fine;
}
