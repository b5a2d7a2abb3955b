/* SHA-256, through nettle. */
#include "base/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <unistd.h>

digest
digest_of(const void *p, size_t n)
{
  struct sha256_ctx context;
  digest d;
  sha256_init(&context);
  sha256_update(&context, n, p);
  sha256_digest(&context, sizeof d.at, d.at);
  return d;
}

bool
digest_of_file(const char *path, digest *out)
{
  enum { BLOCK = 1 << 16 };
  uint8_t block[BLOCK];
  struct sha256_ctx context;
  sha256_init(&context);
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t n = fd < 0 ? -1 : 1;
  while (n > 0 || (n < 0 && fd >= 0 && errno == EINTR)) {
    n = read(fd, block, sizeof block);
    if (n > 0)
      sha256_update(&context, (size_t)n, block);
  }
  sha256_digest(&context, sizeof out->at, out->at);
  const int why = errno;
  if (fd >= 0)
    close(fd);
  errno = why;
  return n == 0;
}

digest
digest_sum(digest a, digest b)
{
  unsigned carry = 0;
  for (size_t i = 0; i < sizeof a.at; i++) {
    carry += (unsigned)a.at[i] + b.at[i];
    a.at[i] = (uint8_t)carry;
    carry >>= 8;
  }
  return a;
}

void
digest_hex(digest d, char out[65])
{
  static const char digits[] = "0123456789abcdef";
  for (size_t i = 0; i < sizeof d.at; i++) {
    out[2 * i] = digits[d.at[i] >> 4];
    out[2 * i + 1] = digits[d.at[i] & 15];
  }
  out[64] = '\0';
}
