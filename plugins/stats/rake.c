/* Weights that make a sample look like its population: cell weights, and raking to margins.
 * Must not know what the cells are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"
#include <stdlib.h>

const char *
om_cell_weights(size_t cells, const uint64_t *population, const uint64_t *respondents,
                double *weight, uint64_t *lost)
{
  const char *why = NULL;
  uint64_t people = 0, answered = 0;
  *lost = 0;
  for (size_t h = 0; h < cells; h++) {
    answered += respondents[h];
    if (respondents[h] > 0)
      people += population[h];
    else
      *lost += population[h];
    if (respondents[h] > 0 && population[h] == 0)
      why = "a cell has respondents and no population";
  }
  why = why ? why : answered == 0 ? "nobody answered" : NULL;
  for (size_t h = 0; h < cells; h++)
    weight[h] = why || respondents[h] == 0 ? NAN
                                           : (double)population[h] / (double)respondents[h] *
                                                 ((double)answered / (double)people);
  return why;
}

/* Weight of every category, and in all. */
static double
category_sums(size_t n, const om_margin *m, const double *weight, om_sum *sum)
{
  om_sum all = {0};
  for (size_t c = 0; c < m->categories; c++)
    sum[c] = (om_sum){0, 0};
  for (size_t i = 0; i < n; i++) {
    om_add(&sum[m->category[i]], weight[i]);
    om_add(&all, weight[i]);
  }
  return all.hi;
}

static double
target_sum(const om_margin *m)
{
  om_sum sum = {0};
  for (size_t c = 0; c < m->categories; c++)
    om_add(&sum, m->target[c]);
  return sum.hi;
}

static const char *
margin_problem(size_t n, const om_margin *m, const double *weight, om_sum *sum)
{
  for (size_t i = 0; i < n; i++) {
    if (m->category[i] >= m->categories)
      return "a case is in no category";
    if (!(weight[i] >= 0 && isfinite(weight[i])))
      return "a weight is negative, missing or infinite";
  }
  category_sums(n, m, weight, sum);
  for (size_t c = 0; c < m->categories; c++) {
    if (!(m->target[c] >= 0 && isfinite(m->target[c])))
      return "a target is negative, missing or infinite";
    if (m->target[c] > 0 && !(sum[c].hi > 0))
      return "a category of the population has no cases";
    if (!(m->target[c] > 0) && sum[c].hi > 0)
      return "a category with cases has no population";
  }
  return target_sum(m) > 0 ? NULL : "the targets of a margin are all 0";
}

/* Multiplies the weights of every category so that its share is met, and the mean is 1. */
static void
meet(size_t n, double cases, const om_margin *m, double *weight, om_sum *sum)
{
  category_sums(n, m, weight, sum);
  const double total = target_sum(m);
  for (size_t i = 0; i < n; i++) {
    const size_t c = m->category[i];
    if (weight[i] > 0)
      weight[i] *= m->target[c] / total * cases / sum[c].hi;
  }
}

static double
largest_error(size_t n, size_t margins, const om_margin *margin, const double *weight, om_sum *sum)
{
  double error = 0;
  for (size_t j = 0; j < margins; j++) {
    const double all = category_sums(n, &margin[j], weight, sum), total = target_sum(&margin[j]);
    for (size_t c = 0; c < margin[j].categories; c++)
      error = fmax(error, fabs(sum[c].hi / all - margin[j].target[c] / total));
  }
  return error;
}

static size_t
trim(size_t n, double least, double most, double *weight)
{
  size_t trimmed = 0;
  for (size_t i = 0; i < n; i++) {
    if (weight[i] > 0 && !(weight[i] > least && weight[i] < most)) {
      weight[i] = weight[i] <= least ? least : most;
      trimmed++;
    }
  }
  return trimmed;
}

static const char *
problem(size_t n, size_t margins, const om_margin *margin, double least, double most,
        const double *weight, om_sum *sum)
{
  if (n == 0)
    return "no cases";
  if (margins == 0)
    return "no margins";
  if (!(least >= 0 && least < 1 && most > 1))
    return "the limits of the weights do not hold 1";
  for (size_t j = 0; j < margins; j++) {
    const char *const why = margin_problem(n, &margin[j], weight, sum);
    if (why)
      return why;
  }
  return NULL;
}

void
om_rake(size_t n, size_t margins, const om_margin *margin, double least, double most,
        double tolerance, uint32_t max_rounds, double *weight, om_rake_report *out)
{
  *out = (om_rake_report){.largest_error = NAN, .effective_n = NAN, .design_effect = NAN};
  size_t most_categories = 1;
  for (size_t j = 0; j < margins; j++)
    most_categories =
        margin[j].categories > most_categories ? margin[j].categories : most_categories;
  om_sum *const sum = calloc(most_categories, sizeof *sum);
  out->undefined = sum ? problem(n, margins, margin, least, most, weight, sum) : OM_NO_MEMORY;
  if (out->undefined) {
    free(sum);
    return;
  }

  size_t cases = 0;
  for (size_t i = 0; i < n; i++)
    cases += weight[i] > 0;
  const double close = tolerance > 0 ? tolerance : 1e-10;
  const uint32_t rounds = max_rounds > 0 ? max_rounds : 1000;
  while (out->rounds < rounds && !out->converged) {
    for (size_t j = 0; j < margins; j++)
      meet(n, (double)cases, &margin[j], weight, sum);
    out->trimmed = trim(n, least, most, weight);
    out->largest_error = largest_error(n, margins, margin, weight, sum);
    out->converged = out->largest_error <= close;
    out->rounds++;
  }
  out->effective_n = om_effective_n(n, weight).value;
  out->design_effect = om_design_effect(n, weight).value;
  free(sum);
}

void
om_response(size_t units, const uint64_t *population, const uint64_t *respondents,
            om_nonresponse *out, double *rate_of)
{
  uint64_t people = 0, answered = 0;
  size_t used = 0;
  const char *why = NULL;
  out->lowest = out->highest = 0;
  double low = INFINITY, high = -INFINITY;
  for (size_t u = 0; u < units; u++) {
    const double rate = population[u] ? (double)respondents[u] / (double)population[u] : NAN;
    if (rate_of)
      rate_of[u] = rate;
    if (respondents[u] > population[u])
      why = "a unit has more respondents than people";
    if (population[u] == 0)
      continue;
    people += population[u];
    answered += respondents[u];
    used++;
    if (rate < low)
      low = rate, out->lowest = u;
    if (rate > high)
      high = rate, out->highest = u;
  }
  why = why ? why : people == 0 ? "nobody in the population" : NULL;
  if (why) {
    out->rate = out->unit_chisq = out->unit_v = om_undefined(why, people);
    return;
  }
  const double p = (double)answered / (double)people;
  out->rate = om_stat_of(p, people);
  if (used < 2 || answered == 0 || answered == people) {
    out->unit_chisq = out->unit_v =
        om_undefined(used < 2 ? "fewer than 2 units" : "everybody answered, or nobody did", people);
    return;
  }
  om_sum x = {0};
  for (size_t u = 0; u < units; u++) {
    const double size = (double)population[u], d = (double)respondents[u] - size * p;
    om_add(&x, size > 0 ? d * d / (size * p * (1 - p)) : 0);
  }
  out->unit_chisq = om_stat_of(x.hi, people);
  out->unit_chisq.statistic = x.hi;
  out->unit_chisq.df = (double)(used - 1);
  out->unit_chisq.p = om_chisq_upper(x.hi, out->unit_chisq.df);
  out->unit_v = out->unit_chisq;
  out->unit_v.value = sqrt(x.hi / (double)people);
}
