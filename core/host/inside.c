/* A plugin run inside the program, for gdb and valgrind. */
#include "host/inside.h"

#include "host/open.h"
#include "host/services.h"
#include "host/worker.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static bool
shut_nothing(void)
{
  return true;
}

static double
now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* What was written into the file. */
static void
take(bytes *out, int fd)
{
  struct stat st;
  if (fstat(fd, &st) != 0 || st.st_size == 0)
    return;
  void *const at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (at == MAP_FAILED)
    return;
  bytes_raw(out, at, (size_t)st.st_size);
  munmap(at, (size_t)st.st_size);
}

void
inside_run(arena *memory, process *p, const char *path)
{
  const double started = now();
  const worker_files files = {.results = memfd_create("orgmirror-results", MFD_CLOEXEC),
                              .summary = p->summary,
                              .rows = p->rows,
                              .found = p->found};
  p->output = bytes_new(memory);
  p->log = bytes_new(memory);
  if (files.results < 0) {
    p->end = PROCESS_NOT_STARTED;
    p->code = errno;
    return;
  }
  const char *why = NULL;
  const om_plugin *const *const list = plugin_open_file(memory, path, &why);
  p->end = PROCESS_EXITED;
  if (list)
    p->code = worker_run(memory, &p->orders, list, &files, shut_nothing);
  else
    service_cry(files.results, OM_E_USAGE, why);
  take(&p->output, files.results);
  close(files.results);
  p->seconds = now() - started;
}
