/* Converters, run in the process of the test: what a file becomes. */
#include "convert.h"

#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

static int
file_of(span s)
{
  if (!s.at)
    return -1;
  const int fd = memfd_create("input", MFD_CLOEXEC);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, s.at, s.n), (ssize_t)s.n);
  return fd;
}

converted
convert(bench *b, const char *id, span file, span beside, const char *sheet)
{
  const converter *const how = converter_named(id);
  assert_non_null(how);
  char *text = NULL;
  size_t n = 0;
  converted x = {.c = {.memory = b->memory,
                       .fd = file_of(file),
                       .codebook_fd = file_of(beside),
                       .name = "export",
                       .sheet = sheet}};
  x.c.out = file.at ? open_memstream(&text, &n) : NULL;
  x.is_fine = how->run(&x.c);
  if (x.c.out)
    fclose(x.c.out);
  x.text = arena_copy(b->memory, text ? text : "", n);
  free(text);
  if (x.c.fd >= 0)
    close(x.c.fd);
  if (x.c.codebook_fd >= 0)
    close(x.c.codebook_fd);
  assert_true(x.is_fine || x.c.why);
  return x;
}

converted
convert_text(bench *b, const char *id, const char *file, const char *beside)
{
  return convert(b, id, (span){file, file ? strlen(file) : 0},
                 (span){beside, beside ? strlen(beside) : 0}, NULL);
}

const codebook_column *
column_named(const converted *x, const char *name)
{
  for (uint32_t i = 0; i < x->c.book.n_columns; i++)
    if (strcmp(x->c.book.columns[i].name, name) == 0)
      return &x->c.book.columns[i];
  fail_msg("there is no column %s", name);
  return NULL;
}

const char *
labels_of(bench *b, const codebook_column *c)
{
  text t = text_new(b->memory);
  text_add(&t, "");
  for (uint32_t i = 0; i < c->n_labels; i++)
    text_addf(&t, "%s%s=%s", i ? "; " : "", c->labels[i].value, c->labels[i].label);
  return t.at;
}

const char *
missing_of(bench *b, const codebook_column *c)
{
  text t = text_new(b->memory);
  text_add(&t, "");
  for (uint32_t i = 0; i < c->n_missing; i++) {
    const value_missing *const m = &c->missing[i];
    text_add(&t, i ? "; " : "");
    if (m->value)
      text_add(&t, m->value);
    else {
      text_addf(&t, "%g..%g", m->lo, m->hi);
    }
    text_addf(&t, "=%s", m->reason);
  }
  return t.at;
}

const char *
notes_of(bench *b, const converted *x)
{
  text t = text_new(b->memory);
  text_add(&t, "");
  for (uint32_t i = 0; i < x->c.book.n_notes; i++)
    text_addf(&t, "%s\n", x->c.book.notes[i]);
  return t.at;
}

/* --- an archive ------------------------------------------------------------------------------ */

static void
add(text *t, uint64_t x, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    const char c = (char)(i < 8 ? x >> (8 * i) : 0);
    text_add_n(t, &c, 1);
  }
}

static span
deflated(bench *b, span s)
{
  z_stream z = {0};
  assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY), Z_OK);
  const size_t room = deflateBound(&z, s.n);
  char *const out = arena_alloc(b->memory, room, 1);
  z.next_in = (unsigned char *)(uintptr_t)s.at;
  z.avail_in = (unsigned)s.n;
  z.next_out = (unsigned char *)out;
  z.avail_out = (unsigned)room;
  assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
  const span packed = {out, z.total_out};
  deflateEnd(&z);
  return packed;
}

/* What a local header and an entry of the directory have in common. */
static void
add_header(text *t, const archive_part *p, span packed)
{
  add(t, 20, 2);
  add(t, 0, 2);
  add(t, p->is_deflated ? 8 : 0, 2);
  add(t, 0, 4);
  add(t, crc32(0, (const unsigned char *)p->content.at, (unsigned)p->content.n), 4);
  add(t, packed.n, 4);
  add(t, p->content.n, 4);
  add(t, strlen(p->name), 2);
  add(t, 0, 2);
}

span
archive_of(bench *b, const archive_part *parts, size_t n)
{
  text all = text_new(b->memory), directory = text_new(b->memory);
  size_t n_parts = 0;
  for (size_t i = 0; i < n; i++) {
    if (!parts[i].name)
      continue;
    const span packed = parts[i].is_deflated ? deflated(b, parts[i].content) : parts[i].content;
    const size_t at = all.n;
    text_add_n(&all, "PK\3\4", 4);
    add_header(&all, &parts[i], packed);
    text_add(&all, parts[i].name);
    text_add_n(&all, packed.at, packed.n);
    text_add_n(&directory, "PK\1\2\24\0", 6);
    add_header(&directory, &parts[i], packed);
    add(&directory, 0, 10);
    add(&directory, at, 4);
    text_add(&directory, parts[i].name);
    n_parts++;
  }
  const size_t at = all.n;
  text_add_n(&all, directory.n ? directory.at : "", directory.n);
  text_add_n(&all, "PK\5\6\0\0\0\0", 8);
  add(&all, n_parts, 2);
  add(&all, n_parts, 2);
  add(&all, directory.n, 4);
  add(&all, at, 4);
  add(&all, 0, 2);
  return (span){all.at, all.n};
}
