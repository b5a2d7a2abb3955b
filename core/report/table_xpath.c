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

/* The fixed words of cells; 0, or -1 when memory runs out. */
static int
words_read(xsltTransformContext *ctx, table_words *out)
{
  const number_words *const number = page_number_words(ctx);
  *out = (table_words){.nothing = page_word(ctx, "w-nothing"),
                       .withheld = page_word(ctx, "w-withheld"),
                       .withheld_cell = page_word(ctx, "w-withheld-cell"),
                       .undefined = page_word(ctx, "w-undefined"),
                       .n_people = page_word(ctx, "w-n-people"),
                       .n_units = page_word(ctx, "w-n-units"),
                       .n_unit = page_word(ctx, "w-n-unit")};
  if (!number || !out->nothing || !out->withheld || !out->withheld_cell || !out->undefined ||
      !out->n_people || !out->n_units || !out->n_unit)
    return -1;
  out->number = *number;
  return 0;
}

/* Markup as a string, which is freed; NULL ends the transformation. */
static void
push_markup(xmlXPathParserContext *xpath, char *markup, const char *failure)
{
  xmlXPathObject *const result = xmlXPathNewCString(markup ? markup : "");
  if (!markup || !result || !result->stringval)
    page_function_failed(xpath, failure);
  free(markup);
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
  table_words said;
  char *rows = NULL;
  if (words_read(xsltXPathGetTransformContext(xpath), &said) == 0 && view)
    rows = table_rows(view, &said, heat);
  push_markup(xpath, rows, "om:rows: out of memory");
}

/* om:card(row); om:card(row, min, max): of a heat map, what is bold in it; om:card(row, min, max,
 * 'all'): all of it. */
static void
function_card(xmlXPathParserContext *xpath, int n)
{
  if (n != 1 && n != 3 && n != 4) {
    xmlXPathSetArityError(xpath);
    return;
  }
  table_heat heat = {0, 0};
  if (n == 4)
    xmlXPathFreeObject(valuePop(xpath));
  if (n > 1) {
    heat.max = xmlXPathPopNumber(xpath);
    heat.min = xmlXPathPopNumber(xpath);
  }
  xsltTransformContext *const ctx = xsltXPathGetTransformContext(xpath);
  const xmlNode *const row = page_pop_node(xpath, "card");
  table_words said;
  table_view view = {0};
  char *card = NULL;
  if (words_read(ctx, &said) == 0 && row && row->parent &&
      table_view_read_row(&view, page_data_of(ctx)->report, row) == 0)
    card = table_card(&view, &said, heat, n == 3);
  table_view_done(&view);
  push_markup(xpath, card, "om:card: out of memory");
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
  } functions[] = {{"place", function_place},       {"shown", function_shown},
                   {"withheld", function_withheld}, {"rows", function_rows},
                   {"card", function_card},         {"repeats", function_repeats}};
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    if (xsltRegisterExtFunction(ctx, (const xmlChar *)functions[i].name,
                                (const xmlChar *)PAGE_NAMESPACE, functions[i].function) != 0)
      return -1;
  }
  return 0;
}
