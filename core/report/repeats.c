/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repeats.h"

#include "chart_data.h"

#include <stdlib.h>
#include <string.h>

typedef struct repeated {
  const xmlNode *first; /* finding */
  size_t n;             /* findings */
  const xmlNode *last;
} repeated;

static int
is(const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

static void
drop(void *payload, const xmlChar *name)
{
  (void)name;
  free(payload);
}

void
repeats_done(repeats *r)
{
  xmlHashFree(r->said, drop);
  *r = (repeats){0};
}

static int
add(repeats *r, const xmlNode *finding, const xmlChar *text, const char *what)
{
  repeated *x = xmlHashLookup2(r->said, text, (const xmlChar *)what);
  if (!x) {
    x = calloc(1, sizeof *x);
    if (!x || xmlHashAddEntry2(r->said, text, (const xmlChar *)what, x) != 0) {
      free(x);
      return -1;
    }
    x->first = finding;
  }
  x->n += x->last != finding;
  x->last = finding;
  return 0;
}

static int
add_finding(repeats *r, const xmlNode *finding)
{
  const char *const chart = chart_attribute(finding, "chart");
  if (chart && add(r, finding, (const xmlChar *)chart, "chart") != 0)
    return -1;
  for (const xmlNode *c = finding->children; c; c = c->next) {
    if (!is(c, "caution"))
      continue;
    xmlChar *const text = xmlNodeGetContent(c);
    const int status = text ? add(r, finding, text, "caution") : -1;
    xmlFree(text);
    if (status != 0)
      return -1;
  }
  return 0;
}

/* The ids of the findings that open the page, as keys; NULL when memory runs out. */
static xmlHashTable *
read_open(xmlDoc *report)
{
  xmlHashTable *const open = xmlHashCreate(16);
  const xmlNode *const root = xmlDocGetRootElement(report);
  for (const xmlNode *f = root ? root->children : NULL; f && open; f = f->next) {
    for (xmlNode *o = is(f, "findings") ? f->children : NULL; o; o = o->next) {
      const char *const id = is(o, "open") ? chart_attribute(o, "finding") : NULL;
      if (id && !xmlHashLookup(open, (const xmlChar *)id) &&
          xmlHashAddEntry(open, (const xmlChar *)id, o) != 0) {
        xmlHashFree(open, NULL);
        return NULL;
      }
    }
  }
  return open;
}

static int
read_section(repeats *r, const xmlNode *section)
{
  repeats_done(r);
  xmlHashTable *const open = read_open(section->doc);
  r->said = xmlHashCreate(64);
  int status = open && r->said ? 0 : -1;
  for (const xmlNode *f = section->children; f && status == 0; f = f->next) {
    const char *const id = is(f, "finding") ? chart_attribute(f, "id") : NULL;
    if (is(f, "finding") && !(id && xmlHashLookup(open, (const xmlChar *)id)))
      status = add_finding(r, f);
  }
  xmlHashFree(open, NULL);
  r->section = section;
  return status;
}

const char *
repeats_of(repeats *r, const xmlNode *node)
{
  const xmlNode *const finding = node->parent;
  const int is_caution = node->type == XML_ELEMENT_NODE;
  if (!finding || !finding->parent)
    return "once";
  if (finding->parent != r->section && read_section(r, finding->parent) != 0) {
    repeats_done(r);
    return NULL;
  }
  xmlChar *const text = xmlNodeGetContent(node);
  if (!text)
    return NULL;
  const repeated *const x =
      xmlHashLookup2(r->said, text, (const xmlChar *)(is_caution ? "caution" : "chart"));
  xmlFree(text);
  return !x || x->n < 2 ? "once" : x->first == finding ? "first" : "later";
}
