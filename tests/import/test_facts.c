/* Real exports against what Python counted in them (reference/export_facts.csv): encoding, byte
 * order mark, delimiter, records, columns.  Every file of the table is opened; where we read
 * otherwise, the reason stands below.
 *
 * The files are not part of the tree; without them this is one skipped test. */
#include "core.h"

#include "import/export.h"
#include "import/records.h"

#include <unistd.h>

static const char *data; /* the folder */

typedef struct facts {
  const char *file, *encoding, *mark;
  char delimiter;
  uint64_t records, columns;
} facts;

/* Where something else is right, or nothing can be. */
typedef struct otherwise {
  const char *file, *why;
  const char *refused; /* code; NULL: it is read */
  uint64_t records, columns;
  char delimiter;
} otherwise;

static const otherwise known[] = {
    {"csvkit/bad_skip_lines.csv", "a blank line has one empty cell, where Python counts none", NULL,
     7, 1, ','},
    {"csvkit/test_skip_lines.csv", "the same", NULL, 5, 1, ','},
    {"csvkit/empty.csv", "the same", NULL, 1, 1, ','},
    {"csvkit/test_header_newline.csv", "three columns and commas; a tab was guessed", NULL, 2, 3,
     ','},
    {"csvkit/null_byte.csv", "text holds no NUL bytes", "D034", 0, 0, ','},
};

/* Files of the table that are no exports. */
static const char *const no_exports[] = {"ORIGINS.csv"};

static const otherwise *
otherwise_of(const char *file)
{
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    const size_t n = strlen(file), k = strlen(known[i].file);
    if (n >= k && strcmp(file + n - k, known[i].file) == 0)
      return &known[i];
  }
  return NULL;
}

static uint64_t
count_of(const char *s)
{
  return strtoull(s, NULL, 10);
}

/* "','" or "'\t'", as Python writes it. */
static char
delimiter_of(const char *s)
{
  return strstr(s, "\\t") ? '\t' : s[1];
}

/* Records with those of the header. */
static uint64_t
count_records(bench *b, const export *e)
{
  const char *const rows = strstr(e->book.format, " header row");
  const char *digits = rows;
  while (digits && digits > e->book.format && digits[-1] >= '0' && digits[-1] <= '9')
    digits--;
  uint64_t n = digits ? count_of(digits) : 0;
  stream s = rows_of(b, e);
  export_row row;
  while (stream_next(&s, &row))
    n++;
  return n;
}

static const char *
encoding_of(const facts *f)
{
  return strncmp(f->mark, "UTF-16", 6) == 0   ? "UTF-16 with byte order mark"
         : *f->mark                           ? "UTF-8 with byte order mark"
         : strcmp(f->encoding, "cp1252") == 0 ? "Windows-1252"
                                              : "UTF-8";
}

static void
compare(bench *b, const facts *f)
{
  const char *const path = arena_printf(b->memory, "%s/%s", data, f->file);
  const bool is_windows = strcmp(f->encoding, "cp1252") == 0;
  const otherwise *const x = otherwise_of(f->file);
  export e;
  b->d = diags_new(b->memory);
  const bool is_open = open_export(b, &e, path, f->file,
                                   (export_hints){.encoding = is_windows ? "windows-1252" : NULL});
  if (x && x->refused) {
    assert_false(is_open);
    assert_string_equal(b->d.at[0].code, x->refused);
    export_close(&e);
    return;
  }
  if (!is_open)
    fail_msg("%s is refused: %s", f->file, bench_messages(b));
  const uint64_t n = count_records(b, &e);
  assert_no_message(b);
  if (n != (x ? x->records : f->records) || e.book.n_columns != (x ? x->columns : f->columns) ||
      e.delimiter != (x ? x->delimiter : f->delimiter) ||
      strcmp(strrchr(e.book.format, ',') + 2, encoding_of(f)) != 0)
    fail_msg("%s: %s, %llu records, %u columns, delimiter \"%c\"", f->file, e.book.format,
             (unsigned long long)n, e.book.n_columns, e.delimiter);
  export_close(&e);
}

static bool
is_export(const char *file)
{
  for (size_t i = 0; i < sizeof no_exports / sizeof *no_exports; i++)
    if (strcmp(file, no_exports[i]) == 0)
      return false;
  return true;
}

static void
facts_are_reproduced(void **state)
{
  bench *const b = *state;
  const char *const text =
      bench_read(b, arena_printf(b->memory, "%s/reference/export_facts.csv", data));
  assert_non_null(text);
  records r = records_new(b->memory, (span){text, strlen(text)}, true, ',', 1);
  size_t n = 0, n_absent = 0;
  assert_int_equal(records_next(&r), RECORD_ROW);
  while (records_next(&r) == RECORD_ROW) {
    const char *cell[6];
    assert_true(r.n_cells >= 6);
    for (size_t i = 0; i < 6; i++)
      cell[i] = arena_copy(b->memory, r.cells[i].at, r.cells[i].n);
    const char *const slash = strchr(cell[0], '/'); /* behind the name that the folder had */
    assert_non_null(slash);
    const facts f = {slash + 1,         cell[1],          cell[2], delimiter_of(cell[3]),
                     count_of(cell[4]), count_of(cell[5])};
    if (!is_export(f.file))
      continue;
    if (access(arena_printf(b->memory, "%s/%s", data, f.file), R_OK) != 0) {
      printf("# %s is not there\n", f.file);
      n_absent++;
      continue;
    }
    compare(b, &f);
    n++;
  }
  printf("# %zu files read as counted, %zu not there\n", n, n_absent);
  assert_true(n >= 100);
}

int
main(void)
{
  const char *const folder = getenv("ORGMIRROR_DATA");
  data = folder ? folder : "../shared/data";
  char path[4096];
  snprintf(path, sizeof path, "%s/reference/export_facts.csv", data);
  if (access(path, R_OK) != 0) {
    printf("1..0 # SKIP no %s: set ORGMIRROR_DATA to a folder with exports and what is counted in "
           "them\n",
           path);
    return 0;
  }
  const struct CMUnitTest tests[] = {BENCH_TEST(facts_are_reproduced)};
  return cmocka_run_group_tests_name("facts", tests, NULL, NULL);
}
