/* What the end of a worker means, in words that follow "because". */
#include "host/verdict.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const char *
signal_words(arena *memory, int number)
{
  switch (number) {
  case SIGSEGV:
  case SIGBUS:
    return "it crashed: it used memory that is not its own, or tried to change the data";
  case SIGABRT:
    return "it aborted itself";
  case SIGFPE:
    return "it crashed: it divided by zero";
  case SIGILL:
    return "it crashed: it ran an instruction that this processor does not have";
  case SIGXCPU:
  case SIGKILL:
    return "it used up its processor time or memory";
  case SIGSYS:
    return "it made a system call that analyses do not need";
  case SIGXFSZ:
    return "it tried to write a file";
  default:
    return arena_printf(memory, "it was ended by a signal: %s", strsignal(number));
  }
}

static const char *
exit_words(arena *memory, int code)
{
  switch (code) {
  case WORKER_NO_ORDERS:
  case WORKER_NO_DATA:
    return "its process could not read what it was given";
  case WORKER_NO_MEMORY:
    return "its process ran out of memory";
  case WORKER_LOST_CORE:
    return "its process lost the program that started it";
  default:
    return arena_printf(memory, "it ended its own process, with exit code %d", code);
  }
}

const char *
verdict_of(arena *memory, const process *p)
{
  switch (p->end) {
  case PROCESS_NOT_STARTED:
    return arena_printf(memory, "its process could not be started: %s", strerror(p->code));
  case PROCESS_LATE:
    return arena_printf(memory, "it had not finished after %g seconds", p->deadline);
  case PROCESS_FLOODED:
    return arena_printf(memory, "it sent more than %zu MB of results", p->most_output >> 20);
  case PROCESS_SIGNALED:
    return signal_words(memory, p->code);
  case PROCESS_EXITED:
    break;
  }
  if (p->code != 0)
    return exit_words(memory, p->code);
  if (p->log.n > 0)
    return arena_printf(memory, "it printed %s%zu bytes: a plugin reports, it prints nothing",
                        p->log.n >= 1 << 16 ? "at least " : "", p->log.n);
  return NULL;
}
