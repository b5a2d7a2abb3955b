/* SPSS: system files (.sav, .zsav) and portable files (.por), through ReadStat.
 *
 * Values that the file declares as missing stay in their cells and are declared in the codebook
 * with their label as the reason; what SPSS calls system-missing is an empty cell. */
#include "import/foreign.h"

#include "base/catalogue.h"
#include "base/map.h"

#include <ctype.h>
#include <math.h>
#include <readstat.h>
#include <string.h>
#include <unistd.h>

/* How a number is to be read: SPSS counts seconds, dates from 1582-10-14. */
typedef enum { PLAIN, DATE, DATE_TIME, TIME } meaning;

enum { EPOCH = 141428 }; /* days from 1582-10-14 to 1970-01-01 */

/* A value of a label set: a number, or text where that is not NULL. */
typedef struct set_value {
  double number;
  const char *text, *label;
} set_value;

typedef struct label_set {
  set_value *at;
  size_t n, capacity;
} label_set;

typedef struct sets {
  label_set *at;
  size_t n, capacity;
} sets;

typedef struct variable {
  const char *set; /* name of its label set, or NULL */
  meaning meaning;
  readstat_missingness_t missing;
} variable;

typedef struct variables {
  variable *at;
  size_t n, capacity;
} variables;

typedef struct spss {
  conversion *c;
  columns columns;
  variables variables;
  map set_names;
  sets sets;
  text cell;
  size_t n_infinite;
} spss;

/* --- bytes ----------------------------------------------------------------------------------- */

static int
open_it(const char *path, void *context)
{
  (void)path, (void)context;
  return 0;
}

static int
close_it(void *context)
{
  (void)context;
  return 0;
}

static readstat_off_t
seek_it(readstat_off_t offset, readstat_io_flags_t whence, void *context)
{
  const int how = whence == READSTAT_SEEK_SET   ? SEEK_SET
                  : whence == READSTAT_SEEK_CUR ? SEEK_CUR
                                                : SEEK_END;
  return lseek(*(const int *)context, offset, how);
}

static ssize_t
read_it(void *to, size_t n, void *context)
{
  size_t done = 0;
  while (done < n) {
    const ssize_t got = read(*(const int *)context, (char *)to + done, n - done);
    if (got <= 0)
      return done ? (ssize_t)done : got;
    done += (size_t)got;
  }
  return (ssize_t)done;
}

/* --- values ---------------------------------------------------------------------------------- */

static meaning
meaning_of(const char *format)
{
  static const struct {
    const char *name;
    meaning meaning;
  } known[] = {{"DATE", DATE},          {"ADATE", DATE},       {"EDATE", DATE}, {"SDATE", DATE},
               {"JDATE", DATE},         {"QYR", DATE},         {"MOYR", DATE},  {"WKYR", DATE},
               {"DATETIME", DATE_TIME}, {"YMDHMS", DATE_TIME}, {"TIME", TIME},  {"DTIME", TIME},
               {"MTIME", TIME}};
  size_t n = 0;
  while (format && isalpha((unsigned char)format[n]))
    n++;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (n && strlen(known[i].name) == n && strncmp(known[i].name, format, n) == 0)
      return known[i].meaning;
  return PLAIN;
}

static void
add_number(text *t, double x, meaning how)
{
  if (how == PLAIN || fabs(x) > 1e12) {
    text_add_shortest(t, x);
    return;
  }
  const int64_t all = llround(x * 1000), day = 86400000;
  const int64_t days = all / day - (all % day < 0);
  if (how == TIME) {
    foreign_add_time(t, all);
    return;
  }
  foreign_add_date(t, days - EPOCH);
  if (how == DATE_TIME) {
    text_add(t, " ");
    foreign_add_time(t, all - days * day);
  }
}

static const char *
number_text(const spss *s, double x, meaning how)
{
  text t = text_new(s->c->memory);
  add_number(&t, x, how);
  return t.at;
}

static size_t
length_without_blanks(const char *s)
{
  size_t n = s ? strlen(s) : 0;
  while (n && s[n - 1] == ' ')
    n--;
  return n;
}

/* Without blanks at its end.  Old files do not say what their text is in: then it is not converted,
 * and is Windows-1252 most often. */
static span
plain(const spss *s, const char *from)
{
  return foreign_utf8(s->c->memory, (span){from ? from : "", length_without_blanks(from)});
}

static const char *
copy_trimmed(const spss *s, const char *from)
{
  const span trimmed = plain(s, from);
  return arena_copy(s->c->memory, trimmed.at, trimmed.n);
}

static bool
is_text(readstat_value_t v)
{
  return readstat_value_type_class(v) == READSTAT_TYPE_CLASS_STRING;
}

/* A date that stands for "no answer" is a number that is no date: it stays one. */
static int
take_value(int row, readstat_variable_t *v, readstat_value_t value, void *context)
{
  (void)row;
  spss *const s = context;
  const size_t i = (size_t)readstat_variable_get_index(v);
  if (i >= s->variables.n)
    return READSTAT_HANDLER_ABORT;
  if (is_text(value)) {
    const span text = plain(s, readstat_string_value(value));
    row_cell(s->c, text.at, text.n);
  } else {
    const double x = readstat_double_value(value);
    const meaning how = s->variables.at[i].meaning;
    s->cell.n = 0;
    if (isfinite(x) && !readstat_value_is_system_missing(value))
      add_number(&s->cell, x,
                 how != PLAIN && readstat_value_is_defined_missing(value, v) ? PLAIN : how);
    else
      s->n_infinite += isinf(x) != 0;
    row_cell(s->c, s->cell.n ? s->cell.at : "", s->cell.n);
  }
  if (i + 1 == s->variables.n)
    row_end(s->c);
  return READSTAT_HANDLER_OK;
}

/* --- variables and labels -------------------------------------------------------------------- */

static column_kind
kind_of(const readstat_variable_t *v, meaning how, bool has_labels)
{
  enum { SHORT_TEXT = 32 }; /* bytes: codes and names; what is longer was written freely */
  if (readstat_variable_get_type_class(v) == READSTAT_TYPE_CLASS_STRING)
    return !has_labels && readstat_variable_get_storage_width(v) > SHORT_TEXT ? COLUMN_TEXT
                                                                              : COLUMN_ANY;
  return how == PLAIN ? COLUMN_NUMBER : COLUMN_DATE;
}

static int
take_variable(int index, readstat_variable_t *v, const char *set, void *context)
{
  (void)index;
  spss *const s = context;
  variable x = {.set = arena_string(s->c->memory, set),
                .meaning = meaning_of(readstat_variable_get_format(v)),
                .missing = v->missingness};
  if (readstat_variable_get_type_class(v) == READSTAT_TYPE_CLASS_STRING)
    x.meaning = PLAIN;
  for (long i = 0; i < 2 * x.missing.missing_ranges_count; i++)
    if (is_text(x.missing.missing_ranges[i]))
      x.missing.missing_ranges[i].v.string_value =
          copy_trimmed(s, readstat_string_value(x.missing.missing_ranges[i]));
  codebook_column column = foreign_column();
  column.name = copy_trimmed(s, readstat_variable_get_name(v));
  column.text = copy_trimmed(s, readstat_variable_get_label(v));
  column.kind = kind_of(v, x.meaning, set != NULL);
  arena_push(s->c->memory, &s->variables, x);
  arena_push(s->c->memory, &s->columns, column);
  return READSTAT_HANDLER_OK;
}

static int
take_weight(readstat_variable_t *v, void *context)
{
  spss *const s = context;
  const size_t i = (size_t)readstat_variable_get_index(v);
  if (i < s->columns.n)
    s->columns.at[i].role = ROLE_WEIGHT;
  return READSTAT_HANDLER_OK;
}

static int
take_label(const char *set, readstat_value_t value, const char *label, void *context)
{
  spss *const s = context;
  const uint32_t i = map_add(&s->set_names, set, strlen(set));
  if (i == s->sets.n)
    arena_push(s->c->memory, &s->sets, (label_set){0});
  const set_value x = {.text =
                           is_text(value) ? copy_trimmed(s, readstat_string_value(value)) : NULL,
                       .number = is_text(value) ? 0 : readstat_double_value(value),
                       .label = copy_trimmed(s, label)};
  if (x.text || isfinite(x.number))
    arena_push(s->c->memory, &s->sets.at[i], x);
  return READSTAT_HANDLER_OK;
}

static int
take_metadata(readstat_metadata_t *m, void *context)
{
  spss *const s = context;
  if (readstat_get_compression(m) == READSTAT_COMPRESS_BINARY)
    s->c->book.format = N_("SPSS system file (zsav)");
  return READSTAT_HANDLER_OK;
}

static const label_set *
set_of(const spss *s, const variable *v)
{
  const uint32_t i = v->set ? map_find(&s->set_names, v->set, strlen(v->set)) : MAP_NONE;
  return i == MAP_NONE ? NULL : &s->sets.at[i];
}

static bool
is_within(const readstat_missingness_t *m, double x)
{
  bool found = false;
  for (long i = 0; i < m->missing_ranges_count; i++)
    found |= !is_text(m->missing_ranges[2 * i]) &&
             x >= readstat_double_value(m->missing_ranges[2 * i]) &&
             x <= readstat_double_value(m->missing_ranges[2 * i + 1]);
  return found;
}

static bool
is_among(const readstat_missingness_t *m, const char *text)
{
  bool found = false;
  for (long i = 0; i < m->missing_ranges_count; i++)
    found |= is_text(m->missing_ranges[2 * i]) &&
             strcmp(readstat_string_value(m->missing_ranges[2 * i]), text) == 0;
  return found;
}

/* First the labelled ones, whose label is the reason; then the others and the ranges. */
static void
join_missing(const spss *s, const variable *v, const label_set *set, codebook_column *column)
{
  missings all = {0};
  const readstat_missingness_t *const m = &v->missing;
  for (size_t i = 0; set && i < set->n; i++) {
    const set_value *const x = &set->at[i];
    if (x->text ? is_among(m, x->text) : is_within(m, x->number))
      arena_push(s->c->memory, &all,
                 ((value_missing){.value = x->text ? x->text : number_text(s, x->number, PLAIN),
                                  .reason = *x->label ? x->label : "user-missing"}));
  }
  const size_t n_labelled = all.n;
  for (long i = 0; i < m->missing_ranges_count; i++) {
    const readstat_value_t lo = m->missing_ranges[2 * i], hi = m->missing_ranges[2 * i + 1];
    value_missing x = {.reason = "user-missing"};
    if (is_text(lo))
      x.value = readstat_string_value(lo);
    else if (readstat_double_value(lo) == readstat_double_value(hi))
      x.value = number_text(s, readstat_double_value(lo), PLAIN);
    x.lo = x.value ? 0 : readstat_double_value(lo);
    x.hi = x.value ? 0 : readstat_double_value(hi);
    bool is_told = false;
    for (size_t k = 0; k < n_labelled && x.value; k++)
      is_told |= strcmp(all.at[k].value, x.value) == 0;
    if (!is_told)
      arena_push(s->c->memory, &all, x);
  }
  column->missing = all.at;
  column->n_missing = (uint32_t)all.n;
}

static void
join_labels(spss *s)
{
  for (size_t i = 0; i < s->variables.n; i++) {
    const variable *const v = &s->variables.at[i];
    codebook_column *const column = &s->columns.at[i];
    const label_set *const set = set_of(s, v);
    labels all = {0};
    for (size_t k = 0; set && k < set->n; k++) {
      const set_value *const x = &set->at[k];
      const bool is_missing = !x->text && is_within(&v->missing, x->number);
      arena_push(s->c->memory, &all,
                 ((value_label){
                     x->text ? x->text : number_text(s, x->number, is_missing ? PLAIN : v->meaning),
                     x->label}));
    }
    column->labels = all.at;
    column->n_labels = (uint32_t)all.n;
    join_missing(s, v, set, column);
  }
}

/* --- the file -------------------------------------------------------------------------------- */

static const char *
words_of(arena *memory, readstat_error_t error)
{
  switch (error) {
  case READSTAT_ERROR_READ:
  case READSTAT_ERROR_SEEK:
  case READSTAT_ERROR_ROW_COUNT_MISMATCH:
    return "it ends before its last row";
  case READSTAT_ERROR_PARSE:
    return "it is damaged";
  case READSTAT_ERROR_MALLOC:
    return "it asks for more memory than reading it may use";
  case READSTAT_ERROR_UNSUPPORTED_CHARSET:
    return "its character set is not known here";
  case READSTAT_ERROR_CONVERT:
  case READSTAT_ERROR_CONVERT_BAD_STRING:
  case READSTAT_ERROR_CONVERT_SHORT_STRING:
    return "it holds text that is not in the character set that it names";
  default:
    return arena_printf(memory, "ReadStat says: %s", readstat_error_message(error));
  }
}

static const char encrypted[] = "ENCRYPTEDSAV";

/* Portable files begin with 200 bytes for people and a table of 256. */
static bool
is_portable(const char *head, size_t n)
{
  return memmem(head, n < 600 ? n : 600, "SPSSPORT", 8) != NULL;
}

static bool
run(conversion *c)
{
  char head[600];
  const ssize_t n = pread(c->fd, head, sizeof head, 0);
  if (n >= (ssize_t)strlen(encrypted) && memcmp(head, encrypted, strlen(encrypted)) == 0)
    return foreign_fail(c, "it is encrypted", "open it in SPSS and save it without a password");
  const bool is_por = n > 0 && is_portable(head, (size_t)n);
  c->book.format = is_por ? N_("SPSS portable file") : N_("SPSS system file");
  spss s = {.c = c, .set_names = map_new(c->memory), .cell = text_new(c->memory)};
  readstat_parser_t *const parser = readstat_parser_init();
  readstat_set_open_handler(parser, open_it);
  readstat_set_close_handler(parser, close_it);
  readstat_set_seek_handler(parser, seek_it);
  readstat_set_read_handler(parser, read_it);
  readstat_set_io_ctx(parser, &c->fd);
  readstat_set_metadata_handler(parser, take_metadata);
  readstat_set_variable_handler(parser, take_variable);
  readstat_set_fweight_handler(parser, take_weight);
  readstat_set_value_label_handler(parser, take_label);
  readstat_set_value_handler(parser, take_value);
  lseek(c->fd, 0, SEEK_SET);
  const readstat_error_t error =
      is_por ? readstat_parse_por(parser, "", &s) : readstat_parse_sav(parser, "", &s);
  readstat_parser_free(parser);
  if (error)
    return foreign_fail(c, words_of(c->memory, error), "save it again with SPSS or PSPP");
  if (!s.columns.n)
    return foreign_fail(c, "it has no variables", NULL);
  join_labels(&s);
  foreign_set_columns(&c->book, &s.columns);
  if (s.n_infinite)
    codebook_note(c->memory, &c->book,
                  arena_printf(c->memory, "%zu cells hold no finite number and are read as empty",
                               s.n_infinite));
  return true;
}

static int
probe(const char *head, size_t n, const char *name)
{
  (void)name;
  const bool is_sav = n >= 4 && (memcmp(head, "$FL2", 4) == 0 || memcmp(head, "$FL3", 4) == 0);
  const bool is_locked = n >= strlen(encrypted) && memcmp(head, encrypted, strlen(encrypted)) == 0;
  return is_sav || is_locked || is_portable(head, n) ? 100 : 0;
}

/* By the code pages that SPSS has written over the years. */
static const char *const encodings[] = {
    "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1253", "WINDOWS-1254", "WINDOWS-1255",
    "WINDOWS-1256", "WINDOWS-1257", "WINDOWS-1258", "ISO-8859-1",   "ISO-8859-2",   "ISO-8859-5",
    "ISO-8859-7",   "ISO-8859-9",   "ISO-8859-15",  "CP437",        "CP850",        "CP852",
    "CP866",        "CP874",        "KOI8-R",       "SHIFT_JIS",    "CP932",        "EUC-JP",
    "GBK",          "GB18030",      "BIG5",         "EUC-KR",       "CP949",        NULL};

const converter converter_spss = {
    .id = "spss", .label = "an SPSS file", .probe = probe, .run = run, .encodings = encodings};
