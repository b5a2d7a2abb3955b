/* report.xml: its head. */
#include "report/xml_part.h"

#include "base/digest.h"

#include "config.h"

#include <inttypes.h>

static void
write_scale(const writing *x, const om_scale *scale)
{
  markup *const w = x->w;
  markup_open(w, "scale");
  ATTRIBUTE("id", scale_name(x->memory, scale));
  ATTRIBUTE("label", scale->label);
  ATTRIBUTE("facet", *scale->facet ? scale->facet : NULL);
  ATTRIBUTE("outcome", *scale->outcome ? scale->outcome : NULL);
  ATTRIBUTE("direction", scale->direction == OM_HIGHER_IS_DYSFUNCTION ? "higher-is-dysfunction"
                                                                      : "higher-is-healthier");
  markup_number(w, "min", scale->min);
  markup_number(w, "max", scale->max);
  markup_count(w, "min-items", scale->min_items);
  for (uint32_t i = 0; i < scale->n_items; i++) {
    markup_open(w, "item");
    ATTRIBUTE("id", item_name(x->memory, scale->items[i]));
    ATTRIBUTE("reversed", yes_no(scale->items[i]->reversed));
    markup_text(w, scale->items[i]->text);
    markup_close(w);
  }
  markup_close(w);
}

/* A digest of the sum over rows: the sums of two reports would differ by the hash of who left. */
static void
fingerprint(hash128 rows, char hex[65])
{
  const uint64_t sum[] = {rows.a, rows.b};
  digest_hex(digest_of(sum, sizeof sum), hex);
  hex[32] = '\0';
}

static void
write_survey(const writing *x, uint32_t index)
{
  markup *const w = x->w;
  const om_survey *const v = x->study->surveys[index];
  const survey_data *const data = &x->m->data[index];
  char hex[65];
  fingerprint(data->fingerprint, hex);
  markup_open(w, "survey");
  ATTRIBUTE("id", v->id);
  ATTRIBUTE("label", v->label);
  ATTRIBUTE("side", side_name(v->side));
  ATTRIBUTE("level", v->level == OM_LEVEL_UNIT ? "unit" : "respondent");
  ATTRIBUTE("public", yes_no(data->survey->is_public));
  ATTRIBUTE("weighted", yes_no(v->weighted));
  ATTRIBUTE("file", data->survey->file);
  ATTRIBUTE("format", data->format);
  ATTRIBUTE("rows-fingerprint", hex);
  markup_count(w, "read", data->read);
  markup_count(w, "kept", data->kept);
  if (data->unitless)
    markup_count(w, "without-unit", data->unitless);
  for (int r = 0; r < N_DROP_REASONS; r++)
    if (data->dropped[r]) {
      markup_open(w, "dropped");
      ATTRIBUTE("reason", drop_reason_name((drop_reason)r));
      markup_count(w, "rows", data->dropped[r]);
      markup_close(w);
    }
  for (uint32_t i = 0; i < v->n_scales; i++)
    write_scale(x, v->scales[i]);
  markup_close(w);
}

/* Units, and those that are on one side only.  A survey of persons tells of a unit only that it
 * is there; how many answered is for the gate. */
static const char *
parent_id(const units *u, const unit *x, uint32_t hierarchy)
{
  const uint32_t parent = x->parent[hierarchy];
  return parent == UNIT_NONE ? NULL : u->at[parent].id;
}

static void
write_units(const writing *x)
{
  markup *const w = x->w;
  const units *const u = x->m->units;
  uint64_t both = 0;
  for (size_t i = 0; i < u->n_leaves; i++)
    both += units_is_on_side(u, &u->at[i], OM_INSIDE) && units_is_on_side(u, &u->at[i], OM_OUTSIDE);
  if (u->n == 0)
    return;
  markup_open(w, "units");
  markup_count(w, "both-sides", both);
  for (size_t i = 0; i < u->n; i++) {
    markup_open(w, "unit");
    ATTRIBUTE("id", u->at[i].id);
    ATTRIBUTE("label", u->at[i].label);
    ATTRIBUTE("parent", parent_id(u, &u->at[i], 0));
    ATTRIBUTE("second-parent", parent_id(u, &u->at[i], 1));
    markup_close(w);
  }
  for (uint32_t v = 0; v < x->study->n_surveys; v++)
    for (size_t i = 0; i < u->n_leaves; i++) {
      const uint32_t side = x->study->surveys[v]->side;
      const uint32_t other = side == OM_INSIDE ? OM_OUTSIDE : OM_INSIDE;
      if (!u->at[i].in_survey[v] || units_is_on_side(u, &u->at[i], other))
        continue;
      markup_open(w, "unmatched");
      ATTRIBUTE("survey", x->study->surveys[v]->id);
      ATTRIBUTE("side", side_name(side));
      ATTRIBUTE("unit", u->at[i].id);
      ATTRIBUTE("label", u->at[i].label);
      markup_close(w);
    }
  markup_close(w);
}

static void
write_producer(const writing *x)
{
  markup *const w = x->w;
  markup_open(w, "producer");
  ATTRIBUTE("name", PACKAGE_NAME);
  ATTRIBUTE("version", PACKAGE_VERSION);
  markup_count(w, "seed", x->m->summary->seed);
  markup_number(w, "confidence", x->study->confidence);
  markup_open(w, "library");
  ATTRIBUTE("name", "GSL");
  ATTRIBUTE("version", OM_GSL_VERSION);
  markup_close(w);
  markup_close(w);
}

static void
write_hypothesis(const writing *x, const om_hypothesis *h)
{
  markup *const w = x->w;
  markup_open(w, "hypothesis");
  markup_count(w, "number", h->index + 1);
  ATTRIBUTE("kind", h->kind);
  ATTRIBUTE("claim", *h->claim ? h->claim : NULL);
  for (uint32_t i = 0; i < h->n_terms; i++) {
    markup_open(w, "term");
    ATTRIBUTE("role", h->terms[i]->role);
    ATTRIBUTE("scale", name_of_scale(x, h->terms[i]->scale->index + 1));
    markup_close(w);
  }
  markup_close(w);
}

static void
write_controls(const writing *x)
{
  markup *const w = x->w;
  const om_study *const s = x->study;
  if (!s->n_controls && !s->within_parent)
    return;
  markup_open(w, "controls");
  ATTRIBUTE("within-parent", yes_no(s->within_parent));
  for (uint32_t i = 0; i < s->n_controls; i++) {
    markup_open(w, "term");
    ATTRIBUTE("role", "control");
    ATTRIBUTE("scale", name_of_scale(x, s->controls[i]->index + 1));
    markup_close(w);
  }
  markup_close(w);
}

void
xml_write_head(const writing *x)
{
  markup *const w = x->w;
  const study *const s = x->m->study;
  char hex[65];
  digest_hex(s->sha256, hex);
  markup_open(w, "head");
  markup_element(w, "title", s->title);
  if (*s->organisation)
    markup_element(w, "organisation", s->organisation);
  markup_open(w, "study");
  ATTRIBUTE("file", s->file);
  ATTRIBUTE("sha256", hex);
  ATTRIBUTE("plan", x->study->plan);
  markup_close(w);
  if (s->wave_id) {
    markup_open(w, "wave");
    ATTRIBUTE("id", s->wave_id);
    ATTRIBUTE("label", s->wave_label);
    ATTRIBUTE("from", s->wave_from);
    ATTRIBUTE("to", s->wave_to);
    markup_close(w);
  }
  write_producer(x);
  markup_open(w, "privacy");
  markup_count(w, "minimum", s->minimum_group);
  markup_count(w, "outside", s->minimum_outside);
  markup_count(w, "estimates", x->m->n_estimates);
  markup_count(w, "withheld", x->m->n_withheld);
  markup_close(w);
  markup_open(w, "isolation");
  ATTRIBUTE("landlock", yes_no(x->m->isolation.landlock));
  ATTRIBUTE("seccomp", yes_no(x->m->isolation.seccomp));
  ATTRIBUTE("in-process", x->m->in_process ? "yes" : NULL);
  markup_close(w);
  for (uint32_t v = 0; v < x->study->n_surveys; v++)
    write_survey(x, v);
  write_units(x);
  for (uint32_t i = 0; i < x->study->n_pairs; i++) {
    const om_pair *const p = x->study->pairs[i];
    markup_open(w, "pair");
    ATTRIBUTE("inside", scale_name(x->memory, p->inside));
    ATTRIBUTE("outside", scale_name(x->memory, p->outside));
    ATTRIBUTE("sign", p->sign > 0 ? "+" : "-");
    ATTRIBUTE("claim", *p->claim ? p->claim : NULL);
    markup_close(w);
  }
  for (uint32_t i = 0; i < x->study->n_hypotheses; i++)
    write_hypothesis(x, x->study->hypotheses[i]);
  write_controls(x);
  markup_close(w);
}
