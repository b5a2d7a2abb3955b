/* Google Forms: one record of questions, the first column is the time of the answer.  A grid has a
 * column for each row, "Question [Row]"; several choices stand in one cell, joined by ", " or ";".
 *
 * A name is the question on one line.  The rows of a grid are a group: its question. */
#include "import/heading.h"

#include "base/fold.h"

#include <string.h>

static const known_column metadata[] = {{"timestamp", ROLE_TIME, COLUMN_DATE},
                                        {"zeitstempel", ROLE_TIME, COLUMN_DATE},
                                        {"horodateur", ROLE_TIME, COLUMN_DATE},
                                        {"marcatemporal", ROLE_TIME, COLUMN_DATE},
                                        {"emailaddress", ROLE_PERSON, COLUMN_TEXT},
                                        {"username", ROLE_PERSON, COLUMN_TEXT},
                                        {"emailadresse", ROLE_PERSON, COLUMN_TEXT},
                                        {"nutzername", ROLE_PERSON, COLUMN_TEXT},
                                        {"score", ROLE_STATUS, COLUMN_TEXT},
                                        {"punkte", ROLE_STATUS, COLUMN_TEXT},
                                        {0}};

static const known_column first_column[] = {{.name = "timestamp"},
                                            {.name = "zeitstempel"},
                                            {.name = "horodateur"},
                                            {.name = "marcatemporal"},
                                            {0}};

/* A question has words; what a machine logs has names. */
static bool
is_question(span s)
{
  return memchr(s.at, ' ', s.n) != NULL;
}

static int
probe(const header *h)
{
  if (!h->n_rows || !known_find(first_column, header_cell(h, 0, 0)))
    return 0;
  if (h->n_rows > 1 && header_cell(h, 1, 0).n && !heading_has_date(h, 1, 0))
    return 0;
  uint32_t questions = 0, rows = 0;
  for (size_t i = 1; i < h->n_cells[0]; i++) {
    const span cell = header_cell(h, 0, i);
    span question;
    rows += heading_row(cell, &question).n > 0;
    questions += is_question(cell);
  }
  return rows > 1 ? 92 : questions * 2 >= h->n_cells[0] - 1 && questions ? 85 : 0;
}

static uint32_t
describe(const header *h, codebook *out, const char **why)
{
  const uint32_t header_rows = heading_describe(h, metadata, out, why);
  if (!header_rows)
    return 0;
  for (uint32_t i = 0; i < out->n_columns; i++) {
    codebook_column *const c = &out->columns[i];
    span question;
    if (heading_row((span){c->name, strlen(c->name)}, &question).n)
      c->group = arena_copy(h->memory, question.at, question.n);
  }
  heading_settle(h->memory, out);
  return header_rows;
}

const text_format format_google_forms = {
    .id = "google-forms", .label = "Google Forms", .probe = probe, .describe = describe};
