/* The wire, writing side. */
#include "result/wire.h"

void
wire_frame(bytes *out, wire_kind kind, const bytes *body)
{
  bytes_u32(out, (uint32_t)body->n);
  bytes_u8(out, (uint8_t)kind);
  bytes_raw(out, body->at, body->n);
}

static void
put_options(bytes *b, const description *d)
{
  bytes_u32(b, d->n_options);
  for (uint32_t i = 0; i < d->n_options; i++) {
    const declared_option *const o = &d->options[i];
    bytes_u32(b, o->type);
    bytes_string(b, o->id);
    bytes_string(b, o->help);
    bytes_f64(b, o->value);
    bytes_f64(b, o->min);
    bytes_f64(b, o->max);
    bytes_u32(b, o->n_choices);
    for (uint32_t c = 0; c < o->n_choices; c++)
      bytes_string(b, o->choices[c]);
  }
}

static void
put_form(bytes *b, const declared_form *f)
{
  bytes_string(b, f->kind);
  bytes_string(b, f->help);
  bytes_u32(b, f->n_roles);
  for (uint32_t i = 0; i < f->n_roles; i++) {
    bytes_string(b, f->roles[i].id);
    bytes_u32(b, f->roles[i].side);
    bytes_u32(b, f->roles[i].at_least);
    bytes_u32(b, f->roles[i].at_most);
    bytes_string(b, f->roles[i].help);
  }
}

void
wire_put_description(bytes *b, const description *d)
{
  bytes_string(b, d->id);
  bytes_string(b, d->version);
  bytes_string(b, d->name);
  bytes_string(b, d->summary);
  bytes_u32(b, d->abi_minor);
  bytes_u32(b, d->place);
  bytes_u32(b, d->n_needs);
  for (uint32_t i = 0; i < d->n_needs; i++) {
    bytes_u32(b, d->needs[i].kind);
    bytes_u32(b, d->needs[i].side);
    bytes_u32(b, d->needs[i].at_least);
    bytes_string(b, d->needs[i].why);
  }
  put_options(b, d);
  bytes_u32(b, d->n_methods);
  for (uint32_t i = 0; i < d->n_methods; i++) {
    bytes_string(b, d->methods[i].id);
    bytes_string(b, d->methods[i].text);
    bytes_string(b, d->methods[i].reference);
  }
  bytes_u32(b, d->n_statistics);
  for (uint32_t i = 0; i < d->n_statistics; i++) {
    const declared_statistic *const s = &d->statistics[i];
    bytes_string(b, s->id);
    bytes_string(b, s->label);
    bytes_string(b, s->help);
    bytes_string(b, s->method);
    bytes_u32(b, s->format);
    bytes_u32(b, s->basis);
  }
  bytes_u32(b, d->n_forms);
  for (uint32_t i = 0; i < d->n_forms; i++)
    put_form(b, &d->forms[i]);
  bytes_u32(b, d->n_uses);
  for (uint32_t i = 0; i < d->n_uses; i++) {
    bytes_string(b, d->uses[i].plugin);
    bytes_string(b, d->uses[i].why);
    bytes_u8(b, d->uses[i].is_optional);
  }
}

void
wire_put_about(bytes *b, const about *a)
{
  bytes_u32(b, a->side);
  bytes_u32(b, a->survey);
  bytes_u32(b, a->scale);
  bytes_u32(b, a->item);
  bytes_u32(b, a->inside);
  bytes_u32(b, a->outside);
  bytes_u32(b, a->unit);
  bytes_u32(b, a->wave);
  bytes_u32(b, a->with_scale);
  bytes_u32(b, a->with_item);
  bytes_u32(b, a->with_unit);
  bytes_u32(b, a->hypothesis);
  bytes_u32(b, a->n_among);
  for (uint32_t i = 0; i < a->n_among; i++)
    bytes_u32(b, a->among[i]);
}

void
wire_put_estimate(bytes *b, const estimate *e)
{
  bytes_u32(b, e->statistic);
  wire_put_about(b, &e->about);
  bytes_f64(b, e->value);
  bytes_f64(b, e->lo);
  bytes_f64(b, e->hi);
  bytes_f64(b, e->se);
  bytes_f64(b, e->p);
  bytes_string(b, e->undefined);
}

void
wire_put_finding(bytes *b, const finding *f)
{
  bytes_u32(b, f->priority);
  bytes_string(b, f->id);
  wire_put_about(b, &f->about);
  bytes_u8(b, f->has_evidence);
  const om_evidence *const e = &f->evidence;
  bytes_u32(b, e->n);
  const double numbers[] = {e->value,      e->lo,     e->hi,     e->p,
                            e->p_adjusted, e->out_lo, e->out_hi, e->meaningful};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    bytes_f64(b, numbers[i]);
  bytes_string(b, f->headline);
  bytes_string(b, f->detail);
  bytes_string(b, f->caution);
  bytes_string(b, f->chart);
}

void
wire_put_chart(bytes *b, const chart *c)
{
  bytes_u32(b, c->table);
  bytes_u32(b, c->type);
  bytes_string(b, c->id);
  bytes_string(b, c->title);
  bytes_string(b, c->description);
  for (size_t i = 0; i < 4; i++)
    bytes_u32(b, c->columns[i]);
  bytes_f64(b, c->min);
  bytes_f64(b, c->max);
}
