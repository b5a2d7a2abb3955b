/* Of two reports: the tables of the later one again, with differences for numbers. */
#include "report/change_part.h"

#include "base/catalogue.h"
#include "base/template.h"
#include "base/xml.h"
#include "report/xml_part.h"

#include <math.h>
#include <string.h>

/* What a section's tables point to, written behind them. */
typedef struct cell {
  const char *id;
  const xmlNode *like; /* the estimate that it is about the same thing as */
  const char *n;
  difference d; /* or one of the numbers by itself */
  bool is_withheld;
} cell;

typedef struct word {
  const char *id, *text; /* NULL: withheld */
  const xmlNode *row;
} word;

typedef struct written {
  const change *c;
  const xmlNode *section;
  map ids; /* of cells */
  cell *cells;
  size_t n_cells, cells_capacity;
  word *words;
  size_t n_words, words_capacity;
  map statistics;
} written;

void
change_say(const change *c, const char *name, const char *template)
{
  xml_said_element(c->w, c->memory, name, say_heading(c->memory, template));
}

void
change_copy_text(const change *c, const char *name, const xmlNode *text)
{
  markup *const w = c->w;
  markup_open(w, name);
  ATTRIBUTE("template", change_attribute(text, "template"));
  markup_text(w, "");
  for (const xmlNode *n = text->children; n; n = n->next) {
    if (n->type == XML_TEXT_NODE)
      markup_text(w, (const char *)n->content);
    if (n->type != XML_ELEMENT_NODE)
      continue;
    markup_open(w, "value");
    ATTRIBUTE("words", change_attribute(n, "words"));
    ATTRIBUTE("number", change_attribute(n, "ref") || change_attribute(n, "number") ? "yes" : NULL);
    markup_text(w, n->children ? (const char *)n->children->content : "");
    markup_close(w);
    markup_text(w, "");
  }
  markup_close(w);
}

/* --- cells ------------------------------------------------------------------------------------ */

static const char *
add_cell(written *x, const char *id, const change_number *like, difference d, bool is_withheld,
         const char *n)
{
  const uint32_t before = x->ids.n;
  if (map_add(&x->ids, id, strlen(id)) < before)
    return id; /* another table has it, too */
  const char *const statistic = change_attribute(like->node, "statistic");
  map_add(&x->statistics, statistic, strlen(statistic));
  x->cells = arena_room(x->c->memory, x->cells, x->n_cells, &x->cells_capacity, sizeof *x->cells);
  x->cells[x->n_cells++] = (cell){id, like->node, n, d, is_withheld};
  return id;
}

static const char *
verdict_of(const difference *d)
{
  return d->lo > 0 ? N_("higher") : d->hi < 0 ? N_("lower") : N_("cannot say");
}

/* The two numbers of a cell of the later report. */
typedef struct both {
  change_number before, after;
} both;

static both
both_of(const written *x, const xmlNode *row, size_t column)
{
  const xmlNode *at = xml_child(row, "cell");
  for (; at && column--;)
    at = xml_next(at, "cell");
  both b = {.after = change_number_after(&x->c->pair, change_attribute(at, "ref"))};
  bool is_unlike = false;
  b.before = b.after.node ? change_number_before(&x->c->pair, x->section, &b.after, &is_unlike)
                          : change_number_of(NULL);
  return b;
}

/* The smaller of the two, as text; NULL when either has none. */
static const char *
n_of(const both *b)
{
  if (isnan(b->before.n) || isnan(b->after.n))
    return NULL;
  return change_attribute(b->before.n < b->after.n ? b->before.node : b->after.node, "n");
}

static bool
is_withheld(const both *b)
{
  return b->before.node && b->after.node && (b->before.is_withheld || b->after.is_withheld);
}

/* Id of the difference; NULL where there is none. */
static const char *
difference_cell(written *x, const both *b)
{
  if (!b->before.node || !b->after.node)
    return NULL;
  const difference d = change_between(b->before, b->after);
  if (!is_withheld(b) && isnan(d.value))
    return NULL;
  return add_cell(x, change_attribute(b->after.node, "id"), &b->after, d, is_withheld(b), n_of(b));
}

/* Id of one of the two numbers by itself. */
static const char *
number_cell(written *x, const both *b, bool is_later)
{
  const change_number *const own = is_later ? &b->after : &b->before;
  if (!b->before.node || !b->after.node || (!own->is_withheld && isnan(own->value)))
    return NULL;
  const char *const id = arena_printf(x->c->memory, "%s.%s", change_attribute(b->after.node, "id"),
                                      is_later ? "now" : "before");
  return add_cell(x, id, own, (difference){own->value, own->lo, own->hi}, own->is_withheld,
                  change_attribute(own->node, "n"));
}

static const char *
word_cell(written *x, const both *b, const xmlNode *row)
{
  if (!b->before.node || !b->after.node)
    return NULL;
  const difference d = change_between(b->before, b->after);
  const word w = {arena_printf(x->c->memory, "change-%s-w%zu", change_attribute(x->section, "id"),
                               x->n_words + 1),
                  is_withheld(b) ? NULL : verdict_of(&d), row};
  x->words = arena_room(x->c->memory, x->words, x->n_words, &x->words_capacity, sizeof *x->words);
  x->words[x->n_words++] = w;
  return w.id;
}

/* --- tables ----------------------------------------------------------------------------------- */

static void
write_column(const change *c, const char *name, const char *format, bool is_change,
             const char *template)
{
  markup *const w = c->w;
  const said label = say_heading(c->memory, template);
  markup_open(w, "column");
  ATTRIBUTE("name", name);
  ATTRIBUTE("label", label.text);
  ATTRIBUTE("format", format);
  ATTRIBUTE("signed", is_change ? "yes" : NULL);
  xml_said_values(w, c->memory, label);
  markup_close(w);
}

static void
write_columns(const change *c, const changed_table *t)
{
  write_column(c, "change", "text", false, N_("Change"));
  size_t i = 0;
  for (const xmlNode *x = xml_child(t->table, "column"); x; x = xml_next(x, "column"), i++) {
    if (!t->columns[i])
      continue;
    const char *const name = change_attribute(x, "name"), *const format = change_attribute(x, "form"
                                                                                              "at");
    const char *const label = template_quote(c->memory, change_attribute(x, "label"));
    if (i == t->first) {
      write_column(c, name, format, false, arena_printf(c->memory, N_("Before: {what:%s}"), label));
      write_column(c, name, format, false, arena_printf(c->memory, N_("Now: {what:%s}"), label));
    }
    write_column(c, name, format, true, arena_printf(c->memory, N_("Change: {what:%s}"), label));
  }
}

static void
write_cell(const change *c, const char *ref)
{
  markup_open(c->w, "cell");
  markup_attribute(c->w, "ref", ref);
  markup_close(c->w);
}

static void
write_row(written *x, const changed_table *t, const xmlNode *row)
{
  markup *const w = x->c->w;
  markup_open(w, "row");
  for (const xmlAttr *a = row->properties; a; a = a->next)
    if (strcmp((const char *)a->name, "withheld") != 0)
      ATTRIBUTE((const char *)a->name, change_attribute(row, (const char *)a->name));
  const both first = both_of(x, row, t->first);
  ATTRIBUTE("withheld", is_withheld(&first) ? "small-group" : NULL);
  write_cell(x->c, word_cell(x, &first, row));
  for (size_t i = 0; i < t->n_columns; i++) {
    if (!t->columns[i])
      continue;
    const both b = i == t->first ? first : both_of(x, row, i);
    if (i == t->first) {
      write_cell(x->c, number_cell(x, &b, false));
      write_cell(x->c, number_cell(x, &b, true));
    }
    write_cell(x->c, difference_cell(x, &b));
  }
  markup_close(w);
}

/* A picture of the first change, where the later report has one of a range by row. */
static void
write_chart(const written *x, const changed_table *t)
{
  static const char *const types[] = {"forest", "bars", "butterfly"};
  markup *const w = x->c->w;
  const char *const table = change_attribute(t->table, "id");
  const xmlNode *chart = xml_child(x->section, "chart");
  for (; chart; chart = xml_next(chart, "chart")) {
    bool is_by_row = false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
      is_by_row |= strcmp(change_attribute(chart, "type"), types[i]) == 0;
    if (is_by_row && strcmp(change_attribute(chart, "table"), table) == 0)
      break;
  }
  if (!chart)
    return;
  const char *const title =
      template_quote(x->c->memory, xml_words(x->c->memory, xml_child(chart, "title")));
  markup_open(w, "chart");
  ATTRIBUTE("id", change_attribute(chart, "id"));
  ATTRIBUTE("type", "forest");
  ATTRIBUTE("table", table);
  ATTRIBUTE("columns", "4");
  change_say(x->c, "title", arena_printf(x->c->memory, N_("Change: {what:%s}"), title));
  change_say(x->c, "description",
             N_("A dot for each row: how far its number stands above or below the one of the "
                "earlier "
                "report. Thin lines are ranges; one that crosses zero cannot say."));
  markup_close(w);
}

static void
write_table(written *x, const changed_table *t)
{
  markup *const w = x->c->w;
  write_chart(x, t);
  markup_open(w, "table");
  ATTRIBUTE("id", change_attribute(t->table, "id"));
  ATTRIBUTE("rows", change_attribute(t->table, "rows"));
  change_say(x->c, "title",
             arena_printf(x->c->memory, N_("Change: {what:%s}"),
                          template_quote(x->c->memory,
                                         xml_words(x->c->memory, xml_child(t->table, "title")))));
  write_columns(x->c, t);
  for (const xmlNode *row = xml_child(t->table, "row"); row; row = xml_next(row, "row"))
    write_row(x, t, row);
  markup_close(w);
}

/* --- estimates and remarks -------------------------------------------------------------------- */

static void
write_about(markup *w, const xmlNode *like)
{
  for (const char *const *about = change_abouts; *about; about++)
    ATTRIBUTE(*about, change_attribute(like, *about));
}

static void
write_estimate(const written *x, const cell *e)
{
  markup *const w = x->c->w;
  markup_open(w, "estimate");
  ATTRIBUTE("id", e->id);
  ATTRIBUTE("statistic", change_attribute(e->like, "statistic"));
  ATTRIBUTE("method", change_attribute(e->like, "method"));
  write_about(w, e->like);
  if (e->is_withheld) {
    ATTRIBUTE("withheld", "small-group");
  } else {
    markup_number(w, "value", e->d.value);
    markup_number(w, "lo", e->d.lo);
    markup_number(w, "hi", e->d.hi);
    ATTRIBUTE("n", e->n);
  }
  ATTRIBUTE("basis", change_attribute(e->like, "basis"));
  markup_close(w);
}

static void
write_word(const written *x, const word *r)
{
  markup *const w = x->c->w;
  markup_open(w, "remark");
  ATTRIBUTE("id", r->id);
  ATTRIBUTE("name", "change");
  write_about(w, r->row);
  if (r->text)
    markup_text(w, r->text);
  else
    ATTRIBUTE("withheld", "small-group");
  markup_close(w);
}

/* The words for what is shown, as the later report has them. */
static void
write_statistics(const written *x)
{
  markup *const w = x->c->w;
  for (const xmlNode *s = xml_child(x->section, "statistic"); s; s = xml_next(s, "statistic")) {
    const char *const id = change_attribute(s, "id");
    if (map_find(&x->statistics, id, strlen(id)) == MAP_NONE)
      continue;
    markup_open(w, "statistic");
    ATTRIBUTE("id", id);
    ATTRIBUTE("label", change_attribute(s, "label"));
    ATTRIBUTE("format", change_attribute(s, "format"));
    ATTRIBUTE("method", change_attribute(s, "method"));
    markup_text(w, xml_words(x->c->memory, s));
    markup_close(w);
  }
}

static void
write_section(const change *c, const changed_section *s)
{
  written x = {
      .c = c, .section = s->section, .ids = map_new(c->memory), .statistics = map_new(c->memory)};
  markup *const w = c->w;
  markup_open(w, "section");
  ATTRIBUTE("id", change_attribute(s->section, "id"));
  ATTRIBUTE("plugin", change_attribute(s->section, "plugin"));
  ATTRIBUTE("version", change_attribute(s->section, "version"));
  ATTRIBUTE("outcome", "ok");
  change_copy_text(c, "title", xml_child(s->section, "title"));
  for (size_t i = 0; i < s->n; i++)
    write_table(&x, &s->at[i]);
  for (size_t i = 0; i < x.n_cells; i++)
    write_estimate(&x, &x.cells[i]);
  for (size_t i = 0; i < x.n_words; i++)
    write_word(&x, &x.words[i]);
  write_statistics(&x);
  markup_close(w);
}

void
change_write_sections(const change *c)
{
  for (size_t i = 0; i < c->n_sections; i++)
    write_section(c, &c->sections[i]);
}
