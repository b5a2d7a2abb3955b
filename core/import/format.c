/* The formats that there are. */
#include "import/format.h"

#include <string.h>

extern const text_format format_generic, format_qualtrics, format_surveymonkey, format_alchemer,
    format_limesurvey, format_google_forms, format_typeform, format_ms_forms;

static const text_format *const text_formats[] = {
    &format_qualtrics,    &format_surveymonkey, &format_alchemer, &format_limesurvey,
    &format_google_forms, &format_typeform,     &format_ms_forms, &format_generic};

extern const converter converter_spss, converter_xlsx, converter_triple_s, converter_ddi,
    converter_lss;

static const converter *const converters[] = {&converter_spss, &converter_xlsx, &converter_triple_s,
                                              &converter_ddi,  &converter_lss,  NULL};

span
header_cell(const header *h, uint32_t row, size_t column)
{
  return row < h->n_rows && column < h->n_cells[row] ? span_trim(h->rows[row][column])
                                                     : (span){"", 0};
}

const text_format *
text_format_named(const char *id)
{
  for (size_t i = 0; i < sizeof text_formats / sizeof *text_formats; i++)
    if (strcmp(text_formats[i]->id, id) == 0)
      return text_formats[i];
  return NULL;
}

const text_format *
text_format_of(const header *h)
{
  const text_format *best = NULL;
  int most = 0;
  for (size_t i = 0; i < sizeof text_formats / sizeof *text_formats; i++) {
    const int sure = text_formats[i]->probe(h);
    if (sure > most) {
      most = sure;
      best = text_formats[i];
    }
  }
  return best;
}

const converter *
converter_named(const char *id)
{
  for (size_t i = 0; converters[i]; i++)
    if (strcmp(converters[i]->id, id) == 0)
      return converters[i];
  return NULL;
}

const converter *
converter_of(const char *head, size_t n, const char *name, bool is_codebook)
{
  const converter *best = NULL;
  int most = 0;
  for (size_t i = 0; converters[i]; i++) {
    const int sure =
        converters[i]->is_codebook == is_codebook ? converters[i]->probe(head, n, name) : 0;
    if (sure > most) {
      most = sure;
      best = converters[i];
    }
  }
  return best;
}

void
row_cell(conversion *c, const char *text, size_t n)
{
  if (c->n_out++)
    fputc_unlocked(',', c->out);
  bool is_bare = !(n && (text[0] == ' ' || text[0] == '\t'));
  for (size_t i = 0; i < n && is_bare; i++)
    is_bare = text[i] != '"' && text[i] != ',' && text[i] != '\n' && text[i] != '\r';
  if (is_bare) {
    fwrite_unlocked(text, 1, n, c->out);
    return;
  }
  fputc_unlocked('"', c->out);
  for (size_t i = 0; i < n; i++) {
    if (text[i] == '"')
      fputc_unlocked('"', c->out);
    fputc_unlocked(text[i] ? text[i] : ' ', c->out);
  }
  fputc_unlocked('"', c->out);
}

void
row_end(conversion *c)
{
  fputc_unlocked('\n', c->out);
  c->n_out = 0;
}
