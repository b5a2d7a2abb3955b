/* Options that more than one command takes, through argp. */
#include "cli/cli.h"

#include "base/text.h"
#include "import/chunks.h"

#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
  KEY_JOBS = 0x100,
  KEY_SEED,
  KEY_PLUGIN_PATH,
  KEY_ONLY,
  KEY_SKIP,
  KEY_STRICT,
  KEY_JSON,
  KEY_JUNIT,
  KEY_DEADLINE,
  KEY_CHECKSUMS,
  KEY_WAVE,
  KEY_IN_PROCESS,
  KEY_CHECK,
  KEY_LEDGER,
  KEY_WITHHOLD_MORE,
  KEY_WITHDRAW,
  KEY_BRANDING,
  KEY_LANG,
  KEY_SPLIT
};

/* Each option with the letter by which a command asks for it. */
static const struct {
  char letter;
  struct argp_option option;
} known[] = {
    {'o', {"output", 'o', "PATH", 0, "Where the result is written", 0}},
    {'p',
     {"plugin-path", KEY_PLUGIN_PATH, "DIR[:DIR]", 0,
      "Folders searched for plugins before the installed ones", 0}},
    {'n', {"only", KEY_ONLY, "ID[,ID]", 0, "Run these analyses and no others", 0}},
    {'n', {"skip", KEY_SKIP, "ID[,ID]", 0, "Do not run these analyses", 0}},
    {'l', {"jobs", KEY_JOBS, "N", 0, "Analyses at once (number of processors)", 0}},
    {'l', {"deadline", KEY_DEADLINE, "SECONDS", 0, "Time allowed for each analysis (120)", 0}},
    {'i',
     {"in-process", KEY_IN_PROCESS, NULL, 0,
      "Run analyses inside the program, without any protection: for gdb and valgrind", 0}},
    {'e', {"seed", KEY_SEED, "N", 0, "Seed of random draws, in place of the study's", 0}},
    {'w', {"wave", KEY_WAVE, "ID", 0, "Analyse this wave, in place of the last", 0}},
    {'s', {"strict", KEY_STRICT, NULL, 0, "Exit with 1 when there was a warning", 0}},
    {'j',
     {"json", KEY_JSON, NULL, 0,
      "Print the outcome as JSON on standard output; run: and write estimates.json", 0}},
    {'u', {"junit", KEY_JUNIT, "FILE", 0, "Write the outcome as JUnit XML into a file", 0}},
    {'c',
     {"checksums", KEY_CHECKSUMS, NULL, 0,
      "Write the SHA-256 of each export into manifest.json (reads them once more)", 0}},
    {'k',
     {"check", KEY_CHECK, "FILE", 0,
      "Try a plugin on made-up studies, and say which rules it breaks", 0}},
    {'r',
     {"ledger", KEY_LEDGER, "DIR", 0,
      "Where it stands what was published (orgmirror.ledger beside the study)", 0}},
    {'m',
     {"withhold-more", KEY_WITHHOLD_MORE, NULL, 0,
      "Withhold what would tell about few people together with an earlier report", 0}},
    {'d',
     {"withdraw", KEY_WITHDRAW, "REPORT", 0,
      "Forget a report that nobody was given, or that was taken back", 0}},
    {'b',
     {"branding", KEY_BRANDING, "DIR", 0, "A folder with page.css and page.xsl of your house", 0}},
    {'g',
     {"lang", KEY_LANG, "LANGUAGE", 0, "Language of the page: de, en (en); the rest stays English",
      0}},
    {'t',
     {"split", KEY_SPLIT, NULL, 0,
      "Put long tables of units, and what is said of each unit, on pages of their own", 0}},
    {'q', {"quiet", 'q', NULL, 0, "Say nothing but errors", 0}},
    {'v', {"verbose", 'v', NULL, 0, "Say more, and what analyses log", 0}},
};

typedef struct parsing {
  cli_options *o;
  bool ended, wrong, takes_two;
} parsing;

static bool
whole_number(const char *s, double least, uint64_t *out)
{
  double x;
  if (!number_parse((span){s, strlen(s)}, '.', &x) || x < least || x > 1e15 ||
      x != (double)(uint64_t)x)
    return false;
  *out = (uint64_t)x;
  return true;
}

/* Any whole number of 64 bits, as the study may name. */
static bool
seed_number(const char *s, uint64_t *out)
{
  const size_t n = strlen(s);
  errno = 0;
  *out = strtoull(s, NULL, 10);
  return n > 0 && n <= 20 && strspn(s, "0123456789") == n && errno == 0;
}

static error_t
take(int key, char *value, struct argp_state *state)
{
  parsing *const p = state->input;
  cli_options *const o = p->o;
  uint64_t n;
  switch (key) {
  case 'o':
    o->output = value;
    return 0;
  case 'q':
    o->quiet = true;
    return 0;
  case 'v':
    o->verbose = true;
    return 0;
  case 'h':
    argp_state_help(state, stdout, ARGP_HELP_STD_HELP);
    return 0;
  case KEY_PLUGIN_PATH:
    o->plugin_path = value;
    return 0;
  case KEY_ONLY:
    o->only = value;
    return 0;
  case KEY_SKIP:
    o->skip = value;
    return 0;
  case KEY_STRICT:
    o->strict = true;
    return 0;
  case KEY_JSON:
    o->json = true;
    return 0;
  case KEY_JUNIT:
    o->junit = value;
    return 0;
  case KEY_CHECKSUMS:
    o->checksums = true;
    return 0;
  case KEY_IN_PROCESS:
    o->limits.in_process = true;
    return 0;
  case KEY_CHECK:
    o->check = value;
    return 0;
  case KEY_BRANDING:
    o->branding = value;
    return 0;
  case KEY_SPLIT:
    o->splits = true;
    return 0;
  case KEY_LANG:
    o->language = value;
    return 0;
  case KEY_LEDGER:
    o->ledger = value;
    return 0;
  case KEY_WITHHOLD_MORE:
    o->withholds_more = true;
    return 0;
  case KEY_WITHDRAW:
    o->withdraw = value;
    return 0;
  case KEY_WAVE:
    o->wave = value;
    return 0;
  case KEY_SEED:
    o->has_seed = seed_number(value, &o->seed);
    if (!o->has_seed)
      argp_error(state, "--seed is a whole number, not \"%s\"", value);
    return 0;
  case KEY_JOBS:
    if (!whole_number(value, 1, &n) || n > 1024)
      argp_error(state, "--jobs is a whole number from 1 to 1024, not \"%s\"", value);
    else
      o->limits.jobs = n;
    return 0;
  case KEY_DEADLINE:
    if (!number_parse((span){value, strlen(value)}, '.', &o->limits.deadline) ||
        o->limits.deadline <= 0 || o->limits.deadline > 1e6)
      argp_error(state, "--deadline is a number of seconds, not \"%s\"", value);
    return 0;
  case ARGP_KEY_ARG:
    if (o->study && p->takes_two && !o->second)
      o->second = value;
    else if (o->study)
      argp_error(state, "%s enough: what is \"%s\"?",
                 p->takes_two ? "two arguments are" : "one argument is", value);
    else
      o->study = value;
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

bool
cli_parse(int argc, char **argv, const char *name, const char *argument, const char *doc,
          const char *takes, cli_options *o, int *code)
{
  struct argp_option options[sizeof known / sizeof *known + 2];
  size_t n = 0;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strchr(takes, known[i].letter))
      options[n++] = known[i].option;
  options[n++] = (struct argp_option){NULL, 'h', NULL, OPTION_HIDDEN, NULL, 0};
  options[n] = (struct argp_option){0};
  const long processors = sysconf(_SC_NPROCESSORS_ONLN);
  *o = (cli_options){.limits = HOST_LIMITS_INIT};
  o->limits.jobs = processors > 0 ? (size_t)processors : 1;
  parsing p = {.o = o, .takes_two = strchr(takes, '2') != NULL};
  const struct argp parser = {options, take, argument, doc, NULL, NULL, NULL};
  char program[64] = PACKAGE_NAME " ";
  strncat(program, name, sizeof program - strlen(program) - 1);
  argv[0] = program;
  argp_program_version = PACKAGE_STRING;
  argp_err_exit_status = EXIT_USAGE;
  const error_t failure = argp_parse(&parser, argc, argv, 0, NULL, &p);
  *code = failure ? EXIT_USAGE : EXIT_FINE;
  return failure == 0;
}

unsigned
cli_threads(const cli_options *o)
{
  return o->limits.jobs < MOST_THREADS ? (unsigned)o->limits.jobs : MOST_THREADS;
}

int
cli_code(const diags *d)
{
  static const struct {
    char letter;
    int code;
  } codes[] = {{'I', EXIT_INTERNAL},     {'R', EXIT_INTERNAL}, {'U', EXIT_USAGE},
               {'S', EXIT_STUDY},        {'D', EXIT_DATA},     {'G', EXIT_NOTHING_TO_SHOW},
               {'P', EXIT_PLUGIN_FAILED}};
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
    if (diags_has(d, codes[i].letter))
      return codes[i].code;
  return EXIT_FINE;
}

int
cli_outcome(const diags *d, const cli_options *o)
{
  const int code = cli_code(d);
  return code == EXIT_FINE && o->strict && d->n_warnings ? EXIT_PLUGIN_FAILED : code;
}

int
cli_finish(const diags *d, const cli_options *o)
{
  if (!o->quiet || d->n_errors)
    diags_print(d, stderr, o->verbose, o->quiet);
  return cli_outcome(d, o);
}
