/* triple-S: descriptions and data of our own making. */
#include "convert.h"

#include "base/xml.h"

#define SSS(attributes, variables)                                                                 \
  "<?xml version=\"1.0\"?>\n<sss version=\"2.0\"><survey><title>t</title>"                         \
  "<record ident=\"A\"" attributes ">" variables "</record></survey></sss>"
#define VARIABLE(name, type, start, finish, rest)                                                  \
  "<variable ident=\"1\" type=\"" type "\"><name>" name "</name><label>About " name                \
  "</label><position start=\"" start "\" finish=\"" finish "\"/>" rest "</variable>"

static const char every_type[] = SSS(
    "",
    "<variable ident=\"0\" type=\"quantity\" use=\"serial\"><name>id</name><label>Id</label>"
    "<position start=\"1\" finish=\"3\"/><values><range from=\"1\" to=\"999\"/></values>"
    "</variable>" VARIABLE("sex", "single", "4", "4",
                           "<values><value code=\"1\">Woman</value><value code=\"2\">"
                           "<text mode=\"analysis\">m</text><text mode=\"interview\">Man"
                           "</text></value><value code=\"9\" missing=\"yes\">No answer"
                           "</value></values>")
        VARIABLE("used", "multiple", "5", "7",
                 "<values><value code=\"1\">Mail</value><value code=\"3\">Fax</value>"
                 "</values>") VARIABLE("said", "multiple", "8", "11",
                                       "<spread subfields=\"2\" width=\"2\"/><values>"
                                       "<value code=\"1\">One</value><value "
                                       "code=\"12\">Twelve</value>"
                                       "</values>") VARIABLE("age", "quantity", "12", "14",
                                                             "<values><range from=\"0\" "
                                                             "to=\"120\"/><value code=\"999\">"
                                                             "Refused</value></values>")
            VARIABLE("name", "character", "15", "20", "<size>6</size>")
                VARIABLE("paid", "logical", "21", "21", "") VARIABLE("day", "date", "22", "29", "")
                    VARIABLE("at", "time", "30", "35", "") "<variable ident=\"9\" "
                                                           "type=\"quantity\" "
                                                           "use=\"weight\"><name>w</name><label/>"
                                                           "<position start=\"36\" "
                                                           "finish=\"40\"/></variable>");

static void
each_type_is_read_from_fixed_width(void **state)
{
  bench *const b = *state;
  const converted x = convert_text(b, "triple-s",
                                   "0011101 112042Anna  120260331130509 1.50\r\n"
                                   "002 0010000   \xC4rger 0               \n\n"
                                   "0039   0112999B,    120261301250000",
                                   every_type);
  assert_fine(x);
  assert_string_equal(x.text, "1,1,1,1,1,1,42,Anna,1,2026-03-31,13:05:09,1.50\n"
                              "2,,,1,,,,\xC3\x84rger,0,,,\n"
                              "3,9,,,1,1,999,\"B,\",1,2026-13-01,25:00:00,\n");
  assert_string_equal(x.c.book.format, "triple-S, text of fixed width");
  assert_int_equal(x.c.book.n_columns, 12);
  const codebook_column *const fax = column_named(&x, "used_3"), *sex = column_named(&x, "sex");
  assert_string_equal(fax->text, "About used - Fax");
  assert_string_equal(fax->group, "used");
  assert_int_equal(fax->kind, COLUMN_SELECTED);
  assert_string_equal(labels_of(b, fax), "1=Fax");
  assert_string_equal(labels_of(b, sex), "1=Woman; 2=Man; 9=No answer");
  assert_string_equal(missing_of(b, sex), "9=No answer");
  assert_string_equal(missing_of(b, column_named(&x, "age")), "999=Refused");
  assert_int_equal(column_named(&x, "id")->role, ROLE_ID);
  assert_int_equal(column_named(&x, "w")->role, ROLE_WEIGHT);
  assert_int_equal(column_named(&x, "day")->kind, COLUMN_DATE);
  assert_int_equal(column_named(&x, "name")->kind, COLUMN_TEXT);
}

static void
comma_separated_data_are_read_by_field(void **state)
{
  bench *const b = *state;
  const char *const book =
      SSS(" format=\"csv\" skip=\"1\"",
          VARIABLE("a", "single", "1", "1", "<values><value code=\"0\">None</value></values>")
              VARIABLE("m", "multiple", "2", "2",
                       "<values><range from=\"1\" to=\"3\"/><value code=\"2\">Two</value></values>")
                  VARIABLE("s", "multiple", "3", "4",
                           "<spread subfields=\"2\" width=\"1\"/><values>"
                           "<value code=\"1\">x</value><value code=\"2\">y</value></values>")
                      VARIABLE("c", "character", "5", "5", ""));
  const converted x = convert_text(
      b, "triple-s", "a,m,s1,s2,c\n0,\"011\",2,1,\"a \"\"b\"\"\nc\"\n5,100,0,,\n", book);
  assert_fine(x);
  assert_string_equal(x.text, "0,,1,1,1,1,\"a \"\"b\"\"\nc\"\n5,1,,,,,\n");
  assert_string_equal(column_named(&x, "m_2")->text, "About m - Two");
  assert_string_equal(column_named(&x, "m_3")->text, "About m");
  assert_string_equal(x.c.book.format, "triple-S, comma-separated text");
  assert_refused(convert_text(b, "triple-s", "h\n\"open", book), "a quote in line 2");
}

static void
letters_count_not_bytes(void **state)
{
  bench *const b = *state;
  const char *const book =
      SSS("", VARIABLE("a", "character", "1", "2", "") VARIABLE("b", "single", "3", "3", ""));
  const converted x = convert_text(b, "triple-s",
                                   "\xEF\xBB\xBF\xC3\xA4\xE2\x82\xAC"
                                   "7\nab8\n",
                                   book);
  assert_fine(x);
  assert_string_equal(x.text, "\xC3\xA4\xE2\x82\xAC,7\nab,8\n");
}

static void
codes_that_are_letters_stay_letters(void **state)
{
  bench *const b = *state;
  const converted x = convert_text(b, "triple-s", "01\n00\n",
                                   SSS("", "<variable ident=\"1\" type=\"single\" "
                                           "format=\"literal\"><name>u</name><label>U"
                                           "</label><position start=\"1\" "
                                           "finish=\"2\"/><values><value code=\"01\">Nord</value>"
                                           "</values></variable>"));
  assert_fine(x);
  assert_string_equal(x.text, "01\n00\n");
  assert_string_equal(labels_of(b, column_named(&x, "u")), "01=Nord");
}

/* As of old, with a DOCTYPE that names its DTD. */
static void
a_doctype_that_declares_nothing_is_read_past(void **state)
{
  bench *const b = *state;
#define OLD(doctype)                                                                               \
  "<?xml version=\"1.0\"?>\n" doctype "\n<sss version=\"1.1\"><survey><record ident=\"A\">"        \
  "<variable ident=\"1\" type=\"logical\"><name>a</name><label>b<br/>c</label>"                    \
  "<position start=\"1\"/></variable></record></survey></sss>"
  const converted x = convert_text(b, "triple-s", "1\n",
                                   OLD("<!DOCTYPE sss PUBLIC \"-//triple-s//DTD Survey Interchange "
                                       "v1.1//EN\"\n"
                                       "\"http://www.triple-s.org/dtd/sss_v11.dtd\">"));
  assert_fine(x);
  assert_string_equal(x.text, "1\n");
  assert_refused(convert_text(b, "triple-s", "1\n", OLD("<!DOCTYPE sss [<!ENTITY a \"b\">]>")),
                 "in line 2 of its codebook a DOCTYPE is not accepted");
}

static void
what_is_wrong_is_said(void **state)
{
  static const char one[] = SSS("", VARIABLE("a", "single", "1", "1", ""));
  static const struct {
    const char *data, *book, *words;
  } bad[] = {{"1\n", NULL, "the XML that describes its columns is missing"},
             {one, one, "its data are XML"},
             {"\x1F\x8B\x08 packed", one, "its data are compressed"},
             {"1\n", "<sss/>", "no triple-S description"},
             {"1\n", "<other/>", "no triple-S description"},
             {"1\n", "<sss", "in line 1 of its codebook"},
             {"1\n", SSS("", ""), "describes no variable"},
             {"1\n", SSS("", VARIABLE("a", "tree", "1", "1", "")), "no type that is known"},
             {"1\n", SSS("", VARIABLE("", "single", "1", "1", "")), "no name"},
             {"1\n", SSS("", VARIABLE("a", "single", "0", "1", "")), "no position"},
             {"1\n",
              SSS("", VARIABLE("a", "multiple", "1", "9",
                               "<values><range from=\"1\" to=\"99999999\"/></values>")),
              "codes beyond 0 to 10,000"},
             {"1\n", "<sss><hierarchy/><survey><record/></survey></sss>", "several files"},
             {"1\n", "<sss><survey><record/><record/></survey></sss>", "several files"}};
  bench *const b = *state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    assert_refused(convert_text(b, "triple-s", bad[i].data, bad[i].book), bad[i].words);
}

static void
alone_it_is_a_codebook(void **state)
{
  bench *const b = *state;
  const converted x = convert_text(b, "triple-s", NULL, every_type);
  assert_fine(x);
  assert_int_equal(x.c.book.n_columns, 12);
  const converter *const it = converter_named("triple-s");
  assert_ptr_equal(converter_of(every_type, strlen(every_type), "x", true), it);
  assert_true(it->reads_rows("1,2\n", 4));
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(each_type_is_read_from_fixed_width),
      BENCH_TEST(comma_separated_data_are_read_by_field),
      BENCH_TEST(letters_count_not_bytes),
      BENCH_TEST(codes_that_are_letters_stay_letters),
      BENCH_TEST(a_doctype_that_declares_nothing_is_read_past),
      BENCH_TEST(what_is_wrong_is_said),
      BENCH_TEST(alone_it_is_a_codebook),
  };
  return cmocka_run_group_tests_name("triple_s", tests, NULL, NULL);
}
