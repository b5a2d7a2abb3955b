/* The page of a report, for run, render and pdf: the style sheets of the program, and of a house,
 * applied to report.xml.
 */
#include "cli/cli.h"

#include "base/file.h"
#include "base/resource.h"
#include "base/text.h"
#include "report/html.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_SHEET = 4 << 20 };

/* A file of the house's folder at the end of a text; false when it has none. */
static bool
add_file(arena *memory, const char *folder, const char *name, text *to, bool *is_fine, diags *d)
{
  const char *const path = path_join(memory, folder, name);
  file_bytes bytes;
  if (!file_read(path, LARGEST_SHEET, &bytes)) {
    if (errno == ENOENT)
      return false;
    diag_error(d, "U009", path, 0, strerror(errno), "name a folder with page.css or page.xsl",
               "the branding cannot be read");
    *is_fine = false;
    return true;
  }
  text_add_n(to, bytes.at, bytes.n);
  file_release(&bytes);
  return true;
}

/* Where each style sheet begins is known by its XML declaration. */
static void
add_sheet(arena *memory, const char *folder, text *xsl, bool *has_any, bool *is_fine, diags *d)
{
  text own = text_new(memory);
  if (!add_file(memory, folder, "page.xsl", &own, is_fine, d))
    return;
  *has_any = true;
  if (own.at && strncmp(own.at, "<?xml ", 6) != 0)
    text_add(xsl, "<?xml version=\"1.0\"?>\n");
  if (own.at)
    text_add_n(xsl, own.at, own.n);
}

static bool
add_house(arena *memory, const char *folder, text *xsl, text *css, diags *d)
{
  bool has_any = false, is_fine = true;
  add_sheet(memory, folder, xsl, &has_any, &is_fine, d);
  has_any |= add_file(memory, folder, "page.css", css, &is_fine, d);
  if (!has_any) {
    diag_error(d, "U009", folder, 0, "it has neither page.css nor page.xsl",
               "name a folder with one of them, as samples/branding",
               "the branding cannot be read");
    return false;
  }
  if (strpbrk(css->at, "<&")) {
    diag_error(d, "U009", path_join(memory, folder, "page.css"), 0,
               "it stands in the page as it is, and '<' or '&' would end it there",
               "write it without them; a child combinator is '>'", "the branding cannot be used");
    return false;
  }
  return is_fine;
}

bool
cli_page_parts(arena *memory, const cli_options *o, diags *d, page_parts *out)
{
  static const char *const sheets[] = {"report.xsl",           "report-table.xsl",
                                       "report-how.xsl",       "report-units.xsl",
                                       "report-verbatims.xsl", "report-words.xsl"};
  text xsl = text_new(memory), css = text_new(memory);
  for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
    text_add_n(&xsl, resource_find(sheets[i]).at, resource_find(sheets[i]).n);
  const resource own = resource_find("report.css"), js = resource_find("report.js");
  text_add_n(&css, own.at, own.n);
  if (o->branding && !add_house(memory, o->branding, &xsl, &css, d))
    return false;
  *out =
      (page_parts){xsl.at, css.at, js.at, xsl.n, css.n, js.n, o->branding != NULL, NULL, o->splits};
  return cli_page_language(memory, o, d, &out->language);
}

void
cli_page_failed(const char *name, char *why, diags *d)
{
  diag_error(d, "R002", name, 0, why ? arena_string(d->memory, why) : "memory ran out", NULL,
             "the page cannot be made");
  free(why);
}
