/* Encodings: UTF-8 stays where it is; UTF-16 and Windows-1252 are converted by iconv into shared
 * memory, block by block. */
#include "import/export.h"

#include "base/catalogue.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BLOCK = 1 << 16 };

static bool
write_all(int fd, const char *at, size_t n)
{
  while (n) {
    const ssize_t done = write(fd, at, n);
    if (done < 0 && errno == EINTR)
      continue;
    if (done <= 0)
      return false;
    at += done;
    n -= (size_t)done;
  }
  return true;
}

typedef struct converting {
  int from, to;
  uint64_t at; /* of the byte that comes next */
  iconv_t iconv;
  char in[BLOCK];
  size_t n;            /* bytes of `in` */
  int failure;         /* errno of what went wrong with a file, and not with a character */
  char out[3 * BLOCK]; /* a byte of Windows-1252, or two of UTF-16, make at most three */
} converting;

/* One block; the bytes of a character that is not complete stay in `in`.  False with `at` where no
 * character is, or with `failure`. */
static bool
convert_block(converting *c)
{
  char *in = c->in, *out = c->out;
  size_t left = c->n, room = sizeof c->out;
  const size_t result = iconv(c->iconv, &in, &left, &out, &room);
  const bool is_cut = result == (size_t)-1 && errno == EINVAL;
  if (result == (size_t)-1 && !is_cut) {
    c->at -= left;
    return false;
  }
  memmove(c->in, in, left);
  c->n = left;
  if (write_all(c->to, c->out, (size_t)(out - c->out)))
    return true;
  c->failure = errno;
  return false;
}

static bool
convert_all(converting *c, const char **why)
{
  for (;;) {
    const ssize_t got = pread(c->from, c->in + c->n, BLOCK - c->n, (off_t)c->at);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0) {
      c->failure = got < 0 ? errno : c->failure;
      *why = c->n ? "the file ends in the middle of a character" : NULL;
      c->at -= c->n;
      return got == 0 && c->n == 0;
    }
    c->at += (uint64_t)got;
    c->n += (size_t)got;
    if (!convert_block(c))
      return false;
  }
}

/* The bytes after the byte order mark, which is so long, as UTF-8 in a descriptor of its own. */
static int
convert(arena *memory, int fd, size_t mark, const char *from, const char *name, diags *d)
{
  converting *const c = arena_one(memory, converting);
  *c = (converting){.from = fd, .at = mark, .to = memfd_create("text", MFD_CLOEXEC)};
  c->failure = c->to < 0 ? errno : 0;
  c->iconv = iconv_open("UTF-8", from);
  if (c->iconv == (iconv_t)-1) {
    diag_error(d, "D020", name, 0, "this system has no converter for it", "export it as UTF-8",
               "the encoding %s cannot be read", from);
    close(c->to);
    return -1;
  }
  const char *why = NULL;
  const bool fine = c->to >= 0 && convert_all(c, &why);
  if (!fine && c->failure)
    diag_error(d, "D020", name, 0, strerror(c->failure), NULL, "the text cannot be converted");
  else if (!fine)
    diag_error(d, "D021", name, 0, why, "correct survey/@encoding, or export the file again",
               "byte %llu is not %s", (unsigned long long)c->at + 1, from);
  iconv_close(c->iconv);
  if (fine)
    return c->to;
  if (c->to >= 0)
    close(c->to);
  return -1;
}

bool
encoding_open(arena *memory, int fd, const char *declared, const char *name, diags *d,
              int *converted, uint64_t *start, const char **described)
{
  unsigned char head[3] = {0};
  const ssize_t n = pread(fd, head, sizeof head, 0);
  const bool is_little = n >= 2 && memcmp(head, "\xFF\xFE", 2) == 0;
  const bool is_big = n >= 2 && memcmp(head, "\xFE\xFF", 2) == 0;
  const char *from = NULL;
  *start = 0;
  *converted = -1;
  if (is_little || is_big || (declared && strcmp(declared, "UTF-16") == 0)) {
    *described = is_little || is_big ? N_("UTF-16 with byte order mark") : "UTF-16";
    from = is_big ? "UTF-16BE" : "UTF-16LE";
  } else if (n == 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0) {
    *described = N_("UTF-8 with byte order mark");
    *start = 3;
  } else if (declared && strcmp(declared, "windows-1252") == 0) {
    *described = "Windows-1252";
    from = "WINDOWS-1252";
  } else {
    *described = "UTF-8";
  }
  if (from)
    *converted = convert(memory, fd, is_little || is_big ? 2 : 0, from, name, d);
  return !from || *converted >= 0;
}
