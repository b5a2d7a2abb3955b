/* Programs of others. */
#include "host/program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

const char *
program_find(arena *memory, const surroundings *s, const char *name)
{
  const char *path = s->path;
  while (path && *path) {
    const size_t n = strcspn(path, ":");
    const char *const file = arena_printf(memory, "%.*s/%s", (int)n, path, name);
    if (n > 0 && *path == '/' && access(file, X_OK) == 0)
      return file;
    path += n + (path[n] == ':');
  }
  return NULL;
}

static bool
has_succeeded(pid_t child, unsigned seconds)
{
  enum { TIMES_A_SECOND = 20 };
  int status;
  for (unsigned i = 0; i < seconds * TIMES_A_SECOND; i++) {
    const pid_t ended = waitpid(child, &status, WNOHANG);
    if (ended == child)
      return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (ended < 0 && errno != EINTR)
      return false;
    nanosleep(&(struct timespec){0, 1000000000 / TIMES_A_SECOND}, NULL);
  }
  kill(-child, SIGKILL);
  waitpid(child, &status, 0);
  return false;
}

bool
program_run(arena *memory, const surroundings *s, const char *const *arguments, unsigned seconds)
{
  enum { MOST = 16 };
  char *own[MOST + 1] = {NULL};
  for (size_t i = 0; i < MOST && arguments[i]; i++)
    own[i] = arena_string(memory, arguments[i]);
  char *const environment[] = {arena_printf(memory, "PATH=%s", s->path ? s->path : ""),
                               arena_printf(memory, "HOME=%s", s->home),
                               arena_printf(memory, "XDG_CONFIG_HOME=%s", s->home),
                               arena_printf(memory, "XDG_CACHE_HOME=%s", s->home),
                               arena_printf(memory, "TMPDIR=%s", s->home),
                               arena_string(memory, "LC_ALL=C.UTF-8"),
                               NULL};
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  pid_t child;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_init(&attributes);
  /* a group of its own, so that what it starts can be ended with it */
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  const bool is_started = posix_spawn(&child, own[0], &files, &attributes, own, environment) == 0;
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return is_started && has_succeeded(child, seconds);
}
