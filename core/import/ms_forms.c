/* Microsoft Forms: one record of questions after ID, Start time, Completion time, Email and Name.
 * Several choices stand in one cell, each followed by ";".
 *
 * A name is the question on one line. */
#include "import/heading.h"

static const known_column metadata[] = {{"id", ROLE_ID, COLUMN_NUMBER},
                                        {"starttime", ROLE_TIME, COLUMN_DATE},
                                        {"startzeit", ROLE_TIME, COLUMN_DATE},
                                        {"completiontime", ROLE_TIME, COLUMN_DATE},
                                        {"fertigstellungszeit", ROLE_TIME, COLUMN_DATE},
                                        {"lastmodifiedtime", ROLE_TIME, COLUMN_DATE},
                                        {"uhrzeitderletztennderung", ROLE_TIME, COLUMN_DATE},
                                        {"email", ROLE_PERSON, COLUMN_TEXT},
                                        {"name", ROLE_PERSON, COLUMN_TEXT},
                                        {"language", ROLE_STATUS, COLUMN_TEXT},
                                        {"sprache", ROLE_STATUS, COLUMN_TEXT},
                                        {"totalpoints", ROLE_STATUS, COLUMN_NUMBER},
                                        {"quizfeedback", ROLE_STATUS, COLUMN_TEXT},
                                        {0}};

static bool
is_one_of(span cell, const char *a, const char *b)
{
  const known_column list[] = {{.name = a}, {.name = b}, {0}};
  return known_find(list, cell) != NULL;
}

static int
probe(const header *h)
{
  const bool has_times = is_one_of(header_cell(h, 0, 1), "starttime", "startzeit") &&
                         is_one_of(header_cell(h, 0, 2), "completiontime", "fertigstellungszeit");
  return has_times && is_one_of(header_cell(h, 0, 0), "id", "id") ? 96 : 0;
}

static uint32_t
describe(const header *h, codebook *out, const char **why)
{
  const uint32_t header_rows = heading_describe(h, metadata, out, why);
  if (header_rows)
    heading_settle(h->memory, out);
  return header_rows;
}

const text_format format_ms_forms = {
    .id = "ms-forms", .label = "Microsoft Forms", .probe = probe, .describe = describe};
