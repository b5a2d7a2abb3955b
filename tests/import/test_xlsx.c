/* Workbooks of our own making: each is a few lines of the parts that matter. */
#include "convert.h"

#include "base/xml.h"
#include "import/xlsx.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/* A workbook; what is NULL is as the plain one has it. */
typedef struct made {
  const char *workbook, *links, *sheet, *other, *strings, *styles, *root;
} made;

static const char plain_root[] =
    HEAD "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
         "<Relationship Id=\"rId1\" Type=\"" REL "/officeDocument\" Target=\"xl/workbook.xml\"/>"
         "</Relationships>";
static const char plain_workbook[] = HEAD "<workbook " MAIN " xmlns:r=\"" REL "\"><sheets>"
                                          "<sheet name=\"Data\" sheetId=\"1\" "
                                          "r:id=\"rId1\"/></sheets></workbook>";
static const char plain_links[] =
    HEAD "<Relationships>"
         "<Relationship Id=\"rId1\" Type=\"" REL "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
         "<Relationship Id=\"rId2\" Type=\"" REL "/worksheet\" Target=\"/xl/worksheets/two.xml\"/>"
         "<Relationship Id=\"rId3\" Type=\"" REL "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
         "<Relationship Id=\"rId4\" Type=\"" REL "/styles\" Target=\"../xl/styles.xml\"/>"
         "<Relationship Id=\"rId5\" Type=\"" REL "/chartsheet\" Target=\"chart.xml\"/>"
         "</Relationships>";

static archive_part
part(const char *name, const char *content, const char *otherwise)
{
  const char *const s = content ? content : otherwise;
  return (archive_part){s ? name : NULL, {s, s ? strlen(s) : 0}, true};
}

static span
workbook_of(bench *b, made m)
{
  const archive_part parts[] = {part("_rels/.rels", m.root, plain_root),
                                part("xl/workbook.xml", m.workbook, plain_workbook),
                                part("xl/_rels/workbook.xml.rels", m.links, plain_links),
                                part("xl/worksheets/sheet1.xml", m.sheet, NULL),
                                part("xl/worksheets/two.xml", m.other, NULL),
                                part("xl/sharedStrings.xml", m.strings, NULL),
                                part("xl/styles.xml", m.styles, NULL)};
  return archive_of(b, parts, sizeof parts / sizeof *parts);
}

static converted
read_it(bench *b, made m, const char *sheet)
{
  return convert(b, "xlsx", workbook_of(b, m), (span){0}, sheet);
}

#define SHEET(rows) HEAD "<worksheet " MAIN "><sheetData>" rows "</sheetData></worksheet>"

static void
cells_are_read_whatever_they_are(void **state)
{
  bench *const b = *state;
  const converted x = read_it(
      b,
      (made){.sheet = SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" "
                            "t=\"s\"><v>1</v></c>"
                            "<c r=\"C1\" "
                            "t=\"inlineStr\"><is><t>in</t><r><t>line</t></r><rPh><t>no</t></rPh></"
                            "is>"
                            "</c><c r=\"D1\" t=\"str\"><f>A1&amp;B1</f><v>formula</v></c></row>"
                            "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\"><v>0.1</v></c>"
                            "<c r=\"C2\"><v>1.1000000000000001</v></c><c "
                            "r=\"D2\"><v>1E-3</v></c></row>"
                            "<row r=\"3\"><c r=\"A3\" t=\"b\"><v>1</v></c><c r=\"B3\" "
                            "t=\"b\"><v>0</v></c>"
                            "<c r=\"C3\" t=\"e\"><v>#N/A</v></c><c r=\"D3\"><f>1/0</f></c></row>"
                            "<row r=\"4\"><c r=\"A4\" t=\"d\"><v>2026-03-31T10:00:00.000Z</v></c>"
                            "<c r=\"B4\" s=\"3\"/><c t=\"str\"><v>a \"b\", c</v></c>"
                            "<c r=\"D4\" t=\"str\"><v>two_x000A_lines_x005F_x</v></c></row>"),
             .strings = HEAD "<sst " MAIN "><si><t xml:space=\"preserve\">name </t></si>"
                             "<si><r><t>ri</t></r><r><t>ch</t></r><rPh sb=\"0\"><t>x</t></rPh></si>"
                             "</sst>"},
      NULL);
  assert_fine(x);
  assert_string_equal(x.text, "name ,rich,inline,formula\n1,0.1,1.1,0.001\nTRUE,FALSE,,\n"
                              "2026-03-31 10:00:00,,\"a \"\"b\"\", c\",\"two\nlines_x\"\n");
  assert_int_equal(x.c.book.n_columns, 0);
  assert_string_equal(notes_of(b, &x), "1 cells hold an error such as #N/A and are read as empty\n"
                                       "1 cells hold a formula whose result was not saved and are "
                                       "read as empty\n");
}

static void
gaps_are_filled_and_ends_are_cut(void **state)
{
  bench *const b = *state;
  const converted x = read_it(b,
                              (made){.sheet = SHEET("<row r=\"1\"/><row r=\"3\"><c "
                                                    "r=\"B3\"><v>1</v></c></row>"
                                                    "<row><c><v>2</v></c><c><v/></c><c "
                                                    "r=\"D4\"><v>3</v></c></row>"
                                                    "<row r=\"7\"><c r=\"AB7\"/><c r=\"AC7\" "
                                                    "t=\"str\"><v></v></c></row>"
                                                    "<row r=\"8\"><c "
                                                    "r=\"A8\"><v>4</v></c></row><row "
                                                    "r=\"900000\"/>")},
                              NULL);
  assert_fine(x);
  assert_string_equal(x.text, ",1,,\n2,,,3\n\n\n\n4,,,\n");
  assert_string_equal(notes_of(b, &x), "the sheet is empty above its row 3\n");
}

/* Styles 0 to 9 of the table below. */
static const char dates[] =
    HEAD "<styleSheet " MAIN "><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy/mm/dd hh:mm\"/>"
         "<numFmt numFmtId=\"165\" formatCode=\"0.00&quot; days&quot;\"/>"
         "<numFmt numFmtId=\"166\" formatCode=\"[h]:mm:ss\"/></numFmts>"
         "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
         "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/>"
         "<xf numFmtId=\"21\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/>"
         "</cellXfs><cellStyles/></styleSheet>";

#define DAY(style, serial) "<row><c s=\"" style "\"><v>" serial "</v></c></row>"

static void
dates_are_written_as_iso(void **state)
{
  bench *const b = *state;
  const made m = {.sheet = SHEET(DAY("0", "45000") DAY("1", "1") DAY("1", "59") DAY("1", "60") DAY(
                      "1", "61") DAY("1", "46112") DAY("1", "46112.75") DAY("2", "46112.75")
                                     DAY("3", "0.5") DAY("3", "2.25") DAY("4", "46112.000011574076")
                                         DAY("5", "3") DAY("6", "1.5") DAY("1", "-3") DAY("1", "999"
                                                                                               "999"
                                                                                               "9")
                                             DAY("2", "0.25") DAY("99", "5") DAY("1", "2958465")),
                  .styles = dates};
  const converted x = read_it(b, m, NULL);
  assert_fine(x);
  assert_string_equal(x.text, "45000\n1900-01-01\n1900-02-28\n1900-02-29\n1900-03-01\n2026-03-31\n"
                              "2026-03-31\n2026-03-31 18:00:00\n12:00:00\n06:00:00\n"
                              "2026-03-31 00:00:01\n3\n36:00:00\n-3\n9999999\n06:00:00\n5\n"
                              "9999-12-31\n");
}

static void
the_other_calendar_begins_in_1904(void **state)
{
  bench *const b = *state;
  const converted x = read_it(b,
                              (made){.workbook = HEAD "<workbook " MAIN " xmlns:r=\"" REL "\"><"
                                                      "workbook"
                                                      "Pr "
                                                      "date1904=\"1\"/>"
                                                      "<sheets><sheet name=\"D\" sheetId=\"1\" "
                                                      "r:id=\"rId1\"/></sheets>"
                                                      "</workbook>",
                                     .sheet = SHEET(DAY("1", "0") DAY("1", "60") DAY("2", "44650."
                                                                                          "5")),
                                     .styles = dates},
                              NULL);
  assert_fine(x);
  assert_string_equal(x.text, "1904-01-01\n1904-03-01\n2026-03-31 12:00:00\n");
}

static void
formats_are_told_apart(void **state)
{
  static const struct {
    const char *code;
    xlsx_style style;
  } codes[] = {{"General", XLSX_NUMBER},
               {"0.00E+00", XLSX_NUMBER},
               {"#,##0;[Red]-#,##0", XLSX_NUMBER},
               {"\"days\" 0", XLSX_NUMBER},
               {"0 \\d", XLSX_NUMBER},
               {"_-* #,##0.00_-", XLSX_NUMBER},
               {"[$-409]d-mmm-yy;@", XLSX_DATE},
               {"mmm yy", XLSX_DATE},
               {"mm", XLSX_DATE},
               {"mm:ss", XLSX_TIME},
               {"h:mm AM/PM", XLSX_TIME},
               {"[hh]:mm", XLSX_ELAPSED},
               {"[mm]:ss.0", XLSX_ELAPSED},
               {"DD.MM.YYYY HH:MM", XLSX_DATE_TIME},
               {"\"", XLSX_NUMBER},
               {"[", XLSX_NUMBER},
               {"\\", XLSX_NUMBER},
               {"", XLSX_NUMBER}};
  (void)state;
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
    if (xlsx_style_of(codes[i].code) != codes[i].style)
      fail_msg("%s", codes[i].code);
}

static const char three_sheets[] = HEAD "<workbook " MAIN " xmlns:r=\"" REL "\"><sheets>"
                                        "<sheet name=\"Chart\" sheetId=\"3\" r:id=\"rId5\"/>"
                                        "<sheet name=\"Codes\" sheetId=\"1\" state=\"veryHidden\" "
                                        "r:id=\"rId1\"/>"
                                        "<sheet name=\"Answers\" sheetId=\"2\" r:id=\"rId2\"/>"
                                        "<sheet name=\"More\" sheetId=\"4\" "
                                        "r:id=\"rId1\"/></sheets></workbook>";

static void
the_first_sheet_that_is_shown_is_read(void **state)
{
  bench *const b = *state;
  const made m = {
      .workbook = three_sheets, .sheet = SHEET(DAY("0", "1")), .other = SHEET(DAY("0", "2"))};
  converted x = read_it(b, m, NULL);
  assert_fine(x);
  assert_string_equal(x.text, "2\n");
  assert_string_equal(x.c.book.format, "workbook, sheet \"Answers\"");
  assert_string_equal(notes_of(b, &x), "the sheet \"Codes\" is hidden and not read\n"
                                       "the sheet \"More\" is not read\n");
  x = read_it(b, m, "Codes");
  assert_fine(x);
  assert_string_equal(x.text, "1\n");
  x = read_it(b, m, "answers");
  assert_refused(x, "no sheet \"answers\"");
  assert_string_equal(x.c.fix, "choose one of its sheets: \"Codes\", \"Answers\", \"More\"");
}

static void
what_is_no_workbook_is_refused_with_the_reason(void **state)
{
  bench *const b = *state;
  const struct {
    made made;
    const char *words;
  } bad[] = {
      {{.sheet = NULL}, "the sheet is not in it"},
      {{.root = "<Relationships/>", .sheet = SHEET("")}, "holds no workbook"},
      {{.sheet = SHEET("")}, "its sheet is empty"},
      {{.workbook = HEAD "<workbook><sheets/></workbook>"}, "no sheet with cells"},
      {{.workbook = HEAD "<workbook " MAIN " xmlns:r=\"" REL "\"><sheets><sheet name=\"H\" "
                         "state=\"hidden\" r:id=\"rId1\"/></sheets></workbook>",
        .sheet = SHEET(DAY("0", "1"))},
       "all of its sheets are hidden"},
      {{.sheet = SHEET("<row r=\"2\"><c><v>1</v></c></row><row r=\"2\"/>")},
       "rows are not in order"},
      {{.sheet = SHEET("<row r=\"1048577\"/>")}, "rows are not in order"},
      {{.sheet = SHEET("<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>")}, "cells are not in order"},
      {{.sheet = SHEET("<row r=\"1\"><c r=\"XFE1\"/></row>")}, "cells are not in order"},
      {{.sheet = SHEET("<row r=\"1\"><c r=\"17\"/></row>")}, "cells are not in order"},
      {{.sheet = SHEET("<c r=\"A1\"/>")}, "cells are not in order"},
      {{.sheet = SHEET("<row r=\"1\"><c r=\"A1\"><v>1</v></c><row r=\"2\"/></row>")},
       "a row within a row"},
      {{.sheet = SHEET("<row r=\"1\"><c r=\"A1\"><v>1</v></c><x><sheetData/></x></row>")},
       "a sheet within a row"},
      {{.sheet = SHEET("<row r=\"1\"><c r=\"A1\"><c r=\"B1\"/></c></row>")},
       "cells are not in order"},
      {{.sheet = SHEET("<row r=\"1\"/><c r=\"A1\"/>")}, "cells are not in order"},
      {{.sheet = SHEET("<row><c t=\"s\"><v>0</v></c></row>")}, "a text that is not there"},
      {{.sheet = "<worksheet><sheetData><row></sheetData></worksheet>"}, "not well-formed"},
      {{.sheet = "<worksheet><sheetData>"}, "not well-formed"},
      {{.sheet = "{}"}, "not UTF-8"},
      {{.sheet = SHEET("<row><c t=\"str\"><v>&e;</v></c></row>")}, "not well-formed"},
      {{.sheet = "<!DOCTYPE x [<!ENTITY e \"e\">]><worksheet/>"}, "a DOCTYPE is not accepted"},
      {{.sheet = "<!--><a/>--><!DOCTYPE x><worksheet/>"}, "a DOCTYPE is not accepted"},
      {{.sheet = SHEET(DAY("0", "1")), .styles = "<styleSheet><!DOCTYPE x>"}, "a DOCTYPE"},
      {{.sheet = SHEET(DAY("0", "1")), .strings = "<sst><si></sst>"}, "not well-formed"}};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    assert_refused(read_it(b, bad[i].made, NULL), bad[i].words);
}

static void
other_files_are_refused_with_what_they_are(void **state)
{
  bench *const b = *state;
  static const char compound[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more";
  const archive_part ods = {"mimetype", {"application/vnd.oasis.opendocument.spreadsheet", 46}, 0},
                     xlsb = {"xl/workbook.bin", {"x", 1}, false}, other = {"a", {"x", 1}, false};
  assert_refused(convert(b, "xlsx", (span){compound, sizeof compound}, (span){0}, NULL), "encrypted"
                                                                                         ", or a "
                                                                                         "workbook "
                                                                                         "of "
                                                                                         "before "
                                                                                         "2007");
  assert_refused(convert(b, "xlsx", archive_of(b, &ods, 1), (span){0}, NULL), "OpenDocument");
  assert_refused(convert(b, "xlsx", archive_of(b, &xlsb, 1), (span){0}, NULL), "binary workbook");
  assert_refused(convert(b, "xlsx", archive_of(b, &other, 1), (span){0}, NULL), "no workbook");
  assert_refused(convert(b, "xlsx", (span){"PK\3\4", 4}, (span){0}, NULL), "no complete archive");
  assert_refused(convert(b, "xlsx", (span){"", 0}, (span){0}, NULL), "it is empty");
}

/* A tag beyond measure, or with too many attributes: reading it would take time without end. */
static void
long_tags_are_refused(void **state)
{
  bench *const b = *state;
  for (int kind = 0; kind < 2; kind++) {
    text t = text_new(b->memory);
    text_add(&t, "<worksheet");
    for (int i = 0; i < (kind ? 300 : 1); i++)
      text_addf(&t, " a%d=\"%s\"", i, kind ? "" : arena_printf(b->memory, "%070000d", 0));
    text_add(&t, "/>");
    assert_refused(read_it(b, (made){.sheet = t.at}, NULL), "longer than 64 KiB or has more than");
  }
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(cells_are_read_whatever_they_are),
      BENCH_TEST(gaps_are_filled_and_ends_are_cut),
      BENCH_TEST(dates_are_written_as_iso),
      BENCH_TEST(the_other_calendar_begins_in_1904),
      BENCH_TEST(formats_are_told_apart),
      BENCH_TEST(the_first_sheet_that_is_shown_is_read),
      BENCH_TEST(what_is_no_workbook_is_refused_with_the_reason),
      BENCH_TEST(other_files_are_refused_with_what_they_are),
      BENCH_TEST(long_tags_are_refused),
  };
  return cmocka_run_group_tests_name("xlsx", tests, NULL, NULL);
}
