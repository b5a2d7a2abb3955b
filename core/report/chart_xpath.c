/* Extension functions, registered with one transformation and not with the process.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_xpath.h"

#include "chart.h"
#include "page_data.h"

#include <libxml/xpathInternals.h>
#include <libxslt/extensions.h>
#include <libxslt/transform.h>
#include <string.h>

/* The picture, in a tree fragment that lives as long as the transformation needs it. */
static void
draw(xmlXPathParserContext *xpath, xmlNode *chart, chart_layout layout)
{
  xsltTransformContext *const ctx = xsltXPathGetTransformContext(xpath);
  xmlXPathObject *const result = xmlXPathNewNodeSet(NULL);
  if (!ctx || !result) {
    xmlXPathFreeObject(result);
    page_function_failed(xpath, "om:chart: out of memory");
    return;
  }
  const number_words *const number = page_number_words(ctx);
  const chart_words said = {.withheld = page_word(ctx, "w-withheld"),
                            .undefined = page_word(ctx, "w-undefined"),
                            .more = page_word(ctx, "w-more"),
                            .look = page_word(ctx, "w-look"),
                            .number = number ? *number : (number_words){0}};
  xmlDoc *const tree = number && said.withheld && said.undefined && said.more && said.look
                           ? xsltCreateRVT(ctx)
                           : NULL;
  if (!tree || xsltRegisterLocalRVT(ctx, tree) != 0) {
    page_function_failed(xpath, "om:chart: out of memory");
    goto done;
  }
  xmlNode *svg;
  switch (chart_draw(page_data_of(ctx)->report, chart, &said, layout, tree, &svg)) {
  case CHART_DRAWN:
    xmlAddChild((xmlNode *)tree, svg);
    if (xmlXPathNodeSetAddUnique(result->nodesetval, svg) != 0)
      page_function_failed(xpath, "om:chart: out of memory");
    break;
  case CHART_NO_MEMORY:
    page_function_failed(xpath, "om:chart: out of memory");
    break;
  case CHART_TABLE_ONLY:
    break;
  }

done:
  valuePush(xpath, result);
}

static void
function_chart(xmlXPathParserContext *xpath, int n)
{
  if (n < 1 || n > 2) {
    xmlXPathSetArityError(xpath);
    return;
  }
  chart_layout layout = CHART_WIDE;
  if (n == 2) {
    xmlChar *const name = xmlXPathPopString(xpath);
    if (name && !strcmp((const char *)name, "narrow"))
      layout = CHART_NARROW;
    xmlFree(name);
  }
  xmlXPathObject *const charts = valuePop(xpath);
  xmlNodeSet *const set = charts && charts->type == XPATH_NODESET ? charts->nodesetval : NULL;
  if (!set || set->nodeNr != 1 || set->nodeTab[0]->type != XML_ELEMENT_NODE) {
    page_function_failed(xpath, "om:chart: one chart is expected");
    valuePush(xpath, xmlXPathNewNodeSet(NULL));
  } else {
    draw(xpath, set->nodeTab[0], layout);
  }
  xmlXPathFreeObject(charts);
}

static void
function_number(xmlXPathParserContext *xpath, int n)
{
  if (n != 2) {
    xmlXPathSetArityError(xpath);
    return;
  }
  xmlChar *const format = xmlXPathPopString(xpath);
  xmlChar *const value = xmlXPathPopString(xpath);
  char text[NUMBER_SIZE] = "";
  const number_words *const words = page_number_words(xsltXPathGetTransformContext(xpath));
  if (format && value && words)
    number_write(number_format_of((const char *)format), number_read((const char *)value), words,
                 text);
  xmlFree(format);
  xmlFree(value);
  valuePush(xpath, xmlXPathNewCString(text));
}

int
chart_xpath_offer(xsltTransformContext *ctx)
{
  const xmlChar *const space = (const xmlChar *)PAGE_NAMESPACE;
  return xsltRegisterExtFunction(ctx, (const xmlChar *)"chart", space, function_chart) ||
                 xsltRegisterExtFunction(ctx, (const xmlChar *)"number", space, function_number)
             ? -1
             : 0;
}
