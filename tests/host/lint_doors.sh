#!/bin/bash
# The doors of the core, by what its objects ask of the system: our processes are started in one file,
# a browser in another, foreign code is opened in one, and there is no door to the network.  (tests/lint/floors.sh reads
# the sources; a macro or a wrapper hides nothing from nm.)
. "$TOP_SRCDIR/tests/tap.sh"
cd "$TOP_BUILDDIR" || exit 99
objects=$(find core -name '*.o')
[ -n "$objects" ] || skip_all "there are no objects here"

asks() { # regular expression of whole symbols; prints "object: symbol"
  for object in $objects; do
    nm -u "$object" | awk -v wanted="^($1)(@.*)?\$" -v at="$object" '$2 ~ wanted { print at ": " $2 }'
  done
}
report "our own processes are started in one file, and programs of others in another" \
  "$(asks 'fork|vfork|_Fork|clone|posix_spawnp?|system|popen|exec[lv]p?e?|fexecve|execveat' |
    grep -vE '^core/host/[a-z_./]*-(process|program)\.o: posix_spawn$')"
report "it is started there" \
  "$(asks posix_spawn | grep -q process.o || echo "no object starts a process: what does this test look at?")"
report "foreign code is opened in one file" \
  "$(asks 'dlm?open|dlv?sym|android_dlopen_ext' | grep -v '^core/host/[a-z_./]*-open\.o: ')"
report "there is no door to the network" \
  "$(asks 'socket|socketpair|connect|bind|listen|accept4?|getaddrinfo|gethostbyname')"
report "the plugins have neither" "$(
  for object in $(find plugins -name '*.o'); do
    nm -u "$object" | awk -v at="$object" '$2 ~ /^(fork|vfork|posix_spawnp?|system|popen|exec[lv]p?e?|dlm?open|socket|f?open(64)?)(@.*)?$/ { print at ": " $2 }'
  done)"

# In the worker each step stands after the one that makes it safe.
file=worker.c
line() { grep -n "$1" "$TOP_SRCDIR/core/host/$file" | tail -n 1 | cut -d: -f1; }
order() { # what, first, second
  report "$1" "$([ "$(line "$2")" -lt "$(line "$3")" ] || echo "$3 stands before $2")"
}
order "the sandbox is entered before a plugin is opened" 'sandbox_enter(' 'plugin_open('
order "descriptors are closed before a plugin is opened" 'closefrom(' 'plugin_open('
order "isolation is told before a plugin is opened" ' tell_isolation(memory' 'plugin_open('
order "files are closed before a plugin is run" '!close_doors()' 'run_it(s, p'
file=import_worker.c
order "the sandbox is closed before a file is converted" 'sandbox_enter_closed(' 'run(c, &x)'
order "descriptors are closed before that" 'worker_start(' 'sandbox_enter_closed('
finish
