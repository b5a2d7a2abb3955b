/* Alchemer, once SurveyGizmo: one record of names, "Choice:Question" where a question has several
 * columns, "Other - Write In:Question" for what was written in.
 *
 * A name is the cell on one line.  The columns of one question are a group. */
#include "import/heading.h"

#include "base/fold.h"

#include <string.h>

static const known_column metadata[] = {{"responseid", ROLE_ID, COLUMN_ANY},
                                        {"timestarted", ROLE_TIME, COLUMN_DATE},
                                        {"datesubmitted", ROLE_TIME, COLUMN_DATE},
                                        {"status", ROLE_STATUS, COLUMN_TEXT},
                                        {"contactid", ROLE_ID, COLUMN_ANY},
                                        {"legacycomments", ROLE_STATUS, COLUMN_TEXT},
                                        {"comments", ROLE_STATUS, COLUMN_TEXT},
                                        {"language", ROLE_STATUS, COLUMN_TEXT},
                                        {"referer", ROLE_STATUS, COLUMN_TEXT},
                                        {"referrer", ROLE_STATUS, COLUMN_TEXT},
                                        {"sessionid", ROLE_ID, COLUMN_TEXT},
                                        {"useragent", ROLE_PERSON, COLUMN_TEXT},
                                        {"extendedreferer", ROLE_STATUS, COLUMN_TEXT},
                                        {"tags", ROLE_STATUS, COLUMN_TEXT},
                                        {"ipaddress", ROLE_PERSON, COLUMN_TEXT},
                                        {"longitude", ROLE_PERSON, COLUMN_ANY},
                                        {"latitude", ROLE_PERSON, COLUMN_ANY},
                                        {"country", ROLE_PERSON, COLUMN_TEXT},
                                        {"countryauto", ROLE_PERSON, COLUMN_TEXT},
                                        {"city", ROLE_PERSON, COLUMN_TEXT},
                                        {"stateregion", ROLE_PERSON, COLUMN_TEXT},
                                        {"postal", ROLE_PERSON, COLUMN_TEXT},
                                        {"email", ROLE_PERSON, COLUMN_TEXT},
                                        {"emailaddress", ROLE_PERSON, COLUMN_TEXT},
                                        {"firstname", ROLE_PERSON, COLUMN_TEXT},
                                        {"lastname", ROLE_PERSON, COLUMN_TEXT},
                                        {0}};

static int
probe(const header *h)
{
  static const known_column marks[] = {{.name = "timestarted"}, {.name = "datesubmitted"}, {0}};
  uint32_t first = 0;
  for (size_t i = 0; h->n_rows && i < h->n_cells[0] && i < 5; i++)
    first += known_find(marks, header_cell(h, 0, i)) != NULL;
  return first == 2 ? 95 : 0;
}

/* "Choice:Question" at the first colon that no space follows; of "Other::Question" the last. */
static const char *
question_of(const char *name)
{
  for (const char *at = strchr(name, ':'); at; at = strchr(at + 1, ':')) {
    while (at[1] == ':')
      at++;
    if (at > name && at[1] && at[1] != ' ' && at[1] != '/')
      return at + 1;
  }
  return NULL;
}

static bool
is_own_choice(const header *h, const codebook *book, uint32_t column, span cell)
{
  const char *const name = book->columns[column].name, *const question = question_of(name);
  const size_t n = question ? (size_t)(question - name) : strlen(name);
  return heading_same_words(h->memory, cell, arena_copy(h->memory, name, n));
}

static void
take_column(const header *h, uint32_t i, codebook_column *c)
{
  static const char write_in[] = "other write in";
  const known_column *const known = known_find(metadata, header_cell(h, 0, i));
  c->name = heading_text(h, 0, i);
  const char *const question = question_of(c->name);
  const size_t n = question ? (size_t)(question - c->name) : 0;
  char *choice = arena_copy(h->memory, c->name, n);
  while (*choice && choice[strlen(choice) - 1] == ':')
    choice[strlen(choice) - 1] = '\0';
  c->text = question ? arena_printf(h->memory, "%s: %s", question, choice) : c->name;
  if (known) {
    c->role = known->role;
    c->kind = known->kind;
  } else if (strncmp(text_folded(h->memory, choice), write_in, sizeof write_in - 1) == 0) {
    c->role = ROLE_OTHER_TEXT;
    c->kind = COLUMN_TEXT;
  }
}

static bool
is_same_question(const char *a, const char *b)
{
  return a && b && strcmp(a, b) == 0;
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
  for (uint32_t i = 0, n; i < out->n_columns; i += n) {
    const char *const question = question_of(out->columns[i].name);
    for (n = 1; i + n < out->n_columns &&
                is_same_question(question, question_of(out->columns[i + n].name));)
      n++;
    const bool is_selection =
        n > 1 && heading_is_selection(h, header_rows, out, i, n, is_own_choice);
    for (uint32_t j = i; n > 1 && j < i + n; j++) {
      out->columns[j].group = question;
      if (is_selection && out->columns[j].role == ROLE_NONE)
        out->columns[j].kind = COLUMN_SELECTED;
    }
  }
  heading_settle(h->memory, out);
  return header_rows;
}

const text_format format_alchemer = {
    .id = "alchemer", .label = "Alchemer (SurveyGizmo)", .probe = probe, .describe = describe};
