/* What plugins say, in other languages: a folder of plugins may hold a catalogue for all of them.
 */
#include "host/host.h"

#include "base/file.h"
#include "base/text.h"
#include "host/find.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST_CATALOGUE = 16 << 20 };

/* Why the folder or the file in it is not to be believed, or NULL; ENOENT in errno when there is
 * no such file. */
static const char *
doubt(const char *folder, const char *path)
{
  struct stat st;
  if (stat(path, &st) != 0)
    return strerror(errno);
  const char *const why = find_distrust(&st);
  if (why)
    return why;
  return stat(folder, &st) != 0 ? strerror(errno) : find_distrust(&st);
}

static void
take(arena *memory, const char *folder, const char *language, diags *d, translations *out)
{
  const char *const path = arena_printf(memory, "%s/%s.mo", folder, language);
  errno = 0;
  const char *why = doubt(folder, path);
  if (why && errno == ENOENT)
    return;
  file_bytes bytes;
  const catalogue *found = NULL;
  if (!why && !file_read(path, LARGEST_CATALOGUE, &bytes)) {
    why = strerror(errno);
  } else if (!why) {
    found = catalogue_open(memory, arena_copy(memory, bytes.at, bytes.n), bytes.n);
    why = found ? NULL : "it is no catalogue as msgfmt writes them";
    file_release(&bytes);
  }
  if (why)
    diag_warning(d, "P004", path, 0, why, "mend it, or take it away",
                 "the translation of plugins is not used");
  else
    arena_push(memory, out, found);
}

void
translations_find(arena *memory, const char *path, const char *default_path, const char *language,
                  diags *d, translations *out)
{
  const char *const paths[] = {path, default_path};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
    for (const char *at = paths[i]; at;) {
      const char *const colon = strchr(at, ':');
      const size_t n = colon ? (size_t)(colon - at) : strlen(at);
      if (n > 0 && !(n == 1 && *at == '.')) /* P003 */
        take(memory, arena_copy(memory, at, n), language, d, out);
      at = colon ? colon + 1 : NULL;
    }
}
