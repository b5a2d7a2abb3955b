/* Extension functions, registered with one transformation and not with the process.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "table_xpath.h"

#include "page_data.h"
#include "table_rows.h"

#include <inttypes.h>
#include <libxslt/extensions.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <stdio.h>
#include <stdlib.h>

static const char report_namespace[] = "urn:orgmirror:report:1";

/* The fixed words of cells, by the name of their variable. */
static const char *const variables[] = {
    "w-nothing", "w-withheld", "w-withheld-cell", "w-undefined", "w-n-people", "w-n-units",
    "w-n-unit",  "w-to",       "w-or-more",       "w-or-less"};
enum {
  NOTHING,
  WITHHELD,
  WITHHELD_CELL,
  UNDEFINED,
  N_PEOPLE,
  N_UNITS,
  N_UNIT,
  TO,
  OR_MORE,
  OR_LESS,
  N_WORDS
};

/* The table that is the last argument, looked through; NULL when the transformation ends. */
static table_view *
pop_table(xmlXPathParserContext *xpath, const char *function)
{
  xsltTransformContext *const ctx = xsltXPathGetTransformContext(xpath);
  const xmlNode *const table = page_pop_node(xpath, function);
  if (!ctx || !table)
    return NULL;
  page_data *const data = page_data_of(ctx);
  if (data->view.table == table)
    return &data->view;
  table_view_done(&data->view);
  if (table_view_read(&data->view, data->report, table) != 0) {
    table_view_done(&data->view);
    page_function_failed(xpath, "a table: out of memory");
    return NULL;
  }
  return &data->view;
}

static void
function_place(xmlXPathParserContext *xpath, int n)
{
  static const char *const names[] = {[PLACE_NOWHERE] = "nowhere",
                                      [PLACE_TABLE] = "table",
                                      [PLACE_ROW] = "row",
                                      [PLACE_COLUMN] = "column",
                                      [PLACE_CELL] = "cell"};
  if (n != 1) {
    xmlXPathSetArityError(xpath);
    return;
  }
  const table_view *const view = pop_table(xpath, "place");
  valuePush(xpath, xmlXPathNewCString(view ? names[view->place] : ""));
}

static void
function_withheld(xmlXPathParserContext *xpath, int n)
{
  if (n != 1) {
    xmlXPathSetArityError(xpath);
    return;
  }
  const table_view *const view = pop_table(xpath, "withheld");
  valuePush(xpath, xmlXPathNewBoolean(view && view->has_withheld));
}

/* An element of the report, in a tree fragment that lives as long as the transformation needs it;
 * NULL when memory runs out. */
static xmlNode *
element_of(xsltTransformContext *ctx, const page_estimate *e)
{
  xmlDoc *const tree = xsltCreateRVT(ctx);
  if (!tree || xsltRegisterLocalRVT(ctx, tree) != 0)
    return NULL;
  xmlNode *const node = xmlNewDocNode(tree, NULL, (const xmlChar *)"estimate", NULL);
  if (!node)
    return NULL;
  xmlAddChild((xmlNode *)tree, node);
  xmlNs *const ns = xmlNewNs(node, (const xmlChar *)report_namespace, NULL);
  xmlSetNs(node, ns);
  char text[32] = ""; /* of what is no count */
  if (e->n >= 0 && e->n < 1e15)
    snprintf(text, sizeof text, "%" PRIu64, (uint64_t)e->n);
  int fine = ns != NULL;
  if (e->has & ESTIMATE_N)
    fine &= xmlNewProp(node, (const xmlChar *)"n", (const xmlChar *)text) != NULL;
  if (e->has & ESTIMATE_P)
    fine &= xmlNewProp(node, (const xmlChar *)"p", (const xmlChar *)"yes") != NULL;
  if (*estimate_basis(e))
    fine &= xmlNewProp(node, (const xmlChar *)"basis", (const xmlChar *)estimate_basis(e)) != NULL;
  return fine ? node : NULL;
}

static void
function_shown(xmlXPathParserContext *xpath, int n)
{
  if (n < 1 || n > 2) {
    xmlXPathSetArityError(xpath);
    return;
  }
  const double column = n == 2 ? xmlXPathPopNumber(xpath) : 0;
  const table_view *const view = pop_table(xpath, "shown");
  const page_estimate *e = view ? view->first : NULL;
  if (view && n == 2) /* NaN is no column either */
    e = column >= 1 && column <= (double)view->n_columns ? view->columns[(size_t)column - 1].first
                                                         : NULL;
  xmlNode *const node = e ? element_of(xsltXPathGetTransformContext(xpath), e) : NULL;
  xmlXPathObject *const result = xmlXPathNewNodeSet(node);
  if ((e && !node) || !result)
    page_function_failed(xpath, "om:shown: out of memory");
  valuePush(xpath, result);
}

static void
function_rows(xmlXPathParserContext *xpath, int n)
{
  if (n != 1 && n != 3) {
    xmlXPathSetArityError(xpath);
    return;
  }
  table_heat heat = {0, 0};
  if (n == 3) {
    heat.max = xmlXPathPopNumber(xpath);
    heat.min = xmlXPathPopNumber(xpath);
  }
  const table_view *const view = pop_table(xpath, "rows");
  xsltTransformContext *const ctx = xsltXPathGetTransformContext(xpath);
  xmlChar *words[N_WORDS] = {0};
  int failed = !view;
  for (int i = 0; i < N_WORDS && !failed; i++) {
    words[i] = page_variable(ctx, variables[i]);
    failed = !words[i];
  }
#define WORD(i) (const char *)words[i]
  const table_words said = {
      .nothing = WORD(NOTHING),
      .withheld = WORD(WITHHELD),
      .withheld_cell = WORD(WITHHELD_CELL),
      .undefined = WORD(UNDEFINED),
      .n_people = WORD(N_PEOPLE),
      .n_units = WORD(N_UNITS),
      .n_unit = WORD(N_UNIT),
      .number = {.to = WORD(TO), .or_more = WORD(OR_MORE), .or_less = WORD(OR_LESS)},
  };
#undef WORD
  char *const rows = failed ? NULL : table_rows(view, &said, heat);
  for (int i = 0; i < N_WORDS; i++)
    xmlFree(words[i]);
  xmlXPathObject *const result = xmlXPathNewCString(rows ? rows : "");
  if (!rows || !result || !result->stringval)
    page_function_failed(xpath, "om:rows: out of memory");
  free(rows);
  valuePush(xpath, result);
}

static void
function_repeats(xmlXPathParserContext *xpath, int n)
{
  if (n != 1) {
    xmlXPathSetArityError(xpath);
    return;
  }
  xsltTransformContext *const ctx = xsltXPathGetTransformContext(xpath);
  const xmlNode *const node = page_pop_node(xpath, "repeats");
  const char *const said = ctx && node ? repeats_of(&page_data_of(ctx)->repeats, node) : "";
  if (!said)
    page_function_failed(xpath, "om:repeats: out of memory");
  valuePush(xpath, xmlXPathNewCString(said ? said : ""));
}

int
table_xpath_offer(xsltTransformContext *ctx)
{
  static const struct {
    const char *name;
    xmlXPathFunction function;
  } functions[] = {{"place", function_place},
                   {"shown", function_shown},
                   {"withheld", function_withheld},
                   {"rows", function_rows},
                   {"repeats", function_repeats}};
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    if (xsltRegisterExtFunction(ctx, (const xmlChar *)functions[i].name,
                                (const xmlChar *)PAGE_NAMESPACE, functions[i].function) != 0)
      return -1;
  }
  return 0;
}
