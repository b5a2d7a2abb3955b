/* The program: which command, and what happens when memory runs out. */
#include "base/xml.h"
#include "cli/cli.h"
#include "host/import_worker.h"
#include "host/orders.h"
#include "host/worker.h"

#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

static const struct {
  const char *name;
  int (*run)(int argc, char **argv, arena *memory);
  const char *summary;
} commands[] = {
    {"run", cli_run, "STUDY.xml -o DIR       write the report of a study"},
    {"new", cli_new, "study DIR | plugin NAME  draft a study from its exports, or begin a plugin"},
    {"check", cli_check, "STUDY.xml              say what is wrong and what is odd, write nothing"},
    {"render", cli_render, "REPORT.xml -o FILE     make the page of a report again"},
    {"compare", cli_compare,
     "OLD.xml NEW.xml -o FILE  say what has changed from one report to another"},
    {"pdf", cli_pdf, "REPORT.xml -o FILE     print the page of a report, with a browser"},
    {"plugins", cli_plugins, "[ID]                   list the analyses, or what one declares"},
    {"ledger", cli_ledger, "STUDY.xml              list what was published, or withdraw a report"},
    {"explain", cli_explain, "CODE|TERM              explain a message, a word, a statistic"},
};

enum { N_COMMANDS = sizeof commands / sizeof *commands };

static void
print_help(FILE *out)
{
  fputs("Usage: orgmirror COMMAND [OPTION...]\nLook in the mirror: does what is wrong inside show "
        "in what customers say?\n\n",
        out);
  for (size_t i = 0; i < N_COMMANDS; i++)
    fprintf(out, "  %-8s %s\n", commands[i].name, commands[i].summary);
  fputs("\n  orgmirror COMMAND --help   the options of a command\n  orgmirror --version        the "
        "version\n\nExit: 0 done; 1 report written, but an analysis failed (or --strict and a "
        "warning);\n2 usage; 3 study invalid; 4 data unreadable or not matching; 5 nothing may be "
        "shown;\n70 internal error. An earlier report stays as it is unless a new one is "
        "complete.\n",
        out);
}

static int
dispatch(int argc, char **argv, arena *memory)
{
  const char *const name = argc > 1 ? argv[1] : "";
  for (size_t i = 0; i < N_COMMANDS; i++)
    if (strcmp(name, commands[i].name) == 0)
      return commands[i].run(argc - 1, argv + 1, memory);
  if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
    puts(PACKAGE_STRING);
    return EXIT_FINE;
  }
  const bool is_asked =
      strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0;
  if (!is_asked)
    fprintf(stderr, "orgmirror: error U000: %s%s%s\n",
            *name ? "there is no command \"" : "no command was given", name, *name ? "\"" : "");
  print_help(is_asked ? stdout : stderr);
  return is_asked ? EXIT_FINE : EXIT_USAGE;
}

/* What was promised on standard output must have arrived; argp ends the program by itself. */
static void
check_stdout(void)
{
  if (fflush(stdout) == 0 && !ferror(stdout))
    return;
  fputs("orgmirror: error R003: standard output cannot be written\n", stderr);
  _exit(EXIT_INTERNAL);
}

/* This process reads what people said: no core dump, and no other program of the user may look
 * into it. */
static void
keep_to_itself(void)
{
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
  prctl(PR_SET_DUMPABLE, 0); /* collectors of core dumps ask for no limit */
}

int
main(int argc, char **argv)
{
  if (argc == 2 && strcmp(argv[1], WORKER_FLAG) == 0)
    worker_main();
  if (argc == 3 && strcmp(argv[1], IMPORT_FLAG) == 0)
    import_main(argv[2]);
  keep_to_itself();
  atexit(check_stdout);
  setlocale(LC_NUMERIC, "C");
  xml_start();
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  if (setjmp(handler.jump)) {
    fputs("orgmirror: error I000: out of memory. An earlier report stays as it is.\n", stderr);
    return EXIT_INTERNAL;
  }
  arena *const memory = arena_new(&handler);
  const int code = dispatch(argc, argv, memory);
  arena_free(memory);
  return code;
}
