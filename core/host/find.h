/* Finding plugins: the folders that are searched, what makes a file trustworthy, and its bytes in
 * sealed memory, so that what was checked is what runs. */
#ifndef OM_HOST_FIND_H
#define OM_HOST_FIND_H

#include "base/diag.h"
#include "base/digest.h"

struct stat;

typedef struct plugin_file {
  const char *path;
  const char *name; /* of the file, as an id: what no id may hold is _ */
  int fd;           /* sealed memory; -1 when it is not to be used */
  digest sha256;
  bool is_own;         /* it lies where the program's own plugins are */
  const char *refused; /* why it is not to be used, or NULL */
  const char *doubt;   /* why its folder would not be searched, or NULL */
} plugin_file;

/* A folder that was searched, whatever it was called. */
typedef struct plugin_folder {
  uint64_t device, inode;
} plugin_folder;

typedef struct plugin_files {
  plugin_file *at;
  size_t n, capacity;
  plugin_folder *folders;
  size_t n_folders, folders_capacity;
} plugin_files;

/* Every *.so in the folders of `path` (separated by colons), by folder and then by name.  A folder
 * or file that others than root and the user could have written is refused, with the reason;
 * folders that do not exist are passed over, but for a warning when `must_exist`. */
void plugin_files_find(arena *memory, const char *path, bool must_exist, diags *d,
                       plugin_files *out);

/* Why others than root and the user could have put there what is there, or NULL. */
const char *find_distrust(const struct stat *st);

/* That one file, wherever it lies; refused as above. */
void plugin_files_take(arena *memory, const char *path, plugin_files *out);

void plugin_files_close(plugin_files *files);

#endif
