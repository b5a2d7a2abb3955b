/* Options of plugins: what study.xml gives, held against what the plugin declares. */
#include "host/options.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

static const char *
allowed_values(arena *memory, const declared_option *o)
{
  text t = text_new(memory);
  switch (o->type) {
  case OM_OPT_BOOL:
    return "yes or no";
  case OM_OPT_CHOICE:
    text_add(&t, "one of");
    for (uint32_t i = 0; i < o->n_choices; i++)
      text_addf(&t, " %s", o->choices[i]);
    return t.at;
  default:
    text_add(&t, o->type == OM_OPT_INT ? "a whole number from " : "a number from ");
    text_add_double(&t, o->min);
    text_add(&t, " to ");
    text_add_double(&t, o->max);
    return t.at;
  }
}

bool
option_parse(const declared_option *o, const char *value, double *out)
{
  const span s = span_trim((span){value, strlen(value)});
  switch (o->type) {
  case OM_OPT_BOOL:
    *out = span_is(s, "yes");
    return *out == 1 || span_is(s, "no");
  case OM_OPT_CHOICE:
    for (uint32_t i = 0; i < o->n_choices; i++)
      if (span_is(s, o->choices[i])) {
        *out = i;
        return true;
      }
    return false;
  default:
    return number_parse(s, '.', out) && *out >= o->min && *out <= o->max &&
           (o->type != OM_OPT_INT || *out == floor(*out));
  }
}

static void
take_option(arena *memory, const plugin *p, const study *s, const study_option *given,
            double *options, diags *d)
{
  text there = text_new(memory);
  for (uint32_t i = 0; i < p->description->n_options; i++) {
    const declared_option *const o = &p->description->options[i];
    text_addf(&there, "%s%s", i ? ", " : "", o->id);
    if (strcmp(o->id, given->name) != 0)
      continue;
    if (!option_parse(o, given->value, &options[i]))
      diag_error(d, "S171", s->path, given->line, NULL,
                 arena_printf(memory, "give %s", allowed_values(memory, o)),
                 "the option %s of %s cannot be \"%s\"", o->id, p->id, given->value);
    return;
  }
  diag_error(d, "S170", s->path, given->line, NULL,
             there.n ? arena_printf(memory, "its options are %s", there.at) : "it takes none",
             "%s has no option \"%s\"", p->id, given->name);
}

double *
options_take(arena *memory, const plugin *p, const study *s, const study_analysis *a, diags *d)
{
  const description *const x = p->description;
  double *const options = arena_many(memory, x->n_options, double);
  for (uint32_t i = 0; i < x->n_options; i++)
    options[i] = x->options[i].value;
  for (uint32_t i = 0; a && i < a->n_options; i++)
    take_option(memory, p, s, &a->options[i], options, d);
  return options;
}
