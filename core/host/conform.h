/* The check of a plugin, as its author runs it: rules, what speaks against each, and the studies
 * that the plugin is tried on.  `orgmirror plugins --check`. */
#ifndef OM_HOST_CONFORM_H
#define OM_HOST_CONFORM_H

#include "base/text.h"
#include "host/host.h"

typedef enum conform_rule {
  RULE_LOADS,
  RULE_TRUSTED,
  RULE_ONE_SYMBOL,
  RULE_ID_GRAMMAR,
  RULE_UTF8,
  RULE_DEFAULTS,
  RULE_ORDINARY,
  RULE_EMPTY,
  RULE_ONE_ROW,
  RULE_ONE_UNIT,
  RULE_ALL_MISSING,
  RULE_CONSTANT,
  RULE_PUBLISHED,
  RULE_MANY_ROWS,
  RULE_MANY_UNITS,
  RULE_SAME_SEED,
  RULE_JOBS,
  RULE_SHUFFLED,
  RULE_SILENT,
  RULE_LEFTOVERS,
  RULE_OPTIONS,
  RULE_NUMBERS,
  RULE_WORDS,
  RULE_TIME,
  RULE_MEMORY,
  N_CONFORM_RULES
} conform_rule;

typedef enum conform_verdict {
  CONFORM_NOT_TRIED,
  CONFORM_PASSED,
  CONFORM_DOUBTFUL,
  CONFORM_FAILED
} conform_verdict;

/* Of one plugin. */
typedef struct conform {
  arena *memory;
  conform_verdict verdicts[N_CONFORM_RULES];
  const char *evidence[N_CONFORM_RULES]; /* of the first that speaks against it; or NULL */
  double slowest;                        /* seconds of the longest run */
  uint64_t most_memory;                  /* bytes beside the data, of the largest */
} conform;

/* "one-symbol"; these names do not change. */
const char *conform_rule_name(conform_rule r);
/* What it asks: "exports orgmirror_plugins_v1 and nothing else". */
const char *conform_rule_asks(conform_rule r);
/* What the author can do. */
const char *conform_rule_remedy(conform_rule r);
const char *conform_verdict_name(conform_verdict v);

conform conform_new(arena *memory);

/* The rule was tried; it passed unless something speaks against it, before or after. */
void conform_tried(conform *c, conform_rule r);
/* The first evidence of the worst verdict is kept.  printf without floating point. */
void conform_against(conform *c, conform_rule r, conform_verdict v, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* --- conform_symbols.c ----------------------------------------------------------------------- */

/* What the shared object in the descriptor exports. */
void conform_symbols(conform *c, int fd);

/* --- conform_declared.c ---------------------------------------------------------------------- */

/* Whether others could put another file where it lies. */
void conform_place(conform *c, const plugin_file *file);

/* Why it cannot be used, held against the rule that this breaks. */
void conform_refused(conform *c, const char *why);

/* Ids, texts and options of the description. */
void conform_declared(conform *c, const description *d);

/* --- conform_words.c ------------------------------------------------------------------------- */

/* Holds the text against RULE_UTF8; `where` says where it stands.  NULL is no text. */
void conform_bytes(conform *c, const char *where, const char *text);
/* The same, and against RULE_WORDS. */
void conform_text(conform *c, const char *where, const char *text);

/* The first words in the text that make one thing the maker of another; NULL when there are none. A
 * sentence that denies it ("nobody knows whether ...") has none. */
const char *conform_causal(const char *text);

/* --- conform_runs.c -------------------------------------------------------------------------- */

/* One run on the study that `where` names ("a study of one unit"), of `data` bytes: a failure goes
 * to the rule that it breaks, or else to `rule`.  True when it ended well or was not applicable. */
bool conform_run(conform *c, conform_rule rule, const char *where, const planned *x,
                 const host_limits *limits, uint64_t data);

/* Bytes that say the same, but for what was logged and what was used. */
void conform_same(conform *c, conform_rule rule, const planned *a, const planned *b);

/* --- conform_study.c ------------------------------------------------------------------------- */

typedef enum conform_case {
  CASE_ORDINARY,
  CASE_EMPTY,
  CASE_ONE_ROW,
  CASE_ONE_UNIT,
  CASE_ALL_MISSING,
  CASE_CONSTANT,
  CASE_MANY_ROWS,
  CASE_MANY_UNITS,
  CASE_SHUFFLED,
  CASE_SMALL, /* few units: for options that ask for much work */
  N_CONFORM_CASES
} conform_case;

/* Exports of one case, in memory: nothing is written to a disk, and nothing is left. */
typedef struct conform_exports {
  conform_case which;
  int staff, customers, figures; /* memfds; -1: none */
  uint32_t n_scales;             /* of each side */
} conform_exports;

/* How many scales a side needs for all that these plugins declare. */
uint32_t conform_scales(const description *d);

/* False with errno set.  conform_exports_close in any case. */
bool conform_exports_make(arena *memory, conform_case which, uint32_t n_scales,
                          conform_exports *out);
void conform_exports_close(conform_exports *e);

/* study.xml for these plugins on these exports, in a memfd; -1 with errno set.  The fuller of the
 * two hypotheses of a kind names published figures where that is asked for. */
int conform_study(arena *memory, const conform_exports *e, const plugin *const *p, size_t n,
                  bool with_figures);

/* The name under which a memfd of this process is opened. */
const char *conform_path(arena *memory, int fd);

#endif
