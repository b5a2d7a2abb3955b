/* Names of what results are about, as every form of the report has them. */
#include "report/xml_part.h"

writing
xml_writing(arena *memory, const model *m, markup *w)
{
  const om_study *const study = m->summary->study;
  writing x = {.memory = memory, .m = m, .study = study, .w = w};
  x.scales = arena_many(memory, study->n_scales, const char *);
  x.items = arena_many(memory, study->n_scales, const char **);
  for (uint32_t i = 0; i < study->n_scales; i++) {
    const om_scale *const scale = study->scales[i];
    x.scales[i] = scale_name(memory, scale);
    x.items[i] = arena_many(memory, scale->n_items, const char *);
    for (uint32_t j = 0; j < scale->n_items; j++)
      x.items[i][j] = item_name(memory, scale->items[j]);
  }
  return x;
}

static const char *
item_of(const writing *x, uint32_t scale, uint32_t item)
{
  return scale && item ? x->items[scale - 1][item - 1] : NULL;
}

static const char *
unit_of(const writing *x, uint32_t unit)
{
  return unit ? x->study->units[unit - 1]->id : NULL;
}

size_t
xml_subject(const writing *x, about a, named out[MOST_SUBJECT])
{
  const named all[MOST_SUBJECT] = {
      {"side", side_name(a.side)},
      {"survey", a.survey ? x->study->surveys[a.survey - 1]->id : NULL},
      {"scale", name_of_scale(x, a.scale)},
      {"item", item_of(x, a.scale, a.item)},
      {"inside", name_of_scale(x, a.inside)},
      {"outside", name_of_scale(x, a.outside)},
      {"unit", unit_of(x, a.unit)},
      {"wave", a.wave ? x->study->waves[a.wave - 1]->id : NULL},
      {"with-item", item_of(x, a.with_scale, a.with_item)},
      {"with-unit", unit_of(x, a.with_unit)},
      {"hypothesis", a.hypothesis ? arena_printf(x->memory, "%u", a.hypothesis) : NULL}};
  size_t n = 0;
  for (size_t i = 0; i < MOST_SUBJECT; i++)
    if (all[i].value)
      out[n++] = all[i];
  return n;
}

/* Over published figures it is units that are counted, whatever the statistic counts elsewhere. */
const char *
xml_basis(const writing *x, about a, uint32_t basis)
{
  static const char *const names[] = {
      [OM_N_COMPLETE] = "complete", [OM_N_SCORED] = "scored",   [OM_N_ANSWERED] = "answered",
      [OM_N_UNITS] = "units",       [OM_N_MATCHED] = "matched", [OM_N_AMONG] = "among",
  };
  const bool is_published =
      a.scale && !a.unit && x->study->scales[a.scale - 1]->survey->level == OM_LEVEL_UNIT;
  if (a.unit && (basis == OM_N_UNITS || basis == OM_N_MATCHED || basis == OM_N_AMONG))
    return "scored"; /* of one unit it is people that are counted */
  return is_published ? "units" : names[basis];
}
