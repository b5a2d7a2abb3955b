/* LimeSurvey: one record of names, in the form that was chosen: codes, "Q1[SQ001]"; codes and
 * texts, "Q1[SQ001]. How far? [Pay]" or "Q1._.How far?"; texts alone.
 *
 * A name is the code where there is one, brackets and all; else the text.  The columns of one
 * question are a group: Q1. */
#include "import/heading.h"

#include "base/fold.h"

#include <string.h>

static const known_column metadata[] = {{"id", ROLE_ID, COLUMN_NUMBER},
                                        {"responseid", ROLE_ID, COLUMN_NUMBER},
                                        {"antwortid", ROLE_ID, COLUMN_NUMBER},
                                        {"token", ROLE_ID, COLUMN_TEXT},
                                        {"accesscode", ROLE_ID, COLUMN_TEXT},
                                        {"submitdate", ROLE_TIME, COLUMN_DATE},
                                        {"datesubmitted", ROLE_TIME, COLUMN_DATE},
                                        {"datumabgeschickt", ROLE_TIME, COLUMN_DATE},
                                        {"startdate", ROLE_TIME, COLUMN_DATE},
                                        {"datestarted", ROLE_TIME, COLUMN_DATE},
                                        {"datumgestartet", ROLE_TIME, COLUMN_DATE},
                                        {"datestamp", ROLE_TIME, COLUMN_DATE},
                                        {"datelastaction", ROLE_TIME, COLUMN_DATE},
                                        {"datumletzteaktivitt", ROLE_TIME, COLUMN_DATE},
                                        {"lastpage", ROLE_STATUS, COLUMN_NUMBER},
                                        {"letzteseite", ROLE_STATUS, COLUMN_NUMBER},
                                        {"startlanguage", ROLE_STATUS, COLUMN_TEXT},
                                        {"startsprache", ROLE_STATUS, COLUMN_TEXT},
                                        {"seed", ROLE_STATUS, COLUMN_ANY},
                                        {"zufallsstartwert", ROLE_STATUS, COLUMN_ANY},
                                        {"ipaddr", ROLE_PERSON, COLUMN_TEXT},
                                        {"ipaddress", ROLE_PERSON, COLUMN_TEXT},
                                        {"ipadresse", ROLE_PERSON, COLUMN_TEXT},
                                        {"refurl", ROLE_STATUS, COLUMN_TEXT},
                                        {"referrerurl", ROLE_STATUS, COLUMN_TEXT},
                                        {"interviewtime", ROLE_DURATION, COLUMN_NUMBER},
                                        {"totaltime", ROLE_DURATION, COLUMN_NUMBER},
                                        {0}};

/* Columns that no survey has twice by chance. */
static const known_column marks[] = {
    {.name = "lastpage"},     {.name = "startlanguage"},    {.name = "letzteseite"},
    {.name = "startsprache"}, {.name = "submitdate"},       {.name = "datesubmitted"},
    {.name = "seed"},         {.name = "datumabgeschickt"}, {0}};

static bool
is_word(char c)
{
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* A heading taken apart: a code with its brackets, and the text after it. */
typedef struct parts {
  span code, text;
  size_t brackets; /* where the first bracket is in the code; its length when there is none */
} parts;

static parts
take_apart(span s)
{
  parts p = {.text = s};
  size_t n = 0;
  while (n < s.n && is_word(s.at[n]))
    n++;
  if (!n || (s.at[0] >= '0' && s.at[0] <= '9'))
    return p;
  const size_t brackets = n;
  while (n < s.n && s.at[n] == '[') {
    while (n < s.n && s.at[n] != ']')
      n++;
    if (n < s.n)
      n++;
  }
  const span rest = {s.at + n, s.n - n};
  size_t sign;
  if (rest.n >= 3 && memcmp(rest.at, "._.", 3) == 0)
    sign = 3;
  else if (rest.n >= 2 && rest.at[0] == '.' && rest.at[1] == ' ')
    sign = 2;
  else if (rest.n == 0 || (rest.n == 1 && rest.at[0] == '.'))
    sign = rest.n;
  else
    return p;
  return (parts){.code = {s.at, n},
                 .text = span_trim_wide((span){rest.at + sign, rest.n - sign}),
                 .brackets = brackets};
}

/* How many headings are a code with a text, and how many of these have brackets. */
static uint32_t
count_codes(const header *h, uint32_t *bracketed)
{
  uint32_t n = 0;
  *bracketed = 0;
  for (size_t i = 0; h->n_rows && i < h->n_cells[0]; i++) {
    const parts p = take_apart(header_cell(h, 0, i));
    n += p.code.n && p.text.n;
    *bracketed += p.code.n > p.brackets && p.code.n;
  }
  return n;
}

static uint32_t
count_marks(const header *h)
{
  uint32_t n = 0;
  for (size_t i = 0; h->n_rows && i < h->n_cells[0]; i++) {
    const span cell = header_cell(h, 0, i);
    const parts p = take_apart(cell);
    n += known_find(marks, p.code.n ? p.code : cell) != NULL;
  }
  return n;
}

static int
probe(const header *h)
{
  uint32_t bracketed;
  const uint32_t codes = count_codes(h, &bracketed), n_marks = count_marks(h);
  if (n_marks >= 2)
    return n_marks >= 3 ? 97 : 85;
  const size_t width = h->n_rows ? h->n_cells[0] : 0;
  return width >= 3 && bracketed >= 2 && codes * 5 >= width * 3 ? 75 : 0;
}

/* "other", "SQ001comment": what was written in. */
static bool
is_written_in(span code, size_t brackets)
{
  static const char other[] = "[other]", comment[] = "comment]";
  const span last = {code.at + brackets, code.n - brackets};
  return span_is(last, other) ||
         (last.n >= sizeof comment &&
          memcmp(last.at + last.n - (sizeof comment - 1), comment, sizeof comment - 1) == 0);
}

static void
take_column(const header *h, uint32_t i, codebook_column *c)
{
  const char *const line = heading_text(h, 0, i);
  const parts p = take_apart((span){line, strlen(line)});
  c->name = p.code.n ? arena_copy(h->memory, p.code.at, p.code.n) : line;
  c->text = arena_copy(h->memory, p.text.at, p.text.n);
  const known_column *const known = known_find(metadata, (span){c->name, strlen(c->name)});
  if (known) {
    c->role = known->role;
    c->kind = known->kind;
    return;
  }
  span question;
  if (p.code.n > p.brackets && p.code.n)
    c->group = arena_copy(h->memory, p.code.at, p.brackets);
  else if (!p.code.n && heading_row((span){line, strlen(line)}, &question).n)
    c->group = arena_copy(h->memory, question.at, question.n);
  if (p.code.n > p.brackets && is_written_in(p.code, p.brackets)) {
    c->role = ROLE_OTHER_TEXT;
    c->kind = COLUMN_TEXT;
  }
}

/* Of a question with several choices each column says whether its choice was taken. */
static bool
is_tick(const header *h, const codebook *book, uint32_t column, span cell)
{
  static const known_column ticks[] = {{.name = "y"},
                                       {.name = "yes"},
                                       {.name = "ja"},
                                       {.name = "n"},
                                       {.name = "no"},
                                       {.name = "nein"},
                                       {0}};
  (void)h, (void)book, (void)column;
  return known_find(ticks, cell) != NULL;
}

static void
take_groups(const header *h, uint32_t header_rows, codebook *book)
{
  for (uint32_t i = 0, n; i < book->n_columns; i += n) {
    const char *const group = book->columns[i].group;
    for (n = 1;
         *group && i + n < book->n_columns && strcmp(book->columns[i + n].group, group) == 0;)
      n++;
    if (n == 1)
      book->columns[i].group = "";
    if (n == 1 || !heading_is_selection(h, header_rows, book, i, n, is_tick))
      continue;
    for (uint32_t j = i; j < i + n; j++)
      if (book->columns[j].role == ROLE_NONE)
        book->columns[j].kind = COLUMN_SELECTED;
  }
}

static uint32_t
describe(const header *h, codebook *out, const char **why)
{
  const uint32_t header_rows = h->header_rows ? h->header_rows : 1;
  if (!heading_is_whole(h, header_rows, why))
    return 0;
  *out = codebook_new(h->memory, heading_width(h, 1));
  for (uint32_t i = 0; i < out->n_columns; i++)
    take_column(h, i, &out->columns[i]);
  take_groups(h, header_rows, out);
  heading_settle(h->memory, out);
  return header_rows;
}

const text_format format_limesurvey = {
    .id = "limesurvey", .label = "LimeSurvey", .probe = probe, .describe = describe};
