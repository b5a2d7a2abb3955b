/* Delimited text as the survey tools write it, and as people break it. */
#include "core.h"

#include "import/export.h"

#include <iconv.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#define FILE_OF(text) text, sizeof(text) - 1

/* The columns and rows of an export: cells separated by '|', records ended by '$'. */
static const char *
read_n(bench *b, const char *at, size_t n, export_hints hints)
{
  b->d = diags_new(b->memory);
  text out = text_new(b->memory);
  export r;
  if (open_export(b, &r, bench_write(b, "x.csv", at, n), "x.csv", hints)) {
    for (uint32_t i = 0; i < r.book.n_columns; i++)
      text_addf(&out, "%s%s", i ? "|" : "", r.book.columns[i].name);
    text_add(&out, "$");
    export_row row;
    stream rows = rows_of(b, &r);
    for (uint64_t number = 1; stream_next(&rows, &row); number++) {
      assert_true(row.number == number);
      for (size_t i = 0; i < row.n_cells; i++) {
        text_add(&out, i ? "|" : "");
        text_add_n(&out, row.cells[i].at, row.cells[i].n);
      }
      text_add(&out, row.is_blank ? "(blank)$" : "$");
    }
  }
  export_close(&r);
  text_add(&out, "");
  return out.at;
}

static const struct {
  const char *name, *file;
  size_t n;
  const char *records;
  export_hints hints;
} fine[] = {
    {"commas", FILE_OF("a,b\n1,2\n3,4\n"), "a|b$1|2$3|4$", {0}},
    {"semicolons", FILE_OF("a;b\n1,5;2\n"), "a|b$1,5|2$", {0}},
    {"tabs", FILE_OF("a\tb\n1\t2, 3; 4\n"), "a|b$1|2, 3; 4$", {0}},
    {"declared against the look of it",
     FILE_OF("a,b;c\n1,2;3\n"),
     "a,b|c$1,2|3$",
     {.delimiter = ';'}},
    {"delimiter inside quotes does not count",
     FILE_OF("\"a;b;c;d\",e\n1,2\n"),
     "a;b;c;d|e$1|2$",
     {0}},
    {"quotes", FILE_OF("\"a\",\"b\"\n\"1\",\"2\"\n"), "a|b$1|2$", {0}},
    {"doubled quotes", FILE_OF("a,b\n\"say \"\"ha\"\"\",\"\"\"\"\n"), "a|b$say \"ha\"|\"$", {0}},
    {"only quotes", FILE_OF("a,b\n\"\",\"\"\"\"\"\"\n"), "a|b$|\"\"$", {0}},
    {"a quote inside an open cell", FILE_OF("a,b\n5\" screen,2\n"), "a|b$5\" screen|2$", {0}},
    {"delimiters in quotes", FILE_OF("a,b\n\"1,2\",\"3\n4\"\n"), "a|b$1,2|3\n4$", {0}},
    {"line ends in quotes stay",
     FILE_OF("a,b\r\n\"x\r\ny\",\"x\ry\"\r\n"),
     "a|b$x\r\ny|x\ry$",
     {0}},
    {"a header over two lines", FILE_OF("\"a\nb\",c\n1,2\n"), "a\nb|c$1|2$", {0}},
    {"CRLF", FILE_OF("a,b\r\n1,2\r\n"), "a|b$1|2$", {0}},
    {"CR", FILE_OF("a,b\r1,2\r3,4\r"), "a|b$1|2$3|4$", {0}},
    {"line ends mixed", FILE_OF("a,b\r\n1,2\n3,4\r5,6"), "a|b$1|2$3|4$5|6$", {0}},
    {"no final line end", FILE_OF("a,b\n1,2"), "a|b$1|2$", {0}},
    {"no final line end, last cell empty", FILE_OF("a,b\n1,"), "a|b$1|$", {0}},
    {"no final line end, quoted", FILE_OF("a,b\n1,\"2\""), "a|b$1|2$", {0}},
    {"byte order mark",
     FILE_OF("\xEF\xBB\xBF"
             "a,b\n1,2\n"),
     "a|b$1|2$",
     {0}},
    {"byte order mark, quoted header", FILE_OF("\xEF\xBB\xBF\"a\",\"b\"\n1,2\n"), "a|b$1|2$", {0}},
    {"names are trimmed, cells are not", FILE_OF(" a ,\tb\n 1 ,2\n"), "a|b$ 1 |2$", {0}},
    {"blank lines", FILE_OF("a,b\n\n1,2\n  \n\n"), "a|b$(blank)$1|2$  (blank)$(blank)$", {0}},
    {"a blank line is a row where there is one column", FILE_OF("a\n1\n\n"), "a$1$$", {0}},
    {"empty cells are no blank line", FILE_OF("a,b\n,\n"), "a|b$|$", {0}},
    {"ragged rows", FILE_OF("a,b,c\n1,2\n1,2,3,4\n"), "a|b|c$1|2$1|2|3|4$", {0}},
    {"header only", FILE_OF("a,b\n"), "a|b$", {0}},
    {"header only, no line end", FILE_OF("a,b"), "a|b$", {0}},
    {"one column", FILE_OF("a\n1\n2\n"), "a$1$2$", {0}},
    {"repeated names", FILE_OF("a,a\n1,2\n"), "a|a$1|2$", {0}},
    {"two header rows",
     FILE_OF("Q1,Q2\nHow?,\"Why,\nthen?\"\n1,2\n"),
     "Q1|Q2$1|2$",
     {.header_rows = 2}},
    {"three header rows",
     FILE_OF("Q1,Q2\nHow?,Why?\n{\"\"i\"\"},x\n1,2\n"),
     "Q1|Q2$1|2$",
     {.header_rows = 3}},
    {"UTF-8", FILE_OF("Größe,従業員\n1,é\n"), "Größe|従業員$1|é$", {0}},
    {"UTF-16 little-endian",
     FILE_OF("\xFF\xFE"
             "a\0,\0b\0\n\0"
             "1\0,\0\xE9\0\n\0"),
     "a|b$1|é$",
     {0}},
    {"UTF-16 big-endian",
     FILE_OF("\xFE\xFF\0a\0,\0b\0\n\0"
             "1\0,\0\xE9\0\n"),
     "a|b$1|é$",
     {0}},
    {"UTF-16 without mark, declared",
     FILE_OF("a\0,\0b\0\n\0"
             "1\0,\0"
             "2\0"),
     "a|b$1|2$",
     {.encoding = "UTF-16"}},
    {"a surrogate pair",
     FILE_OF("\xFF\xFE"
             "a\0\n\0\x3D\xD8\x00\xDE"),
     "a$\xF0\x9F\x98\x80$",
     {0}},
    {"Windows-1252 declared",
     FILE_OF("a,b\n\x80,\xE9\n"),
     "a|b$€|é$",
     {.encoding = "windows-1252"}},
    {"a mark is stronger than what is declared",
     FILE_OF("\xEF\xBB\xBF"
             "a\né\n"),
     "a$é$",
     {.encoding = "windows-1252"}},
};

static void
exports_are_read_as_they_were_meant(void **state)
{
  bench *const b = *state;
  for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
    const char *const records = read_n(b, fine[i].file, fine[i].n, fine[i].hints);
    if (b->d.n || strcmp(records, fine[i].records) != 0)
      fail_msg("%s:\n%s\nshould be\n%s\n%s", fine[i].name, records, fine[i].records,
               bench_messages(b));
  }
}

static const struct {
  const char *name, *file;
  size_t n;
  const char *code;
  unsigned line;
  const char *words;
  export_hints hints;
} broken[] = {
    {"an empty file", FILE_OF(""), "D030", 1, "the file is empty", {0}},
    {"a byte order mark and nothing", FILE_OF("\xEF\xBB\xBF"), "D030", 1, "the file is empty", {0}},
    {"a header cut short",
     FILE_OF("a,b\n"),
     "D030",
     1,
     "ends within its header rows",
     {.header_rows = 2}},
    {"an open quote", FILE_OF("a,b\n1,2\n3,\"4\n5,6\n"), "D031", 3, "a quote is opened", {0}},
    {"an open quote in the header", FILE_OF("a,\"b\n1,2\n"), "D031", 1, "a quote is opened", {0}},
    {"a quote at the very end", FILE_OF("a,b\n1,\""), "D031", 2, "a quote is opened", {0}},
    {"an odd number of quotes", FILE_OF("a,b\n\"\"\",2\n"), "D031", 2, "a quote is opened", {0}},
    {"text after a quote",
     FILE_OF("a,b\n1,2\n\"x\"y,3\n"),
     "D032",
     3,
     "text follows a closing quote",
     {0}},
    {"a space after a quote",
     FILE_OF("a,b\n\"x\" ,3\n"),
     "D032",
     2,
     "text follows a closing quote",
     {0}},
    {"text after a quote over lines",
     FILE_OF("a,b\n\"x\n\ny\"z,3\n"),
     "D032",
     4,
     "text follows",
     {0}},
    {"a NUL byte", FILE_OF("a,b\n1,\0\n"), "D034", 2, "NUL", {0}},
    {"UTF-16 without mark, not declared", FILE_OF("a\0,\0b\0\n\0"), "D034", 1, "NUL", {0}},
    {"not UTF-8", FILE_OF("a,b\n1,\xE9\n"), "D021", 2, "byte 7 (0xE9)", {0}},
    {"not UTF-8 after a mark",
     FILE_OF("\xEF\xBB\xBF"
             "a,b\r\n1,\xE9\n"),
     "D021",
     2,
     "byte 11 (0xE9)",
     {0}},
    {"not UTF-8, lines ended by CR", FILE_OF("a\r1\r\xFF\r"), "D021", 3, "byte 5 (0xFF)", {0}},
    {"UTF-8 cut short", FILE_OF("a\n\xC3"), "D021", 2, "byte 3 (0xC3)", {0}},
    {"UTF-16 cut short",
     FILE_OF("\xFF\xFE"
             "a\0\n\0b"),
     "D021",
     0,
     "byte 7",
     {0}},
    {"a lone surrogate",
     FILE_OF("\xFF\xFE"
             "a\0\n\0\x3D\xD8"
             "b\0"),
     "D021",
     0,
     "byte 7",
     {0}},
    {"a byte that Windows-1252 lacks",
     FILE_OF("a\n\x81\n"),
     "D021",
     0,
     "byte 3",
     {.encoding = "windows-1252"}},
    {"a workbook named .csv", FILE_OF("PK\3\4\24\0\6\0x"), "D002", 0, "no format", {0}},
};

static void
what_is_broken_is_refused_where_it_is(void **state)
{
  bench *const b = *state;
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    read_n(b, broken[i].file, broken[i].n, broken[i].hints);
    assert_message(b, broken[i].code, broken[i].line, broken[i].words);
    assert_int_equal(b->d.n, 1);
  }
}

static void
the_format_that_was_found_is_told(void **state)
{
  bench *const b = *state;
  static const struct {
    const char *file;
    size_t n;
    const char *format;
    export_hints hints;
  } cases[] = {
      {FILE_OF("a,b\n"), "comma-separated text, 1 header row, UTF-8", {0}},
      {FILE_OF("\xEF\xBB\xBF"
               "a;b\n"),
       "semicolon-separated text, 1 header row, UTF-8 with byte order mark",
       {0}},
      {FILE_OF("\xFF\xFE"
               "a\0\t\0b\0"),
       "tab-separated text, 1 header row, UTF-16 with byte order mark",
       {0}},
      {FILE_OF("a\nb\n"),
       "comma-separated text, 2 header rows, Windows-1252",
       {.encoding = "windows-1252", .header_rows = 2}},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    export r;
    assert_true(open_export(b, &r, bench_write(b, "x.csv", cases[i].file, cases[i].n), "x.csv",
                            cases[i].hints));
    assert_string_equal(r.book.format, cases[i].format);
    export_close(&r);
  }
}

static void
the_second_header_row_holds_the_questions(void **state)
{
  bench *const b = *state;
  static const char file[] = "Q1,Q2,Q3\nHow?, Why? \nx,y,z\n1,2,3\n";
  export r;
  assert_true(open_export(b, &r, bench_write_text(b, "x.csv", file), "x.csv",
                          (export_hints){.header_rows = 3}));
  assert_string_equal(r.book.columns[0].text, "How?");
  assert_string_equal(r.book.columns[1].text, "Why?");
  assert_string_equal(r.book.columns[2].text, ""); /* the row was short */
  export_close(&r);
}

static void
rows_know_their_line(void **state)
{
  bench *const b = *state;
  static const char file[] = "\"a\n\",b\r\n1,\"x\r\ny\rz\"\n\n2,3\n";
  static const unsigned lines[] = {3, 6, 7};
  export r;
  assert_true(open_export(b, &r, bench_write_text(b, "x.csv", file), "x.csv", (export_hints){0}));
  export_row row;
  stream rows = rows_of(b, &r);
  for (size_t i = 0; i < 3; i++) {
    assert_true(stream_next(&rows, &row));
    assert_int_equal(row.line, lines[i]);
  }
  assert_false(stream_next(&rows, &row));
  assert_false(stream_next(&rows, &row)); /* and again */
  export_close(&r);
}

static void
columns_are_found_by_name(void **state)
{
  bench *const b = *state;
  export r;
  assert_true(
      open_export(b, &r, bench_write_text(b, "x.csv", " a ,b,b,c\n"), "x.csv", (export_hints){0}));
  assert_int_equal(export_column(&r, "a", "study.xml", 4), 0);
  assert_int_equal(export_column(&r, " c", "study.xml", 4), 3);
  assert_no_message(b); /* a repeated name that nobody asks for is no fault */
  assert_int_equal(export_column(&r, "b", "study.xml", 5), UINT32_MAX);
  assert_message(b, "D011", 5, "the column b of x.csv is not clear");
  assert_int_equal(export_column(&r, "A", "study.xml", 6), UINT32_MAX);
  assert_message(b, "D010", 6, "x.csv has no column \"A\"");
  assert_non_null(strstr(bench_messages(b), "choose one of its columns: a, b, b, c"));
  export_close(&r);
}

static void
a_hundred_thousand_columns_are_read(void **state)
{
  bench *const b = *state;
  text t = text_new(b->memory);
  enum { N = 100000 };
  for (int row = 0; row < 3; row++)
    for (int i = 0; i < N; i++)
      text_addf(&t, "%s%c%d%s", i ? "," : "", row ? '0' : 'c', i, i == N - 1 ? "\n" : "");
  export r;
  assert_true(open_export(b, &r, bench_write_text(b, "x.csv", t.at), "x.csv", (export_hints){0}));
  assert_int_equal(r.book.n_columns, N);
  assert_int_equal(export_column(&r, "c99999", "study.xml", 1), N - 1);
  export_row row;
  stream rows = rows_of(b, &r);
  assert_true(stream_next(&rows, &row));
  assert_int_equal(row.n_cells, N);
  assert_true(span_is(row.cells[N - 1], "099999"));
  assert_true(stream_next(&rows, &row));
  assert_false(stream_next(&rows, &row));
  export_close(&r);
}

static void
more_columns_than_any_export_has_are_refused(void **state)
{
  bench *const b = *state;
  enum { N = 200001 };
  char *const commas = arena_alloc(b->memory, N, 1);
  memset(commas, ',', N - 1);
  read_n(b, commas, N - 1, (export_hints){0});
  assert_message(b, "D033", 1, "more than 200,000 cells");
  read_n(b, commas, N - 2, (export_hints){0});
  assert_int_equal(b->d.n, 0);
}

static void
a_field_of_ten_megabytes_is_read(void **state)
{
  bench *const b = *state;
  enum { SIZE = 10 << 20 };
  text t = text_new(b->memory);
  text_add(&t, "a,b\n1,\"");
  char *const filler = arena_alloc(b->memory, SIZE, 1);
  memset(filler, 'x', SIZE);
  for (size_t i = 1000; i < SIZE; i += 1000)
    filler[i] = '\n';
  text_add_n(&t, filler, SIZE);
  text_add(&t, "\"\n2,3\n");
  export r;
  assert_true(open_export(b, &r, bench_write_text(b, "x.csv", t.at), "x.csv", (export_hints){0}));
  export_row row;
  stream rows = rows_of(b, &r);
  assert_true(stream_next(&rows, &row));
  assert_int_equal(row.cells[1].n, SIZE);
  assert_memory_equal(row.cells[1].at, filler, SIZE);
  assert_true(stream_next(&rows, &row));
  assert_int_equal(row.line, 3 + (SIZE - 1) / 1000);
  assert_true(span_is(row.cells[1], "3"));
  export_close(&r);
}

static void
what_is_no_file_is_refused(void **state)
{
  bench *const b = *state;
  export r;
  assert_false(open_export(b, &r, bench_path(b, "absent.csv"), "absent.csv", (export_hints){0}));
  assert_message(b, "D001", 0, "the export cannot be read");
  assert_non_null(strstr(bench_messages(b), "No such file"));
  export_close(&r);
  assert_false(open_export(b, &r, b->dir, "dir.csv", (export_hints){0}));
  assert_non_null(strstr(bench_messages(b), "Is a directory"));
  export_close(&r);
}

/* Text that has to be converted needs room and a descriptor; that there is none is no fault of its
 * bytes. */
static void
what_the_system_refuses_is_told(void **state)
{
  bench *const b = *state;
  const export_hints hints = {.encoding = "windows-1252"};
  const char *const path = bench_write_text(b, "x.csv", "a,b\nM\xFCller,1\nM\xFCller,2\n");
  const iconv_t table = iconv_open("UTF-8", "WINDOWS-1252"); /* found once, whatever follows */
  struct rlimit size, files;
  export r;
  assert_true(getrlimit(RLIMIT_FSIZE, &size) == 0 && getrlimit(RLIMIT_NOFILE, &files) == 0);
  void (*const before)(int) = signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &(struct rlimit){8, size.rlim_max}), 0);
  assert_false(open_export(b, &r, path, "x.csv", hints));
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &size), 0);
  signal(SIGXFSZ, before);
  assert_message(b, "D020", 0, "the text cannot be converted");
  assert_non_null(strstr(bench_messages(b), "File too large"));
  export_close(&r);
  b->d = diags_new(b->memory);
  const int next = dup(0);
  close(next);
  assert_int_equal(setrlimit(RLIMIT_NOFILE, &(struct rlimit){(rlim_t)next + 1, files.rlim_max}), 0);
  assert_false(open_export(b, &r, path, "x.csv", hints));
  assert_int_equal(setrlimit(RLIMIT_NOFILE, &files), 0);
  assert_message(b, "D020", 0, "the text cannot be converted");
  assert_non_null(strstr(bench_messages(b), "Too many open files"));
  export_close(&r);
  iconv_close(table);
}

/* Whatever the bytes: an end, or one message; never a step outside the file. */
static void
noise_is_read_or_refused(void **state)
{
  bench *const b = *state;
  static const char letters[] = "a1,;\t\"\"\"\n\r \xC3\xA9\xEF\xBB\xBF\0";
  dice d = {53};
  for (int round = 0; round < 1500; round++) {
    char noise[64];
    const size_t n = dice_below(&d, sizeof noise);
    for (size_t i = 0; i < n; i++)
      noise[i] = letters[dice_below(&d, sizeof letters - (round % 4 != 0))];
    const export_hints hints = {.header_rows = (uint32_t)dice_below(&d, 3),
                                .encoding = round % 5 ? NULL : "UTF-16"};
    read_n(b, noise, n, hints);
    assert_true(b->d.n <= 1);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(exports_are_read_as_they_were_meant),
      BENCH_TEST(what_is_broken_is_refused_where_it_is),
      BENCH_TEST(the_format_that_was_found_is_told),
      BENCH_TEST(the_second_header_row_holds_the_questions),
      BENCH_TEST(rows_know_their_line),
      BENCH_TEST(columns_are_found_by_name),
      BENCH_TEST(a_hundred_thousand_columns_are_read),
      BENCH_TEST(more_columns_than_any_export_has_are_refused),
      BENCH_TEST(a_field_of_ten_megabytes_is_read),
      BENCH_TEST(what_is_no_file_is_refused),
      BENCH_TEST(what_the_system_refuses_is_told),
      BENCH_TEST(noise_is_read_or_refused),
  };
  return cmocka_run_group_tests_name("delimited", tests, NULL, NULL);
}
