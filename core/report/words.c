/* Words: labels, numbers for people, and templates filled in. */
#include "report/model.h"

#include "base/text.h"
#include "data/precision.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

const char *
scale_name(arena *memory, const om_scale *scale)
{
  return arena_printf(memory, "%s.%s", scale->survey->id, scale->id);
}

const char *
item_name(arena *memory, const om_item *item)
{
  return arena_printf(memory, "%s.%s", scale_name(memory, item->scale), item->id);
}

const char *
scale_label(arena *memory, const om_study *study, const om_scale *scale)
{
  for (uint32_t i = 0; i < study->n_scales; i++) {
    const om_scale *const other = study->scales[i];
    if (other != scale && strcmp(other->label, scale->label) == 0)
      return arena_printf(memory, "%s (%s)", scale->label, scale->survey->label);
  }
  return scale->label;
}

static const char *
item_label(const om_item *item)
{
  return *item->text ? item->text : item->id;
}

static const om_scale *
scale_at(const om_study *study, uint32_t index_plus_1)
{
  return index_plus_1 ? study->scales[index_plus_1 - 1] : NULL;
}

/* Label of the second item or unit, or NULL. */
static const char *
label_beside(const om_study *study, about a)
{
  if (a.with_scale && a.with_item)
    return item_label(scale_at(study, a.with_scale)->items[a.with_item - 1]);
  return a.with_unit ? study->units[a.with_unit - 1]->label : NULL;
}

/* Labels of the scales that have the role, or of all; joined. */
static const char *
term_labels(arena *memory, const om_study *study, const om_hypothesis *h, const span *role,
            const char *between)
{
  text t = text_new(memory);
  for (uint32_t i = 0; i < h->n_terms; i++)
    if (!role || span_is(*role, h->terms[i]->role))
      text_addf(&t, "%s%s", t.n ? between : "", scale_label(memory, study, h->terms[i]->scale));
  return t.n ? t.at : NULL;
}

static const char *
hypothesis_label(arena *memory, const om_study *study, const om_hypothesis *h)
{
  const char *const label = term_labels(memory, study, h, NULL, " \u2013 ");
  return label ? label : h->kind;
}

const char *
row_label(arena *memory, const om_study *study, about a, uint32_t rows)
{
  const om_scale *const scale = scale_at(study, a.scale);
  const char *const beside = label_beside(study, a);
  if (beside) {
    a.with_item = a.with_unit = 0;
    return arena_printf(memory, "%s \u2013 %s", row_label(memory, study, a, rows), beside);
  }
  if (rows == OM_ROWS_ONE && !a.scale && !a.inside && !a.unit && !a.survey)
    return ""; /* it is about everything, as its title says */
  if (rows == OM_ROWS_UNITS && a.unit)
    return study->units[a.unit - 1]->label;
  if (rows == OM_ROWS_ITEMS && scale && a.item)
    return item_label(scale->items[a.item - 1]);
  if (a.hypothesis && !a.scale && !a.inside)
    return hypothesis_label(memory, study, study->hypotheses[a.hypothesis - 1]);
  if (a.inside && a.outside)
    return arena_printf(memory, "%s \u2013 %s",
                        scale_label(memory, study, scale_at(study, a.inside)),
                        scale_label(memory, study, scale_at(study, a.outside)));
  if (scale)
    return scale_label(memory, study, scale);
  if (a.inside || a.outside)
    return scale_label(memory, study, scale_at(study, a.inside ? a.inside : a.outside));
  if (a.unit)
    return study->units[a.unit - 1]->label;
  if (a.survey)
    return study->surveys[a.survey - 1]->label;
  return "All together";
}

/* Between -1 and 1 by nature: two decimals and no zero before the sign. */
static const char *
ratio(arena *memory, double x)
{
  text t = text_new(memory);
  text_add_fixed(&t, x, 2);
  char *const zero = strstr(t.at, "0.");
  if (zero && (zero == t.at || zero[-1] == '-'))
    memmove(zero, zero + 1, strlen(zero));
  return t.at;
}

const char *
format_number(arena *memory, double x, uint32_t format)
{
  text t = text_new(memory);
  if (isnan(x))
    return "-";
  switch (format) {
  case OM_FORMAT_RATIO:
    return ratio(memory, x);
  case OM_FORMAT_P:
    if (x < .001)
      return "<\u00A0.001";
    text_add_fixed(&t, x, 3);
    return x < 1 && t.at[0] == '0' ? t.at + 1 : t.at;
  case OM_FORMAT_SCORE:
    text_add_fixed(&t, x, 1);
    return t.at;
  case OM_FORMAT_PERCENT:
    text_add_fixed(&t, 100 * x, 0);
    text_add(&t, " %");
    return t.at;
  case OM_FORMAT_COUNT:
    if (x < 0)
      text_add(&t, "-");
    text_add_count(&t, (uint64_t)fabs(round(x)));
    return t.at;
  default:
    text_add_fixed(&t, x, 2);
    return t.at;
  }
}

/* --- templates ------------------------------------------------------------------------------- */

/* The label that a name of a template stands for, or NULL when it is not a label. */
static const char *
label_named(arena *memory, const om_study *study, about a, span name, bool *is_label)
{
  *is_label = true;
  if (span_is(name, "inside"))
    return a.inside ? scale_label(memory, study, scale_at(study, a.inside)) : NULL;
  if (span_is(name, "outside"))
    return a.outside ? scale_label(memory, study, scale_at(study, a.outside)) : NULL;
  if (span_is(name, "scale"))
    return a.scale ? scale_label(memory, study, scale_at(study, a.scale)) : NULL;
  if (span_is(name, "item"))
    return a.scale && a.item ? item_label(scale_at(study, a.scale)->items[a.item - 1]) : NULL;
  if (span_is(name, "unit"))
    return a.unit ? study->units[a.unit - 1]->label : NULL;
  if (span_is(name, "survey"))
    return a.survey ? study->surveys[a.survey - 1]->label : NULL;
  if (span_is(name, "with"))
    return label_beside(study, a);
  if (name.n > 5 && strncmp(name.at, "term.", 5) == 0) {
    const span role = {name.at + 5, name.n - 5};
    return a.hypothesis
               ? term_labels(memory, study, study->hypotheses[a.hypothesis - 1], &role, ", ")
               : NULL;
  }
  *is_label = false;
  return NULL;
}

/* Estimates stand in the order of their statistics, and of what they are about. */
static const shown *
estimate_named(const shown_section *section, about a, span statistic)
{
  const description *const d = section->analysis->description;
  uint32_t wanted = 0;
  while (wanted < d->n_statistics && !span_is(statistic, d->statistics[wanted].id))
    wanted++;
  size_t from = 0, to = section->n_estimates;
  while (from < to) {
    const size_t middle = from + (to - from) / 2;
    const estimate *const e = section->estimates[middle].e;
    const int order =
        e->statistic != wanted ? (e->statistic < wanted ? -1 : 1) : about_compare(e->about, a);
    if (order == 0)
      return &section->estimates[middle];
    if (order < 0)
      from = middle + 1;
    else
      to = middle;
  }
  return NULL;
}

/* The number that "statistic.part" stands for; false when there is none to be shown. */
static bool
number_named(arena *memory, const shown_section *section, about a, span name, const char **out)
{
  const char *const dot = memchr(name.at, '.', name.n);
  const span statistic = {name.at, dot ? (size_t)(dot - name.at) : name.n};
  const span part = dot ? (span){dot + 1, name.n - statistic.n - 1} : (span){"value", 5};
  const shown *const x = estimate_named(section, a, statistic);
  if (!x)
    return false;
  *out = NULL;
  if (x->gate.is_withheld)
    return true;
  const uint32_t format = section->analysis->description->statistics[x->e->statistic].format;
  const int bound = told_bound(x->e->value, x->e->lo, x->e->hi);
  if (span_is(part, "value"))
    *out = arena_printf(memory, "%s%s", format_number(memory, x->e->value, format),
                        bound < 0   ? " or less"
                        : bound > 0 ? " or more"
                                    : "");
  else if (span_is(part, "lo"))
    *out = format_number(memory, x->e->lo, format);
  else if (span_is(part, "hi"))
    *out = format_number(memory, x->e->hi, format);
  else if (span_is(part, "se"))
    *out = format_number(memory, x->e->se, OM_FORMAT_NUMBER);
  else if (span_is(part, "p"))
    *out = format_number(memory, x->e->p, OM_FORMAT_P);
  else if (span_is(part, "n"))
    *out = format_number(memory, x->gate.has_n ? (double)x->gate.n : NAN, OM_FORMAT_COUNT);
  else
    return false;
  return true;
}

said
say(arena *memory, const summary *s, const shown_section *section, about subject,
    const char *template, diags *d)
{
  text out = text_new(memory);
  text_add(&out, "");
  for (const char *at = template; *at;) {
    const size_t plain = strcspn(at, "{");
    text_add_n(&out, at, plain);
    at += plain;
    if (*at && at[1] == '{') {
      text_add(&out, "{");
      at += 2;
      continue;
    }
    const char *const end = *at ? strchr(at, '}') : NULL;
    if (!end) {
      text_add(&out, at);
      break;
    }
    const span name = {at + 1, (size_t)(end - at) - 1};
    bool is_label;
    const char *value = label_named(memory, s->study, subject, name, &is_label);
    if (!value && (is_label || !number_named(memory, section, subject, name, &value))) {
      diag_warning(d, "P020", NULL, 0, "nothing of that name was reported about the same thing",
                   "tell the author of the plugin", "a text of %s names {%.*s}",
                   section->analysis->id, (int)name.n, name.at);
      return (said){template, NULL};
    }
    if (!value)
      return (said){template, NULL};
    text_add(&out, value);
    at = end + 1;
  }
  return (said){template, out.at};
}
