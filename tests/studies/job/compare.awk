# Numbers of another program against those of report.xml:
#   awk -f compare.awk reference.csv report.xml
# The reference has lines "key,value"; a key says of what: emp.item.Q01.mean, emp.r.Q01.Q02,
# emp.unit.U00001.ENG.rwgj, link.ENG.SAT.rho ...  Ranges come from random numbers of each program
# and are compared in units of their standard error.  What the report withholds is counted, and what
# it withholds is named.  Says what differs, and a count at the end.
function attribute(name,   at, rest) {
  at = index($0, " " name "=\"")
  if (!at) return ""
  rest = substr($0, at + length(name) + 3)
  return substr(rest, 1, index(rest, "\"") - 1)
}
function last(name,   parts, n) {
  n = split(name, parts, ".")
  return parts[n]
}
function first(name) { return substr(name, 1, index(name, ".") - 1) }
function put(key, name) {
  if (attribute(name) != "") said[key] = attribute(name)
  else if (attribute("withheld") != "") held[key] = 1
}
function abs(x) { return x < 0 ? -x : x }
BEGIN { FS = "," }
NR == FNR {
  if ($1 != "key") wanted[$1] = $2
  next
}
/<estimate / {
  statistic = attribute("statistic")
  scale = attribute("scale")
  item = attribute("item")
  survey = first(scale)
  if (statistic == "item_r")
    put(survey ".r." last(item) "." last(attribute("with-item")), "value")
  else if (item != "") {
    put(survey ".item." last(item) "." substr(statistic, 6), "value")
    put(survey ".item." last(item) ".n", "n")
  } else if (attribute("inside") != "") {
    key = "link." last(attribute("inside")) "." last(attribute("outside"))
    rank = statistic == "rho"
    put(key ".n", "n")
    put(key (rank ? ".rho" : ".r"), "value")
    put(key (rank ? ".prho" : ".p"), "p")
    put(key "." statistic "_se", "se")
    put(key "." statistic "_lo", "lo")
    put(key "." statistic "_hi", "hi")
  } else if (attribute("unit") != "") {
    key = survey ".unit." attribute("unit") "." last(scale)
    put(key "." statistic, "value")
    if (statistic != "rwgj") put(key ".n", "n")
  } else if (statistic == "nps") {
    put(survey ".nps", "value")
  } else if (statistic ~ /^alpha/) {
    put(survey ".alpha." last(scale) (statistic == "alpha" ? ".listwise" : ".pairwise"), "value")
    put(survey ".alpha." last(scale) ".n", "n")
  } else if (statistic ~ /^icc|^f$/) {
    put(survey ".icc." last(scale) "." (statistic == "f" ? "F" : statistic), "value")
  } else {
    put(survey ".scale." last(scale) "." statistic, "value")
    put(survey ".scale." last(scale) ".n", "n")
  }
}
END {
  for (key in wanted) {
    if (!(key in said) && key in held) {
      print key " is withheld"
      withheld++
      continue
    }
    if (!(key in said)) {
      print key " is not in the report"
      missing++
      continue
    }
    compared++
    off = abs(said[key] - wanted[key])
    if (key ~ /_(se|lo|hi)$/) {
      stem = substr(key, 1, length(key) - 3)
      off = off / wanted[stem "_se"]
      most = .5
    } else {
      off = off / (abs(wanted[key]) > 1e-3 || key ~ /\.p(rho)?$/ ? abs(wanted[key]) : 1e-3)
      most = key ~ /^link.*\.p(rho)?$/ ? 1e-9 : 1e-12
    }
    if (!(off <= most)) {
      print key " is " said[key] " and not " wanted[key]
      wrong++
    }
  }
  print compared + 0 " compared, " wrong + 0 " differ, " missing + 0 " missing, " \
    withheld + 0 " withheld"
}
