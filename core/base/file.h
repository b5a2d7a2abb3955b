/* Files in, whole; files out, so that an old one survives until the new ones are complete. */
#ifndef OM_BASE_FILE_H
#define OM_BASE_FILE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct file_bytes {
  char *at; /* followed by one NUL byte that is not counted */
  size_t n;
} file_bytes;

/* Reads a regular file.  On failure returns false with errno set.  file_release afterwards. */
bool file_read(const char *path, size_t largest, file_bytes *out);

void file_release(file_bytes *bytes);

/* `dir` joined with `name` unless that is absolute. */
char *path_join(arena *memory, const char *dir, const char *name);

/* The folder part of a path; "." when it has none. */
char *path_dir(arena *memory, const char *path);

/* Files that appear together.  They are written under a hidden folder inside `dir` and moved to
 * their names by output_commit; output_drop removes what was written and leaves `dir` as it was.
 * New folders get mode 0700, files 0600: they hold what people said. */
typedef struct output output;

/* Creates `dir`, and what it is in, where missing; removes what an interrupted run left in it. NULL
 * with errno set when that fails. */
output *output_open(arena *memory, const char *dir);

/* A sub-folder, even if no file will be in it: that of an earlier run must go. */
void output_folder(output *o, const char *name);

/* A file, or a sub-folder, that this output does not have: that of an earlier run must go. */
void output_without(output *o, const char *name);

/* `name` may be in one sub-folder ("tables/x.csv").  Returns false with errno set. */
bool output_write(output *o, const char *name, const void *bytes, size_t n);

/* Moves every file and sub-folder into place; a sub-folder of an earlier run is replaced whole.
 * Returns false with errno set; what was not moved yet is removed. */
bool output_commit(output *o);

void output_drop(output *o);

/* A folder of our own beside `path`, for its owner alone, which a later run removes where this one
 * cannot; NULL with errno set.  folder_remove removes it with all that is in it. */
const char *folder_beside(arena *memory, const char *path);
void folder_remove(const char *folder);

/* One file, in the same manner. */
bool file_write_atomically(arena *memory, const char *path, const void *bytes, size_t n);

#endif
