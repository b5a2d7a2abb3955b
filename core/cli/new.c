/* orgmirror new study: two unknown exports -> a study.xml that runs, every part of it explained.
 * orgmirror new plugin takes its options here as well. */
#include "cli/new.h"

#include "base/file.h"
#include "cli/cli.h"
#include "draft/draft.h"
#include "host/import.h"

#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
  KEY_INSIDE = 0x200,
  KEY_OUTSIDE,
  KEY_TITLE,
  KEY_MINIMUM,
  KEY_DELIMITER,
  KEY_ENCODING,
  KEY_FORCE,
  KEY_ID
};

typedef struct new_options {
  arena *memory;
  const char *what, *dir, *title;
  struct named {
    const char *path;
    side_mask side;
  } * files;
  size_t n_files, capacity;
  side_mask side; /* of the files that follow */
  uint32_t minimum;
  char delimiter;
  const char *encoding;
  const char *id;
  const char *of_study; /* an option that a plugin does not take, or NULL */
  bool is_forced;
  cli_options shown; /* --quiet */
} new_options;

static const struct argp_option options[] = {
    {"inside", KEY_INSIDE, "FILE", 0, "Exports of people inside; more may follow", 0},
    {"outside", KEY_OUTSIDE, "FILE", 0, "Exports of people outside; more may follow", 0},
    {"title", KEY_TITLE, "TEXT", 0, "Title of the study", 0},
    {"minimum", KEY_MINIMUM, "N", 0, "The smallest group to be shown (5)", 0},
    {"delimiter", KEY_DELIMITER, "NAME", 0,
     "What separates columns: comma, semicolon, tab or bar (found out)", 0},
    {"encoding", KEY_ENCODING, "NAME", 0, "UTF-8, UTF-16 or windows-1252 (found out)", 0},
    {"force", KEY_FORCE, NULL, 0, "Write over a study.xml that is there", 0},
    {"id", KEY_ID, "ID", 0, "Of a plugin: its id (org.example.NAME)", 0},
    {"quiet", 'q', NULL, 0, "Say nothing but errors", 0},
    {NULL, 'h', NULL, OPTION_HIDDEN, NULL, 0},
    {0}};

static void
add_file(new_options *o, const char *path)
{
  o->files = arena_room(o->memory, o->files, o->n_files, &o->capacity, sizeof *o->files);
  o->files[o->n_files++] = (struct named){path, o->side};
}

static error_t
take_word(new_options *o, char *word, struct argp_state *state)
{
  if (o->side)
    add_file(o, word);
  else if (!o->what)
    o->what = word;
  else if (!o->dir)
    o->dir = word;
  else
    argp_error(state, "what is \"%s\"? Files follow --inside or --outside", word);
  return 0;
}

static void
take_minimum(new_options *o, const char *value, struct argp_state *state)
{
  int64_t n;
  if (integer_parse((span){value, strlen(value)}, '.', &n) && n >= PRIVACY_FLOOR && n <= 100000)
    o->minimum = (uint32_t)n;
  else
    argp_error(state, "--minimum is a whole number from %d to 100000, not \"%s\"", PRIVACY_FLOOR,
               value);
}

static void
take_delimiter(new_options *o, const char *value, struct argp_state *state)
{
  static const struct {
    const char *name;
    char sign;
  } known[] = {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"bar", '|'}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(known[i].name, value) == 0)
      o->delimiter = known[i].sign;
  if (!o->delimiter)
    argp_error(state, "--delimiter is comma, semicolon, tab or bar, not \"%s\"", value);
}

static void
take_encoding(new_options *o, const char *value, struct argp_state *state)
{
  static const char *const known[] = {"UTF-8", "UTF-16", "windows-1252"};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(known[i], value) == 0)
      o->encoding = known[i];
  if (!o->encoding)
    argp_error(state, "--encoding is UTF-8, UTF-16 or windows-1252, not \"%s\"", value);
}

static error_t
take(int key, char *value, struct argp_state *state)
{
  new_options *const o = state->input;
  for (size_t i = 0; options[i].key; i++)
    if (options[i].key == key && key >= KEY_INSIDE && key != KEY_ID)
      o->of_study = options[i].name;
  switch (key) {
  case KEY_INSIDE:
  case KEY_OUTSIDE:
    o->side = key == KEY_INSIDE ? SIDE_INSIDE : SIDE_OUTSIDE;
    add_file(o, value);
    return 0;
  case KEY_TITLE:
    o->title = value;
    return 0;
  case KEY_MINIMUM:
    take_minimum(o, value, state);
    return 0;
  case KEY_DELIMITER:
    take_delimiter(o, value, state);
    return 0;
  case KEY_ENCODING:
    take_encoding(o, value, state);
    return 0;
  case KEY_FORCE:
    o->is_forced = true;
    return 0;
  case KEY_ID:
    o->id = value;
    return 0;
  case 'q':
    o->shown.quiet = true;
    return 0;
  case 'h':
    argp_state_help(state, stdout, ARGP_HELP_STD_HELP);
    return 0;
  case ARGP_KEY_ARG:
    return take_word(o, value, state);
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static bool
parse(int argc, char **argv, new_options *o, int *code)
{
  static char program[] = PACKAGE_NAME " new";
  const struct argp parser = {options,
                              take,
                              "study DIR\nplugin NAME",
                              "Draft DIR/study.xml from exports: which column names the unit, "
                              "which are answers, in what range, and which belong together. The "
                              "draft runs at once; every guess in it is explained, and to be "
                              "confirmed. The exports stay where they are.\n"
                              "Or write the folder NAME: an analysis of your own that builds at "
                              "once, with its tests, to be made into what you need.",
                              NULL,
                              NULL,
                              NULL};
  argv[0] = program;
  argp_program_version = PACKAGE_STRING;
  argp_err_exit_status = EXIT_USAGE;
  const error_t failure = argp_parse(&parser, argc, argv, ARGP_IN_ORDER, NULL, o);
  *code = failure ? EXIT_USAGE : EXIT_FINE;
  return failure == 0;
}

/* --- the files ------------------------------------------------------------------------------- */

/* The name under which study.xml can have the file; NULL with U011 when XML cannot hold it. */
static const char *
name_in_study(arena *memory, const char *dir, const char *path, diags *d)
{
  const char *const real = path_real(memory, path);
  const char *const seen = real ? path_from(memory, dir, real) : path;
  const size_t n = strlen(seen);
  if (strcmp(utf8_clean(memory, seen), seen) == 0 && !strchr(" \t\r\n", seen[n - 1]))
    return seen;
  diag_error(d, "U011", utf8_clean(memory, path), 0,
             "XML holds UTF-8 text without control characters and without blanks at the ends",
             "rename the file, or the folder that it is in",
             "study.xml cannot hold this file name");
  return NULL;
}

/* The same file on both sides is one file. */
static void
add_to_draft(draft *t, const char *path, const char *shown, side_mask side)
{
  for (uint32_t i = 0; i < t->n_files; i++)
    if (strcmp(t->files[i].shown, shown) == 0) {
      t->files[i].sides |= side;
      return;
    }
  t->files[t->n_files++] = (draft_file){.path = path, .shown = shown, .sides = side};
}

static const char *
title_of(const new_options *o)
{
  return o->title && *o->title ? utf8_clean(o->memory, o->title) : "A new study";
}

static bool
is_new(const new_options *o, const char *what)
{
  return o->what && strcmp(o->what, what) == 0;
}

static bool
check_usage(const new_options *o, const char *study, diags *d)
{
  static const char fix[] = "orgmirror new study DIR --inside FILE... --outside FILE...";
  if (!is_new(o, "study"))
    diag_error(d, "U001", NULL, 0, NULL,
               "orgmirror new study DIR --inside FILE... --outside FILE..., or orgmirror new "
               "plugin NAME",
               "it was not said what is to be new, a study or a plugin");
  else if (!o->dir || !*o->dir)
    diag_error(d, "U001", NULL, 0, NULL, fix, "no folder was named for the study");
  else if (o->id)
    diag_error(d, "U001", NULL, 0, NULL, fix, "--id is for plugins: a study has none");
  else if (!o->n_files)
    diag_error(d, "U001", NULL, 0, NULL, fix, "no export was named");
  else if (!o->is_forced && access(study, F_OK) == 0)
    diag_error(d, "U010", study, 0, "somebody may have worked on it",
               "name another folder, or say --force to write over it",
               "this study is there already");
  return d->n_errors == 0;
}

static bool
check_plugin_usage(const new_options *o, diags *d)
{
  static const char fix[] = "orgmirror new plugin NAME, or with --id=ID";
  if (!o->dir || !*o->dir)
    diag_error(d, "U001", NULL, 0, NULL, fix, "no name was given to the plugin");
  else if (o->of_study)
    diag_error(d, "U001", NULL, 0, NULL, fix, "--%s is for studies: a plugin does not take it",
               o->of_study);
  return d->n_errors == 0;
}

static void
write_study(const draft *t, const new_options *o, const char *study, diags *d)
{
  const text xml = draft_xml(t);
  if (!folders_make(o->memory, o->dir) || !file_write_atomically(o->memory, study, xml.at, xml.n))
    diag_error(d, "R001", study, 0, strerror(errno), "choose another folder",
               "the study cannot be written");
  else if (!o->shown.quiet)
    fputs(draft_summary(t, study).at, stdout);
}

static void
make(const new_options *o, const char *study, diags *d)
{
  const char *const dir = path_real(o->memory, o->dir);
  if (!dir) {
    diag_error(d, "R001", o->dir, 0, strerror(errno), "choose another folder",
               "the study cannot be written");
    return;
  }
  const export_hints hints = {.delimiter = o->delimiter, .encoding = o->encoding};
  draft t = {.memory = o->memory,
             .d = d,
             .title = title_of(o),
             .minimum = o->minimum,
             .hints = &hints,
             .files = arena_many(o->memory, o->n_files, draft_file)};
  for (size_t i = 0; i < o->n_files; i++) {
    const char *const shown = name_in_study(o->memory, dir, o->files[i].path, d);
    if (shown)
      add_to_draft(&t, o->files[i].path, shown, o->files[i].side);
  }
  const host_limits limits = HOST_LIMITS_INIT;
  const export_converter converter = host_converter(&limits);
  if (!d->n_errors && draft_make(&t, &converter))
    write_study(&t, o, study, d);
  draft_done(&t);
}

int
cli_new(int argc, char **argv, arena *memory)
{
  new_options o = {.memory = memory};
  int code;
  if (!parse(argc, argv, &o, &code))
    return code;
  diags d = diags_new(memory);
  const char *const study = o.dir ? path_join(memory, o.dir, "study.xml") : NULL;
  if (is_new(&o, "plugin")) {
    if (check_plugin_usage(&o, &d))
      new_plugin(memory, o.dir, o.id, o.shown.quiet, &d);
  } else if (check_usage(&o, study, &d)) {
    make(&o, study, &d);
  }
  return cli_finish(&d, &o.shown);
}
