/* A catalogue of translations, as msgfmt of GNU gettext writes it (a .mo file).
 *
 * gettext(3) itself takes its language from the locale of the process, which has to be installed;
 * here one program makes a page in German and another in English on the same machine, without
 * either locale and without anything global. */
#ifndef OM_BASE_CATALOGUE_H
#define OM_BASE_CATALOGUE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Marks a text that stands in a report and is translated when its page is made (core/po). */
#define N_(text) text

typedef struct catalogue catalogue;

/* `at` is kept, not copied, and need not be aligned; it may hold anything.  NULL when it is no
 * catalogue, or a damaged one.  Format: "The Format of GNU MO Files" in the gettext manual. */
const catalogue *catalogue_open(arena *memory, const void *at, size_t n);

/* The translation of a text in a context (NULL: none).  NULL when there is none, or it is empty;
 * `c` may be NULL.  [any thread] */
const char *catalogue_find(const catalogue *c, const char *context, const char *text);

#endif
