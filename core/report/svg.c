/* SVG elements on the libxml2 tree.  Coordinates are written in tenths, by integer arithmetic: no
 * locale, no "-0".
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "svg.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char namespace[] = "http://www.w3.org/2000/svg";

enum { COORDINATE_SIZE = 24 };

static void
coordinate(double value, char out[COORDINATE_SIZE])
{
  const double bounded = isnan(value) ? 0 : fmax(-1e6, fmin(1e6, value));
  const long tenths = lround(bounded * 10);
  const char *const sign = tenths < 0 ? "-" : "";
  const long size = labs(tenths);
  if (size % 10)
    snprintf(out, COORDINATE_SIZE, "%s%ld.%ld", sign, size / 10, size % 10);
  else
    snprintf(out, COORDINATE_SIZE, "%s%ld", sign, size / 10);
}

char *
svg_id(const char *id, const char *suffix)
{
  const size_t n = strlen(id) + strlen(suffix) + 1;
  char *const all = malloc(n);
  if (all)
    snprintf(all, n, "%s%s", id, suffix);
  return all;
}

/* libxml2 gives nodes without a name or text when memory runs out half way. */
static int
is_whole(const xmlNode *text, const char *words)
{
  return text && text->content && !strcmp((const char *)text->content, words);
}

xmlNode *
svg_add(svg *s, xmlNode *parent, const char *name)
{
  if (s->failed)
    return NULL;
  xmlNode *const node = xmlNewDocNode(s->doc, s->ns, (const xmlChar *)name, NULL);
  if (!node || !node->name || !xmlAddChild(parent, node)) {
    xmlFreeNode(node);
    s->failed = 1;
    return NULL;
  }
  return node;
}

void
svg_set(svg *s, xmlNode *node, const char *name, const char *value)
{
  if (s->failed || !node)
    return;
  const xmlAttr *const attribute = xmlNewProp(node, (const xmlChar *)name, (const xmlChar *)value);
  if (!attribute || !attribute->name || !is_whole(attribute->children, value))
    s->failed = 1;
}

void
svg_set_number(svg *s, xmlNode *node, const char *name, double value)
{
  char text[COORDINATE_SIZE];
  coordinate(value, text);
  svg_set(s, node, name, text);
}

static void
say(svg *s, xmlNode *node, const char *text)
{
  if (s->failed)
    return;
  xmlNode *const words = xmlNewDocText(s->doc, (const xmlChar *)text);
  if (!is_whole(words, text) || !xmlAddChild(node, words)) {
    xmlFreeNode(words);
    s->failed = 1;
  }
}

void
svg_title(svg *s, xmlNode *parent, const char *text)
{
  say(s, svg_add(s, parent, "title"), text);
}

/* A child that names the picture, by its id and `suffix`, through that attribute of the root. */
static void
name_part(svg *s, const char *element, const char *attribute, const char *id, const char *suffix,
          const char *text)
{
  char *const part = svg_id(id, suffix);
  if (!part) {
    s->failed = 1;
    return;
  }
  svg_set(s, s->root, attribute, part);
  xmlNode *const node = svg_add(s, s->root, element);
  svg_set(s, node, "id", part);
  say(s, node, text);
  free(part);
}

void
svg_start(svg *s, xmlDoc *doc, double width, double height, const char *id, const char *title,
          const char *description)
{
  *s = (svg){.doc = doc};
  s->root = xmlNewDocNode(doc, NULL, (const xmlChar *)"svg", NULL);
  s->ns = s->root ? xmlNewNs(s->root, (const xmlChar *)namespace, NULL) : NULL;
  if (!s->ns || !s->ns->href || !s->root->name) {
    s->failed = 1;
    return;
  }
  xmlSetNs(s->root, s->ns);

  char w[COORDINATE_SIZE], h[COORDINATE_SIZE], box[3 * COORDINATE_SIZE];
  coordinate(width, w);
  coordinate(height, h);
  snprintf(box, sizeof box, "0 0 %s %s", w, h);
  svg_set(s, s->root, "viewBox", box);
  svg_set(s, s->root, "width", w);
  svg_set(s, s->root, "height", h);
  svg_set(s, s->root, "role", "img");
  svg_set(s, s->root, "font-family", "system-ui, sans-serif");
  svg_set(s, s->root, "font-size", "12");
  svg_set(s, s->root, "fill", "currentColor");

  name_part(s, "title", "aria-labelledby", id, ":t", title);
  name_part(s, "desc", "aria-describedby", id, ":d", description);
}

void
svg_drop(svg *s)
{
  xmlFreeNode(s->root);
  s->root = NULL;
}

xmlNode *
svg_rect(svg *s, xmlNode *parent, double x, double y, double width, double height)
{
  xmlNode *const node = svg_add(s, parent, "rect");
  svg_set_number(s, node, "x", x);
  svg_set_number(s, node, "y", y);
  svg_set_number(s, node, "width", fmax(0, width));
  svg_set_number(s, node, "height", fmax(0, height));
  return node;
}

xmlNode *
svg_circle(svg *s, xmlNode *parent, double x, double y, double r)
{
  xmlNode *const node = svg_add(s, parent, "circle");
  svg_set_number(s, node, "cx", x);
  svg_set_number(s, node, "cy", y);
  svg_set_number(s, node, "r", r);
  return node;
}

xmlNode *
svg_text(svg *s, xmlNode *parent, double x, double y, const char *anchor, const char *text)
{
  xmlNode *const node = svg_add(s, parent, "text");
  svg_set_number(s, node, "x", x);
  svg_set_number(s, node, "y", y);
  if (anchor[0] != 's') /* "start" is the default */
    svg_set(s, node, "text-anchor", anchor);
  say(s, node, text);
  return node;
}

svg_path
svg_path_start(void)
{
  svg_path p = {.d = xmlBufferCreate()};
  p.failed = !p.d;
  return p;
}

static void
path_step(svg_path *p, const char *words, double x, double y)
{
  if (!p->failed && xmlBufferCCat(p->d, words) != 0)
    p->failed = 1;
  p->x = x;
  p->y = y;
}

void
svg_path_move(svg_path *p, double x, double y)
{
  char words[2 * COORDINATE_SIZE + 2], a[COORDINATE_SIZE], b[COORDINATE_SIZE];
  coordinate(x, a);
  coordinate(y, b);
  snprintf(words, sizeof words, "M%s %s", a, b);
  path_step(p, words, x, y);
}

void
svg_path_line(svg_path *p, double x, double y)
{
  char words[2 * COORDINATE_SIZE + 2], a[COORDINATE_SIZE], b[COORDINATE_SIZE];
  char was_a[COORDINATE_SIZE], was_b[COORDINATE_SIZE];
  coordinate(x, a);
  coordinate(y, b);
  coordinate(p->x, was_a);
  coordinate(p->y, was_b);
  if (!strcmp(b, was_b))
    snprintf(words, sizeof words, "H%s", a);
  else if (!strcmp(a, was_a))
    snprintf(words, sizeof words, "V%s", b);
  else
    snprintf(words, sizeof words, "L%s %s", a, b);
  path_step(p, words, x, y);
}

void
svg_path_close(svg_path *p)
{
  if (!p->failed && xmlBufferCCat(p->d, "Z") != 0)
    p->failed = 1;
}

xmlNode *
svg_path_add(svg *s, xmlNode *parent, const svg_path *p)
{
  if (p->failed)
    s->failed = 1;
  if (s->failed || xmlBufferLength(p->d) == 0)
    return NULL;
  xmlNode *const node = svg_add(s, parent, "path");
  svg_set(s, node, "d", (const char *)xmlBufferContent(p->d));
  return node;
}

void
svg_path_done(svg_path *p)
{
  xmlBufferFree(p->d);
  p->d = NULL;
}
