/* Delimited text of no tool in particular: the first record names the columns, a second header
 * record, where the study says that there is one, holds the questions. */
#include "import/heading.h"

static int
probe(const header *h)
{
  (void)h;
  return 1; /* any text may be */
}

static uint32_t
describe(const header *h, codebook *out, const char **why)
{
  const uint32_t header_rows = h->header_rows ? h->header_rows : 1;
  if (!heading_is_whole(h, header_rows, why))
    return 0;
  *out = codebook_new(h->memory, (uint32_t)h->n_cells[0]);
  for (uint32_t i = 0; i < out->n_columns; i++) {
    const span name = header_cell(h, 0, i), text = header_cell(h, 1, i);
    out->columns[i].name = arena_copy(h->memory, name.at, name.n);
    if (header_rows > 1)
      out->columns[i].text = arena_copy(h->memory, text.at, text.n);
  }
  return header_rows;
}

const text_format format_generic = {
    .id = "delimited", .label = "", .probe = probe, .describe = describe};
