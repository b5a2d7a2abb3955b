/* orgmirror compare: what has changed from one report to a later one, as a page like theirs. */
#include "cli/cli.h"

#include "base/file.h"
#include "report/change.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool
ends_with(const char *text, const char *end)
{
  const size_t n = strlen(text), n_end = strlen(end);
  return n >= n_end && strcmp(text + n - n_end, end) == 0;
}

/* The comparison itself where the file is called .xml, else its page. */
static void
write_out(arena *memory, const cli_options *o, const text *xml, diags *d)
{
  page_parts parts;
  char *html = NULL, *why = NULL;
  const char *at = xml->at;
  size_t n = xml->n;
  if (!ends_with(o->output, ".xml")) {
    if (!cli_page_parts(memory, o, d, &parts))
      return;
    if (report_html(xml->at, xml->n, &parts, &html, &n, &why) != 0) {
      cli_page_failed(o->output, why, d);
      return;
    }
    at = html;
  }
  if (!file_write_atomically(memory, o->output, at, n))
    diag_error(d, "R001", o->output, 0, strerror(errno), "choose another file with -o",
               "the comparison cannot be written");
  free(html);
}

static void
compare(arena *memory, const cli_options *o, diags *d)
{
  xmlDoc *const before = cli_read_report(o->study, d), *const after = cli_read_report(o->second, d);
  change_counts counts;
  if (!before || !after)
    goto done;
  if (!change_same_confidence(memory, before, after)) {
    diag_error(d, "S205", o->second, 0, "a difference of ranges of two kinds has no range",
               "run one of the studies again with the confidence of the other",
               "its ranges cover another share than those of %s", o->study);
    goto done;
  }
  const text xml = change_xml(memory, before, after, &counts);
  if (counts.compared + counts.withheld == 0) {
    diag_error(d, "S206", o->second, 0,
               counts.unlike ? "all that both have was made differently, or of other questions"
                             : "no number of one is in the other",
               "compare two reports of one study, or of two waves of it",
               "there is nothing to compare with %s", o->study);
    goto done;
  }
  write_out(memory, o, &xml, d);
  if (!o->quiet && !d->n_errors)
    printf("%zu numbers compared, %zu of them clearly changed; %zu withheld; %zu made differently; "
           "%zu in the later report alone\n",
           counts.compared, counts.clear, counts.withheld, counts.unlike, counts.one_sided);

done:
  xmlFreeDoc(before);
  xmlFreeDoc(after);
}

int
cli_compare(int argc, char **argv, arena *memory)
{
  cli_options o;
  int code;
  if (!cli_parse(argc, argv, "compare", "OLD.xml NEW.xml",
                 "Make a page of what has changed from one report to a later one; with -o "
                 "FILE.xml, "
                 "a report of it.",
                 "oqbgp2", &o, &code))
    return code;
  diags d = diags_new(memory);
  if (!o.study || !o.second || !o.output)
    diag_error(&d, "U001", NULL, 0, NULL, "orgmirror compare OLD.xml NEW.xml -o FILE.html",
               !o.study    ? "no report was named"
               : !o.second ? "no second report was named"
                           : "no file was named for the page");
  else
    compare(memory, &o, &d);
  return cli_finish(&d, &o);
}
