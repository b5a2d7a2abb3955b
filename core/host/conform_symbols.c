/* What a shared object exports: its dynamic symbol table, read with nothing taken on trust. */
#include "host/conform.h"

#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

typedef struct object {
  const uint8_t *at;
  size_t n;
} object;

/* A copy of what lies there, whatever its alignment; false beyond the end. */
static bool
copy_out(const object *o, uint64_t from, void *to, size_t n)
{
  if (from > o->n || o->n - from < n)
    return false;
  memcpy(to, o->at + from, n);
  return true;
}

/* A string of the table; "" where it does not end inside. */
static const char *
name_at(const object *o, const ElfW(Shdr) * table, uint32_t i)
{
  if (i >= table->sh_size || table->sh_offset > o->n || o->n - table->sh_offset < table->sh_size)
    return "";
  const char *const name = (const char *)o->at + table->sh_offset + i;
  return memchr(name, 0, table->sh_size - i) ? name : "";
}

static bool
read_section(const object *o, const ElfW(Ehdr) * head, uint32_t i, ElfW(Shdr) * out)
{
  return i < head->e_shnum && head->e_shentsize >= sizeof *out &&
         copy_out(o, head->e_shoff + (uint64_t)i * head->e_shentsize, out, sizeof *out);
}

static bool
is_exported(const ElfW(Sym) * s)
{
  const unsigned binding = s->st_info >> 4, visibility = s->st_other & 3;
  return s->st_shndx != SHN_UNDEF && binding != STB_LOCAL && visibility != STV_HIDDEN &&
         visibility != STV_INTERNAL;
}

/* What every linker puts there by itself. */
static bool
is_of_linker(const char *name)
{
  static const char *const own[] = {"_init", "_fini", "_edata", "_end", "__bss_start"};
  for (size_t i = 0; i < sizeof own / sizeof *own; i++)
    if (strcmp(name, own[i]) == 0)
      return true;
  return false;
}

/* The names of all that is exported beside the one symbol; false when the table is broken. */
static bool
list_others(const object *o, const ElfW(Shdr) * symbols, const ElfW(Shdr) * names, text *others,
            size_t *n_others)
{
  enum { MOST_NAMED = 5 };
  for (uint64_t at = 0; at + sizeof(ElfW(Sym)) <= symbols->sh_size; at += sizeof(ElfW(Sym))) {
    ElfW(Sym) s;
    if (!copy_out(o, symbols->sh_offset + at, &s, sizeof s))
      return false;
    const char *const name = name_at(o, names, s.st_name);
    if (!is_exported(&s) || is_of_linker(name) || strcmp(name, "orgmirror_plugins_v1") == 0)
      continue;
    if (++*n_others <= MOST_NAMED)
      text_addf(others, "%s%.100s", others->n ? ", " : "", name);
  }
  return true;
}

static void
look(conform *c, const object *o)
{
  ElfW(Ehdr) head;
  ElfW(Shdr) symbols = {0}, names = {0};
  bool is_found = false;
  if (!copy_out(o, 0, &head, sizeof head) || memcmp(head.e_ident, ELFMAG, SELFMAG) != 0) {
    conform_against(c, RULE_ONE_SYMBOL, CONFORM_FAILED, "it is no shared object");
    return;
  }
  for (uint32_t i = 0; i < head.e_shnum && !is_found; i++)
    is_found = read_section(o, &head, i, &symbols) && symbols.sh_type == SHT_DYNSYM;
  text others = text_new(c->memory);
  size_t n = 0;
  if (!is_found || !read_section(o, &head, symbols.sh_link, &names) ||
      !list_others(o, &symbols, &names, &others, &n))
    conform_against(c, RULE_ONE_SYMBOL, CONFORM_DOUBTFUL,
                    "the table of its dynamic symbols cannot be read (stripped of its sections?)");
  else if (n)
    conform_against(c, RULE_ONE_SYMBOL, CONFORM_FAILED, "it exports %zu more: %s%s", n, others.at,
                    n > 5 ? ", ..." : "");
}

void
conform_symbols(conform *c, int fd)
{
  struct stat st;
  conform_tried(c, RULE_ONE_SYMBOL);
  if (fd < 0 || fstat(fd, &st) != 0)
    return;
  const size_t n = (size_t)st.st_size;
  void *const map = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
  if (map == MAP_FAILED)
    return;
  const object o = {map, n};
  look(c, &o);
  munmap(map, n);
}
