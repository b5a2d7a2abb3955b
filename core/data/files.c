/* The files of a survey. */
#include "data/files.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Characters, not bytes, are what ? stands for. */
static const char *
past_character(const char *s)
{
  do
    s++;
  while (((unsigned char)*s & 0xC0) == 0x80);
  return s;
}

/* With one step back to the last star, so that no pattern takes more than length times length. */
static bool
fits(const char *pattern, const char *name)
{
  const char *star = NULL, *again = NULL;
  while (*name) {
    if (*pattern == '*') {
      star = ++pattern;
      again = name;
    } else if (*pattern == '?') {
      pattern++;
      name = past_character(name);
    } else if (*pattern == *name) {
      pattern++;
      name++;
    } else if (star) {
      pattern = star;
      name = ++again;
    } else {
      return false;
    }
  }
  while (*pattern == '*')
    pattern++;
  return !*pattern;
}

static int
by_bytes(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

typedef struct names {
  const char **at;
  size_t n, capacity;
} names;

static bool
is_regular(const char *path)
{
  struct stat about;
  return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

/* Paths of the files in the folder that fit, sorted; the path keeps the folder as it was written.
 */
static names
list(arena *memory, const char *folder, const char *pattern)
{
  names found = {0};
  DIR *const dir = opendir(folder);
  const struct dirent *entry;
  while (dir && (entry = readdir(dir))) {
    if (entry->d_name[0] == '.' || !fits(pattern, entry->d_name))
      continue;
    const char *const path = path_join(memory, folder, entry->d_name);
    if (is_regular(path))
      arena_push(memory, &found, path);
  }
  if (dir)
    closedir(dir);
  if (found.n)
    qsort(found.at, found.n, sizeof *found.at, by_bytes);
  return found;
}

typedef struct finding {
  arena *memory;
  const study *study;
  diags *d;
  survey_files *out;
  size_t capacity;
} finding;

static bool
add(finding *f, const study_file *from, const char *path)
{
  for (uint32_t i = 0; i < f->out->n; i++)
    if (strcmp(f->out->at[i].path, path) == 0) {
      diag_error(f->d, "D041", f->study->path, from->line, "its people would count twice",
                 "make the pattern narrower, or remove one of the two",
                 "the file %s is named twice", path);
      return false;
    }
  f->out->at = arena_room(f->memory, f->out->at, f->out->n, &f->capacity, sizeof *f->out->at);
  f->out->at[f->out->n++] = (survey_file){.path = path, .wave = from->wave};
  return true;
}

static bool
find_one(finding *f, const study_file *from)
{
  const char *const path = path_join(f->memory, f->study->dir, from->path);
  const char *const slash = strrchr(path, '/');
  const char *const last = slash ? slash + 1 : path;
  if (!strpbrk(last, "*?") || is_regular(path))
    return add(f, from, path);
  const char *const folder = path_dir(f->memory, path);
  const names found = list(f->memory, folder, last);
  if (!found.n)
    diag_error(f->d, "D040", f->study->path, from->line,
               arena_printf(f->memory, "it is looked for in %s, and not in folders below", folder),
               "correct the pattern; * stands for any characters and ? for one",
               "no file fits \"%s\"", from->path);
  bool fine = found.n > 0;
  for (size_t i = 0; i < found.n; i++)
    fine &= add(f, from, found.at[i]);
  return fine;
}

bool
survey_files_find(arena *memory, const study *s, const study_survey *survey, diags *d,
                  survey_files *out)
{
  *out = (survey_files){0};
  finding f = {.memory = memory, .study = s, .d = d, .out = out};
  bool fine = true;
  for (uint32_t i = 0; i < survey->n_files; i++)
    fine &= find_one(&f, &survey->files[i]);
  return fine;
}
