/* Archives of strangers (PKWARE's APPNOTE 6.3.3: stored and deflated parts, also with 64-bit
 * sizes). */
#include "import/zip.h"

#include <string.h>
#include <strings.h>
#include <zlib.h>

enum { END_SIZE = 22, END64_SIZE = 56, LOCATOR_SIZE = 20, ENTRY_SIZE = 46, LOCAL_SIZE = 30 };

static uint64_t
number_at(const char *at, size_t n)
{
  uint64_t x = 0;
  for (size_t i = 0; i < n; i++)
    x |= (uint64_t)(unsigned char)at[i] << (8 * i);
  return x;
}

static bool
is_within(const zip *z, uint64_t at, uint64_t n)
{
  return at <= z->file.n && n <= z->file.n - at;
}

/* The record that ends the archive: the last of that signature within the 64 KiB that a comment may
 * take; NULL when there is none. */
static const char *
find_end(span file)
{
  if (file.n < END_SIZE)
    return NULL;
  const size_t most = END_SIZE + 0xFFFF, last = file.n - END_SIZE;
  for (size_t i = last + 1; i-- > 0 && last - i <= most;)
    if (memcmp(file.at + i, "PK\5\6", 4) == 0)
      return file.at + i;
  return NULL;
}

typedef struct directory {
  uint64_t at, size, n;
} directory;

static bool
find_directory(const zip *z, directory *d)
{
  const char *const end = find_end(z->file);
  if (!end)
    return false;
  *d = (directory){number_at(end + 16, 4), number_at(end + 12, 4), number_at(end + 10, 2)};
  const char *const locator = end - LOCATOR_SIZE;
  const bool has_locator = end - z->file.at >= LOCATOR_SIZE && memcmp(locator, "PK\6\7", 4) == 0;
  const uint64_t at64 = has_locator ? number_at(locator + 8, 8) : 0;
  if (has_locator && is_within(z, at64, END64_SIZE) &&
      memcmp(z->file.at + at64, "PK\6\6", 4) == 0) {
    const char *const end64 = z->file.at + at64;
    *d = (directory){number_at(end64 + 48, 8), number_at(end64 + 40, 8), number_at(end64 + 32, 8)};
  }
  return is_within(z, d->at, d->size);
}

/* The 64-bit sizes and offset of an entry whose short ones are full. */
static void
take_extra(zip_part *p, const char *extra, size_t n)
{
  for (size_t i = 0; i + 4 <= n;) {
    const size_t id = number_at(extra + i, 2), size = number_at(extra + i + 2, 2);
    if (size > n - i - 4)
      return;
    uint64_t *const wide[] = {&p->size, &p->packed, &p->at};
    for (size_t w = 0, k = 0; id == 1 && w < 3 && k + 8 <= size; w++)
      if (*wide[w] == UINT32_MAX) {
        *wide[w] = number_at(extra + i + 4 + k, 8);
        k += 8;
      }
    i += 4 + size;
  }
}

/* The entry at *at; moves *at behind it. */
static bool
take_entry(arena *memory, const zip *z, uint64_t end, uint64_t *at, zip_part *p)
{
  if (end - *at < ENTRY_SIZE || memcmp(z->file.at + *at, "PK\1\2", 4) != 0)
    return false;
  const char *const e = z->file.at + *at;
  const size_t n_name = number_at(e + 28, 2), n_extra = number_at(e + 30, 2),
               n_comment = number_at(e + 32, 2);
  if (end - *at - ENTRY_SIZE < n_name + n_extra + n_comment)
    return false;
  *p = (zip_part){.name = arena_copy(memory, e + ENTRY_SIZE, n_name),
                  .at = number_at(e + 42, 4),
                  .packed = number_at(e + 20, 4),
                  .size = number_at(e + 24, 4),
                  .crc = (uint32_t)number_at(e + 16, 4),
                  .method = (uint16_t)number_at(e + 10, 2),
                  .is_encrypted = number_at(e + 8, 2) & 1};
  take_extra(p, e + ENTRY_SIZE + n_name, n_extra);
  *at += ENTRY_SIZE + n_name + n_extra + n_comment;
  return true;
}

static const char *
refusal(const zip_part *p, uint64_t *unpacked)
{
  *unpacked += p->size < MOST_UNPACKED ? p->size : MOST_UNPACKED;
  if (*unpacked > MOST_UNPACKED)
    return "it unpacks to more than 4 GiB";
  if (p->size > SMALL_PART && p->size / MOST_RATIO > p->packed)
    return "a part of it unpacks to more than 300 times its size, as only archives made to do harm "
           "do";
  return NULL;
}

bool
zip_open(arena *memory, span file, zip *out, const char **why)
{
  *out = (zip){.file = file};
  directory d;
  *why = "it is no complete archive: its directory is missing or damaged";
  if (!find_directory(out, &d))
    return false;
  if (d.n > MOST_PARTS) {
    *why = "it has more than 10,000 parts";
    return false;
  }
  out->parts = arena_many(memory, d.n, zip_part);
  uint64_t at = d.at, unpacked = 0;
  for (; out->n < d.n; out->n++) {
    zip_part *const p = &out->parts[out->n];
    if (!take_entry(memory, out, d.at + d.size, &at, p))
      return false;
    const char *const refused = refusal(p, &unpacked);
    if (refused) {
      *why = refused;
      return false;
    }
  }
  return true;
}

const zip_part *
zip_find(const zip *z, const char *name)
{
  for (size_t i = 0; i < z->n; i++)
    if (strcasecmp(z->parts[i].name, name) == 0)
      return &z->parts[i];
  return NULL;
}

/* Where the packed bytes are. */
static bool
find_bytes(const zip *z, const zip_part *p, span *out)
{
  if (!is_within(z, p->at, LOCAL_SIZE) || memcmp(z->file.at + p->at, "PK\3\4", 4) != 0)
    return false;
  const char *const local = z->file.at + p->at;
  const uint64_t start = p->at + LOCAL_SIZE + number_at(local + 26, 2) + number_at(local + 28, 2);
  if (!is_within(z, start, p->packed))
    return false;
  *out = (span){z->file.at + start, p->packed};
  return true;
}

typedef struct unpacking {
  const zip_part *part;
  bool (*take)(void *context, const char *at, size_t n);
  void *context;
  uint64_t n;
  uint32_t crc;
  const char *why;
} unpacking;

static bool
hand_over(unpacking *u, const char *at, size_t n)
{
  u->n += n;
  u->crc = (uint32_t)crc32(u->crc, (const unsigned char *)at, (unsigned)n);
  if (u->n > u->part->size) {
    u->why = "a part of it unpacks to more than it says";
    return false;
  }
  return u->take(u->context, at, n);
}

enum { BLOCK = 1 << 16 };

static bool
inflate_all(unpacking *u, span packed)
{
  static const char damaged[] = "a part of it is damaged";
  z_stream s = {0};
  if (inflateInit2(&s, -MAX_WBITS) != Z_OK) {
    u->why = "memory ran out";
    return false;
  }
  char out[BLOCK];
  int state = Z_OK;
  bool goes_on = true;
  while (goes_on && state == Z_OK) {
    if (s.avail_in == 0) {
      s.avail_in = (unsigned)(packed.n < 1 << 30 ? packed.n : 1 << 30);
      s.next_in = (unsigned char *)(uintptr_t)packed.at;
      packed = (span){packed.at + s.avail_in, packed.n - s.avail_in};
    }
    s.next_out = (unsigned char *)out;
    s.avail_out = BLOCK;
    state = inflate(&s, Z_NO_FLUSH);
    const size_t n = BLOCK - s.avail_out;
    if (state != Z_OK && state != Z_STREAM_END)
      u->why = damaged;
    else if (n)
      goes_on = hand_over(u, out, n);
  }
  inflateEnd(&s);
  return goes_on && state == Z_STREAM_END;
}

static bool
copy_all(unpacking *u, span packed)
{
  while (packed.n) {
    const size_t n = packed.n < BLOCK ? packed.n : BLOCK;
    if (!hand_over(u, packed.at, n))
      return false;
    packed = (span){packed.at + n, packed.n - n};
  }
  return true;
}

bool
zip_read(const zip *z, const zip_part *p, bool (*take)(void *context, const char *at, size_t n),
         void *context, const char **why)
{
  unpacking u = {.part = p, .take = take, .context = context, .crc = (uint32_t)crc32(0, NULL, 0)};
  span packed;
  bool fine = false;
  if (p->is_encrypted)
    u.why = "it is encrypted";
  else if (p->method != 0 && p->method != 8)
    u.why = "it is packed in a way that is not known here";
  else if (!find_bytes(z, p, &packed))
    u.why = "a part of it lies outside of the file";
  else
    fine = p->method == 8 ? inflate_all(&u, packed) : copy_all(&u, packed);
  if (fine && (u.n != p->size || u.crc != p->crc)) {
    u.why = "a part of it is damaged: its checksum is another";
    fine = false;
  }
  *why = u.why;
  return fine;
}
