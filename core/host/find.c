/* Finding plugins: folders, trust, and the bytes in sealed memory. */
#include "host/find.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST_PLUGIN = 64 << 20 };

const char *
find_distrust(const struct stat *st)
{
  if (st->st_uid != 0 && st->st_uid != geteuid())
    return "it belongs to another user";
  if (st->st_mode & S_IWOTH)
    return "everybody can write to it";
  if ((st->st_mode & S_IWGRP) && st->st_gid != 0)
    return "its group can write to it";
  return NULL;
}

/* The file's bytes in memory that nobody can change; -1 with errno. */
static int
seal_copy(int from, size_t n, digest *sha256)
{
  const int fd = memfd_create("orgmirror-plugin", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (fd < 0)
    return -1;
  int why = 0;
  char *const at = ftruncate(fd, (off_t)n) != 0
                       ? MAP_FAILED
                       : mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (at == MAP_FAILED) {
    why = errno;
  } else {
    for (size_t done = 0; done < n && !why;) {
      const ssize_t got = read(from, at + done, n - done);
      if (got > 0)
        done += (size_t)got;
      else if (got == 0 || errno != EINTR)
        why = got == 0 ? EIO : errno;
    }
    *sha256 = digest_of(at, n);
    munmap(at, n);
    if (!why && fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW) != 0)
      why = errno;
  }
  if (why) {
    close(fd);
    errno = why;
    return -1;
  }
  return fd;
}

/* A file's name as an id.  It keeps its ".so": no plugin's id ends so, and none is mistaken. */
static const char *
name_as_id(arena *memory, const char *name)
{
  char *const id = arena_string(memory, name);
  for (char *c = id; *c; c++)
    if (!(*c >= 'a' && *c <= 'z') && !(*c >= 'A' && *c <= 'Z') && !(*c >= '0' && *c <= '9') &&
        !strchr("_.-", *c))
      *c = '_';
  return id;
}

/* True of the folder that the program's own plugins lie in: where they are installed, or beside a
 * program that was only built.  Who can write there can write the program, too. */
static bool
is_own_folder(arena *memory, const struct stat *folder)
{
  char path[4096];
  const ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
  path[n > 0 ? n : 0] = '\0';
  char *const slash = strrchr(path, '/');
  const char *const own[] = {
      OWN_PLUGINS,
      slash ? arena_printf(memory, "%.*s/plugins/.libs", (int)(slash - path), path) : OWN_PLUGINS};
  for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
    struct stat st;
    if (stat(own[i], &st) == 0 && st.st_dev == folder->st_dev && st.st_ino == folder->st_ino)
      return true;
  }
  return false;
}

static void
take_file(arena *memory, int dir, const char *folder, bool is_own, const char *name,
          plugin_files *out)
{
  plugin_file f = {.is_own = is_own,
                   .path = arena_printf(memory, "%s/%s", folder, name),
                   .name = name_as_id(memory, name),
                   .fd = -1};
  const int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat st;
  if (fd < 0 || fstat(fd, &st) != 0)
    f.refused = strerror(errno);
  else if (!S_ISREG(st.st_mode) || st.st_size == 0 || st.st_size > LARGEST_PLUGIN)
    f.refused = "it is no file of a plausible size";
  else
    f.refused = find_distrust(&st);
  if (!f.refused) {
    f.fd = seal_copy(fd, (size_t)st.st_size, &f.sha256);
    if (f.fd < 0)
      f.refused = strerror(errno);
  }
  if (fd >= 0)
    close(fd);
  arena_push(memory, out, f);
}

static int
by_name(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* True when the folder was searched before; else it counts as searched from now on. */
static bool
is_known(arena *memory, const struct stat *st, plugin_files *out)
{
  const plugin_folder f = {(uint64_t)st->st_dev, (uint64_t)st->st_ino};
  for (size_t i = 0; i < out->n_folders; i++)
    if (out->folders[i].device == f.device && out->folders[i].inode == f.inode)
      return true;
  out->folders = arena_room(memory, out->folders, out->n_folders, &out->folders_capacity, sizeof f);
  out->folders[out->n_folders++] = f;
  return false;
}

static void
search(arena *memory, const char *folder, bool must_exist, diags *d, plugin_files *out)
{
  const int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  struct stat st;
  if (dir < 0) {
    if (must_exist)
      diag_warning(d, "P001", folder, 0, strerror(errno), "correct --plugin-path",
                   "the plugin folder cannot be searched");
    return;
  }
  const char *const doubt = fstat(dir, &st) == 0 ? find_distrust(&st) : strerror(errno);
  if (doubt) {
    diag_warning(d, "P002", folder, 0, doubt,
                 "make it writable for its owner alone (chmod go-w), and own it",
                 "the plugin folder is not searched");
    close(dir);
    return;
  }
  if (is_known(memory, &st, out)) {
    close(dir);
    return;
  }
  struct {
    const char **at;
    size_t n, capacity;
  } names = {0};
  const int again = fcntl(dir, F_DUPFD_CLOEXEC, 0);
  DIR *const list = again < 0 ? NULL : fdopendir(again);
  for (const struct dirent *e; list && (e = readdir(list));) {
    const size_t n = strlen(e->d_name);
    if (n > 3 && strcmp(e->d_name + n - 3, ".so") == 0)
      arena_push(memory, &names, arena_string(memory, e->d_name));
  }
  if (list)
    closedir(list);
  if (names.n)
    qsort(names.at, names.n, sizeof *names.at, by_name);
  const bool is_own = is_own_folder(memory, &st);
  for (size_t i = 0; i < names.n; i++)
    take_file(memory, dir, folder, is_own, names.at[i], out);
  close(dir);
}

void
plugin_files_find(arena *memory, const char *path, bool must_exist, diags *d, plugin_files *out)
{
  while (path) {
    const char *const colon = strchr(path, ':');
    const size_t n = colon ? (size_t)(colon - path) : strlen(path);
    const char *const folder = arena_copy(memory, path, n);
    if (n == 0 || strcmp(folder, ".") == 0)
      diag_warning(d, "P003", NULL, 0, "plugins would come from wherever it is started",
                   "name the folder", "the current folder is not searched for plugins");
    else
      search(memory, folder, must_exist, d, out);
    path = colon ? colon + 1 : NULL;
  }
}

void
plugin_files_take(arena *memory, const char *path, plugin_files *out)
{
  const char *const slash = strrchr(path, '/');
  const char *const folder = slash == path ? "/" : path_dir(memory, path);
  const int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  take_file(memory, dir, folder, false, slash ? slash + 1 : path, out);
  plugin_file *const taken = &out->at[out->n - 1];
  taken->path = arena_string(memory, path);
  struct stat st;
  taken->doubt = dir >= 0 && fstat(dir, &st) == 0 ? find_distrust(&st) : strerror(errno);
  if (dir >= 0)
    close(dir);
}

void
plugin_files_close(plugin_files *files)
{
  for (size_t i = 0; i < files->n; i++)
    if (files->at[i].fd >= 0)
      close(files->at[i].fd);
  files->n = 0;
}
