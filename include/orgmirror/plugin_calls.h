/* What plugin code looks like: om_scores_of(r, scale, unit) and not r->host->scores(r, ...).
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Part of plugin.h, which includes it; the members of om_host say what each may be relied on for.
 */
#ifndef ORGMIRROR_PLUGIN_CALLS_H
#define ORGMIRROR_PLUGIN_CALLS_H

#include <orgmirror/plugin.h>

static inline const om_study *
om_study_of(om_run *r)
{
  return r->host->study(r);
}
static inline double
om_option_value(om_run *r, const char *id)
{
  return r->host->option(r, id);
}
static inline om_rng
om_rng_stream(om_run *r, uint64_t stream)
{
  om_rng rng;
  r->host->rng(r, stream, &rng);
  return rng;
}
static inline const om_moments *
om_moments_of(om_run *r, const om_scale *scale, const om_unit *unit)
{
  return r->host->moments(r, scale, unit, NULL);
}
static inline const om_scores *
om_scores_of(om_run *r, const om_scale *scale, const om_unit *unit)
{
  return r->host->scores(r, scale, unit, NULL);
}
static inline const om_counts *
om_counts_of(om_run *r, const om_item *item, const om_unit *unit, uint32_t complete)
{
  return r->host->counts(r, item, unit, NULL, complete);
}
static inline const om_link *
om_link_of(om_run *r, const om_scale *inside, const om_scale *outside)
{
  return r->host->link(r, inside, outside, NULL);
}
static inline const om_pairwise *
om_pairwise_of(om_run *r, const om_survey *survey)
{
  return r->host->pairwise(r, survey);
}
static inline const om_gaps *
om_gaps_of(om_run *r, const om_item *item)
{
  return r->host->gaps(r, item);
}
/* Scale number `i` of the hypothesis that has the role; NULL beyond the last. */
static inline const om_scale *
om_term_of(const om_hypothesis *h, const char *role, uint32_t i)
{
  for (uint32_t t = 0; t < h->n_terms; t++) {
    const char *a = h->terms[t]->role, *b = role;
    while (*a && *a == *b)
      a++, b++;
    if (*a == *b && i-- == 0)
      return h->terms[t]->scale;
  }
  return NULL;
}
static inline om_status
om_fail(om_run *r, om_status status, const char *why)
{
  return r->host->fail(r, status, why);
}
static inline om_status
om_section(om_run *r, const char *title, const char *lead)
{
  return r->host->section(r, title, lead);
}
static inline om_status
om_say(om_run *r, const char *statistic, const om_about *about, const om_estimate *estimate)
{
  return r->host->estimate(r, statistic, about, estimate);
}
static inline om_status
om_remark(om_run *r, const char *id, const om_about *about, const char *text)
{
  return r->host->remark(r, id, about, text);
}
static inline om_status
om_note(om_run *r, const om_about *about, const char *text)
{
  return r->host->note(r, about, text);
}
static inline om_status
om_finding_add(om_run *r, const om_finding *finding)
{
  return r->host->finding(r, finding);
}
static inline om_table *
om_table_new(om_run *r, const char *id, const char *title, uint32_t rows)
{
  return r->host->table(r, id, title, rows);
}

#endif
