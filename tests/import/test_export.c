/* Exports that are no delimited text, opened as a study opens them: each in a worker of its own,
 * which is this program. */
#include "convert.h"

#include "base/xml.h"
#include "host/import.h"
#include "host/import_worker.h"
#include "host/orders.h"

static const host_limits limits = HOST_LIMITS_INIT;

static bool
open_it(bench *b, export *e, const char *file, export_hints hints)
{
  const export_converter how = host_converter(&limits);
  b->d = diags_new(b->memory);
  return export_open(e, b->memory, file, "the export", &hints, &how, &b->d);
}

/* All rows as text: cells with a bar between them. */
static const char *
rows_as_text(bench *b, const export *e)
{
  text t = text_new(b->memory);
  text_add(&t, "");
  stream s = rows_of(b, e);
  export_row row;
  while (stream_next(&s, &row)) {
    for (size_t i = 0; i < row.n_cells; i++) {
      text_add(&t, i ? "|" : "");
      text_add_n(&t, row.cells[i].at, row.cells[i].n);
    }
    text_add(&t, "\n");
  }
  return t.at;
}

static const char triple_s[] = "<sss version=\"2.0\"><survey><record ident=\"A\"><variable "
                               "ident=\"1\" type=\"single\"><name>q"
                               "</name><label>Q?</label><position start=\"1\" "
                               "finish=\"2\"/></variable></record></survey></sss>";
static const char ddi[] = "<codeBook xmlns=\"ddi:codebook:2_5\"><dataDscr><var "
                          "name=\"q\"><location StartPos=\"2\" "
                          "width=\"1\"/><labl>Q?</labl><catgry><catValu>1</catValu><labl>yes</"
                          "labl></catgry></var>"
                          "</dataDscr></codeBook>";
static const char lss[] = "<document><LimeSurveyDocType>Survey</"
                          "LimeSurveyDocType><questions><rows><row><qid>1</qid>"
                          "<type>T</type><title>q</title><question>Q&lt;br&gt;?</question></row></"
                          "rows></questions>"
                          "</document>";

static void
a_description_makes_rows_of_its_data(void **state)
{
  bench *const b = *state;
  export e;
  const char *const data = bench_write_text(b, "data.asc", "05\n12\n");
  const char *const book = bench_write_text(b, "data.xml", triple_s);
  assert_true(open_it(b, &e, data, (export_hints){.codebook = book}));
  assert_no_message(b);
  assert_string_equal(rows_as_text(b, &e), "5\n12\n");
  assert_string_equal(e.book.columns[0].text, "Q?");
  assert_string_equal(e.book.format, "triple-S, text of fixed width");
  export_close(&e);
  assert_true(open_it(b, &e, data, (export_hints){.codebook = book, .format = "triple-s"}));
  export_close(&e);
  assert_false(open_it(b, &e, data, (export_hints){.format = "triple-s"}));
  assert_message(b, "D050", 0, "cannot be read as a triple-S survey");
  export_close(&e);
}

static void
ddi_describes_lines_or_labels_columns(void **state)
{
  bench *const b = *state;
  export e;
  const char *const book = bench_write_text(b, "data.xml", ddi);
  const char *const lines = bench_write_text(b, "lines.txt", "a1b\nc2d\n");
  assert_true(open_it(b, &e, lines, (export_hints){.codebook = book}));
  assert_string_equal(rows_as_text(b, &e), "1\n2\n");
  export_close(&e);
  const char *const table = bench_write_text(b, "table.csv", "q,r\n1,2\n");
  assert_true(open_it(b, &e, table, (export_hints){.codebook = book}));
  assert_string_equal(rows_as_text(b, &e), "1|2\n");
  assert_string_equal(e.book.columns[0].text, "Q?");
  assert_string_equal(labels_of(b, &e.book.columns[0]), "1=yes");
  assert_string_equal(e.book.columns[1].text, "");
  export_close(&e);
}

static void
a_structure_labels_columns(void **state)
{
  bench *const b = *state;
  export e;
  const char *const table = bench_write_text(b, "table.csv", "id,q\n1,2\n");
  const char *const book = bench_write_text(b, "survey.lss", lss);
  assert_true(open_it(b, &e, table, (export_hints){.codebook = book}));
  assert_string_equal(e.book.columns[1].text, "Q ?");
  export_close(&e);
}

static void
a_codebook_is_no_export(void **state)
{
  static const char *const books[] = {triple_s, ddi, lss};
  bench *const b = *state;
  for (size_t i = 0; i < 3; i++) {
    export e;
    assert_false(open_it(b, &e, bench_write_text(b, "x", books[i]), (export_hints){0}));
    assert_message(b, "D052", 0, "this is a");
    export_close(&e);
  }
}

static span
workbook(bench *b)
{
#define LINK(id, type, target)                                                                     \
  "<Relationship Id=\"" id "\" Type=\"x/" type "\" Target=\"" target "\"/>"
  static const char root[] = "<R>" LINK("a", "officeDocument", "w.xml") "</R>",
                    links[] = "<R>" LINK("a", "worksheet", "s.xml") "</R>",
                    book[] = "<w xmlns:r=\"r\"><sheets><sheet name=\"One\" r:id=\"a\"/>"
                             "<sheet name=\"Two\" state=\"hidden\" r:id=\"a\"/></sheets></w>",
                    sheet[] = "<s><sheetData><row><c t=\"str\"><v>q</v></c></row><row><c><v>1</v>"
                              "</c></row><row><c><v>2</v></c></row></sheetData></s>";
  const archive_part parts[] = {{"_rels/.rels", {root, sizeof root - 1}, true},
                                {"_rels/w.xml.rels", {links, sizeof links - 1}, true},
                                {"w.xml", {book, sizeof book - 1}, false},
                                {"s.xml", {sheet, sizeof sheet - 1}, true}};
  return archive_of(b, parts, 4);
}

static void
a_workbook_has_its_header_in_its_rows(void **state)
{
  bench *const b = *state;
  export e;
  const span s = workbook(b);
  const char *const file = bench_write(b, "staff.csv", s.at, s.n); /* whatever it is called */
  assert_true(open_it(b, &e, file, (export_hints){0}));
  assert_no_message(b);
  assert_string_equal(e.book.columns[0].name, "q");
  assert_string_equal(rows_as_text(b, &e), "1\n2\n");
  assert_string_equal(e.book.notes[0], "the sheet \"Two\" is hidden and not read");
  export_close(&e);
  assert_true(open_it(b, &e, file, (export_hints){.sheet = "Two", .format = "xlsx"}));
  export_close(&e);
  assert_false(open_it(b, &e, file, (export_hints){.sheet = "Three"}));
  assert_message(b, "D050", 0, "cannot be read as a workbook");
  export_close(&e);
}

static void
without_a_converter_nothing_foreign_is_read(void **state)
{
  bench *const b = *state;
  export e;
  const span s = workbook(b);
  assert_false(open_export(b, &e, bench_write(b, "x", s.at, s.n), "x", (export_hints){0}));
  assert_message(b, "D002", 0, "no format");
  export_close(&e);
}

static void
a_format_that_there_is_not_is_told(void **state)
{
  bench *const b = *state;
  export e;
  assert_false(
      open_it(b, &e, bench_write_text(b, "x", "q\n1\n"), (export_hints){.format = "bogus"}));
  assert_message(b, "D002", 0, "there is no format \"bogus\"");
  export_close(&e);
}

int
main(int argc, char **argv)
{
  if (argc == 3 && strcmp(argv[1], IMPORT_FLAG) == 0)
    import_main(argv[2]);
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(a_description_makes_rows_of_its_data),
      BENCH_TEST(ddi_describes_lines_or_labels_columns),
      BENCH_TEST(a_structure_labels_columns),
      BENCH_TEST(a_codebook_is_no_export),
      BENCH_TEST(a_workbook_has_its_header_in_its_rows),
      BENCH_TEST(a_format_that_there_is_not_is_told),
      BENCH_TEST(without_a_converter_nothing_foreign_is_read),
  };
  return cmocka_run_group_tests_name("export", tests, NULL, NULL);
}
