/* Real SPSS files against what R's haven read of them: every label, missing value and cell.
 *
 * The files are not part of the tree; without them this is one skipped test. */
#include "convert.h"

#include "base/file.h"
#include "import/records.h"

#include <math.h>
#include <unistd.h>

static const char *exports, *reference; /* the folders */

static const struct {
  const char *file, *name; /* name: of the files with the answers */
} files[] = {{"haven_labelled-num-na.sav", "haven_labelled-num-na_sav"},
             {"haven_labelled-str.sav", "haven_labelled-str_sav"},
             {"pspp_hotel.sav", "pspp_hotel_sav"},
             {"pyreadstat_ordered_category.sav", "pyreadstat_ordered_category_sav"},
             {"pyreadstat_sample.por", "pyreadstat_sample_por"},
             {"pyreadstat_sample.sav", "pyreadstat_sample_sav"},
             {"pyreadstat_sample_missing.sav", "pyreadstat_sample_missing_sav"}};

typedef struct table {
  const char *cells[64][16];
  size_t n_rows, n_cells;
} table;

static table *
table_of(bench *b, span text)
{
  table *const t = arena_one(b->memory, table);
  records r = records_new(b->memory, text, true, ',', 1);
  while (records_next(&r) == RECORD_ROW && t->n_rows < 64) {
    t->n_cells = r.n_cells;
    assert_true(r.n_cells <= 16);
    for (size_t i = 0; i < r.n_cells; i++)
      t->cells[t->n_rows][i] = arena_copy(b->memory, r.cells[i].at, r.cells[i].n);
    t->n_rows++;
  }
  return t;
}

static table *
answers_of(bench *b, const char *name, const char *what)
{
  const char *const s =
      bench_read(b, arena_printf(b->memory, "%s/%s_%s.csv", reference, name, what));
  assert_non_null(s);
  return table_of(b, (span){s, strlen(s)});
}

/* "1=a|2=b" as "1=a; 2=b". */
static const char *
with_semicolons(bench *b, const char *s)
{
  text t = text_new(b->memory);
  text_add(&t, "");
  for (; *s; s++)
    text_add_n(&t, *s == '|' ? "; " : s, *s == '|' ? 2 : 1);
  return t.at;
}

static const char *
label_of(const codebook_column *c, const char *value)
{
  for (uint32_t i = 0; i < c->n_labels; i++)
    if (strcmp(c->labels[i].value, value) == 0)
      return c->labels[i].label;
  return "user-missing";
}

static bool
has_missing(const codebook_column *c, const char *value, double lo, double hi, const char *reason)
{
  bool found = false;
  for (uint32_t i = 0; i < c->n_missing; i++) {
    const value_missing *const m = &c->missing[i];
    const bool is_same =
        value ? m->value && strcmp(m->value, value) == 0 : !m->value && m->lo == lo && m->hi == hi;
    found |= is_same && strcmp(m->reason, reason) == 0;
  }
  return found;
}

static void
compare_missing(bench *b, const codebook_column *c, const char *values, const char *range)
{
  uint32_t n = 0;
  for (const char *s = values; *s;) {
    const size_t length = strcspn(s, "|");
    const char *const value = arena_copy(b->memory, s, length);
    assert_true(has_missing(c, value, 0, 0, label_of(c, value)));
    s += length + (s[length] == '|');
    n++;
  }
  double lo, hi;
  const char *const dots = strstr(range, "..");
  if (dots) {
    assert_true(number_parse((span){range, (size_t)(dots - range)}, '.', &lo));
    assert_true(number_parse((span){dots + 2, strlen(dots + 2)}, '.', &hi));
    assert_true(has_missing(c, NULL, lo, hi, "user-missing"));
    n++;
  }
  assert_int_equal(c->n_missing, n);
}

/* A variable without a label of its own stands there once for each of its value labels. */
static bool
is_repeated(const table *t, size_t row)
{
  bool found = false;
  for (size_t i = 1; i < t->n_rows; i++)
    found |= i != row && strcmp(t->cells[i][0], t->cells[row][0]) == 0;
  return found;
}

static void
compare_dictionary(bench *b, const converted *x, const table *t)
{
  for (size_t i = 1; i < t->n_rows; i++) {
    const char *const *const row = t->cells[i];
    const codebook_column *const c = column_named(x, row[0]);
    assert_string_equal(c->text, is_repeated(t, i) ? "" : row[1]);
    assert_string_equal(labels_of(b, c), with_semicolons(b, row[4]));
    compare_missing(b, c, row[5], row[6]);
  }
}

static void
compare_cells(const table *got, const table *want)
{
  assert_int_equal(got->n_rows + 1, want->n_rows);
  assert_int_equal(got->n_cells, want->n_cells);
  for (size_t i = 0; i < got->n_rows; i++)
    for (size_t k = 0; k < got->n_cells; k++) {
      const char *const g = got->cells[i][k], *const w = want->cells[i + 1][k];
      const char *const expected = strcmp(w, "NA") == 0 ? "" : w;
      double x, y;
      const bool are_numbers = number_parse((span){g, strlen(g)}, '.', &x) &&
                               number_parse((span){expected, strlen(expected)}, '.', &y);
      if (are_numbers ? fabs(x - y) > 1e-14 * fabs(y) : strcmp(g, expected) != 0)
        fail_msg("row %zu, column %zu: \"%s\" is not \"%s\"", i + 1, k + 1, g, w);
    }
}

static void
all_is_as_haven_reads_it(void **state)
{
  bench *const b = *state;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    file_bytes bytes;
    assert_true(
        file_read(arena_printf(b->memory, "%s/%s", exports, files[i].file), 1 << 24, &bytes));
    const converted x = convert(b, "spss", (span){bytes.at, bytes.n}, (span){0}, NULL);
    file_release(&bytes);
    assert_fine(x);
    const table *const dictionary = answers_of(b, files[i].name, "dictionary"),
                       *const data = answers_of(b, files[i].name, "data");
    for (uint32_t k = 0; k < x.c.book.n_columns; k++)
      assert_string_equal(x.c.book.columns[k].name, data->cells[0][k]);
    compare_dictionary(b, &x, dictionary);
    compare_cells(table_of(b, (span){x.text, strlen(x.text)}), data);
  }
}

int
main(void)
{
  const char *const data = getenv("ORGMIRROR_DATA");
  static char paths[2][4096];
  snprintf(paths[0], sizeof *paths, "%s/3_exports/spss", data ? data : "../shared/data");
  snprintf(paths[1], sizeof *paths, "%s/reference/spss", data ? data : "../shared/data");
  exports = paths[0];
  reference = paths[1];
  if (access(exports, R_OK) != 0 || access(reference, R_OK) != 0) {
    printf("1..0 # SKIP no %s or no %s: set ORGMIRROR_DATA to a folder with SPSS files and what "
           "haven reads of them\n",
           exports, reference);
    return 0;
  }
  const struct CMUnitTest tests[] = {BENCH_TEST(all_is_as_haven_reads_it)};
  return cmocka_run_group_tests_name("real_spss", tests, NULL, NULL);
}
