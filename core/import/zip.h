/* Archives of strangers: what is in them, and one part at a time, unpacked block by block.  Nothing
 * is believed: every offset is checked, a part that unpacks to more than it says ends there, and
 * what looks made to fill the memory is refused before it is touched. */
#ifndef OM_IMPORT_ZIP_H
#define OM_IMPORT_ZIP_H

#include "base/text.h"

typedef struct zip_part {
  const char *name;
  uint64_t at;           /* of its local header */
  uint64_t packed, size; /* bytes, as the directory says */
  uint32_t crc;
  uint16_t method;
  bool is_encrypted;
} zip_part;

typedef struct zip {
  span file;
  zip_part *parts;
  size_t n;
} zip;

enum { MOST_PARTS = 10000, MOST_RATIO = 300, SMALL_PART = 16 << 20 };
#define MOST_UNPACKED (UINT64_C(4) << 30)

/* False with *why.  The file stays where it is. */
bool zip_open(arena *memory, span file, zip *out, const char **why);

/* By name; upper and lower case are one.  NULL when there is none. */
const zip_part *zip_find(const zip *z, const char *name);

/* Hands the part over, block by block, until `take` returns false.  False with *why when the part
 * is damaged; *why is NULL when `take` stopped it. */
bool zip_read(const zip *z, const zip_part *p,
              bool (*take)(void *context, const char *at, size_t n), void *context,
              const char **why);

#endif
