/* What plugins were built against stays where it was: this does not compile when a struct, a number
 * or a function of include/orgmirror/plugin.h is not what it was in an interface of the museum.
 *
 * `make freeze-abi` writes the lists; see README.md here. */
#include <orgmirror/plugin.h>

#if defined(__LP64__)
#define SAME(of, member, at, length, ...)                                                          \
  _Static_assert(offsetof(of, member) == (at), #of "." #member " has moved");                      \
  _Static_assert(sizeof(((of *)NULL)->member) == (length), #of "." #member " has another size");   \
  _Static_assert(_Generic(((of *)NULL)->member, __VA_ARGS__ : 1, default : 0),                     \
                 #of "." #member " has another type")
#define GROWS(of, length) _Static_assert(sizeof(of) >= (length), #of " has shrunk")
#define FROZEN(of, length) _Static_assert(sizeof(of) == (length), #of " is frozen")
#define VALUE(name, number) _Static_assert((name) == (number), #name " has another value")

/* One line for each interface of the museum. */
#include "museum/1.0/layout.h"
#endif

_Static_assert(OM_ABI_MAJOR == 1, "another major is another museum");
