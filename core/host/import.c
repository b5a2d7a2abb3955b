/* Reading what is not delimited text: the side of the core. */
#include "host/import.h"

#include "base/text.h"
#include "host/import_form.h"
#include "host/process.h"
#include "host/verdict.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Text beyond this multiple of the file (and a little) is no export any more. */
enum { MOST_GROWTH = 100, SMALL_TEXT = 256 << 20, LONGEST_REASON = 4096 };

static uint64_t
size_of(int fd)
{
  struct stat about;
  return fd >= 0 && fstat(fd, &about) == 0 && about.st_size > 0 ? (uint64_t)about.st_size : 0;
}

static uint64_t
most_text(const host_limits *limits, const process *p)
{
  const uint64_t size = size_of(p->file) + size_of(p->codebook);
  const uint64_t grown =
      size < UINT64_MAX / MOST_GROWTH - SMALL_TEXT ? SMALL_TEXT + size * MOST_GROWTH : UINT64_MAX;
  return grown < limits->most_text ? grown : limits->most_text;
}

/* What the end of the process means; NULL when it ended as it should.  What libraries print is of
 * no account. */
static const char *
end_of(arena *memory, const process *p)
{
  if (p->end == PROCESS_SIGNALED && p->code == SIGXFSZ)
    return arena_printf(memory, "it made more than %llu MB of text of the file",
                        (unsigned long long)(p->orders.most_text >> 20));
  if (p->end == PROCESS_SIGNALED && p->code == SIGSYS)
    return "it made a system call that reading a file does not need";
  process silent = *p;
  silent.log.n = 0;
  return verdict_of(memory, &silent);
}

/* The worker has ended, so nobody can change its text any more; were it otherwise, it could not be
 * sealed. */
static bool
settle(const process *p)
{
  return size_of(p->text) <= p->orders.most_text &&
         fcntl(p->text, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW) == 0;
}

/* What the worker said.  True when it is a codebook; else *why and *fix, and *is_its_own when the
 * converter itself gave them. */
static bool
hear(arena *memory, const process *p, codebook *book, const char **why, const char **fix,
     bool *is_its_own)
{
  cursor in = cursor_new(p->output.at, p->output.n);
  const bool has_landlock = cursor_u8(&in), has_seccomp = cursor_u8(&in);
  const uint8_t outcome = cursor_u8(&in);
  *is_its_own = false;
  *fix = NULL;
  *why = end_of(memory, p);
  if (*why)
    return false;
  if (!in.broken && (outcome == IMPORT_REFUSED || outcome == IMPORT_BREACH)) {
    *is_its_own = outcome == IMPORT_REFUSED;
    *why = cursor_string(&in, memory, LONGEST_REASON);
    *fix = *is_its_own ? cursor_string(&in, memory, LONGEST_REASON) : NULL;
    if (!*why)
      *why = "it gave no reason";
    return false;
  }
  *why = "it ended before it had finished, or sent what is no codebook";
  if (in.broken || outcome != IMPORT_DONE || !codebook_read(memory, &in, book))
    return false;
  *why = "its text is larger than was agreed, or still open";
  if (!settle(p))
    return false;
  if (!has_landlock || !has_seccomp)
    codebook_note(memory, book,
                  "this machine cannot confine the process that read the file as it should be: it "
                  "lacks Landlock or seccomp");
  return true;
}

static int
convert(void *context, const converter *c, int fd, int codebook_fd, const char *sheet,
        const char *name, arena *memory, codebook *book, diags *d)
{
  const host_limits *const limits = context;
  process p = {.import = c->id,
               .text = memfd_create("orgmirror-text", MFD_CLOEXEC | MFD_ALLOW_SEALING),
               .file = fd,
               .codebook = codebook_fd,
               .found = -1,
               .orders = {.core = (uint32_t)getpid(),
                          .memory = limits->memory + size_of(fd) + size_of(codebook_fd),
                          .seconds = (uint32_t)limits->import_deadline + 1,
                          .name = name,
                          .sheet = sheet},
               .deadline = limits->import_deadline,
               .most_output = limits->most_output};
  p.orders.most_text = most_text(limits, &p);
  if (p.text < 0) {
    diag_error(d, "D051", name, 0, strerror(errno), NULL, "reading it as %s failed", c->label);
    return -1;
  }
  process_run_all(memory, &p, 1, 1, NULL);
  const char *why, *fix;
  bool is_its_own;
  if (hear(memory, &p, book, &why, &fix, &is_its_own))
    return p.text;
  if (is_its_own)
    diag_error(d, "D050", name, 0, why, fix, "this cannot be read as %s", c->label);
  else
    diag_error(d, "D051", name, 0, why,
               "the file may be damaged: export it again, or as "
               "comma-separated text",
               "the process that read it as %s failed", c->label);
  close(p.text);
  return -1;
}

export_converter
host_converter(const host_limits *limits)
{
  return (export_converter){.run = convert, .context = (void *)(uintptr_t)limits};
}
