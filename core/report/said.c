/* Texts of plugins: templates with names, numbers and arguments filled in.
 *
 * What was filled in is remembered, so that report.xml says which words of a text are the plugin's
 * and may be translated, and which are a name or a number. */
#include "report/model.h"

#include "base/template.h"
#include "data/precision.h"

#include <math.h>
#include <string.h>

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

/* The number that "statistic.part" stands for, and the id of its estimate; false when there is none
 * to be shown. */
static bool
number_named(arena *memory, const shown_section *section, about a, span name, const char **out,
             const char **ref)
{
  const char *const dot = memchr(name.at, '.', name.n);
  const span statistic = {name.at, dot ? (size_t)(dot - name.at) : name.n};
  const span part = dot ? (span){dot + 1, name.n - statistic.n - 1} : (span){"value", 5};
  const shown *const x = estimate_named(section, a, statistic);
  if (!x)
    return false;
  *out = NULL;
  *ref = x->id;
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

/* --- filling in ------------------------------------------------------------------------------ */

typedef struct filling {
  arena *memory;
  text out, id; /* the words, and the template without what its arguments are */
  said_value *values;
  size_t n, capacity;
} filling;

static filling
filling_new(arena *memory)
{
  filling f = {.memory = memory, .out = text_new(memory), .id = text_new(memory)};
  text_add(&f.out, "");
  text_add(&f.id, "");
  return f;
}

static void
fill_words(filling *f, const char *at, size_t n)
{
  text_add_n(&f->out, at, n);
  text_add_n(&f->id, at, n);
}

static void
fill_value(filling *f, span name, said_value x, const char *value)
{
  text_addf(&f->id, "{%.*s}", (int)name.n, name.at);
  f->values = arena_room(f->memory, f->values, f->n, &f->capacity, sizeof *f->values);
  x.at = f->out.n;
  x.n = strlen(value);
  f->values[f->n++] = x;
  text_add(&f->out, value);
}

static said
filled(const filling *f)
{
  return (said){strcmp(f->id.at, f->out.at) == 0 ? NULL : f->id.at, f->out.at, f->values, f->n};
}

/* True when an argument begins at `at`, and was filled in; *end is after it. */
static bool
fill_argument(filling *f, const char *at, const char **end)
{
  template_argument x;
  if (!template_argument_at(f->memory, at, &x))
    return false;
  fill_value(f, x.name, (said_value){.is_words = x.is_words, .is_number = x.is_number}, x.value);
  *end = x.end;
  return true;
}

said
say(arena *memory, const summary *s, const shown_section *section, about subject,
    const char *template, diags *d)
{
  filling f = filling_new(memory);
  for (const char *at = template; *at;) {
    const size_t plain = strcspn(at, "{");
    fill_words(&f, at, plain);
    at += plain;
    if (*at && at[1] == '{') {
      text_add(&f.out, "{");
      text_add(&f.id, "{{");
      at += 2;
      continue;
    }
    const char *end = at;
    if (*at && fill_argument(&f, at, &end)) {
      at = end;
      continue;
    }
    end = *at ? strchr(at, '}') : NULL;
    if (!end) {
      fill_words(&f, at, strlen(at));
      break;
    }
    const span name = {at + 1, (size_t)(end - at) - 1};
    bool is_label;
    const char *value = label_named(memory, s->study, subject, name, &is_label), *ref = NULL;
    if (!value && (is_label || !number_named(memory, section, subject, name, &value, &ref))) {
      diag_warning(d, "P020", NULL, 0, "nothing of that name was reported about the same thing",
                   "tell the author of the plugin", "a text of %s names {%.*s}",
                   section->analysis->id, (int)name.n, name.at);
      return (said){0};
    }
    if (!value)
      return (said){0};
    fill_value(&f, name, (said_value){.ref = ref, .is_number = ref != NULL}, value);
    at = end + 1;
  }
  return filled(&f);
}

said
say_heading(arena *memory, const char *template)
{
  filling f = filling_new(memory);
  for (const char *at = template; *at;) {
    const size_t plain = strcspn(at, "{");
    fill_words(&f, at, plain);
    at += plain;
    const char *end = at;
    if (*at && !fill_argument(&f, at, &end)) {
      fill_words(&f, at, 1);
      end = at + 1;
    }
    at = end;
  }
  return filled(&f);
}

const said *
say_labels(arena *memory, const table *t)
{
  said *const out = arena_many(memory, t->n_columns, said);
  for (size_t c = 0; c < t->n_columns; c++)
    out[c] = say_heading(memory, t->columns[c].label);
  return out;
}
