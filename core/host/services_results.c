/* The host table, second half: what a plugin says, as frames on the result pipe. */
#include "host/services.h"

#include <math.h>
#include <string.h>

/* Threads may ask for data and log while the run reports: one of them at a time has the service. */
static service *
enter(om_run *run)
{
  service *const s = (service *)run;
  pthread_mutex_lock(&s->lock);
  return s;
}

static om_status
leave(service *s, om_status status)
{
  pthread_mutex_unlock(&s->lock);
  return status;
}

/* The plugin broke a rule: it goes on, and its run is marked as failed with the first reason. */
static om_status
broke(service *s, const char *rule)
{
  if (s->failed == OM_OK) {
    s->failed = OM_E_USAGE;
    bytes_u32(&s->body, (uint32_t)OM_E_USAGE);
    bytes_string(&s->body, rule);
    service_send(s, WIRE_FAIL);
  }
  return OM_E_USAGE;
}

/* True when a growing struct of the plugin reaches as far as `member`. */
#define REACHES(x, type, member)                                                                   \
  ((x) && (x)->size >= offsetof(type, member) + sizeof(((type *)NULL)->member))

/* --- subjects: pointers that the host lent -> indices + 1 ------------------------------------ */

#define INDEX_OF(pointer, list, n)                                                                 \
  ((pointer) && (pointer)->index < (n) && (list)[(pointer)->index] == (pointer)                    \
       ? (pointer)->index + 1                                                                      \
       : 0)

/* What the first is set beside.  False when a pointer is not one of ours. */
static bool
read_beside(const om_study *study, const om_about *a, about *out)
{
  const bool has_item = REACHES(a, om_about, with_item) && a->with_item;
  const bool has_unit = REACHES(a, om_about, with_unit) && a->with_unit;
  if (has_item) {
    out->with_scale = INDEX_OF(a->with_item->scale, study->scales, study->n_scales);
    if (!out->with_scale)
      return false;
    const om_scale *const scale = study->scales[out->with_scale - 1];
    out->with_item = INDEX_OF(a->with_item, scale->items, scale->n_items);
  }
  if (has_unit)
    out->with_unit = INDEX_OF(a->with_unit, study->units, study->n_units);
  return !has_item == !out->with_item && !has_unit == !out->with_unit;
}

/* The hypothesis, and further scales.  False when a pointer is not one of ours. */
static bool
read_more(const service *s, const om_about *a, about *out)
{
  const om_study *const study = s->summary->study;
  if (REACHES(a, om_about, hypothesis) && a->hypothesis) {
    out->hypothesis = INDEX_OF(a->hypothesis, study->hypotheses, study->n_hypotheses);
    if (!out->hypothesis)
      return false;
  }
  if (!REACHES(a, om_about, n_among) || !a->n_among)
    return true;
  if (!a->among || a->n_among > study->n_scales)
    return false;
  uint32_t *const list = s->among;
  for (uint32_t i = 0; i < a->n_among; i++)
    if (!(list[i] = INDEX_OF(a->among[i], study->scales, study->n_scales)))
      return false;
  out->among = list;
  out->n_among = a->n_among;
  return true;
}

/* False when a pointer is not one of ours. */
static bool
read_about(const service *s, const om_about *a, about *out)
{
  const om_study *const study = s->summary->study;
  *out = (about){0};
  if (!a)
    return true;
  if (!REACHES(a, om_about, wave))
    return false;
  *out = (about){
      .side = a->side,
      .survey = INDEX_OF(a->survey, study->surveys, study->n_surveys),
      .scale = INDEX_OF(a->scale, study->scales, study->n_scales),
      .inside = INDEX_OF(a->inside, study->scales, study->n_scales),
      .outside = INDEX_OF(a->outside, study->scales, study->n_scales),
      .unit = INDEX_OF(a->unit, study->units, study->n_units),
      .wave = INDEX_OF(a->wave, study->waves, study->n_waves),
  };
  if (a->item && a->item->scale && !a->scale)
    out->scale = INDEX_OF(a->item->scale, study->scales, study->n_scales);
  const om_scale *const scale = out->scale ? study->scales[out->scale - 1] : NULL;
  out->item = scale ? INDEX_OF(a->item, scale->items, scale->n_items) : 0;
  return read_beside(study, a, out) && read_more(s, a, out) && a->side <= OM_OUTSIDE &&
         !out->survey == !a->survey && (!a->scale || out->scale) && !out->item == !a->item &&
         !out->inside == !a->inside && !out->outside == !a->outside && !out->unit == !a->unit &&
         !out->wave == !a->wave;
}

#define STRANGE_SUBJECT "it reported about something that the study does not have"

/* --- estimates and words --------------------------------------------------------------------- */

static om_status
say_fail(om_run *run, om_status status, const char *why)
{
  service *const s = enter(run);
  if (s->failed == OM_OK && status != OM_OK) {
    s->failed = status;
    bytes_u32(&s->body, (uint32_t)status);
    bytes_string(&s->body, why ? why : "no reason was given");
    service_send(s, WIRE_FAIL);
  }
  return leave(s, status);
}

static void
say_log(om_run *run, const char *text)
{
  service *const s = enter(run);
  bytes_string(&s->body, text ? text : "");
  service_send(s, WIRE_LOG);
  leave(s, OM_OK);
}

static om_status
say_section(om_run *run, const char *title, const char *lead)
{
  service *const s = enter(run);
  bytes_string(&s->body, title);
  bytes_string(&s->body, lead);
  service_send(s, WIRE_SECTION);
  return leave(s, OM_OK);
}

/* Of a statistic that the plugin declares; UINT32_MAX of another. */
static uint32_t
declared_index(const service *s, const char *statistic)
{
  const description *const d = s->description;
  for (uint32_t i = 0; statistic && i < d->n_statistics; i++)
    if (strcmp(d->statistics[i].id, statistic) == 0)
      return i;
  return UINT32_MAX;
}

static om_status
say_estimate(om_run *run, const char *statistic, const om_about *a, const om_estimate *e)
{
  service *const s = enter(run);
  estimate out = {.statistic = declared_index(s, statistic)};
  if (out.statistic == UINT32_MAX)
    return leave(s, broke(s, "it reported a statistic that it does not declare"));
  if (!REACHES(e, om_estimate, undefined))
    return leave(s, broke(s, "it reported an estimate without its size"));
  if (!read_about(s, a, &out.about))
    return leave(s, broke(s, STRANGE_SUBJECT));
  if (!isfinite(e->value) && !e->undefined)
    return leave(s, broke(s, "it reported a value that is no number without saying why"));
  out.value = e->value;
  out.lo = e->lo;
  out.hi = e->hi;
  out.se = e->se;
  out.p = e->p;
  out.undefined = e->undefined;
  wire_put_estimate(&s->body, &out);
  service_send(s, WIRE_ESTIMATE);
  return leave(s, OM_OK);
}

static om_status
say_remark(om_run *run, const char *id, const om_about *a, const char *text)
{
  service *const s = enter(run);
  about subject;
  if (!id || !text || !read_about(s, a, &subject))
    return leave(s, broke(s, STRANGE_SUBJECT));
  bytes_string(&s->body, id);
  wire_put_about(&s->body, &subject);
  bytes_string(&s->body, text);
  service_send(s, WIRE_REMARK);
  return leave(s, OM_OK);
}

static om_status
say_note(om_run *run, const om_about *a, const char *text)
{
  service *const s = enter(run);
  about subject;
  if (!text || !read_about(s, a, &subject))
    return leave(s, broke(s, STRANGE_SUBJECT));
  wire_put_about(&s->body, &subject);
  bytes_string(&s->body, text);
  service_send(s, WIRE_NOTE);
  return leave(s, OM_OK);
}

/* --- tables and charts ----------------------------------------------------------------------- */

static om_table *
new_table(om_run *run, const char *id, const char *title, uint32_t rows_are)
{
  service *const s = enter(run);
  om_table *const t = arena_one(s->memory, om_table);
  *t = (om_table){.service = s, .index = s->n_tables++};
  bytes_string(&s->body, id);
  bytes_string(&s->body, title);
  bytes_u32(&s->body, rows_are);
  service_send(s, WIRE_TABLE);
  leave(s, OM_OK);
  return t;
}

static om_status
table_column_add(om_table *t, const char *id, const char *label, const om_about *a)
{
  service *const s = enter(&t->service->run);
  about subject;
  if (!id || !label || !read_about(s, a, &subject))
    return leave(s, broke(s, STRANGE_SUBJECT));
  t->n_columns++;
  bytes_u32(&s->body, t->index);
  bytes_string(&s->body, id);
  bytes_string(&s->body, label);
  wire_put_about(&s->body, &subject);
  service_send(s, WIRE_COLUMN);
  return leave(s, OM_OK);
}

static om_status
table_row_add(om_table *t, const om_about *a)
{
  service *const s = enter(&t->service->run);
  about subject;
  if (!read_about(s, a, &subject))
    return leave(s, broke(s, STRANGE_SUBJECT));
  bytes_u32(&s->body, t->index);
  wire_put_about(&s->body, &subject);
  service_send(s, WIRE_ROW);
  return leave(s, OM_OK);
}

static om_status
table_order_set(om_table *t, uint32_t column, uint32_t order)
{
  service *const s = enter(&t->service->run);
  if (column == 0 || column > t->n_columns)
    return leave(s, broke(s, "it orders a table by a column that the table does not have"));
  bytes_u32(&s->body, t->index);
  bytes_u32(&s->body, column);
  bytes_u32(&s->body, order);
  service_send(s, WIRE_ORDER);
  return leave(s, OM_OK);
}

static om_status
add_chart(om_table *t, const om_chart *c)
{
  service *const s = enter(&t->service->run);
  if (!REACHES(c, om_chart, max) || !c->id || !c->title || !c->description)
    return leave(s, broke(s, "it made a chart without its size, id, title or description"));
  chart out = {.table = t->index,
               .type = c->type,
               .id = c->id,
               .title = c->title,
               .description = c->description,
               .min = c->min,
               .max = c->max};
  memcpy(out.columns, c->columns, sizeof out.columns);
  wire_put_chart(&s->body, &out);
  service_send(s, WIRE_CHART);
  return leave(s, OM_OK);
}

static om_status
say_scorecard(om_run *run, const char *statistic, const char *label, const om_about *a)
{
  service *const s = enter(run);
  about subject;
  const uint32_t index = declared_index(s, statistic);
  if (index == UINT32_MAX || !label)
    return leave(s, broke(s, "it puts into the scorecard a statistic that it does not declare"));
  if (!read_about(s, a, &subject))
    return leave(s, broke(s, STRANGE_SUBJECT));
  bytes_u32(&s->body, index);
  bytes_string(&s->body, label);
  wire_put_about(&s->body, &subject);
  service_send(s, WIRE_SCORECARD);
  return leave(s, OM_OK);
}

/* --- findings -------------------------------------------------------------------------------- */

static uint32_t
get_evidence(om_run *run, const om_evidence *e)
{
  (void)run;
  return REACHES(e, om_evidence, meaningful) ? evidence_word(e) : OM_EVIDENCE_NONE;
}

static om_status
say_finding(om_run *run, const om_finding *f)
{
  service *const s = enter(run);
  if (!REACHES(f, om_finding, chart) || !f->id || !f->headline || !f->detail ||
      (f->evidence && !REACHES(f->evidence, om_evidence, meaningful)))
    return leave(s, broke(s, "it made a finding without its size, id, headline or detail"));
  finding out = {.priority = f->priority,
                 .id = f->id,
                 .has_evidence = f->evidence != NULL,
                 .headline = f->headline,
                 .detail = f->detail,
                 .caution = f->caution,
                 .chart = f->chart};
  if (f->evidence) {
    out.evidence = *f->evidence;
    out.evidence.size = sizeof out.evidence;
  }
  if (!read_about(s, f->about, &out.about))
    return leave(s, broke(s, STRANGE_SUBJECT));
  wire_put_finding(&s->body, &out);
  service_send(s, WIRE_FINDING);
  return leave(s, OM_OK);
}

void
services_results_fill(om_host *host)
{
  host->fail = say_fail;
  host->log = say_log;
  host->section = say_section;
  host->estimate = say_estimate;
  host->remark = say_remark;
  host->note = say_note;
  host->table = new_table;
  host->table_column = table_column_add;
  host->table_row = table_row_add;
  host->table_order = table_order_set;
  host->chart = add_chart;
  host->evidence = get_evidence;
  host->finding = say_finding;
  host->scorecard = say_scorecard;
}
