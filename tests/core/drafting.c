/* What the tests of drafts share. */
#include "drafting.h"

static draft_file
file_of(bench *b, const char *name, const char *content, unsigned sides)
{
  const char *const path = bench_write_text(b, name, content);
  return (draft_file){.path = path, .shown = arena_string(b->memory, name), .sides = sides};
}

draft *
draft_of(bench *b, const char *inside, const char *outside)
{
  static const export_hints hints = {0};
  draft *const t = arena_one(b->memory, draft);
  *t = (draft){.memory = b->memory, .d = &b->d, .title = "t", .hints = &hints};
  t->files = arena_many(b->memory, 2, draft_file);
  const bool is_one = inside == outside;
  if (inside)
    t->files[t->n_files++] =
        file_of(b, "in.csv", inside, is_one ? SIDE_INSIDE | SIDE_OUTSIDE : SIDE_INSIDE);
  if (outside && !is_one)
    t->files[t->n_files++] = file_of(b, "out.csv", outside, SIDE_OUTSIDE);
  if (draft_make(t, NULL))
    return t;
  draft_done(t);
  return NULL;
}

void
draft_free(draft *t)
{
  draft_done(t);
}

const char *
rows_text(bench *b, const char *header, unsigned rows, row_maker cells)
{
  dice d = {.state = 88172645463325252u};
  text out = text_new(b->memory);
  text_addf(&out, "%s\n", header);
  for (unsigned i = 0; i < rows; i++) {
    cells(&out, i, &d);
    text_add(&out, "\n");
  }
  return out.at;
}

const column_guess *
guess_of(const draft_file *f, const char *column)
{
  for (uint32_t i = 0; i < f->profile.n_columns; i++)
    if (strcmp(f->e.book.columns[i].name, column) == 0)
      return &f->columns[i];
  fail_msg("there is no column %s", column);
  return NULL;
}

const draft_scale *
scale_with(const draft_survey *s, const char *column)
{
  for (uint32_t i = 0; i < s->n_scales; i++)
    for (uint32_t j = 0; j < s->scales[i].n_items; j++)
      if (strcmp(s->file->e.book.columns[s->scales[i].items[j].column].name, column) == 0)
        return &s->scales[i];
  return NULL;
}

const study *
study_of(bench *b, const draft *t)
{
  const text xml = draft_xml(t);
  const study *const s = bench_study(b, xml.at);
  if (!s)
    fail_msg("the draft is no study:\n%s\n%s", bench_messages(b), xml.at);
  return s;
}
