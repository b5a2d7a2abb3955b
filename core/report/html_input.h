/* Reads XML that may come from anywhere, for html.c.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_HTML_INPUT_H
#define OM_REPORT_HTML_INPUT_H

#include "estimates.h"

#include <libxml/tree.h>

/* Parses a document.  NULL when it is not well-formed, has a document type declaration, or memory
 * runs out; then `why` says so, in at most n_why bytes.  `name` is what the sentence calls it. */
xmlDoc *html_input_parse(const char *xml, size_t n_xml, const char *name, char *why, size_t n_why);

/* A report, in the same manner.  Its estimates go to `into` and are no elements of the document,
 * and white space between elements is left out. */
xmlDoc *html_input_report(const char *xml, size_t n_xml, estimates *into, char *why, size_t n_why);

/* Takes out of all text what could make a name read as another one, or a page invalid: characters
 * that embed or override the direction of writing, control characters, noncharacters.
 * 0 ok; -1 out of memory. */
int html_input_clean(xmlDoc *doc);

/* The same for one text, in its place; its new length. */
size_t html_input_clean_text(char *text);

#endif
