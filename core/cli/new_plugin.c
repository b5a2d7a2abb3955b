/* orgmirror new plugin: the template of the program under another name. */
#include "cli/new.h"

#include "base/file.h"
#include "base/resource.h"
#include "base/text.h"
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* What the files of the template say in place of the name and the id.  Each is a plugin that builds
 * as it is, so the word stands for nothing else in it. */
static const char old_name[] = "template", old_guard[] = "TEMPLATE",
                  old_id[] = "org.example.template";
enum { LONGEST_NAME = 32, LONGEST_ID = 64 };

static const char *
last_part(arena *memory, const char *dir)
{
  size_t n = strlen(dir);
  while (n > 1 && dir[n - 1] == '/')
    n--;
  const char *const whole = arena_copy(memory, dir, n);
  const char *const slash = strrchr(whole, '/');
  return slash ? slash + 1 : whole;
}

/* One part of an id, and what a name is: the name of a file, and within one of C. */
static bool
is_part(const char *s, size_t n)
{
  bool fine = n > 0 && *s >= 'a' && *s <= 'z';
  for (size_t i = 0; i < n; i++)
    fine &= (s[i] >= 'a' && s[i] <= 'z') || (s[i] >= '0' && s[i] <= '9') || s[i] == '_';
  return fine;
}

static bool
is_id(const char *s)
{
  size_t parts = 0;
  if (strlen(s) > LONGEST_ID)
    return false;
  for (const char *at = s;; parts++) {
    const size_t n = strcspn(at, ".");
    if (!is_part(at, n))
      return false;
    if (!at[n])
      return parts > 0;
    at += n + 1;
  }
}

static bool
starts(const char *s, const char *with)
{
  return strncmp(s, with, strlen(with)) == 0;
}

static text
renamed(arena *memory, const char *from, const char *name, const char *id)
{
  char guard[LONGEST_NAME + 1] = "";
  for (size_t i = 0; name[i]; i++)
    guard[i] = (char)(name[i] >= 'a' && name[i] <= 'z' ? name[i] - 'a' + 'A' : name[i]);
  const struct {
    const char *from, *to;
  } changes[] = {{old_id, id}, {old_name, name}, {old_guard, guard}};
  text t = text_new(memory);
  text_add(&t, "");
  while (*from) {
    size_t c = 0;
    while (c < sizeof changes / sizeof *changes && !starts(from, changes[c].from))
      c++;
    if (c < sizeof changes / sizeof *changes) {
      text_add(&t, changes[c].to);
      from += strlen(changes[c].from);
    } else {
      text_add_n(&t, from++, 1);
    }
  }
  return t;
}

static bool
check_names(arena *memory, const char *dir, const char *name, const char *id, diags *d)
{
  struct stat st;
  if (!is_part(name, strlen(name)) || strlen(name) > LONGEST_NAME)
    diag_error(d, "U012", NULL, 0, "it becomes part of the names of files, of its id, and of C",
               "take lower-case letters, digits and _, a letter first, 32 at most",
               "\"%s\" cannot be the name of a plugin", utf8_inert(memory, name));
  if (id && !is_id(id))
    diag_error(d, "U012", NULL, 0,
               "an id is two parts or more, joined by dots, of lower-case letters, digits and _, "
               "each with a letter first, together 64 at most",
               "begin with a domain that is yours, as in --id=org.example.turnover",
               "\"%s\" cannot be the id of a plugin", utf8_inert(memory, id));
  if (id && starts(id, "org.orgmirror."))
    diag_error(d, "U012", NULL, 0, "ids that begin so are those of the analyses of orgmirror",
               "begin with a domain that is yours, as in --id=org.example.turnover",
               "\"%s\" cannot be the id of a plugin", utf8_inert(memory, id));
  if (d->n_errors == 0 && lstat(dir, &st) == 0)
    diag_error(d, "U010", dir, 0, "somebody may have worked on it", "take another name",
               S_ISDIR(st.st_mode) ? "this folder is there already" : "this file is there already");
  return d->n_errors == 0;
}

static bool
write_files(arena *memory, const char *dir, const char *name, const char *id)
{
  output *const out = output_open(memory, dir);
  bool fine = out != NULL;
  for (size_t i = 0; fine; i++) {
    const resource r = resource_under("template/", i);
    if (!r.name)
      break;
    const text to = renamed(memory, r.name + strlen("template/"), name, id);
    const text content = renamed(memory, r.at, name, id);
    fine = output_write(out, to.at, content.at, content.n);
  }
  if (fine)
    return output_commit(out);
  if (out) {
    const int why = errno;
    output_drop(out);
    errno = why;
  }
  return false;
}

void
new_plugin(arena *memory, const char *dir, const char *id, bool quiet, diags *d)
{
  const char *const name = last_part(memory, dir);
  if (!check_names(memory, dir, name, id, d))
    return;
  if (!id)
    id = arena_printf(memory, "org.example.%s", name);
  if (!write_files(memory, dir, name, id))
    diag_error(d, "R001", dir, 0, strerror(errno), "choose another folder",
               "the plugin cannot be written");
  else if (!quiet)
    printf("wrote    %s: the plugin %s, which builds as it is\n"
           "next     cd %s && make && make run, and look at report/report.html\n"
           "         make check tries its arithmetic and its numbers; README.md says how to make "
           "it yours\n",
           dir, id, dir);
}
