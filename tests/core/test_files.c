/* The files of a survey: named, or found by a pattern. */
#include "core.h"

#include "data/files.h"

#include <sys/stat.h>

#define SURVEY(attributes, elements)                                                               \
  STUDY("<wave id=\"Q2\"/><survey id=\"s\" side=\"inside\" " attributes ">\n" elements "<scale "   \
                                                                                       "id=\"x\" " \
                                                                                       "min="      \
                                                                                       "\"1\" "    \
        "max=\"5\">\n<item "                                                                       \
        "column=\"q\"/>\n</"                                                                       \
        "scale>\n</survey>\n")

/* Names of the files, without the folder of the test, and their waves. */
static const char *
found(bench *b, const char *xml)
{
  b->d = diags_new(b->memory);
  const study *const s = bench_study(b, xml);
  survey_files files;
  text t = text_new(b->memory);
  assert_non_null(s);
  const bool fine = survey_files_find(b->memory, s, &s->surveys[0], &b->d, &files);
  assert_true(fine == (b->d.n_errors == 0));
  for (uint32_t i = 0; i < files.n; i++) {
    const char *const path = files.at[i].path;
    const char *const shown =
        strncmp(path, b->dir, strlen(b->dir)) == 0 ? path + strlen(b->dir) + 1 : path;
    text_addf(&t, "%s%s%s%s", i ? " " : "", shown, files.at[i].wave ? "@" : "",
              files.at[i].wave ? files.at[i].wave : "");
  }
  return t.at ? t.at : "";
}

static void
make(const bench *b, const char *name)
{
  bench_write_text(b, name, "q\n1\n");
}

static void
files_are_found_in_order(void **state)
{
  bench *const b = *state;
  make(b, "wave1-b.csv");
  make(b, "wave1-a.csv");
  make(b, "wave1-B.csv");
  make(b, "wave2-a.csv");
  make(b, ".wave1-hidden.csv");
  make(b, "wave1-\u00E9.csv");
  mkdir(bench_path(b, "wave1-dir.csv"), 0700);
  mkdir(bench_path(b, "sub"), 0700);
  make(b, "sub/wave1-a.csv");
  make(b, "odd*name.csv");
  make(b, "oddXname.csv");
  assert_string_equal(found(b, SURVEY("file=\"wave1-a.csv\"", "")), "wave1-a.csv");
  assert_string_equal(found(b, SURVEY("file=\"not-there.csv\"", "")), "not-there.csv");
  assert_string_equal(found(b, SURVEY("file=\"wave1-*.csv\"", "")), "wave1-B.csv wave1-a.csv "
                                                                    "wave1-b.csv wave1-\u00E9.csv");
  assert_string_equal(found(b, SURVEY("file=\"wave?-a.csv\"", "")), "wave1-a.csv wave2-a.csv");
  assert_string_equal(found(b, SURVEY("file=\"wave1-?.csv\"", "")), "wave1-B.csv wave1-a.csv "
                                                                    "wave1-b.csv wave1-\u00E9.csv");
  assert_string_equal(found(b, SURVEY("file=\"sub/*\"", "")), "sub/wave1-a.csv");
  assert_string_equal(found(b, SURVEY("file=\"odd*name.csv\"", "")), "odd*name.csv");
  assert_string_equal(found(b, SURVEY("file=\"*w*v*1-a*\"", "")), "wave1-a.csv");
  assert_string_equal(found(b, SURVEY("", "<file path=\"wave2-*\" wave=\"Q2\"/>\n"
                                          "<file path=\"wave1-a.csv\"/>\n")),
                      "wave2-a.csv@Q2 wave1-a.csv");
}

static void
no_file_and_the_same_file_are_faults(void **state)
{
  bench *const b = *state;
  make(b, "wave1-a.csv");
  assert_string_equal(found(b, SURVEY("file=\"wave3-*.csv\"", "")), "");
  assert_message(b, "D040", 2, "no file fits \"wave3-*.csv\"");
  assert_string_equal(found(b, SURVEY("", "<file path=\"nowhere/*.csv\"/>\n")), "");
  assert_message(b, "D040", 3, "no file fits");
  found(b, SURVEY("", "<file path=\"wave1-a.csv\"/>\n<file path=\"wave*\"/>\n"));
  assert_message(b, "D041", 4, "wave1-a.csv is named twice");
}

static void
a_survey_says_once_where_its_data_are(void **state)
{
  bench *const b = *state;
  static const struct {
    const char *xml;
    unsigned line;
    const char *words;
  } cases[] = {
      {SURVEY("", ""), 2, "names no file"},
      {SURVEY("file=\"a\"", "<file path=\"b\"/>\n"), 2, "in an attribute and in elements"},
      {SURVEY("", "<file path=\"b\"/>\n<file path=\"b\"/>\n"), 4, "names the file b twice"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    b->d = diags_new(b->memory);
    assert_null(bench_study(b, cases[i].xml));
    assert_message(b, "S108", cases[i].line, cases[i].words);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(files_are_found_in_order),
      BENCH_TEST(no_file_and_the_same_file_are_faults),
      BENCH_TEST(a_survey_says_once_where_its_data_are),
  };
  return cmocka_run_group_tests_name("files", tests, NULL, NULL);
}
