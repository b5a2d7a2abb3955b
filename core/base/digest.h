/* SHA-256, through nettle. */
#ifndef OM_BASE_DIGEST_H
#define OM_BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct digest {
  uint8_t at[32];
} digest;

digest digest_of(const void *p, size_t n);

/* Of a whole file, block by block.  False with errno set. */
bool digest_of_file(const char *path, digest *out);

/* Adds two digests as 256-bit numbers: the sum over a set of records does not depend on their
 * order, and repeated records do not cancel out. */
digest digest_sum(digest a, digest b);

/* 64 hexadecimal digits and a NUL. */
void digest_hex(digest d, char out[65]);

#endif
