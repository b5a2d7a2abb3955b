#!/bin/sh
# Prints a header without its comments: what stays is what a plugin is built against.
#   bare.sh HEADER
exec "${CC:-cc}" -fpreprocessed -dD -E -P -w "$1"
