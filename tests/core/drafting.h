/* What the tests of drafts share: exports of a few lines of code, and the draft of them. */
#ifndef OM_TESTS_DRAFTING_H
#define OM_TESTS_DRAFTING_H

#include "core.h"

#include "draft/draft.h"

/* The draft of the export texts, as in.csv and out.csv in the folder of the test.  `outside` may be
 * NULL (one side alone) or the same pointer (one file on both sides).  NULL with messages. */
draft *draft_of(bench *b, const char *inside, const char *outside);

/* Closes the files. */
void draft_free(draft *t);

/* An export: the header, then so many rows that `cells` adds. */
typedef void (*row_maker)(text *out, unsigned row, dice *d);
const char *rows_text(bench *b, const char *header, unsigned rows, row_maker cells);

const column_guess *guess_of(const draft_file *f, const char *column);

/* The scale that holds the column, or NULL. */
const draft_scale *scale_with(const draft_survey *s, const char *column);

/* study.xml of the draft, read and checked by the program: fails the test when it is not fine. */
const study *study_of(bench *b, const draft *t);

#endif
