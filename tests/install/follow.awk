# The blocks of a guide as one shell script: what stands in ```sh is run, and ```LANGUAGE FILE is
# written into that file.  Other blocks are for the reader.
/^```/ && !on {
  on = $1 == "```sh" ? "run" : NF == 2 ? "write" : "read"
  if (on == "write")
    print "cat >'" $2 "' <<'END OF BLOCK'"
  next
}
/^```$/ {
  if (on == "write")
    print "END OF BLOCK"
  on = ""
  next
}
on == "run" || on == "write"
