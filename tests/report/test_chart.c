/* Charts: what is drawn where, what is not drawn, and what a small group may never tell. */
#include "report_test.h"

#include "../../core/report/chart.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

static const chart_words words = {.withheld = "not shown (small group)",
                                  .undefined = "undefined",
                                  .look = "look here first",
                                  .more = "more in the table",
                                  .number = {"to", "or more", "or less"}};

/* A report with one section, and what was drawn from its chart. */
typedef struct drawing {
  xmlDoc *report, *doc;
  chart_report *index;
  chart_outcome outcome;
  xmlNode *svg;
} drawing;

static drawing
draw(const char *section, chart_layout layout)
{
  static const char before[] = "<report><head><producer confidence='0.95'/>"
                               "<survey id='staff' side='inside'/>"
                               "<survey id='public' side='outside'/></head><section>";
  xmlBuffer *const text = xmlBufferCreate();
  xmlBufferCCat(text, before);
  xmlBufferCCat(text, section);
  xmlBufferCCat(text, "</section></report>");
  drawing d = {.report = xmlReadMemory((const char *)xmlBufferContent(text), xmlBufferLength(text),
                                       NULL, NULL, 0)};
  xmlBufferFree(text);
  assert_non_null(d.report);
  d.index = chart_report_new(d.report, NULL);
  d.doc = xmlNewDoc((const xmlChar *)"1.0");
  xmlNode *chart = xmlDocGetRootElement(d.report)->last->children;
  while (strcmp((const char *)chart->name, "chart") != 0)
    chart = chart->next;
  d.outcome = chart_draw(d.index, chart, &words, layout, d.doc, &d.svg);
  if (d.svg)
    xmlDocSetRootElement(d.doc, d.svg);
  return d;
}

static void
done(drawing *d)
{
  chart_report_free(d->index);
  xmlFreeDoc(d->report);
  xmlFreeDoc(d->doc);
}

static double
number_at(const drawing *d, const char *path)
{
  xmlXPathContext *const x = xmlXPathNewContext(d->doc);
  xmlXPathRegisterNs(x, (const xmlChar *)"s", (const xmlChar *)"http://www.w3.org/2000/svg");
  xmlXPathObject *const found = xmlXPathEval((const xmlChar *)path, x);
  assert_non_null(found);
  const double value = xmlXPathCastToNumber(found);
  xmlXPathFreeObject(found);
  xmlXPathFreeContext(x);
  return value;
}

/* Text of the i-th unit's row (or "" when out of range), from a table of the given cells. */
static void
add_row(xmlBuffer *b, const char *label, const char *cells)
{
  xmlBufferCCat(b, "<row label='");
  xmlBufferCCat(b, label);
  xmlBufferCCat(b, "'");
  xmlBufferCCat(b, cells);
  xmlBufferCCat(b, "</row>");
}

static const char small_study[] =
    "<chart id='c' type='butterfly' table='t' columns='1 2 3' min='0' max='100'>"
    "<title>Both sides</title><description>Bars.</description></chart>"
    "<table id='t' rows='units'><column label='In' format='score'/>"
    "<column label='Out' format='score'/><column label='Gap' format='score'/>"
    "<row label='Zeta' withheld='small-group'><cell/><cell/><cell/></row>"
    "<row label='North'><cell ref='a1'/><cell ref='a2'/><cell ref='a3'/></row>"
    "<row label='Alpha' withheld='small-group'><cell ref='a1'/><cell ref='a1'/><cell/></row>"
    "<row label='Half'><cell ref='h1'/><cell ref='h2'/><cell ref='h2'/></row>"
    "<row label='South'><cell ref='b1'/><cell ref='b2'/><cell ref='b3'/></row></table>"
    "<estimate id='a1' survey='staff' value='50' lo='40' hi='60'/>"
    "<estimate id='a2' scale='public.x' value='100' lo='95' hi='130'/>"
    "<estimate id='a3' value='50' lo='40' hi='60'/>"
    "<estimate id='b1' survey='staff' value='25'/>"
    "<estimate id='b2' scale='public.x' value='0'/>"
    "<estimate id='b3' value='-25' lo='-60' hi='10'/>"
    "<estimate id='h1' survey='staff' value='75'/>"
    "<estimate id='h2' withheld='small-group'/>";

static void
butterfly_is_to_scale(void **state)
{
  (void)state;
  for (chart_layout layout = CHART_WIDE; layout <= CHART_NARROW; layout++) {
    drawing d = draw(small_study, layout);
    assert_int_equal(d.outcome, CHART_DRAWN);
    /* one scale on both sides: 100 outside is twice as long as 50 inside, and zero is nothing */
    const double in = number_at(&d, "(//s:g/s:rect[@class='i'])[1]/@width");
    const double out = number_at(&d, "(//s:g/s:rect[@class='o'])[1]/@width");
    assert_close(out, 2 * in, .11);
    assert_close(number_at(&d, "(//s:g/s:rect[@class='i'])[2]/@width"), in / 2, .11);
    assert_close(number_at(&d, "(//s:g/s:rect[@class='o'])[2]/@width"), 0, 0);
    /* bars meet the middle: inside ends left of where outside begins */
    const double ends = number_at(&d, "(//s:g/s:rect[@class='i'])[1]/@x + "
                                      "(//s:g/s:rect[@class='i'])[1]/@width");
    assert_true(ends < number_at(&d, "(//s:g/s:rect[@class='o'])[1]/@x"));
    assert_close(ends,
                 number_at(&d, "(//s:g/s:rect[@class='i'])[2]/@x + "
                               "(//s:g/s:rect[@class='i'])[2]/@width"),
                 .11);
    /* the gap whose range holds zero is hollow, the other is not */
    assert_close(number_at(&d, "count(//s:circle[@class='hollow'])"), 1, 0);
    assert_close(number_at(&d, "count(//s:g/s:circle[not(@class)])"), 1, 0);
    assert_close(number_at(&d, "count(//s:use[@class='h']) + count(//s:use[@class='w'])"), 2, 0);
    assert_close(number_at(&d, "count(//@style | //@*[starts-with(name(), 'on')])"), 0, 0);
    done(&d);
  }
}

static void
withheld_rows_stand_last(void **state)
{
  (void)state;
  drawing d = draw(small_study, CHART_WIDE);
  static const char *const order[] = {"North", "South", "Alpha", "Half", "Zeta"};
  double above = 0;
  for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
    char path[64];
    snprintf(path, sizeof path, "//s:text[. = '%s']/@y", order[i]);
    const double y = number_at(&d, path);
    assert_true(y > above);
    above = y;
  }
  /* nothing of a withheld row is drawn, though its cells name estimates */
  assert_close(number_at(&d, "count(//s:g[s:text = 'Alpha']/s:rect)"), 0, 0);
  assert_close(number_at(&d, "count(//s:text[. = 'not shown (small group)'])"), 3, 0);
  assert_close(number_at(&d, "count(//s:g[s:text = 'Half']/s:rect[@class])"), 1, 0);
  assert_close(number_at(&d, "count(//s:title[contains(., 'Alpha')])"), 0, 0);
  done(&d);
}

/* n units with values 1, 2, ... in the order of a permutation; every `small`th is withheld. */
static char *
many_units(const char *type, int n, int small)
{
  xmlBuffer *const b = xmlBufferCreate();
  char text[256];
  snprintf(text, sizeof text,
           "<chart id='c' type='%s' table='t' columns='1 2'><title>T</title></chart>", type);
  xmlBufferCCat(b, text);
  xmlBufferCCat(b, "<table id='t' rows='units'><column format='score'/><column/>");
  for (int i = 0; i < n; i++) {
    const int k = (i * 7) % n; /* n is no multiple of 7 */
    char label[32];
    snprintf(label, sizeof label, "unit %d.", k);
    if (small && k % small == 0)
      snprintf(text, sizeof text, " withheld='small-group'><cell/>");
    else
      snprintf(text, sizeof text, "><cell ref='x%d'/><cell ref='y%d'/>", k, k);
    add_row(b, label, text);
  }
  xmlBufferCCat(b, "</table>");
  for (int k = 0; k < n; k++) {
    snprintf(text, sizeof text, "<estimate id='x%d' value='%d'/><estimate id='y%d' value='%d'/>", k,
             k, k, k + k % 3);
    xmlBufferCCat(b, text);
  }
  char *const section = strdup((const char *)xmlBufferContent(b));
  xmlBufferFree(b);
  return section;
}

static void
shows_the_ends_of_many(void **state)
{
  (void)state;
  char *const section = many_units("butterfly", 100, 0);
  drawing d = draw(section, CHART_WIDE);
  assert_close(number_at(&d, "count(//s:g/s:rect[@class='i'])"), 30, 0);
  static const char *const there[] = {"unit 0.", "unit 14.", "unit 85.", "unit 99."};
  for (size_t i = 0; i < 4; i++) {
    char path[64];
    snprintf(path, sizeof path, "count(//s:text[. = '%s'])", there[i]);
    assert_close(number_at(&d, path), 1, 0);
  }
  assert_close(number_at(&d, "count(//s:text[. = 'unit 15.' or . = 'unit 84.'])"), 0, 0);
  assert_close(number_at(&d, "count(//s:text[contains(., '70 more in the table')])"), 1, 0);
  /* lowest first */
  assert_true(number_at(&d, "//s:text[. = 'unit 3.']/@y") < number_at(&d, "//s:text[. = 'unit "
                                                                          "90.']/@y"));
  done(&d);
  free(section);

  char *const hidden = many_units("butterfly", 50, 5);
  d = draw(hidden, CHART_WIDE);
  assert_close(number_at(&d, "count(//s:text[contains(., '10 not shown (small group)')])"), 1, 0);
  assert_close(number_at(&d, "count(//s:text[. = 'unit 5.'])"), 0, 0);
  done(&d);
  free(hidden);
}

static void
fits_a_line_only_when_honest(void **state)
{
  (void)state;
  static const struct {
    int n, small, dots, lines, bands;
  } cases[] = {
      {9, 0, 9, 0, 0},                       /* too few for a line */
      {10, 0, 10, 1, 1}, {40, 10, 36, 1, 0}, /* some are withheld: no band */
      {12, 4, 9, 0, 0},  {400, 0, 400, 1, 1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char *const section = many_units("scatter", cases[i].n, cases[i].small);
    for (chart_layout layout = CHART_WIDE; layout <= CHART_NARROW; layout++) {
      drawing d = draw(section, layout);
      assert_int_equal(d.outcome, CHART_DRAWN);
      assert_close(number_at(&d, "count(//s:g[@class='n']/s:circle)"), cases[i].dots, 0);
      assert_close(number_at(&d, "count(//s:path[@class='line'])"), cases[i].lines, 0);
      assert_close(number_at(&d, "count(//s:path[@class='band'])"), cases[i].bands, 0);
      done(&d);
    }
    free(section);
  }
  char *const two = many_units("scatter", 2, 0);
  drawing d = draw(two, CHART_WIDE);
  assert_int_equal(d.outcome, CHART_TABLE_ONLY);
  done(&d);
  free(two);
}

/* Means: 50 and .2.  Only "b" is left of the one and above the other with its whole ranges. */
static void
quadrant_is_cut_at_the_means(void **state)
{
  (void)state;
  static const char section[] =
      "<chart id='c' type='quadrant' table='t' columns='1 2'><title>Where</title></chart>"
      "<table id='t' rows='pairs'><column label='Today'/><column label='Share'/>"
      "<row label='a and z' inside-label='a' outside-label='z'><cell ref='x1'/><cell "
      "ref='y1'/></row>"
      "<row label='b and z' inside-label='b' outside-label='z'><cell ref='x2'/><cell "
      "ref='y2'/></row>"
      "<row label='c and z' inside-label='c' outside-label='z'><cell ref='x3'/><cell "
      "ref='y3'/></row>"
      "<row label='d and z' inside-label='d' outside-label='z'><cell "
      "ref='x4'/><cell/></row></table>"
      "<estimate id='x1' value='50' lo='45' hi='55'/><estimate id='y1' value='.1' lo='.0' "
      "hi='.15'/>"
      "<estimate id='x2' value='30' lo='20' hi='40'/><estimate id='y2' value='.4' lo='.3' hi='.5'/>"
      "<estimate id='x3' value='70'/><estimate id='y3' value='.1' lo='.05' hi='.15'/>"
      "<estimate id='x4' value='0' lo='0' hi='0'/>";
  for (chart_layout layout = CHART_WIDE; layout <= CHART_NARROW; layout++) {
    drawing d = draw(section, layout);
    assert_int_equal(d.outcome, CHART_DRAWN);
    assert_close(number_at(&d, "count(//s:circle)"), 3, 0);
    assert_close(number_at(&d, "count(//s:circle[@class='hollow'])"), 2, 0);
    assert_close(number_at(&d, "count(//s:text[. = 'look here first'])"), 1, 0);
    assert_close(number_at(&d, "count(//s:text[. = 'b'])"), 1, 0);
    assert_close(number_at(&d, "count(//s:path[@stroke-dasharray])"), 1, 0);
    /* the corner ends at the dot whose value is the mean */
    assert_close(number_at(&d, "number(//s:rect/@x) + number(//s:rect/@width)"),
                 number_at(&d, "number(//s:circle[@class='hollow'][1]/@cx)"), 1e-6);
    done(&d);
  }
}

#define CELLS(name, a, b) "<row label='" name "'><cell ref='" a "'/><cell ref='" b "'/></row>"
#define IN(id, value) "<estimate id='" id "' scale='staff.a' value='" value "' lo='1' hi='9'/>"
#define OUT(id, value) "<estimate id='" id "' scale='public.a' value='" value "'/>"

/* In the order of the table; the line is broken where nothing may be shown. */
static void
trend_breaks_where_nothing_is_shown(void **state)
{
  (void)state;
  static const char section[] =
      "<chart id='c' type='trend' table='t' columns='1 2'><title>T</title></chart>"
      "<table id='t' rows='units'><column label='People'/><column label='Customers'/>" CELLS(
          "Q1", "a1", "b1") CELLS("Q2", "a2", "b2") CELLS("Q0", "w", "b3") CELLS("Q4", "a4", "b4")
          CELLS("Q5", "a5", "b5") "</table>" IN("a1", "2") IN("a2", "3") IN("a4", "5") IN("a5", "6")
              OUT("b1", "4") OUT("b2", "5") OUT("b3", "6") OUT("b4", "7")
                  OUT("b5", "8") "<estimate id='w' scale='staff.a' withheld='small-group'/>";
  for (chart_layout layout = CHART_WIDE; layout <= CHART_NARROW; layout++) {
    drawing d = draw(section, layout);
    assert_int_equal(d.outcome, CHART_DRAWN);
    assert_close(number_at(&d, "count(//s:path[@class='si'])"), 2, 0);
    assert_close(number_at(&d, "count(//s:path[@class='so'])"), 1, 0);
    assert_close(number_at(&d, "count(//s:path[@class='band'])"), 2, 0);
    assert_close(number_at(&d, "count(//s:g/s:circle[@class='i'])"), 4, 0);
    assert_close(number_at(&d, "count(//s:g/s:rect[@class='o'])"), 5, 0);
    assert_true(number_at(&d, "//s:text[. = 'Q0']/@x") > number_at(&d, "//s:text[. = 'Q1']/@x"));
    assert_true(number_at(&d, "//s:text[. = 'Q0']/@x") < number_at(&d, "//s:text[. = 'Q5']/@x"));
    assert_close(number_at(&d, "count(//s:text[. = 'People' or . = 'Customers'])"), 2, 0);
    done(&d);
  }
}

/* From zero, as high as the share says. */
static void
dist_bars_start_at_zero(void **state)
{
  (void)state;
  static const char section[] =
      "<chart id='c' type='dist' table='t' columns='1 2'><title>T</title></chart>"
      "<table id='t' rows='units'><column label='People' format='percent'/>"
      "<column label='Customers' format='percent'/>" CELLS("never", "a1", "b1")
          CELLS("often", "a2", "b2") "</table>"
                                     "<estimate id='a1' scale='staff.a' value='.2'/><estimate "
                                     "id='a2' scale='staff.a' value='.4'/>"
                                     "<estimate id='b1' scale='public.a' value='0' lo='0' hi='.1'/>"
                                     "<estimate id='b2' scale='public.a' withheld='small-group'/>";
  for (chart_layout layout = CHART_WIDE; layout <= CHART_NARROW; layout++) {
    drawing d = draw(section, layout);
    assert_int_equal(d.outcome, CHART_DRAWN);
    assert_close(number_at(&d, "count(//s:g/s:rect)"), 3, 0);
    assert_close(number_at(&d, "//s:g[s:rect][2]/s:rect/@height") / number_at(&d, "//"
                                                                                  "s:g[s:rect][1]/"
                                                                                  "s:rect[1]/"
                                                                                  "@height"),
                 2, 1e-6);
    assert_close(number_at(&d, "count(//s:use)"), 2, 0);
    done(&d);
  }
}

static void
forest_keeps_the_order_of_rows(void **state)
{
  (void)state;
  static const char section[] = "<chart id='c' type='forest' table='t' "
                                "columns='2'><title>Pairs</title></chart>"
                                "<table id='t' rows='pairs'><column label='A' format='p'/>"
                                "<column label='Link' format='ratio'/>"
                                "<row label='1' inside-label='Trust' outside-label='Loyalty'>"
                                "<cell/><cell ref='a'/></row>"
                                "<row label='2' withheld='small-group'><cell/></row>"
                                "<row label='3'><cell/><cell ref='u'/></row><row "
                                "label='4'><cell/></row>"
                                "<row label='5'><cell/><cell ref='b'/></row></table>"
                                "<estimate id='a' value='-.4'  lo='-.62' hi='-.1'/>"
                                "<estimate id='b' value='.3' lo='-.05' hi='.6'/>"
                                "<estimate id='u' undefined='zero variance'/>";
  for (chart_layout layout = CHART_WIDE; layout <= CHART_NARROW; layout++) {
    drawing d = draw(section, layout);
    assert_int_equal(d.outcome, CHART_DRAWN);
    assert_true(number_at(&d, "//s:text[. = 'Trust']/@y") < number_at(&d, "//s:text[. = '3']/@y"));
    assert_true(number_at(&d, "//s:text[. = '5']/@y") < number_at(&d, "//s:text[. = '2']/@y"));
    assert_close(number_at(&d, "count(//s:text[. = '-.40 (-.62 to -.10)'])"), 1, 0);
    assert_close(number_at(&d, "count(//s:text[. = 'undefined: zero variance'])"), 1, 0);
    assert_close(number_at(&d, "count(//s:text[. = 'not shown (small group)'])"), 1, 0);
    assert_close(number_at(&d, "count(//s:circle[@class='hollow'])"), 1, 0);
    /* a pair is marked by shape and colour: a disc inside, a square outside */
    assert_close(number_at(&d, "count(//s:circle[@class='i']) + count(//s:g/s:rect[@class='o'])"),
                 2, 0);
    /* the dot right of zero lies right of the other */
    const double hollow = number_at(&d, "//s:circle[@class='hollow']/@cx");
    assert_true(hollow > number_at(&d, "//s:g/s:circle[not(@class)]/@cx"));
    done(&d);
  }
}

static void
bars_grow_from_zero(void **state)
{
  (void)state;
  static const char section[] = "<chart id='c' type='bars' table='t' columns='1'>"
                                "<title>Bars</title></chart>"
                                "<table id='t' rows='scales'><column label='A' format='number'/>"
                                "<row label='down'><cell ref='a'/></row>"
                                "<row label='up'><cell ref='b'/></row></table>"
                                "<estimate id='a' side='inside' value='-10'/>"
                                "<estimate id='b' side='outside' value='20'/>";
  drawing d = draw(section, CHART_WIDE);
  const double zero = number_at(&d, "//s:rect[@class='o']/@x");
  assert_close(number_at(&d, "//s:rect[@class='i']/@x + //s:rect[@class='i']/@width"), zero, .11);
  assert_close(number_at(&d, "//s:rect[@class='o']/@width"),
               2 * number_at(&d, "//s:rect[@class='i']/@width"), .21);
  done(&d);
}

static void
draws_no_more_than_it_knows(void **state)
{
  (void)state;
#define TABLE                                                                                      \
  "<table id='t' rows='units'><column label='A' format='score'/>"                                  \
  "<row label='x'><cell ref='e'/></row></table>"                                                   \
  "<estimate id='e' value='1'/>"
  static const char *const sections[] = {
      "<chart id='c' type='spiral' table='t' columns='1'/>" TABLE,
      "<chart id='c' type='butterfly' table='t' columns='1'/>" TABLE,
      "<chart id='c' type='bars' table='t' columns='2'/>" TABLE,
      "<chart id='c' type='bars' table='t' columns=''/>" TABLE,
      "<chart id='c' type='bars' table='t' columns='0 x'/>" TABLE,
      "<chart id='c' type='bars' table='t' columns='99999999999999999999'/>" TABLE,
      "<chart id='c' type='bars' table='none' columns='1'/>" TABLE,
      "<chart id='c' type='bars' table='e' columns='1'/>" TABLE, /* no table has this id */
      "<chart id='c' type='bars'/>" TABLE,
      "<chart table='t' columns='1'/>" TABLE,
      "<chart id='c' type='bars' table='t' columns='1'/><table id='t'/>",
      "<chart id='c' type='bars' table='t' columns='1'/><table id='t'><column/>"
      "<row label='x' withheld='small-group'><cell/></row></table>",
      "<chart id='c' type='bars' table='t' columns='1'/><table id='t'><column/>"
      "<row label='x'><cell ref='e'/></row></table>"
      "<estimate id='e' value='nan'/>",
  };
  for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
    drawing d = draw(sections[i], CHART_WIDE);
    assert_int_equal(d.outcome, CHART_TABLE_ONLY);
    assert_null(d.svg);
    done(&d);
  }
  /* and from strange numbers, a picture all the same */
  drawing d = draw("<chart id='c' type='bars' table='t' columns='1' min='5' max='5'/>"
                   "<table id='t'><column/><row><cell ref='e'/></row></table>"
                   "<estimate id='e' value='1e308' lo='-1e308' hi='oops'/>",
                   CHART_NARROW);
  assert_int_equal(d.outcome, CHART_DRAWN);
  done(&d);
}

/* --- memory: the n-th allocation of libxml2 fails -----------------------------------------------
 */

static long before_failure;

static void *
failing_malloc(size_t n)
{
  return before_failure-- == 0 ? NULL : malloc(n);
}
static void *
failing_realloc(void *p, size_t n)
{
  return before_failure-- == 0 ? NULL : realloc(p, n);
}
static char *
failing_strdup(const char *text)
{
  return before_failure-- == 0 ? NULL : strdup(text);
}
static void
hear_nothing(void *context, xmlErrorPtr error)
{
  (void)context;
  (void)error;
}

static void
survives_lack_of_memory(void **state)
{
  (void)state;
  drawing d = draw(small_study, CHART_WIDE);
  xmlNode *chart = xmlDocGetRootElement(d.report)->last->children;
  xmlSetStructuredErrorFunc(NULL, hear_nothing);
  long allocations = 0;
  chart_outcome outcome;
  do {
    xmlNode *svg;
    before_failure = allocations++;
    xmlMemSetup(free, failing_malloc, failing_realloc, failing_strdup);
    outcome = chart_draw(d.index, chart, &words, CHART_WIDE, d.doc, &svg);
    xmlMemSetup(free, malloc, realloc, strdup);
    assert_true(outcome == CHART_DRAWN ? svg != NULL : svg == NULL);
    xmlFreeNode(svg);
  } while (outcome != CHART_DRAWN);
  if (allocations < 500)
    fail_msg("drawn after %ld allocations", allocations);
  xmlSetStructuredErrorFunc(NULL, NULL);
  done(&d);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(butterfly_is_to_scale),
      cmocka_unit_test(withheld_rows_stand_last),
      cmocka_unit_test(shows_the_ends_of_many),
      cmocka_unit_test(fits_a_line_only_when_honest),
      cmocka_unit_test(quadrant_is_cut_at_the_means),
      cmocka_unit_test(trend_breaks_where_nothing_is_shown),
      cmocka_unit_test(dist_bars_start_at_zero),
      cmocka_unit_test(forest_keeps_the_order_of_rows),
      cmocka_unit_test(bars_grow_from_zero),
      cmocka_unit_test(draws_no_more_than_it_knows),
      cmocka_unit_test(survives_lack_of_memory),
  };
  const int failed = cmocka_run_group_tests_name("report/chart", tests, NULL, NULL);
  xmlCleanupParser();
  return failed;
}
