/* Exports as survey tools write them: each is taken for what it is, and its columns have names that
 * can be written into a study. */
#include "core.h"

#include "import/export.h"

static const char *const kinds[N_COLUMN_KINDS] = {"", "number", "text", "date", "selected"};
static const char *const roles[N_COLUMN_ROLES] = {"",       "id",     "time",   "duration",
                                                  "status", "person", "weight", "other"};

/* Small files of our own, and what has to come of them: "name(text){group}kind:role" a column. */
typedef struct sample {
  const char *name, *format, *file, *columns;
  uint32_t header_rows;
} sample;

static const sample samples[] = {
    {"three header rows", "qualtrics",
     "StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,"
     "ResponseId,RecipientEmail,Q1_1,Q1_2,Q2_1,Q2_2,Q2_2_TEXT,Q3,Q4_First Click,Status.1\n"
     "Start,Ende,Typ,IP,Stand,Dauer,Fertig,Erfasst,Antwort,Mail,How far? - Pay,How far? - Tasks,"
     "Which? - Selected Choice - Phone,Which? - Selected Choice - Other,Which? - Other - Text,"
     "\"Why,\n then?\",Timing - First Click,The status\n"
     "\"{\"\"ImportId\"\":\"\"startDate\"\",\"\"timeZone\"\":\"\"UTC\"\"}\",{\"ImportId\":"
     "\"endDate\"},"
     "{\"ImportId\":\"status\"},{\"ImportId\":\"ipAddress\"},{\"ImportId\":\"progress\"},"
     "{\"ImportId\":\"duration\"},{\"ImportId\":\"finished\"},{\"ImportId\":\"recordedDate\"},"
     "{\"ImportId\":\"_recordId\"},{\"ImportId\":\"recipientEmail\"},{\"ImportId\":\"QID1_1\"},"
     "{\"ImportId\":\"QID1_2\"},{\"ImportId\":\"QID2_1\"},{\"ImportId\":\"QID2_2\"},"
     "{\"ImportId\":\"QID2_2_TEXT\"},{\"ImportId\":\"QID3_TEXT\"},{\"ImportId\":\"QID4_FIRST_"
     "CLICK\"},"
     "{\"ImportId\":\"QID5\"}\n"
     "2026-01-02 10:00:00,2026-01-02 10:05:00,0,10.0.0.1,100,300,1,2026-01-02 10:05:01,R_1,a@b,"
     "1,5,Phone,,,because,1.5,2\n"
     "2026-01-02 10:00:00,2026-01-02 10:05:00,0,10.0.0.1,100,300,1,2026-01-02 10:05:01,R_2,a@b,"
     "2,4,,Other,fax,,1.5,2\n",
     "StartDate(Start){}date:time EndDate(Ende){}date:time Status(Typ){}:status "
     "IPAddress(IP){}text:person Progress(Stand){}number:status "
     "Duration (in seconds)(Dauer){}number:duration Finished(Fertig){}:status "
     "RecordedDate(Erfasst){}date:time ResponseId(Antwort){}text:id "
     "RecipientEmail(Mail){}text:person Q1_1(How far? - Pay){Q1}: Q1_2(How far? - Tasks){Q1}: "
     "Q2_1(Which? - Selected Choice - Phone){Q2}selected: "
     "Q2_2(Which? - Selected Choice - Other){Q2}selected: "
     "Q2_2_TEXT(Which? - Other - Text){}text:other Q3(Why, then?){}text: "
     "Q4_First Click(Timing - First Click){}number:duration Status.1(The status){}: ",
     3},
    {"two header rows, of before 2016", "qualtrics",
     "V1,V2,V3,V4,V5,V6,V7,V8,V9,V10,Q1_1,Q1_2,Q2,Q2,\n"
     "ResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,IPAddress,Status,StartDate,"
     "EndDate,Finished,Which?-Phone,Which?-Mail,Why?,Why not?,\n"
     "R_1,Default,Anonymous,,,,0,2015-01-02 10:00:00,2015-01-02 10:00:00,1,1,,a,b,\n"
     "R_2,Default,Anonymous,,,,0,2015-01-02 10:00:00,2015-01-02 10:00:00,1,,1,a,b,\n",
     "V1(ResponseID){}text:id V2(ResponseSet){}text:status V3(Name){}text:person "
     "V4(ExternalDataReference){}text:id V5(EmailAddress){}text:person V6(IPAddress){}text:person "
     "V7(Status){}:status V8(StartDate){}date:time V9(EndDate){}date:time V10(Finished){}:status "
     "Q1_1(Which?-Phone){Q1}selected: Q1_2(Which?-Mail){Q1}selected: Q2 (1)(Why?){}: "
     "Q2 (2)(Why not?){}: column 15(){}: ",
     2},
    {"header rows below the first taken out", "qualtrics",
     "StartDate,EndDate,Finished,ResponseId,Q1\n"
     "2026-01-02 10:00:00,2026-01-02 10:05:00,1,R_1,3\n",
     "StartDate(){}date:time EndDate(){}date:time Finished(){}:status ResponseId(){}text:id "
     "Q1(){}: ",
     1},
    {"names and questions, in another language", "qualtrics",
     "StartDate,EndDate,Finished,ResponseId,Q1\nAnfang,Ende,Fertig,Antwort,Wie oft?\n"
     "2026-01-02 10:00:00,2026-01-02 10:05:00,1,R_1,3\n",
     "StartDate(Anfang){}date:time EndDate(Ende){}date:time Finished(Fertig){}:status "
     "ResponseId(Antwort){}text:id Q1(Wie oft?){}: ",
     2},
    {"two header rows", "surveymonkey",
     "Respondent ID,Collector ID,Start Date,IP Address,Are you well?,Which do you use?,,,"
     "How far do you agree?,,Why?\n"
     ",,,,Response,Phone,Mail,Other (please specify),Pay,Tasks,Open-Ended Response\n"
     "1,9,01/02/2026,10.0.0.1,Yes,Phone,,fax,Agree,Disagree,so\n"
     "2,9,01/02/2026,10.0.0.1,No,,Mail,,Agree,Agree,\n",
     "Respondent ID(Respondent ID){}:id Collector ID(Collector ID){}:status "
     "Start Date(Start Date){}date:time IP Address(IP Address){}text:person "
     "Are you well?(Are you well?){}: "
     "Which do you use?: Phone(Which do you use?: Phone){Which do you use?}selected: "
     "Which do you use?: Mail(Which do you use?: Mail){Which do you use?}selected: "
     "Which do you use?: Other (please specify)(Which do you use?: Other (please specify))"
     "{Which do you use?}text:other "
     "How far do you agree?: Pay(How far do you agree?: Pay){How far do you agree?}: "
     "How far do you agree?: Tasks(How far do you agree?: Tasks){How far do you agree?}: "
     "Why?(Why?){}text: ",
     2},
    {"one header row", "surveymonkey", "RespondentID,Are you well?,Age\n1,Yes,30 - 44\n",
     "RespondentID(RespondentID){}:id Are you well?(Are you well?){}: Age(Age){}: ", 1},
    {"choices and write-ins", "alchemer",
     "Response ID,Time Started,Date Submitted,Status,How is it?,Phone:Which do you use?,"
     "Mail:Which do you use?,Other - Write In:Which do you use?,Note: say why\n"
     "1,2026-01-02 10:00:00,2026-01-02 10:05:00,Complete,Good,Phone,,,x\n"
     "2,2026-01-02 10:00:00,2026-01-02 10:05:00,Partial,Bad,,Mail,fax,\n",
     "Response ID(Response ID){}:id Time Started(Time Started){}date:time "
     "Date Submitted(Date Submitted){}date:time Status(Status){}text:status "
     "How is it?(How is it?){}: "
     "Phone:Which do you use?(Which do you use?: Phone){Which do you use?}selected: "
     "Mail:Which do you use?(Which do you use?: Mail){Which do you use?}selected: "
     "Other - Write In:Which do you use?(Which do you use?: Other - Write In){Which do you "
     "use?}text:other Note: say why(Note: say why){}: ",
     1},
    {"codes", "limesurvey",
     "id,submitdate,lastpage,startlanguage,seed,G1[SQ001],G1[SQ002],M[1],M[other],Q7,Q7[comment]\n"
     "1,2026-01-02 10:00:00,3,en,123,A1,A5,Y,,2,\n2,,1,de,124,A2,A3,,fax,1,x\n",
     "id(){}number:id submitdate(){}date:time lastpage(){}number:status "
     "startlanguage(){}text:status "
     "seed(){}:status G1[SQ001](){G1}: G1[SQ002](){G1}: M[1](){M}selected: M[other](){M}text:other "
     "Q7(){}: Q7[comment](){}text:other ",
     1},
    {"codes and texts", "limesurvey",
     "id. Response ID,submitdate. Date submitted,lastpage. Last page,startlanguage. Start language,"
     "G1[SQ001]. How far? [Pay],G1[SQ002]. How far? [Tasks],Q7. Why?\n"
     "1,2026-01-02 10:00:00,3,en,Agree,Disagree,so\n",
     "id(Response ID){}number:id submitdate(Date submitted){}date:time "
     "lastpage(Last page){}number:status startlanguage(Start language){}text:status "
     "G1[SQ001](How far? [Pay]){G1}: G1[SQ002](How far? [Tasks]){G1}: Q7(Why?){}: ",
     1},
    {"codes and texts without the tool's own columns", "limesurvey",
     ",G1[SQ001]. How far? [Pay],G1[SQ002]. How far? [Tasks],Q7. Why?\n1,Agree,Disagree,so\n",
     "column 1(){}: G1[SQ001](How far? [Pay]){G1}: G1[SQ002](How far? [Tasks]){G1}: Q7(Why?){}: ",
     1},
    {"codes and texts, joined", "limesurvey",
     "id,submitdate,lastpage,G1_SQ001._.How far? Pay,Q7._.Why?\n1,2026-01-02,3,Agree,so\n",
     "id(){}number:id submitdate(){}date:time lastpage(){}number:status "
     "G1_SQ001(How far? Pay){}: Q7(Why?){}: ",
     1},
    {"texts", "limesurvey",
     "Response ID,Date submitted,Last page,Start language,How far? [Pay],How far? [Tasks],Why?\n"
     "1,2026-01-02 10:00:00,3,en,Agree,Disagree,so\n",
     "Response ID(Response ID){}number:id Date submitted(Date submitted){}date:time "
     "Last page(Last page){}number:status Start language(Start language){}text:status "
     "How far? [Pay](How far? [Pay]){How far?}: How far? [Tasks](How far? [Tasks]){How far?}: "
     "Why?(Why?){}: ",
     1},
    {"a grid and a list", "google-forms",
     "Timestamp,Email Address,Which do you use?,How far?  [Pay],How far?  [Tasks]\n"
     "2026/01/02 10:00:00 AM MEZ,a@b,\"Phone, Mail\",Agree,Disagree\n",
     NULL, 1},
    {"a grid, with a time that is one", "google-forms",
     "Zeitstempel,Was nutzen Sie?,Wie sehr?  [Geld ],Wie sehr?  [Zeit]\n"
     "02.01.2026 10:00:00,\"Telefon;Post\",viel,wenig\n",
     "Zeitstempel(Zeitstempel){}date:time Was nutzen Sie?(Was nutzen Sie?){}: "
     "Wie sehr? [Geld ](Wie sehr? [Geld ]){Wie sehr?}: Wie sehr? [Zeit](Wie sehr? [Zeit]){Wie "
     "sehr?}: ",
     1},
    {"choices and markup", "typeform",
     "#,How <strong>are</strong> you?,Phone,Mail,Other,Start Date (UTC),Submit Date (UTC),Network "
     "ID\n"
     "ab12,well,Phone,,,2026-01-02 10:00:00,2026-01-02 10:05:00,cd34\n"
     "ab13,well,,Mail,fax,2026-01-02 10:00:00,2026-01-02 10:05:00,cd35\n",
     "#(#){}text:id How are you?(How are you?){}: Phone(Phone){}selected: Mail(Mail){}selected: "
     "Other(Other){}: Start Date (UTC)(Start Date (UTC)){}date:time "
     "Submit Date (UTC)(Submit Date (UTC)){}date:time Network ID(Network ID){}text:id ",
     1},
    {"a list", "ms-forms",
     "ID,Start time,Completion time,Email,Name,Which do you use?,How far?\n"
     "1,1/2/26 10:00:00,1/2/26 10:05:00,anonymous,,Phone;Mail;,Agree\n",
     "ID(ID){}number:id Start time(Start time){}date:time Completion time(Completion "
     "time){}date:time "
     "Email(Email){}text:person Name(Name){}text:person Which do you use?(Which do you use?){}: "
     "How far?(How far?){}: ",
     1},
    {"a list, in German", "ms-forms",
     "ID;Startzeit;Fertigstellungszeit;E-Mail;Name;Was nutzen Sie?\n1;2.1.26;2.1.26;a;;Post;\n",
     "ID(ID){}number:id Startzeit(Startzeit){}date:time "
     "Fertigstellungszeit(Fertigstellungszeit){}date:time E-Mail(E-Mail){}text:person "
     "Name(Name){}text:person Was nutzen Sie?(Was nutzen Sie?){}: ",
     1},
    {"a table", "delimited", "branch,q1,q2\nB1,1,2\n", "branch(){}: q1(){}: q2(){}: ", 1},
    {"a table that begins like a form", "delimited",
     "Timestamp,host,load\n2026-01-02 10:00:00,a,1\n", "Timestamp(){}: host(){}: load(){}: ", 1},
    {"a table with two numbered questions", "delimited", "Q1. How far?,Q2. Why?,id\n1,2,3\n",
     "Q1. How far?(){}: Q2. Why?(){}: id(){}: ", 1},
    {"a table of persons", "delimited", "ID,Name,Email,Start time\n1,a,b,c\n",
     "ID(){}: Name(){}: Email(){}: Start time(){}: ", 1},
    {"names given twice", "delimited", "a,b,a\n1,2,3\n", "a(){}: b(){}: a(){}: ", 1},
};
enum { N_SAMPLES = sizeof samples / sizeof *samples };

static const char *
columns_of(const bench *b, const codebook *book)
{
  text t = text_new(b->memory);
  for (uint32_t i = 0; i < book->n_columns; i++) {
    const codebook_column *const c = &book->columns[i];
    text_addf(&t, "%s(%s){%s}%s:%s ", c->name, c->text, c->group, kinds[c->kind], roles[c->role]);
  }
  return t.at ? t.at : "";
}

static void
columns_are_what_the_tool_means(void **state)
{
  bench *const b = *state;
  for (size_t i = 0; i < N_SAMPLES; i++) {
    const sample *const s = &samples[i];
    b->d = diags_new(b->memory);
    export e;
    assert_true(
        open_export(b, &e, bench_write_text(b, "x.csv", s->file), "x.csv", (export_hints){0}));
    const text_format *const format = text_format_named(s->format);
    assert_non_null(format);
    if (*format->label ? !strstr(e.book.format, format->label) : strncmp(e.book.format, "comma", 5))
      fail_msg("%s: %s is taken for %s", s->format, s->name, e.book.format);
    const char *const rows = arena_printf(b->memory, "%u header row", s->header_rows);
    if (!strstr(e.book.format, rows))
      fail_msg("%s: %s has %s", s->format, s->name, e.book.format);
    const char *const columns = columns_of(b, &e.book);
    if (s->columns && strcmp(columns, s->columns) != 0)
      fail_msg("%s: %s:\n%s\nshould be\n%s", s->format, s->name, columns, s->columns);
    assert_no_message(b);
    export_close(&e);
  }
}

/* Every file against every format: only its own is sure of it, and the general one takes all. */
static void
no_file_is_taken_for_that_of_another_tool(void **state)
{
  bench *const b = *state;
  static const char *const ids[] = {"qualtrics",    "surveymonkey", "alchemer", "limesurvey",
                                    "google-forms", "typeform",     "ms-forms", "delimited"};
  for (size_t i = 0; i < N_SAMPLES; i++) {
    header h = {.memory = b->memory, .name = "x.csv"};
    export e;
    const export_hints hints = {.format = "delimited", .header_rows = 1};
    assert_true(open_export(b, &e, bench_write_text(b, "x.csv", samples[i].file), "x.csv", hints));
    e.at = 0;
    e.line = 1;
    stream rows = rows_of(b, &e);
    export_row row;
    while (h.n_rows <= MOST_HEADER_ROWS && stream_next(&rows, &row)) {
      span *const cells = arena_many(b->memory, row.n_cells, span);
      for (size_t c = 0; c < row.n_cells; c++)
        cells[c] = (span){arena_copy(b->memory, row.cells[c].at, row.cells[c].n), row.cells[c].n};
      h.rows[h.n_rows] = cells;
      h.n_cells[h.n_rows++] = row.n_cells;
    }
    export_close(&e);
    for (size_t f = 0; f < sizeof ids / sizeof *ids; f++) {
      const text_format *const format = text_format_named(ids[f]);
      const int sure = format->probe(&h);
      const bool is_own = strcmp(ids[f], samples[i].format) == 0;
      if (strcmp(ids[f], "delimited") == 0 ? sure != 1 : is_own ? sure < 2 : sure > 0)
        fail_msg("%s is %d%% sure of %s: %s", ids[f], sure, samples[i].format, samples[i].name);
      const char *why = "";
      codebook book;
      const uint32_t header_rows = format->describe(&h, &book, &why);
      assert_true(header_rows >= 1 && header_rows <= h.n_rows);
      assert_true(book.n_columns >= 1);
    }
  }
}

static void
the_study_has_the_last_word_on_the_format(void **state)
{
  bench *const b = *state;
  export e;
  const char *const path = bench_write_text(b, "x.csv", samples[0].file);
  assert_true(open_export(b, &e, path, "x.csv", (export_hints){.format = "delimited"}));
  assert_non_null(strstr(e.book.format, "comma-separated text, 1 header row, UTF-8"));
  assert_int_equal(e.book.columns[0].role, ROLE_NONE);
  export_close(&e);
  assert_true(open_export(b, &e, path, "x.csv", (export_hints){.header_rows = 2}));
  assert_non_null(strstr(e.book.format, "Qualtrics, comma-separated text, 2 header rows"));
  export_close(&e);
  assert_false(open_export(b, &e, bench_write_text(b, "y.csv", "RespondentID,a\n,b\n"), "y.csv",
                           (export_hints){.header_rows = 3}));
  assert_message(b, "D030", 1, "ends within its header rows");
  export_close(&e);
}

/* --- names ----------------------------------------------------------------------------------- */

static void
columns_are_found_by_name(void **state)
{
  bench *const b = *state;
  static const char *const names[] = {"Q1_1",
                                      "How far do you agree?: Pay",
                                      "How far do you agree?: Tasks",
                                      "Don\u2019t you?",
                                      "twice",
                                      "twice",
                                      "a\u00A0 b",
                                      "and so on...",
                                      "pay ",
                                      "PAY"};
  enum { N = sizeof names / sizeof *names };
  static const struct {
    const char *wanted;
    uint32_t at, n;
  } cases[] = {
      {"Q1_1", 0, 1},
      {" Q1_1 ", 0, 1},
      {"q1_1", UINT32_MAX, 0},
      {"How far do you agree?:  Pay", 1, 1},
      {"How far...Tasks", 2, 1},
      {"How far...", UINT32_MAX, 2},
      {"...Pay", 1, 1},
      {"How\u2026Pay", 1, 1},
      {"Don't you?", 3, 1},
      {"twice", UINT32_MAX, 2},
      {"a b", 6, 1},
      {"and so on...", 7, 1},
      {"...", UINT32_MAX, 0},
      {"How far do you agree?: Pay...", UINT32_MAX, 0},
      {"pay", 8, 1},
      {"", UINT32_MAX, 0},
  };
  codebook book = codebook_new(b->memory, N);
  for (size_t i = 0; i < N; i++)
    book.columns[i].name = names[i];
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    uint32_t n;
    const uint32_t at = codebook_find(b->memory, &book, cases[i].wanted, &n);
    if (at != cases[i].at || n != cases[i].n)
      fail_msg("\"%s\" is %d, of %u", cases[i].wanted, (int)at, n);
  }
}

/* Whatever becomes of a file: it is read with a name for every column, or refused with a message.
 */
static void
broken_exports_are_read_or_refused(void **state)
{
  bench *const b = *state;
  static const char signs[] = ",;\n\"[]{}:._-# 1aV\xC3\xA4";
  dice d = {7};
  for (int round = 0; round < 3000; round++) {
    const sample *const s = &samples[dice_below(&d, N_SAMPLES)];
    const size_t n = dice_below(&d, strlen(s->file)) + 1;
    char *const file = arena_copy(b->memory, s->file, n);
    for (uint64_t i = dice_below(&d, 12); i; i--)
      file[dice_below(&d, n)] = signs[dice_below(&d, sizeof signs - 1)];
    b->d = diags_new(b->memory);
    export e;
    if (open_export(b, &e, bench_write(b, "x.csv", file, n), "x.csv", (export_hints){0})) {
      for (uint32_t i = 0; i < e.book.n_columns; i++)
        assert_true(e.book.columns[i].name && e.book.columns[i].text && e.book.columns[i].group);
      assert_true(e.at <= e.end);
    } else {
      assert_true(b->d.n_errors > 0);
    }
    export_close(&e);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(columns_are_what_the_tool_means),
      BENCH_TEST(no_file_is_taken_for_that_of_another_tool),
      BENCH_TEST(the_study_has_the_last_word_on_the_format),
      BENCH_TEST(columns_are_found_by_name),
      BENCH_TEST(broken_exports_are_read_or_refused),
  };
  return cmocka_run_group_tests_name("formats", tests, NULL, NULL);
}
