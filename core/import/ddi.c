/* DDI codebooks (version 2): names, questions and labels of the columns of a delimited export, or,
 * of a file of fixed width, where its columns are as well. */
#include "import/foreign.h"

#include "base/catalogue.h"
#include "base/xml.h"

#include <string.h>
#include <strings.h>

/* Where a variable stands in its line. */
typedef struct location {
  size_t start, n; /* characters; n 0: nowhere */
  unsigned decimals;
  bool is_number;
} location;

typedef struct reading {
  conversion *c;
  columns columns;
  struct {
    location *at;
    size_t n, capacity;
  } locations;
  bool has_segments;
} reading;

static size_t
count_of(arena *memory, const xmlNode *node, const char *name)
{
  enum { MOST = 1 << 20 };
  const char *const s = node ? xml_attribute(memory, node, name, "") : "";
  int64_t x;
  return integer_parse((span){s, strlen(s)}, '.', &x) && x > 0 && x < MOST ? (size_t)x : 0;
}

static location
locate(reading *r, const xmlNode *var)
{
  arena *const memory = r->c->memory;
  const xmlNode *const at = xml_child(var, "location"), *const format = xml_child(var, "varFormat");
  const char *const type = format ? xml_attribute(memory, format, "type", "numeric") : "numeric";
  location x = {.start = count_of(memory, at, "StartPos"),
                .n = count_of(memory, at, "width"),
                .decimals = (unsigned)count_of(memory, var, "dcml"),
                .is_number = strcmp(type, "character") != 0};
  const size_t end = count_of(memory, at, "EndPos");
  if (x.start && end >= x.start)
    x.n = end - x.start + 1;
  if (!x.start)
    x.n = 0;
  r->has_segments |= count_of(memory, at, "RecSegNo") > 1;
  return x;
}

/* The label of the element itself, not of a group that it is in. */
static const char *
label_of(arena *memory, const xmlNode *node)
{
  const xmlNode *label = xml_child(node, "labl");
  for (const xmlNode *x = label; x; x = xml_next(x, "labl")) {
    const char *const level = xml_attribute(memory, x, "level", "");
    if (!*level || strcasecmp(level, "variable") == 0 || strcasecmp(level, "category") == 0)
      return xml_words(memory, x);
  }
  return label ? xml_words(memory, label) : "";
}

static const char *
value_text(arena *memory, const char *value, const location *l)
{
  const span s = {value, strlen(value)};
  text room = text_new(memory);
  const span plain = l->is_number ? foreign_number(&room, s, 0) : s;
  return arena_copy(memory, plain.at, plain.n);
}

static void
take_categories(arena *memory, const xmlNode *var, const location *l, labels *all,
                missings *no_answers)
{
  for (const xmlNode *x = xml_child(var, "catgry"); x; x = xml_next(x, "catgry")) {
    const char *const value = value_text(memory, xml_words(memory, xml_child(x, "catValu")), l);
    const char *const label = label_of(memory, x);
    if (*value && *label)
      arena_push(memory, all, ((value_label){value, label}));
    if (*value && strcasecmp(xml_attribute(memory, x, "missing", "N"), "Y") == 0)
      arena_push(memory, no_answers,
                 ((value_missing){.value = value, .reason = *label ? label : "declared missing"}));
  }
}

/* <invalrng>: values and ranges that are no answers. */
static void
take_invalid(arena *memory, const xmlNode *var, const location *l, missings *no_answers)
{
  static const char reason[] = "declared missing";
  for (const xmlNode *x = xml_child(var, "invalrng"); x; x = xml_next(x, "invalrng")) {
    for (const xmlNode *i = xml_child(x, "item"); i; i = xml_next(i, "item")) {
      const char *const value = value_text(memory, xml_attribute(memory, i, "VALUE", ""), l);
      arena_push(memory, no_answers, ((value_missing){.value = value, .reason = reason}));
    }
    for (const xmlNode *i = xml_child(x, "range"); i; i = xml_next(i, "range")) {
      const char *const lo = xml_attribute(memory, i, "min", ""), *const hi = xml_attribute(
                                                                      memory, i, "max", "");
      value_missing range = {.reason = reason};
      if (number_parse((span){lo, strlen(lo)}, '.', &range.lo) &&
          number_parse((span){hi, strlen(hi)}, '.', &range.hi))
        arena_push(memory, no_answers, range);
    }
  }
}

static void
take_variable(reading *r, const xmlNode *var)
{
  arena *const memory = r->c->memory;
  const location l = locate(r, var);
  const xmlNode *const format = xml_child(var, "varFormat"), *const asked = xml_child(var, "qstn");
  const xmlNode *const literal = asked ? xml_child(asked, "qstnLit") : NULL;
  const char *const category = format ? xml_attribute(memory, format, "category", "") : "";
  labels all = {0};
  missings no_answers = {0};
  take_categories(memory, var, &l, &all, &no_answers);
  take_invalid(memory, var, &l, &no_answers);
  codebook_column x = foreign_column();
  x.name = xml_attribute(memory, var, "name", xml_attribute(memory, var, "ID", ""));
  x.text = literal ? xml_words(memory, literal) : "";
  x.text = *x.text ? x.text : label_of(memory, var);
  x.role = *xml_attribute(memory, var, "wgt", "") ? ROLE_WEIGHT : ROLE_NONE;
  x.kind = strcmp(category, "date") == 0 || strcmp(category, "time") == 0 ? COLUMN_DATE
           : l.is_number && format                                        ? COLUMN_NUMBER
                                                                          : COLUMN_ANY;
  x.labels = all.at;
  x.n_labels = (uint32_t)all.n;
  x.missing = no_answers.at;
  x.n_missing = (uint32_t)no_answers.n;
  arena_push(memory, &r->columns, x);
  arena_push(memory, &r->locations, l);
}

/* A cell for each variable that has a place, in their order. */
static bool
write_rows(reading *r)
{
  conversion *const c = r->c;
  columns placed = {0};
  for (size_t i = 0; i < r->columns.n; i++)
    if (r->locations.at[i].n)
      arena_push(c->memory, &placed, r->columns.at[i]);
  if (!placed.n)
    return foreign_fail(c, "it gives no positions, so it describes no file of fixed width",
                        "leave survey/@format out where the data are delimited text");
  if (r->has_segments)
    return foreign_fail(c, "it spreads a case over several lines", NULL);
  span data, line;
  text room = text_new(c->memory);
  if (!foreign_data(c, &data))
    return false;
  while (foreign_line(&data, &line)) {
    if (!span_trim(line).n)
      continue;
    for (size_t i = 0; i < r->locations.n; i++) {
      const location *const l = &r->locations.at[i];
      if (!l->n)
        continue;
      const span field = span_trim(foreign_field(line, l->start, l->n));
      const span cell = l->is_number ? foreign_number(&room, field, l->decimals) : field;
      row_cell(c, cell.at, cell.n);
    }
    row_end(c);
  }
  r->columns = placed;
  return true;
}

static bool
run(conversion *c)
{
  if (c->codebook_fd < 0)
    return foreign_fail(c, "the codebook that says where its columns are is missing",
                        "name the DDI file in survey/@codebook and the data in survey/@file");
  xmlDoc *const doc = foreign_xml(c, c->codebook_fd);
  if (!doc)
    return false;
  const xmlNode *const root = xmlDocGetRootElement(doc);
  reading r = {.c = c};
  const bool is_ddi = strcmp((const char *)root->name, "codeBook") == 0;
  for (const xmlNode *d = is_ddi ? xml_child(root, "dataDscr") : NULL; d; d = xml_next(d, "dataDsc"
                                                                                          "r"))
    for (const xmlNode *v = xml_child(d, "var"); v; v = xml_next(v, "var"))
      take_variable(&r, v);
  xmlFreeDoc(doc);
  if (!r.columns.n)
    return foreign_fail(c, is_ddi ? "it describes no variable" : "it is no DDI codebook",
                        "name a codebook of DDI version 2");
  c->book.format = N_("DDI codebook");
  if (c->fd >= 0) {
    if (!write_rows(&r))
      return false;
    c->book.format = N_("text of fixed width, by its DDI codebook");
  }
  foreign_set_columns(&c->book, &r.columns);
  return true;
}

static int
probe(const char *head, size_t n, const char *name)
{
  (void)name;
  return memmem(head, n, "<codeBook", 9) ? 100 : 0;
}

/* Lines of fixed width have nothing between their columns. */
static bool
reads_rows(const char *head, size_t n)
{
  const char *const end = memchr(head, '\n', n);
  const size_t first = end ? (size_t)(end - head) : n;
  return !memchr(head, ',', first) && !memchr(head, ';', first) && !memchr(head, '\t', first) &&
         !memchr(head, '|', first);
}

const converter converter_ddi = {.id = "ddi",
                                 .label = "a DDI codebook",
                                 .is_codebook = true,
                                 .probe = probe,
                                 .run = run,
                                 .reads_rows = reads_rows};
