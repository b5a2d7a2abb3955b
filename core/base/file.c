/* Files in, whole; files out, so that an old one survives until the new ones are complete. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define STAGING ".orgmirror-"

bool
file_read(const char *path, size_t largest, file_bytes *out)
{
  *out = (file_bytes){0};
  const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    return false;
  struct stat st;
  int failure = 0;
  if (fstat(fd, &st) != 0)
    failure = errno;
  else if (S_ISDIR(st.st_mode))
    failure = EISDIR;
  else if (!S_ISREG(st.st_mode))
    failure = EINVAL;
  else if ((size_t)st.st_size > largest)
    failure = EFBIG;
  if (!failure) {
    const size_t room = (size_t)st.st_size + 1;
    char *const at = mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) {
      failure = errno;
    } else {
      *out = (file_bytes){at, room - 1};
      size_t done = 0;
      while (done < out->n) {
        const ssize_t got = read(fd, at + done, out->n - done);
        if (got < 0 && errno == EINTR)
          continue;
        if (got <= 0) {
          failure = got < 0 ? errno : EIO; /* it became shorter while it was read */
          break;
        }
        done += (size_t)got;
      }
    }
  }
  close(fd);
  if (failure)
    file_release(out);
  errno = failure;
  return !failure;
}

void
file_release(file_bytes *bytes)
{
  if (bytes->at)
    munmap(bytes->at, bytes->n + 1);
  *bytes = (file_bytes){0};
}

char *
path_join(arena *memory, const char *dir, const char *name)
{
  return name[0] == '/' || strcmp(dir, ".") == 0 ? arena_string(memory, name)
                                                 : arena_printf(memory, "%s/%s", dir, name);
}

char *
path_dir(arena *memory, const char *path)
{
  const char *const slash = strrchr(path, '/');
  if (!slash)
    return arena_string(memory, ".");
  return slash == path ? arena_string(memory, "/")
                       : arena_copy(memory, path, (size_t)(slash - path));
}

/* --- output ---------------------------------------------------------------------------------- */

typedef struct names {
  const char **at;
  size_t n, capacity;
} names;

struct output {
  arena *memory;
  int dir, staging;
  const char *staging_name;
  names tops; /* what stands at the top of the staging folder */
  names gone; /* what does not, and must not stay of an earlier run */
};

/* Removes a file, or a folder with the files and folders in it. */
static void
remove_tree(int dir, const char *name)
{
  if (unlinkat(dir, name, 0) == 0 || errno == ENOENT)
    return;
  const int inner = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  DIR *const list = inner < 0 ? NULL : fdopendir(inner);
  if (!list) {
    if (inner >= 0)
      close(inner);
    return;
  }
  for (const struct dirent *e; (e = readdir(list));)
    if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
      remove_tree(inner, e->d_name);
  closedir(list);
  unlinkat(dir, name, AT_REMOVEDIR);
}

/* What is left of a run whose process is gone; another that is still writing keeps its own. */
static bool
is_stale(const char *name)
{
  if (strncmp(name, STAGING, strlen(STAGING)) != 0)
    return false;
  const long pid = strtol(name + strlen(STAGING), NULL, 10);
  return pid <= 0 || pid == (long)getpid() || (kill((pid_t)pid, 0) != 0 && errno == ESRCH);
}

static void
remove_stale(int dir)
{
  const int again = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *const list = again < 0 ? NULL : fdopendir(again);
  if (!list)
    return;
  for (const struct dirent *e; (e = readdir(list));)
    if (is_stale(e->d_name))
      remove_tree(dir, e->d_name);
  closedir(list);
}

/* The folder, and the folders it is in. */
static bool
make_folder(arena *memory, const char *dir)
{
  if (mkdir(dir, 0700) == 0 || errno == EEXIST)
    return true;
  const char *const above = path_dir(memory, dir);
  return errno == ENOENT && strcmp(above, dir) != 0 && make_folder(memory, above) &&
         (mkdir(dir, 0700) == 0 || errno == EEXIST);
}

output *
output_open(arena *memory, const char *dir)
{
  if (!make_folder(memory, dir))
    return NULL;
  const int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return NULL;
  remove_stale(fd);
  const char *const name = arena_printf(memory, STAGING "%ld", (long)getpid());
  int staging = -1;
  if (mkdirat(fd, name, 0700) == 0)
    staging = openat(fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (staging < 0) {
    const int why = errno;
    close(fd);
    errno = why;
    return NULL;
  }
  output *const o = arena_one(memory, output);
  *o = (output){.memory = memory, .dir = fd, .staging = staging, .staging_name = name};
  return o;
}

static void
remember_top(output *o, const char *name)
{
  const char *const slash = strchr(name, '/');
  const char *const top =
      slash ? arena_copy(o->memory, name, (size_t)(slash - name)) : arena_string(o->memory, name);
  for (size_t i = 0; i < o->tops.n; i++)
    if (strcmp(o->tops.at[i], top) == 0)
      return;
  if (slash)
    mkdirat(o->staging, top, 0700);
  arena_push(o->memory, &o->tops, top);
}

static bool
write_all(int fd, const char *at, size_t n)
{
  while (n > 0) {
    const ssize_t put = write(fd, at, n);
    if (put < 0 && errno == EINTR)
      continue;
    if (put < 0)
      return false;
    at += put;
    n -= (size_t)put;
  }
  return true;
}

static bool
write_file(int dir, const char *name, const void *at, size_t n)
{
  const int fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return false;
  bool fine = write_all(fd, at, n) && fsync(fd) == 0;
  const int why = errno;
  fine = close(fd) == 0 && fine;
  if (!fine)
    errno = why ? why : EIO;
  return fine;
}

void
output_folder(output *o, const char *name)
{
  remember_top(o, arena_printf(o->memory, "%s/", name));
}

void
output_without(output *o, const char *name)
{
  arena_push(o->memory, &o->gone, name);
}

bool
output_write(output *o, const char *name, const void *at, size_t n)
{
  remember_top(o, name);
  return write_file(o->staging, name, at, n);
}

bool
output_commit(output *o)
{
  bool fine = true;
  int why = 0;
  for (size_t i = 0; fine && i < o->tops.n; i++) {
    const char *const top = o->tops.at[i];
    fine = renameat2(o->staging, top, o->dir, top, RENAME_EXCHANGE) == 0;
    if (!fine) /* nothing to change places with, or a file system that cannot */
      fine = renameat(o->staging, top, o->dir, top) == 0;
    if (!fine && (errno == ENOTEMPTY || errno == EEXIST || errno == EISDIR)) {
      remove_tree(o->dir, top);
      fine = renameat(o->staging, top, o->dir, top) == 0;
    }
    why = errno;
  }
  for (size_t i = 0; fine && i < o->gone.n; i++)
    if (unlinkat(o->dir, o->gone.at[i], 0) != 0 && errno == EISDIR)
      remove_tree(o->dir, o->gone.at[i]);
  fsync(o->dir);
  output_drop(o);
  errno = why;
  return fine;
}

void
output_drop(output *o)
{
  if (!o || o->dir < 0)
    return;
  remove_tree(o->dir, o->staging_name);
  close(o->staging);
  close(o->dir);
  o->dir = -1;
}

const char *
folder_beside(arena *memory, const char *path)
{
  const char *const folder = path_join(memory, path_dir(memory, path),
                                       arena_printf(memory, STAGING "%ld-beside", (long)getpid()));
  folder_remove(folder);
  return mkdir(folder, 0700) == 0 ? folder : NULL;
}

void
folder_remove(const char *folder)
{
  remove_tree(AT_FDCWD, folder);
}

bool
file_write_atomically(arena *memory, const char *path, const void *at, size_t n)
{
  const int dir = open(path_dir(memory, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (dir < 0)
    return false;
  const char *const slash = strrchr(path, '/');
  const char *const name = slash ? slash + 1 : path;
  const char *const staged = arena_printf(memory, STAGING "%ld", (long)getpid());
  remove_stale(dir);
  bool fine = write_file(dir, staged, at, n) && renameat(dir, staged, dir, name) == 0;
  const int why = errno;
  if (!fine)
    unlinkat(dir, staged, 0);
  fsync(dir);
  close(dir);
  errno = why;
  return fine;
}
