/* Words: labels, and numbers for people. */
#include "report/model.h"

#include "base/catalogue.h"
#include "base/text.h"

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
  return N_("All together");
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
    text_add(&t, "%");
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

const char *
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
