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
static inline const om_column *
om_column_of(om_run *r, const om_item *item)
{
  return r->host->column(r, item);
}
static inline const om_column *
om_score_column_of(om_run *r, const om_scale *scale)
{
  return r->host->score_column(r, scale);
}
/* [*rows]: index of each row's unit, UINT32_MAX where there is none. */
static inline const uint32_t *
om_row_units_of(om_run *r, const om_survey *survey, uint64_t *rows)
{
  return r->host->row_units(r, survey, rows);
}
static inline const om_found *
om_found_of(om_run *r, const char *plugin, const char *statistic)
{
  return r->host->found(r, plugin, statistic);
}
/* The estimate about one unit, when each is about one unit and no other thing than that; NULL when
 * there is none.  Takes time in proportion to f->n. */
static inline const om_estimate *
om_found_for(const om_found *f, const om_unit *unit)
{
  for (uint32_t i = 0; f && i < f->n; i++)
    if (f->about[i]->unit == unit)
      return f->estimate[i];
  return NULL;
}
static inline om_status
om_parallel_run(om_run *r, uint32_t n, void (*body)(void *ctx, uint32_t i), void *ctx)
{
  return r->host->parallel(r, n, body, ctx);
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
static inline om_status
om_log(om_run *r, const char *text)
{
  r->host->log(r, text);
  return OM_OK;
}
static inline om_status
om_scorecard(om_run *r, const char *statistic, const char *label, const om_about *about)
{
  return r->host->scorecard(r, statistic, label, about);
}
#ifndef __cplusplus
/* A template with values of its own, in an array: OM_FILL(out, "Items of {scale}", "scale", label)
 * writes "Items of {scale=Trust}", with which report.xml knows what is the label.  A name with a
 * colon, "why:", has words that are translated as well, one with "#" a number in English.  What
 * finds no room is cut.  Returns out. */
#define OM_FILL(out, words, ...)                                                                   \
  om_fill(out, sizeof(out), words, (const char *const[]){__VA_ARGS__, NULL})
#endif
/* The same: `arguments` are names and values in turn, and end at NULL. */
static inline const char *
om_fill(char *out, size_t size, const char *words, const char *const *arguments)
{
  size_t n = 0;
  while (*words && n + 1 < size) {
    const char *value = NULL;
    size_t length = 0, i;
    char sign = '=';
    for (i = 0; *words == '{' && !value && arguments[i]; i += 2) {
      const char *const name = arguments[i];
      for (length = 0; name[length] && words[1 + length] == name[length];)
        length++;
      if ((!name[length] || name[length] == ':' || name[length] == '#') &&
          words[1 + length] == '}') {
        value = arguments[i + 1];
        sign = name[length] ? name[length] : '=';
      }
    }
    if (!value) {
      out[n++] = *words++;
      continue;
    }
    if (n + length + 4 >= size) /* no room for it at all */
      break;
    for (i = 0; i <= length; i++)
      out[n++] = words[i];
    out[n++] = sign;
    for (; *value && n + 4 < size; value++) {
      out[n++] = *value;
      if (*value == '{' || *value == '}')
        out[n++] = *value;
    }
    while (*value && ((unsigned char)*value & 0xC0) == 0x80 && ((unsigned char)out[n - 1] & 0x80)) {
      value--; /* no half character */
      n--;
    }
    out[n++] = '}';
    words += length + 2;
  }
  out[size ? n : 0] = '\0';
  return out;
}
static inline om_table *
om_table_new(om_run *r, const char *id, const char *title, uint32_t rows)
{
  return r->host->table(r, id, title, rows);
}
static inline om_status
om_table_add_column(om_run *r, om_table *table, const char *id, const char *label,
                    const om_about *about)
{
  return r->host->table_column(table, id, label, about);
}
static inline om_status
om_table_add_row(om_run *r, om_table *table, const om_about *about)
{
  return r->host->table_row(table, about);
}
static inline om_status
om_table_sort(om_run *r, om_table *table, uint32_t column, uint32_t order)
{
  return r->host->table_order(table, column, order);
}
static inline om_status
om_table_chart(om_run *r, om_table *table, const om_chart *chart)
{
  return r->host->chart(table, chart);
}

#endif
