/* The wire, reading side: what a plugin says of itself. */
#include "result/wire_in.h"

#include <string.h>

enum { MOST_PLUGINS = 64, MOST_DECLARED = 1000, MOST_TERMS = 1000 };

/* A count of declared things. */
static uint32_t
get_count(decoder *d, cursor *c)
{
  const uint32_t n = cursor_count(c);
  if (n > MOST_DECLARED)
    wire_refuse(d, "it declares more than a thousand things of one kind");
  return n > MOST_DECLARED ? 0 : n;
}

static void
get_options(decoder *d, cursor *c, description *x)
{
  x->n_options = get_count(d, c);
  x->options = arena_many(d->memory, x->n_options, declared_option);
  for (uint32_t i = 0; i < x->n_options && !c->broken; i++) {
    declared_option *const o = &x->options[i];
    o->type = cursor_u32(c);
    o->id = wire_get_id(d, c);
    o->help = wire_get_text(d, c);
    o->value = cursor_f64(c);
    o->min = cursor_f64(c);
    o->max = cursor_f64(c);
    o->n_choices = get_count(d, c);
    o->choices = arena_many(d->memory, o->n_choices, const char *);
    for (uint32_t j = 0; j < o->n_choices && !c->broken; j++)
      o->choices[j] = wire_get_text(d, c);
    const double highest = o->type == OM_OPT_CHOICE ? (double)o->n_choices - 1 : o->max;
    const double lowest = o->type == OM_OPT_CHOICE ? 0 : o->min;
    if (o->type < OM_OPT_BOOL || o->type > OM_OPT_CHOICE ||
        (o->type != OM_OPT_BOOL && !(o->value >= lowest && o->value <= highest)))
      wire_refuse(d, "the default of an option is outside its bounds");
  }
}

static void
get_statistics(decoder *d, cursor *c, description *x)
{
  x->n_statistics = get_count(d, c);
  x->statistics = arena_many(d->memory, x->n_statistics, declared_statistic);
  for (uint32_t i = 0; i < x->n_statistics && !c->broken; i++) {
    declared_statistic *const s = &x->statistics[i];
    s->id = wire_get_id(d, c);
    s->label = wire_get_text(d, c);
    s->help = wire_get_text(d, c);
    s->method = wire_get_text(d, c);
    s->format = cursor_u32(c);
    s->basis = cursor_u32(c);
    wire_take_key(d, arena_printf(d->memory, "s%s", s->id),
                  "the statistic \"%s\" was declared twice", s->id);
    bool has_method = false;
    for (uint32_t m = 0; m < x->n_methods; m++)
      has_method |= strcmp(x->methods[m].id, s->method) == 0;
    if (!has_method)
      wire_refuse(d, "a statistic names a method that is not declared");
    if (s->format < OM_FORMAT_NUMBER || s->format > OM_FORMAT_COUNT || s->basis < OM_N_COMPLETE ||
        s->basis > OM_N_AMONG)
      wire_refuse(d, "a statistic has an unknown format or basis");
  }
}

/* Names of attributes of study.xml, which has some of its own for every hypothesis. */
static bool
is_role(const char *id)
{
  return strcmp(id, "kind") != 0 && strcmp(id, "claim") != 0;
}

static void
get_forms(decoder *d, cursor *c, description *x)
{
  x->n_forms = get_count(d, c);
  x->forms = arena_many(d->memory, x->n_forms, declared_form);
  for (uint32_t i = 0; i < x->n_forms && !c->broken; i++) {
    declared_form *const f = &x->forms[i];
    f->kind = wire_get_id(d, c);
    f->help = wire_get_text(d, c);
    f->n_roles = get_count(d, c);
    f->roles = arena_many(d->memory, f->n_roles, declared_role);
    wire_take_key(d, arena_printf(d->memory, "f%s", f->kind),
                  "the kind of hypothesis \"%s\" was declared twice", f->kind);
    for (uint32_t j = 0; j < f->n_roles && !c->broken; j++) {
      declared_role *const r = &f->roles[j];
      r->id = wire_get_id(d, c);
      r->side = cursor_u32(c);
      r->at_least = cursor_u32(c);
      r->at_most = cursor_u32(c);
      r->help = wire_get_text(d, c);
      wire_take_key(d, arena_printf(d->memory, "r%s.%s", f->kind, r->id),
                    "the role \"%s\" was declared twice", r->id);
      if (r->side > OM_OUTSIDE || r->at_most < r->at_least || r->at_most == 0 ||
          r->at_most > MOST_TERMS || !is_role(r->id))
        wire_refuse(d, "a role of a hypothesis cannot be filled");
    }
  }
}

static bool
is_plugin_id(const char *id)
{
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_.";
  const size_t n = strlen(id);
  return strchr(id, '.') && n <= 128 && strspn(id, allowed) == n && id[0] != '.' &&
         id[n - 1] != '.' && !strstr(id, "..");
}

static void
get_uses(decoder *d, cursor *c, description *x)
{
  x->n_uses = get_count(d, c);
  x->uses = arena_many(d->memory, x->n_uses, declared_use);
  for (uint32_t i = 0; i < x->n_uses && !c->broken; i++) {
    x->uses[i] = (declared_use){.plugin = wire_get_text(d, c)};
    x->uses[i].why = wire_get_text(d, c);
    x->uses[i].is_optional = cursor_u8(c);
    wire_take_key(d, arena_printf(d->memory, "u%s", x->uses[i].plugin),
                  "the plugin that it uses \"%s\" was declared twice", x->uses[i].plugin);
    if (!is_plugin_id(x->uses[i].plugin))
      wire_refuse(d, "it uses the results of what is no id of a plugin");
  }
}

static void
get_description(decoder *d, cursor *c, description *x)
{
  x->id = wire_get_text(d, c);
  x->version = wire_get_text(d, c);
  x->name = wire_get_text(d, c);
  x->summary = wire_get_text(d, c);
  x->abi_minor = cursor_u32(c);
  x->place = cursor_u32(c);
  x->n_needs = get_count(d, c);
  x->needs = arena_many(d->memory, x->n_needs, declared_need);
  for (uint32_t i = 0; i < x->n_needs && !c->broken; i++) {
    x->needs[i] = (declared_need){.kind = cursor_u32(c)};
    x->needs[i].side = cursor_u32(c);
    x->needs[i].at_least = cursor_u32(c);
    x->needs[i].why = wire_get_text(d, c);
  }
  get_options(d, c, x);
  x->n_methods = get_count(d, c);
  x->methods = arena_many(d->memory, x->n_methods, declared_method);
  for (uint32_t i = 0; i < x->n_methods && !c->broken; i++) {
    x->methods[i].id = wire_get_id(d, c);
    x->methods[i].text = wire_get_text(d, c);
    x->methods[i].reference = wire_get_text(d, c);
  }
  get_statistics(d, c, x);
  get_forms(d, c, x);
  get_uses(d, c, x);
  if (!is_plugin_id(x->id))
    wire_refuse(d, "its id is not of lower-case letters, digits and _, in parts joined by dots");
  if (!cursor_done(c))
    wire_refuse(d, "its description cannot be read");
}

descriptions
wire_decode_descriptions(arena *memory, const void *at, size_t n, const char **why)
{
  const wire_bounds none = {0};
  result ignored = {0};
  descriptions found = {0};
  decoder d = {.memory = memory, .bounds = &none, .out = &ignored};
  cursor stream = cursor_new(at, n), body;
  uint8_t kind;
  while (!d.fault && stream.i < stream.n && wire_next_frame(&stream, &kind, &body)) {
    if (ignored.is_finished || found.n == MOST_PLUGINS) {
      wire_refuse(&d, ignored.is_finished ? "something was said after the end"
                                          : "it describes more than 64 plugins");
    } else if (kind == WIRE_DESCRIPTION) {
      description *const x = arena_one(memory, description);
      d.keys = map_new(memory);
      get_description(&d, &body, x);
      arena_push(memory, &found, x);
    } else if (kind == WIRE_ISOLATION || kind == WIRE_FAIL || kind == WIRE_FINISH) {
      wire_get_body(&d, kind, &body);
    } else {
      wire_refuse(&d, "it spoke before it was asked to run");
    }
  }
  if (!d.fault && stream.broken)
    d.fault = "its description is cut short";
  *why = d.fault ? d.fault : ignored.why;
  if (!*why && !ignored.is_finished)
    *why = "it ended its own process before it was described";
  if (!*why && !found.n)
    *why = "it describes no plugin";
  if (*why)
    found.n = 0;
  return found;
}
