/* What an import worker sends: whether Landlock and seccomp are in force (a byte each), then one of
 * these bytes and what belongs to it. */
#ifndef OM_HOST_IMPORT_FORM_H
#define OM_HOST_IMPORT_FORM_H

enum {
  IMPORT_REFUSED = 1, /* two strings: why and how to fix */
  IMPORT_DONE = 2,    /* a codebook */
  IMPORT_BREACH = 3   /* a string: what it tried */
};

#endif
