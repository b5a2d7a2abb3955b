/* Converters, run in the process of the test: what a file becomes. */
#ifndef OM_TESTS_CONVERT_H
#define OM_TESTS_CONVERT_H

#include "core.h"

#include "import/format.h"

typedef struct converted {
  bool is_fine;
  conversion c; /* why, fix, book */
  const char *text;
} converted;

/* The bytes of a file, or of none where `at` is NULL, and of a codebook beside it. */
converted convert(bench *b, const char *id, span file, span beside, const char *sheet);

/* Both as text. */
converted convert_text(bench *b, const char *id, const char *file, const char *beside);

/* Fails unless it was converted. */
#define assert_fine(x)                                                                             \
  do {                                                                                             \
    if (!(x).is_fine)                                                                              \
      fail_msg("refused: %s", (x).c.why);                                                          \
  } while (0)

/* Fails unless it was refused and the reason contains the words. */
#define assert_refused(x, words)                                                                   \
  do {                                                                                             \
    assert_false((x).is_fine);                                                                     \
    if (!(x).c.why || !strstr((x).c.why, (words)))                                                 \
      fail_msg("\"%s\" does not say \"%s\"", (x).c.why ? (x).c.why : "", (words));                 \
  } while (0)

/* The column with this name, or a failed test. */
const codebook_column *column_named(const converted *x, const char *name);

/* "1=Yes; 2=No" */
const char *labels_of(bench *b, const codebook_column *c);

/* "9=refused; -9..-1=user-missing" */
const char *missing_of(bench *b, const codebook_column *c);

/* All notes, a line each. */
const char *notes_of(bench *b, const converted *x);

/* --- an archive ------------------------------------------------------------------------------ */

typedef struct archive_part {
  const char *name;
  span content;
  bool is_deflated;
} archive_part;

/* A zip of the parts; those without a name are left out. */
span archive_of(bench *b, const archive_part *parts, size_t n);

#endif
