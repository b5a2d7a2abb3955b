/* SurveyMonkey: a record with the questions, each over the first of its columns, and one with the
 * rows or choices below them; "Response" and "Open-Ended Response" where there is only one column.
 *
 * A name is the question, or "question: choice".  The columns of one question are a group. */
#include "import/heading.h"

#include "base/fold.h"

#include <string.h>

static const known_column metadata[] = {
    {"respondentid", ROLE_ID, COLUMN_ANY},     {"collectorid", ROLE_STATUS, COLUMN_ANY},
    {"startdate", ROLE_TIME, COLUMN_DATE},     {"enddate", ROLE_TIME, COLUMN_DATE},
    {"datecreated", ROLE_TIME, COLUMN_DATE},   {"datemodified", ROLE_TIME, COLUMN_DATE},
    {"ipaddress", ROLE_PERSON, COLUMN_TEXT},   {"emailaddress", ROLE_PERSON, COLUMN_TEXT},
    {"firstname", ROLE_PERSON, COLUMN_TEXT},   {"lastname", ROLE_PERSON, COLUMN_TEXT},
    {"customdata", ROLE_PERSON, COLUMN_TEXT},  {"customdata1", ROLE_PERSON, COLUMN_TEXT},
    {"customvalue", ROLE_PERSON, COLUMN_TEXT}, {0}};

/* What the second record says where a question has one column: nothing about the answer. */
static const known_column single[] = {
    {.name = "response"},      {.name = "openendedresponse"},  {.name = "antwort"},
    {.name = "offeneantwort"}, {.name = "antwortmitfreitext"}, {0}};
static const known_column open_ended[] = {
    {.name = "openendedresponse"}, {.name = "offeneantwort"}, {.name = "antwortmitfreitext"}, {0}};

static bool
starts_with_id(const header *h)
{
  const known_column id[] = {{.name = "respondentid"}, {0}};
  return known_find(id, header_cell(h, 0, 0)) != NULL;
}

/* The second record is header: it has nothing under the id. */
static bool
has_choices(const header *h)
{
  if (h->n_rows < 2 || header_cell(h, 1, 0).n)
    return false;
  for (size_t i = 1; i < h->n_cells[1]; i++)
    if (header_cell(h, 1, i).n)
      return true;
  return false;
}

static int
probe(const header *h)
{
  if (!starts_with_id(h))
    return 0;
  return has_choices(h) ? 95 : known_count(metadata, h, 0) >= 3 ? 70 : 40;
}

static bool
is_own_choice(const header *h, const codebook *book, uint32_t column, span cell)
{
  (void)book;
  return heading_same_words(h->memory, cell, heading_text(h, 1, column));
}

static bool
is_written_in(const char *choice)
{
  static const char *const starts[] = {"other please specify", "other specify", "sonstiges bitte",
                                       "andere bitte", "sonstige bitte"};
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
    if (strncmp(choice, starts[i], strlen(starts[i])) == 0)
      return true;
  return false;
}

/* A column of answers under the question. */
static void
take_answer(const header *h, uint32_t i, const char *question, codebook_column *c)
{
  const span below = header_cell(h, 1, i);
  const char *const choice = heading_text(h, 1, i);
  if (!*choice || known_find(single, below))
    c->name = question;
  else
    c->name = *question ? arena_printf(h->memory, "%s: %s", question, choice) : choice;
  c->text = c->name;
  if (known_find(open_ended, below))
    c->kind = COLUMN_TEXT;
  if (is_written_in(text_folded(h->memory, choice))) {
    c->kind = COLUMN_TEXT;
    c->role = ROLE_OTHER_TEXT;
  }
}

static void
take_group(const header *h, codebook *book, uint32_t first, uint32_t n, const char *question)
{
  if (n < 2 || !*question)
    return;
  const bool is_selection = heading_is_selection(h, 2, book, first, n, is_own_choice);
  for (uint32_t i = first; i < first + n; i++) {
    codebook_column *const c = &book->columns[i];
    c->group = question;
    if (is_selection && c->role != ROLE_OTHER_TEXT)
      c->kind = COLUMN_SELECTED;
  }
}

static void
take_columns(const header *h, uint32_t header_rows, codebook *book)
{
  const char *question = "";
  uint32_t first = 0;
  for (uint32_t i = 0; i < book->n_columns; i++) {
    codebook_column *const c = &book->columns[i];
    const char *const above = heading_text(h, 0, i);
    const known_column *const known = known_find(metadata, header_cell(h, 0, i));
    if (*above || known) {
      take_group(h, book, first, i - first, question);
      question = known ? "" : above;
      first = i;
    }
    if (known)
      *c = (codebook_column){
          .name = above, .text = above, .group = "", .kind = known->kind, .role = known->role};
    else if (header_rows > 1)
      take_answer(h, i, question, c);
    else
      c->name = c->text = above;
  }
  take_group(h, book, first, book->n_columns - first, question);
}

static uint32_t
describe(const header *h, codebook *out, const char **why)
{
  const uint32_t header_rows = h->header_rows ? h->header_rows : has_choices(h) ? 2 : 1;
  if (!heading_is_whole(h, header_rows, why))
    return 0;
  *out = codebook_new(h->memory, heading_width(h, header_rows));
  take_columns(h, header_rows, out);
  heading_settle(h->memory, out);
  return header_rows;
}

const text_format format_surveymonkey = {
    .id = "surveymonkey", .label = "SurveyMonkey", .probe = probe, .describe = describe};
