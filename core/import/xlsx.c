/* Workbooks (.xlsx, .xlsm): which sheet is read, and where its parts are. */
#include "import/xlsx.h"

#include <string.h>
#include <strings.h>

typedef struct sheet {
  const char *name, *link; /* link: id of the relationship */
  bool is_hidden;
} sheet;

typedef struct relation {
  const char *id, *type, *target;
} relation;

typedef struct relations {
  relation *at;
  size_t n, capacity;
} relations;

typedef struct reading {
  workbook book;
  struct {
    sheet *at;
    size_t n, capacity;
  } sheets;
  relations relations;
} reading;

static const char *
copy(const reading *r, span s)
{
  return arena_copy(r->book.c->memory, s.at ? s.at : "", s.n);
}

/* --- relationships --------------------------------------------------------------------------- */

static void
relation_open(void *context, const push_tag *t)
{
  reading *const r = context;
  const span mode = push_attribute(t, "TargetMode");
  if (strcmp(t->name, "Relationship") != 0 || (mode.at && span_is(mode, "External")))
    return;
  const relation x = {copy(r, push_attribute(t, "Id")), copy(r, push_attribute(t, "Type")),
                      copy(r, push_attribute(t, "Target"))};
  arena_push(r->book.c->memory, &r->relations, x);
}

static bool
ends_with(const char *s, const char *end)
{
  const size_t n = strlen(s), m = strlen(end);
  return n >= m && strcasecmp(s + n - m, end) == 0;
}

static bool
is_of_type(const relation *x, const char *type)
{
  return ends_with(x->type, type);
}

/* Name of a part, from the folder of the one that names it. */
static const char *
resolve(const reading *r, const char *folder, const char *target)
{
  if (*target == '/')
    return target + 1;
  arena *const memory = r->book.c->memory;
  text path = text_new(memory);
  text_add(&path, folder);
  while (strncmp(target, "../", 3) == 0) {
    target += 3;
    if (path.n)
      path.n--;
    while (path.n && path.at[path.n - 1] != '/')
      path.n--;
  }
  return arena_printf(memory, "%.*s%s", (int)path.n, path.n ? path.at : "", target);
}

static const char *
folder_of(const reading *r, const char *path)
{
  const char *const slash = strrchr(path, '/');
  return slash ? arena_copy(r->book.c->memory, path, (size_t)(slash + 1 - path)) : "";
}

/* The relationships of the part with this name into r->relations. */
static bool
read_relations(reading *r, const char *path, const char **why)
{
  const char *const folder = folder_of(r, path);
  const zip_part *const part =
      zip_find(&r->book.zip,
               arena_printf(r->book.c->memory, "%s_rels/%s.rels", folder, path + strlen(folder)));
  const push_handler h = {relation_open, NULL, NULL, r, NULL};
  *why = "it holds no workbook";
  r->relations = (relations){0};
  return part && push_part(&r->book.zip, part, &h, why);
}

/* --- the workbook ---------------------------------------------------------------------------- */

static void
workbook_open(void *context, const push_tag *t)
{
  reading *const r = context;
  const span is_1904 = push_attribute(t, "date1904"), state = push_attribute(t, "state");
  if (strcmp(t->name, "workbookPr") == 0)
    r->book.is_1904 = is_1904.at && (span_is(is_1904, "1") || span_is(is_1904, "true"));
  if (strcmp(t->name, "sheet") != 0)
    return;
  const sheet x = {copy(r, push_attribute(t, "name")), copy(r, push_attribute(t, "id")),
                   state.at && !span_is(state, "visible")};
  arena_push(r->book.c->memory, &r->sheets, x);
}

static const relation *
linked(const reading *r, const sheet *s)
{
  for (size_t i = 0; i < r->relations.n; i++)
    if (strcmp(r->relations.at[i].id, s->link) == 0)
      return &r->relations.at[i];
  return NULL;
}

/* Charts and dialogues are sheets too. */
static bool
has_cells(const reading *r, const sheet *s)
{
  const relation *const x = linked(r, s);
  return x && is_of_type(x, "/worksheet");
}

/* The sheet that is named, or the first that is shown; NULL with why. */
static const sheet *
choose(reading *r)
{
  conversion *const c = r->book.c;
  text names = text_new(c->memory);
  const sheet *first = NULL;
  for (size_t i = 0; i < r->sheets.n; i++) {
    const sheet *const s = &r->sheets.at[i];
    if (!has_cells(r, s))
      continue;
    if (c->sheet && strcmp(c->sheet, s->name) == 0)
      return s;
    first = !first && !s->is_hidden ? s : first;
    text_addf(&names, "%s\"%s\"", names.n ? ", " : "", s->name);
  }
  if (c->sheet)
    foreign_fail(c, arena_printf(c->memory, "it has no sheet \"%s\"", c->sheet),
                 arena_printf(c->memory, "choose one of its sheets: %s", names.n ? names.at : ""));
  else if (!first)
    foreign_fail(c, names.n ? "all of its sheets are hidden" : "it has no sheet with cells",
                 names.n ? arena_printf(c->memory, "name the one that is meant: sheet=%s", names.at)
                         : NULL);
  return c->sheet ? NULL : first;
}

static void
note_others(const reading *r, const sheet *chosen)
{
  enum { SHOWN = 20 };
  conversion *const c = r->book.c;
  size_t n = 0;
  for (size_t i = 0; i < r->sheets.n; i++) {
    const sheet *const s = &r->sheets.at[i];
    if (s == chosen || !has_cells(r, s) || n++ >= SHOWN)
      continue;
    codebook_note(c->memory, &c->book,
                  arena_printf(c->memory, "the sheet \"%s\" is %snot read", s->name,
                               s->is_hidden ? "hidden and " : ""));
  }
  if (n > SHOWN)
    codebook_note(c->memory, &c->book,
                  arena_printf(c->memory, "and %zu more sheets are not read", n - SHOWN));
}

/* The part of the workbook's relation of this type; NULL when it has none. */
static const zip_part *
related(const reading *r, const char *folder, const char *type)
{
  for (size_t i = 0; i < r->relations.n; i++)
    if (is_of_type(&r->relations.at[i], type))
      return zip_find(&r->book.zip, resolve(r, folder, r->relations.at[i].target));
  return NULL;
}

static bool
read_workbook(reading *r, const char **why)
{
  if (!read_relations(r, "", why))
    return false;
  const char *path = NULL;
  for (size_t i = 0; i < r->relations.n && !path; i++)
    if (is_of_type(&r->relations.at[i], "/officeDocument"))
      path = resolve(r, "", r->relations.at[i].target);
  const zip_part *const part = path ? zip_find(&r->book.zip, path) : NULL;
  const push_handler h = {workbook_open, NULL, NULL, r, NULL};
  *why = "it holds no workbook";
  if (!part || !push_part(&r->book.zip, part, &h, why) || !read_relations(r, path, why))
    return false;
  const char *const folder = folder_of(r, path);
  const sheet *const chosen = choose(r);
  *why = NULL; /* choose said it */
  if (!chosen)
    return false;
  const zip_part *const cells =
      zip_find(&r->book.zip, resolve(r, folder, linked(r, chosen)->target));
  *why = "the sheet is not in it";
  if (!cells)
    return false;
  note_others(r, chosen);
  conversion *const c = r->book.c;
  c->book.format = arena_printf(c->memory, "workbook, sheet \"%s\"", chosen->name);
  if (!xlsx_read_strings(&r->book, related(r, folder, "/sharedStrings"), why) ||
      !xlsx_read_styles(&r->book, related(r, folder, "/styles"), why))
    return false;
  *why = NULL;
  return xlsx_write_sheet(&r->book, cells);
}

static bool
is_compound(const char *head, size_t n)
{
  return n >= 8 && memcmp(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0;
}

static bool
run(conversion *c)
{
  span file;
  if (!foreign_bytes(c, c->fd, &file))
    return false;
  if (is_compound(file.at, file.n))
    return foreign_fail(c, "it is encrypted, or a workbook of before 2007 (.xls)",
                        "save it as .xlsx without a password");
  reading r = {.book = {.c = c}};
  const char *why;
  if (!zip_open(c->memory, file, &r.book.zip, &why))
    return foreign_fail(c, why, "save it as .xlsx again, or as comma-separated text");
  if (zip_find(&r.book.zip, "mimetype"))
    return foreign_fail(c, "it is an OpenDocument file", "save it as .xlsx");
  if (zip_find(&r.book.zip, "xl/workbook.bin"))
    return foreign_fail(c, "it is a binary workbook (.xlsb)", "save it as .xlsx");
  if (read_workbook(&r, &why))
    return true;
  return why ? foreign_fail(c, why, "save it as .xlsx again, or as comma-separated text") : false;
}

/* Every archive: what it is instead is told by run(). */
static int
probe(const char *head, size_t n, const char *name)
{
  (void)name;
  const bool is_archive =
      n >= 4 && (memcmp(head, "PK\3\4", 4) == 0 || memcmp(head, "PK\5\6", 4) == 0);
  return is_archive || is_compound(head, n) ? 90 : 0;
}

const converter converter_xlsx = {
    .id = "xlsx", .label = "a workbook (.xlsx)", .probe = probe, .run = run};
