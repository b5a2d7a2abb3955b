/* triple-S (versions 1.1 to 3.0): XML that describes a file of fixed width or of comma-separated
 * text.  A question with several choices becomes a column for each of them. */
#include "import/foreign.h"

#include "base/catalogue.h"
#include "base/map.h"
#include "base/xml.h"

#include <string.h>

enum { MOST_CODES = 10000, MOST_PLACES = 1 << 20 };

typedef enum { SINGLE, MULTIPLE, QUANTITY, CHARACTER, LOGICAL, DAY, MOMENT, N_TYPES } type;

static const char *const types[N_TYPES] = {"single",  "multiple", "quantity", "character",
                                           "logical", "date",     "time"};

typedef struct code {
  const char *value, *label;
} code;

typedef struct variable {
  const char *name, *text;
  type type;
  bool is_literal; /* codes are text */
  size_t start, finish;
  size_t n_fields, width; /* of a spread multiple; n_fields 0: a string of bits */
  struct {
    code *at;
    size_t n, capacity;
  } codes;
  map seen; /* values of the codes, in their order */
} variable;

typedef struct reading {
  conversion *c;
  columns columns;
  struct {
    variable *at;
    size_t n, capacity;
  } variables;
  bool is_csv;
  size_t skip; /* lines before the data */
  text room;   /* for numbers */
} reading;

static bool
number_in(const char *s, int64_t least, int64_t most, int64_t *out)
{
  return integer_parse((span){s, strlen(s)}, '.', out) && *out >= least && *out <= most;
}

static size_t
count_of(arena *memory, const xmlNode *node, const char *name)
{
  int64_t x;
  const char *const s = node ? xml_attribute(memory, node, name, "") : "";
  return number_in(s, 1, MOST_PLACES, &x) ? (size_t)x : 0;
}

/* The text of a label; of several, the one for people who are asked. */
static const char *
label_of(arena *memory, const xmlNode *node)
{
  const xmlNode *chosen = node ? xml_child(node, "text") : NULL;
  for (const xmlNode *x = chosen; x; x = xml_next(x, "text"))
    if (strcmp(xml_attribute(memory, x, "mode", ""), "interview") == 0)
      chosen = x;
  return node ? xml_words(memory, chosen ? chosen : node) : "";
}

/* --- the description ------------------------------------------------------------------------- */

static const char *
plain_code(const reading *r, const variable *v, span s)
{
  text room = text_new(r->c->memory);
  const span plain = v->is_literal ? s : foreign_number(&room, s, 0);
  return arena_copy(r->c->memory, plain.at, plain.n);
}

static void
add_code(const reading *r, variable *v, const char *value, const char *label)
{
  const uint32_t i = map_add(&v->seen, value, strlen(value));
  if (i == v->codes.n)
    arena_push(r->c->memory, &v->codes, ((code){value, label}));
  else if (*label)
    v->codes.at[i].label = label;
}

/* Codes of a range, so far as they can be choices. */
static bool
take_range(const reading *r, variable *v, const xmlNode *range)
{
  arena *const memory = r->c->memory;
  int64_t from, to;
  if (!number_in(xml_attribute(memory, range, "from", ""), 0, MOST_CODES, &from) ||
      !number_in(xml_attribute(memory, range, "to", ""), from, MOST_CODES, &to))
    return false;
  for (int64_t i = from; i <= to; i++)
    add_code(r, v, arena_printf(memory, "%d", (int)i), "");
  return true;
}

/* Of a quantity, single values beside its range stand for "no answer". */
static bool
take_values(const reading *r, variable *v, const xmlNode *values, missings *no_answers)
{
  arena *const memory = r->c->memory;
  for (const xmlNode *x = values ? xml_child(values, "range") : NULL; x; x = xml_next(x, "range"))
    if (v->type == MULTIPLE && !take_range(r, v, x))
      return false;
  for (const xmlNode *x = values ? xml_child(values, "value") : NULL; x; x = xml_next(x, "value")) {
    const char *const written = xml_attribute(memory, x, "code", "");
    const char *const value = plain_code(r, v, (span){written, strlen(written)});
    const char *const label = label_of(memory, x);
    const char *const missing = xml_attribute(memory, x, "missing", "no");
    if (v->codes.n >= MOST_CODES)
      return false;
    add_code(r, v, value, label);
    if (v->type == QUANTITY || strcmp(missing, "no") != 0)
      arena_push(memory, no_answers,
                 ((value_missing){.value = value, .reason = *label ? label : "special code"}));
  }
  return true;
}

static void
add_columns(reading *r, const variable *v, column_role role, const missings *no_answers)
{
  static const column_kind kinds[N_TYPES] = {COLUMN_NUMBER, COLUMN_SELECTED, COLUMN_NUMBER,
                                             COLUMN_TEXT,   COLUMN_NUMBER,   COLUMN_DATE,
                                             COLUMN_DATE};
  arena *const memory = r->c->memory;
  for (size_t i = 0; v->type == MULTIPLE && i < v->codes.n; i++) {
    codebook_column x = foreign_column();
    x.name = arena_printf(memory, "%s_%s", v->name, v->codes.at[i].value);
    x.text = foreign_choice(memory, v->text, v->codes.at[i].label);
    x.group = v->name;
    x.kind = COLUMN_SELECTED;
    x.labels = arena_one(memory, value_label);
    x.labels[0] = (value_label){"1", v->codes.at[i].label};
    x.n_labels = *v->codes.at[i].label != '\0';
    arena_push(memory, &r->columns, x);
  }
  if (v->type == MULTIPLE)
    return;
  labels all = {0};
  for (size_t i = 0; i < v->codes.n; i++)
    if (*v->codes.at[i].label)
      arena_push(memory, &all, ((value_label){v->codes.at[i].value, v->codes.at[i].label}));
  codebook_column x = foreign_column();
  x.name = v->name;
  x.text = v->text;
  x.kind = v->is_literal ? COLUMN_ANY : kinds[v->type];
  x.role = role;
  x.labels = all.at;
  x.n_labels = (uint32_t)all.n;
  x.missing = no_answers->at;
  x.n_missing = (uint32_t)no_answers->n;
  arena_push(memory, &r->columns, x);
}

static bool
take_variable(reading *r, const xmlNode *node)
{
  arena *const memory = r->c->memory;
  const xmlNode *const position = xml_child(node, "position");
  const xmlNode *const spread = xml_child(node, "spread");
  const char *const named = xml_attribute(memory, node, "type", "");
  const char *const use = xml_attribute(memory, node, "use", "");
  variable v = {.seen = map_new(memory),
                .name = xml_words(memory, xml_child(node, "name")),
                .text = label_of(memory, xml_child(node, "label")),
                .is_literal = strcmp(xml_attribute(memory, node, "format", ""), "literal") == 0,
                .start = count_of(memory, position, "start"),
                .finish = count_of(memory, position, "finish"),
                .n_fields = count_of(memory, spread, "subfields"),
                .width = count_of(memory, spread, "width")};
  while (v.type < N_TYPES && strcmp(types[v.type], named) != 0)
    v.type++;
  if (v.finish < v.start)
    v.finish = v.start;
  const unsigned line = xml_line(node);
  if (v.type == N_TYPES || !*v.name || !v.start)
    return foreign_fail(r->c,
                        arena_printf(memory, "the variable in line %u of its description has %s",
                                     line,
                                     v.type == N_TYPES ? "no type that is known"
                                     : *v.name         ? "no position"
                                                       : "no name"),
                        NULL);
  if (v.n_fields && !v.width)
    v.width = (v.finish - v.start + 1) / v.n_fields;
  missings no_answers = {0};
  if (!take_values(r, &v, xml_child(node, "values"), &no_answers))
    return foreign_fail(
        r->c, arena_printf(memory, "the variable in line %u has codes beyond 0 to 10,000", line),
        NULL);
  const column_role role = strcmp(use, "weight") == 0   ? ROLE_WEIGHT
                           : strcmp(use, "serial") == 0 ? ROLE_ID
                                                        : ROLE_NONE;
  add_columns(r, &v, role, &no_answers);
  arena_push(memory, &r->variables, v);
  return true;
}

static bool
take_record(reading *r, const xmlNode *root)
{
  arena *const memory = r->c->memory;
  const xmlNode *const survey = xml_child(root, "survey");
  const xmlNode *const record = survey ? xml_child(survey, "record") : NULL;
  if (strcmp((const char *)root->name, "sss") != 0 || !record)
    return foreign_fail(r->c, "it is no triple-S description",
                        "name the triple-S XML in survey/@codebook and the data in survey/@file");
  if (xml_child(root, "hierarchy") || xml_next(record, "record"))
    return foreign_fail(r->c, "it describes several files that belong together",
                        "export a single one");
  r->is_csv = strcmp(xml_attribute(memory, record, "format", "fixed"), "csv") == 0;
  r->skip = count_of(memory, record, "skip");
  for (const xmlNode *v = xml_child(record, "variable"); v; v = xml_next(v, "variable"))
    if (!take_variable(r, v))
      return false;
  return r->columns.n ? true : foreign_fail(r->c, "it describes no variable", NULL);
}

/* --- the data -------------------------------------------------------------------------------- */

/* A record of the data: a line, or its cells. */
typedef struct record {
  span line;
  const span *cells; /* of comma-separated text, else NULL */
  size_t n_cells;
} record;

/* Characters of the variable; in comma-separated text the cell, or the n-th of its cells. */
static span
field_of(const record *x, const variable *v, size_t n)
{
  if (!x->cells)
    return foreign_field(x->line, v->start, v->finish - v->start + 1);
  return v->start - 1 + n < x->n_cells ? x->cells[v->start - 1 + n] : (span){"", 0};
}

/* The n-th code of a spread multiple. */
static span
spread_field(const record *x, const variable *v, size_t n)
{
  if (!x->cells)
    return foreign_field(x->line, v->start + n * v->width, v->width);
  return v->finish > v->start ? field_of(x, v, n)
                              : foreign_field(field_of(x, v, 0), 1 + n * v->width, v->width);
}

/* Which of the codes were chosen, a cell each. */
static void
write_choices(reading *r, const record *x, const variable *v, bool *chosen)
{
  memset(chosen, 0, v->codes.n * sizeof *chosen);
  for (size_t k = 0; k < v->n_fields; k++) {
    const span field = span_trim(spread_field(x, v, k));
    const span value = v->is_literal ? field : foreign_number(&r->room, field, 0);
    for (size_t i = 0; i < v->codes.n && value.n; i++)
      chosen[i] |= span_is(value, v->codes.at[i].value);
  }
  const span bits = v->n_fields ? (span){"", 0} : field_of(x, v, 0);
  for (size_t i = 0; i < v->codes.n && bits.n; i++) {
    int64_t place;
    if (number_in(v->codes.at[i].value, 1, (int64_t)bits.n, &place))
      chosen[i] = bits.at[place - 1] == '1';
  }
  for (size_t i = 0; i < v->codes.n; i++)
    row_cell(r->c, "1", chosen[i]);
}

static bool
are_digits(span s)
{
  bool all = true;
  for (size_t i = 0; i < s.n; i++)
    all &= s.at[i] >= '0' && s.at[i] <= '9';
  return all;
}

/* YYYYMMDD and HHMMSS as people and ISO write them. */
static span
as_moment(arena *memory, span s, type t)
{
  const char *const at = s.at;
  const char *out = NULL;
  if (t == DAY && s.n == 8 && are_digits(s))
    out = arena_printf(memory, "%.4s-%.2s-%.2s", at, at + 4, at + 6);
  else if (t == MOMENT && (s.n == 6 || s.n == 4) && are_digits(s))
    out = arena_printf(memory, "%.2s:%.2s:%.2s", at, at + 2, s.n == 6 ? at + 4 : "00");
  return out ? (span){out, strlen(out)} : s;
}

static void
write_value(reading *r, const record *x, const variable *v)
{
  arena *const memory = r->c->memory;
  span s = span_trim(field_of(x, v, 0));
  if (v->type == DAY || v->type == MOMENT)
    s = as_moment(memory, s, v->type);
  else if ((v->type == SINGLE && !v->is_literal) || v->type == QUANTITY)
    s = foreign_number(&r->room, s, 0);
  if (v->type == SINGLE && !v->is_literal && span_is(s, "0")) { /* nothing, unless it is a code */
    bool is_code = false;
    for (size_t i = 0; i < v->codes.n; i++)
      is_code |= strcmp(v->codes.at[i].value, "0") == 0;
    s.n = is_code ? s.n : 0;
  }
  row_cell(r->c, s.at, s.n);
}

static void
write_row(reading *r, const record *x, bool *chosen)
{
  for (size_t i = 0; i < r->variables.n; i++) {
    const variable *const v = &r->variables.at[i];
    if (v->type == MULTIPLE)
      write_choices(r, x, v, chosen);
    else
      write_value(r, x, v);
  }
  row_end(r->c);
}

static bool
write_csv(reading *r, span data, bool *chosen)
{
  records all = records_new(r->c->memory, data, true, ',', 1);
  record_state state;
  for (size_t n = 0; (state = records_next(&all)) == RECORD_ROW; n++) {
    const record x = {.cells = all.cells, .n_cells = all.n_cells};
    if (n >= r->skip && (x.n_cells > 1 || span_trim(x.cells[0]).n))
      write_row(r, &x, chosen);
  }
  return state == RECORD_END ||
         foreign_fail(r->c,
                      arena_printf(r->c->memory, "a quote in line %u of its data is not closed",
                                   all.fault_line),
                      NULL);
}

static bool
write_rows(reading *r)
{
  span data, line;
  bool *const chosen = arena_many(r->c->memory, MOST_CODES + 1, bool);
  if (!foreign_data(r->c, &data))
    return false;
  if (r->is_csv)
    return write_csv(r, data, chosen);
  for (size_t n = 0; foreign_line(&data, &line); n++)
    if (n >= r->skip && span_trim(line).n) {
      const record x = {.line = line};
      write_row(r, &x, chosen);
    }
  return true;
}

static bool
run(conversion *c)
{
  if (c->codebook_fd < 0)
    return foreign_fail(c, "the XML that describes its columns is missing",
                        "name the triple-S XML in survey/@codebook and the data in survey/@file");
  xmlDoc *const doc = foreign_xml(c, c->codebook_fd);
  if (!doc)
    return false;
  reading r = {.c = c, .room = text_new(c->memory)};
  const bool is_fine = take_record(&r, xmlDocGetRootElement(doc));
  xmlFreeDoc(doc);
  if (!is_fine || (c->fd >= 0 && !write_rows(&r)))
    return false;
  c->book.format =
      r.is_csv ? N_("triple-S, comma-separated text") : N_("triple-S, text of fixed width");
  foreign_set_columns(&c->book, &r.columns);
  return true;
}

static int
probe(const char *head, size_t n, const char *name)
{
  (void)name;
  return memmem(head, n, "<sss ", 5) || memmem(head, n, "<sss>", 5) ? 100 : 0;
}

/* Always: without the description, codes and choices cannot be told apart. */
static bool
reads_rows(const char *head, size_t n)
{
  (void)head, (void)n;
  return true;
}

const converter converter_triple_s = {.id = "triple-s",
                                      .label = "a triple-S survey",
                                      .is_codebook = true,
                                      .probe = probe,
                                      .run = run,
                                      .reads_rows = reads_rows};
