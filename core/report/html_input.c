/* The XML parser, with everything switched off that reaches outside the text it is given.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "html_input.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* What the handlers of one parser know. */
typedef struct reading {
  int has_doctype;
  estimates *into; /* NULL: not a report */
  int n_skipped;   /* elements that are open, and not in the tree: an estimate and what is in it */
  int failed;      /* memory ran out */
} reading;

/* Called at "<!DOCTYPE": leaves before a single entity is declared. */
static void
refuse_doctype(void *ctx, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
  (void)name;
  (void)external;
  (void)system;
  xmlParserCtxt *const parser = ctx;
  ((reading *)parser->_private)->has_doctype = 1;
  xmlStopParser(parser);
}

static int
is(const xmlChar *name, const char *wanted)
{
  return !strcmp((const char *)name, wanted);
}

/* Five pointers an attribute, as libxml2 gives them; those in a namespace are not the report's. */
static int
give(estimates *into, int (*add)(estimates *, const element_attribute *, size_t), int n,
     const xmlChar **from)
{
  element_attribute attributes[24];
  size_t n_given = 0;
  for (int i = 0; i < n && n_given < sizeof attributes / sizeof *attributes; i++, from += 5) {
    if (!from[1])
      attributes[n_given++] = (element_attribute){(const char *)from[0], (const char *)from[3],
                                                  (size_t)(from[4] - from[3])};
  }
  return add(into, attributes, n_given);
}

static void
start_element(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
              int n_namespaces, const xmlChar **namespaces, int n, int n_defaulted,
              const xmlChar **attributes)
{
  xmlParserCtxt *const parser = ctx;
  reading *const r = parser->_private;
  if (r->n_skipped > 0) {
    r->n_skipped++;
    return;
  }
  if (is(name, "estimate") && parser->node && is(parser->node->name, "section")) {
    r->n_skipped = 1;
    r->failed |= give(r->into, estimates_add, n, attributes) != 0;
    return;
  }
  if (is(name, "survey"))
    r->failed |= give(r->into, estimates_add_survey, n, attributes) != 0;
  xmlSAX2StartElementNs(ctx, name, prefix, uri, n_namespaces, namespaces, n, n_defaulted,
                        attributes);
}

static void
end_element(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  xmlParserCtxt *const parser = ctx;
  reading *const r = parser->_private;
  if (r->n_skipped > 0)
    r->n_skipped--;
  else
    xmlSAX2EndElementNs(ctx, name, prefix, uri);
}

static xmlDoc *
parse(const char *xml, size_t n_xml, const char *name, estimates *into, char *why, size_t n_why)
{
  xmlParserCtxt *const parser = n_xml < INT_MAX ? xmlNewParserCtxt() : NULL;
  if (!parser) {
    snprintf(why, n_why, "%s is too large for the memory there is", name);
    return NULL;
  }
  reading r = {.into = into};
  parser->_private = &r;
  parser->sax->internalSubset = refuse_doctype;
  int options = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                XML_PARSE_BIG_LINES;
  if (into) {
    parser->sax->startElementNs = start_element;
    parser->sax->endElementNs = end_element;
    options |= XML_PARSE_NOBLANKS;
  }
  xmlDoc *doc = xmlCtxtReadMemory(parser, xml, (int)n_xml, NULL, NULL, options);
  const xmlError *const error = xmlCtxtGetLastError(parser);
  if (r.has_doctype) {
    snprintf(why, n_why, "%s has a document type declaration, which no report has", name);
    xmlFreeDoc(doc);
    doc = NULL;
  } else if (!doc || error || r.failed) {
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

xmlDoc *
html_input_parse(const char *xml, size_t n_xml, const char *name, char *why, size_t n_why)
{
  return parse(xml, n_xml, name, NULL, why, n_why);
}

xmlDoc *
html_input_report(const char *xml, size_t n_xml, estimates *into, char *why, size_t n_why)
{
  return parse(xml, n_xml, "report.xml", into, why, n_why);
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

size_t
html_input_clean_text(char *text)
{
  const unsigned char *s = (const unsigned char *)text;
  while (*s && *s < 0x7F)
    s++; /* nearly always to the end */
  size_t kept = (size_t)((const char *)s - text);
  while (*s) {
    int unwanted;
    const size_t length = character(s, &unwanted);
    if (!unwanted) {
      memmove(text + kept, s, length);
      kept += length;
    }
    s += length;
  }
  text[kept] = '\0';
  return kept;
}

static int
clean_text(xmlNode *text)
{
  const xmlChar *s = text->content;
  while (s && *s && *s < 0x7F)
    s++;
  if (!s || !*s)
    return 0;

  xmlChar *const kept = xmlStrdup(text->content);
  if (!kept)
    return -1;
  const size_t before = (size_t)xmlStrlen(kept), n = html_input_clean_text((char *)kept);
  if (n == before) {
    xmlFree(kept);
    return 0;
  }
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
