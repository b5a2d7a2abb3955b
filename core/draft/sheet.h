/* XML that people will read and edit: indented, with comments, whatever its values hold. */
#ifndef OM_DRAFT_SHEET_H
#define OM_DRAFT_SHEET_H

#include "base/text.h"

typedef struct sheet {
  text out;
  unsigned depth;
  size_t line; /* where the present line starts */
} sheet;

sheet sheet_new(arena *memory);

/* A comment of its own lines, wrapped.  Whatever would end it, hide a part of it or turn its
 * direction is made harmless. */
void sheet_comment(sheet *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "<name", then attributes, then sheet_content or sheet_empty. */
void sheet_open(sheet *s, const char *name);
/* A line is broken before an attribute that would make it too long.  NULL: nothing is written. */
void sheet_attribute(sheet *s, const char *name, const char *value);
void sheet_empty(sheet *s);   /* "/>" */
void sheet_content(sheet *s); /* ">", and what follows is inside */
void sheet_text(sheet *s, const char *name, const char *value); /* ">text</name>" */
void sheet_close(sheet *s, const char *name);
void sheet_blank(sheet *s);

/* The text as a comment or a terminal can show it: no controls, and no character that turns the
 * direction of what follows or is not seen. */
const char *harmless(arena *memory, const char *s);

#endif
