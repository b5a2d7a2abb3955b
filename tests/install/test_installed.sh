#!/bin/bash
# The installed package alone (make installcheck): the template builds against it, runs, and is in a
# report; its tests pass.
. "$TOP_SRCDIR/tests/tap.sh"
[ -z "${SANITIZED-}" ] || skip_all "what is built with sanitizers is not installed"
. "$TOP_SRCDIR/tests/install/newcomer.sh"
. "$TOP_SRCDIR/tests/install/uses.sh"
. "$TOP_SRCDIR/tests/install/examples.sh"
. "$TOP_SRCDIR/tests/install/guide.sh"
finish
