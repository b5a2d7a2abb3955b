/* What is wrong and what is odd: collected, all of it, then printed once.
 *
 * Each message says what, why and how to fix, and carries a code that `orgmirror explain`
 * knows.  The first letter of a code tells the exit code of the command: U usage, S study,
 * D data, G gate, P plugin, R report, I internal. */
#ifndef OM_BASE_DIAG_H
#define OM_BASE_DIAG_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdio.h>

typedef enum { DIAG_ERROR, DIAG_WARNING, DIAG_NOTE } diag_level;

typedef struct diag {
  diag_level level;
  const char *code;             /* "S104" */
  const char *file;             /* as the user named it, or NULL */
  unsigned line;                /* from 1; 0: the file as a whole */
  const char *what, *why, *fix; /* why and fix may be NULL */
} diag;

typedef struct diags {
  arena *memory;
  diag *at;
  size_t n, capacity;
  size_t n_errors, n_warnings;
  const char *default_file; /* used where a message names none */
  const char *including;    /* a file that includes others, or NULL */
  const char **included;    /* these; each counts its lines from a base of its own */
  size_t n_included, included_capacity;
} diags;

diags diags_new(arena *memory);

/* Keeps a copy of the struct; its strings must live as long as the arena. */
void diag_add(diags *d, diag message);

/* One number names a place in a file or in what it includes: to the lines of `file` the base that
 * is returned is added wherever a line of `including` is said, and messages then name `file` and
 * its own line.  One file may include others; at most 200 of them. */
unsigned diags_included(diags *d, const char *including, const char *file);

/* The file and the line that such a number stands for; `file` itself for any other. */
const char *diags_place(const diags *d, const char *file, unsigned *line);

/* `what` formatted; the rest as given. */
void diag_error(diags *d, const char *code, const char *file, unsigned line, const char *why,
                const char *fix, const char *what, ...) __attribute__((format(printf, 7, 8)));
void diag_warning(diags *d, const char *code, const char *file, unsigned line, const char *why,
                  const char *fix, const char *what, ...) __attribute__((format(printf, 7, 8)));

/* True when an error's code starts with the letter. */
bool diags_has(const diags *d, char letter);

/* `file:line: error CODE: what, because why. To fix: fix`, on one line. */
void diag_print(arena *memory, const diag *message, FILE *out);

/* Each in that form.  Of one kind at most 200,
 * and then how many more there are; verbose, all of them and the notes.  `only_errors` leaves notes
 * and warnings out. */
void diags_print(const diags *d, FILE *out, bool is_verbose, bool only_errors);

const char *diag_level_name(diag_level level);

#endif
