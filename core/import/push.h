/* Parts of an archive as XML, element by element: no tree is built.  Refused as in core/base/xml.h:
 * a DOCTYPE, another encoding than UTF-8, a tag beyond measure. */
#ifndef OM_IMPORT_PUSH_H
#define OM_IMPORT_PUSH_H

#include "import/zip.h"

/* The attributes of an element that was just opened. */
typedef struct push_tag {
  const char *name; /* without its prefix */
  const unsigned char **attributes;
  int n_attributes;
} push_tag;

/* Value of the attribute, whatever its prefix; .at is NULL when there is none. */
span push_attribute(const push_tag *t, const char *name);

/* Each may set *stop of the run to end it; a NULL is not called. */
typedef struct push_handler {
  void (*open)(void *context, const push_tag *t);
  void (*close)(void *context, const char *name);
  void (*text)(void *context, const char *at, size_t n);
  void *context;
  const bool *stop; /* or NULL */
} push_handler;

/* True when the part was read to its end or stopped; else false with *why. */
bool push_part(const zip *z, const zip_part *p, const push_handler *h, const char **why);

#endif
