/* The XML parser, with everything switched off that reaches outside the text it is given.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "html_input.h"

#include <libxml/parser.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Called at "<!DOCTYPE": leaves before a single entity is declared. */
static void
refuse_doctype(void *ctx, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
  (void)name;
  (void)external;
  (void)system;
  xmlParserCtxt *const parser = ctx;
  parser->_private = parser;
  xmlStopParser(parser);
}

xmlDoc *
html_input_parse(const char *xml, size_t n_xml, const char *name, char *why, size_t n_why)
{
  xmlParserCtxt *const parser = n_xml < INT_MAX ? xmlNewParserCtxt() : NULL;
  if (!parser) {
    snprintf(why, n_why, "%s is too large for the memory there is", name);
    return NULL;
  }
  parser->sax->internalSubset = refuse_doctype;
  xmlDoc *doc = xmlCtxtReadMemory(parser, xml, (int)n_xml, NULL, NULL,
                                  XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOERROR |
                                      XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES);
  const xmlError *const error = xmlCtxtGetLastError(parser);
  if (parser->_private) {
    snprintf(why, n_why, "%s has a document type declaration, which no report has", name);
    xmlFreeDoc(doc);
    doc = NULL;
  } else if (!doc || error) {
    /* an error with a document: libxml2 may swallow that memory ran out */
    const char *const said = error && error->message ? error->message : "out of memory";
    snprintf(why, n_why, "%s is not well-formed XML: line %d: %.*s", name, error ? error->line : 0,
             (int)strcspn(said, "\n"), said);
    xmlFreeDoc(doc);
    doc = NULL;
  }
  xmlFreeParserCtxt(parser);
  return doc;
}

/* Length in bytes of the character at `s`, and whether it is unwanted.  `s` is valid UTF-8. */
static size_t
character(const unsigned char *s, int *unwanted)
{
  uint32_t c = s[0];
  size_t n = 1;
  if (c >= 0xF0) {
    c = (c & 0x07U) << 18 | (s[1] & 0x3FU) << 12 | (s[2] & 0x3FU) << 6 | (s[3] & 0x3FU);
    n = 4;
  } else if (c >= 0xE0) {
    c = (c & 0x0FU) << 12 | (s[1] & 0x3FU) << 6 | (s[2] & 0x3FU);
    n = 3;
  } else if (c >= 0xC0) {
    c = (c & 0x1FU) << 6 | (s[1] & 0x3FU);
    n = 2;
  }
  *unwanted = (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) ||
              (c >= 0x2066 && c <= 0x2069) || (c >= 0xFDD0 && c <= 0xFDEF) ||
              (c & 0xFFFE) == 0xFFFE;
  return n;
}

static int
clean_text(xmlNode *text)
{
  if (!text->content)
    return 0;
  const unsigned char *s = text->content;
  int unwanted = 0;
  while (*s && !unwanted)
    s += character(s, &unwanted);
  if (!unwanted)
    return 0; /* nearly always */

  xmlChar *const kept = xmlStrdup(text->content);
  if (!kept)
    return -1;
  size_t n = 0;
  for (s = text->content; *s;) {
    const size_t length = character(s, &unwanted);
    if (!unwanted) {
      memcpy(kept + n, s, length);
      n += length;
    }
    s += length;
  }
  kept[n] = '\0';
  xmlNodeSetContent(text, kept);
  const int failed = n > 0 && !text->content;
  xmlFree(kept);
  return failed ? -1 : 0;
}

static int
clean_element(xmlNode *element)
{
  for (xmlAttr *a = element->properties; a; a = a->next) {
    for (xmlNode *text = a->children; text; text = text->next) {
      if (clean_text(text) != 0)
        return -1;
    }
  }
  return 0;
}

int
html_input_clean(xmlDoc *doc)
{
  xmlNode *node = xmlDocGetRootElement(doc);
  while (node) {
    if ((node->type == XML_ELEMENT_NODE && clean_element(node) != 0) ||
        (node->type == XML_TEXT_NODE && clean_text(node) != 0))
      return -1;
    if (node->type == XML_ELEMENT_NODE && node->children) {
      node = node->children;
      continue;
    }
    while (node && !node->next)
      node = node->parent && node->parent->type == XML_ELEMENT_NODE ? node->parent : NULL;
    if (node)
      node = node->next;
  }
  return 0;
}
