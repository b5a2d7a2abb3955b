/* Paths of a new study. */
#include "cli/new.h"

#include "base/file.h"
#include "base/text.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *
path_real(arena *memory, const char *path)
{
  char found[PATH_MAX];
  if (realpath(path, found))
    return arena_string(memory, found);
  if (errno != ENOENT || !*path)
    return NULL;
  size_t n = strlen(path);
  while (n > 1 && path[n - 1] == '/')
    n--;
  const char *const whole = arena_copy(memory, path, n);
  const char *const above = path_real(memory, path_dir(memory, whole));
  const char *const slash = strrchr(whole, '/');
  const char *const last = slash ? slash + 1 : whole;
  if (!above || strcmp(last, "..") == 0)
    return NULL;
  if (strcmp(last, ".") == 0)
    return above;
  return arena_printf(memory, "%s%s%s", above, above[1] ? "/" : "", last);
}

const char *
path_from(arena *memory, const char *from, const char *to)
{
  size_t common = 0; /* bytes of both up to and with the last slash that both have */
  size_t i = 0;
  for (; from[i] && from[i] == to[i]; i++)
    if (from[i] == '/')
      common = i + 1;
  if (!from[i] && to[i] == '/')
    common = i + 1;
  if (common <= 1)
    return to;
  text out = text_new(memory);
  text_add(&out, "");
  if (common <= strlen(from))
    text_add(&out, "../");
  for (const char *c = from + (common <= strlen(from) ? common : strlen(from)); *c; c++)
    if (*c == '/')
      text_add(&out, "../");
  if (out.n == 0 && strchr(" \t\r\n", to[common]))
    text_add(&out, "./");
  text_add(&out, to + common);
  return out.at;
}

bool
folders_make(arena *memory, const char *path)
{
  if (mkdir(path, 0700) == 0)
    return true;
  struct stat about;
  if (errno == EEXIST) {
    const bool is_folder = stat(path, &about) == 0 && S_ISDIR(about.st_mode);
    errno = is_folder ? 0 : ENOTDIR;
    return is_folder;
  }
  if (errno != ENOENT)
    return false;
  const char *const above = path_dir(memory, path);
  return strcmp(above, path) != 0 && folders_make(memory, above) && mkdir(path, 0700) == 0;
}
