/* The reader on files that others collected to torture readers: csv-spectrum with its answers in
 * JSON, and the examples of csvkit with what Python's csv module reads in them.
 *
 * The files are not part of the tree; without them this is one skipped test. */
#include "core.h"

#include "base/digest.h"
#include "import/export.h"

#include <dirent.h>
#include <unistd.h>

static const char *torture; /* the folder */

static const char *
in_torture(const bench *b, const char *name)
{
  return arena_printf(b->memory, "%s/%s", torture, name);
}

/* --- csv-spectrum ---------------------------------------------------------------------------- */

/* The string that starts at *at, a quote; *at is left behind it. */
static const char *
json_string_at(const bench *b, const char **at)
{
  text out = text_new(b->memory);
  const char *s = *at + 1;
  for (; *s != '"'; s++) {
    assert_true(*s != '\0');
    if (*s != '\\') {
      text_add_n(&out, s, 1);
      continue;
    }
    s++;
    const char *const letters = "nrt\"\\/", *const meant = "\n\r\t\"\\/";
    const char *const found = strchr(letters, *s);
    assert_non_null(found);
    text_add_n(&out, meant + (found - letters), 1);
  }
  *at = s + 1;
  return out.at ? out.at : "";
}

/* A cell without carriage returns: whoever collected the files lost some of them. */
static const char *
without_cr(const bench *b, const char *at, size_t n)
{
  text out = text_new(b->memory);
  for (size_t i = 0; i < n; i++)
    if (at[i] != '\r')
      text_add_n(&out, at + i, 1);
  return out.at ? out.at : "";
}

/* The file with every line ended as Windows does. */
static const char *
with_crlf(const bench *b, const char *csv)
{
  text out = text_new(b->memory);
  for (; *csv; csv++)
    text_add_n(&out, *csv == '\n' ? "\r\n" : csv, *csv == '\n' ? 2 : 1);
  return out.at;
}

/* Each row of the export against the next object of the JSON: the same names and values in order.
 */
static void
compare_with_json(bench *b, const char *csv, const char *json, const char *name)
{
  export r;
  assert_true(open_export(b, &r, bench_write_text(b, "x.csv", csv), name, (export_hints){0}));
  export_row row;
  stream rows = rows_of(b, &r);
  while (stream_next(&rows, &row)) {
    assert_int_equal(row.n_cells, r.book.n_columns);
    for (size_t i = 0; i < row.n_cells; i++) {
      json = strchr(json, '"');
      assert_non_null(json);
      assert_string_equal(json_string_at(b, &json), r.book.columns[i].name);
      json = strchr(json, '"');
      assert_non_null(json);
      const char *const value = json_string_at(b, &json);
      assert_string_equal(without_cr(b, row.cells[i].at, row.cells[i].n),
                          without_cr(b, value, strlen(value)));
    }
  }
  assert_null(strchr(json, '"')); /* nothing is left */
  assert_no_message(b);
  export_close(&r);
}

static void
csv_spectrum_is_read_as_its_answers_say(void **state)
{
  bench *const b = *state;
  DIR *const list = opendir(in_torture(b, "csv-spectrum/csvs"));
  assert_non_null(list);
  size_t n = 0;
  for (const struct dirent *e; (e = readdir(list));) {
    const char *const dot = strstr(e->d_name, ".csv");
    if (!dot)
      continue;
    const char *const name = arena_copy(b->memory, e->d_name, (size_t)(dot - e->d_name));
    const char *const csv =
        bench_read(b, in_torture(b, arena_printf(b->memory, "csv-spectrum/csvs/%s.csv", name)));
    const char *const json =
        bench_read(b, in_torture(b, arena_printf(b->memory, "csv-spectrum/json/%s.json", name)));
    assert_true(csv && json);
    compare_with_json(b, csv, json, name);
    compare_with_json(b, with_crlf(b, without_cr(b, csv, strlen(csv))), json, name);
    n++;
  }
  closedir(list);
  assert_true(n >= 11);
}

/* --- csvkit ---------------------------------------------------------------------------------- */

/* Rows after the header, and the first 16 digits of the SHA-256 of all records, header first: for
 * each the number of cells, for each cell its length and bytes, numbers as 4 bytes little-endian.
 * Made with Python 3 (csv.reader, strict=True); a blank line counts as one empty cell. */
static const struct {
  const char *name;
  uint64_t rows;
  const char *digest;
} csvkit[] = {
    {"csvkit/bad.csv", 3, "5db81dd4923c1813"},
    {"csvkit/bad_skip_lines.csv", 6, "ac4df95319bc424f"},
    {"csvkit/blanks.csv", 1, "5b172fd6921275fd"},
    {"csvkit/blanks_converted.csv", 1, "41bc3de0941477cd"},
    {"csvkit/date_like_number.csv", 1, "bf9bb24e02404c1c"},
    {"csvkit/dummy.csv", 1, "81fa1f2b9b1bdefc"},
    {"csvkit/dummy2.csv", 1, "81fa1f2b9b1bdefc"},
    {"csvkit/dummy3.csv", 2, "6fca1a24d3967d32"},
    {"csvkit/dummy_col_shuffled.csv", 1, "148c48537acfc009"},
    {"csvkit/dummy_col_shuffled_ragged.csv", 1, "149d336dc888192b"},
    {"csvkit/foo1.csv", 2, "c292e5708a79c04b"},
    {"csvkit/foo2.csv", 2, "cc2399e6a103571d"},
    {"csvkit/iris.csv", 150, "1b7404626b4b4905"},
    {"csvkit/irismeta.csv", 3, "c1180f17368d7fd4"},
    {"csvkit/join_a.csv", 3, "c5e7a88a1a02b4e0"},
    {"csvkit/join_a_short.csv", 3, "52157322a3f371cf"},
    {"csvkit/join_b.csv", 3, "d349c806e3ae154a"},
    {"csvkit/join_no_header_row.csv", 3, "40709f62b70617e2"},
    {"csvkit/join_short.csv", 2, "5847c03eaa87564b"},
    {"csvkit/mac_newlines.csv", 2, "6f07f807beb3a90d"},
    {"csvkit/no_header_row.csv", 0, "bcd511518fc3906b"},
    {"csvkit/no_header_row2.csv", 0, "22c28709e1d84d8e"},
    {"csvkit/no_header_row3.csv", 1, "efdbab0cfd7f6dd7"},
    {"csvkit/optional_quote_characters.csv", 1, "81fa1f2b9b1bdefc"},
    {"csvkit/sheetsxls_converted.csv", 5, "83329cdf9020bb59"},
    {"csvkit/sheetsxlsx_converted.csv", 5, "0c62f6377790ee17"},
    {"csvkit/sniff_limit.csv", 1, "81fa1f2b9b1bdefc"},
    {"csvkit/sort_ints_nulls.csv", 3, "7cc12509f8f15d08"},
    {"csvkit/test_date_format.csv", 2, "b08d7ecacbfdf8d3"},
    {"csvkit/test_date_format_converted.csv", 2, "c237bc2837e375fd"},
    {"csvkit/test_empty_columns.csv", 3, "7f8a33e9923f0c80"},
    {"csvkit/test_empty_columns_long_row.csv", 1, "7d2b6045947fe8d7"},
    {"csvkit/test_empty_columns_short_row.csv", 1, "572ca08cb6d51b66"},
    {"csvkit/test_extra_header.csv", 1, "f00a8e9b63aeef31"},
    {"csvkit/test_geo.csv", 17, "0a92006a6a429402"},
    {"csvkit/test_geojson.csv", 3, "51d51127b311ebce"},
    {"csvkit/test_header_newline.csv", 1, "43555d905fbc6b2e"},
    {"csvkit/test_ignore_case.csv", 5, "966a8449b9511007"},
    {"csvkit/test_join_short_rows.csv", 3, "e09cf1725afc35c1"},
    {"csvkit/test_latin1.csv", 2, "cf97cf3821860aa0"},
    {"csvkit/test_literal_order.csv", 3, "ec833d70e86ff648"},
    {"csvkit/test_locale.csv", 1, "ca389f43d79b1e0b"},
    {"csvkit/test_locale_converted.csv", 1, "7c3f535ecdab89da"},
    {"csvkit/test_no_leading_zeroes.csv", 1, "fb5f7088b549d67e"},
    {"csvkit/test_numeric_date_format.csv", 2, "3ff1c662f452cc4e"},
    {"csvkit/test_precision.csv", 1, "a6ac24ca5788bd27"},
    {"csvkit/test_skip_lines.csv", 4, "2f8191b587cd8e56"},
    {"csvkit/test_utf16_big.csv", 2, "abe6c51879b60e19"},
    {"csvkit/test_utf16_little.csv", 2, "abe6c51879b60e19"},
    {"csvkit/test_utf8.csv", 2, "41b34440205e4029"},
    {"csvkit/test_utf8_bom.csv", 2, "41b34440205e4029"},
    {"csvkit/testdbf_converted.csv", 8, "008699d7157be814"},
    {"csvkit/testfixed_converted.csv", 4, "a1c66f127fc03f19"},
    {"csvkit/testfixed_schema.csv", 8, "6f7a01911ddd1ca4"},
    {"csvkit/testfixed_schema_no_inference.csv", 3, "5461a291746771bc"},
    {"csvkit/testjson_converted.csv", 5, "53d071982036c6da"},
    {"csvkit/testjson_multiline_converted.csv", 2, "f23b8a70baf98939"},
    {"csvkit/testjson_nested_converted.csv", 2, "0b4dda1f3028d653"},
    {"csvkit/testxls_converted.csv", 5, "ebbbffdd10121665"},
    {"csvkit/testxls_unicode_converted.csv", 1, "335cce8601713b5e"},
    {"csvkit/testxlsx_converted.csv", 5, "5f2883014ff6cc3c"},
    {"csvkit/testxlsx_noinference_converted.csv", 5, "011788c4484603cd"},
    {"csvkit/testxlsx_unicode_converted.csv", 1, "81fa1f2b9b1bdefc"},
    {"transito_semicolon_decimalcomma.csv", 135, "8398882b6192b9be"},
};

static void
add_number(text *t, size_t n)
{
  const unsigned char bytes[4] = {(unsigned char)n, (unsigned char)(n >> 8),
                                  (unsigned char)(n >> 16), (unsigned char)(n >> 24)};
  text_add_n(t, (const char *)bytes, 4);
}

static void
csvkit_is_read_as_python_reads_it(void **state)
{
  bench *const b = *state;
  for (size_t i = 0; i < sizeof csvkit / sizeof *csvkit; i++) {
    const char *const name = csvkit[i].name;
    export r;
    const export_hints hints = {.encoding = strstr(name, "latin1") ? "windows-1252" : NULL};
    const bool is_open = open_export(b, &r, in_torture(b, name), name, hints);
    assert_no_message(b);
    assert_true(is_open);
    text all = text_new(b->memory);
    add_number(&all, r.book.n_columns);
    for (uint32_t c = 0; c < r.book.n_columns; c++) {
      add_number(&all, strlen(r.book.columns[c].name));
      text_add(&all, r.book.columns[c].name);
    }
    export_row row;
    stream rows = rows_of(b, &r);
    uint64_t n = 0;
    while (stream_next(&rows, &row)) {
      add_number(&all, row.n_cells);
      for (size_t c = 0; c < row.n_cells; c++) {
        add_number(&all, row.cells[c].n);
        text_add_n(&all, row.cells[c].at, row.cells[c].n);
      }
      n++;
    }
    assert_no_message(b);
    char hex[65];
    digest_hex(digest_of(all.at, all.n), hex);
    hex[16] = '\0';
    if (n != csvkit[i].rows || strcmp(hex, csvkit[i].digest) != 0)
      fail_msg("%s: %d rows, digest %s", name, (int)n, hex);
    export_close(&r);
  }
}

static void
what_cannot_be_read_is_refused(void **state)
{
  bench *const b = *state;
  export r;
  assert_false(open_export(b, &r, in_torture(b, "csvkit/null_byte.csv"), "null_byte.csv",
                           (export_hints){0}));
  assert_message(b, "D034", 2, "NUL");
  export_close(&r);
  assert_false(
      open_export(b, &r, in_torture(b, "csvkit/test_latin1.csv"), "latin1.csv", (export_hints){0}));
  assert_message(b, "D021", 3, "is not UTF-8");
  export_close(&r);
}

int
main(void)
{
  const char *const data = getenv("ORGMIRROR_DATA");
  static char path[4096];
  snprintf(path, sizeof path, "%s/3_exports/csv_torture", data ? data : "../shared/data");
  torture = path;
  if (access(torture, R_OK) != 0) {
    printf("1..0 # SKIP no %s: set ORGMIRROR_DATA to a folder whose 3_exports/csv_torture holds "
           "github.com/max-mapper/csv-spectrum and the examples of github.com/wireservice/csvkit\n",
           torture);
    return 0;
  }
  const struct CMUnitTest tests[] = {
      BENCH_TEST(csv_spectrum_is_read_as_its_answers_say),
      BENCH_TEST(csvkit_is_read_as_python_reads_it),
      BENCH_TEST(what_cannot_be_read_is_refused),
  };
  return cmocka_run_group_tests_name("torture", tests, NULL, NULL);
}
