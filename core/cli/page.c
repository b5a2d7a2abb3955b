/* The page of a report, for run and render: the style sheets of the program applied to report.xml.
 */
#include "cli/cli.h"

#include "base/resource.h"
#include "base/text.h"
#include "report/html.h"

#include <stdlib.h>

page_parts
cli_page_parts(arena *memory)
{
  static const char *const sheets[] = {"report.xsl", "report-table.xsl", "report-how.xsl",
                                       "report-verbatims.xsl", "report-words.xsl"};
  text xsl = text_new(memory);
  for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
    text_add_n(&xsl, resource_find(sheets[i]).at, resource_find(sheets[i]).n);
  const resource css = resource_find("report.css"), js = resource_find("report.js");
  return (page_parts){xsl.at, css.at, js.at, xsl.n, css.n, js.n};
}

void
cli_page_failed(const char *name, char *why, diags *d)
{
  diag_error(d, "R002", name, 0, why ? arena_string(d->memory, why) : "memory ran out", NULL,
             "the page cannot be made");
  free(why);
}
