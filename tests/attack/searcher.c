/* A plugin that looks through all memory it can reach: what is loaded, its stack, what it was lent,
 * and what lies next to these.  It looks for the ids that a test has planted, and for the label of
 * a scale, which has to be there.  Neither word stands anywhere in it, not even while it looks.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <orgmirror/plugin.h>

#include <link.h>
#include <setjmp.h>
#include <stdbool.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE = 4096, FURTHEST = 1 << 18 /* pages from where it starts */ };

typedef struct searching {
  uint64_t pages, ids, labels;
} searching;

/* "PLANTED" and "Planted", each byte one higher. */
static const volatile char ID[] = "QMBOUFE", LABEL[] = "Qmboufe";

static sigjmp_buf nothing_there;

static void
fell(int number)
{
  (void)number;
  siglongjmp(nothing_there, 1);
}

static bool
is_at(const volatile char *at, const volatile char *word)
{
  int i = 0;
  while (i < 7 && at[i] == word[i] - 1)
    i++;
  return i == 7;
}

/* False when the page cannot be read. */
static bool
search_page(searching *s, const char *page)
{
  if (sigsetjmp(nothing_there, 1))
    return false;
  for (int i = 0; i + 7 <= PAGE; i++) {
    s->ids += is_at(page + i, ID);
    s->labels += is_at(page + i, LABEL);
  }
  s->pages++;
  return true;
}

/* From here to where memory ends, both ways. */
static void
search_around(searching *s, const void *from)
{
  const uintptr_t first = (uintptr_t)from / PAGE * PAGE;
  for (uintptr_t i = 0; i < FURTHEST && search_page(s, (const char *)(first + i * PAGE)); i++)
    ;
  for (uintptr_t i = 1; i < FURTHEST && search_page(s, (const char *)(first - i * PAGE)); i++)
    ;
}

static int
search_object(struct dl_phdr_info *info, size_t size, void *context)
{
  (void)size;
  for (int i = 0; i < info->dlpi_phnum; i++)
    if (info->dlpi_phdr[i].p_type == PT_LOAD)
      search_around(context, (const char *)info->dlpi_addr + info->dlpi_phdr[i].p_vaddr);
  return 0;
}

static const om_method methods[] = {{"m", "A method.", ""}, {NULL, NULL, NULL}};
static const om_statistic statistics[] = {
    {"x", "X", "Some number.", "m", OM_FORMAT_NUMBER, OM_N_SCORED},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static om_status
run(om_run *r)
{
  searching s = {.pages = 0};
  signal(SIGSEGV, fell);
  signal(SIGBUS, fell);
  const om_study *const study = om_study_of(r);
  void *const heap = calloc(1, 64), *const mapped = calloc(1, 1 << 20);
  search_around(&s, &s);
  search_around(&s, study);
  search_around(&s, study->scales[0]->label);
  search_around(&s, om_scores_of(r, study->scales[0], NULL));
  search_around(&s, r->host);
  search_around(&s, heap);
  search_around(&s, mapped);
  search_around(&s, getenv("LC_ALL"));
  dl_iterate_phdr(search_object, &s);
  char said[200];
  snprintf(said, sizeof said, "looked: %s; ids: %llu; labels: %s", s.pages > 500 ? "far" : "near",
           (unsigned long long)s.ids, s.labels ? "some" : "none");
  free(heap);
  free(mapped);
  return om_note(r, NULL, said);
}

static const om_plugin self = {OM_PLUGIN_HEAD,
                               .id = "org.example.searcher",
                               .version = "1.0.0",
                               .name = "A search",
                               .summary = "Looks for people in its own memory.",
                               .place = OM_PLACE_MEASUREMENT,
                               .methods = methods,
                               .statistics = statistics,
                               .run = run};
const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
