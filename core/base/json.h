/* JSON, piece by piece, at the end of a text.  `name` is NULL in a list. */
#ifndef OM_BASE_JSON_H
#define OM_BASE_JSON_H

#include "base/text.h"

/* `"name":` with what separates it from what was before. */
void json_key(text *t, const char *name);

/* bracket: '{' or '[', and what closes it. */
void json_open(text *t, const char *name, char bracket);
void json_close(text *t, char bracket);

/* NULL is null; what is not UTF-8 is replaced. */
void json_string(text *t, const char *name, const char *value);

void json_count(text *t, const char *name, uint64_t value);

/* What is not finite is null. */
void json_number(text *t, const char *name, double value);

#endif
