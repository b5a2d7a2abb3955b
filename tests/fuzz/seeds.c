/* Seeds of the fuzz targets, made anew by `make fuzz`: small files of our own.
 *
 *   seeds FOLDER   writes FOLDER/TARGET/NAME */
#include <readstat.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char *folder;

static FILE *
seed(const char *target, const char *name)
{
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, target);
  mkdir(path, 0700);
  snprintf(path, sizeof path, "%s/%s/%s", folder, target, name);
  return fopen(path, "wb");
}

static ssize_t
put(const void *at, size_t n, void *context)
{
  return (ssize_t)fwrite(at, 1, n, context);
}

static void
write_spss(const char *name, readstat_compress_t packing, int is_portable)
{
  FILE *const f = seed("spss", name);
  if (!f)
    return;
  readstat_writer_t *const w = readstat_writer_init();
  readstat_set_data_writer(w, put);
  readstat_writer_set_compression(w, packing);
  readstat_label_set_t *const set = readstat_add_label_set(w, READSTAT_TYPE_DOUBLE, "set");
  readstat_label_double_value(set, 1, "yes");
  readstat_variable_t *const score = readstat_add_variable(w, "SCORE", READSTAT_TYPE_DOUBLE, 8);
  readstat_variable_set_label(score, "How?");
  readstat_variable_set_label_set(score, set);
  readstat_variable_set_format(score, "F8.2");
  if (!is_portable)
    readstat_variable_add_missing_double_range(score, 97, 99);
  readstat_variable_t *const day = readstat_add_variable(w, "DAY", READSTAT_TYPE_DOUBLE, 8);
  readstat_variable_set_format(day, "DATE11");
  readstat_variable_t *const who = readstat_add_variable(w, "WHO", READSTAT_TYPE_STRING, 12);
  if (is_portable)
    readstat_begin_writing_por(w, f, 2);
  else
    readstat_begin_writing_sav(w, f, 2);
  for (int i = 0; i < 2; i++) {
    readstat_begin_row(w);
    readstat_insert_double_value(w, score, 1.5 + i);
    readstat_insert_double_value(w, day, 13e9);
    readstat_insert_string_value(w, who, "somebody");
    readstat_end_row(w);
  }
  readstat_end_writing(w);
  readstat_writer_free(w);
  fclose(f);
}

/* `text`, where | stands for a NUL byte. */
static void
write_text(const char *target, const char *name, const char *text)
{
  FILE *const f = seed(target, name);
  for (; f && *text; text++)
    fputc(*text == '|' ? '\0' : *text, f);
  if (f)
    fclose(f);
}

int
main(int argc, char **argv)
{
  if (argc != 2)
    return 2;
  folder = argv[1];
  mkdir(folder, 0700);
  write_spss("plain.sav", READSTAT_COMPRESS_NONE, 0);
  write_spss("rows.sav", READSTAT_COMPRESS_ROWS, 0);
  write_spss("binary.zsav", READSTAT_COMPRESS_BINARY, 0);
  write_spss("portable.por", READSTAT_COMPRESS_NONE, 1);
  write_text("delimited", "small",
             "A,1,2,10\nA,\"3\",,0\n\"B\",9,5,\n\nB,1,1,1\r\n\"x, \"\"y\"\"\n\",4,4,4\n,1,2,3\n");
  write_text("lss", "small",
             "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages><language>en"
             "</language></languages><questions><rows><row><qid>1</qid><parent_qid>0</parent_qid>"
             "<type>M</type><title>q</title><question>Wh<b>at</b>&amp;uuml;?</question>"
             "<other>Y</other></row></rows></questions><subquestions><rows><row><qid>2</qid>"
             "<parent_qid>1</parent_qid><title>s</title><question>S</question></row></rows>"
             "</subquestions><answers><rows><row><qid>1</qid><code>a</code><answer>A</answer>"
             "</row></rows></answers></document>");
  write_text("triple_s", "fixed",
             "<sss version=\"2.0\"><survey><record ident=\"A\"><variable ident=\"1\" "
             "type=\"multiple\"><name>m</name><label>M</label><position start=\"1\" finish=\"4\"/>"
             "<spread subfields=\"2\" width=\"2\"/><values><value code=\"1\">a</value><value "
             "code=\"12\">b</value></values></variable><variable ident=\"2\" type=\"quantity\">"
             "<name>q</name><label/><position start=\"5\" finish=\"7\"/></variable></record>"
             "</survey></sss>|0112 42\n  1-07\n");
  write_text("triple_s", "csv",
             "<sss><survey><record format=\"csv\" skip=\"1\"><variable type=\"multiple\"><name>m"
             "</name><position start=\"1\"/><values><range from=\"1\" to=\"3\"/></values>"
             "</variable><variable type=\"date\"><name>d</name><position start=\"2\"/></variable>"
             "</record></survey></sss>|m,d\n\"011\",20260331\n");
  write_text("ddi", "fixed",
             "<codeBook><dataDscr><var name=\"a\" dcml=\"2\"><location StartPos=\"1\" "
             "EndPos=\"4\"/><labl>A</labl><catgry missing=\"Y\"><catValu>09</catValu><labl>no"
             "</labl></catgry><invalrng><range min=\"1\" max=\"2\"/></invalrng><varFormat "
             "type=\"numeric\"/></var></dataDscr></codeBook>|0123\n-001\n");
  write_text("xlsx", "small",
             "<R><Relationship Id=\"a\" Type=\"/officeDocument\" Target=\"xl/workbook.xml\"/></R>|"
             "<w xmlns:r=\"r\"><workbookPr date1904=\"0\"/><sheets><sheet name=\"S\" "
             "r:id=\"a\"/><sheet "
             "name=\"T\" state=\"hidden\" r:id=\"a\"/></sheets></w>|"
             "<R><Relationship Id=\"a\" Type=\"/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
             "<Relationship Id=\"b\" Type=\"/sharedStrings\" Target=\"sharedStrings.xml\"/>"
             "<Relationship Id=\"c\" Type=\"/styles\" Target=\"styles.xml\"/></R>|"
             "<s><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c "
             "t=\"inlineStr\"><is><t>b</t>"
             "</is></c></row><row r=\"3\"><c r=\"A3\" s=\"1\"><v>46112.5</v></c><c r=\"B3\" "
             "t=\"e\"><v>"
             "#N/A</v></c><c r=\"C3\" t=\"b\"><v>1</v></c></row></sheetData></s>|"
             "<sst><si><t>a_x000A_b</t></si></sst>|"
             "<y><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy hh\"/></numFmts><cellXfs><xf "
             "numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></y>");
  return 0;
}
