/* The page as a whole: what is refused, what is kept out, what is the same every time. */
#include "report_test.h"

#include "../../core/report/html.h"

#include <libxml/parser.h>
#include <libxml/xmlsave.h>
#include <libxslt/transform.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>
#include <locale.h>
#include <nettle/base64.h>
#include <nettle/sha2.h>

static const char *const sheets[] = {"report.xsl",           "report-table.xsl",
                                     "report-how.xsl",       "report-units.xsl",
                                     "report-verbatims.xsl", "report-words.xsl"};
enum { N_SHEETS = sizeof sheets / sizeof *sheets };

static page_parts parts;

static int
read_parts(void **state)
{
  (void)state;
  char *all = strdup("");
  for (size_t i = 0; i < N_SHEETS; i++) {
    char path[64];
    size_t n;
    snprintf(path, sizeof path, "core/report/%s", sheets[i]);
    char *const one = slurp(path, &n);
    all = realloc(all, strlen(all) + n + 1);
    strcat(all, one);
    free(one);
  }
  parts.xsl = all;
  parts.n_xsl = strlen(all);
  parts.css = slurp("core/report/report.css", &parts.n_css);
  parts.js = slurp("core/report/report.js", &parts.n_js);
  return 0;
}

static int
free_parts(void **state)
{
  (void)state;
  free((void *)(uintptr_t)parts.xsl);
  free((void *)(uintptr_t)parts.css);
  free((void *)(uintptr_t)parts.js);
  return 0;
}

/* The page of a fixture, the caller's to free. */
static char *
page_of(const char *fixture)
{
  char path[128];
  size_t n, n_html;
  snprintf(path, sizeof path, "tests/report/fixtures/%s", fixture);
  char *const xml = slurp(path, &n);
  char *html, *why;
  if (report_html(xml, n, &parts, &html, &n_html, &why) != 0)
    fail_msg("%s: %s", fixture, why ? why : "no memory");
  assert_null(why);
  assert_int_equal(strlen(html), n_html);
  free(xml);
  return html;
}

#define HEAD                                                                                       \
  "<head><title>T</title><study file='s' sha256=''/><producer confidence='.95'/>"                  \
  "<privacy minimum='5' estimates='0' withheld='0'/></head><findings/>"
#define REPORT(body)                                                                               \
  "<report xmlns='urn:orgmirror:report:1' version='1.0' xml:lang='en'>" HEAD body "</"             \
  "report>"

static void
assert_refused(const char *xml, const page_parts *with, const char *because)
{
  char *html, *why;
  size_t n;
  if (report_html(xml, strlen(xml), with, &html, &n, &why) == 0)
    fail_msg("not refused (%s): %.300s", because, html);
  assert_null(html);
  assert_int_equal(n, 0);
  assert_non_null(why);
  if (!strstr(why, because))
    fail_msg("it says: %s", why);
  assert_null(strchr(why, '\n'));
  free(why);
}

static void
refuses_what_is_no_report(void **state)
{
  (void)state;
  static const struct {
    const char *xml, *because;
  } cases[] = {
      {"", "not well-formed"},
      {"<report", "line 1"},
      {"<report>\n<a></b></report>", "line 2"},
      {"<report>&undeclared;</report>", "not well-formed"},
      {"\xff\xfe", "not well-formed"},
      {"<!DOCTYPE report>" REPORT(""), "document type declaration"},
      {"<!DOCTYPE report [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><report>&e;</report>", "docume"
                                                                                          "nt "
                                                                                          "type "
                                                                                          "declar"
                                                                                          "atio"
                                                                                          "n"},
      {"<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b "
       "'&a;&a;&a;&a;&a;&a;&a;&a;'>]><r>&b;</r>",
       "document type declaration"},
      {"<report version='1.0'/>", "no report"},
      {"<page xmlns='urn:orgmirror:report:1' version='1.0'/>", "no report"},
      {"<report xmlns='urn:orgmirror:report:1' version='2.0'/>", "version 2.0"},
      {"<report xmlns='urn:orgmirror:report:1'/>", "version ?"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_refused(cases[i].xml, &parts, cases[i].because);
}

static void
refuses_bad_parts(void **state)
{
  (void)state;
#define SHEET(body)                                                                                \
  "<?xml version='1.0'?><xsl:stylesheet version='1.0' "                                            \
  "xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>" body "</xsl:stylesheet>"
  static const struct {
    const char *xsl, *because;
  } cases[] = {
      {"nothing", "stylesheet is not well-formed"},
      {"<?xml version='1.0'?><html/>", "stylesheet is none"},
      {SHEET("<xsl:import href='other.xsl'/>"), "would have to be read"},
      {SHEET("<xsl:include href='/etc/passwd'/>"), "would have to be read"},
      {SHEET("") SHEET("<xsl:include href='/etc/passwd'/>"), "would have to be read"},
      {SHEET("<xsl:template match='/['/>"), "cannot be used"},
      {SHEET("<xsl:template match='/'><a><xsl:value-of select='$nowhere'/></a></xsl:template>"),
       "could not be made"},
      {SHEET("<xsl:template match='/'><a><xsl:copy-of select='document(\"/etc/passwd\")'/></a>"
             "</xsl:template>"),
       "could not be made"},
      {SHEET("<xsl:template match='/'><a><xsl:copy-of "
             "select='document(\"http://127.0.0.1:9/\")'/>"
             "</a></xsl:template>"),
       "could not be made"},
      {SHEET("<xsl:template match='/'><xsl:message terminate='yes'>enough</xsl:message>"
             "</xsl:template>"),
       "enough"},
      {SHEET("<xsl:template match='/'/>"), "could not be made"},
      {SHEET("<xsl:template match='/'><html "
             "xmlns='http://www.w3.org/1999/xhtml'/></xsl:template>"),
       "would not hold its style"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    page_parts with = parts;
    with.xsl = cases[i].xsl;
    with.n_xsl = strlen(cases[i].xsl);
    assert_refused(REPORT(""), &with, cases[i].because);
  }
  static const char *const styles[] = {"a < b", "a & b", "</style>"};
  for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
    page_parts with = parts;
    with.css = styles[i];
    with.n_css = strlen(styles[i]);
    assert_refused(REPORT(""), &with, "would not hold its style");
  }
}

static void
writes_no_file(void **state)
{
  (void)state;
  page_parts with = parts;
  with.xsl = "<?xml version='1.0'?><xsl:stylesheet version='1.0' "
             "extension-element-prefixes='e' xmlns:e='http://exslt.org/common' "
             "xmlns:xsl='http://www.w3.org/1999/XSL/Transform'><xsl:template match='/'><a>"
             "<e:document href='written-by-a-stylesheet'>x</e:document></a></xsl:template>"
             "</xsl:stylesheet>";
  with.n_xsl = strlen(with.xsl);
  assert_refused(REPORT(""), &with, "could not be made");
  assert_null(fopen("written-by-a-stylesheet", "r"));
}

static void
names_style_and_script_by_hash(void **state)
{
  (void)state;
  char *const html = page_of("outcomes.xml");
  assert_memory_equal(html, "<!DOCTYPE html>\n<html", 21);
  const char *const texts[] = {parts.css, parts.js};
  for (size_t i = 0; i < 2; i++) {
    struct sha256_ctx sha;
    uint8_t digest[SHA256_DIGEST_SIZE];
    char hash[64] = "'sha256-";
    sha256_init(&sha);
    sha256_update(&sha, strlen(texts[i]), (const uint8_t *)texts[i]);
    sha256_digest(&sha, sizeof digest, digest);
    base64_encode_raw(hash + 8, sizeof digest, digest);
    strcpy(hash + 8 + BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE), "'");
    assert_non_null(strstr(html, hash));
    const char *const at = strstr(html, texts[i]);
    assert_non_null(at);
    assert_int_equal(at[-1], '>');
    assert_int_equal(at[strlen(texts[i])], '<');
  }
  assert_non_null(strstr(html, "default-src 'none'"));
  assert_null(strstr(html, "http://www.w3.org/1999/XSL"));
  assert_null(strstr(html, "urn:orgmirror"));
  free(html);
}

static void
keeps_names_harmless(void **state)
{
  (void)state;
  char *const html = page_of("nasty.xml");
  /* U+202E, U+2066, U+0085, U+FDD0 are gone, and markup in names is text */
  static const char *const gone[] = {"\xe2\x80\xae", "\xe2\x81\xa6", "\xc2\x85",
                                     "\xef\xb7\x90", "<b>bold",      "<script>alert",
                                     "/home/",       "style=",       " onclick"};
  for (size_t i = 0; i < sizeof gone / sizeof *gone; i++) {
    if (strstr(html, gone[i]))
      fail_msg("%s is there", gone[i]);
  }
  assert_int_equal(count_of(html, "<script>"), 1);
  assert_int_equal(count_of(html, "</style>"), 1);
  assert_non_null(strstr(html, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  assert_non_null(strstr(html, "{1} {2} %s %n ${x}"));
  free(html);
}

static void
says_plainly_what_did_not_work(void **state)
{
  (void)state;
  char *const html = page_of("outcomes.xml");
  static const char *const there[] = {
      "Nothing stands out in this study",
      "failed and has no result:</strong> it was ended by signal 11",
      "<td>not applicable: it needs at least one declared pair",
      "<td>skipped: the study switches it off",
      "no reason was given",
      "(failed)</small>",
      "2 analyses do not apply to this study",
      "<a href=\"#om:run\">Which, and why</a>",
      ">0.4%<",
      ">.00 <",
      "(-.50 or more)",
      "(1.00 or less)",
      "landlock, seccomp",
  };
  for (size_t i = 0; i < sizeof there / sizeof *there; i++) {
    if (!strstr(html, there[i]))
      fail_msg("missing: %s", there[i]);
  }
  free(html);
}

static void
shows_a_table_where_it_cannot_draw(void **state)
{
  (void)state;
  static const char xml[] = REPORT("<section id='s' plugin='p' outcome='ok'><title>S</title>"
                                   "<chart id='c' type='spiral' table='t' columns='1'>"
                                   "<title>C</title></chart>"
                                   "<table id='t' rows='units' order='by a'><title>T</title>"
                                   "<column name='a' label='A' format='score'/>"
                                   "<row label='Zoo'><cell ref='w'/></row>"
                                   "<row label='Ape' withheld='small-group'><cell/></row>"
                                   "<row label='Bee &#8238;&amp;&lt;'><cell ref='e'/></row>"
                                   "</table>"
                                   "<estimate id='e' value='63.25' n='7' basis='scored'/>"
                                   "<estimate id='w' withheld='small-group' basis='scored'/>"
                                   "</section>");
  char *html, *why;
  size_t n;
  assert_int_equal(report_html(xml, strlen(xml), &parts, &html, &n, &why), 0);
  assert_null(strstr(html, "<svg"));
  assert_non_null(strstr(html, "<table id=\"t\""));
  assert_non_null(strstr(html, "63.2"));
  assert_non_null(strstr(html, ">Bee &amp;&lt;</th>"));
  /* withheld rows and cells stand last, by name */
  const char *const bee = strstr(html, ">Bee"), *const ape = strstr(html, ">Ape<"),
                    *const zoo = strstr(html, ">Zoo<");
  assert_true(bee && bee < ape && ape < zoo);
  assert_non_null(strstr(ape, "not shown (privacy)</td>"));
  free(html);
}

static void
gives_the_same_bytes(void **state)
{
  (void)state;
  char *const first = page_of("nasty.xml"), *const again = page_of("nasty.xml");
  assert_string_equal(first, again);
  free(again);
  if (setlocale(LC_ALL, "de_DE.UTF-8")) {
    char *const german = page_of("nasty.xml");
    assert_string_equal(first, german);
    free(german);
    setlocale(LC_ALL, "C");
  }
  free(first);
}

/* Another processor, without om:chart and om:number: tables, and plain numbers. */
static void
works_without_our_functions(void **state)
{
  (void)state;
  char sheet[4096] = "<xsl:stylesheet version='1.0' "
                     "xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>";
  const char *const top = getenv("srcdir");
  for (size_t i = 0; i < N_SHEETS; i++)
    snprintf(sheet + strlen(sheet), sizeof sheet - strlen(sheet),
             "<xsl:include href='%s/core/report/%s'/>", top ? top : ".", sheets[i]);
  strcat(sheet, "</xsl:stylesheet>");
  xsltStylesheet *const style =
      xsltParseStylesheetDoc(xmlReadMemory(sheet, (int)strlen(sheet), "./all.xsl", NULL, 0));
  assert_non_null(style);
  size_t n;
  char *const xml = slurp("tests/report/fixtures/outcomes.xml", &n);
  xmlDoc *const report = xmlReadMemory(xml, (int)n, NULL, NULL, 0);
  xmlDoc *const page = xsltApplyStylesheet(style, report, NULL);
  assert_non_null(page);
  xmlChar *html;
  int length;
  xmlDocDumpMemory(page, &html, &length);
  assert_null(strstr((const char *)html, "<svg"));
  assert_non_null(strstr((const char *)html, "<table id=\"fine.b\""));
  assert_non_null(strstr((const char *)html, "-12345.678"));
  xmlFree(html);
  xmlFreeDoc(page);
  xmlFreeDoc(report);
  xsltFreeStylesheet(style);
  free(xml);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(refuses_what_is_no_report),
      cmocka_unit_test(refuses_bad_parts),
      cmocka_unit_test(writes_no_file),
      cmocka_unit_test(names_style_and_script_by_hash),
      cmocka_unit_test(keeps_names_harmless),
      cmocka_unit_test(says_plainly_what_did_not_work),
      cmocka_unit_test(shows_a_table_where_it_cannot_draw),
      cmocka_unit_test(gives_the_same_bytes),
      cmocka_unit_test(works_without_our_functions),
  };
  const int failed = cmocka_run_group_tests_name("report/html", tests, read_parts, free_parts);
  xsltCleanupGlobals();
  xmlCleanupParser();
  return failed;
}
