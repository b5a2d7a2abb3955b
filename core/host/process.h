/* Worker processes: started here and nowhere else, watched, and ended when they overstep. */
#ifndef OM_HOST_PROCESS_H
#define OM_HOST_PROCESS_H

#include "host/orders.h"

#include <stddef.h>

typedef enum process_end {
  PROCESS_EXITED,     /* `code` is its exit code */
  PROCESS_SIGNALED,   /* `code` is the signal */
  PROCESS_LATE,       /* ended at its deadline */
  PROCESS_FLOODED,    /* ended because it sent more than it may */
  PROCESS_NOT_STARTED /* `code` is an errno */
} process_end;

typedef struct process {
  /* in */
  const char *import; /* id of the converter that is to run; NULL: a plugin */
  union {             /* descriptors; -1: none */
    int plugin, text;
  };
  union {
    int summary, file;
  };
  union {
    int rows, codebook;
  };
  int found; /* of plugins; -1: none */
  orders orders;
  double deadline; /* seconds of wall clock */
  size_t most_output;
  /* out */
  process_end end;
  int code;
  bytes output;   /* the result pipe */
  bytes log;      /* what it wrote to standard output and error, cut at 64 KiB */
  double seconds; /* wall clock */
} process;

/* Whether a process may start now; one that never does has no end. */
typedef enum process_turn { TURN_NOW, TURN_LATER, TURN_NEVER } process_turn;

/* What is asked before each starts, and told after each has ended; NULL where nobody minds.  A
 * process may wait for others only: with none running, TURN_LATER means never. */
typedef struct process_watch {
  process_turn (*turn)(void *context, size_t index);
  void (*ended)(void *context, size_t index);
  void *context;
} process_watch;

/* Runs all of them, at most `at_once` at a time, the first that may first, and returns when the
 * last has ended. */
void process_run_all(arena *memory, process *p, size_t n, size_t at_once,
                     const process_watch *watch);

#endif
