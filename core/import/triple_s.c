#include "import/foreign.h"
static int
probe(const char *head, size_t n, const char *name)
{
  (void)head;
  (void)n;
  (void)name;
  return 0;
}
static bool
run(conversion *c)
{
  return foreign_fail(c, "x", NULL);
}
const converter converter_triple_s = {
    .id = "triple-s", .label = "triple_s", .probe = probe, .run = run};
