/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page_data.h"

#include <libxslt/extensions.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltutils.h>
#include <stdio.h>
#include <string.h>

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
  for (size_t i = 0; i < data->n_words; i++)
    xmlFree(data->words[i].text);
}

void
page_function_failed(xmlXPathParserContext *xpath, const char *said)
{
  xsltTransformContext *const ctx = xsltXPathGetTransformContext(xpath);
  xsltTransformError(ctx, NULL, ctx ? ctx->inst : NULL, "%s", said);
  if (ctx)
    ctx->state = XSLT_STATE_STOPPED;
}

const char *
page_word(xsltTransformContext *ctx, const char *name)
{
  page_data *const data = page_data_of(ctx);
  for (size_t i = 0; i < data->n_words; i++)
    if (data->words[i].name == name || strcmp(data->words[i].name, name) == 0)
      return (const char *)data->words[i].text;
  if (data->n_words == sizeof data->words / sizeof *data->words)
    return NULL;
  xmlXPathObject *const value = xsltVariableLookup(ctx, (const xmlChar *)name, NULL);
  xmlChar *const text = value ? xmlXPathCastToString(value) : xmlStrdup((const xmlChar *)"");
  xmlXPathFreeObject(value);
  if (text) {
    data->words[data->n_words].name = name;
    data->words[data->n_words++].text = text;
  }
  return (const char *)text;
}

const number_words *
page_number_words(xsltTransformContext *ctx)
{
  number_words *const x = &page_data_of(ctx)->number;
  if (!x->to)
    *x = (number_words){page_word(ctx, "w-to"),       page_word(ctx, "w-or-more"),
                        page_word(ctx, "w-or-less"),  page_word(ctx, "w-half"),
                        page_word(ctx, "w-thousand"), page_word(ctx, "w-percent")};
  return x->to && x->or_more && x->or_less && x->half && x->thousand && x->percent ? x : NULL;
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
