/* The rules of a plugin's check: their names, what they ask, and what is held against them. */
#include "host/conform.h"

#include <stdarg.h>
#include <stdio.h>

static const struct {
  const char *name, *asks, *remedy;
} rules[N_CONFORM_RULES] = {
    [RULE_LOADS] = {"loads", "is found, loaded and described",
                    "link it with all it needs from the system's folders, fill the descriptor with "
                    "OM_PLUGIN_HEAD, and do nothing before run() is called"},
    [RULE_TRUSTED] = {"trusted", "is a file, in a folder, that nobody else can write to",
                      "own the file and its folder, and make both writable for their owner alone "
                      "(chmod go-w)"},
    [RULE_ONE_SYMBOL] = {"one-symbol", "exports orgmirror_plugins_v1 and nothing else",
                         "compile with -fvisibility=hidden; link with a version script that has "
                         "\"local: *\" where a static library brings symbols"},
    [RULE_ID_GRAMMAR] = {"id-grammar", "has ids of the letters that ids may have, each once",
                         "the plugin: lower-case letters, digits and _, in parts joined by dots; "
                         "all else: letters, digits, - and _, from a letter on, 64 at most"},
    [RULE_UTF8] = {"utf8", "declares and says UTF-8 without control characters",
                   "save the source as UTF-8, and hand on no byte that was not made as text"},
    [RULE_DEFAULTS] = {"defaults", "has options with a default inside sound bounds",
                       "give min <= default <= max, whole numbers where the option is one, 0 or 1 "
                       "for yes and no, and the index of a choice"},
    [RULE_ORDINARY] = {"ordinary-study", "runs on an ordinary study of 24 units",
                       "run it with -v on a study of your own, and under gdb or valgrind"},
    [RULE_EMPTY] = {"empty-study", "runs on a study without a row",
                    "where n is 0 or there is no unit, report \"undefined\" with a reason, or end "
                    "with OM_NOT_APPLICABLE and why"},
    [RULE_ONE_ROW] = {"one-row", "runs on one person inside and one outside",
                      "with n 1 there is no spread: report \"undefined\" with a reason, or end "
                      "with "
                      "OM_NOT_APPLICABLE and why"},
    [RULE_ONE_UNIT] = {"one-unit", "runs on a study of one unit",
                       "over one unit there is no link: report \"undefined\" with a reason, "
                       "declare "
                       "OM_NEED_UNITS, or end with OM_NOT_APPLICABLE and why"},
    [RULE_ALL_MISSING] = {"all-missing", "runs where nobody answered all scales but one",
                          "look at n before every division; the mean of nobody is NaN"},
    [RULE_CONSTANT] = {"constant", "runs where everybody gave the same answer",
                       "look for zero variance before every division: report \"undefined\" with "
                       "that reason"},
    [RULE_PUBLISHED] = {"published", "runs where hypotheses name published figures",
                        "figures of units have no items to count and no persons: ask for what is "
                        "there, declare OM_NEED_RESPONDENTS, or end with OM_NOT_APPLICABLE and "
                        "why"},
    [RULE_MANY_ROWS] = {"many-rows", "runs on 1,000,000 rows",
                        "count in 64 bits, and take sums from the host instead of rows where they "
                        "do"},
    [RULE_MANY_UNITS] = {"many-units", "runs on 2,000 units",
                         "take memory for what there is, stay within what a run may say (see "
                         "om_host "
                         "in plugin.h), and mind loops over pairs of units"},
    [RULE_SAME_SEED] = {"same-seed", "says the same, byte by byte, when it is run again",
                        "draw from om_rng_stream() alone; no clock, address, process number or "
                        "uninitialised memory may reach a result"},
    [RULE_JOBS] = {"jobs", "says the same with 1 job and with 4",
                   "add up in an order that does not depend on threads: a part of the work to "
                   "each place of an array, then the array from its first to its last"},
    [RULE_SHUFFLED] = {"shuffled-rows", "says the same when the rows of the exports are shuffled",
                       "let nothing depend on where a row stands; draw from om_rng_stream() alone"},
    [RULE_SILENT] = {"silent", "prints nothing on standard output and standard error",
                     "report with om_note(), or log with host->log(); mind libraries that print"},
    [RULE_LEFTOVERS] = {"no-leftovers",
                        "has no thread and no descriptor of its own when run() returns",
                        "join every thread and close every descriptor before run() returns; set "
                        "libraries that keep a pool of threads to one thread"},
    [RULE_OPTIONS] = {"option-bounds", "runs with each option at its ends, and with each choice",
                      "narrow the bounds to what the plugin can do, or do what they promise"},
    [RULE_NUMBERS] = {"numbers",
                      "says no number that is none without a reason, and none that cannot be",
                      "set `undefined` to the reason where there is no value; NaN where a range, a "
                      "standard error or p is absent"},
    [RULE_WORDS] = {"words", "says of no thing that it makes another",
                    "strong evidence \"goes with\", moderate \"tends to go with\", weak \"may go "
                    "with\"; studies of this kind tell no more"},
    [RULE_TIME] = {"time", "ends before the deadline, on every study",
                   "take fewer draws by default, share work between threads, or let the study "
                   "choose with an option"},
    [RULE_MEMORY] = {"memory", "has enough memory within its limit, on every study",
                     "free what is not needed, and keep no table of pairs of units or persons"},
};

const char *
conform_rule_name(conform_rule r)
{
  return rules[r].name;
}

const char *
conform_rule_asks(conform_rule r)
{
  return rules[r].asks;
}

const char *
conform_rule_remedy(conform_rule r)
{
  return rules[r].remedy;
}

const char *
conform_verdict_name(conform_verdict v)
{
  static const char *const names[] = {
      [CONFORM_NOT_TRIED] = "not tried",
      [CONFORM_PASSED] = "passed",
      [CONFORM_DOUBTFUL] = "doubtful",
      [CONFORM_FAILED] = "failed",
  };
  return names[v];
}

conform
conform_new(arena *memory)
{
  return (conform){.memory = memory};
}

void
conform_tried(conform *c, conform_rule r)
{
  if (c->verdicts[r] == CONFORM_NOT_TRIED)
    c->verdicts[r] = CONFORM_PASSED;
}

void
conform_against(conform *c, conform_rule r, conform_verdict v, const char *format, ...)
{
  if (c->verdicts[r] >= v)
    return;
  char line[2048];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  c->verdicts[r] = v;
  c->evidence[r] = utf8_inert(c->memory, line);
}
