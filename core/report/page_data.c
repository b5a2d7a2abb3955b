/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page_data.h"

#include <libxslt/extensions.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltutils.h>
#include <stdio.h>

void
page_data_offer(xsltTransformContext *ctx, page_data *data)
{
  ctx->_private = data;
}

page_data *
page_data_of(xsltTransformContext *ctx)
{
  return ctx->_private;
}

void
page_data_done(page_data *data)
{
  table_view_done(&data->view);
  repeats_done(&data->repeats);
}

void
page_function_failed(xmlXPathParserContext *xpath, const char *said)
{
  xsltTransformContext *const ctx = xsltXPathGetTransformContext(xpath);
  xsltTransformError(ctx, NULL, ctx ? ctx->inst : NULL, "%s", said);
  if (ctx)
    ctx->state = XSLT_STATE_STOPPED;
}

xmlChar *
page_variable(xsltTransformContext *ctx, const char *name)
{
  xmlXPathObject *const value = xsltVariableLookup(ctx, (const xmlChar *)name, NULL);
  xmlChar *const text = value ? xmlXPathCastToString(value) : xmlStrdup((const xmlChar *)"");
  xmlXPathFreeObject(value);
  return text;
}

xmlNode *
page_pop_node(xmlXPathParserContext *xpath, const char *function)
{
  xmlXPathObject *const nodes = valuePop(xpath);
  const xmlNodeSet *const set = nodes && nodes->type == XPATH_NODESET ? nodes->nodesetval : NULL;
  xmlNode *const node = set && set->nodeNr == 1 ? set->nodeTab[0] : NULL;
  xmlXPathFreeObject(nodes);
  if (node && (node->type == XML_ELEMENT_NODE || node->type == XML_ATTRIBUTE_NODE))
    return node;
  char said[80];
  snprintf(said, sizeof said, "om:%.20s: one element or attribute is expected", function);
  page_function_failed(xpath, said);
  return NULL;
}
