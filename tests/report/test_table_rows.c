/* Rows of tables: where n stands, what a cell looks like, and that every text is only text. */
#include "report_test.h"

#include "../../core/report/table_rows.h"

#include <libxml/parser.h>

static const table_words words = {.nothing = "-",
                                  .withheld = "small & hidden",
                                  .withheld_cell = "hidden",
                                  .undefined = "undefined",
                                  .n_people = "{1} people",
                                  .n_units = "{1} units",
                                  .n_unit = "1 unit",
                                  .number = {"to", "or more", "or less"}};

typedef struct shown {
  xmlDoc *doc;
  chart_report *report;
  table_view view;
  char *rows;
} shown;

static shown
show(const char *table, const char *estimates, table_heat heat)
{
  static char xml[8192];
  snprintf(xml, sizeof xml, "<report><head/><section>%s%s</section></report>", table, estimates);
  shown s = {.doc = xmlReadMemory(xml, (int)strlen(xml), NULL, NULL, 0)};
  assert_non_null(s.doc);
  s.report = chart_report_new(s.doc, NULL);
  assert_non_null(s.report);
  const xmlNode *const section = xmlDocGetRootElement(s.doc)->last;
  assert_int_equal(table_view_read(&s.view, s.report, section->children), 0);
  s.rows = table_rows(&s.view, &words, heat);
  assert_non_null(s.rows);
  return s;
}

static void
done(shown *s)
{
  free(s->rows);
  table_view_done(&s->view);
  chart_report_free(s->report);
  xmlFreeDoc(s->doc);
}

static void
is(const char *table, const char *estimates, table_place place, const char *rows)
{
  shown s = show(table, estimates, (table_heat){0, 0});
  assert_int_equal(s.view.place, place);
  if (strcmp(s.rows, rows) != 0)
    fail_msg("it is\n%s\nnot\n%s", s.rows, rows);
  done(&s);
}

#define TWO "<column label='A' format='score'/><column label='B' format='p'/>"
#define ROW(label, a, b) "<row label='" label "'><cell ref='" a "'/><cell ref='" b "'/></row>"
#define TABLE TWO ROW("x", "a", "b") ROW("y", "c", "d")
#define E(id, n, basis) "<estimate id='" id "' value='1' n='" n "' basis='" basis "'/>"

static void
n_stands_where_it_says_most(void **state)
{
  (void)state;
  static const struct {
    const char *table, *estimates;
    table_place place;
  } cases[] = {
      {TABLE, E("a", "5", "scored") E("b", "5", "scored") E("c", "5", "scored"), PLACE_TABLE},
      {TABLE, E("a", "5", "scored") E("b", "5", "scored") E("c", "6", "scored"), PLACE_ROW},
      {TABLE, E("a", "5", "scored") E("b", "6", "scored") E("c", "5", "scored"), PLACE_COLUMN},
      {TABLE, E("a", "5", "scored") E("b", "6", "units") E("c", "5", "scored"), PLACE_COLUMN},
      {TABLE, E("a", "5", "scored") E("b", "6", "scored") E("c", "7", "scored"), PLACE_CELL},
      {TABLE, E("a", "5", "scored") E("b", "5", "units") E("c", "5", "units"), PLACE_CELL},
      {TABLE, "<estimate id='a' value='1' basis='units'/>", PLACE_NOWHERE},
      {TABLE, "<estimate id='a' undefined='no' n='4' basis='units'/>", PLACE_NOWHERE},
      {TABLE, "<estimate id='a' value='1' basis='scored'/>" E("b", "5", "scored"), PLACE_COLUMN},
      {TABLE, "<estimate id='a' value='1' basis='scored'/>" E("c", "5", "scored"), PLACE_ROW},
      {TWO ROW("x", "a", "b"), "", PLACE_NOWHERE},
      {TWO, "", PLACE_NOWHERE},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char table[2048];
    snprintf(table, sizeof table, "<table rows='units'>%s</table>", cases[i].table);
    shown s = show(table, cases[i].estimates, (table_heat){0, 0});
    if (s.view.place != cases[i].place)
      fail_msg("case %zu: %d", i, s.view.place);
    done(&s);
  }
  shown s = show("<table rows='one'>" TWO ROW("x", "a", "b") "</table>",
                 E("a", "5", "scored") E("b", "6", "scored"), (table_heat){0, 0});
  assert_int_equal(s.view.place, PLACE_CELL);
  done(&s);
}

static void
writes_cells(void **state)
{
  (void)state;
  is("<table rows='units'>" TWO ROW("&lt;x&gt; &amp; \"y\"", "a", "b") ROW("y", "r", "u")
         ROW("z", "", "w") "<row label='few'><cell ref='f'/></row></table>",
     "<estimate id='a' value='1.26' lo='1' hi='2' p='.04' n='1200' basis='scored'/>"
     "<estimate id='b' value='.5' lo='.1' p='.9' n='1' basis='units'/>"
     "<estimate id='u' undefined='a &lt; b' basis='scored'/>" E("f", "7", "scored") "<estimate "
                                                                                    "id='w' "
                                                                                    "withheld='"
                                                                                    "small-group' "
                                                                                    "basis='scored'"
                                                                                    "/><remark "
                                                                                    "id='r'>so "
                                                                                    "&amp; "
                                                                                    "so</remark>",
     PLACE_CELL,
     "<tr><th scope=\"row\">&lt;x&gt; &amp; \"y\"</th>"
     "<td>1.3 <i>(1.0 to 2.0)</i><small> p .040, 1,200 "
     "people</small></td>"
     "<td>.500 <i>(.100 or more)</i><small> 1 "
     "unit</small></td></tr>"
     "<tr><th scope=\"row\">y</th><td class=\"t\">so &amp; so</td><td class=\"none\">- "
     "<small>undefined: a "
     "&lt; b</small></td></tr>"
     "<tr><th scope=\"row\">z</th><td class=\"none\">-</td><td class=\"none\">hidden</td></tr>"
     "<tr><th scope=\"row\">few</th><td>1.0<small> 7 people</small></td><td "
     "class=\"none\">-</td></tr>");
}

/* In a ranked table what is withheld stands last, by name; a row keeps its n in a column. */
static void
withheld_rows_stand_at_no_rank(void **state)
{
  (void)state;
  is("<table rows='units' order='by A'><column label='A' format='score'/>"
     "<row label='Zoo'><cell ref='w'/></row><row label='Ape' withheld='small-group'><cell/></row>"
     "<row label='Bee'><cell ref='a'/></row><row label='Cow'><cell ref='b'/></row></table>",
     E("a", "5", "scored") E("b", "6", "scored") "<estimate id='w' withheld='small-group' "
                                                 "basis='scored'/>",
     PLACE_ROW,
     "<tr><th scope=\"row\">Bee</th><td>1.0</td><td>5</td></tr>"
     "<tr><th scope=\"row\">Cow</th><td>1.0</td><td>6</td></tr>"
     "<tr><th scope=\"row\">Ape</th><td class=\"none\" colspan=\"2\">small &amp; hidden</td></tr>"
     "<tr><th scope=\"row\">Zoo</th><td class=\"none\">hidden</td><td>"
     "-</td></tr>");
}

static void
writes_other_forms(void **state)
{
  (void)state;
  is("<table rows='one'>" TWO "<row label=''><cell ref='a'/></row></table>", E("a", "5", "scored"),
     PLACE_TABLE,
     "<tr><th scope=\"row\">A</th><td>1.0</td></tr>"
     "<tr><th scope=\"row\">B</th><td class=\"none\">-</td></tr>");
  is("<table rows='one'>" TWO "<row label='' withheld='small-group'><cell/></row></table>", "",
     PLACE_NOWHERE,
     "<tr><th scope=\"row\">A</th><td class=\"none\">small &amp; hidden</td></tr>"
     "<tr><th scope=\"row\">B</th><td class=\"none\">small &amp; hidden</td></tr>");
  is("<table rows='pairs'><column label='A' format='ratio'/>"
     "<row label='x' inside-label='in' outside-label='out'><cell ref='a'/></row></table>",
     E("a", "5", "matched"), PLACE_TABLE,
     "<tr><th scope=\"row\">in</th><th scope=\"row\">out</th><td>1.00</td></tr>");
  is("<table rows='pairs'>" TWO "</table>", "", PLACE_NOWHERE,
     "<tr><td class=\"none\" colspan=\"4\">-</td></tr>");
}

#define TEN "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
#define FIFTY TEN TEN TEN TEN TEN

static void
cuts_long_names_between_characters(void **state)
{
  (void)state;
#define NAMED(name)                                                                                \
  "<table rows='units'><column label='A'/><row label='" name "'><cell/></row></table>"
#define SAYS(name) "<tr><th scope=\"row\">" name "</th><td class=\"none\">-</td></tr>"
  is(NAMED(TEN TEN TEN TEN), "", PLACE_NOWHERE, SAYS(TEN TEN TEN TEN));
  is(NAMED(FIFTY), "", PLACE_NOWHERE, SAYS("<span class=\"long\">" FIFTY "</span>"));
  is(NAMED(FIFTY FIFTY FIFTY TEN "\"&#9;"), "", PLACE_NOWHERE,
     SAYS("<span class=\"long\" title=\"" FIFTY FIFTY FIFTY TEN "&quot;&#9;\">" FIFTY FIFTY FIFTY
          "\xe2\x80\xa6</span>"));
}

/* Seven steps of equal width, and what lies beyond in the last. */
static void
colours_by_absolute_steps(void **state)
{
  (void)state;
  static const struct {
    const char *estimate, *cell;
  } cases[] = {
      {"value='0'", ">0.0"},
      {"value='0.04' p='.01'", "><b>0.0</b>"},
      {"value='3.5'", ">+3.5"},
      {"value='3.6'", " class=\"hp1\">+3.6"},
      {"value='-10.8' p='.05'", " class=\"hn2\">-10.8"},
      {"value='17.9' p='.049'", " class=\"hp3\"><b>+17.9</b>"},
      {"value='9' lo='-1' hi='19' p='.01'", " class=\"hp1\">+9.0 <i>(-1.0 to "
                                            "19.0)</i>"},
      {"value='9' lo='1' hi='17' p='.01'", " class=\"hp1\"><b>+9.0</b> <i>(1.0 to "
                                           "17.0)</i>"},
      {"value='-99' lo='-100' hi='-98'", " class=\"hn3\">-99.0 <i>(-100.0 to "
                                         "-98.0)</i>"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char estimate[256], cell[256];
    snprintf(estimate, sizeof estimate, "<estimate id='a' %s/>", cases[i].estimate);
    snprintf(cell, sizeof cell, "<tr><th scope=\"row\">x</th><td%s</td></tr>", cases[i].cell);
    shown s = show("<table rows='units'><column label='A' format='score'/><row label='x'>"
                   "<cell ref='a'/></row></table>",
                   estimate, (table_heat){-25, 25});
    assert_string_equal(s.rows, cell);
    done(&s);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(colours_by_absolute_steps),
      cmocka_unit_test(n_stands_where_it_says_most),
      cmocka_unit_test(writes_cells),
      cmocka_unit_test(withheld_rows_stand_at_no_rank),
      cmocka_unit_test(writes_other_forms),
      cmocka_unit_test(cuts_long_names_between_characters),
  };
  const int failed = cmocka_run_group_tests_name("report/table_rows", tests, NULL, NULL);
  xmlCleanupParser();
  return failed;
}
