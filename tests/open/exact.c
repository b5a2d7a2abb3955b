/* A build of the program that tells every number with all its digits, to compare them with what
 * others computed.  Never installed. */
#include "data/precision.h"

told
precision_tell(const summary *s, about subject, uint32_t format, uint32_t basis, uint64_t n,
               told exact)
{
  (void)s, (void)subject, (void)format, (void)basis, (void)n;
  return exact;
}
