# What one layout.h has that another does not only append to: appends.awk OLD NEW.
# Members of a struct that were there come first, in their order: one that was put where the compiler
# had left room moves nobody, and yet nobody could ask for it by the struct's size.
match($0, /^(SAME|GROWS|FROZEN|VALUE)\(/) {
  kind = substr($0, 1, RLENGTH - 1)
  split(substr($0, RLENGTH + 1), part, /, |\)/)
  if (kind == "SAME") {
    if (FILENAME == ARGV[1]) was[part[1]] = was[part[1]] part[2] " "
    else is[part[1]] = is[part[1]] part[2] " "
    end[part[1]] = part[3] + part[4]
  } else if (FILENAME != ARGV[1] && kind != "VALUE" && end[part[1]] != part[2] + 0)
    print part[1] " ends in room that its size counts: fill it with a reserved member"
}
END {
  for (struct in was)
    if (index(is[struct], was[struct]) != 1)
      print struct " was " was[struct] "and is " is[struct]
}
