/* Qualtrics: a record with the names of the columns, one with the questions, and one with ids,
 * {"ImportId":"QID1_2"}; older exports lack the last, and name their own columns V1 to V10.
 *
 * Names are those of the first record: Q1_2.  The columns of one question are a group: Q1. */
#include "import/heading.h"

#include "base/fold.h"

#include <string.h>

static const known_column metadata[] = {{"startdate", ROLE_TIME, COLUMN_DATE},
                                        {"enddate", ROLE_TIME, COLUMN_DATE},
                                        {"recordeddate", ROLE_TIME, COLUMN_DATE},
                                        {"status", ROLE_STATUS, COLUMN_ANY},
                                        {"progress", ROLE_STATUS, COLUMN_NUMBER},
                                        {"finished", ROLE_STATUS, COLUMN_ANY},
                                        {"responseset", ROLE_STATUS, COLUMN_TEXT},
                                        {"responsesetid", ROLE_STATUS, COLUMN_TEXT},
                                        {"distributionchannel", ROLE_STATUS, COLUMN_TEXT},
                                        {"userlanguage", ROLE_STATUS, COLUMN_TEXT},
                                        {"durationinseconds", ROLE_DURATION, COLUMN_NUMBER},
                                        {"duration", ROLE_DURATION, COLUMN_NUMBER},
                                        {"responseid", ROLE_ID, COLUMN_TEXT},
                                        {"recordid", ROLE_ID, COLUMN_TEXT},
                                        {"externalreference", ROLE_ID, COLUMN_TEXT},
                                        {"externaldatareference", ROLE_ID, COLUMN_TEXT},
                                        {"ipaddress", ROLE_PERSON, COLUMN_TEXT},
                                        {"recipientlastname", ROLE_PERSON, COLUMN_TEXT},
                                        {"recipientfirstname", ROLE_PERSON, COLUMN_TEXT},
                                        {"recipientemail", ROLE_PERSON, COLUMN_TEXT},
                                        {"name", ROLE_PERSON, COLUMN_TEXT},
                                        {"emailaddress", ROLE_PERSON, COLUMN_TEXT},
                                        {"locationlatitude", ROLE_PERSON, COLUMN_NUMBER},
                                        {"locationlongitude", ROLE_PERSON, COLUMN_NUMBER},
                                        {"locationaccuracy", ROLE_PERSON, COLUMN_NUMBER},
                                        {0}};

/* X of {"ImportId":"X"} or {'ImportId': 'X'}; empty when the cell is something else. */
static span
import_id(span cell)
{
  static const char key[] = "ImportId";
  const span none = {"", 0};
  if (cell.n < sizeof key + 4 || cell.at[0] != '{' || memcmp(cell.at + 2, key, sizeof key - 1) != 0)
    return none;
  size_t at = 2 + sizeof key - 1 + 1; /* past the quote */
  while (at < cell.n && (cell.at[at] == ':' || cell.at[at] == ' '))
    at++;
  if (at >= cell.n || (cell.at[at] != '"' && cell.at[at] != '\''))
    return none;
  const char *const start = cell.at + at + 1;
  const char *const end = memchr(start, cell.at[at], cell.n - at - 1);
  return end ? (span){start, (size_t)(end - start)} : none;
}

/* Without what stands before the name of a column of Qualtrics' own: "panel-RecipientEmail". */
static span
own_part(span id)
{
  const char *const dash = memchr(id.at, '-', id.n);
  const size_t before = dash ? (size_t)(dash - id.at) : 0;
  const bool is_panel = before == 5 && memcmp(id.at, "panel", 5) == 0;
  const bool is_place = before == 8 && memcmp(id.at, "Location", 8) == 0;
  return is_panel || is_place ? (span){dash + 1, id.n - before - 1} : id;
}

/* The record of ids, or 0 when there is none. */
static uint32_t
id_row(const header *h)
{
  for (uint32_t row = 1; row <= 2 && row < h->n_rows; row++) {
    size_t ids = 0, filled = 0;
    for (size_t i = 0; i < h->n_cells[row]; i++) {
      const span cell = header_cell(h, row, i);
      filled += cell.n > 0;
      ids += import_id(cell).n > 0;
    }
    if (ids && ids * 2 >= filled)
      return row;
  }
  return 0;
}

/* "V1" to "V10" over "ResponseID", "ResponseSet": an export of before 2016. */
static bool
is_legacy(const header *h)
{
  return span_is(header_cell(h, 0, 0), "V1") && known_count(metadata, h, 1) >= 3;
}

static bool
has_column(const header *h, uint32_t row, const char *name, size_t *place)
{
  const known_column one[] = {{.name = name}, {0}};
  for (size_t i = 0; row < h->n_rows && i < h->n_cells[row]; i++)
    if (known_find(one, header_cell(h, row, i))) {
      *place = i;
      return true;
    }
  return false;
}

static int
probe(const header *h)
{
  size_t at;
  if (id_row(h))
    return 100;
  if (is_legacy(h))
    return 95;
  const bool is_whole = has_column(h, 0, "responseid", &at) && has_column(h, 0, "startdate", &at) &&
                        has_column(h, 0, "enddate", &at) && has_column(h, 0, "finished", &at);
  return is_whole ? 80 : 0;
}

static uint32_t
count_header_rows(const header *h)
{
  const uint32_t ids = id_row(h);
  size_t start;
  if (h->header_rows)
    return h->header_rows;
  if (ids)
    return ids + 1;
  if (is_legacy(h) || known_count(metadata, h, 1) >= 2)
    return 2;
  const bool has_start = has_column(h, 0, "startdate", &start);
  return has_start && !heading_has_date(h, 1, start) && heading_has_date(h, 2, start) ? 2 : 1;
}

/* Without the last "_3", "-3" or "#3"; the whole when it ends otherwise. */
static span
without_number(span s)
{
  size_t n = s.n;
  while (n && s.at[n - 1] >= '0' && s.at[n - 1] <= '9')
    n--;
  if (n == s.n || n < 2)
    return s;
  if (n > 2 && s.at[n - 1] == '-' && s.at[n - 2] == '_')
    n--; /* Q13_1_-1 */
  return strchr("_-#", s.at[n - 1]) ? (span){s.at, n - 1} : s;
}

static bool
ends_with(span s, const char *end)
{
  const size_t n = strlen(end);
  return s.n >= n && memcmp(s.at + s.n - n, end, n) == 0;
}

static size_t
count_signs(span s)
{
  size_t n = 0;
  for (size_t i = 0; i < s.n; i++)
    n += s.at[i] == '_' || s.at[i] == '-';
  return n;
}

/* Texts beside a choice, times on a page, orders of choices. */
static void
take_extras(codebook_column *c, span id)
{
  static const char *const timing[] = {"First Click",  "Last Click",   "Page Submit",
                                       "Click Count",  "_FIRST_CLICK", "_LAST_CLICK",
                                       "_PAGE_SUBMIT", "_CLICK_COUNT"};
  const span name = {c->name, strlen(c->name)}, any = id.n ? id : name;
  if (ends_with(any, "_TEXT") || ends_with(any, "-TEXT")) {
    c->kind = COLUMN_TEXT;
    c->role = count_signs(any) > 1 || !id.n ? ROLE_OTHER_TEXT : ROLE_NONE;
  }
  for (size_t i = 0; i < sizeof timing / sizeof *timing; i++)
    if (ends_with(any, timing[i])) {
      c->kind = COLUMN_NUMBER;
      c->role = ROLE_DURATION;
    }
}

static void
take_column(const header *h, uint32_t i, uint32_t text_row, uint32_t ids, codebook_column *c)
{
  const span id = ids ? import_id(header_cell(h, ids, i)) : (span){"", 0};
  c->name = heading_text(h, 0, i);
  c->text = text_row ? heading_text(h, text_row, i) : "";
  const bool is_old = !ids && is_legacy(h) && c->name[0] == 'V';
  const span told = id.n ? own_part(id) : header_cell(h, is_old ? 1 : 0, i);
  const known_column *const known = known_find(metadata, told);
  if (known) {
    c->role = known->role;
    c->kind = known->kind;
  } else {
    take_extras(c, id);
  }
}

/* What a group is known by: the id without its last number, or the name without it. */
static span
stem(const header *h, uint32_t ids, const codebook *book, uint32_t i)
{
  const codebook_column *const c = &book->columns[i];
  const span name = {c->name, strlen(c->name)};
  const span whole = ids ? import_id(header_cell(h, ids, i)) : name;
  const span part = without_number(whole);
  return c->role == ROLE_NONE && part.n < whole.n ? part : (span){"", 0};
}

static bool
is_same(span a, span b)
{
  return a.n == b.n && a.n && memcmp(a.at, b.at, a.n) == 0;
}

/* Exports of labels repeat the choice, which ends the question. */
static bool
is_label(const header *h, const codebook *book, uint32_t column, span cell)
{
  return heading_last_words(h->memory, cell, book->columns[column].text);
}

static bool
is_one(const header *h, const codebook *book, uint32_t column, span cell)
{
  (void)h, (void)book, (void)column;
  return span_is(cell, "1");
}

/* Whether some person left out some of the columns and not all of them: who answers a matrix
 * answers its rows. */
static bool
is_patchy(const header *h, uint32_t header_rows, uint32_t first, uint32_t n)
{
  for (uint32_t row = header_rows; row < h->n_rows; row++) {
    uint32_t filled = 0;
    for (uint32_t i = first; i < first + n; i++)
      filled += header_cell(h, row, i).n > 0;
    if (filled && filled < n)
      return true;
  }
  return false;
}

static void
take_group(const header *h, uint32_t header_rows, codebook *book, uint32_t first, uint32_t n,
           span id)
{
  const codebook_column *const c = &book->columns[first];
  span name = without_number((span){c->name, strlen(c->name)});
  for (uint32_t i = first + 1; i < first + n; i++) {
    const char *const other = book->columns[i].name;
    const span part = without_number((span){other, strlen(other)});
    size_t same = 0;
    while (same < name.n && same < part.n && name.at[same] == part.at[same])
      same++;
    name.n = same;
  }
  while (name.n && strchr("_-#", name.at[name.n - 1]))
    name.n--;
  const span told = name.n ? name : id;
  const bool is_selection = heading_is_selection(h, header_rows, book, first, n, is_label) ||
                            (is_patchy(h, header_rows, first, n) &&
                             heading_is_selection(h, header_rows, book, first, n, is_one));
  for (uint32_t i = first; i < first + n; i++) {
    book->columns[i].group = arena_copy(h->memory, told.at, told.n);
    if (is_selection)
      book->columns[i].kind = COLUMN_SELECTED;
  }
}

static uint32_t
describe(const header *h, codebook *out, const char **why)
{
  const uint32_t header_rows = count_header_rows(h), ids = id_row(h) < header_rows ? id_row(h) : 0;
  const uint32_t text_row = header_rows > 1 && ids != 1 ? 1 : 0;
  if (!heading_is_whole(h, header_rows, why))
    return 0;
  *out = codebook_new(h->memory, heading_width(h, header_rows));
  for (uint32_t i = 0; i < out->n_columns; i++)
    take_column(h, i, text_row, ids, &out->columns[i]);
  for (uint32_t i = 0, n; i < out->n_columns; i += n) {
    const span id = stem(h, ids, out, i);
    for (n = 1; i + n < out->n_columns && is_same(id, stem(h, ids, out, i + n));)
      n++;
    if (n > 1)
      take_group(h, header_rows, out, i, n, id);
  }
  heading_settle(h->memory, out);
  return header_rows;
}

const text_format format_qualtrics = {
    .id = "qualtrics", .label = "Qualtrics", .probe = probe, .describe = describe};
