/* The ledger: a folder with a secret, and a file for each report. */
#include "ledger/ledger.h"

#include "base/digest.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY "key"
#define PREFIX "report-"

/* What stands in front of a report; numbers are the machine's own, and `magic` shows if it was
 * another one. */
typedef struct front {
  uint64_t magic, n_head, n_rows;
  digest head;
} front;

static const uint64_t MAGIC = UINT64_C(0x32726567646c6d6f); /* "omldger2" */

enum { LONGEST_HEAD = 1 << 30 };

/* --- bytes ----------------------------------------------------------------------------------- */

static bool
put(int fd, const void *p, size_t n)
{
  for (const char *at = p; n > 0;) {
    const ssize_t done = write(fd, at, n);
    if (done < 0 && errno == EINTR)
      continue;
    if (done < 0)
      return false;
    at += done;
    n -= (size_t)done;
  }
  return true;
}

static bool
get(int fd, void *p, size_t n)
{
  for (char *at = p; n > 0;) {
    const ssize_t done = read(fd, at, n);
    if (done < 0 && errno == EINTR)
      continue;
    if (done == 0)
      errno = EBADMSG;
    if (done <= 0)
      return false;
    at += done;
    n -= (size_t)done;
  }
  return true;
}

/* Closes it and keeps errno. */
static bool
done_with(int fd, bool is_good)
{
  const int why = errno;
  const bool is_closed = close(fd) == 0;
  if (!is_good)
    errno = why;
  return is_good && is_closed;
}

/* --- the secret ------------------------------------------------------------------------------ */

static bool
read_secret(ledger *l)
{
  uint8_t key[ROW_SECRET];
  const int fd = openat(l->fd, KEY, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0 || !done_with(fd, get(fd, key, sizeof key)))
    return false;
  l->secret = row_secret_new(l->memory, key);
  return true;
}

/* Where there is none yet.  Of two that start at once one makes it, and both use that. */
static bool
make_secret(ledger *l)
{
  uint8_t key[ROW_SECRET];
  const int fd = openat(l->fd, KEY, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return errno == EEXIST;
  return done_with(fd, getrandom(key, sizeof key, 0) == (ssize_t)sizeof key &&
                           put(fd, key, sizeof key) && fsync(fd) == 0);
}

/* --- reports --------------------------------------------------------------------------------- */

static bool
read_front(int fd, front *f)
{
  struct stat st;
  if (!get(fd, f, sizeof *f) || fstat(fd, &st) != 0)
    return false;
  const uint64_t size = (uint64_t)st.st_size;
  const bool is_whole = f->magic == MAGIC && f->n_head <= LONGEST_HEAD && f->n_head % 8 == 0 &&
                        f->n_head <= size && f->n_rows <= size / sizeof(row_key) &&
                        size == sizeof *f + f->n_head + f->n_rows * sizeof(row_key);
  if (!is_whole)
    errno = EBADMSG;
  return is_whole;
}

static bool
read_head(ledger *l, int fd, ledger_entry *e)
{
  front f;
  if (!read_front(fd, &f))
    return false;
  uint8_t *const head = arena_alloc(l->memory, (size_t)f.n_head + 1, 1);
  if (!get(fd, head, (size_t)f.n_head))
    return false;
  const digest sum = digest_of(head, (size_t)f.n_head);
  cursor c = cursor_new(head, (size_t)f.n_head);
  const uint64_t n = cursor_u64(&c);
  if (memcmp(&sum, &f.head, sizeof sum) != 0 || n > f.n_head - 8) {
    errno = EBADMSG;
    return false;
  }
  c.n = (size_t)n + 8;
  uint64_t rows = 0;
  bool is_good = told_read(l->memory, &c, &e->told);
  for (uint32_t i = 0; is_good && i < e->told.n_surveys; i++) {
    is_good = e->told.surveys[i].n_rows <= f.n_rows - rows;
    rows += is_good ? e->told.surveys[i].n_rows : 0;
  }
  e->rows_at = sizeof f + f.n_head;
  if (!is_good || rows != f.n_rows)
    errno = EBADMSG;
  return is_good && rows == f.n_rows;
}

static bool
is_report(const char *name)
{
  const size_t n = strlen(PREFIX);
  return strncmp(name, PREFIX, n) == 0 && name[n] &&
         strspn(name + n, "0123456789") == strlen(name + n);
}

static int
by_number(const void *a, const void *b)
{
  const ledger_entry *const x = a, *const y = b;
  const unsigned long p = strtoul(x->name + strlen(PREFIX), NULL, 10);
  const unsigned long q = strtoul(y->name + strlen(PREFIX), NULL, 10);
  return (p > q) - (p < q);
}

static const char *
why_unread(void)
{
  return errno == EBADMSG ? "it is damaged, or of another version" : strerror(errno);
}

static void
cannot(const ledger *l, const char *name, diags *d)
{
  diag_error(d, "R010", arena_printf(l->memory, "%s/%s", l->dir, name), 0, why_unread(),
             "put it back from a copy; without it nobody can tell what is known already",
             "the ledger of what was published cannot be read");
}

/* Reads the heads of all reports. */
static bool
read_reports(ledger *l, diags *d)
{
  const int again = openat(l->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *const list = again < 0 ? NULL : fdopendir(again);
  if (!list) {
    cannot(l, "", d);
    return false;
  }
  bool is_good = true;
  for (const struct dirent *e; (e = readdir(list));) {
    if (!is_report(e->d_name))
      continue;
    ledger_entry entry = {.name = arena_string(l->memory, e->d_name)};
    const int fd = openat(l->fd, e->d_name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 || !done_with(fd, read_head(l, fd, &entry))) {
      cannot(l, entry.name, d);
      is_good = false;
    }
    arena_push(l->memory, l, entry);
  }
  closedir(list);
  if (l->n)
    qsort(l->at, l->n, sizeof *l->at, by_number);
  return is_good;
}

/* --- the folder ------------------------------------------------------------------------------ */

bool
ledger_open(arena *memory, const char *dir, bool may_make, diags *d, ledger *out)
{
  *out = (ledger){.memory = memory, .dir = dir};
  if (may_make)
    mkdir(dir, 0700);
  out->fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (out->fd < 0 && errno == ENOENT && !may_make)
    return true;
  if (out->fd < 0) {
    diag_error(d, "R011", dir, 0, strerror(errno),
               "name another folder with --ledger, or say <privacy ledger=\"no\"/> in the study",
               "there is no place for the ledger of what is published");
    return false;
  }
  /* Of two runs at once the second has to know what the first tells. */
  while (may_make && flock(out->fd, LOCK_EX) != 0 && errno == EINTR)
    ;
  const bool has_reports = read_reports(out, d);
  if (!has_reports)
    return false;
  if ((out->n == 0 && may_make && !make_secret(out)) || !read_secret(out)) {
    if (errno == ENOENT && out->n == 0)
      return true;
    cannot(out, KEY, d);
    return false;
  }
  return true;
}

void
ledger_close(ledger *l)
{
  for (size_t i = 0; i < l->n; i++)
    if (l->at[i].map)
      munmap(l->at[i].map, l->at[i].n_map);
  if (l->fd >= 0)
    close(l->fd);
  *l = (ledger){.fd = -1};
}

/* A new file of the folder that no other run has. */
static int
new_file(const ledger *l, const char **name)
{
  *name = arena_printf(l->memory, ".orgmirror-%ld", (long)getpid());
  unlinkat(l->fd, *name, 0);
  return openat(l->fd, *name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
}

int
ledger_spool(const ledger *l)
{
  const char *name;
  const int fd = new_file(l, &name);
  if (fd >= 0)
    unlinkat(l->fd, name, 0);
  return fd;
}

bool
ledger_rows(ledger *l, size_t entry)
{
  ledger_entry *const e = &l->at[entry];
  if (e->map)
    return true;
  const int fd = openat(l->fd, e->name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  struct stat st;
  if (fd < 0 || fstat(fd, &st) != 0)
    return false;
  uint64_t rows = 0;
  for (uint32_t i = 0; i < e->told.n_surveys; i++)
    rows += e->told.surveys[i].n_rows;
  const bool is_whole = (uint64_t)st.st_size == e->rows_at + rows * sizeof(row_key);
  void *const map = is_whole ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : NULL;
  if (!is_whole)
    errno = EBADMSG;
  if (!done_with(fd, map && map != MAP_FAILED))
    return false;
  e->map = map;
  e->n_map = (size_t)st.st_size;
  const row_key *rows_at = (const row_key *)(const void *)((const char *)map + e->rows_at);
  told_survey *const surveys = arena_many(l->memory, e->told.n_surveys, told_survey);
  for (uint32_t i = 0; i < e->told.n_surveys; i++) {
    surveys[i] = e->told.surveys[i];
    surveys[i].rows = rows_at;
    rows_at += surveys[i].n_rows;
  }
  e->told.surveys = surveys;
  return true;
}

/* --- changing it ----------------------------------------------------------------------------- */

static bool
write_report(ledger *l, int fd, const told_report *r)
{
  bytes told = bytes_new(l->memory), head = bytes_new(l->memory);
  told_write(r, &told);
  bytes_u64(&head, told.n);
  bytes_raw(&head, told.at, told.n);
  while (head.n % 8)
    bytes_u8(&head, 0);
  front f = {.magic = MAGIC, .n_head = head.n, .head = digest_of(head.at, head.n)};
  for (uint32_t i = 0; i < r->n_surveys; i++)
    f.n_rows += r->surveys[i].n_rows;
  bool is_good = put(fd, &f, sizeof f) && put(fd, head.at, head.n);
  for (uint32_t i = 0; is_good && i < r->n_surveys; i++)
    is_good = put(fd, r->surveys[i].rows, (size_t)r->surveys[i].n_rows * sizeof(row_key));
  return is_good;
}

/* A name that no other report has, also where another run adds one at the same time. */
static const char *
give_name(ledger *l, const char *staged)
{
  unsigned long number = l->n ? strtoul(l->at[l->n - 1].name + strlen(PREFIX), NULL, 10) : 0;
  for (;;) {
    const char *const name = arena_printf(l->memory, PREFIX "%04lu", ++number);
    if (linkat(l->fd, staged, l->fd, name, 0) == 0) {
      unlinkat(l->fd, staged, 0);
      return name;
    }
    if (errno == EEXIST)
      continue;
    /* A file system without links. */
    if (faccessat(l->fd, name, F_OK, 0) != 0 && renameat(l->fd, staged, l->fd, name) == 0)
      return name;
    return NULL;
  }
}

const char *
ledger_add(ledger *l, const told_report *r)
{
  const char *staged;
  const int fd = new_file(l, &staged);
  if (fd < 0)
    return NULL;
  const char *const name = done_with(fd, write_report(l, fd, r)) ? give_name(l, staged) : NULL;
  if (!name) {
    const int why = errno;
    unlinkat(l->fd, staged, 0);
    errno = why;
  }
  return name;
}

bool
ledger_withdraw(ledger *l, const char *name)
{
  return is_report(name) && unlinkat(l->fd, name, 0) == 0;
}
