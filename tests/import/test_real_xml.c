/* Real codebooks: DDI with its data, LimeSurvey structures, and hostile XML, against numbers that
 * were counted by other programs.
 *
 * The files are not part of the tree; without them this is one skipped test. */
#include "convert.h"

#include "base/file.h"
#include "base/xml.h"

#include <dirent.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

static const char *exports; /* the folder */

static span
whole(bench *b, const char *name)
{
  file_bytes bytes;
  if (!file_read(arena_printf(b->memory, "%s/%s", exports, name), 1 << 26, &bytes))
    fail_msg("%s cannot be read", name);
  const span s = {arena_copy(b->memory, bytes.at, bytes.n), bytes.n};
  file_release(&bytes);
  return s;
}

static span
unpacked(bench *b, const char *name)
{
  gzFile f = gzopen(arena_printf(b->memory, "%s/%s", exports, name), "rb");
  assert_non_null(f);
  text t = text_new(b->memory);
  char block[1 << 14];
  for (int n; (n = gzread(f, block, sizeof block)) > 0;)
    text_add_n(&t, block, (size_t)n);
  gzclose(f);
  return (span){t.at, t.n};
}

/* Sum of a column of the text, in ten-thousandths. */
static int64_t
sum_of(bench *b, const converted *x, size_t column)
{
  records r = records_new(b->memory, (span){x->text, strlen(x->text)}, true, ',', 1);
  int64_t sum = 0;
  while (records_next(&r) == RECORD_ROW) {
    double value;
    assert_int_equal(r.n_cells, 8);
    assert_true(number_parse(r.cells[column], '.', &value));
    sum += (int64_t)(value * 1e4 + (value < 0 ? -.5 : .5));
  }
  return sum;
}

/* The sums were made with Python from the digits of each line. */
static void
ddi_data_are_cut_where_the_codebook_says(void **state)
{
  static const char *const names[] = {"YEAR",     "SERIAL", "MONTH",  "ASECWTH",
                                      "STATEFIP", "PERNUM", "ASECWT", "INCTOT"};
  bench *const b = *state;
  const span book = whole(b, "ddi/cps_00157.xml"), data = unpacked(b, "ddi/cps_00157.dat.gz");
  const converted x = convert(b, "ddi", data, book, NULL);
  assert_fine(x);
  assert_int_equal(x.c.book.n_columns, 8);
  for (size_t i = 0; i < 8; i++)
    assert_string_equal(x.c.book.columns[i].name, names[i]);
  size_t n_lines = 0, n_labels = 0;
  for (const char *s = x.text; *s; s++)
    n_lines += *s == '\n';
  for (uint32_t i = 0; i < 8; i++)
    n_labels += x.c.book.columns[i].n_labels;
  assert_int_equal(n_lines, 7668);
  assert_int_equal(n_labels, 87); /* grep -c '<catgry' */
  assert_int_equal(sum_of(b, &x, 0), INT64_C(15048219) * 10000);
  assert_int_equal(sum_of(b, &x, 1), INT64_C(102503565) * 10000);
  assert_int_equal(sum_of(b, &x, 4), INT64_C(282253) * 10000);
  assert_int_equal(sum_of(b, &x, 6), INT64_C(153384858167));
  assert_int_equal(sum_of(b, &x, 7), INT64_C(2320013449527) * 10000);
  assert_string_equal(x.c.book.columns[4].labels[0].label, "Alabama");
  assert_string_equal(x.c.book.columns[4].labels[0].value, "1");
  assert_refused(convert(b, "ddi", whole(b, "ddi/cps_00157.dat.gz"), book, NULL), "compressed");
}

/* Counted with Python's ElementTree, by LimeSurvey's rules for the names of columns. */
static void
structures_have_the_columns_that_were_counted(void **state)
{
  static const struct {
    const char *file;
    uint32_t n_columns, n_selected, n_labels;
  } known[] = {{"limesurvey/limesurvey2_sample_survey_english.lss", 959, 176, 990},
               {"limesurvey/ls2_maximum_chars_feature.lss", 52, 0, 0}};
  bench *const b = *state;
  for (size_t i = 0; i < 2; i++) {
    const converted x = convert(b, "lss", (span){0}, whole(b, known[i].file), NULL);
    assert_fine(x);
    uint32_t n_selected = 0, n_labels = 0;
    for (uint32_t k = 0; k < x.c.book.n_columns; k++) {
      const codebook_column *const c = &x.c.book.columns[k];
      n_selected += c->kind == COLUMN_SELECTED;
      n_labels += c->n_labels;
      assert_true(*c->name);
      assert_null(strstr(c->text, "</"));
      assert_int_equal(utf8_check(c->text, strlen(c->text)), strlen(c->text));
    }
    assert_int_equal(x.c.book.n_columns, known[i].n_columns);
    assert_int_equal(n_selected, known[i].n_selected);
    assert_int_equal(n_labels, known[i].n_labels);
  }
}

static void
hostile_xml_is_refused_at_once(void **state)
{
  static const char *const ids[] = {"lss", "triple-s", "ddi", "xlsx", "spss"};
  bench *const b = *state;
  const char *const folder = arena_printf(b->memory, "%s/xml_malicious/defusedxml", exports);
  DIR *const list = opendir(folder);
  assert_non_null(list);
  size_t n = 0;
  for (const struct dirent *e; (e = readdir(list));) {
    if (e->d_name[0] == '.')
      continue;
    const span s = whole(b, arena_printf(b->memory, "xml_malicious/defusedxml/%s", e->d_name));
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
      const clock_t start = clock();
      const bool is_file = i > 2;
      const converted x =
          convert(b, ids[i], is_file ? s : (span){0}, is_file ? (span){0} : s, NULL);
      assert_false(x.is_fine);
      assert_true(clock() - start < CLOCKS_PER_SEC / 2);
    }
    n++;
  }
  closedir(list);
  assert_true(n >= 10);
}

int
main(void)
{
  const char *const data = getenv("ORGMIRROR_DATA");
  static char path[4096];
  snprintf(path, sizeof path, "%s/3_exports", data ? data : "../shared/data");
  exports = path;
  if (access(exports, R_OK) != 0) {
    printf("1..0 # SKIP no %s: set ORGMIRROR_DATA to a folder whose 3_exports has ddi, limesurvey "
           "and xml_malicious\n",
           exports);
    return 0;
  }
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(ddi_data_are_cut_where_the_codebook_says),
      BENCH_TEST(structures_have_the_columns_that_were_counted),
      BENCH_TEST(hostile_xml_is_refused_at_once),
  };
  return cmocka_run_group_tests_name("real_xml", tests, NULL, NULL);
}
