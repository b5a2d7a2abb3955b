/* Typeform: one record of questions; the first column is "#", and among the last are when the
 * answer began and was submitted, and the network.  A question with several choices has a column
 * for each, with nothing but the choice over it, and the choice in the cell.
 *
 * A name is the question, or the choice, on one line and without markup. */
#include "import/heading.h"

#include "base/fold.h"

#include <string.h>

static const known_column metadata[] = {{"startdateutc", ROLE_TIME, COLUMN_DATE},
                                        {"submitdateutc", ROLE_TIME, COLUMN_DATE},
                                        {"stagedateutc", ROLE_TIME, COLUMN_DATE},
                                        {"networkid", ROLE_ID, COLUMN_TEXT},
                                        {"responsetype", ROLE_STATUS, COLUMN_TEXT},
                                        {"tags", ROLE_STATUS, COLUMN_TEXT},
                                        {"ending", ROLE_STATUS, COLUMN_TEXT},
                                        {"score", ROLE_STATUS, COLUMN_ANY},
                                        {0}};

static const known_column marks[] = {
    {.name = "startdateutc"}, {.name = "submitdateutc"}, {.name = "networkid"}, {0}};

static int
probe(const header *h)
{
  const uint32_t n = known_count(marks, h, 0);
  const bool has_sign = h->n_rows && span_is(header_cell(h, 0, 0), "#");
  return n == 3 ? 97 : n == 2 && has_sign ? 95 : n == 2 ? 80 : 0;
}

/* Without "<strong>" and its like. */
static const char *
plain_text(arena *memory, const char *s)
{
  text out = text_new(memory);
  for (; *s; s++) {
    const char *const end = *s == '<' ? strchr(s, '>') : NULL;
    const bool is_tag = end && (s[1] == '/' || (s[1] >= 'a' && s[1] <= 'z'));
    if (is_tag)
      s = end;
    else
      text_add_n(&out, s, 1);
  }
  return text_one_line(memory, (span){out.at ? out.at : "", out.n});
}

static bool
is_own_choice(const header *h, const codebook *book, uint32_t column, span cell)
{
  return heading_same_words(h->memory, cell, book->columns[column].name);
}

static void
take_column(const header *h, uint32_t i, codebook_column *c)
{
  const span cell = header_cell(h, 0, i);
  const known_column *const known = known_find(metadata, cell);
  c->name = c->text = plain_text(h->memory, heading_text(h, 0, i));
  if (i == 0 && span_is(cell, "#")) {
    c->role = ROLE_ID;
    c->kind = COLUMN_TEXT;
  } else if (known) {
    c->role = known->role;
    c->kind = known->kind;
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
  for (uint32_t i = 0; i < out->n_columns; i++)
    if (out->columns[i].role == ROLE_NONE &&
        heading_is_selection(h, header_rows, out, i, 1, is_own_choice))
      out->columns[i].kind = COLUMN_SELECTED;
  heading_settle(h->memory, out);
  return header_rows;
}

const text_format format_typeform = {
    .id = "typeform", .label = "Typeform", .probe = probe, .describe = describe};
