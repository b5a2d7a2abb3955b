/* Builds an <svg> element in a libxml2 tree: elements, texts, paths.  Presentation attributes only,
 * so that a picture stays readable where no style is allowed.
 * Knows nothing of charts, reports or numbers' meaning.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_SVG_H
#define OM_REPORT_SVG_H

#include <libxml/tree.h>

/* A picture under construction.  Every function below does nothing once `failed` is set, and sets
 * it when memory runs out: check it once, at the end. */
typedef struct svg {
  xmlDoc *doc;
  xmlNode *root;
  xmlNs *ns;
  int failed;
} svg;

/* Starts a picture of this size in `doc`; s->root is not linked anywhere: link it, or give it to
 * svg_drop.  `title` and `description` name it for who cannot see it; they get the ids `id`:t and
 * `id`:d. */
void svg_start(svg *s, xmlDoc *doc, double width, double height, const char *id, const char *title,
               const char *description);
void svg_drop(svg *s);

/* `id` and `suffix` as one string, the caller's to free; NULL when memory runs out. */
char *svg_id(const char *id, const char *suffix);

/* A new last child of `parent`; NULL on failure, which every function here takes. */
xmlNode *svg_add(svg *s, xmlNode *parent, const char *name);
void svg_set(svg *s, xmlNode *node, const char *name, const char *value);
void svg_set_number(svg *s, xmlNode *node, const char *name, double value);
/* A <title>: what a pointer resting on the parent shows. */
void svg_title(svg *s, xmlNode *parent, const char *text);

xmlNode *svg_rect(svg *s, xmlNode *parent, double x, double y, double width, double height);
xmlNode *svg_circle(svg *s, xmlNode *parent, double x, double y, double r);
/* anchor: "start", "middle" or "end"; y is the baseline. */
xmlNode *svg_text(svg *s, xmlNode *parent, double x, double y, const char *anchor,
                  const char *text);

/* The d attribute of a path, grown step by step.  svg_path_done frees it in any case; it makes no
 * element when nothing was drawn. */
typedef struct svg_path {
  xmlBuffer *d;
  double x, y; /* where it has come to */
  int failed;
} svg_path;
svg_path svg_path_start(void);
void svg_path_move(svg_path *p, double x, double y);
void svg_path_line(svg_path *p, double x, double y);
void svg_path_close(svg_path *p);
xmlNode *svg_path_add(svg *s, xmlNode *parent, const svg_path *p);
void svg_path_done(svg_path *p);

#endif
