/* What the end of a worker means, in templates that follow "because". */
#include "host/verdict.h"

#include "base/catalogue.h"
#include "base/template.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const char *
signal_words(arena *memory, int number)
{
  switch (number) {
  case SIGSEGV:
  case SIGBUS:
    return N_("it crashed: it used memory that is not its own, or tried to change the data");
  case SIGABRT:
    return N_("it aborted itself");
  case SIGFPE:
    return N_("it crashed: it divided by zero");
  case SIGILL:
    return N_("it crashed: it ran an instruction that this processor does not have");
  case SIGXCPU:
  case SIGKILL:
    return N_("it used up its processor time or memory");
  case SIGSYS:
    return N_("it made a system call that analyses do not need");
  case SIGXFSZ:
    return N_("it tried to write a file");
  default:
    return arena_printf(memory, N_("it was ended by a signal: {signal=%s}"), strsignal(number));
  }
}

static const char *
exit_words(arena *memory, int code)
{
  switch (code) {
  case WORKER_NO_ORDERS:
  case WORKER_NO_DATA:
    return N_("its process could not read what it was given");
  case WORKER_NO_MEMORY:
    return N_("its process ran out of memory");
  case WORKER_LOST_CORE:
    return N_("its process lost the program that started it");
  default:
    return arena_printf(memory, N_("it ended its own process, with exit code {code=%d}"), code);
  }
}

const char *
verdict_template(arena *memory, const process *p)
{
  switch (p->end) {
  case PROCESS_NOT_STARTED:
    return arena_printf(memory, N_("its process could not be started: {error=%s}"),
                        strerror(p->code));
  case PROCESS_LATE:
    return arena_printf(memory, N_("it had not finished after {seconds=%g} seconds"), p->deadline);
  case PROCESS_FLOODED:
    return arena_printf(memory, N_("it sent more than {size=%zu} MB of results"),
                        p->most_output >> 20);
  case PROCESS_SIGNALED:
    return signal_words(memory, p->code);
  case PROCESS_EXITED:
    break;
  }
  if (p->code != 0)
    return exit_words(memory, p->code);
  if (p->log.n > 0)
    return arena_printf(memory,
                        p->log.n >= 1 << 16 ? N_("it printed at least {size=%zu} bytes: a plugin "
                                                 "reports, it prints nothing")
                                            : N_("it printed {size=%zu} bytes: a plugin reports, "
                                                 "it prints nothing"),
                        p->log.n);
  return NULL;
}

const char *
verdict_of(arena *memory, const process *p)
{
  const char *const template = verdict_template(memory, p);
  return template ? template_plain(memory, template) : NULL;
}
