# Numbers of one program against those of another, both in lines "key,value":
#   awk -f compare_peer.awk reference.csv numbers.csv
# As compare.awk has it: ranges are compared in units of their standard error, p to 1e-9, all else
# to 1e-12.  Says what differs, and a count at the end.
function abs(x) { return x < 0 ? -x : x }
BEGIN { FS = "," }
$1 == "key" { next }
NR == FNR { wanted[$1] = $2; next }
{ said[$1] = $2 }
END {
  for (key in wanted) {
    if (!(key in said)) {
      print key " is not there"
      missing++
      continue
    }
    compared++
    off = abs(said[key] - wanted[key])
    most = 1e-12
    if (key ~ /_(se|lo|hi)$/) {
      off = off / wanted[substr(key, 1, length(key) - 3) "_se"]
      most = .5
    } else if (key ~ /^link.*\.p(rho)?$/) {
      off = off / abs(wanted[key])
      most = 1e-9
    } else
      off = off / (abs(wanted[key]) > 1e-3 ? abs(wanted[key]) : 1e-3)
    if (said[key] !~ /^-?[0-9]/ || !(off <= most)) {
      print key " is " said[key] " and not " wanted[key]
      wrong++
    }
  }
  print compared + 0 " compared, " wrong + 0 " differ, " missing + 0 " missing"
}
