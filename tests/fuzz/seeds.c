/* Seeds of the fuzz targets, made anew by `make fuzz`: small files of our own.
 *
 *   seeds FOLDER   writes FOLDER/TARGET/NAME */
#include "../host/wire_study.h"

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

/* Frames in the packed form of wire.c: kind, length in two bytes, body. */
static void
write_frames(const char *name, char letter, const frames *s)
{
  FILE *const f = seed("wire", name);
  if (!f)
    return;
  fputc(letter, f);
  for (size_t at = 0; at + WIRE_HEAD <= s->all.n;) {
    cursor head = cursor_new(s->all.at + at, WIRE_HEAD);
    const uint32_t n = cursor_u32(&head);
    const uint8_t start[] = {cursor_u8(&head), (uint8_t)n, (uint8_t)(n >> 8)};
    fwrite(start, 1, sizeof start, f);
    fwrite(s->all.at + at + WIRE_HEAD, 1, n, f);
    at += WIRE_HEAD + n;
  }
  fclose(f);
}

static void
write_wire(void)
{
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  if (setjmp(handler.jump))
    return;
  arena *const memory = arena_new(&handler);
  make_study(NULL);
  const frames all = every_record(memory);
  write_frames("results", 'R', &all);
  frames one = one_description(memory, &the_plugin);
  put_finish(&one, OM_OK);
  write_frames("description", 'D', &one);
  arena_free(memory);
}

/* A letter for the option, and what study.xml says. */
static void
write_options(void)
{
  static const char *const texts[] = {"ayes", "bno", "c12",  "d-3.5e2", "e.25", "f1e308",
                                      "g2",   "hbh", "i none ", "j+0x10", "knan", "l1,5"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    write_text("options", (const char[]){texts[i][0], '\0'}, texts[i]);
}

/* Rows of three waves for waves.c: its letter, and 13 cells a row. */
static void
write_waves(void)
{
  static const char rows[] =
      "u,w1,2025-01-01,1,2,3,4,5,1,2,3,4,5\nu,w2,2025-04-02,1,2,3,4,5,1,2,3,4,5\n"
      "u,w2,\"30.06.2025 "
      "10:00\",1,2,3,4,5,1,2,3,4,5\r\nv,\"w\"\"3\",2026/02/03,3,3,3,3,3,3,3,3,3,3\n"
      ",First,1/4/2025,1,9,,4,5,1,2,3,4,5\n\nv,none,never,1,2,3,4,5,1,2,3,4,5\n"
      "v,w2,2025-04-02,2,2,2,2,4,2,2,2,2,4\n";
  char text[sizeof rows + 1];
  for (char letter = 'a'; letter < 'a' + 16; letter++) {
    snprintf(text, sizeof text, "%c%s", letter, rows);
    write_text("waves", (const char[]){letter, '\0'}, text);
  }
}

/* A file of each kind that export_open knows by its first bytes, after a letter (see export.c). */
static void
write_exports(void)
{
  static const struct {
    const char *name, *text;
  } files[] = {
      {"plain", "aa;b\n1;\"x;\"\n\n2;y\n"},
      {"separator", "asep=;\r\na;b\r\n1;2\r\n"},
      {"qualtrics", "aStartDate,EndDate,Finished,ResponseId,Q1_1,Q1_2,Q2_3_TEXT\nStart,End,Done,Id,"
                    "How? "
                    "- Pay,How? - "
                    "Tasks,Else\n{\"\"ImportId\"\":\"\"startDate\"\"},{},{},{},{},{},{}\n"
                    "2026-01-02 10:00:00,2026-01-02 10:05:00,1,R_1,3,4,x\n"},
      {"qualtrics-old", "aV1,V2,V3,V4,V5,V6,V7,V8,V9,V10,Q1\nResponseID,ResponseSet,Name,"
                        "ExternalData"
                        "Reference,EmailAddress,IPAddress,Status,StartDate,EndDate,Finished,Which?-"
                        "A\n"
                        "R_1,Default,A,,,,0,2015-01-02,2015-01-02,1,1\n"},
      {"surveymonkey", "aRespondent ID,Collector ID,Start Date,Well?,Which?,,,How "
                       "far?,\n,,,Response,Phone,"
                       "Mail,Other (please "
                       "specify),Pay,Tasks\n1,9,01/02/2026,Yes,Phone,,fax,Agree,No\n"},
      {"alchemer", "aResponse ID,Time Started,Date Submitted,Status,Phone:Which?,Mail:Which?,Other "
                   "- "
                   "Write In:Which?\n1,2026-01-02 10:00:00,2026-01-02 "
                   "10:05:00,Complete,Phone,,x\n"},
      {"limesurvey", "aid,submitdate,lastpage,startlanguage,seed,G1[SQ001],G1[SQ002],M[other]\n1,"
                     "2026-01-02 10:00:00,3,en,1,A1,A5,Y\n"},
      {"limesurvey-texts", "aid. Response ID,submitdate. Date submitted,lastpage. Last "
                           "page,G1[SQ001]. How "
                           "far? [Pay],Q7. Why?\n1,2026-01-02 10:00:00,3,Agree,so\n"},
      {"google", "aTimestamp,Which?,How far?  [Pay],How far?  [Tasks]\n2026/01/02 10:00:00 AM MEZ,"
                 "\"Phone, Mail\",Agree,Disagree\n"},
      {"typeform", "a#,How <strong>are</strong> you?,Phone,Mail,Other,Start Date (UTC),Submit Date "
                   "(UTC),"
                   "Network ID\nab12,well,Phone,,,2026-01-02 10:00:00,2026-01-02 10:05:00,cd34\n"},
      {"ms-forms", "aID;Start time;Completion time;Email;Name;Q\n1;1/2/26 10:00:00;1/2/26 10:05:00;"
                   "anonymous;;a;b\n"},
      {"latin-1", "aname,q\nM\xFCller,1\n"},
      {"utf-16", "a\xFF\xFE"
                 "a|,|b|\n|1|,|2|\n|"},
      {"marked", "a\xEF\xBB\xBFq,r\n1,2\n"},
      {"pdf", "a%PDF-1.7\n"},
      {"page", "a\xEF\xBB\xBF \n<!DOCTYPE html>\n"},
      {"xml", "a<?xml version='1.0'?>"},
      {"json", "a [ {\"a\":1}]"},
      {"packed", "a\x1F\x8B"},
  };
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    write_text("export", files[i].name, files[i].text);
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
  write_waves();
  write_exports();
  write_wire();
  write_options();
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
