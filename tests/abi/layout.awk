# Reads plugin.h as bare.sh prints it, and writes a C program that prints layout.h: a line for each
# member of each struct, for each struct, for each number with a name.  Declarations are as
# .clang-format leaves them.

# One declarator, with the type that stands before it.
function member(type, declarator,    name) {
  gsub(/^ +| +$/, "", declarator)
  if (match(declarator, /^\(\*[a-z_]+\)/)) { # a function
    name = substr(declarator, 3, RLENGTH - 3)
    type = type (type ~ /\*$/ ? "(*)" : " (*)") substr(declarator, RLENGTH + 1)
  } else {
    match(declarator, /^(\*|const | )*/)
    type = type " " substr(declarator, 1, RLENGTH)
    name = substr(declarator, RLENGTH + 1)
    if (sub(/\[.*/, "", name))
      type = type "*"
  }
  sub(/ +$/, "", type)
  printf "  MEMBER(%s, %s, \"%s\");\n", struct, name, type
}
function members(text,    n, i, part, type) {
  gsub(/[ \t]+/, " ", text)
  gsub(/^ +| +$/, "", text)
  if (match(text, /\(\*[a-z_]+\)/)) { # returns (*name)(arguments)
    type = substr(text, 1, RSTART - 1)
    sub(/ +$/, "", type)
    member(type, substr(text, RSTART))
    return
  }
  n = split(text, part, ",")
  match(part[1], /^(const )?[a-z_0-9]+ /)
  type = substr(part[1], 1, RLENGTH - 1)
  part[1] = substr(part[1], RLENGTH + 1)
  for (i = 1; i <= n; i++)
    member(type, part[i])
}
function constants(text,    n, i, part, name) {
  sub(/^[^{]*\{/, "", text)
  sub(/\}.*/, "", text)
  n = split(text, part, ",")
  for (i = 1; i <= n; i++)
    if (match(part[i], /OM_[A-Z0-9_]+/)) {
      name = substr(part[i], RSTART, RLENGTH)
      printf "  VALUE(%s);\n", name
    }
}

BEGIN {
  print "#include <orgmirror/plugin.h>\n#include <stdio.h>"
  print "#define MEMBER(s, m, type) printf(\"SAME(%s, %s, %zu, %zu, %s);\\n\", #s, #m, \\"
  print "  offsetof(s, m), sizeof(((s *)NULL)->m), type)"
  print "#define STRUCT(rule, s) printf(\"%s(%s, %zu);\\n\", rule, #s, sizeof(s))"
  print "#define VALUE(name) printf(\"VALUE(%s, %d);\\n\", #name, (int)(name))"
  print "int\nmain(void)\n{"
}
/^#define OM_[A-Z_]+ \(?-?[0-9]+\)?$/ && $2 != "OM_ABI_MINOR" { printf "  VALUE(%s);\n", $2 }
/^enum \{/ { list = ""; in_enum = 1 }
in_enum { list = list $0; if (/\}/) { constants(list); in_enum = 0 } next }
/^(typedef )?struct om_[a-z_]+ \{/ {
  struct = $0
  sub(/^.*struct /, "", struct)
  sub(/ .*/, "", struct)
  text = ""
  next
}
struct && /^\}/ {
  printf "  STRUCT(\"%s\", %s);\n", struct == "om_rng" ? "FROZEN" : "GROWS", struct
  struct = ""
}
struct {
  text = text " " $0
  if (/;$/) { sub(/;$/, "", text); members(text); text = "" }
}
END { print "  return 0;\n}" }
