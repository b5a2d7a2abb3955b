/* What study.xml gives for an option: a letter for the option, and the text.  Whatever is taken
 * lies within what the plugin declares. */
#include "fuzz.h"
#include "host/options.h"

static const char *choices[] = {"none", "holm", "bh", ""};
static const declared_option options[] = {
    {OM_OPT_BOOL, "flag", "", 0, 0, 0, NULL, 0},
    {OM_OPT_INT, "count", "", 10, 1, 1000, NULL, 0},
    {OM_OPT_INT, "huge", "", 0, -9007199254740992, 9007199254740992, NULL, 0},
    {OM_OPT_REAL, "share", "", .5, 0, 1, NULL, 0},
    {OM_OPT_REAL, "any", "", 0, -1.7976931348623157e308, 1.7976931348623157e308, NULL, 0},
    {OM_OPT_REAL, "one", "", 2, 2, 2, NULL, 0},
    {OM_OPT_CHOICE, "way", "", 0, 0, 0, choices, sizeof choices / sizeof *choices},
};

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
  enum { N = sizeof options / sizeof *options };
  if (!n)
    return 0;
  const declared_option *const o = &options[at[0] % N];
  char *const text = strndup((const char *)at + 1, n - 1);
  double x = -77;
  const bool is_taken = text && option_parse(o, text, &x);
  const double lowest = o->type == OM_OPT_REAL || o->type == OM_OPT_INT ? o->min : 0;
  const double highest = o->type == OM_OPT_CHOICE ? o->n_choices - 1
                         : o->type == OM_OPT_BOOL ? 1
                                                  : o->max;
  if (is_taken && !(x >= lowest && x <= highest))
    abort();
  if (is_taken && o->type != OM_OPT_REAL && x != (double)(int64_t)x)
    abort();
  free(text);
  return 0;
}
