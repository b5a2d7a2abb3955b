/* What a plugin declares, held against the rules of its check. */
#include "host/conform.h"

#include <math.h>
#include <string.h>

void
conform_place(conform *c, const plugin_file *file)
{
  conform_tried(c, RULE_TRUSTED);
  if (file->doubt)
    conform_against(c, RULE_TRUSTED, CONFORM_DOUBTFUL,
                    "no run would search the folder that it lies in: %s", file->doubt);
}

void
conform_refused(conform *c, const char *why)
{
  static const struct {
    const char *words;
    conform_rule rule;
  } known[] = {
      {"it belongs to another user", RULE_TRUSTED},
      {"can write to it", RULE_TRUSTED},
      {"its id is not of", RULE_ID_GRAMMAR},
      {"an id is ", RULE_ID_GRAMMAR},
      {"was declared twice", RULE_ID_GRAMMAR},
      {"no id of a plugin", RULE_ID_GRAMMAR},
      {"default of an option", RULE_DEFAULTS},
      {"option without choices", RULE_DEFAULTS},
      {"it printed", RULE_SILENT},
      {"it had not finished", RULE_TIME},
  };
  conform_rule rule = RULE_LOADS;
  for (size_t i = 0; i < sizeof known / sizeof *known && rule == RULE_LOADS; i++)
    if (strstr(why, known[i].words))
      rule = known[i].rule;
  conform_against(c, rule, CONFORM_FAILED, "it cannot be used, because %s", why);
}

/* --- ids ------------------------------------------------------------------------------------- */

/* Most of their grammar the host holds to before there is a description. */
static void
look_at_ids(conform *c, const description *d)
{
  conform_tried(c, RULE_ID_GRAMMAR);
  for (uint32_t i = 0; i < d->n_options; i++)
    for (uint32_t j = 0; j < i; j++)
      if (strcmp(d->options[i].id, d->options[j].id) == 0)
        conform_against(c, RULE_ID_GRAMMAR, CONFORM_FAILED, "two options have the id \"%s\"",
                        d->options[i].id);
  for (uint32_t i = 0; i < d->n_methods; i++)
    for (uint32_t j = 0; j < i; j++)
      if (strcmp(d->methods[i].id, d->methods[j].id) == 0)
        conform_against(c, RULE_ID_GRAMMAR, CONFORM_FAILED, "two methods have the id \"%s\"",
                        d->methods[i].id);
}

/* --- options --------------------------------------------------------------------------------- */

static bool
is_whole(double x)
{
  return x == floor(x);
}

/* What is wrong with the option, or NULL. */
static const char *
fault_of(const declared_option *o)
{
  switch (o->type) {
  case OM_OPT_BOOL:
    return o->value == 0 || o->value == 1 ? NULL : "is yes or no, and its default neither 0 nor 1";
  case OM_OPT_CHOICE:
    return is_whole(o->value) ? NULL : "is a choice, and its default no index of one";
  default:
    if (!isfinite(o->min) || !isfinite(o->max))
      return "has a bound that is no number";
    if (o->min >= o->max)
      return "has a lowest value that is not below its highest";
    if (o->type == OM_OPT_INT && !(is_whole(o->value) && is_whole(o->min) && is_whole(o->max)))
      return "is a whole number, and its default or a bound is not";
    return NULL;
  }
}

static void
look_at_options(conform *c, const description *d)
{
  conform_tried(c, RULE_DEFAULTS);
  for (uint32_t i = 0; i < d->n_options; i++) {
    const declared_option *const o = &d->options[i];
    const char *const fault = fault_of(o);
    if (fault)
      conform_against(c, RULE_DEFAULTS, CONFORM_FAILED, "the option \"%s\" %s", o->id, fault);
    for (uint32_t j = 0; j < o->n_choices; j++)
      for (uint32_t k = 0; k < j; k++)
        if (strcmp(o->choices[j], o->choices[k]) == 0)
          conform_against(c, RULE_DEFAULTS, CONFORM_FAILED,
                          "the option \"%s\" has the choice \"%s\" twice", o->id, o->choices[j]);
  }
}

/* --- texts ----------------------------------------------------------------------------------- */

static void
look_at_form(conform *c, const declared_form *f)
{
  conform_text(c, arena_printf(c->memory, "the help of the hypothesis %s", f->kind), f->help);
  for (uint32_t i = 0; i < f->n_roles; i++)
    conform_text(c, arena_printf(c->memory, "the help of the role %s", f->roles[i].id),
                 f->roles[i].help);
}

static void
look_at_texts(conform *c, const description *d)
{
  arena *const memory = c->memory;
  conform_tried(c, RULE_UTF8);
  conform_tried(c, RULE_WORDS);
  conform_bytes(c, "its version", d->version);
  conform_text(c, "its name", d->name);
  conform_text(c, "its summary", d->summary);
  for (uint32_t i = 0; i < d->n_needs; i++)
    conform_text(c, "the reason for a need", d->needs[i].why);
  for (uint32_t i = 0; i < d->n_options; i++) {
    const declared_option *const o = &d->options[i];
    conform_text(c, arena_printf(memory, "the help of the option %s", o->id), o->help);
    for (uint32_t j = 0; j < o->n_choices; j++)
      conform_bytes(c, arena_printf(memory, "a choice of the option %s", o->id), o->choices[j]);
  }
  for (uint32_t i = 0; i < d->n_methods; i++) {
    conform_text(c, arena_printf(memory, "the method %s", d->methods[i].id), d->methods[i].text);
    /* others wrote the titles of what they published */
    conform_bytes(c, arena_printf(memory, "the reference of the method %s", d->methods[i].id),
                  d->methods[i].reference);
  }
  for (uint32_t i = 0; i < d->n_statistics; i++) {
    const declared_statistic *const s = &d->statistics[i];
    conform_text(c, arena_printf(memory, "the label of the statistic %s", s->id), s->label);
    conform_text(c, arena_printf(memory, "the help of the statistic %s", s->id), s->help);
  }
  for (uint32_t i = 0; i < d->n_forms; i++)
    look_at_form(c, &d->forms[i]);
}

void
conform_declared(conform *c, const description *d)
{
  look_at_ids(c, d);
  look_at_options(c, d);
  look_at_texts(c, d);
}
