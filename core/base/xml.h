/* XML in, from somebody whom we do not trust.
 *
 * Refused before the parser sees it: a DOCTYPE, a tag longer than 64 KiB (libxml2's time is
 * quadratic in the attributes of a tag), and anything that would be fetched from outside. */
#ifndef OM_BASE_XML_H
#define OM_BASE_XML_H

#include "base/diag.h"

#include <libxml/tree.h>
#include <stddef.h>

/* Once, before anything else of libxml2: no file and no address is ever opened by it. */
void xml_start(void);

/* A well-formed document, or NULL with every fault in `d` under `code`.  `file` is its name in
 * messages.  The caller frees it with xmlFreeDoc. */
xmlDoc *xml_parse(const char *at, size_t n, const char *file, const char *code, diags *d);

/* True when the root element has this name; else a message.  A schema accepts any element that it
 * declares as a root. */
bool xml_has_root(const xmlDoc *doc, const char *name, const char *file, const char *code,
                  diags *d);

/* Adds every breach of the XSD schema to `d` under `code`; true when there is none. */
bool xml_validate(xmlDoc *doc, const char *xsd, size_t n_xsd, const char *file, const char *code,
                  diags *d);

/* --- reading a validated tree ---------------------------------------------------------------- */

/* First child element with this name, or NULL; and the next sibling with the same name. */
xmlNode *xml_child(const xmlNode *parent, const char *name);
xmlNode *xml_next(const xmlNode *node, const char *name);

/* Attribute, without the white space at its ends, or `fallback`; in the arena. */
const char *xml_attribute(arena *memory, const xmlNode *node, const char *name,
                          const char *fallback);

/* Text content with the white space at its ends and runs of it inside made single spaces. */
const char *xml_words(arena *memory, const xmlNode *node);

unsigned xml_line(const xmlNode *node);

#endif
