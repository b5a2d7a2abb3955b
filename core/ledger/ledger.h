/* The ledger: what was published, and about which set of people.
 *
 * A folder beside the study, 0700: a secret of its own (`key`), and a file for each report.  Rows
 * are in it as keys that say nothing without the secret (data/row_key.h).  So a later report can be
 * held against earlier ones (reruns.h), though no answer was kept. */
#ifndef OM_LEDGER_LEDGER_H
#define OM_LEDGER_LEDGER_H

#include "base/diag.h"
#include "ledger/told.h"

typedef struct ledger_entry {
  const char *name; /* "report-0001": of its file, and what the user calls it */
  told_report told; /* without rows until ledger_rows */
  uint64_t rows_at; /* byte of the file where they start */
  void *map;
  size_t n_map;
} ledger_entry;

typedef struct ledger {
  arena *memory;
  const char *dir;
  int fd; /* of the folder */
  const row_secret *secret;
  ledger_entry *at; /* oldest first */
  size_t n, capacity;
} ledger;

/* Opens the folder, or makes it with a new secret where `may_make`; reads what reports told.  False
 * with messages (R010 and on).  Where it may make one, it waits until no other run has it open.
 * ledger_close in any case. */
bool ledger_open(arena *memory, const char *dir, bool may_make, diags *d, ledger *out);

void ledger_close(ledger *l);

/* A file for keys that has no name any more, or -1 with errno set. */
int ledger_spool(const ledger *l);

/* Has the rows of an earlier report at hand until ledger_close.  False with errno set. */
bool ledger_rows(ledger *l, size_t entry);

/* Adds the report, which has its rows, as the newest; NULL with errno set, else its name. */
const char *ledger_add(ledger *l, const told_report *r);

/* Takes a report out.  False with errno set. */
bool ledger_withdraw(ledger *l, const char *name);

#endif
