/* One scale of a study, and what was seen in its columns. */
#include "answer_study.h"

answer_column
column_of(const bench *b, const codebook_column *book, const char *texts)
{
  span *const at = arena_many(b->memory, strlen(texts) + 1, span);
  size_t n = 0;
  while (*texts) {
    at[n++] = (span){texts, strcspn(texts, "|")};
    texts += at[n - 1].n;
    texts += *texts == '|';
  }
  return (answer_column){.book = book, .texts = at, .n_texts = n};
}

reading
read_with(bench *b, const char *xml, const codebook *book, const char *first, const char *second)
{
  b->d = diags_new(b->memory);
  reading r = {.study = bench_study(b, xml)};
  if (!r.study)
    fail_msg("%s", bench_messages(b));
  const study_survey *const survey = &r.study->surveys[0];
  const study_scale *const scale = &r.study->scales[0];
  if (book)
    r.book = *book;
  r.reasons = reasons_new(b->memory, r.study, survey, book);
  const char *const texts[] = {first, second};
  for (uint32_t i = 0; i < scale->n_items; i++)
    r.columns[i] = column_of(b, book ? &book->columns[i] : NULL, texts[i]);
  r.told = (answer_reading){
      .memory = b->memory, .study = r.study, .survey = survey, .reasons = &r.reasons, .d = &b->d};
  r.fine = answers_build(&r.told, scale, r.columns, r.maps);
  for (uint32_t i = 0; i < scale->n_items; i++)
    r.readers[i] =
        cell_reader_new(b->memory, cell_rule_new(b->memory, survey), scale, &scale->items[i],
                        book ? &book->columns[i] : NULL, r.maps[i], &r.reasons);
  return r;
}

reading
read_texts(bench *b, const char *xml, const char *texts)
{
  return read_with(b, xml, NULL, texts, "");
}

const char *
cell_of(const bench *b, const reading *r, uint32_t i, const char *cell)
{
  const cell_value v = cell_read(&r->readers[i], (span){cell, strlen(cell)});
  if (v.fault != CELL_FINE)
    return v.fault == CELL_UNKNOWN_ANSWER ? "?" : v.fault == CELL_OUT_OF_RANGE ? "range" : "fault";
  if (v.missing == OM_BLANK)
    return "blank";
  if (v.missing)
    return arena_printf(b->memory, "(%s)", r->reasons.at[v.missing - OM_BLANK - 1]);
  text out = text_new(b->memory);
  text_add_double(&out, v.x);
  return out.at;
}

const char *
told(const bench *b, const reading *r)
{
  text t = text_new(b->memory);
  for (size_t i = 0; i < r->told.told.n; i++)
    text_addf(&t, "%s\n", r->told.told.at[i]);
  return t.at ? t.at : "";
}
