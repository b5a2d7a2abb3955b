/* What is odd about a study: the findings, and where they belong. */
#include "data/odd.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum {
  K_STUDY,
  K_PLAN,
  K_EXPORT,
  K_ROWS,
  K_ANSWERS,
  K_RANGE,
  K_CODING,
  K_SCORES,
  K_GATE,
  K_MATCHING,
  K_PAIRS,
  K_ANALYSES,
  N_KINDS
};

static const odd_kind kinds[N_KINDS] = {
    [K_STUDY] = {"study", "the study can be read and means something", ODD_STUDY, false},
    [K_PLAN] = {"design", "what the study declares fits together", ODD_STUDY, false},
    [K_EXPORT] = {"export", "the export can be read, and its cells are what the study says",
                  ODD_SURVEY, false},
    [K_ROWS] = {"rows", "rows are used, weights are even, response rates are known", ODD_SURVEY,
                true},
    [K_ANSWERS] = {"answers", "items are answered, and not all alike", ODD_SURVEY, true},
    [K_RANGE] = {"range", "the declared range is the one that was answered", ODD_SURVEY, true},
    [K_CODING] = {"coding", "items of a scale point the same way", ODD_SURVEY, true},
    [K_SCORES] = {"scores", "who answered has a score", ODD_SURVEY, true},
    [K_GATE] = {"withheld", "groups are large enough to be shown", ODD_SURVEY, true},
    [K_MATCHING] = {"matching", "units are the same on both sides", ODD_UNITS, true},
    [K_PAIRS] = {"pairs", "pairs have enough matched units", ODD_PAIRS, true},
    [K_ANALYSES] = {"analyses", "analyses are there and can run", ODD_ANALYSES, false},
};

/* Which kind a code is of: the longest beginning that fits. */
static const struct {
  const char *prefix;
  int kind;
} codes[] = {
    {"S", K_STUDY},    {"S3", K_PLAN},  {"D", K_EXPORT},    {"D2", K_MATCHING}, {"D205", K_PAIRS},
    {"D201", K_PAIRS}, {"D30", K_ROWS}, {"D31", K_ANSWERS}, {"D32", K_RANGE},   {"D33", K_CODING},
    {"D34", K_SCORES}, {"G", K_GATE},   {"P", K_ANALYSES},  {"U", K_ANALYSES},  {"U001", K_STUDY},
};

size_t
odd_n_kinds(void)
{
  return N_KINDS;
}

const odd_kind *
odd_kind_at(size_t i)
{
  return &kinds[i];
}

const odd_kind *
odd_kind_of(const char *code)
{
  int kind = K_STUDY;
  size_t longest = 0;
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
    const size_t n = strlen(codes[i].prefix);
    if (n > longest && strncmp(code, codes[i].prefix, n) == 0) {
      longest = n;
      kind = codes[i].kind;
    }
  }
  return &kinds[kind];
}

odd
odd_new(arena *memory, diags *d, const study *s)
{
  return (odd){.memory = memory, .d = d, .study = s};
}

/* Room for the places of the first n messages. */
static void
reach(odd *o, size_t n)
{
  while (o->n_where < n) {
    o->where = arena_room(o->memory, o->where, o->n_where, &o->capacity, sizeof *o->where);
    o->where[o->n_where++] = (about){0};
  }
}

void
odd_say(odd *o, diag_level level, const char *code, about where, unsigned line, const char *why,
        const char *fix, const char *what, ...)
{
  va_list args, again;
  va_start(args, what);
  va_copy(again, args);
  const int n = vsnprintf(NULL, 0, what, again);
  va_end(again);
  char *const words = arena_alloc(o->memory, n < 0 ? 1 : (size_t)n + 1, 1);
  if (n > 0)
    vsnprintf(words, (size_t)n + 1, what, args);
  va_end(args);
  diag_add(o->d, (diag){level, code, o->study->path, line, words, why, fix});
  reach(o, o->d->n);
  o->where[o->d->n - 1] = where;
}

void
odd_place(odd *o, size_t first, size_t last, uint32_t survey)
{
  reach(o, last);
  for (size_t i = first; i < last; i++)
    o->where[i].survey = survey + 1;
}

void
odd_look_at_study(odd *o)
{
  odd_study(o);
}

void
odd_look_at_data(odd *o, const units *u, const survey_data *data, const summary *s)
{
  o->units = u;
  o->data = data;
  o->summary = s;
  odd_rows(o);
  odd_answers(o);
  odd_ranges(o);
  odd_coding(o);
  odd_scores(o);
  odd_gate(o);
  odd_units(o);
}

odd_section
odd_section_of(const odd_finding *f)
{
  return f->kind->section == ODD_SURVEY && !f->where.survey ? ODD_STUDY : f->kind->section;
}

static int
compare_numbers(uint32_t a, uint32_t b)
{
  return (a > b) - (a < b);
}

static int
by_place(const void *a, const void *b)
{
  const odd_finding *const x = a, *const y = b;
  int order = compare_numbers(odd_section_of(x), odd_section_of(y));
  if (!order)
    order = compare_numbers(x->where.survey, y->where.survey);
  if (!order)
    order = compare_numbers(x->where.scale, y->where.scale);
  if (!order)
    order = compare_numbers(x->where.item, y->where.item);
  return order ? order : (x->message > y->message) - (x->message < y->message);
}

odd_finding *
odd_findings(odd *o)
{
  const size_t n = o->d->n;
  reach(o, n);
  odd_finding *const all = arena_many(o->memory, n, odd_finding);
  for (size_t i = 0; i < n; i++)
    all[i] = (odd_finding){&o->d->at[i], odd_kind_of(o->d->at[i].code), o->where[i]};
  if (n)
    qsort(all, n, sizeof *all, by_place);
  return all;
}
